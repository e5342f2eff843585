/** What every tool needs of its context: the owner's clock for reading and saying moments, and the people that names mean. */
import type { WhenContext } from "../core/resolve-when";
import { resolvePeople, type People } from "../core/resolve-people";
import type { Refused } from "../core/refusal";
import { findContactsByNames } from "@/lib/people/service";
import type { ToolContext } from "./define-tool";

/** The owner's now, zone, language and clock. */
export const momentOf = ({ now, profile: { zone, locale, hourCycle, weekStart } }: ToolContext): WhenContext => ({ now, zone, locale, hourCycle, weekStart });

/** Who is meant by names and addresses: attendees with an address, guests without; refuses where two contacts fit. */
export const peopleOf = async (context: ToolContext, names: readonly string[]): Promise<People | Refused> => {
  if (names.length === 0) return { ok: true, attendees: [], guests: [] };
  return resolvePeople(names, await findContactsByNames(context.actor, names), context.profile.email);
};
