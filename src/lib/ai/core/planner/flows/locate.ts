/** Finds the events that a request means; asks which one where several fit, and says so where none does. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { call, callAll, given, type Dialogue, type Ending, type Flow, type PlannedCall, type Question, type Outcome } from "../flow";
import { eventsOf } from "../outcomes";
import { sayAsked, sayEvent, sayEvents, sayList } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import type { EventPick } from "../read-pick";
import type { Request } from "../request";
import { isDayOnly } from "../when";

export type Located =
  | {
      readonly ok: true;
      readonly events: readonly CalendarEvent[];
      /** False where a spoken clock time or day had to be overlooked. */ readonly exact: boolean;
    }
  | { readonly ok: false; readonly ending: Ending };

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const stem = (word: string): string =>
  plain(word)
    .replace(/['’]s$/, "")
    .replace(/(?:ies)$/, "y")
    .replace(/(?<=[^s])s$/, "");
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 0)
    .map(stem);

const heard = (event: CalendarEvent): Set<string> =>
  new Set(
    wordsOf(
      [event.title, event.location, ...event.guests, ...event.attendees.map(({ name, email }) => `${name ?? ""} ${email.split("@")[0] ?? ""}`)].join(" "),
    ),
  );

/** How much of what was said an event's title, place and people hold, 0 … 1. */
export const fit = (event: CalendarEvent, words: string): number => {
  const wanted = wordsOf(words).filter((word) => !["with", "of", "for", "the", "and", "to", "my", "a", "in", "at"].includes(word));
  if (wanted.length === 0) return 1;
  const held = heard(event);
  return wanted.filter((word) => held.has(word)).length / wanted.length;
};

const has = (event: CalendarEvent, name: string): boolean => fit(event, name) > 0;

const millis = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const upcoming = (event: CalendarEvent, context: PlannerContext): boolean => millis(event.end) > millis(context.now);

/** A clock time names the events that start then; a part of a day those inside it. */
const atSpokenTime = (event: CalendarEvent, pick: EventPick): boolean => {
  const match = pick.when?.match;
  if (!match?.timeGiven) return true;
  if (match.direction === "after") return millis(event.start) >= millis(match.start);
  if (match.direction === "before") return millis(event.start) < millis(match.end ?? match.start);
  if (match.kind === "interval" && match.end !== null) return millis(event.start) >= millis(match.start) && millis(event.start) < millis(match.end);
  return millis(event.start) === millis(match.start) || (millis(event.start) <= millis(match.start) && millis(event.end) > millis(match.start));
};

/** "the last time" looks back one year. */
const yearBefore = (instant: string, context: PlannerContext): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(context.zone).subtract({ days: 365 }).toString({ timeZoneName: "never", smallestUnit: "second" });

const whenInput = (pick: EventPick, context: PlannerContext): Record<string, unknown> => {
  const read = pick.when?.match;
  if (!pick.when || !read) return pick.past ? { from: yearBefore(context.now, context), to: context.now, order: "desc" } : {};
  if (pick.past) {
    if (read.direction === "before") return { from: yearBefore(read.end ?? read.start, context), to: read.end ?? read.start };
    if (read.direction === "after") return { from: read.start, to: context.now };
    // "the last 5 days" reach up to this moment.
    const ended = read.end ?? read.start;
    // "Did I meet Tom this month" asks for what has been so far.
    const running = Temporal.Instant.compare(read.start, context.now) < 0 && Temporal.Instant.compare(ended, context.now) > 0 && read.grain !== "day";
    const rolling = running || /\b(?:last|past|previous)\s+(?:\d+|few|couple|two|three|four|five|six|seven|ten)/i.test(pick.when.text);
    return { from: read.start, to: rolling ? context.now : ended };
  }
  // "before 2" and "after 3" bound the day they name.
  if (read.direction !== undefined && read.dateGiven) return {};
  return { when: pick.when.text };
};

/** "All my meetings after the 5th" reach this far. */
const openDays = 365;

/** "Friday before 2": the whole day is asked for, its bound is ours to keep. "Before Friday" begins now, "after the 5th" has no end. */
const boundDay = (pick: EventPick, context: PlannerContext): Record<string, unknown> | null => {
  const read = pick.when?.match;
  if (read?.direction === undefined) return null;
  const edge = Temporal.Instant.from(read.direction === "after" ? read.start : (read.end ?? read.start)).toZonedDateTimeISO(context.zone);
  const start = edge.startOfDay();
  const instant = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: "never", smallestUnit: "second" });
  if (read.direction === "after") return { from: instant(edge), to: instant(start.add({ days: read.timeGiven || pick.past ? 1 : openDays })) };
  if (!read.timeGiven && !pick.past) return { from: context.now, to: instant(edge) };
  return { from: instant(Temporal.ZonedDateTime.compare(start, edge) === 0 ? start.subtract({ days: 1 }) : start), to: instant(edge) };
};

const spanInput = (pick: EventPick, context: PlannerContext): Record<string, unknown> => boundDay(pick, context) ?? whenInput(pick, context);

/** The day or days a phrase lies in: people say "this morning" for what began at seven. */
const wholeDays = (pick: EventPick, context: PlannerContext): Record<string, unknown> => {
  const read = pick.when?.match;
  if (!read || read.direction !== undefined) return spanInput(pick, context);
  const first = Temporal.Instant.from(read.start).toZonedDateTimeISO(context.zone).startOfDay();
  const last = Temporal.Instant.from(read.end ?? read.start)
    .subtract({ seconds: read.end === null ? 0 : 1 })
    .toZonedDateTimeISO(context.zone)
    .startOfDay()
    .add({ days: 1 });
  const print = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: "never", smallestUnit: "second" });
  return { from: print(first), to: print(last) };
};

const broad = (pick: EventPick, context: PlannerContext): PlannedCall[] => {
  const day = pick.when !== null;
  const loose: PlannedCall[] = [];
  if (day && (pick.words !== "" || pick.people.length > 0)) loose.push({ tool: "find_events", input: { ...wholeDays(pick, context), limit: 100 } });
  const named = given({ text: pick.words, people: pick.people });
  if (day && Object.keys(named).length > 0) loose.push({ tool: "find_events", input: { ...named, limit: 20 } });
  if (!day && pick.words !== "")
    loose.push({
      tool: "find_events",
      input: given({ people: pick.people, limit: 100, ...(pick.past ? { from: yearBefore(context.now, context), to: context.now, order: "desc" } : {}) }),
    });
  return loose;
};

const narrowed = (events: readonly CalendarEvent[], pick: EventPick): CalendarEvent[] =>
  events.filter(
    (event) =>
      event.status !== "cancelled" &&
      !pick.without.some((name) => has(event, name)) &&
      (pick.kind !== "all-day" || event.allDay) &&
      (pick.kind !== "tentative" || event.status === "tentative"),
  );

/** "Did I have yoga this week?" is about what has been of it. */
const soFar = (events: readonly CalendarEvent[], pick: EventPick, { now }: PlannerContext): readonly CalendarEvent[] => {
  const span = pick.when?.match;
  const running = pick.past && span?.end != null && millis(span.start) < millis(now) && millis(span.end) > millis(now);
  return running ? events.filter(({ start }) => millis(start) <= millis(now)) : events;
};

/** The tool also finds beginnings of words ("1:1" in "12 Mill Street"): where something holds the very words, that is meant. */
const wholeWords = (events: readonly CalendarEvent[], pick: EventPick): readonly CalendarEvent[] => {
  const whole = pick.words === "" || pick.all ? [] : events.filter((event) => fit(event, pick.words) === 1);
  return whole.length > 0 ? whole : events;
};

const inOrder = (events: readonly CalendarEvent[]): CalendarEvent[] =>
  [...new Map(events.map((event) => [event.ref, event])).values()].sort((a, b) => millis(a.start) - millis(b.start));

const bestFitting = (events: readonly CalendarEvent[], pick: EventPick): CalendarEvent[] => {
  const scored = events.map((event) => ({ event, score: Math.min(fit(event, pick.words), pick.people.length === 0 ? 1 : fit(event, pick.people.join(" "))) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best < 0.5 ? [] : scored.filter(({ score }) => score === best).map(({ event }) => event);
};

/** What the tools know about the words of a request, nearest first; `exact` is false where the spoken time had to be left out. */
export function* search(
  pick: EventPick,
  context: PlannerContext,
): Flow<{ readonly events: readonly CalendarEvent[]; readonly exact: boolean; readonly refusal: Outcome | null }> {
  const limit = pick.all || pick.count !== null || pick.ordinal !== null || pick.when !== null || pick.kind !== null || pick.without.length > 0 ? 100 : 20;
  const first = yield* call("find_events", given({ ...spanInput(pick, context), text: pick.words, people: pick.people, limit }));
  if (first.status === "refused" && first.reason !== "not-found") return { events: [], exact: true, refusal: first };
  const events = wholeWords(narrowed(inOrder(eventsOf(first)), pick), pick);
  if (events.length > 0) return { events, exact: true, refusal: null };
  const calls = broad(pick, context);
  if (calls.length === 0) return { events: [], exact: true, refusal: null };
  const outcomes = yield* callAll(calls);
  const inSpan = pick.when === null ? [] : bestFitting(soFar(narrowed(inOrder(eventsOf(outcomes[0])), pick), pick, context), pick);
  if (inSpan.length > 0) return { events: inSpan, exact: true, refusal: null };
  const elsewhere = bestFitting(soFar(narrowed(inOrder(outcomes.flatMap((outcome) => eventsOf(outcome))), pick), pick, context), pick);
  return { events: elsewhere, exact: pick.when === null, refusal: null };
}

const nth = (events: readonly CalendarEvent[], ordinal: number): CalendarEvent[] => {
  const event = ordinal < 0 ? events.at(ordinal) : events[ordinal - 1];
  return event ? [event] : [];
};

/** Picks among what was found: "the first", "the next", "all". */
export const choose = (events: readonly CalendarEvent[], pick: EventPick, context: PlannerContext): readonly CalendarEvent[] => {
  const timed = pick.when === null ? events : events.filter((event) => atSpokenTime(event, pick));
  const starting = timed.filter(
    (event) => pick.when?.match.timeGiven === true && pick.when.match.kind === "instant" && millis(event.start) === millis(pick.when.match.start),
  );
  const fitting = starting.length > 0 ? starting : timed.length > 0 ? timed : pick.when?.match.direction !== undefined ? [] : events;
  const ahead =
    pick.next || (pick.when === null && !pick.past)
      ? fitting.filter((event) => (pick.next ? millis(event.start) >= millis(context.now) : upcoming(event, context)))
      : fitting;
  if (pick.ordinal !== null)
    return nth(
      pick.when === null && pick.ordinal > 0
        ? ahead
        : pick.when === null && pick.past
          ? fitting.filter((event) => millis(event.start) <= millis(context.now))
          : ahead,
      pick.ordinal,
    );
  if (pick.count !== null) return pick.count < 0 ? ahead.slice(pick.count) : ahead.slice(0, pick.count);
  if (pick.all) return ahead;
  if (pick.next) return ahead.slice(0, 1);
  return ahead.length > 0 ? ahead : fitting;
};

const words = (pick: EventPick, context: PlannerContext): string => {
  const what = pick.words !== "" ? `“${pick.words}”` : pick.all ? "anything" : "a meeting";
  return [what, pick.people.length > 0 ? `with ${sayList(pick.people)}` : "", pick.when ? `for ${sayAsked(pick.when, context)}` : ""]
    .filter((part) => part !== "")
    .join(" ");
};

const notFound = (pick: EventPick, context: PlannerContext): Ending => ({
  text: `I found nothing on your calendar that fits ${words(pick, context)}.`,
  missing: true,
});

/** The question when several events fit. */
export const whichEvent = (events: readonly CalendarEvent[], verb: string, request: Request, context: PlannerContext): Ending => {
  const question: Question = { asks: "which-event", request, events };
  return events.length === 1 && events[0]
    ? { text: `The nearest I find is ${sayEvent(events[0], context)}. Shall I ${verb} that one?`, question: { ...question, asks: "confirm" }, focus: events }
    : { text: `Which one should I ${verb}?\n${sayEvents(events, context, 6)}`, question, focus: events };
};

export const refusedEnding = (outcome: Outcome, request: Request): Ending =>
  outcome.status === "refused" && outcome.options.length > 0
    ? {
        text: `${outcome.said}${listed(outcome.options)}`,
        question: { asks: outcome.reason.startsWith("person") ? "which-person" : "when", request, options: outcome.options },
      }
    : { text: outcome.said };

const listed = (options: readonly { readonly label: string }[]): string => `\n${options.map(({ label }) => `- ${label}`).join("\n")}`;

/** "it" after something was spoken about; "the other" among two. */
const fromFocus = (pick: EventPick, dialogue: Dialogue): readonly CalendarEvent[] => {
  if (pick.back === "other") return dialogue.focus.length === 2 ? dialogue.focus.slice(1) : [];
  if (pick.back === "many") return dialogue.focus;
  return dialogue.focus.length === 1 ? dialogue.focus : [];
};

/** No day was said, or the day can be read in another way ("next Tuesday"): then what fits by name or person is meant. */
const likely = (event: CalendarEvent, pick: EventPick): boolean => {
  const read = pick.when?.match;
  if (!read) return true;
  const at = millis(event.start);
  if (!read.dateGiven || /\bnow\b/i.test(read.text)) return true;
  return read.alternatives.some(({ start, end }) => at >= millis(start) - 12 * 3_600_000 && at < millis(end ?? start) + 24 * 3_600_000);
};

/** "My last meeting", said of nothing else, is the last one today, never the last that is on the calendar at all. */
const lastOfToday = (pick: EventPick, { focus }: Dialogue, context: PlannerContext): EventPick => {
  if (pick.ordinal !== -1 || pick.when !== null || pick.words !== "" || pick.people.length > 0 || pick.past || focus.length > 1) return pick;
  const [match] = context.understand("today");
  return match ? { ...pick, when: { text: "today", match } } : pick;
};

/** `loose`: the nearest fitting event may be taken though its time differs from what was said. */
export function* locate(asked: EventPick, verb: string, request: Request, dialogue: Dialogue, context: PlannerContext, loose: boolean): Flow<Located> {
  const pick = lastOfToday(asked, dialogue, context);
  if (pick.back !== null || (pick.ordinal === null && pick.when === null && pick.words === "" && pick.people.length === 0 && !pick.all && !pick.next)) {
    const known = fromFocus(pick, dialogue);
    if (known.length > 0) return { ok: true, events: known, exact: true };
    if (pick.back === "one" && dialogue.focus.length > 1) return { ok: false, ending: whichEvent(dialogue.focus, verb, request, context) };
    return { ok: false, ending: { text: `Which meeting should I ${verb}? Say its name or its time.`, question: { asks: "which-event", request, events: [] } } };
  }
  if (dialogue.focus.length > 1 && pick.ordinal !== null && pick.when === null && pick.words === "" && pick.people.length === 0) {
    const chosen = nth([...dialogue.focus], pick.ordinal);
    if (chosen.length > 0) return { ok: true, events: chosen, exact: true };
  }
  const found = yield* search(pick, context);
  if (found.refusal) return { ok: false, ending: refusedEnding(found.refusal, request) };
  const chosen = choose(found.events, pick, context);
  if (chosen.length === 0) return { ok: false, ending: notFound(pick, context) };
  const timeFits = found.exact && (pick.when === null || isDayOnly(pick.when) || chosen.every((event) => atSpokenTime(event, pick)));
  if (pick.all || pick.count !== null) return timeFits ? { ok: true, events: chosen, exact: true } : { ok: false, ending: notFound(pick, context) };
  const [only] = chosen;
  if (only && chosen.length === 1 && (timeFits || (loose && (found.exact || likely(only, pick))))) return { ok: true, events: chosen, exact: timeFits };
  return { ok: false, ending: whichEvent(chosen, verb, request, context) };
}
