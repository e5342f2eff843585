/** To-dos that repeat: one row stands at one occurrence of an RFC 5545 rule and moves on to the next, so that nothing piles up. */
import { moveRule } from "@/lib/icalendar/move-rule";
import { expandRecurrence, type Expansion } from "@/lib/icalendar/recurrence";
import { formatRule, parseRule, parseWallTime, type RecurrenceRule } from "@/lib/icalendar/recurrence-rule";
import { describeRule } from "@/lib/icalendar/recurrence-text";
import { instantOfLocal, startOfDay, type LocalMoment } from "./clock";

/** What repeats. Wall clocks are read in `zone`. */
export interface Series {
  /** RFC 5545, without DTSTART. */
  readonly rrule: string;
  /** Its first occurrence: "2026-11-30T09:00", or "2026-11-30" where only days were said. */
  readonly from: string;
  /** When to remind of the first one, and by the same distance of every other; null: never. "2026-11-30T08:30". */
  readonly remindsFrom: string | null;
  readonly zone: string;
}

export type RuleReading = { readonly ok: true; readonly rrule: string } | { readonly ok: false; readonly text: string };

/** "2026-11-30T09:00", or the day alone. */
export const wallOf = ({ date, time }: LocalMoment): string => (time === null ? date : `${date}T${time}`);

export const momentOfWall = (wall: string): LocalMoment => {
  const [date = "", time = null] = wall.split("T");
  return { date, time };
};

const dayMs = 86_400_000;
const dailyOrRarer = new Set<RecurrenceRule["frequency"]>(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);

/** True for a rule that comes round more than once a day: its first occurrence has to say an hour. */
export const withinDay = (rrule: string): boolean => {
  const parsed = parseRule(rrule);
  return parsed.ok && !(dailyOrRarer.has(parsed.rule.frequency) && parsed.rule.byHour.length < 2);
};

/** Days that shorter months lack (the 31st, 29 February) come on their last day: what is due every month mustn't be skipped (RFC 7529, SKIP). */
const withMonthEnds = (rule: RecurrenceRule, from: string): RecurrenceRule => {
  const ofDays = (rule.frequency === "MONTHLY" || rule.frequency === "YEARLY") && rule.byDay.length + rule.byYearDay.length + rule.byWeekNo.length === 0;
  const days = rule.byMonthDay.length > 0 ? rule.byMonthDay : [Number(from.slice(8, 10))];
  return ofDays && rule.skip === "OMIT" && rule.bySetPos.length === 0 && days.some((day) => day > 28) ? { ...rule, skip: "BACKWARD" } : rule;
};

/** The rule as it is kept, from a first day on. Refuses, in a sentence without its full stop, what can't be read, comes too often, or has no hour. */
export const readRule = (rrule: string, from: string): RuleReading => {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return { ok: false, text: parsed.text.replace(/[.]$/, "") };
  const { rule } = parsed;
  if (rule.frequency === "MINUTELY" || rule.frequency === "SECONDLY" || rule.byMinute.length > 1 || rule.bySecond.length > 1)
    return { ok: false, text: "A to-do repeats once an hour at most" };
  if (withinDay(rrule) && !from.includes("T")) return { ok: false, text: "Say at what time it begins" };
  return { ok: true, rrule: formatRule(withMonthEnds(rule, from)) };
};

const occurrences = ({ rrule, from, zone }: Series, fromMs: number, toMs: number, limit: number): Expansion =>
  expandRecurrence({ dtstart: from, tzid: zone, rrule }, { fromMs, toMs, limit });

const momentOfMs = (wallMs: number, dateOnly: boolean): LocalMoment => {
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO("UTC").toPlainDateTime();
  return {
    date: wall.toPlainDate().toString(),
    time: dateOnly ? null : wall.toPlainTime().toString({ smallestUnit: wall.second === 0 ? "minute" : "second" }),
  };
};

const msOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** The instant of an occurrence; a day's is its beginning. */
const startMs = (moment: LocalMoment, zone: string): number =>
  msOf(moment.time === null ? startOfDay(moment.date, zone) : instantOfLocal(wallOf(moment), zone));

const firstFrom = (series: Series, fromMs: number): LocalMoment | null => {
  const found = occurrences(series, fromMs, Infinity, 1);
  const [first] = found.ok ? found.occurrences : [];
  return first === undefined || !found.ok ? null : momentOfMs(first.wallMs, found.dateOnly);
};

/**
 * The first occurrence, from `from` on, which the rule itself needn't name ("every Monday", from a Thursday on); null: it never happens.
 * "Every other Monday" begins with the next one: the weeks between are counted from there.
 */
export const firstOccurrence = (series: Series): LocalMoment | null => {
  const parsed = parseRule(series.rrule);
  const rrule = parsed.ok ? formatRule({ ...parsed.rule, interval: 1 }) : series.rrule;
  return firstFrom({ ...series, rrule }, startMs(momentOfWall(series.from), series.zone));
};

/** The occurrence after this one that begins after `now`; null after the last. */
export const nextOccurrence = (series: Series, occurrence: LocalMoment, now: string): LocalMoment | null =>
  firstFrom(series, Math.max(startMs(occurrence, series.zone), msOf(now)) + 1);

const plain = (wall: string): Temporal.PlainDateTime => Temporal.PlainDateTime.from(wall);

/** A wall clock as far from `to` as it is from `from`, counted on the clock: nine o'clock on the day before stays that across clock changes. */
export const shiftedWall = (wall: string, from: LocalMoment, to: LocalMoment): string => {
  const moved = plain(wallOf(to)).add(plain(wallOf(from)).until(plain(wall)));
  return moved.toString({ smallestUnit: moved.second === 0 ? "minute" : "second" });
};

/** When to remind of an occurrence, a wall clock; null: not at all. */
export const reminderAt = ({ from, remindsFrom }: Series, occurrence: LocalMoment): string | null =>
  remindsFrom === null ? null : shiftedWall(remindsFrom, momentOfWall(from), occurrence);

/** From when on it is about this occurrence: the beginning of its day (its hour, where several come a day), or its reminder if that comes before. */
const begunMs = (series: Series, occurrence: LocalMoment): number => {
  const reminder = reminderAt(series, occurrence);
  const day = withinDay(series.rrule) ? startMs(occurrence, series.zone) : msOf(startOfDay(occurrence.date, series.zone));
  return reminder === null ? day : Math.min(day, msOf(instantOfLocal(reminder, series.zone)));
};

/** When a to-do that is left undone goes on to its next occurrence: not before it was due. Null after the last. */
export const movesOnAt = (series: Series, occurrence: LocalMoment, dueAt: string): string | null => {
  const next = firstFrom(series, startMs(occurrence, series.zone) + 1);
  return next === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.max(msOf(dueAt), begunMs(series, next))).toString({ smallestUnit: "millisecond" });
};

/** So far back is looked for what has begun last, in steps: nobody counts through years of hours to find this morning. */
const looksBackMs = [2 * dayMs, 40 * dayMs, 400 * dayMs, Infinity];

/** The last occurrence after this one that has begun by `now`; null when none has. */
export const begunOccurrence = (series: Series, occurrence: LocalMoment, now: string): LocalMoment | null => {
  const nowMs = msOf(now);
  const from = momentOfWall(series.from);
  const aheadMs = startMs(from, series.zone) - Math.min(startMs(from, series.zone), begunMs(series, from));
  const afterMs = startMs(occurrence, series.zone) + 1;
  for (const backMs of looksBackMs) {
    // A clock change may lie in between: two days more hold it.
    const found = occurrences(series, Math.max(afterMs, nowMs - backMs), nowMs + aheadMs + 2 * dayMs, 20_000);
    if (!found.ok) return null;
    const begun = found.occurrences.map(({ wallMs }) => momentOfMs(wallMs, found.dateOnly)).filter((moment) => begunMs(series, moment) <= nowMs);
    const last = begun.at(-1);
    if (last !== undefined) return last;
  }
  return null;
};

const countLeft = (series: Series, rule: RecurrenceRule, occurrence: LocalMoment): RecurrenceRule => {
  if (rule.count === null) return rule;
  const left = occurrences(series, startMs(occurrence, series.zone), Infinity, rule.count);
  return left.ok ? { ...rule, count: Math.max(1, left.occurrences.length) } : rule;
};

/**
 * The rule from another day on. A day that the rule names keeps it ("every weekday", from Tuesday on); any other moves it along ("every
 * Monday" put on Tuesday is "every Tuesday"). Where it ends after so many times, those that are left.
 */
export const ruleFrom = (series: Series, occurrence: LocalMoment, to: LocalMoment): string => {
  const parsed = parseRule(series.rrule);
  if (!parsed.ok) return series.rrule;
  const left = formatRule(countLeft(series, parsed.rule, occurrence));
  const named = firstFrom({ ...series, from: wallOf(to), rrule: left }, startMs(to, series.zone));
  if (named?.date === to.date) return left;
  const wallMs = (moment: LocalMoment): number => parseWallTime(wallOf(moment))?.wallMs ?? NaN;
  return moveRule(left, { fromWallMs: wallMs(occurrence), toWallMs: wallMs(to), zone: series.zone, allDay: to.time === null });
};

/** "every Monday", "every second week on Monday and Friday". */
export const sayRule = (rrule: string, from: string): string => describeRule(rrule, { dtstart: from });
