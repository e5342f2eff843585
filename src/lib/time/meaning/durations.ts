/** Lengths of time: made from words, added up, printed as ISO 8601, and counted from a day or an instant. */
import { DAY, addPeriods, dayOf, type Period } from "../calendar";
import type { Anchor, DateValue, DurationValue, Reading, UnitValue, WhenValue } from "../grammar/values";
import { daySpan, grainOf, today } from "./dates";

const monthsIn: Partial<Record<Period, number>> = { month: 1, quarter: 3, half: 6, year: 12 };
const secondsIn: Partial<Record<Period, number>> = { second: 1, minute: 60, hour: 3600 };
const daysIn: Partial<Record<Period, number>> = { day: 1, week: 7, weekend: 2 };

const printIso = (months: number, days: number, seconds: number, unit: Period): string => {
  const years = Math.floor(months / 12);
  const weeks = unit === "week" && days % 7 === 0 && months === 0 && seconds === 0 ? days / 7 : 0;
  const date = `${years ? `${String(years)}Y` : ""}${months % 12 ? `${String(months % 12)}M` : ""}${weeks ? `${String(weeks)}W` : days ? `${String(days)}D` : ""}`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = Math.round(seconds % 60);
  const time = `${hours ? `${String(hours)}H` : ""}${minutes ? `${String(minutes)}M` : ""}${rest ? `${String(rest)}S` : ""}`;
  return date || time ? `P${date}${time ? `T${time}` : ""}` : "PT0S";
};

const make = (months: number, days: number, workdays: number, seconds: number, unit: Period): DurationValue | null =>
  months > 12_000 || days > 400_000 || workdays > 20_000 || seconds > 4e9
    ? null
    : { months, days, workdays, seconds, unit, iso: printIso(months, days + workdays, seconds, unit) };

/** A count of a unit; parts of it go down to the next ("1.5 days" = a day and twelve hours). */
export const duration = (count: number, { period, times }: UnitValue): DurationValue | null => {
  const total = count * times;
  const months = monthsIn[period];
  if (months !== undefined) return make(Math.floor(total * months), Math.round((total * months - Math.floor(total * months)) * 30), 0, 0, period);
  if (period === "workday") return make(0, 0, Math.round(total), 0, period);
  const days = daysIn[period];
  if (days !== undefined) {
    const whole = Math.floor(total * days);
    return make(0, whole, 0, Math.round((total * days - whole) * 24) * 3600, Number.isInteger(total * days) || days > 1 ? period : "hour");
  }
  const seconds = Math.round(total * (secondsIn[period] ?? 1));
  return make(0, 0, 0, seconds, Number.isInteger(total) ? period : period === "hour" ? "minute" : "second");
};

const rank: Record<Period, number> = { second: 0, minute: 1, hour: 2, day: 3, workday: 3, weekend: 4, week: 4, month: 5, quarter: 6, half: 7, year: 8 };

/** "1 hour" and "30 minutes"; null unless the second unit is the smaller one. */
export const addDurations = (a: DurationValue, b: DurationValue): DurationValue | null =>
  rank[b.unit] < rank[a.unit] ? make(a.months + b.months, a.days + b.days, a.workdays + b.workdays, a.seconds + b.seconds, b.unit) : null;

const isClockDuration = (value: DurationValue): boolean => value.months === 0 && value.days === 0 && value.workdays === 0;

/** Length in seconds, a month as 30 and a year as 365 days. */
export const durationSeconds = (value: DurationValue): number =>
  (Math.floor(value.months / 12) * 365 + (value.months % 12) * 30 + value.days + value.workdays) * DAY + value.seconds;

/** A wall clock that far on (sign 1) or back (-1). */
export const shiftWall = (wall: number, value: DurationValue, sign: 1 | -1): number => {
  let at = value.months ? addPeriods(wall, "month", sign * value.months) : wall;
  if (value.workdays) at = addPeriods(at, "workday", sign * value.workdays);
  return at + sign * (value.days * DAY + value.seconds);
};

/** Said to the hour or finer; "two and a half weeks" isn't, though its half week is no whole number of days. */
const isFine = (value: DurationValue): boolean => value.seconds !== 0 && rank[value.unit] < rank.week;

/** "in three days", "two years ago": a date when counted in days or longer. */
export const dateFromNow = (value: DurationValue, sign: 1 | -1): DateValue | null => {
  if (isFine(value)) return null;
  return { grain: "day", period: value.unit, at: (anchor) => [daySpan(dayOf(shiftWall(today(anchor) * DAY, value, sign)))] };
};

const instant = (value: DurationValue, at: (anchor: Anchor) => readonly Reading[]): WhenValue => ({
  kind: "instant",
  grain: value.unit === "second" || value.unit === "minute" ? "second" : "minute",
  at,
  dateGiven: true,
  timeGiven: true,
});

/** "in two hours", "90 minutes ago": an instant, counted in real time across clock changes. */
export const instantFromNow = (value: DurationValue, sign: 1 | -1): WhenValue | null => {
  if (!isFine(value)) return null;
  if (isClockDuration(value)) return instant(value, (anchor) => [{ start: anchor.epoch + sign * value.seconds, end: null, exact: true }]);
  return instant(value, (anchor) => [{ start: shiftWall(anchor.wall, value, sign), end: null }]);
};

/** "two weeks after yesterday". */
export const dateFrom = (value: DurationValue, sign: 1 | -1, date: DateValue): DateValue | null => {
  if (value.seconds !== 0 || date.range) return null;
  return { grain: "day", at: (anchor) => date.at(anchor).map((span) => daySpan(dayOf(shiftWall(span.start, value, sign)))) };
};

/** "half an hour before lunch", "ten minutes after 3pm". */
export const instantFrom = (value: DurationValue, sign: 1 | -1, when: WhenValue): WhenValue | null => {
  if (when.kind === "duration" || when.kind === "recurrence" || when.direction) return null;
  return {
    ...when,
    kind: "instant",
    weak: false,
    grain: value.unit === "second" ? "second" : "minute",
    timeGiven: true,
    at: (anchor) =>
      when
        .at(anchor)
        .map(({ start, end, exact }) => ({ start: shiftWall(sign > 0 && end !== null ? end : start, value, sign), end: null, ...(exact ? { exact } : {}) })),
  };
};

/** From now until then ("within two weeks") or from then until now ("the past 24 hours"). */
export const spanFromNow = (value: DurationValue, sign: 1 | -1): WhenValue => ({
  kind: "interval",
  grain: value.seconds ? "second" : grainOf(value.unit),
  dateGiven: true,
  timeGiven: value.seconds !== 0,
  at: (anchor) => {
    const other = shiftWall(anchor.wall, value, sign);
    return [{ start: Math.min(anchor.wall, other), end: Math.max(anchor.wall, other) }];
  },
});

export const asDuration = (value: DurationValue): WhenValue => ({
  kind: "duration",
  grain: grainOf(value.unit),
  duration: value,
  dateGiven: false,
  timeGiven: false,
  at: (anchor) => [{ start: anchor.wall, end: shiftWall(anchor.wall, value, 1) }],
  ...(value.weak ? { weak: true } : {}),
});
