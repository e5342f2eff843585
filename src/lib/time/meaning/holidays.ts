/** Days that the calendar names by rule: Easter, the nth weekday of a month, the same day every year. */
import { civilDate, dayNumber, dayOf, weekdayOf } from "../calendar";
import type { DateValue } from "../grammar/values";
import { byPreference, daySpan, monthSpan, nthDay, today } from "./dates";

/** Every date the calendar names by rule rather than by day. */
export const easterSunday = (year: number): number => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayNumber(year, Math.floor(f / 31), (f % 31) + 1);
};

/** A holiday by the day it falls on in a year. */
export const holidayDate = (inYear: (year: number) => number): DateValue => ({
  grain: "day",
  at: (anchor) => {
    const { year } = civilDate(today(anchor));
    return byPreference(
      [year - 1, year, year + 1].map((candidate) => daySpan(inYear(candidate))),
      anchor,
      "counts",
    ).slice(0, 2);
  },
  within: (outer) => {
    const { year } = civilDate(dayOf(outer.start));
    return [daySpan(inYear(year))];
  },
});

/** The nth weekday of a month, as holidays count it; n = -1 is the last. */
export const nthWeekdayInMonth = (year: number, month: number, weekday: number, n: number): number =>
  dayOf(nthDay(monthSpan(year, month), n, (days) => weekdayOf(days) === weekday)[0]?.start ?? 0);
