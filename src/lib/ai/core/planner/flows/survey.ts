/** A run of days as a whole: how it looks, what clashes in it, which day is fullest, when it begins and ends. */
import { takesTime, type CalendarEvent } from "@/lib/scheduling/contracts";
import type { Clause } from "../clause";
import { dateOf, dayByDay, minutesTaken, overlapsAmong, type DayHeld } from "../days";
import { call, given, type Ending, type Flow } from "../flow";
import { eventsOf } from "../outcomes";
import { bareTime, eventLine, sayClock, sayDay, sayEvent, sayEvents, sayMinutes, sayTitle, sayWithin } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readAsked } from "../read-pick";
import { refusedEnding, search } from "./locate";
import type { RequestFlow } from "./registry";

export interface Stretch {
  /** As it was said, or as it is meant: "this week". */
  readonly said: string;
  /** The same, as it is said back within a sentence: "on Friday 27 Nov". */
  readonly within: string;
  readonly start: string;
  readonly end: string;
}

const hoursBetween = (start: string, end: string): number => Temporal.Instant.from(start).until(end).total("hours");

/** "My week" without another word is this week; "next week" is what it says. Null where no stretch is named. */
export const stretchOf = (clause: Clause, context: PlannerContext): Stretch | null => {
  const named = clause.times.find(({ match }) => match.kind !== "recurrence" && match.kind !== "duration")?.match;
  const own = /\b(?:week|weekend|month|calendar|calender|schedule|agenda|diary)\b/i.exec(clause.text)?.[0].toLowerCase();
  const said = named?.text ?? (own === undefined ? null : `this ${["week", "weekend", "month"].includes(own) ? own : "week"}`);
  const [match] = said === null ? [] : context.understand(said);
  if (said === null || !match) return null;
  const day = Temporal.Instant.from(match.start).toZonedDateTimeISO(context.zone).startOfDay();
  const end = match.end ?? day.add({ days: 1 }).toInstant().toString();
  return { said, within: sayWithin({ text: said, match }, context), start: match.start, end };
};

export const isSeveralDays = ({ start, end }: Stretch): boolean => hoursBetween(start, end) > 26;

/** What is over is over: a stretch that has begun is told from today on. */
const fromToday = (stretch: Stretch, { now, zone }: PlannerContext): Stretch => {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).startOfDay().toInstant();
  return Temporal.Instant.compare(stretch.start, today) < 0 && Temporal.Instant.compare(stretch.end, today) > 0
    ? { ...stretch, start: today.toString() }
    : stretch;
};

const listedMax = 14;

const shortLine = (event: CalendarEvent, date: string, context: PlannerContext): string => {
  const title = sayTitle(event);
  if (!event.allDay) return `${sayClock(event.start, context)} ${title}`;
  const last = dateOf(Temporal.Instant.from(event.end).subtract({ seconds: 1 }).toString(), context.zone);
  return last > date ? `${title} (until ${sayDay(last, context)})` : `${title} (all day)`;
};

const dayLine = ({ date, events }: DayHeld, context: PlannerContext): string =>
  `- ${sayDay(date, context)}: ${events.map((event) => shortLine(event, date, context)).join(", ")}`;

const clashLine = ([one, other]: readonly [CalendarEvent, CalendarEvent], context: PlannerContext): string =>
  `“${sayTitle(one)}” (${sayClock(one.start, context)}–${sayClock(one.end, context)}) and “${sayTitle(other)}” (${sayClock(other.start, context)}–${sayClock(other.end, context)}) on ${sayDay(dateOf(one.start, context.zone), context)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const things = (count: number): string => `${count} ${count === 1 ? "event" : "events"}`;

/** The days in a few lines: how many events and hours, each day that holds something, what overlaps. */
export function* overview(asked: Stretch, context: PlannerContext): Flow {
  const stretch = fromToday(asked, context);
  const outcome = yield* call("find_events", { from: stretch.start, to: stretch.end, limit: 100, order: "asc" });
  if (outcome.status !== "done") return { text: outcome.said };
  const events = eventsOf(outcome);
  const name = capital(bareTime(asked.said)) + (stretch.start === asked.start ? "" : ", from today on");
  if (events.length === 0) return { text: `${name}: nothing on your calendar.`, focus: [], holds: false };
  const held = dayByDay(events, stretch.start, stretch.end, context.zone).filter((day) => day.events.length > 0);
  const minutes = held.reduce((sum, day) => sum + day.minutes, 0);
  const lines = held.slice(0, listedMax).map((day) => dayLine(day, context));
  const rest = held.length > listedMax ? [`- and ${held.length - listedMax} more days`] : [];
  const clashes = overlapsAmong(events).slice(0, 3);
  const overlap = clashes.length === 0 ? "" : `\n\nAt the same time: ${clashes.map((pair) => clashLine(pair, context)).join("; ")}.`;
  return {
    text: `${name}: ${things(events.length)}${events.length >= 100 ? " or more" : ""}${minutes > 0 ? `, ${sayMinutes(minutes)} in all` : ""}.\n${[...lines, ...rest].join("\n")}${overlap}`,
    focus: events,
    holds: true,
  };
}

/** Where no days are named: this far ahead. */
const daysAhead = 14;

const stretchAsked = (clause: Clause, context: PlannerContext): Stretch =>
  stretchOf(clause, context) ?? {
    said: "",
    within: `in the next ${daysAhead} days`,
    start: context.now,
    end: Temporal.Instant.from(context.now)
      .add({ hours: 24 * daysAhead })
      .toString(),
  };

const clashes = (events: readonly CalendarEvent[], { within }: Stretch, context: PlannerContext): Ending => {
  const pairs = overlapsAmong(events);
  if (pairs.length === 0) return { text: `Nothing overlaps ${within}.`, holds: false };
  const lines = pairs.slice(0, 8).map((pair) => `- ${clashLine(pair, context)}`);
  return {
    text: `${pairs.length === 1 ? "Two events are" : `${pairs.length} times two events are`} at the same time:\n${lines.join("\n")}`,
    focus: [...new Set(pairs.flat())],
    holds: true,
  };
};

const fullest = (events: readonly CalendarEvent[], stretch: Stretch, emptiest: boolean, context: PlannerContext): Ending => {
  const days = dayByDay(events, stretch.start, stretch.end, context.zone).filter(
    ({ date, minutes }) => minutes > 0 || (emptiest && Temporal.PlainDate.from(date).dayOfWeek <= 5),
  );
  const [best] = [...days].sort((a, b) => (emptiest ? a.minutes - b.minutes : b.minutes - a.minutes));
  if (!best) return { text: `Nothing takes your time ${stretch.within}.`, focus: [], holds: false };
  const what = best.minutes === 0 ? "nothing takes your time" : `${sayMinutes(best.minutes)} in ${things(best.events.filter(takesTime).length)}`;
  return {
    text: `${sayDay(best.date, context)}: ${what}.${best.events.length === 0 ? "" : `\n${sayEvents(best.events, context)}`}`,
    focus: best.events,
    holds: true,
  };
};

const edge = (events: readonly CalendarEvent[], { within }: Stretch, ends: boolean, context: PlannerContext): Ending => {
  const timed = events.filter(takesTime);
  const [event] = [...timed].sort((a, b) => (ends ? Temporal.Instant.compare(b.end, a.end) : Temporal.Instant.compare(a.start, b.start)));
  if (!event) return { text: `Nothing takes your time ${within}.`, focus: [], holds: false };
  return {
    text: ends
      ? `Your last event ${within} ends at ${sayClock(event.end, context)}: ${sayTitle(event)}.`
      : `Your first event ${within} is at ${sayClock(event.start, context)}: ${sayTitle(event)}.`,
    focus: [event],
    holds: true,
  };
};

const length = ({ start, end }: CalendarEvent): number => hoursBetween(start, end);

const extreme = (events: readonly CalendarEvent[], { within }: Stretch, shortest: boolean, context: PlannerContext): Ending => {
  const [event] = events.filter(takesTime).sort((a, b) => (shortest ? length(a) - length(b) : length(b) - length(a)));
  if (!event) return { text: `Nothing takes your time ${within}.`, focus: [], holds: false };
  return { text: `${eventLine(event, context)}, ${sayMinutes(Math.round(length(event) * 60))}.`, focus: [event], holds: true };
};

const edgeWords = /\b(?:when|what time)\b.*\b(finish|finished|done|end|over|start|begin|free to go)\b/i;

/** "How many hours of meetings with Tom this month?": of those that were asked about. */
function* hoursTaken(clause: Clause, request: Parameters<RequestFlow>[0], context: PlannerContext): Flow {
  const pick = { ...readAsked(clause, context), words: "", all: true };
  const found = yield* search(pick, context);
  if (found.refusal) return refusedEnding(found.refusal, request);
  const events = found.exact ? found.events.filter(takesTime) : [];
  if (events.length === 0) return { text: `No events${pick.when ? ` ${sayWithin(pick.when, context)}` : ""}.`, focus: [], holds: false };
  const [only] = events;
  return {
    text:
      events.length === 1 && only
        ? `${sayMinutes(minutesTaken(events))}: ${sayEvent(only, context)}.`
        : `${sayMinutes(minutesTaken(events))} in ${things(events.length)}${pick.when ? ` ${sayWithin(pick.when, context)}` : ""}.`,
    focus: events,
    holds: true,
  };
}

export const survey: RequestFlow = function* (request, _dialogue, context) {
  const { clause } = request;
  if (/\bhow (?:many hours|much)\b/i.test(clause.text)) return yield* hoursTaken(clause, request, context);
  const edges = edgeWords.exec(clause.text);
  const today = context.understand("today")[0];
  const stretch =
    edges && clause.times.length === 0 && today
      ? { said: "today", within: "today", start: today.start, end: today.end ?? today.start }
      : stretchAsked(clause, context);
  const outcome = yield* call("find_events", given({ from: stretch.start, to: stretch.end, limit: 100, order: "asc" }));
  if (outcome.status !== "done") return { text: outcome.said };
  const events = eventsOf(outcome);
  if (edges) return edge(events, stretch, !/start|begin/i.test(edges[1] ?? ""), context);
  if (/\b(?:busiest|fullest|quietest|lightest|emptiest)\b/i.test(clause.text))
    return fullest(events, stretch, /\b(?:quietest|lightest|emptiest)\b/i.test(clause.text), context);
  if (/\b(?:longest|shortest)\b/i.test(clause.text)) return extreme(events, stretch, /\bshortest\b/i.test(clause.text), context);
  return clashes(events, stretch, context);
};
