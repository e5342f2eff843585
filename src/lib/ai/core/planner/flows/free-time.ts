/** Answers what is free, for the owner alone and with others, and why a time isn't. */
import type { Offer } from "@/lib/scheduling/contracts";
import { isEventWord, lowerAt, readClause, type Clause } from "../clause";
import { call, given, type Ending, type Flow } from "../flow";
import { eventsOf, explainedOf, offersOf } from "../outcomes";
import { meant } from "../overrides";
import { sayAsked, sayEvents, sayList, sayMinutes, sayOffers, saySpan, sayWindows, sayWithin } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readCreate, type CreateSlots } from "../read-create";
import type { Request } from "../request";
import { isDayOnly, isOpenSpan, spanMinutes, type SpokenWhen } from "../when";
import { createFrom, lookForTime } from "./create";
import { findEvents } from "./find-events";
import { refusedEnding } from "./locate";
import type { RequestFlow } from "./registry";

const minutes = (start: string, end: string): number => Temporal.Instant.from(start).until(end).total("minutes");

const freeAnswer = (slots: CreateSlots, windows: readonly { start: string; end: string }[], who: string, context: PlannerContext): Ending => {
  const match = slots.when?.match;
  const said = slots.when === null ? "in the next 7 days" : sayWithin(slots.when, context);
  if (windows.length === 0) return { text: `No, ${who} no free time ${said}.`, holds: false };
  const whole = match?.end != null && windows.some((window) => minutes(window.start, match.start) >= -1 && minutes(match.end ?? "", window.end) >= -1);
  const [moment] = windows;
  if (match?.timeGiven === true && match.end === null && windows.length === 1 && moment)
    return { text: `You are free on ${saySpan(moment, context)}.`, holds: true };
  if (whole) return { text: `Yes, ${slots.when === null ? said : sayAsked(slots.when, context)} is free.`, holds: true };
  return { text: `Free ${said}:\n${sayWindows(windows, context)}`, holds: true };
};

const noSubject = new Set(
  "i we you it that this there everyone everybody anyone anybody someone he she they my our the a an his her their your any both all today tomorrow tonight lunch dinner monday tuesday wednesday thursday friday saturday sunday".split(
    " ",
  ),
);

/** "is tom free at 3", "does tom have time": whom is asked about, however it is typed. */
const subjectOf = (clause: Clause): string[] => {
  const at = clause.bodyStart;
  const name = clause.tokens[at + 1];
  const asks = ["is", "does", "can", "could", "will", "would"].includes(lowerAt(clause, at)) && name?.kind === "word" && !noSubject.has(name.lower);
  const free = asks && ["free", "available", "busy", "have", "make", "meet", "do", "join", "open"].includes(lowerAt(clause, at + 2));
  return free && !clause.ends.TIME.has(at + 1) && !isEventWord(name) ? [name.text] : [];
};

const people = (clause: Clause, slots: CreateSlots): string[] => {
  const named = clause.tokens
    .slice(clause.bodyStart + 1)
    .filter(
      (token, at) =>
        token.kind === "word" &&
        /^\p{Lu}\p{Ll}/u.test(token.text) &&
        !isEventWord(token) &&
        !["I", "I'm"].includes(token.text) &&
        !clause.times.some(({ start, end }) => at + clause.bodyStart + 1 >= start && at + clause.bodyStart + 1 < end) &&
        !["am", "is", "are", "can"].includes(token.lower),
    );
  return [
    ...new Set([
      ...slots.people,
      ...subjectOf(clause),
      ...named
        .map(({ text }) => text.replace(/['’]s$/u, ""))
        .filter((name) => !slots.people.some((person) => person.includes(name)) && !subjectOf(clause).includes(name)),
    ]),
  ];
};

/** Rules about when meetings are wanted; an evening with nothing in it is free all the same. */
const hoursRules: ReadonlySet<string> = new Set(["outside-hours", "day-off", "holiday"]);

type Explained = NonNullable<ReturnType<typeof explainedOf>>;

const onlyOutsideHours = ({ free, blockers }: Explained): boolean => !free && blockers.length > 0 && blockers.every(({ rule }) => hoursRules.has(rule));

const outsideHours = ({ start, end, blockers }: Explained, context: PlannerContext): Ending => ({
  text: `Nothing is on your calendar ${start === undefined || end == null ? "then" : `on ${saySpan({ start, end }, context)}`}, but that is outside the hours you keep. ${blockers.map(({ text }) => text).join(" ")}`,
  holds: true,
});

/** No free time in a day or a part of it: because something is there, or only because no meetings are wanted then. */
function* emptyOrTaken(asked: SpokenWhen, context: PlannerContext): Flow {
  const found = yield* call("find_events", { when: asked.text, limit: 100, order: "asc" });
  const events = eventsOf(found);
  const when = sayWithin(asked, context);
  if (events.length === 0) return { text: `Nothing is on your calendar ${when}, but that is outside the hours you keep for meetings.`, focus: [], holds: true };
  return { text: `Nothing is free ${when} in the hours you keep for meetings. On your calendar:\n${sayEvents(events, context)}`, focus: events, holds: false };
}

/** "am I free …": one moment is explained, a stretch of time is searched. */
export const checkFree: RequestFlow = function* (request, dialogue, context, overrides) {
  const read = readCreate(request.clause, context);
  const slots = { ...read, people: meant(people(request.clause, read), overrides) };
  const { when } = slots;
  // "Am I busy on Wednesday?" asks what is there.
  if (when !== null && isDayOnly(when) && slots.people.length === 0 && /\b(?:busy|booked|tied up|occupied)\b/i.test(request.clause.text))
    return yield* findEvents({ ...request, clause: readClause(`what do I have ${when.text}`, context) }, dialogue, context, overrides);
  const exact = when !== null && when.match.timeGiven && !isOpenSpan(when) && !isDayOnly(when);
  if (exact && slots.people.length === 0) {
    const outcome = yield* call(
      "explain_time",
      given({ when: when.text, durationMinutes: slots.durationMinutes ?? (spanMinutes(when) === null ? undefined : spanMinutes(when)) }),
    );
    const explained = explainedOf(outcome);
    if (!explained) return refusedEnding(outcome, request);
    return onlyOutsideHours(explained) ? outsideHours(explained, context) : { text: outcome.said, holds: explained.free };
  }
  const outcome = yield* lookForTime({ ...slots, durationMinutes: slots.durationMinutes ?? (exact ? spanMinutes(when) : null) }, 5);
  if (outcome.status !== "done") return refusedEnding(outcome, request);
  const { windows, offers, unknown } = offersOf(outcome);
  const all = slots.people.length === 0 || unknown.length > 0 ? "you have" : `${sayList(["you", ...slots.people])} have`;
  if (windows.length === 0 && slots.people.length === 0 && when) return { ...(yield* emptyOrTaken(when, context)), create: slots };
  const answered = freeAnswer(slots, windows, all, context);
  return { ...answered, text: `${unseenNote(unknown)}${answered.text}`, offers, create: slots };
};

/** Whose calendar couldn't be looked at, so that "free" is never said of them. */
const unseenNote = (unknown: readonly string[]): string =>
  unknown.length === 0 ? "" : `I can't see the calendar of ${sayList(unknown)}; this is yours alone.\n`;

const offered = (
  { offers, unknown }: { offers: readonly Offer[]; unknown: readonly string[] },
  slots: CreateSlots,
  request: Request,
  context: PlannerContext,
): Ending => {
  const [only] = offers;
  const text =
    offers.length === 1 && only
      ? `${saySpan(only, context)} is free. Shall I book it?`
      : `${slots.people.length === 0 || unknown.length > 0 ? "Free" : `Free for ${sayList(["you", ...slots.people])}`}:\n${sayOffers(offers, context)}\nWhich one should I book?`;
  return {
    text: `${unseenNote(unknown)}${text}`,
    offers,
    create: slots,
    question: { asks: "which-offer", request, offers, create: slots },
  };
};

/** A purpose that is an act of the owner ("to get my hair done") wants the time booked, not talked about. */
const hasPurpose = (clause: Clause): boolean =>
  clause.tokens.some(
    ({ lower }, at) =>
      lower === "to" &&
      at > clause.bodyStart + 1 &&
      [
        "time",
        "minutes",
        "hour",
        "hours",
        "slot",
        "period",
        "gap",
        "minute",
        "window",
        "half",
        "afternoon",
        "morning",
        "tomorrow",
        "today",
        "day",
        "week",
        "for",
        "me",
        "us",
      ].includes(lowerAt(clause, at - 1)) &&
      !["meet", "talk", "speak", "chat", "be", "the", "find", "see"].includes(lowerAt(clause, at + 1)) &&
      !clause.ends.TIME.has(at + 1) &&
      !/^\d/.test(lowerAt(clause, at + 1)),
  );

export const findTime: RequestFlow = function* (request, _dialogue, context, overrides) {
  const read = readCreate(request.clause, context);
  const question = ["when", "what", "which", "whats", "am", "are", "is", "how"].includes(lowerAt(request.clause, request.clause.bodyStart));
  const named = meant(people(request.clause, read), overrides);
  const slots = {
    ...read,
    people: named,
    search: true,
    title: question && !read.titleGiven ? (named.length > 0 ? `Meeting with ${sayList(named)}` : null) : read.title,
  };
  if (slots.titleGiven || (hasPurpose(request.clause) && slots.title !== null)) return yield* createFrom(slots, request);
  const outcome = yield* lookForTime(slots, 5);
  if (outcome.status !== "done") return refusedEnding(outcome, request);
  const { offers, windows, unknown } = offersOf(outcome);
  if (question && slots.durationMinutes === null && slots.people.length === 0 && windows.length > 0) {
    const answered = freeAnswer(slots, windows, "you have", context);
    const all = windows.reduce((sum, { start, end }) => sum + minutes(start, end), 0);
    const asksHowMuch = lowerAt(request.clause, request.clause.bodyStart) === "how";
    return { ...answered, text: `${asksHowMuch ? `${sayMinutes(Math.round(all))} in all. ` : ""}${answered.text}`, offers, create: slots };
  }
  const length = slots.durationMinutes === null ? "time" : sayMinutes(slots.durationMinutes);
  if (offers.length === 0)
    return {
      text: `There is no free ${length} ${slots.when ? sayWithin(slots.when, context) : "in the next 7 days"}. Where else should I look?`,
      question: { asks: "when", request, create: slots },
      create: slots,
    };
  return offered({ offers, unknown }, slots, request, context);
};

export const explainTime: RequestFlow = function* (request, dialogue, context) {
  // In "why not Tuesday at 3?" the "not" belongs to the question, not to Tuesday.
  const read = readCreate(readClause(request.clause.text.replace(/^[\s,]*why\s+not\s+/i, ""), context), context);
  const [focus] = dialogue.focus;
  const when = read.when?.text ?? focus?.start;
  if (when === undefined) return { text: "Which time do you mean?", question: { asks: "when", request } };
  const outcome = yield* call("explain_time", given({ when, durationMinutes: read.durationMinutes }));
  const explained = explainedOf(outcome);
  if (!explained) return refusedEnding(outcome, request);
  return { text: outcome.said, holds: explained.free };
};
