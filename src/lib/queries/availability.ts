/** When each owner can be met, as they said it. */
import { query } from "@/lib/db";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";

export const findAvailabilityRules = async (userId: string): Promise<AvailabilityRules | null> =>
  (await query<{ rules: AvailabilityRules }>("SELECT rules FROM availability_rules WHERE user_id = $1", [userId])).rows[0]?.rules ?? null;

export const saveAvailabilityRules = async (userId: string, rules: AvailabilityRules): Promise<void> => {
  await query(
    "INSERT INTO availability_rules (user_id, rules) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET rules = EXCLUDED.rules, updated_at = now()",
    [userId, rules],
  );
};
