/** The Gregorian calendar in whole numbers, so that reading a phrase costs microseconds. Days are counted from 1970-01-01, wall clocks in seconds from its midnight. */

export const DAY = 86_400;
export const HOUR = 3600;
export const MINUTE = 60;

/** The periods that phrases count in. A fortnight is two weeks, a decade ten years. */
export type Period = "second" | "minute" | "hour" | "day" | "workday" | "week" | "weekend" | "month" | "quarter" | "half" | "year";

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Half-open span of wall-clock seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Day number of a date (Howard Hinnant's algorithm). */
export const dayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

export const civilDate = (days: number): CivilDate => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
};

export const dayOf = (wall: number): number => Math.floor(wall / DAY);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 31));

/** A day some months on; the 31st becomes the last of a shorter month. */
const addMonths = (days: number, count: number): number => {
  const { year, month, day } = civilDate(days);
  const index = year * 12 + month - 1 + count;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return dayNumber(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
};

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const secondsIn = { second: 1, minute: MINUTE, hour: HOUR, day: DAY, workday: DAY } as const;

/** Start of the period that holds a wall clock. */
export const startOf = (period: Period, wall: number, weekStart: number): number => {
  const days = dayOf(wall);
  switch (period) {
    case "second":
    case "minute":
    case "hour":
    case "day":
    case "workday":
      return Math.floor(wall / secondsIn[period]) * secondsIn[period];
    case "week":
      return (days - ((weekdayOf(days) - weekStart + 7) % 7)) * DAY;
    case "weekend":
      return (days - ((weekdayOf(days) + 1) % 7)) * DAY;
    default: {
      const { year, month } = civilDate(days);
      const size = monthsIn[period];
      return dayNumber(year, Math.floor((month - 1) / size) * size + 1, 1) * DAY;
    }
  }
};

/** Monday to Friday. */
export const isWorkday = (days: number): boolean => weekdayOf(days) <= 5;

const addWorkdays = (days: number, count: number): number => {
  const step = Math.sign(count);
  let left = Math.min(Math.abs(count), 20_000);
  let at = days;
  while (left > 0) {
    at += step;
    if (isWorkday(at)) left -= 1;
  }
  return at;
};

/** A wall clock some periods on; the time of day stays. */
export const addPeriods = (wall: number, period: Period, count: number): number => {
  const days = dayOf(wall);
  const timeOfDay = wall - days * DAY;
  switch (period) {
    case "second":
    case "minute":
    case "hour":
    case "day":
      return wall + count * secondsIn[period];
    case "week":
    case "weekend":
      return wall + count * 7 * DAY;
    case "workday":
      return addWorkdays(days, count) * DAY + timeOfDay;
    default:
      return addMonths(days, count * monthsIn[period]) * DAY + timeOfDay;
  }
};

/** The period that holds a wall clock, shifted by whole periods. A weekend is Saturday and Sunday. */
export const periodAt = (period: Period, wall: number, shift: number, weekStart: number): Span => {
  const start = addPeriods(startOf(period, wall, weekStart), period, shift);
  return { start, end: period === "weekend" ? start + 2 * DAY : period === "workday" ? start + DAY : addPeriods(start, period, 1) };
};

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** "2026-11-23T10:00:00" of a wall clock. */
export const printWall = (wall: number): string => {
  const days = dayOf(wall);
  const { year, month, day } = civilDate(days);
  const rest = wall - days * DAY;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(Math.floor(rest / HOUR))}:${pad(Math.floor(rest / MINUTE) % 60)}:${pad(rest % 60)}`;
};

/** "+01:00" of an offset in seconds. */
export const printOffset = (offset: number): string => {
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / HOUR))}:${pad(Math.floor(size / MINUTE) % 60)}`;
};
