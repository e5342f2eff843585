/**
 * From the owner's words to instants, or to the one question that is missing. Every tool that takes a `when` goes through here,
 * so that no model ever does date arithmetic.
 */
import type { TimeContext, TimeMatch, TimeSpan } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import { inZone, readExactMoment } from "./exact-moment";
import { refuse, type Option, type Refused } from "./refusal";
import { spokenInstant, type Listener } from "./spoken";

/** The owner's clock, zone and habits. */
export interface WhenContext extends Listener {
  readonly weekStart: number;
}

export interface Moment {
  readonly ok: true;
  /** RFC 3339 with the owner's offset. */
  readonly start: string;
  /** Null when the phrase named one instant only. */
  readonly end: string | null;
  /** False for a day, and for a part of it that names no clock time ("Friday afternoon", "between 2 and 5"): then it is a stretch to look in. */
  readonly timeGiven: boolean;
  readonly dateGiven: boolean;
  readonly grain: TimeMatch["grain"];
  readonly direction?: "after" | "before";
  /** Minutes, where the phrase gave a length ("at 3 for 45 minutes"). */
  readonly durationMinutes: number | null;
  readonly rrule: string | null;
  readonly except: readonly TimeSpan[];
  /** Clock times between which each day of the span counts. */
  readonly daily?: TimeMatch["daily"];
}

export const timeContext = ({ now, zone, locale, weekStart }: WhenContext, prefer: "future" | "past" = "future"): TimeContext => ({
  now,
  zone,
  locale,
  weekStart,
  prefer,
});

const minutesOf = (duration: string | undefined, now: string, zone: string): number | null => {
  if (duration === undefined) return null;
  const relativeTo = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  const minutes = Math.round(Temporal.Duration.from(duration).total({ unit: "minutes", relativeTo }));
  return minutes > 0 ? minutes : null;
};

const atClockOf = (dateFrom: string, clockFrom: string, zone: string): string => {
  const clock = Temporal.Instant.from(clockFrom).toZonedDateTimeISO(zone).toPlainTime();
  return inZone(Temporal.Instant.from(dateFrom).toZonedDateTimeISO(zone).withPlainTime(clock).toInstant(), zone);
};

/** "Friday" and "at 3" that the grammar left as two matches are one moment. */
const joined = (first: TimeMatch, second: TimeMatch, zone: string): TimeMatch | null => {
  const [day, clock] = first.timeGiven ? [second, first] : [first, second];
  if (!day.dateGiven || day.timeGiven || !clock.timeGiven || clock.dateGiven) return null;
  const start = atClockOf(day.start, clock.start, zone);
  const end = clock.end === null ? null : atClockOf(day.start, clock.end, zone);
  return { ...clock, start, end, dateGiven: true, kind: clock.kind };
};

/** "2-4pm" and "from 2 to 4" say when a thing is; "the afternoon" and "between 2 and 5" only say where to look. */
const saysWhen = /\d\s*(?:am|pm)?\s*[-–—]\s*\d|\b(?:to|till|until)\b|\d:\d\d|\d\s*[ap]\.?m/i;

const isStretch = ({ kind, direction, end, text, duration }: TimeMatch): boolean =>
  kind === "interval" && end !== null && direction === undefined && duration === undefined && (/\bbetween\b/i.test(text) || !saysWhen.test(text));

const momentOf = (match: TimeMatch, length: TimeMatch | undefined, context: WhenContext): Moment => ({
  ok: true,
  start: inZone(match.start, context.zone),
  end: match.end === null ? null : inZone(match.end, context.zone),
  timeGiven: match.timeGiven && !isStretch(match),
  dateGiven: match.dateGiven,
  grain: match.grain,
  ...(match.direction ? { direction: match.direction } : {}),
  durationMinutes: minutesOf(match.duration ?? length?.duration, context.now, context.zone),
  rrule: match.rrule ?? null,
  except: match.except ?? [],
  ...(match.daily ? { daily: match.daily } : {}),
});

const exactly = (phrase: string, zone: string): Moment | null => {
  const exact = readExactMoment(phrase, zone);
  return exact && { ok: true, ...exact, dateGiven: true, grain: exact.timeGiven ? "minute" : "day", durationMinutes: null, rrule: null, except: [] };
};

const unclear = (phrase: string): Refused =>
  phrase.trim() === ""
    ? refuse("time-missing", "No time was given. When should it be?")
    : refuse("time-unclear", `I couldn't read “${phrase.trim()}” as a time. Say it like “Tuesday at 14:00” or “24 November, 2 to 3 pm”.`);

const ambiguous = (phrase: string, starts: readonly string[], context: WhenContext): Refused => {
  const options: Option[] = [...new Set(starts)].slice(0, 4).map((start) => ({ label: spokenInstant(start, context), value: spokenInstant(start, context) }));
  return refuse("time-ambiguous", `“${phrase.trim()}” can be read in more than one way. Which one?`, options);
};

/**
 * Reads one `when`: an RFC 3339 instant or date out of an earlier result, or the owner's own words in their zone.
 * Refuses with `time-missing`, `time-unclear` or `time-ambiguous`. Bare times and weekdays point to the future unless `prefer` says otherwise.
 */
export const resolveWhen = (phrase: string, context: WhenContext, prefer: "future" | "past" = "future"): Moment | Refused => {
  const exact = exactly(phrase, context.zone);
  if (exact) return exact;
  const matches = understandTime(phrase, timeContext(context, prefer));
  const length = matches.find(({ kind }) => kind === "duration");
  const [first, second] = matches.filter(({ kind }) => kind !== "duration");
  if (!first) return unclear(phrase);
  if (!second) return momentOf(first, length, context);
  const both = joined(first, second, context.zone);
  if (both) return momentOf(both, length, context);
  return second.start === first.start ? momentOf(first, length, context) : ambiguous(phrase, [first.start, second.start], context);
};

const isPast = (moment: Moment, now: string): boolean =>
  Temporal.Instant.compare(moment.end !== null && !moment.timeGiven ? moment.end : moment.start, now) <= 0;

const laterDays = ({ start }: Moment, { now, zone }: WhenContext): string[] => {
  const then = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const dates = [
    today,
    today.add({ days: 1 }),
    ...[1, 2, 3, 4, 5, 6, 7].map((days) => today.add({ days })).filter((date) => date.dayOfWeek === then.dayOfWeek),
  ];
  return [...new Set(dates.map((date) => inZone(date.toZonedDateTime({ timeZone: zone, plainTime: then.toPlainTime() }).toInstant(), zone)))].filter(
    (instant) => Temporal.Instant.compare(instant, now) > 0,
  );
};

/** Like `resolveWhen`, for what is to happen: refuses a moment that lies behind with `time-past` and offers the same clock time on the next days. */
export const resolveFutureWhen = (phrase: string, context: WhenContext): Moment | Refused => {
  const moment = resolveWhen(phrase, context);
  return moment.ok ? refusePast(moment, context) : moment;
};

export const refusePast = (moment: Moment, context: WhenContext): Moment | Refused => {
  if (!isPast(moment, context.now)) return moment;
  const options = moment.timeGiven ? laterDays(moment, context).slice(0, 3) : [];
  return refuse(
    "time-past",
    `${spokenInstant(moment.start, context)} has passed.`,
    options.map((instant) => ({ label: spokenInstant(instant, context), value: spokenInstant(instant, context) })),
  );
};

/** The stretch of time to look in: a date is the whole day, "after 3" runs to the end of that day, one instant is a minute. */
export const resolveSpan = (
  phrase: string,
  context: WhenContext,
  prefer: "future" | "past" = "future",
): { ok: true; start: string; end: string; except: readonly TimeSpan[]; moment: Moment } | Refused => {
  const moment = resolveWhen(phrase, context, prefer);
  if (!moment.ok) return moment;
  const { start, direction, except } = moment;
  if (direction === "before") return { ok: true, start: inZone(context.now, context.zone), end: moment.end ?? start, except, moment };
  const at = Temporal.Instant.from(start).toZonedDateTimeISO(context.zone);
  const endOfDay = inZone(at.startOfDay().add({ days: 1 }).toInstant(), context.zone);
  const minutes = moment.durationMinutes ?? 1;
  const end = moment.end ?? (direction === "after" ? endOfDay : moment.timeGiven ? inZone(at.add({ minutes }).toInstant(), context.zone) : endOfDay);
  return { ok: true, start, end, except, moment };
};
