/** Answers questions about the calendar: what is on, what is free, and why not. */
import type { CalendarEvent, Offer } from "@/lib/scheduling/contracts";
import { zoneFromName } from "@/lib/time/zones";
import { isEventWord, lowerAt, readClause, type Clause } from "../clause";
import { call, given, type Dialogue, type Ending, type Flow } from "../flow";
import { contactsOf, eventsOf, explainedOf, offersOf, spokenOf } from "../outcomes";
import { meant, type Overrides } from "../overrides";
import { sayMail } from "../mail-phrasing";
import {
  eventLine,
  peopleOn,
  sayAsked,
  sayEvent,
  sayEvents,
  sayInstant,
  sayList,
  sayMinutes,
  sayOffers,
  saySpan,
  sayTitle,
  sayWhen,
  sayWindows,
  sayWithin,
} from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readCreate, type CreateSlots } from "../read-create";
import { readAsked, type EventPick } from "../read-pick";
import type { Request } from "../request";
import { isDayOnly, isOpenSpan, spanMinutes, type SpokenWhen } from "../when";
import { bookOffer, createFrom, lookForTime } from "./create";
import { choose, refusedEnding, search } from "./locate";

type AskFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;
type Aspect = "until" | "what" | "when" | "where" | "who" | "how-long" | "how-many" | "whether";

const aspectOf = (clause: Clause): Aspect => {
  const words = clause.tokens.map(({ lower }) => lower);
  const has = (...any: string[]): boolean => any.some((word) => words.includes(word));
  const text = words.join(" ");
  if (/\bhow (?:long|many (?:days|weeks|hours|more days)|much longer)\b.*\b(?:until|till|to|before)\b/.test(text)) return "until";
  if (/how (?:long|many hours|many minutes)|what (?:is the )?(?:length|duration)/.test(text)) return "how-long";
  if (/how many|how often/.test(text)) return "how-many";
  if (has("who", "whom", "whose", "attendees", "participants", "invited", "responded", "accepted", "declined", "attending", "organizer", "organiser"))
    return "who";
  if (has("where", "location", "room", "address")) return "where";
  if (/\b(?:when|what time|which time|what day|what date|which day)\b/.test(text)) return "when";
  const first = words[clause.bodyStart] ?? "";
  return ["do", "does", "did", "is", "are", "am", "was", "were", "will", "have", "has", "any", "anything"].includes(first) || has("if", "whether")
    ? "whether"
    : "what";
};

const spanWords = (pick: EventPick, context: PlannerContext): string => (pick.when ? ` ${sayAsked(pick.when, context)}` : "");

const nothingText = (pick: EventPick, context: PlannerContext): string => {
  const span = spanWords(pick, context);
  const who = pick.people.length > 0 ? ` with ${sayList(pick.people)}` : "";
  if (pick.words !== "") return `I find no “${pick.words}”${who}${span ? ` for${span}` : pick.past ? " before now" : ""} on your calendar.`;
  return `Nothing${who} on your calendar${pick.when ? ` for${span}` : pick.past ? " before now" : " ahead"}.`;
};

export const who = (event: CalendarEvent, context: PlannerContext): string => {
  const people = peopleOn(event);
  const answers = event.attendees
    .filter(({ status }) => status !== "needs-action")
    .map(({ name, email, status }) => `${name ?? email} ${status === "tentative" ? "said maybe" : status}`);
  const said = people.length === 0 ? `Nobody else is on ${sayEvent(event, context)}.` : `On ${sayEvent(event, context)}: ${sayList(people)}.`;
  return answers.length > 0 ? `${said} ${sayList(answers)}.` : said;
};

/** "9 days until …", counted in days of the calendar; in hours where it begins today. */
const untilText = (event: CalendarEvent, context: PlannerContext): string => {
  const now = Temporal.Instant.from(context.now).toZonedDateTimeISO(context.zone);
  const start = Temporal.Instant.from(event.start).toZonedDateTimeISO(context.zone);
  const days = now.toPlainDate().until(start.toPlainDate()).total("days");
  if (days < 0 || Temporal.ZonedDateTime.compare(start, now) <= 0) return `${sayEvent(event, context)} has begun.`;
  const left = days > 0 ? (days === 1 ? "1 day" : `${days} days`) : sayMinutes(Math.round(now.until(start).total("minutes")));
  return `${left} until ${sayEvent(event, context)}.`;
};

const one = (event: CalendarEvent, aspect: Aspect, context: PlannerContext): string => {
  const minutes = Math.round(Temporal.Instant.from(event.start).until(event.end).total("minutes"));
  switch (aspect) {
    case "until":
      return untilText(event, context);
    case "when":
      return `“${sayTitle(event)}” is on ${sayWhen(event, context)}.`;
    case "where":
      return event.location === "" ? `No place is noted for ${sayEvent(event, context)}.` : `${sayEvent(event, context)} is at ${event.location}.`;
    case "who":
      return who(event, context);
    case "how-long":
      return `${sayEvent(event, context)} takes ${sayMinutes(minutes)}.`;
    case "how-many":
      return `One: ${sayEvent(event, context)}.`;
    case "whether":
      return `Yes: ${sayEvent(event, context)}.`;
    case "what":
      return `${eventLine(event, context)}.`;
  }
};

const many = (events: readonly CalendarEvent[], more: boolean, aspect: Aspect, pick: EventPick, context: PlannerContext): string => {
  const shared = events.filter((event) => peopleOn(event).length > 0);
  if (aspect === "who")
    return (shared.length > 0 ? shared : events)
      .slice(0, 6)
      .map((event) => who(event, context))
      .join("\n");
  if (aspect === "how-many") return `${events.length}${more ? " or more" : ""}:\n${sayEvents(events, context)}`;
  const lead =
    aspect === "whether"
      ? `Yes, ${events.length}`
      : `${events.length} ${pick.words === "" && pick.when ? `on your calendar for${spanWords(pick, context)}` : "found"}`;
  return `${lead}${more ? " or more" : ""}:\n${sayEvents(events, context)}`;
};

/** "when is my next …" and a bare "when is my dentist appointment" mean the nearest one. */
const nearest = (events: readonly CalendarEvent[], aspect: Aspect, pick: EventPick): readonly CalendarEvent[] =>
  !pick.all && pick.when === null && ["when", "where", "how-long", "who", "until"].includes(aspect)
    ? events.slice(pick.past ? -1 : 0, pick.past ? undefined : 1)
    : events;

export const findEvents: AskFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const read = readAsked(clause, context);
  const pick = { ...read, people: meant(read.people, overrides) };
  const aspect = aspectOf(clause);
  if (pick.back !== null && dialogue.focus.length > 0 && pick.when === null) {
    return { text: dialogue.focus.map((event) => one(event, aspect, context)).join("\n"), focus: dialogue.focus, holds: true };
  }
  const [mail] = dialogue.mails;
  if (pick.back === "one" && dialogue.focus.length === 0 && mail && ["when", "who"].includes(aspect))
    return { text: `${sayMail(mail, context)}.`, mails: [mail], holds: true };
  // "When's the next one?" after "what meetings do I have with Tom": of those.
  const ones = pick.next && !pick.all && pick.words === "" && pick.people.length === 0 && pick.when === null && /\bones?\b/i.test(clause.text);
  const [nextOne] = ones ? dialogue.focus.filter(({ start }) => Temporal.Instant.compare(start, context.now) > 0) : [];
  if (nextOne) return { text: one(nextOne, aspect, context), focus: [nextOne], holds: true };
  const found = yield* search(pick, context);
  if (found.refusal) return refusedEnding(found.refusal, request);
  const chosen = found.exact || pick.words !== "" ? nearest(choose(found.events, pick, context), aspect, pick) : [];
  // "Anything else today?" leaves out what is over.
  const events = /\b(?:else|left|still|remaining)\b/i.test(clause.text) ? chosen.filter(({ end }) => Temporal.Instant.compare(end, context.now) > 0) : chosen;
  if (events.length === 0) return { text: nothingText(pick, context), focus: [], holds: false };
  const [only] = events;
  if (!found.exact)
    return { text: `Not ${pick.when ? sayWithin(pick.when, context) : "then"}, but I find this:\n${sayEvents(events, context)}`, focus: events, holds: false };
  return {
    text: events.length === 1 && only ? one(only, aspect, context) : many(events, found.events.length >= 100, aspect, pick, context),
    focus: events,
    holds: true,
  };
};

const minutes = (start: string, end: string): number => Temporal.Instant.from(start).until(end).total("minutes");

const freeAnswer = (slots: CreateSlots, windows: readonly { start: string; end: string }[], who: string, context: PlannerContext): Ending => {
  const match = slots.when?.match;
  const said = slots.when === null ? "in the next 7 days" : sayWithin(slots.when, context);
  if (windows.length === 0) return { text: `No, ${who} no free time ${said}.`, holds: false };
  const whole = match?.end != null && windows.some((window) => minutes(window.start, match.start) >= -1 && minutes(match.end ?? "", window.end) >= -1);
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
export const checkFree: AskFlow = function* (request, dialogue, context, overrides) {
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
      ].includes(lowerAt(clause, at - 1)) &&
      !["meet", "talk", "speak", "chat", "be", "the", "find", "see"].includes(lowerAt(clause, at + 1)) &&
      !clause.ends.TIME.has(at + 1) &&
      !/^\d/.test(lowerAt(clause, at + 1)),
  );

export const findTime: AskFlow = function* (request, _dialogue, context, overrides) {
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
  if (question && slots.durationMinutes === null && slots.people.length === 0 && windows.length > 0)
    return { ...freeAnswer(slots, windows, "you have", context), offers, create: slots };
  const length = slots.durationMinutes === null ? "time" : sayMinutes(slots.durationMinutes);
  if (offers.length === 0)
    return {
      text: `There is no free ${length} ${slots.when ? sayWithin(slots.when, context) : "in the next 7 days"}. Where else should I look?`,
      question: { asks: "when", request, create: slots },
      create: slots,
    };
  return offered({ offers, unknown }, slots, request, context);
};

const byTime = (offers: readonly Offer[]): Offer[] => [...offers].sort((a, b) => Temporal.Instant.compare(a.start, b.start));

const ordinals: Readonly<Record<string, number>> = {
  first: 0,
  "1": 0,
  "1st": 0,
  second: 1,
  "2": 1,
  "2nd": 1,
  third: 2,
  "3": 2,
  "3rd": 2,
  fourth: 3,
  "4": 3,
  fifth: 4,
  "5": 4,
  last: -1,
};

/** A whole moment that was said instead of an offered one, as long as the offers are; booking it asks whether it is free. */
const momentMeant = (clause: Clause, offers: readonly Offer[]): Offer | null => {
  const said = clause.times.find(({ match }) => match.dateGiven && match.timeGiven && match.kind !== "recurrence")?.match;
  const [like] = offers;
  if (!said || !like) return null;
  const length = Temporal.Instant.from(like.start).until(Temporal.Instant.from(like.end));
  return { start: said.start, end: Temporal.Instant.from(said.start).add(length).toString(), score: 0, because: [] };
};

/** Which of the offers the words mean, or the moment they name instead; null when none is meant. */
export const offerMeant = (clause: Clause, offers: readonly Offer[], context: PlannerContext): Offer | null => {
  // The 1 of "1 Dec" is no ordinal.
  const words = clause.tokens.filter((_, at) => !clause.times.some(({ start, end }) => at >= start && at < end)).map(({ lower }) => lower);
  if (words.some((word) => ["earliest", "soonest"].includes(word))) return byTime(offers)[0] ?? null;
  for (const { match } of clause.times) {
    const start = Temporal.Instant.from(match.start).epochMilliseconds;
    const end = match.end === null ? start + 60_000 : Temporal.Instant.from(match.end).epochMilliseconds;
    const clock = Temporal.Instant.from(match.start).toZonedDateTimeISO(context.zone).toPlainTime();
    const fits = offers.find((offer) => {
      const at = Temporal.Instant.from(offer.start);
      return match.dateGiven ? at.epochMilliseconds >= start && at.epochMilliseconds < end : at.toZonedDateTimeISO(context.zone).toPlainTime().equals(clock);
    });
    if (fits) return fits;
  }
  const moment = momentMeant(clause, offers);
  if (moment) return moment;
  const at = words.map((word) => ordinals[word]).find((value) => value !== undefined);
  return at === undefined ? null : (offers.at(at) ?? null);
};

/** "book the earliest" after times were offered. */
export const chooseOffer: AskFlow = function* (request, dialogue, context) {
  const { offers, create } = dialogue;
  if (offers.length === 0 || !create) return yield* createFrom(readCreate(request.clause, context), request);
  const offer = offerMeant(request.clause, offers, context) ?? (request.clause.times.length === 0 ? offers[0] : undefined);
  return offer ? yield* bookOffer(offer, create, request) : { text: "Which of the times should I book?" };
};

export const explainTime: AskFlow = function* (request, dialogue, context) {
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

const placeAsked = /\b(?:in|for)\s+([\p{L}][\p{L}\s.'’-]*?)[\s?.!]*$/iu;

const clockIn = (zone: string, instant: string, place: string, context: PlannerContext): string => `${sayInstant(instant, { ...context, zone })} in ${place}`;

/** "What time is it in New York?", "what is 3pm in Tokyo?", "what time is it for Noor?": the clock there. Null where no other place is named. */
function* elsewhere(clause: Clause, context: PlannerContext): Flow<Ending | null> {
  const place = placeAsked.exec(clause.text)?.[1]?.trim();
  if (place === undefined || /^(?:the|my|a|an)\b/i.test(place)) return null;
  const instant = clause.times.find(({ match }) => match.timeGiven && match.kind === "instant")?.match.start ?? context.now;
  const zone = zoneFromName(place);
  const shown = capitals(place);
  const now = instant === context.now;
  if (zone !== undefined)
    return { text: now ? `It is ${clockIn(zone, instant, shown, context)}.` : `${sayInstant(instant, context)} is ${clockIn(zone, instant, shown, context)}.` };
  if (!context.tools.has("find_contacts")) return null;
  const contacts = contactsOf(yield* call("find_contacts", { text: place })).filter(({ name }) =>
    name
      .toLowerCase()
      .split(/\s+/)
      .includes(place.toLowerCase().split(/\s+/)[0] ?? ""),
  );
  const [only, ...others] = contacts;
  if (!only || others.length > 0) return { text: `I don't know which clock “${place}” keeps. Name a city, as in “Lisbon”.` };
  if (only.zone === null) return { text: `I don't know which clock ${only.name} keeps. Give the contact a zone under [Contacts](/contacts) and I do.` };
  return { text: `For ${only.name} it is ${sayInstant(instant, { ...context, zone: only.zone })}.` };
}

const capitals = (text: string): string => text.replace(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());

export const tellTime: AskFlow = function* (request, _dialogue, context) {
  const there = yield* elsewhere(request.clause, context);
  if (there) return there;
  const when = request.clause.times.at(-1)?.match.text;
  if (when === undefined || /^(?:now|today)$/i.test(when)) return { text: `It is ${sayInstant(context.now, context)}.` };
  const outcome = yield* call("resolve_time", { phrase: when });
  const spoken = spokenOf(outcome);
  return { text: outcome.status === "done" ? (spoken ?? outcome.said) : outcome.said };
};
