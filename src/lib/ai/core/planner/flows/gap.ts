/** How much time lies between two events: "how long is there between the review and the 1:1?" */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { readClause } from "../clause";
import { sayClock, sayMinutes, sayTitle } from "../phrasing";
import { readPick, type EventPick } from "../read-pick";
import { findTime } from "./free-time";
import { locate } from "./locate";
import type { RequestFlow } from "./registry";

const sides = /\bbetween\s+(.+?)\s+and\s+(.+?)[\s?.!]*$/i;

const names = ({ words, people, when, ordinal }: EventPick): boolean =>
  words !== "" || people.length > 0 || (when?.match.timeGiven ?? false) || ordinal !== null;

export const gapBetween: RequestFlow = function* (request, dialogue, context, overrides) {
  const [, left, right] = sides.exec(request.clause.text) ?? [];
  if (left === undefined || right === undefined) return yield* findTime({ ...request, intent: "find-time" }, dialogue, context, overrides);
  const clauses = [left, right].map((text) => readClause(text.replace(/^(?:the|my|our)\s+/i, ""), context));
  const picks = clauses.map((clause) => readPick(clause, context, 0));
  // "Between 2 and 4": hours rather than two things.
  if (!picks.every(names) || picks.every(({ words, people, ordinal }) => words === "" && people.length === 0 && ordinal === null))
    return yield* findTime({ ...request, intent: "find-time" }, dialogue, context, overrides);
  const day = picks.map(({ when }) => when).find((when) => when?.match.dateGiven === true && !when.match.timeGiven) ?? null;
  const found: CalendarEvent[] = [];
  for (const pick of picks) {
    const one = yield* locate({ ...pick, when: pick.when ?? day, back: null }, "mean", request, { ...dialogue, focus: [] }, context, true);
    if (!one.ok) return one.ending;
    // The second is meant on the day of the first where it names none.
    const [first] = found;
    const near = first === undefined ? undefined : one.events.find((event) => dateAt(event.start, context.zone) === dateAt(first.start, context.zone));
    const event = near ?? one.events[0];
    if (event) found.push(event);
  }
  const [earlier, later] = [...found].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (!earlier || !later || earlier.ref === later.ref)
    return { text: "Which two do you mean? Say it like “how much time is between the standup and lunch on Friday”." };
  const minutes = Math.round(Temporal.Instant.from(earlier.end).until(later.start).total("minutes"));
  const ends = `“${sayTitle(earlier)}” ends at ${sayClock(earlier.end, context)}, “${sayTitle(later)}” begins at ${sayClock(later.start, context)}`;
  if (minutes < 0) return { text: `None: they overlap. ${ends}.`, focus: [earlier, later] };
  if (minutes === 0) return { text: `None: one follows the other. ${ends}.`, focus: [earlier, later] };
  if (dateAt(earlier.end, context.zone) !== dateAt(later.start, context.zone)) {
    const days = Temporal.PlainDate.from(dateAt(earlier.end, context.zone)).until(dateAt(later.start, context.zone)).days;
    return { text: `${days} ${days === 1 ? "day" : "days"}: ${ends} ${days === 1 ? "the day after" : `${days} days later`}.`, focus: [earlier, later] };
  }
  return { text: `${sayMinutes(minutes)}: ${ends}.`, focus: [earlier, later] };
};

const dateAt = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
