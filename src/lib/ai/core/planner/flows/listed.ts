/** Several events named in one breath: "the planning and the retro on Monday". */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { lowerAt, type Clause } from "../clause";
import type { Dialogue, Flow } from "../flow";
import { noOverrides, type Overrides } from "../overrides";
import { isOf } from "../lexicon";
import { ordinals } from "../pick-words";
import type { PlannerContext } from "../planner-context";
import type { EventPick } from "../read-pick";
import type { Request } from "../request";
import type { Located } from "./locate";
import { find, pickOf } from "./targets";

/** "on Monday and Tuesday", "on the 4th, the 5th and the 6th". */
const isBetweenDays = (clause: Clause, at: number): boolean => {
  if (!["and", ",", "&"].includes(lowerAt(clause, at))) return false;
  const before = clause.times.find(({ end }) => end === at || (end === at - 1 && lowerAt(clause, at - 1) === ","));
  const after = clause.times.find(({ start }) => start === at + 1);
  return before?.match.dateGiven === true && after?.match.dateGiven === true && before.match.kind !== "recurrence";
};

/** "the planning and the retro on Monday", "those on Friday and the ones on Monday": several picks in one clause, as token ranges. */
export const listed = (clause: Clause, from: number): (readonly [number, number])[] => {
  const inTime = (at: number): boolean => clause.times.some(({ start, end }) => at >= start && at < end);
  const begins = (at: number): boolean =>
    ["the", "my", "our", "all", "everything", "any"].includes(lowerAt(clause, at)) ||
    ordinals[lowerAt(clause, at)] !== undefined ||
    isOf("named", lowerAt(clause, at));
  const ands = clause.tokens.flatMap(({ lower }, at) =>
    at > from && !inTime(at) && ((lower === "and" && begins(at + 1) && lowerAt(clause, at - 1) !== "with") || isBetweenDays(clause, at)) ? [at] : [],
  );
  const last = ands.at(-1) ?? 0;
  // "The dentist, yoga and the party": commas separate where an "and" ends the list.
  const commas = clause.tokens.flatMap(({ lower }, at) =>
    lower === "," && at > from && at < last && !inTime(at) && !inTime(at + 1) && lowerAt(clause, last) === "and" ? [at] : [],
  );
  const cuts = [...new Set([...ands, ...commas])].sort((one, other) => one - other);
  return [...cuts, clause.tokens.length].map((end, index) => [index === 0 ? from : (cuts[index - 1] ?? from) + 1, end] as const);
};

/** Finds each part; a day that only one of them names holds for all. */
export function* findEach(
  clause: Clause,
  parts: readonly (readonly [number, number])[],
  whole: EventPick,
  verb: string,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
): Flow<Located> {
  const events: CalendarEvent[] = [];
  let first: EventPick | undefined;
  for (const [from, to] of parts) {
    const read = pickOf(clause, request, dialogue, context, overrides, from, to);
    first ??= read;
    // "… with Ana on Monday and Tuesday": a part that only names a day is about what the first part named.
    const bare = read.words === "" && read.people.length === 0 && read.ordinal === null && read.when !== null ? first : read;
    const pick = {
      ...read,
      words: bare.words,
      people: bare.people,
      ordinal: bare.ordinal,
      without: bare.without,
      when: read.when ?? whole.when,
      back: null,
      all: read.all || bare.all || (bare.words === "" && whole.all),
    };
    const found = yield* find(pick, verb, request, dialogue, context, noOverrides, false);
    if (!found.ok) return found;
    events.push(...found.events);
  }
  return { ok: true, events: [...new Map(events.map((event) => [event.ref, event])).values()], exact: true };
}
