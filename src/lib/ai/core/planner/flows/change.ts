/** Changes events that are there: moves them, cancels them, gives them another length, name, place, rhythm or other people. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { TimeMatch } from "@/lib/time/time-match";
import { isEventWord, lowerAt, readClause, textOf, type Clause } from "../clause";
import { call, callAll, given, type Dialogue, type Ending, type Flow, type PlannedCall, type Outcome } from "../flow";
import { impossibleTime } from "../impossible-time";
import { isOf } from "../lexicon";
import { readPeopleAt } from "../names";
import { eventsOf, offersOf } from "../outcomes";
import { meant, noOverrides, type Overrides } from "../overrides";
import { sayEvents, sayTitle, sayWhen } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readPick, type EventPick } from "../read-pick";
import type { CreateSlots } from "../read-create";
import { readTarget, sourceClause } from "../read-target";
import type { Request } from "../request";
import { amend, waitingCreate } from "./amend";
import { locate, refusedEnding, whichEvent, type Located } from "./locate";

export type ChangeFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

const settle = (outcome: Outcome, events: readonly CalendarEvent[], request: Request): Ending => {
  if (outcome.status === "refused") return { ...refusedEnding(outcome, request), focus: events };
  const changed = eventsOf(outcome);
  return { text: outcome.said, focus: changed.length > 0 ? changed : events };
};

/** Several outcomes in one sentence or a few: what was done, what waits, what was refused. */
export const settleAll = (outcomes: readonly Outcome[], events: readonly CalendarEvent[], request: Request, context: PlannerContext): Ending => {
  const [only] = outcomes;
  if (outcomes.length === 1 && only) {
    const ending = settle(only, events, request);
    // "Cancel 5 events" is only worth a yes to somebody who sees which.
    return only.status === "waiting" && events.length > 1 ? { ...ending, text: `${ending.text}\n${sayEvents(events, context)}` } : ending;
  }
  const said = [...new Set(outcomes.map((outcome) => outcome.said))];
  return { text: said.join("\n"), focus: outcomes.flatMap((outcome) => eventsOf(outcome)) };
};

const resolvePerson = (pick: EventPick, dialogue: Dialogue): EventPick => {
  if (!pick.person || pick.people.length > 0) return pick;
  const subject = dialogue.background.flatMap((clause) => subjectOf(clause)).at(-1);
  return subject === undefined ? pick : { ...pick, people: [subject], back: null };
};

/** "Kofi is leaving the company": whom the sentence is about. */
const subjectOf = (clause: Clause): string[] => {
  const list = readPeopleAt(clause, clause.bodyStart, true);
  return ["is", "has", "was", "will", "left", "can't", "won't", "isn't", "are"].includes(lowerAt(clause, list.end)) || lowerAt(clause, list.end).endsWith("s")
    ? list.people.map(({ name }) => name)
    : [];
};

/** "We don't need any more X meetings. Cancel all future ones": the ones are those of the sentence before. */
const resolveOnes = (pick: EventPick, request: Request, dialogue: Dialogue, context: PlannerContext): EventPick => {
  const ones =
    pick.back === "one"
      ? dialogue.focus.length === 0
      : request.clause.tokens.some(({ lower }) => lower === "ones" || lower === "them" || lower === "those" || lower === "one");
  if (!ones || pick.words !== "" || pick.people.length > 0) return pick;
  const before = dialogue.background
    .map((clause) => readPick(clause, context))
    .filter(({ words, people }) => words !== "" || people.length > 0)
    .at(-1);
  return before
    ? {
        ...pick,
        words: before.words,
        people: before.people,
        when: pick.when ?? (pick.back === "one" ? before.when : null),
        back: null,
        all: pick.all || pick.back === "many",
      }
    : pick;
};

export const pickOf = (
  clause: Clause,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  from = clause.bodyStart,
  to = clause.tokens.length,
): EventPick => {
  const pick = resolveOnes(resolvePerson(readPick(clause, context, from, to), dialogue), request, dialogue, context);
  return { ...pick, people: meant(pick.people, overrides) };
};

export function* find(
  pick: EventPick,
  verb: string,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
  loose = true,
): Flow<Located> {
  if (overrides.events) return { ok: true, events: overrides.events, exact: true };
  return yield* locate(pick, verb, request, dialogue, context, loose);
}

/** After the verb: the words about the event itself. */
const afterVerb = (clause: Clause, kind: "move" | "cancel"): number => {
  const at = clause.bodyStart;
  for (let length = 3; length > 0; length -= 1) {
    if (
      isOf(
        kind,
        clause.tokens
          .slice(at, at + length)
          .map(({ lower }) => lower)
          .join(" "),
      )
    )
      return at + length;
  }
  return at + (isOf("change", lowerAt(clause, at)) ? 1 : 0);
};

/** "on Monday and Tuesday", "on the 4th, the 5th and the 6th". */
const isBetweenDays = (clause: Clause, at: number): boolean => {
  if (!["and", ",", "&"].includes(lowerAt(clause, at))) return false;
  const before = clause.times.find(({ end }) => end === at || (end === at - 1 && lowerAt(clause, at - 1) === ","));
  const after = clause.times.find(({ start }) => start === at + 1);
  return before?.match.dateGiven === true && after?.match.dateGiven === true && before.match.kind !== "recurrence";
};

/** "the planning and the retro on Monday", "those on Friday and the ones on Monday": several picks in one clause, as token ranges. */
const listed = (clause: Clause, from: number): (readonly [number, number])[] => {
  const cuts = clause.tokens.flatMap(({ lower }, at) =>
    at > from &&
    !clause.times.some(({ start, end }) => at >= start && at < end) &&
    ((lower === "and" && ["the", "my", "our", "all", "everything", "any"].includes(lowerAt(clause, at + 1)) && lowerAt(clause, at - 1) !== "with") ||
      isBetweenDays(clause, at))
      ? [at]
      : [],
  );
  return [...cuts, clause.tokens.length].map((end, index) => [index === 0 ? from : (cuts[index - 1] ?? from) + 1, end] as const);
};

/** Finds each part; a day that only one of them names holds for all. */
function* findEach(
  parts: readonly (readonly [number, number])[],
  whole: EventPick,
  request: Request,
  dialogue: Dialogue,
  context: PlannerContext,
  overrides: Overrides,
): Flow<Located> {
  const events: CalendarEvent[] = [];
  let first: EventPick | undefined;
  for (const [from, to] of parts) {
    const read = pickOf(request.clause, request, dialogue, context, overrides, from, to);
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
    const found = yield* find(pick, "cancel", request, dialogue, context, noOverrides, false);
    if (!found.ok) return found;
    events.push(...found.events);
  }
  return { ok: true, events: [...new Map(events.map((event) => [event.ref, event])).values()], exact: true };
}

const seriesWords = /\b(?:series|all future|every occurrence|all occurrences|whole series|from now on)\b/i;

/** Many occurrences of one series fit: the question is whether the next one is meant or all of them. */
export const oneOfSeries = (ending: Ending, request: Request, context: PlannerContext): Ending | null => {
  const events = ending.question?.events ?? [];
  const [next] = events;
  if (!next?.recurrence || events.length < 2 || new Set(events.map(({ id }) => id)).size > 1) return null;
  return {
    text: `“${sayTitle(next)}” repeats. Only the next one (${sayWhen(next, context)}), or the whole series?`,
    question: { asks: "which-event", request, events, options: seriesOptions },
    focus: events,
  };
};

/**
 * What is changed: each event by itself, or, where all of a series are meant ("all standups", "the whole series"), the series from its
 * next occurrence on, which is one change and not a hundred.
 */
export const targetsOf = (
  events: readonly CalendarEvent[],
  pick: EventPick,
  clause: Clause,
  overrides: Overrides,
): { readonly ref: string; readonly scope?: "following" }[] => {
  const [first] = events;
  const one = first !== undefined && new Set(events.map(({ id }) => id)).size === 1 && first.recurrence !== null;
  const whole =
    one && (overrides.series === true || seriesWords.test(clause.text) || (pick.all && events.length > 1 && pick.when === null && pick.count === null));
  return whole ? [{ ref: first.ref, scope: "following" }] : events.map(({ ref }) => ({ ref }));
};

/** The tools speak of the one occurrence; that the rest goes with it has to be said. */
export const withSeries = (ending: Ending, targets: readonly { readonly scope?: "following" }[]): Ending =>
  targets.some(({ scope }) => scope !== undefined) && !ending.question ? { ...ending, text: `${ending.text} This holds for all that follow.` } : ending;

const seriesOptions = [
  { label: "Only the next one", value: "only the next one" },
  { label: "The whole series", value: "the whole series" },
] as const;

const vague = (pick: EventPick): boolean => pick.when === null || !/\d/.test(pick.when.text);

export const cancel: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const said = pickOf(clause, request, dialogue, context, overrides, afterVerb(clause, "cancel"));
  // "Clear my Monday", "free up my afternoon": everything in it.
  const clearing =
    ["clear", "free", "empty", "wipe"].includes(lowerAt(clause, clause.bodyStart)) &&
    said.words === "" &&
    said.people.length === 0 &&
    !clause.tokens.some(isEventWord);
  const whole = clearing ? { ...said, all: true } : said;
  // "I'm ill today, cancel everything": the day stands in the sentence before.
  const day =
    whole.all && whole.when === null && whole.words === "" && whole.people.length === 0 ? dialogue.background.flatMap(({ times }) => times)[0] : undefined;
  const pick = day === undefined ? whole : { ...whole, when: { text: day.match.text, match: day.match } };
  if (pick.all && pick.when === null && pick.words === "" && pick.people.length === 0 && !pick.next && !overrides.events && pick.back === null)
    return { text: "Which day or which meetings should I cancel?", question: { asks: "which-event", request, events: [] } };
  const wholeSeries = overrides.series === true || seriesWords.test(clause.text);
  const parts = overrides.events ? [] : listed(clause, afterVerb(clause, "cancel"));
  const found =
    parts.length > 1
      ? yield* findEach(parts, pick, request, dialogue, context, overrides)
      : yield* find(
          wholeSeries ? { ...pick, words: pick.words.replace(/\s*\b(?:(?:the\s+)?whole\s+)?series\b/i, "").trim(), all: pick.back === null } : pick,
          "cancel",
          request,
          dialogue,
          context,
          overrides,
          vague(pick) && pick.words !== "",
        );
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const series = wholeSeries && new Set(found.events.map(({ id }) => id)).size === 1 && found.events[0]?.recurrence;
  if (series && found.events[0])
    return {
      ...settle(
        yield* call("cancel_events", {
          refs: [found.events[0].ref],
          scope: overrides.series === true || /whole|series/i.test(clause.text) ? "all" : "following",
        }),
        [],
        request,
      ),
      focus: [],
    };
  const calls: PlannedCall[] = [];
  const message = overrides.value ?? request.message;
  if (message === "") return { text: "What should I tell them?", question: { asks: "value", request, events: found.events } };
  for (let at = 0; at < found.events.length; at += 50)
    calls.push({ tool: "cancel_events", input: given({ refs: found.events.slice(at, at + 50).map(({ ref }) => ref), message }) });
  const ending = settleAll(yield* callAll(calls), found.events, request, context);
  return { ...ending, focus: found.events };
};

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
      ? yield* amend({ ...waiting, when: corrected(waiting.when, when, match, context) }, request)
      : { text: `I couldn't read “${when}” as a time.` };
  }
  if (target.search !== undefined && when === null) return yield* moveToFree(target.search, pick, request, dialogue, context, overrides);
  if (when === null) return { text: `To when should I ${moving(clause)} it?`, question: { asks: "target", request } };
  const found = yield* find(pick, "move", request, dialogue, context, overrides);
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

const minutesOf = (event: CalendarEvent): number => Math.round(Temporal.Instant.from(event.start).until(event.end).total("minutes"));

/** A time that says where the event ends, not which one it is: "end at 5", "until 6". */
const endTime = (clause: Clause): Clause["times"][number] | undefined =>
  clause.times.find(
    ({ start, match }) =>
      match.timeGiven &&
      (lowerAt(clause, clause.bodyStart) === "end" ||
        /^(?:until|till|to)\b/i.test(match.text) ||
        clause.tokens.slice(Math.max(0, start - 3), start).some(({ lower }) => ["end", "ends", "until", "till", "finish"].includes(lower))),
  );

/** The length that makes the event end then, on its own day. */
const untilClock = (clause: Clause, event: CalendarEvent, zone: string): Record<string, unknown> | null => {
  const time = endTime(clause);
  if (!time) return null;
  const start = Temporal.Instant.from(event.start).toZonedDateTimeISO(zone);
  const end = time.match.direction === "before" ? (time.match.end ?? time.match.start) : time.match.start;
  const minutes = Math.round(start.until(start.withPlainTime(Temporal.Instant.from(end).toZonedDateTimeISO(zone).toPlainTime())).total("minutes"));
  return minutes > 0 ? { durationMinutes: minutes } : null;
};

const resized = (clause: Clause, event: CalendarEvent, zone: string): Record<string, unknown> | null => {
  const ending = untilClock(clause, event, zone);
  if (ending) return ending;
  const duration = clause.durations.at(-1);
  if (!duration) return null;
  const shorter = isOf("shorten", lowerAt(clause, clause.bodyStart)) || clause.tokens.some(({ lower }) => lower === "shorter" || lower === "less");
  const to =
    clause.tokens.some(({ lower }, at) => lower === "to" && at < duration.start && at > duration.start - 3) ||
    clause.tokens.some(({ lower }) => ["long", "length", "total"].includes(lower));
  const verb = lowerAt(clause, clause.bodyStart);
  const absolute = to || ((verb === "make" || verb === "keep") && !clause.tokens.some(({ lower }) => ["longer", "shorter"].includes(lower)));
  if (absolute) return { durationMinutes: duration.minutes };
  return { extendMinutes: shorter ? -Math.min(duration.minutes, minutesOf(event) - 5) : duration.minutes };
};

export const resize: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const duration = clause.durations.at(-1);
  if (!duration && clause.times.length === 0) return { text: "How long should it be?", question: { asks: "value", request } };
  const on = clause.tokens.findIndex(({ lower }, at) => ["to", "onto", "on"].includes(lower) && duration !== undefined && at >= duration.end);
  // Read once more without the length, so that "December 12 to 30 minutes" is a date and a length.
  const lead = duration && ["to", "by", "for"].includes(lowerAt(clause, duration.start - 1)) ? duration.start - 1 : (duration?.start ?? clause.tokens.length);
  const head = readClause(textOf(clause, 0, lead), context);
  const pick =
    on === -1
      ? pickOf(head, request, dialogue, context, overrides, Math.min(head.bodyStart + 1, head.tokens.length))
      : pickOf(clause, request, dialogue, context, overrides, on + 1);
  const waiting = pick.words === "" && pick.people.length === 0 && pick.when === null ? waitingCreate(dialogue) : null;
  if (waiting && duration) {
    const more = /\b(?:longer|more|extend|another|extra)\b/i.test(clause.text);
    return yield* amend({ ...waiting, durationMinutes: more ? (waiting.durationMinutes ?? 0) + duration.minutes : duration.minutes }, request);
  }
  const found = yield* find(endTime(clause) ? { ...pick, when: null } : pick, "change", request, dialogue, context, overrides);
  if (!found.ok) return oneOfSeries(found.ending, request, context) ?? found.ending;
  const calls = targetsOf(found.events, pick, clause, overrides).flatMap((target) => {
    const event = found.events.find(({ ref }) => ref === target.ref);
    const size = event && resized(clause, event, context.zone);
    return size ? [{ tool: "change_event", input: { ...target, ...size } }] : [];
  });
  return calls.length === 0
    ? { text: "How long should it be?", question: { asks: "value", request, events: found.events } }
    : withSeries(settleAll(yield* callAll(calls), found.events, request, context), targetsOf(found.events, pick, clause, overrides));
};
