/** The wishes about time in a visitor's message, as the time grammar reads them: days, times of day, what doesn't work, how long. */
import type { TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import type { Language } from "../meeting-words";
import { hebrewDays } from "./hebrew-days";
import { lexicons, phrase } from "./lexicon";
import type { Clock, Span, TalkState } from "./talk-state";

export interface ReadContext {
  /** RFC 3339. */
  readonly now: string;
  /** The visitor's zone, and the owner's for "your time". */
  readonly zone: string;
  readonly ownerZone: string;
  readonly locale: string;
  readonly language: Language;
}

export const minuteMs = 60_000;
export const horizonMs = 366 * 24 * 60 * minuteMs;

/** Words that the grammar has no single day for. Minutes of the clock. */
const dayParts: readonly { readonly said: RegExp; readonly from: number; readonly until: number }[] = [
  { said: phrase("mornings?|vormittags?|morgens|בבקרים"), from: 8 * 60, until: 12 * 60 },
  { said: phrase("afternoons?|nachmittags?"), from: 12 * 60, until: 19 * 60 },
  { said: phrase("evenings?|abends"), from: 17 * 60, until: 22 * 60 },
];

/** "Works for me" around a time. */
export const affirmed = new RegExp(
  phrase("works?(?: (?:fine|well|great))?(?: for me)?|is (?:fine|good|ok|okay|perfect)|suits me|fits|passt(?: mir)?|מתאים(?: לי)?").source,
  "giu",
);

const weekday =
  /(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)|שבת/iu;
const anyOf = phrase("any|every|jede\\w*|כל");
/** "Friday doesn't work" is said of every Friday, today's included; as far ahead as times are looked for. */
const weeksAhead = 6;
/** "Next Friday" is said of one. */
const oneOnly = phrase("next|this|coming|nächste\\w*|diese\\w*|kommende\\w*|הבא|הבאה|הקרוב|הקרובה");

const clauses = (text: string): string[] =>
  text
    .split(/[,;!?\n]+|\.(?=\s|$)|(?<![\p{L}])(?:but|aber|sondern|אבל)(?![\p{L}])/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");

const clockMinutes = (instant: string): number => Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const spanOf = (span: { readonly start: string; readonly end: string | null }, now: string): Span => ({
  startMs: Date.parse(span.start),
  endMs: span.end === null ? Date.parse(now) + horizonMs : Date.parse(span.end),
});

const minutesIn = (duration: string): number => Math.round(Temporal.Duration.from(duration).total({ unit: "minutes", relativeTo: "2026-01-01T00:00Z[UTC]" }));

const zoned = (atMs: number, zone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
const clockOn = (atMs: number, minutes: number, zone: string): number =>
  zoned(atMs, zone).startOfDay().withPlainTime(Temporal.PlainTime.from("00:00").add({ minutes })).epochMilliseconds;

const endOfDay = (atMs: number, zone: string): number => zoned(atMs, zone).startOfDay().add({ days: 1 }).epochMilliseconds;

/** The Monday to Sunday in which a moment lies, or so many later. */
const weekOf = (atMs: number, zone: string, later = 0): Span => {
  const day = zoned(atMs, zone).startOfDay();
  const monday = day.add({ days: 1 - day.dayOfWeek + later * 7 });
  return { startMs: monday.epochMilliseconds, endMs: monday.add({ weeks: 1 }).epochMilliseconds };
};

/** The clock of a phrase that names no day: "after 5", "between 2 and 4", "in the morning". */
const clockOf = (match: TimeMatch, zone: string): Clock => {
  const from = clockMinutes(match.start);
  if (match.direction === "after") return { from, until: 1440, zone };
  if (match.direction === "before" && match.end !== null) return { from: 0, until: clockMinutes(match.end) || 1440, zone };
  if (match.end === null) return { from, until: Math.min(1440, from + 1), zone };
  return { from, until: clockMinutes(match.end) || 1440, zone };
};

/** "After 5", and "mornings", which is a rule of every day. */
const isClockOfEveryDay = ({ rrule, end, dateGiven, timeGiven }: TimeMatch): boolean => timeGiven && (!dateGiven || (rrule === "FREQ=DAILY" && end !== null));

export interface Reading {
  state: TalkState;
  exact: number | null;
  clock: number | null;
  duration: number | null;
  said: boolean;
  freshDays: boolean;
  /** All days said so far are whole ones. */
  wholeDays: boolean;
  freshClock: boolean;
}

const isLength = (match: TimeMatch): boolean => match.kind === "duration";

/** "In two weeks" is around then, not that very day. */
const isAboutAWeek = ({ kind, grain, text }: TimeMatch): boolean =>
  kind === "date" && grain === "day" && /week|woche|שבוע/iu.test(text) && !weekday.test(text) && !/day|tag|heute|morgen|מחר|היום|tomorrow/iu.test(text);

/** "Tuesday after 2" ends with Tuesday; "from Tuesday on" doesn't end. */
const endsWithItsDay = ({ direction, end, dateGiven, timeGiven, text }: TimeMatch): boolean =>
  direction === "after" && end === null && dateGiven && timeGiven && !/^(?:from|after|since|starting|ab|nach|von|החל מ|מ|אחרי)[\s-]*\p{L}/iu.test(text);

const everyWeek = (span: Span, zone: string, first: number): Span[] =>
  Array.from({ length: weeksAhead }, (_, week) => daysLater(span, (first + week) * 7, zone));

const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** "Tuesdays and Thursdays" is one rule of several days; the grammar's span is the first of them. */
const weekdaysOf = ({ rrule }: TimeMatch, first: Span, zone: string): Span[] => {
  const codes = /BYDAY=([A-Z,]+)/.exec(rrule ?? "")?.[1]?.split(",") ?? [];
  const { dayOfWeek } = zoned(first.startMs, zone);
  const later = codes.map((code) => (weekdayCodes.indexOf(code) + 8 - dayOfWeek) % 7);
  return later.length < 2 ? [first] : later.map((days) => daysLater(first, days, zone));
};

/** The days that a phrase means; none when it means every day. */
const windowsOf = (match: TimeMatch, clause: string, zone: string, { now }: ReadContext): Span[] => {
  if (match.rrule === "FREQ=DAILY") return [];
  const span = spanOf(match, now);
  if (isAboutAWeek(match)) return [weekOf(span.startMs, zone)];
  if (endsWithItsDay(match)) return [{ ...span, endMs: endOfDay(span.startMs, zone) }];
  const weekly = match.rrule?.startsWith("FREQ=WEEKLY") === true || (match.grain === "day" && weekday.test(match.text) && anyOf.test(clause));
  return weekly ? weekdaysOf(match, span, zone).flatMap((day) => everyWeek(day, zone, 0)) : [span];
};

const readPositive = (reading: Reading, match: TimeMatch, clause: string, zone: string, context: ReadContext): void => {
  const { now } = context;
  if (match.duration !== undefined) reading.duration = minutesIn(match.duration);
  if (isLength(match)) return;
  if ((match.kind === "instant" || match.kind === "recurrence") && match.timeGiven && match.end === null) {
    if (match.dateGiven) reading.exact = Date.parse(match.start);
    else reading.clock = clockMinutes(match.start);
    return;
  }
  const exactLength = match.kind === "interval" && match.duration !== undefined && match.dateGiven && match.timeGiven;
  if (exactLength) {
    reading.exact = Date.parse(match.start);
    return;
  }
  if (isClockOfEveryDay(match)) {
    reading.state.wanted = reading.freshClock ? [...reading.state.wanted, clockOf(match, zone)] : [clockOf(match, zone)];
    reading.freshClock = true;
    return;
  }
  const named = windowsOf(match, clause, zone, context);
  // "Tuesday or Wednesday after 2" is said of both.
  const before =
    endsWithItsDay(match) && reading.wholeDays ? reading.state.windows.map((span) => laterThatDay(span, match.start, zone)) : reading.state.windows;
  reading.state.windows = reading.freshDays ? [...before, ...named] : named;
  // Another day is another question: times of day said before don't hold for "Thursday afternoon".
  if (match.timeGiven || match.daily !== undefined) reading.state.wanted = [];
  if (match.daily !== undefined) reading.state.wanted = [{ from: minutesOf(match.daily.from ?? "00:00"), until: minutesOf(match.daily.to ?? "24:00"), zone }];
  if (match.except !== undefined) reading.state.except = [...reading.state.except, ...exceptions(match, now, zone)];
  reading.wholeDays = (reading.wholeDays || !reading.freshDays) && match.grain === "day";
  reading.freshDays = true;
};

const laterThatDay = (span: Span, start: string, zone: string): Span => ({
  ...span,
  startMs: Math.max(span.startMs, clockOn(span.startMs, clockMinutes(start), zone)),
});

const daysLater = ({ startMs, endMs }: Span, days: number, zone: string): Span => {
  const later = (atMs: number): number => zoned(atMs, zone).add({ days }).epochMilliseconds;
  return { startMs: later(startMs), endMs: later(endMs) };
};

const isEveryWeek = ({ text }: TimeMatch): boolean => weekday.test(text) && !/\d{1,2}\.|\d(?:st|nd|rd|th)|\d{4}/.test(text) && !oneOnly.test(text);

/** The grammar counts from the next one on; said on a Friday, "except Fridays" is said of today as well. */
const exceptions = (match: TimeMatch, now: string, zone: string): Span[] => {
  const named = (match.except ?? []).map((span) => spanOf(span, now)).slice(0, weeksAhead);
  const [first] = named;
  return first !== undefined && isEveryWeek(match) ? [daysLater(first, -7, zone), ...named] : named;
};

const readRefusal = (reading: Reading, match: TimeMatch, zone: string, { now }: ReadContext): void => {
  const { state } = reading;
  if (match.except !== undefined) state.except = [...state.except, ...exceptions(match, now, zone)];
  else if (isLength(match)) return;
  else if (isClockOfEveryDay(match)) state.unwanted = [...state.unwanted, clockOf(match, zone)];
  else if (match.kind === "instant") state.except = [...state.except, { startMs: Date.parse(match.start), endMs: Date.parse(match.start) + minuteMs }];
  else if (isEveryWeek(match)) {
    const span = spanOf(match, now);
    const one = endsWithItsDay(match) ? { ...span, endMs: endOfDay(span.startMs, zone) } : span;
    state.except = [...state.except, ...(match.end === null && !endsWithItsDay(match) ? [one] : everyWeek(one, zone, -1))];
  } else state.except = [...state.except, spanOf(match, now)];
};

const readClause = (reading: Reading, clause: string, context: ReadContext): void => {
  const lexicon = lexicons[context.language];
  const zone = lexicon.yours.test(clause) ? context.ownerZone : context.zone;
  // "9 works" would be read as nine of something.
  const bare = clause.replace(affirmed, " ");
  const matches = understandTime(bare, { now: context.now, zone, locale: context.locale, prefer: "future" });
  // "Not before 10" carries its own "not": what is left decides.
  const refused = lexicon.refusal.test(matches.reduce((rest, match) => rest.replace(match.text, " "), clause));
  for (const match of matches) {
    if (refused) readRefusal(reading, match, zone, context);
    else readPositive(reading, match, clause, zone, context);
  }
  if (matches.length > 0) reading.said = true;
  const part = matches.some((match) => match.timeGiven || match.daily !== undefined) ? undefined : dayParts.find(({ said }) => said.test(clause));
  if (part === undefined) return;
  const clock: Clock = { from: part.from, until: part.until, zone };
  reading.said = true;
  if (refused) reading.state.unwanted = [...reading.state.unwanted, clock];
  else {
    reading.state.wanted = reading.freshClock ? [...reading.state.wanted, clock] : [clock];
    reading.freshClock = true;
  }
};

/** "The week after" goes on from the week that was spoken of. Null where none was. */
const weekAfter = ({ windows, offered }: TalkState, { zone, now }: ReadContext): Span | null => {
  const spoken = windows.findLast(({ endMs }) => endMs < Date.parse(now) + horizonMs)?.startMs ?? offered.at(-1);
  return spoken === undefined ? null : weekOf(Math.max(spoken, Date.parse(now)), zone, 1);
};

/** All that a message says of times, in the light of what was said before. */
export const readTimes = (text: string, before: TalkState, context: ReadContext): Reading => {
  const reading: Reading = {
    state: { ...before },
    exact: null,
    clock: null,
    duration: null,
    said: false,
    freshDays: false,
    wholeDays: false,
    freshClock: false,
  };
  const { weekAfter: after } = lexicons[context.language];
  const week = after.test(text) ? weekAfter(before, context) : null;
  if (week !== null) Object.assign(reading, { said: true, freshDays: true, state: { ...before, windows: [week] } });
  const rest = week === null ? text : text.replace(after, " ");
  for (const clause of clauses(context.language === "he" ? hebrewDays(rest, context.now, context.zone) : rest)) readClause(reading, clause, context);
  return reading;
};
