/** When an owner can be met: what they said, or Mon-Fri 9 to 5 in their zone. */
import { isDeepStrictEqual } from "node:util";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findAvailabilityRules, saveAvailabilityRules } from "@/lib/queries/availability";
import { findProfileByUserId } from "@/lib/queries/profiles";
import { transaction } from "@/lib/queries/transaction";
import { AvailabilityRulesSchema, defaultRules, type AvailabilityRules } from "./contracts";
import { knowsHolidays } from "./holidays";
import { parseInput } from "./parse-input";

/** Rules of an account; for one that is gone, the defaults in UTC. */
export const rulesOf = async (userId: string): Promise<AvailabilityRules> =>
  (await findAvailabilityRules(userId)) ?? defaultRules((await findProfileByUserId(userId))?.zone ?? "UTC");

/** The owner's rules. */
export const getAvailability = async (actor: Actor): Promise<AvailabilityRules> => {
  requireScope(actor, "scheduling:read");
  await findProfile(actor);
  return rulesOf(actor.userId);
};

/** Replaces the owner's rules; where these hold already, nothing has happened. Errors: scheduling/holidays-unknown. */
export const putAvailability = async (actor: Actor, input: AvailabilityRules): Promise<AvailabilityRules> => {
  requireScope(actor, "settings");
  const rules = parseInput(AvailabilityRulesSchema, input);
  if (rules.holidays !== null && !(await knowsHolidays(rules.holidays))) throw new AppError("scheduling/holidays-unknown");
  return transaction(async () => {
    const before = await rulesOf(actor.userId);
    if (isDeepStrictEqual(before, rules)) return rules;
    await saveAvailabilityRules(actor.userId, rules);
    await recordAudit(actor, { action: "availability.update", subjectId: actor.userId, before, after: rules });
    return rules;
  });
};
