/** Answers what is on the calendar: what, when, where, who, how long, how many, whether. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { Clause } from "../clause";
import { quoteText, sayMail } from "../mail-phrasing";
import { meant } from "../overrides";
import { eventLine, peopleOn, sayAsked, sayDay, sayEvent, sayEvents, sayList, sayMinutes, sayTitle, sayWhen, sayWithin } from "../phrasing";
import type { PlannerContext } from "../planner-context";
import { readAsked, readPick, type EventPick } from "../read-pick";
import { besideEvent } from "./beside-event";
import { choose, refusedEnding, search } from "./locate";
import type { RequestFlow } from "./registry";

type Aspect = "notes" | "until" | "what" | "when" | "where" | "who" | "how-long" | "how-many" | "whether";

const aspectOf = (clause: Clause): Aspect => {
  const words = clause.tokens.map(({ lower }) => lower);
  const has = (...any: string[]): boolean => any.some((word) => words.includes(word));
  const text = words.join(" ");
  if (/\bhow (?:long|many (?:days|weeks|hours|more days)|much longer)\b.*\b(?:until|till|to|before)\b|\bhow far (?:away|off) (?:is|are)\b/.test(text))
    return "until";
  if (/\b(?:notes?|agenda|description|details)\b.*\b(?:for|of|on|in|to)\b/.test(text)) return "notes";
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

/** Minutes between two that still leave no pause. */
const pauseMinutes = 10;

const backToBack = (events: readonly CalendarEvent[], pick: EventPick, context: PlannerContext): string => {
  const timed = events.filter(({ allDay }) => !allDay);
  const pairs = timed.flatMap((event, at) => {
    const next = timed[at + 1];
    const gap = next === undefined ? null : Temporal.Instant.from(event.end).until(next.start).total("minutes");
    return next !== undefined && gap !== null && gap >= 0 && gap <= pauseMinutes ? [[event, next] as const] : [];
  });
  if (pairs.length === 0) return `No: nothing follows without a pause${pick.when ? ` ${sayWithin(pick.when, context)}` : ""}.`;
  return `Yes:\n${pairs.map(([one, other]) => `- ${eventLine(one, context)}, then ${sayTitle(other)}`).join("\n")}`;
};

const stood = { accepted: "has accepted", declined: "has declined", tentative: "said maybe", "needs-action": "hasn't answered" } as const;
const asksComing =
  /^(?:\W|and|so)*(?:is|are|will|did|has|have)\s+(.+?)\s+(?:coming|joining|attending|invited|come|join|attend|accept(?:ed)?|declined?|confirm(?:ed)?|rsvp)\b/i;
const asksSilent = /\bwho\b.*\b(?:hasn['’]?t|haven['’]?t|not|didn['’]?t)\b.*\b(?:answer|respond|repl|accept|confirm)/i;

/** "Is Maya coming?", "who hasn't answered?": what each has answered, which is more than being on it. Null where something else is asked. */
const comingAnswer = (clause: Clause, events: readonly CalendarEvent[], context: PlannerContext): string | null => {
  const name = asksComing
    .exec(clause.text)?.[1]
    ?.toLowerCase()
    .replace(/^(?:my|the)\s+/, "");
  const silent = asksSilent.test(clause.text);
  if (!silent && (name === undefined || /^(?:it|there|everyone|everybody|anyone|we|i|they|you)\b/.test(name))) return null;
  const lines = events.slice(0, 4).flatMap((event) => {
    const asked = event.attendees.filter(({ name: called, email, status }) =>
      silent
        ? status === "needs-action"
        : `${called ?? ""} ${email}`
            .toLowerCase()
            .split(/[\s@.]+/)
            .some((part) => (name ?? "").split(/\s+/).includes(part)),
    );
    if (silent)
      return [
        asked.length === 0
          ? `Everybody on ${sayEvent(event, context)} has answered.`
          : `On ${sayEvent(event, context)}, not answered: ${sayList(asked.map(({ name: called, email }) => called ?? email))}.`,
      ];
    return asked.map(({ name: called, email, status }) => `${called ?? email} is invited to ${sayEvent(event, context)} and ${stood[status]}.`);
  });
  if (lines.length > 0) return lines.join("\n");
  const [event] = events;
  return event && name !== undefined && event.attendees.length > 0 ? who(event, context) : null;
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

/** "16 days until Friday 25 Dec." */
const untilDate = (when: NonNullable<EventPick["when"]>, context: PlannerContext): string => {
  const today = Temporal.Instant.from(context.now).toZonedDateTimeISO(context.zone).toPlainDate();
  const day = Temporal.Instant.from(when.match.start).toZonedDateTimeISO(context.zone).toPlainDate();
  const days = today.until(day).total("days");
  const named = sayDay(day.toString(), context);
  return days > 0 ? `${days === 1 ? "1 day" : `${days} days`} until ${named}.` : days === 0 ? "That is today." : `${named} has passed.`;
};

const notesMax = 700;

const isOver = (event: CalendarEvent, { now }: PlannerContext): boolean => Temporal.Instant.compare(event.end, now) <= 0;

const one = (event: CalendarEvent, aspect: Aspect, context: PlannerContext): string => {
  const minutes = Math.round(Temporal.Instant.from(event.start).until(event.end).total("minutes"));
  switch (aspect) {
    case "notes":
      return event.description.trim() === ""
        ? `No notes stand with ${sayEvent(event, context)}.`
        : `${sayEvent(event, context)}:\n${quoteText(event.description.trim().slice(0, notesMax))}`;
    case "until":
      return untilText(event, context);
    case "when":
      return `“${sayTitle(event)}” ${isOver(event, context) ? "was" : "is"} on ${sayWhen(event, context)}.`;
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
  !pick.all && pick.when === null && ["when", "where", "how-long", "who", "until", "notes"].includes(aspect)
    ? events.slice(pick.past ? -1 : 0, pick.past ? undefined : 1)
    : events;

export const findEvents: RequestFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  // "Who hasn't answered?" speaks of answers that were given, about meetings that are ahead.
  const read = asksSilent.test(clause.text) || asksComing.test(clause.text) ? readPick(clause, context) : readAsked(clause, context);
  // "Is the offsite all day?" asks how it is, not for one that is.
  const asksAllDay = read.kind === "all-day" && read.words !== "" && aspectOf(clause) === "whether";
  const pick = { ...read, people: meant(read.people, overrides), ...(asksAllDay ? { kind: null } : {}) };
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
  if (aspect === "until" && pick.words === "" && pick.people.length === 0 && pick.when !== null && !pick.when.match.timeGiven)
    return { text: untilDate(pick.when, context) };
  const beside = yield* besideEvent(clause, context);
  if (beside) return beside;
  const found = yield* search(pick, context);
  if (found.refusal) return refusedEnding(found.refusal, request);
  const chosen = found.exact || pick.words !== "" ? nearest(choose(found.events, pick, context), aspect, pick) : [];
  // "Anything else today?" leaves out what is over.
  const events = /\b(?:else|left|still|remaining)\b/i.test(clause.text) ? chosen.filter(({ end }) => Temporal.Instant.compare(end, context.now) > 0) : chosen;
  if (events.length === 0) return { text: nothingText(pick, context), focus: [], holds: false };
  const [asked] = events;
  if (asksAllDay && asked) return { text: `${asked.allDay ? "Yes" : "No"}: ${sayEvent(asked, context)}.`, focus: [asked], holds: asked.allDay };
  if (/\bback[- ]to[- ]back\b/i.test(clause.text)) return { text: backToBack(events, pick, context), focus: events, holds: true };
  const answers = comingAnswer(clause, events, context);
  if (answers !== null) return { text: answers, focus: events, holds: true };
  const [only] = events;
  if (!found.exact)
    return { text: `Not ${pick.when ? sayWithin(pick.when, context) : "then"}, but I find this:\n${sayEvents(events, context)}`, focus: events, holds: false };
  return {
    text: events.length === 1 && only ? one(only, aspect, context) : many(events, found.events.length >= 100, aspect, pick, context),
    focus: events,
    holds: true,
  };
};
