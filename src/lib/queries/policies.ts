/** What an owner said a tool may do by itself; silence is no row. */
import { query } from "@/lib/db";
import type { Policy } from "@/lib/ai/contracts";

export const findPolicy = async (userId: string, tool: string): Promise<Policy | null> =>
  (await query<{ policy: Policy }>("SELECT policy FROM tool_policies WHERE user_id = $1 AND tool = $2", [userId, tool])).rows[0]?.policy ?? null;

export const listPolicies = async (userId: string): Promise<Map<string, Policy>> => {
  const { rows } = await query<{ tool: string; policy: Policy }>("SELECT tool, policy FROM tool_policies WHERE user_id = $1", [userId]);
  return new Map(rows.map(({ tool, policy }) => [tool, policy]));
};

export const savePolicy = async (userId: string, tool: string, policy: Policy): Promise<void> => {
  await query(
    "INSERT INTO tool_policies (user_id, tool, policy) VALUES ($1, $2, $3) ON CONFLICT (user_id, tool) DO UPDATE SET policy = excluded.policy, updated_at = now()",
    [userId, tool, policy],
  );
};
