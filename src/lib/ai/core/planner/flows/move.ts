/** Moves events: to a time that was said, by a length, or to wherever there is room. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { TimeMatch } from "@/lib/time/time-match";
import { lowerAt, readClause, type Clause } from "../clause";
import { readDurations } from "../durations";
import { call, callAll, given, type Dialogue, type Flow } from "../flow";
import { impossibleTime } from "../impossible-time";
import { isOf } from "../lexicon";
import { offersOf } from "../outcomes";
import { meant, type Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import type { CreateSlots } from "../read-create";
import type { EventPick } from "../read-pick";
import { readTarget, sourceClause } from "../read-target";
import type { Request } from "../request";
import { tokenise } from "../tokens";
import { amend, stillWaits, waitingCreate } from "./amend";
import { findEach, listed } from "./listed";
import { refusedEnding, whichEvent } from "./locate";
import { afterVerb, find, minutesOf, oneOfSeries, pickOf, settle, settleAll, targetsOf, withSeries, type ChangeFlow } from "./targets";

const moving = (clause: Clause): string => (isOf("move", lowerAt(clause, clause.bodyStart)) ? "move" : "change");

const neighbouring =
  /\b(?:on\s+|to\s+)?(?:the\s+)?(next|following|previous)\s+day\b|\bthe\s+day\s+(after|before)\b(?!\s+(?:tomorrow|yesterday|\w+day|christmas))/i;

/** "9am the next day": the day after the one the event is on. */
const besideDay = (when: string, event: CalendarEvent, zone: string): string => {
  const found = neighbouring.exec(when);
  if (!found) return when;
  const start = Temporal.Instant.from(event.start).toZonedDateTimeISO(zone);
  const day = start.toPlainDate().add({ days: /previous|before/i.test(found[0]) ? -1 : 1 });
  const clock = when
    .replace(found[0], " ")
    .replace(/\b(?:at\s+)?the\s+same\s+(?:time|hour)\b|\bsame\s+time\b/i, " ")
    .replace(/^[\s,]*(?:to|at|on)?\s+|[\s,]+$/gi, "")
    .trim();
  return clock === "" ? `${day.toString()} at ${start.toPlainTime().toString({ smallestUnit: "minute" })}` : `${day.toString()} at ${clock}`;
};

export const move: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const target = readTarget(clause, context);
  const source = sourceClause(clause, target, context);
  const when = overrides.when ?? target.when;
  const impossible = overrides.when === undefined ? impossibleTime(clause.text) : null;
  if (impossible) return { text: impossible.said, question: { asks: "target", request: { ...request, clause: readClause(impossible.rest, context) } } };
  const read = pickOf(source, request, dialogue, context, overrides, Math.min(afterVerb(source, "move"), source.tokens.length));
  const pick =
    dialogue.focus.length > 0 && read.words === "" && read.people.length === 0 && read.when === null && read.ordinal === null && !read.all && !read.next
      ? { ...read, back: read.back ?? ("one" as const) }
      : read;
  const waiting = pick.back === null || when === null ? null : waitingCreate(dialogue);
  if (waiting && when !== null) {
    const [match] = context.understand(when);
    return match
      ? yield* amend({ ...waiting, when: corrected(waiting.when, when, match, context) }, request, dialogue, context)
      : { text: `I couldn't read “${when}” as a time.` };
  }
  const earlier = pick.back === null || when === null || overrides.when !== undefined ? null : waitingMove(dialogue, context);
  if (earlier !== null && when !== null)
    return yield* stillWaits(move(request, { ...dialogue, waiting: false }, context, { ...overrides, when: withDayOf(earlier, when, context) }), context);
  if (target.search !== undefined && when === null) return yield* moveToFree(target.search, pick, request, dialogue, context, overrides);
  if (when === null) return { text: `To when should I ${moving(clause)} it?`, question: { asks: "target", request } };
  const parts = overrides.events ? [] : listed(source, Math.min(afterVerb(source, "move"), source.tokens.length));
  const found =
    parts.length > 1
      ? yield* findEach(source, parts, pick, "move", request, dialogue, context, overrides)
      : yield* find(pick, "move", request, dialogue, context, overrides);
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const [series] = targetsOf(found.events, pick, clause, overrides);
  if (series?.scope) {
    const [next] = found.events;
    const input = given({ ...series, when: next === undefined ? when : besideDay(when, next, context.zone), durationMinutes: target.durationMinutes });
    return withSeries(settleAll([yield* call("move_event", input)], found.events.slice(0, 1), request, context), [series]);
  }
  const later = /\blater\b/i.test(when);
  const onDayOf = (event: CalendarEvent): string => besideDay(when, event, context.zone);
  const order = later ? [...found.events].reverse() : found.events;
  const outcomes = yield* callAll(
    order.map((event) => ({ tool: "move_event", input: given({ ref: event.ref, when: onDayOf(event), durationMinutes: target.durationMinutes }) })),
  );
  const ending = settleAll(later ? [...outcomes].reverse() : outcomes, found.events, request, context);
  return ending.question
    ? { ...ending, question: { ...ending.question, asks: ending.question.asks === "when" ? "target" : ending.question.asks, events: found.events } }
    : ending;
};

/** Where an event was to go by a card that still waits; null where none does. */
const waitingMove = ({ waiting, request, focus }: Dialogue, context: PlannerContext): string | null =>
  waiting && focus.length === 1 && request?.intent === "move" ? readTarget(request.clause, context).when : null;

/** "At 4" after "to Thursday" is Thursday at 4. */
const withDayOf = (earlier: string, when: string, context: PlannerContext): string => {
  const [before] = context.understand(earlier);
  const [match] = context.understand(when);
  return before?.dateGiven !== true || match === undefined || match.dateGiven || /\b(?:later|earlier)\b/i.test(when)
    ? when
    : sameDay(earlier, when, match, context).text;
};

/** Moves to the earliest time that is free for everybody named, as long as the event is now. */
function* moveToFree(words: string, pick: EventPick, request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides): Flow {
  const found = yield* find(pick, "move", request, dialogue, context, overrides);
  if (!found.ok) return found.ending;
  const [event] = found.events;
  if (!event || found.events.length > 1) return whichEvent(found.events, "move", request, context);
  const clause = readClause(words, context);
  const people = clause.tokens
    .filter((token, at) => token.kind === "word" && /^\p{Lu}\p{Ll}/u.test(token.text) && !clause.times.some(({ start, end }) => at >= start && at < end))
    .map(({ text }) => text);
  const free = yield* call(
    "find_free_time",
    given({ when: clause.times[0]?.match.text, durationMinutes: minutesOf(event), people: meant(people, overrides), limit: 5 }),
  );
  if (free.status !== "done") return refusedEnding(free, request);
  const [first] = [...offersOf(free).offers].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (!first) return { text: free.said, focus: found.events };
  return settle(yield* call("move_event", { ref: event.ref, when: first.start }), found.events, request);
}

/** Another hour keeps the day that was said, another day the hour. */
const corrected = (before: CreateSlots["when"], when: string, match: TimeMatch, context: PlannerContext): NonNullable<CreateSlots["when"]> => {
  if (before === null) return { text: when, match };
  const shifted = /\b(later|earlier|sooner)\b/i.exec(when)?.[1]?.toLowerCase();
  const [by] = shifted === undefined ? [] : readDurations(tokenise(when));
  // "An hour later" counts from the time that was wished for.
  if (by) {
    const start = Temporal.Instant.from(before.match.start).toZonedDateTimeISO(context.zone);
    const text = (shifted === "later" ? start.add({ minutes: by.minutes }) : start.subtract({ minutes: by.minutes })).toString({
      timeZoneName: "never",
      smallestUnit: "second",
    });
    const [moved] = context.understand(text);
    if (moved) return { text, match: moved };
  }
  if (!match.dateGiven) return sameDay(before.text, when, match, context);
  const clock = Temporal.Instant.from(before.match.start).toZonedDateTimeISO(context.zone).toPlainTime().toString({ smallestUnit: "minute" });
  const text = `${when} at ${clock}`;
  const [joined, ...others] = before.match.timeGiven && !match.timeGiven && match.kind === "date" ? context.understand(text) : [];
  return joined && others.length === 0 ? { text, match: joined } : { text: when, match };
};

const sameDay = (day: string, clock: string, fallback: TimeMatch, context: PlannerContext): { text: string; match: TimeMatch } => {
  const date = context.understand(day)[0];
  const text = `${date?.start.slice(0, 10) ?? ""} ${clock}`.trim();
  const [match] = context.understand(text);
  return match ? { text, match } : { text: clock, match: fallback };
};
