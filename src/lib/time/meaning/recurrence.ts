/** Repeating patterns: put together from words, printed as RFC 5545, with the first occurrence worked out. */
import { DAY, civilDate, dayOf, printWall, daysInMonth, weekdayOf, type Period } from "../calendar";
import type { Anchor, DateValue, Reading, RecurValue, UnitValue, WeekdayValue, WhenValue } from "../grammar/values";
import { candidates, candidatesIn, clockSpans } from "./clocks";
import { today } from "./dates";
import { shiftWall } from "./durations";

const dayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const codeOf = (weekday: number): string => dayCodes[weekday - 1] ?? "MO";
export const workdays: readonly number[] = [1, 2, 3, 4, 5];

const frequencies: Partial<Record<Period, readonly [RecurValue["frequency"], number]>> = {
  second: ["SECONDLY", 1],
  minute: ["MINUTELY", 1],
  hour: ["HOURLY", 1],
  day: ["DAILY", 1],
  week: ["WEEKLY", 1],
  month: ["MONTHLY", 1],
  quarter: ["MONTHLY", 3],
  half: ["MONTHLY", 6],
  year: ["YEARLY", 1],
};

/** The days of a name or of a list of names. */
export const daysOf = (days: WeekdayValue | readonly number[]): readonly number[] => ("weekday" in days ? [days.weekday] : days);

/** From one weekday to another: Monday to Thursday is 1, 2, 3, 4. */
export const weekdaysBetween = (from: number, to: number): number[] =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);

/** "every three weeks". */
export const every = (count: number, { period, times }: UnitValue): RecurValue | null => {
  if (count < 1 || count > 1000 || !Number.isInteger(count)) return null;
  if (period === "workday") return count === 1 ? { frequency: "WEEKLY", interval: 1, weekdays: workdays } : { frequency: "DAILY", interval: count };
  if (period === "weekend") return { frequency: "WEEKLY", interval: count, weekdays: [6, 7] };
  const found = frequencies[period];
  return found ? { frequency: found[0], interval: found[1] * count * times } : null;
};

export const everyWeekday = (weekdays: readonly number[], interval = 1): RecurValue => ({
  frequency: "WEEKLY",
  interval,
  weekdays: [...new Set(weekdays)].sort((a, b) => a - b),
});

const withDays = (value: RecurValue): string[] => {
  const days = [...(value.weekdays ?? []).map(codeOf), ...(value.nth ?? []).map(([n, weekday]) => `${String(n)}${codeOf(weekday)}`)];
  return days.length > 0 ? [`BYDAY=${days.join(",")}`] : [];
};

const untilPart = (date: DateValue, anchor: Anchor): string[] => {
  const span = date.at({ ...anchor, prefer: "future" })[0];
  return span
    ? [
        `UNTIL=${printWall((date.grain === "month" || date.grain === "year" || date.grain === "quarter") && !date.range ? span.start - 1 : span.end - 1).replace(/[-:]/g, "")}`,
      ]
    : [];
};

const printRule = (value: RecurValue, anchor: Anchor): string =>
  [
    `FREQ=${value.frequency}`,
    ...(value.interval > 1 ? [`INTERVAL=${String(value.interval)}`] : []),
    ...(value.months ? [`BYMONTH=${value.months.join(",")}`] : []),
    ...(value.monthDays ? [`BYMONTHDAY=${value.monthDays.join(",")}`] : []),
    ...withDays(value),
    ...(value.position === undefined ? [] : [`BYSETPOS=${String(value.position)}`]),
    ...(value.count === undefined ? [] : [`COUNT=${String(value.count)}`]),
    ...(value.until && value.count === undefined ? untilPart(value.until, anchor) : []),
  ].join(";");

const monthDayFits = (day: number, last: number, wanted: number): boolean => (wanted > 0 ? day === wanted : day === last + 1 + wanted);

const fitsDay = (days: number, value: RecurValue): boolean => {
  const { year, month, day } = civilDate(days);
  const last = daysInMonth(year, month);
  const weekday = weekdayOf(days);
  if (value.months && !value.months.includes(month)) return false;
  if (value.monthDays && !value.monthDays.some((wanted) => monthDayFits(day, last, wanted))) return false;
  if (value.position !== undefined && value.weekdays) {
    const fromEnd = value.position < 0;
    let rank = 0;
    for (let at = fromEnd ? last : 1; fromEnd ? at >= day : at <= day; at += fromEnd ? -1 : 1)
      if (value.weekdays.includes(weekdayOf(days - day + at))) rank += 1;
    return value.weekdays.includes(weekday) && rank === Math.abs(value.position);
  }
  if (value.nth) return value.nth.some(([n, wanted]) => weekday === wanted && (n > 0 ? Math.ceil(day / 7) === n : Math.ceil((last - day + 1) / 7) === -n));
  return !value.weekdays || value.weekdays.includes(weekday);
};

const firstDay = (value: RecurValue, anchor: Anchor, endOfDaySpan: number): number => {
  const from = value.from?.at({ ...anchor, prefer: "future" })[0];
  const base = from ? dayOf(from.start) : today(anchor);
  const begin = !from && base * DAY + endOfDaySpan <= anchor.wall ? base + 1 : base;
  for (let days = begin; days < begin + 1500; days += 1) if (fitsDay(days, value)) return days;
  return begin;
};

const spanOfDay = (value: RecurValue): { start: number; end: number | null } => {
  if (value.clocks) return clockSpans(value.clocks, value.part)[0] ?? { start: 0, end: DAY };
  if (value.clock) {
    const start = (value.part ? candidatesIn(value.clock, value.part) : candidates(value.clock))[0] ?? 0;
    return { start, end: value.duration ? shiftWall(start, value.duration, 1) : null };
  }
  return value.part ? { start: value.part.start, end: value.part.end } : { start: 0, end: value.duration ? shiftWall(0, value.duration, 1) : DAY };
};

const firstReading = (value: RecurValue, anchor: Anchor): Reading => {
  if (["HOURLY", "MINUTELY", "SECONDLY"].includes(value.frequency)) {
    const period = value.frequency === "HOURLY" ? "hour" : value.frequency === "MINUTELY" ? "minute" : "second";
    const step = (period === "hour" ? 3600 : period === "minute" ? 60 : 1) * (period === "hour" ? 1 : value.interval);
    return { start: (Math.floor(anchor.wall / step) + 1) * step, end: null };
  }
  const span = spanOfDay(value);
  const days = firstDay(value, anchor, value.clock || value.clocks || value.part ? span.start + 1 : DAY);
  return { start: days * DAY + span.start, end: span.end === null ? null : days * DAY + span.end };
};

export const recurAsWhen = (value: RecurValue): WhenValue => ({
  kind: "recurrence",
  grain: value.clock?.grain ?? value.clocks?.from.grain ?? (value.part ? "hour" : "day"),
  dateGiven: true,
  timeGiven: value.clock !== undefined || value.clocks !== undefined || value.part !== undefined,
  at: (anchor) => [firstReading(value, anchor)],
  rrule: (anchor) => printRule(value, anchor),
  ...(value.zone === undefined ? {} : { zone: value.zone }),
  ...(value.duration === undefined ? {} : { duration: value.duration }),
});
