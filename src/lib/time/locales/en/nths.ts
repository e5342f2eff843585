/** English dates by counting: "second Tuesday in March", "last working day of the month", "the week of December 9th", "week 50". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, WeekdayValue } from "../../grammar/values";
import { isDay } from "./numbers";
import { closestWeekday, dateFromFields, dateWithin, nthPeriodOf, nthWeekdayFrom, nthWeekdayOf, weekAround, weekendAround } from "../../meaning/dates";
import { partOfYear, weekNumber } from "../../meaning/periods";

export const nthRules: readonly Rule[] = [
  rule({
    name: "nth weekday's part",
    pattern: ["the? {ordinal} {weekday} {part} of|in {date}"],
    makes: "daypart",
    build: (n, { weekday }, part, outer) => {
      const date = nthWeekdayOf(n, weekday, outer);
      return date && { date, part };
    },
    examples: { "first Monday evening of next month": "2026-12-07T18:00/2026-12-08T00:00" },
  }),
  rule({
    name: "nth weekday of",
    pattern: ["the? {ordinal} {weekday} of|in|on|from? {date}", "on the {ordinal} {weekday} of|in {date}"],
    makes: "date",
    build: (n, { weekday }, outer) => nthWeekdayOf(n, weekday, outer),
    examples: { "second Tuesday in March": "2027-03-09", "first monday of last month": "2026-10-05" },
  }),
  rule({
    name: "a period's nth weekday",
    pattern: ["{date} 's {ordinal} {weekday}"],
    makes: "date",
    build: (outer, n, { weekday }) => nthWeekdayOf(n, weekday, outer),
    examples: { "next month's first Monday": "2026-12-07" },
  }),
  rule({
    name: "a period's last weekday",
    pattern: ["{date} 's last|final {weekday}"],
    makes: "date",
    build: (outer, { weekday }) => nthWeekdayOf(-1, weekday, outer),
    examples: { "next month's last Friday": "2026-12-25" },
  }),
  rule({
    name: "last weekday of",
    pattern: "{shift} {weekday} of|in {date}",
    makes: "date",
    priority: 1,
    build: (shift, { weekday }, outer) => (shift === -1 ? nthWeekdayOf(-1, weekday, outer) : shift === 0 ? null : nthWeekdayOf(1, weekday, outer)),
    examples: { "last Friday of the month": "2026-11-27" },
  }),
  rule({
    name: "nth weekday after",
    pattern: ["the? {ordinal} {weekday} after|following {date}"],
    makes: "date",
    build: (n, { weekday }, from) => nthWeekdayFrom(weekday, n, from),
    examples: { "third tuesday after Dec 25": "2027-01-12" },
  }),
  rule({
    name: "weekday after date",
    pattern: ["the? {weekday} after|following {date}", "the? next|first {weekday} after|following {date}"],
    makes: "date",
    build: ({ weekday }, from) => (from.fields?.weekday === undefined ? nthWeekdayFrom(weekday, 1, from) : null),
    examples: { "the Friday after Dec 25": "2027-01-01" },
  }),
  rule({
    name: "weekday before date",
    pattern: ["the? last? {weekday} before {date}"],
    makes: "date",
    build: ({ weekday }, from) => (from.fields?.weekday === undefined ? nthWeekdayFrom(weekday, -1, from) : null),
    examples: { "the Friday before Dec 25": "2026-12-18" },
  }),
  rule({
    name: "closest weekday",
    pattern: ["the? closest|nearest {weekday} to the? {date}", "the? {ordinal} closest|nearest {weekday} to the? {date}"],
    makes: "date",
    build: (a, b, c?) => {
      const [n, { weekday }, date] = typeof a === "number" ? [a, b as WeekdayValue, c] : [1, a, b as DateValue];
      return date && date.grain === "day" && !date.range && n <= 10 ? closestWeekday(n, weekday, date) : null;
    },
    examples: { "the closest Monday to Dec 2": "2026-11-30", "the second closest Monday to Dec 2": "2026-12-07" },
  }),
  rule({
    name: "weekdays from now",
    pattern: [
      "{number} {weekdays} from now|today",
      "in {number} {weekdays}",
      "{number} {weekday} from now",
      "{number} {weekdays} hence",
      "the? {ordinal} {weekday} from now|today",
    ],
    makes: "date",
    build: (n, days) =>
      nthWeekdayFrom(Array.isArray(days) ? (days[0] as number) : (days as { weekday: number }).weekday, Math.max(1, typeof n === "number" ? n : n.value)),
    examples: { "three Fridays from now": "2026-12-11" },
  }),
  rule({
    name: "weekdays ago",
    pattern: ["{number} {weekdays} ago|back"],
    makes: "date",
    build: (n, [weekday = 1]) => nthWeekdayFrom(weekday, -Math.max(1, n.value)),
    examples: { "two Mondays ago": "2026-11-09" },
  }),
  rule({
    name: "nth period of",
    pattern: ["the? {ordinal} {unit} of|in {date}", "the? {ordinal} {unit} of {date}"],
    makes: "date",
    build: (n, { period, times }, outer) => (times === 1 ? nthPeriodOf(n, 1, period, outer) : null),
    examples: {
      "third day of october": "2027-10-03",
      "first week of October 2027": "2027-10-04/2027-10-11",
      "the 4th quarter of 2018": "2018-10-01/2019-01-01",
    },
  }),
  rule({
    name: "a period's nth part",
    pattern: ["{date} 's {ordinal} {unit}", "{year} 's {ordinal} {unit}"],
    makes: "date",
    build: (a, n, { period, times }) => {
      const outer = typeof a === "number" ? dateFromFields({ year: a }) : a;
      return outer && times === 1 ? nthPeriodOf(n, 1, period, outer) : null;
    },
    examples: { "next month's first week": "2026-11-30/2026-12-07", "2028's second quarter": "2028-04-01/2028-07-01" },
  }),
  rule({
    name: "last period of",
    pattern: ["{shift} {unit} of|in {date}"],
    makes: "date",
    priority: 1,
    build: (shift, { period, times }, outer) => (shift === -1 && times === 1 ? nthPeriodOf(-1, 1, period, outer) : null),
    examples: { "last day of the month": "2026-11-30", "last working day of the month": "2026-11-30", "last week of 2027": "2027-12-27/2028-01-03" },
  }),
  rule({
    name: "nth from the end",
    pattern: ["the? {ordinal} -? to? -? last {unit} of|in {date}", "the? {ordinal} -? to? -? last {weekday} of|in {date}"],
    makes: "date",
    priority: 1,
    build: (n, counted, outer) => ("period" in counted ? nthPeriodOf(-n, 1, counted.period, outer) : nthWeekdayOf(-n, counted.weekday, outer)),
    examples: { "second to last day of the month": "2026-11-29" },
  }),
  rule({
    name: "last but one",
    pattern: ["the? penultimate {unit} of|in {date}", "the? penultimate {weekday} of|in {date}"],
    makes: "date",
    priority: 1,
    build: (counted, outer) => ("period" in counted ? nthPeriodOf(-2, 1, counted.period, outer) : nthWeekdayOf(-2, counted.weekday, outer)),
    examples: { "the penultimate Friday of December": "2026-12-18" },
  }),
  rule({
    name: "final one of",
    pattern: ["the? final {unit} of|in {date}", "the? final {weekday} of|in {date}"],
    makes: "date",
    priority: 1,
    build: (counted, outer) => ("period" in counted ? nthPeriodOf(-1, 1, counted.period, outer) : nthWeekdayOf(-1, counted.weekday, outer)),
    examples: { "the final week of January": "2027-01-25/2027-02-01" },
  }),
  rule({
    name: "last periods of",
    pattern: "{shift} {number} {unit} of|in {date}",
    makes: "date",
    priority: 1,
    build: (shift, n, { period }, outer) => (shift === -1 ? nthPeriodOf(-1, n.value, period, outer) : null),
    examples: { "the last four months of 2021": "2021-09-01/2022-01-01" },
  }),
  rule({
    name: "final periods of",
    pattern: "the? final {number} {unit} of|in {date}",
    makes: "date",
    priority: 1,
    build: (n, { period }, outer) => nthPeriodOf(-1, n.value, period, outer),
    examples: { "the final two weeks of 2027": "2027-12-20/2028-01-03" },
  }),
  rule({
    name: "first periods of",
    pattern: ["the? first {number} {unit} of|in {date}"],
    makes: "date",
    build: (n, { period }, outer) => nthPeriodOf(1, n.value, period, outer),
    examples: { "first two weeks of March": "2027-03-01/2027-03-15" },
  }),
  rule({
    name: "nth of relative month",
    pattern: ["the? {number} of {date}"],
    makes: "date",
    build: (n, outer) =>
      isDay(n) && outer.grain === "month" && outer.fields === undefined ? dateWithin(dateFromFields({ day: n.value }) ?? outer, outer) : null,
    examples: { "20 of next month": "2026-12-20" },
  }),
  rule({
    name: "nth quarter or half",
    pattern: ["the? {ordinal} {unit}"],
    makes: "date",
    build: (n, { period, times }) => (times === 1 && period === "quarter" ? partOfYear(period, n) : null),
    examples: { "third quarter": "2026-07-01/2026-10-01", "first quarter": "2027-01-01/2027-04-01" },
  }),
  rule({
    name: "quarter by number",
    pattern: ["{unit} {number}", "{unit} {number} ,|of|in? {year}"],
    makes: "date",
    priority: -1,
    build: ({ period, times, single }, n, year?: number) =>
      period === "quarter" && times === 1 && !single && n.digits === 1 && Number.isInteger(n.value) ? partOfYear("quarter", n.value, year) : null,
    examples: { "quarter 3 of 2027": "2027-07-01/2027-10-01", "quarter 7": "" },
  }),
  rule({
    name: "nth quarter of a year",
    pattern: "the? {ordinal} {unit} ,? {year}",
    makes: "date",
    build: (n, { period }, year) => (period === "quarter" ? partOfYear("quarter", n, year) : null),
    examples: { "4th quarter 2027": "2027-10-01/2028-01-01" },
  }),
  rule({
    name: "half of year",
    pattern: ["the? {ordinal} half of {year}"],
    makes: "date",
    build: (n, year) => partOfYear("half", n, year),
    examples: { "first half of 2027": "2027-01-01/2027-07-01" },
  }),
  rule({
    name: "half of a period",
    pattern: ["the? {ordinal} half of {date}"],
    makes: "date",
    build: (n, date) =>
      date.grain === "year" && !date.range
        ? dateWithin(partOfYear("half", n) ?? date, { ...date, weak: false })
        : date.grain === "day" || n > 2
          ? null
          : {
              grain: "day",
              range: true,
              at: (anchor) =>
                date.at(anchor).map(({ start, end }) => {
                  const middle = start + Math.floor((end - start) / 2 / 86_400) * 86_400;
                  return n === 1 ? { start, end: middle } : { start: middle, end };
                }),
            },
    examples: { "second half of next month": "2026-12-16/2027-01-01", "the second half of the year": "2026-07-01/2027-01-01" },
  }),
  rule({
    name: "week of a date",
    pattern: ["the? week of|commencing|starting|beginning|ending|containing on? the? {date}", "w / c|e|b on? {date}"],
    makes: "date",
    build: (date) => weekAround(date),
    examples: {
      "the week of December 9th": "2026-12-07/2026-12-14",
      "week ending 18 December": "2026-12-14/2026-12-21",
      "w/c 14 Dec": "2026-12-14/2026-12-21",
    },
  }),
  rule({
    name: "weekend of a date",
    pattern: ["the? {unit} of|around the? {date}"],
    makes: "date",
    build: ({ period, times }, date) => (period === "weekend" && times === 1 && date.grain === "day" && !date.range ? weekendAround(date) : null),
    examples: { "the weekend of the 12th": "2026-12-12/2026-12-14" },
  }),
  rule({
    name: "week by number",
    pattern: ["{unit} number|no|#? {number}", "{unit} number|no . {number}", "calendar {unit} {number}"],
    makes: "date",
    priority: -1,
    build: ({ period, times }, n) => (period === "week" && times === 1 && n.digits > 0 && !n.vague ? weekNumber(n.value) : null),
    examples: { "week 50": "2026-12-07/2026-12-14" },
  }),
  rule({
    name: "week by number of a year or month",
    pattern: ["{unit} number? {number} ,|of|in? {date}"],
    makes: "date",
    build: ({ period, times }, n, outer) => {
      if (period !== "week" || times !== 1 || outer.range) return null;
      return outer.grain === "year" ? weekNumber(n.value, outer) : outer.grain === "month" ? nthPeriodOf(n.value, 1, "week", outer) : null;
    },
    examples: { "week 27 of last year": "2025-06-30/2025-07-07", "week two of December": "2026-12-07/2026-12-14" },
  }),
];
