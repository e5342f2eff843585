/** Days that a calendar names by rule: Easter, the nth weekday of a month, the same day every year, here or in another calendar. */
import { civilDate, dayNumber, dayOf, weekdayOf, type Span } from "../calendar";
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

/** Easter of the eastern churches, by the Julian calendar (Meeus), 13 days behind until 2099. */
export const orthodoxEaster = (year: number): number => {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  return dayNumber(year, Math.floor((d + e + 114) / 31), ((d + e + 114) % 31) + 1) + 13;
};

/** The day in a year of ours that another calendar calls by that month and day; undefined where it has none, or the engine lacks the calendar. */
export const dayOfCalendar =
  (calendar: "hebrew" | "chinese" | "islamic-umalqura", monthCode: string, day: number) =>
  (year: number): number | undefined => {
    try {
      const last = Temporal.PlainDate.from({ year, month: 12, day: 31 }).withCalendar(calendar).year;
      for (const candidate of [last - 1, last]) {
        const date = Temporal.PlainDate.from({ calendar, year: candidate, monthCode, day }).withCalendar("iso8601");
        if (date.year === year) return dayNumber(date.year, date.month, date.day);
      }
    } catch {
      // A small Temporal polyfill knows our calendar only; the name then means nothing rather than a wrong day.
    }
    return undefined;
  };

/** A holiday by the day it falls on in a year. */
export const holidayDate = (inYear: (year: number) => number | undefined): DateValue => {
  const spansIn = (year: number): Span[] => [inYear(year)].flatMap((days) => (days === undefined ? [] : [daySpan(days)]));
  return {
    grain: "day",
    at: (anchor) => {
      const { year } = civilDate(today(anchor));
      return byPreference([year - 1, year, year + 1].flatMap(spansIn), anchor, "counts").slice(0, 2);
    },
    within: (outer) => spansIn(civilDate(dayOf(outer.start)).year),
  };
};

/** The nth weekday of a month, as holidays count it; n = -1 is the last. */
export const nthWeekdayInMonth = (year: number, month: number, weekday: number, n: number): number =>
  dayOf(nthDay(monthSpan(year, month), n, (days) => weekdayOf(days) === weekday)[0]?.start ?? 0);
