/** Where an event goes: what the phrase doesn't say (the day, the clock, the length) stays as it was. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { inZone } from "./exact-moment";
import { refuse, sameWords, type Refused } from "./refusal";
import { relativeStart } from "./relative-moves";
import { refusePast, resolveWhen, type Moment, type WhenContext } from "./resolve-when";

type Movable = Pick<CalendarEvent, "start" | "end" | "allDay">;

export interface NewPlace {
  readonly ok: true;
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
}
/** The phrase named a part of a day ("Friday afternoon") that doesn't hold the event's own clock time: somebody has to look for a free place in it. */
export interface Window {
  readonly ok: true;
  readonly window: { readonly start: string; readonly end: string };
  readonly durationMinutes: number;
}

const zoned = (instant: string, zone: string): Temporal.ZonedDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
const minutesBetween = (start: string, end: string): number => Math.round(Temporal.Instant.from(start).until(end).total("minutes"));

const clockOnDateOf = (date: Temporal.ZonedDateTime, clock: Temporal.ZonedDateTime, zone: string): string =>
  inZone(date.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: clock.toPlainTime() }).toInstant(), zone);

const wholeDays = (event: Movable, start: string, zone: string): NewPlace => {
  const days = Math.max(1, zoned(event.start, zone).toPlainDate().until(zoned(event.end, zone).toPlainDate()).days);
  const first = zoned(start, zone).toPlainDate();
  return {
    ok: true,
    start: inZone(first.toZonedDateTime(zone).toInstant(), zone),
    end: inZone(first.add({ days }).toZonedDateTime(zone).toInstant(), zone),
    allDay: true,
  };
};

const keepingLength = (event: Movable, start: string, minutes: number | null, zone: string): NewPlace => {
  const length = minutes ?? minutesBetween(event.start, event.end);
  return { ok: true, start, end: inZone(Temporal.Instant.from(start).add({ minutes: length }), zone), allDay: false };
};

/** A whole week keeps the weekday, a whole month asks which day. */
const dateIn = (moment: Moment, event: Movable, context: WhenContext): Temporal.ZonedDateTime | Refused => {
  const first = zoned(moment.start, context.zone);
  const from = zoned(event.start, context.zone);
  if (moment.grain === "week") return first.add({ days: (from.dayOfWeek - first.dayOfWeek + 7) % 7 });
  if (moment.grain === "day" || moment.grain === "hour" || moment.grain === "minute" || moment.grain === "second") return first;
  return refuse("time-unclear", "Which day?", sameWords(moment.grain === "month" ? [`the ${from.day}th`] : []));
};

const isOneDay = (moment: Moment, zone: string): boolean =>
  moment.end === null || (moment.grain !== "hour" && moment.grain !== "minute") || zoned(moment.start, zone).hour === zoned(moment.end, zone).hour;

const onNewDay = (moment: Moment, event: Movable, minutes: number | null, context: WhenContext): NewPlace | Window | Refused => {
  const date = dateIn(moment, event, context);
  if ("ok" in date) return date;
  const start = clockOnDateOf(date, zoned(event.start, context.zone), context.zone);
  const length = minutes ?? minutesBetween(event.start, event.end);
  const inside = moment.end === null || (Temporal.Instant.compare(start, moment.start) >= 0 && Temporal.Instant.compare(start, moment.end) < 0);
  if (isOneDay(moment, context.zone) || inside) return keepingLength(event, start, length, context.zone);
  return { ok: true, window: { start: moment.start, end: moment.end }, durationMinutes: length };
};

const bareHour = /^\s*(?:(?:to|at|for)\s+)*(1[0-2]|[1-9])\s*[.!]?\s*$/i;
const halfDay = 12 * 3_600_000;

/** "At 8" for what begins at seven in the morning is eight in the morning: of the two hours the nearer to its own, as long as that lies ahead. */
const nearerHalf = (phrase: string, start: string, event: Movable, { now, zone }: WhenContext): string => {
  if (!bareHour.test(phrase) || event.allDay) return start;
  const hour = zoned(start, zone).hour;
  const other = inZone(
    zoned(start, zone)
      .add({ hours: hour < 12 ? 12 : -12 })
      .toInstant(),
    zone,
  );
  const away = (instant: string): number => Math.abs(Temporal.Instant.from(instant).epochMilliseconds - Temporal.Instant.from(event.start).epochMilliseconds);
  return away(other) < away(start) && away(other) < halfDay && Temporal.Instant.compare(other, now) > 0 ? other : start;
};

const bareWeekday =
  /^\s*(?:(?:to|on|for|at|until|till)\s+)*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b(?!\s*,?\s*(?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}\s*[./]|(?:the\s+)?\d{1,2}\s+(?:of\s+)?[a-z]{3}|week|after|before))/i;
const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });

/** "To Friday", said of something in a later week, is the Friday of that week: the coming one would be "this Friday". */
const inItsWeek = (phrase: string, moment: Moment, event: Movable, { zone }: WhenContext): Moment => {
  if (!bareWeekday.test(phrase) || !moment.dateGiven) return moment;
  const weeks = mondayOf(zoned(moment.start, zone).toPlainDate()).until(mondayOf(zoned(event.start, zone).toPlainDate()), { largestUnit: "days" }).days / 7;
  if (weeks <= 0) return moment;
  const later = (instant: string): string => inZone(zoned(instant, zone).add({ weeks }).toInstant(), zone);
  return { ...moment, start: later(moment.start), end: moment.end === null ? null : later(moment.end) };
};

/** "At 4" means 4 on the event's own day, unless that has passed: "in an hour" and "now" are real moments and stay. */
const onSameDay = (phrase: string, moment: Moment, event: Movable, context: WhenContext): Moment => {
  const { zone } = context;
  if (moment.dateGiven || /^\s*(?:in|now|right now|within)\b/i.test(phrase)) return moment;
  const day = zoned(event.start, zone);
  const start = nearerHalf(phrase, clockOnDateOf(day, zoned(moment.start, zone), zone), event, context);
  const end = moment.end === null ? null : clockOnDateOf(day, zoned(moment.end, zone), zone);
  return {
    ...moment,
    start,
    end: end !== null && Temporal.Instant.compare(end, start) <= 0 ? inZone(zoned(end, zone).add({ days: 1 }).toInstant(), zone) : end,
  };
};

/**
 * Reads where an event should go. A phrase without a date keeps the event's date, one without a clock time keeps its time, one
 * without a length keeps its length; relative moves count from the event's own start. Refuses what has passed.
 */
export const resolveMove = (phrase: string, event: Movable, durationMinutes: number | undefined, context: WhenContext): NewPlace | Window | Refused => {
  const said = phrase
    .replace(/\b(?:at )?(?:the )?same (?:time|hour)\b(?: on)?/gi, " ")
    .replace(/\b(?:the )?same day\b/gi, " ")
    .trim();
  const relative = relativeStart(said, event.start, context);
  if (relative && !relative.ok) return relative;
  const read = relative
    ? {
        ok: true as const,
        start: relative.start,
        end: null,
        timeGiven: true,
        dateGiven: true,
        grain: "minute" as const,
        durationMinutes: null,
        rrule: null,
        except: [],
      }
    : resolveWhen(said, context);
  if (!read.ok) return read;
  const moment = relative ? read : inItsWeek(said, read, event, context);
  const minutes = durationMinutes ?? moment.durationMinutes;
  const placed = moment.timeGiven || !moment.dateGiven ? onSameDay(said, moment, event, context) : moment;
  const past = refusePast(placed, context);
  if (!past.ok) return past;
  if (event.allDay && (!placed.timeGiven || relative)) return wholeDays(event, placed.start, context.zone);
  if (event.allDay && minutes === null && placed.end === null) return refuse("duration-missing", "How long should it be?", sameWords(["30 minutes", "1 hour"]));
  if (!placed.timeGiven) return onNewDay(placed, event, minutes, context);
  if (placed.end !== null && minutes === null && placed.direction === undefined) return { ok: true, start: placed.start, end: placed.end, allDay: false };
  return keepingLength(event, placed.start, minutes ?? (event.allDay ? 60 : null), context.zone);
};
