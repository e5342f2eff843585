/** Holidays that English speakers name like days. Their dates are rules of the calendar; whose days off they are is the business of scheduling. */
import { dayNumber } from "../../calendar";
import { entries, rule, type Entry, type Rule } from "../../grammar/rule";
import { dateFromFields, dateWithin, easterSunday, holidayDate, nthWeekdayInMonth, periodFromNow, weekendAround } from "../../meaning/dates";
import type { DateValue } from "../../grammar/values";

const fixed = (month: number, day: number): DateValue => holidayDate((year) => dayNumber(year, month, day));
const easter = (days: number): DateValue => holidayDate((year) => easterSunday(year) + days);
const nth = (month: number, weekday: number, n: number): DateValue => holidayDate((year) => nthWeekdayInMonth(year, month, weekday, n));

export const holidayEntries: readonly Entry[] = entries("holiday", {
  christmas: fixed(12, 25),
  "christmas day": fixed(12, 25),
  xmas: fixed(12, 25),
  "christmas eve": fixed(12, 24),
  "xmas eve": fixed(12, 24),
  "boxing day": fixed(12, 26),
  "new year's eve": fixed(12, 31),
  "new year 's eve": fixed(12, 31),
  "new years eve": fixed(12, 31),
  nye: fixed(12, 31),
  "new year 's day": fixed(1, 1),
  "new years day": fixed(1, 1),
  "new year's day": fixed(1, 1),
  "new year 's": fixed(1, 1),
  "valentine 's day": fixed(2, 14),
  "valentine's day": fixed(2, 14),
  "valentines day": fixed(2, 14),
  "st patrick 's day": fixed(3, 17),
  "april fools day": fixed(4, 1),
  halloween: fixed(10, 31),
  "veterans day": fixed(11, 11),
  "independence day": fixed(7, 4),
  "4th of july": fixed(7, 4),
  "bastille day": fixed(7, 14),
  juneteenth: fixed(6, 19),
  easter: easter(0),
  "easter sunday": easter(0),
  "good friday": easter(-2),
  "easter monday": easter(1),
  "ash wednesday": easter(-46),
  pentecost: easter(49),
  thanksgiving: nth(11, 4, 4),
  "thanksgiving day": nth(11, 4, 4),
  "black friday": holidayDate((year) => nthWeekdayInMonth(year, 11, 4, 4) + 1),
  "labor day": nth(9, 1, 1),
  "memorial day": nth(5, 1, -1),
  "mother 's day": nth(5, 7, 2),
  "father 's day": nth(6, 7, 3),
  "mlk day": nth(1, 1, 3),
  "martin luther king day": nth(1, 1, 3),
  "columbus day": nth(10, 1, 2),
});

const shifted = (date: DateValue, shift: number): DateValue => ({
  grain: "day",
  at: (anchor) => {
    if (shift === 0) return date.at({ ...anchor, prefer: "future" });
    const years = periodFromNow("year", 0);
    const all = [-1, 0, 1, 2].flatMap((count) =>
      periodFromNow("year", count)
        .at(anchor)
        .flatMap((span) => date.within?.(span, anchor) ?? []),
    );
    const found = shift > 0 ? all.find((span) => span.start > anchor.wall) : [...all].reverse().find((span) => span.end <= anchor.wall);
    return found ? [found] : years.at(anchor);
  },
});

export const holidayRules: readonly Rule[] = [
  rule({
    name: "holiday",
    pattern: ["{holiday}", "on|at the? {holiday}"],
    makes: "date",
    build: (date) => date,
    examples: { "on Christmas": "2026-12-25", "a year from Christmas": "2027-12-25" },
  }),
  rule({
    name: "relative holiday",
    pattern: "{shift} {holiday}",
    makes: "date",
    build: (shift, date) => shifted(date, shift),
    examples: { "next easter": "2027-03-28" },
  }),
  rule({
    name: "holiday of a year",
    pattern: ["{holiday} ,|of|in? {year}"],
    makes: "date",
    build: (date, year) => {
      const outer = dateFromFields({ year });
      return outer && dateWithin(date, outer);
    },
    examples: { "easter 2028": "2028-04-16" },
  }),
  rule({
    name: "holiday weekend",
    pattern: ["{date} weekend"],
    makes: "date",
    priority: -1,
    build: (date) => (date.fields || date.period || date.range || date.grain !== "day" ? null : weekendAround(date)),
    examples: { "labor day 2027 weekend": "2027-09-04/2027-09-07" },
  }),
];
