/** Perin's own sentences: short, plain, about facts that tools answered. */
import type { CalendarEvent, Offer, Span } from "@/lib/scheduling/contracts";
import { formatDay, formatDays, formatDuration, formatInstant, formatRange, formatTime, relativeDay, type FormatOptions } from "@/lib/time/format";
import type { PlannerContext } from "./planner-context";
import type { SpokenWhen } from "./when";

const options = (context: PlannerContext): FormatOptions => ({
  zone: context.zone,
  locale: context.locale,
  now: context.now,
  ...(context.hourCycle ? { hourCycle: context.hourCycle } : {}),
});

/** "Tuesday 24 Nov, 15:00–16:00". */
export const saySpan = ({ start, end }: Span, context: PlannerContext): string => formatRange(start, end, options(context));
export const sayInstant = (instant: string, context: PlannerContext): string => formatInstant(instant, options(context));

/** "15:00", in the owner's zone. */
export const sayClock = (instant: string, context: PlannerContext): string => formatTime(instant, options(context));

/** "Tuesday 24 Nov", of a date in the owner's zone. */
export const sayDay = (date: string, context: PlannerContext): string =>
  formatDay(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: context.zone, plainTime: "12:00" }).toInstant().toString(), options(context));

export const sayWhen = (event: Pick<CalendarEvent, "start" | "end" | "allDay">, context: PlannerContext): string =>
  event.allDay ? `${formatDays(event.start, event.end, options(context))}, all day` : saySpan(event, context);

/** "on Thursday" → "Thursday", where the sentence brings its own preposition. */
export const bareTime = (text: string): string => text.replace(/^(?:on|at|for|from|in|during)\s+/i, "");

const weekdays = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b/gi;

/** A stretch of time as it is said back: one day by its name and date, whatever it was typed like; anything else in the owner's words. */
export const sayAsked = ({ text, match }: Pick<SpokenWhen, "text" | "match">, context: PlannerContext): string => {
  if (match.kind === "date" && match.grain === "day" && !match.timeGiven && match.direction === undefined)
    return relativeDay(match.start, options(context)) ?? formatDay(match.start, options(context));
  return bareTime(text).replace(weekdays, (day) => day.charAt(0).toUpperCase() + day.slice(1).toLowerCase());
};

/** The same where the sentence wants its preposition: "on Friday 27 Nov", "tomorrow", "next week". */
export const sayWithin = (when: Pick<SpokenWhen, "text" | "match">, context: PlannerContext): string => {
  const said = sayAsked(when, context);
  return /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.test(said) ? `on ${said}` : said;
};

const titleMax = 80;

/** A title as it is said: on one line, and never so long that it could pass for something Perin says itself. */
export const sayTitle = ({ title }: Pick<CalendarEvent, "title">): string => {
  const line = title.replace(/\s+/g, " ").trim();
  return line.length > titleMax ? `${line.slice(0, titleMax).trimEnd()}…` : line;
};

/** "“Review” on Tuesday 24 Nov, 15:00–16:00". */
export const sayEvent = (event: CalendarEvent, context: PlannerContext): string => `“${sayTitle(event)}” on ${sayWhen(event, context)}`;

export const sayMinutes = (minutes: number): string => formatDuration(minutes);

/** "a, b and c". */
export const sayList = (items: readonly string[], word: "and" | "or" = "and"): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

export const eventLine = (event: CalendarEvent, context: PlannerContext): string =>
  `${sayWhen(event, context)}: ${sayTitle(event)}${event.location ? ` (${event.location})` : ""}`;

/** A list of events, at most `most` lines, the rest counted. */
export const sayEvents = (events: readonly CalendarEvent[], context: PlannerContext, most = 12): string => {
  const lines = events.slice(0, most).map((event) => eventLine(event, context));
  return bullets(events.length > most ? [...lines, `and ${events.length - most} more`] : lines);
};

export const sayOffers = (offers: readonly Offer[], context: PlannerContext): string =>
  offers.map((offer, at) => `${at + 1}. ${saySpan(offer, context)}`).join("\n");
export const sayWindows = (windows: readonly Span[], context: PlannerContext, most = 6): string =>
  bullets(windows.slice(0, most).map((window) => saySpan(window, context)));

/** People on an event as the owner knows them. */
export const peopleOn = (event: CalendarEvent): string[] => [
  ...event.attendees.map(({ name, email }) => (name ? `${name} (${email})` : email)),
  ...event.guests,
];

export const helpText =
  "I keep your calendar, your to-dos, your mail and your contacts. You can ask me to book, move, extend, rename or cancel meetings, to find a free time alone or with others, to say what is on a day or why a time isn't free, to note and plan to-dos and remind you of them, to find, sum up, write, answer and sort mail, to look up or save contacts, and to remember things. What others would notice waits for your word, and what I did can be undone. Try: “Lunch with Maya on Thursday at 12:30, one hour”.";
