/** English dates by their parts: "Tuesday the 19th", "5 May 2027", "12/3", "last Friday of March". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateFields, DateValue } from "../../grammar/values";
import { isDay } from "./numbers";
import { dateFromFields, dateWithin, fullYear, mergeFields, monthFromNow, nthWeekdayFrom, weekdayFromNow } from "../../meaning/dates";

/** A day that no calendar has: it is read as a whole, and means nothing. */
const impossible = (fields: DateFields): DateValue | null =>
  fields.month !== undefined && fields.day !== undefined && fields.day <= 39 && dateFromFields(fields) === null ? { grain: "day", at: () => [] } : null;

/** March and May are words of another kind behind "this" ("this may help"). */
const isAlsoVerb = (month: number): boolean => month === 3 || month === 5;

export const dateRules: readonly Rule[] = [
  rule({
    name: "weekday",
    pattern: "{weekday}",
    makes: "date",
    build: ({ weekday, weak }) => dateFromFields({ weekday }, weak ? { weak } : {}),
    examples: { Thursday: "2026-11-26", "see you tues": "2026-11-24", "wendesday works": "2026-11-25", "he sat down": "", "the sun is out": "" },
  }),
  rule({
    name: "on weekday",
    pattern: "on|by|this|for|until|till|before|after {weekday}",
    makes: "date",
    priority: -1,
    build: ({ weekday, weak }) => (weak ? dateFromFields({ weekday }) : null),
    examples: { "on sat": "2026-11-28" },
  }),
  rule({
    name: "relative weekday",
    pattern: ["{shift} {weekday}", "on {shift} {weekday}"],
    makes: "date",
    build: (shift, { weekday }) => weekdayFromNow(weekday, shift),
    examples: { "this Friday": "2026-11-27", "next Friday": "2026-12-04", "last Friday": "2026-11-20", "the coming Wednesday": "2026-11-25" },
  }),
  rule({
    name: "this coming weekday",
    pattern: ["this|the? coming|upcoming {weekday}", "the? following {weekday}"],
    makes: "date",
    priority: 1,
    build: ({ weekday }) => nthWeekdayFrom(weekday, 1),
    examples: { "this coming Tuesday": "2026-11-24" },
  }),
  rule({
    name: "weekday after next",
    pattern: "the? {weekday} after next",
    makes: "date",
    build: ({ weekday }) => nthWeekdayFrom(weekday, 2),
    examples: { "Friday after next": "2026-12-04" },
  }),
  rule({
    name: "weekday before last",
    pattern: "the? {weekday} before last",
    makes: "date",
    build: ({ weekday }) => nthWeekdayFrom(weekday, -2),
    examples: { "the Friday before last": "2026-11-13" },
  }),
  rule({
    name: "weekday and day",
    pattern: ["{weekday} ,? the? {ordinal}", "{weekday} ,? the {ordinal} of this month"],
    makes: "date",
    build: ({ weekday }, day) => dateFromFields({ weekday, day }),
    examples: { "Tuesday the 1st": "2026-12-01" },
  }),
  rule({
    name: "weekday and date",
    pattern: ["{weekday} ,? the? {date}", "this|next|on {weekday} ,? the? {date}", "{weekday} , the? {date}"],
    makes: "date",
    build: ({ weekday }, date) =>
      date.range || date.grain !== "day" || date.fields?.day === undefined
        ? null
        : mergeFields({ weekday }, date.fields)
          ? { ...date, ...mergeFields({ weekday }, date.fields), ...(date.figures ? { figures: true } : {}), weak: false }
          : null,
    examples: { "Friday, Dec 4": "2026-12-04", "Sunday, December 7, 2014": "2014-12-07", "Fri 12/4": "2026-12-04" },
  }),
  rule({
    name: "date and weekday",
    pattern: ["{date} ,? ( {weekday} )", "{date} , {weekday}"],
    makes: "date",
    build: (date, { weekday }) => (date.fields?.day === undefined ? null : mergeFields(date.fields, { weekday })),
    examples: { "4 December (Friday)": "2026-12-04" },
  }),
  rule({
    name: "month and day",
    pattern: ["{month} ,? the? {ordinal}", "{month} - {ordinal}"],
    makes: "date",
    build: ({ month }, day) => dateFromFields({ month, day }),
    examples: { "December 3rd": "2026-12-03", "march the fifth": "2027-03-05" },
  }),
  rule({
    name: "month and figure",
    pattern: ["{month} -|/? {number}"],
    makes: "date",
    build: ({ month }, n) => (isDay(n) && !n.vague ? dateFromFields({ month, day: n.value }) : null),
    examples: { "dec 15": "2026-12-15", "Dec. 15": "2026-12-15" },
  }),
  rule({
    name: "day of month",
    pattern: ["the? {ordinal} day? of|in? {month}", "the? {ordinal} -|/ {month}"],
    makes: "date",
    build: (day, { month }) => dateFromFields({ day, month }),
    examples: { "the second of march": "2027-03-02" },
  }),
  rule({
    name: "figure and month",
    pattern: ["the? {number} of|-|/|.? {month}"],
    makes: "date",
    build: (n, { month }) => (isDay(n) && !n.vague ? dateFromFields({ day: n.value, month }) : null),
    examples: { "15 december": "2026-12-15", "15 of december": "2026-12-15" },
  }),
  rule({
    name: "date and year",
    pattern: ["{date} ,|-|/|of|in? {year}", "{date} , in? {year}"],
    makes: "date",
    build: (date, year) =>
      !date.fields || date.fields.year !== undefined || date.range || (date.fields.month === undefined && date.fields.weekday !== undefined)
        ? null
        : mergeFields(date.fields, { year }),
    examples: { "August 10, 2028": "2028-08-10", "5 May 2027": "2027-05-05" },
  }),
  rule({
    name: "date and short year",
    pattern: ["{date} {number}", "{date} - {number}", "{date} / {number}"],
    makes: "date",
    priority: -1,
    build: (date, n) =>
      date.fields?.month === undefined ||
      date.fields.day === undefined ||
      date.fields.year !== undefined ||
      n.digits !== 2 ||
      (n.value < 32 && n.value > 0 && date.figures)
        ? null
        : n.value >= 10
          ? mergeFields(date.fields, { year: fullYear(n.value, 2) })
          : null,
    examples: { "9 Aug 96": "1996-08-09" },
  }),
  rule({
    name: "date, comma and short year",
    pattern: "{date} , {number}",
    makes: "date",
    priority: -1,
    // Lower figures might count what follows.
    build: ({ fields }, n) =>
      n.digits === 2 && n.value >= 70 && fields?.month !== undefined && fields.day !== undefined ? mergeFields(fields, { year: fullYear(n.value, 2) }) : null,
    examples: { "Aug 10, 96": "1996-08-10" },
  }),
  rule({
    name: "ides",
    pattern: "the? ides of {month}",
    makes: "date",
    build: ({ month }) => dateFromFields({ month, day: [3, 5, 7, 10].includes(month) ? 15 : 13 }),
    examples: { "the ides of march": "2027-03-15" },
  }),
  rule({
    name: "day, month and short year with dashes",
    pattern: ["{number} - {month} - {number}", "{number} / {month} / {number}"],
    makes: "date",
    priority: 2,
    build: (day, { month }, year) => (isDay(day) && year.digits === 2 ? dateFromFields({ day: day.value, month, year: fullYear(year.value, 2) }) : null),
    examples: { "05-Dec-27": "2027-12-05" },
  }),
  rule({
    name: "month and year",
    pattern: ["{month} ,|of|-|/|in? {year}"],
    makes: "date",
    build: ({ month }, year) => dateFromFields({ month, year }),
    examples: { "Sept 2028": "2028-09", "march of 2027": "2027-03" },
  }),
  rule({
    name: "year and month",
    pattern: ["{year} -|/|, {month}", "{year} {month}"],
    makes: "date",
    build: (year, { month }) => dateFromFields({ month, year }),
    examples: { "2027/August": "2027-08" },
  }),
  rule({
    name: "year, month, day",
    pattern: ["{year} -|/|,? {month} -|/|,? {number}", "{year} ,? {month} {ordinal}"],
    makes: "date",
    build: (year, { month }, n) => {
      if (typeof n === "number") return dateFromFields({ year, month, day: n });
      return isDay(n) ? dateFromFields({ year, month, day: n.value }) : null;
    },
    examples: { "2027-Aug-10": "2027-08-10", "twenty twenty seven november fifth": "2027-11-05" },
  }),
  rule({
    name: "month",
    pattern: "{month}",
    makes: "date",
    build: ({ month, weak }) => dateFromFields({ month }, weak ? { weak } : {}),
    examples: { "sales of October": "2027-10", "May I come?": "", "march on": "" },
  }),
  rule({
    name: "in month",
    pattern: ["in|of|during|throughout|within|over {month}", "the? month of {month}"],
    makes: "date",
    build: ({ month }) => dateFromFields({ month }),
    examples: { "in may": "2027-05", "during march": "2027-03", "until may": "before 2026-11-23T10:00/2027-06-01T00:00" },
  }),
  rule({
    name: "relative month",
    pattern: "{shift} {month}",
    makes: "date",
    build: (shift, { month, weak }) => (weak && shift === 0 && isAlsoVerb(month) ? null : monthFromNow(month, shift)),
    examples: { "next March": "2027-03", "last march": "2026-03", "in this jan": "2026-01", "this may be late": "" },
  }),
  rule({
    name: "day of a relative month",
    pattern: ["{shift} {month} {number}", "{shift} {month} the? {ordinal}"],
    makes: "date",
    build: (shift, { month }, day) => {
      const named = typeof day === "number" ? dateFromFields({ day }) : isDay(day) && !day.vague ? dateFromFields({ day: day.value }) : null;
      return named && dateWithin(named, monthFromNow(month, shift));
    },
    examples: { "next December 12": "2026-12-12", "last march 3rd": "2026-03-03" },
  }),
  rule({
    name: "month after next",
    pattern: "{month} after next",
    makes: "date",
    build: ({ month }) => monthFromNow(month, 2),
    examples: { "March after next": "2028-03" },
  }),
  rule({
    name: "the day",
    pattern: ["on? the {ordinal}", "on {ordinal}", "on? the? {ordinal} of the month"],
    makes: "date",
    build: (day) => dateFromFields({ day }),
    examples: { "the 30th": "2026-11-30", "on the first": "2026-12-01", "the first of the month": "2026-12-01" },
  }),
  rule({ name: "bare ordinal in figures", pattern: "{ordinal}", makes: "date", build: (day) => dateFromFields({ day }, { weak: true }) }),
  rule({
    name: "on the figure",
    pattern: "on the {number}",
    makes: "date",
    build: (n) => (isDay(n) && n.digits > 0 ? dateFromFields({ day: n.value }) : null),
    examples: { "on the 27": "2026-11-27" },
  }),
  rule({
    name: "on figures with a dot",
    pattern: ["on|since|until|by|from the? {date}"],
    makes: "date",
    priority: -1,
    build: (date) => (date.weak && date.figures ? { ...date, weak: false } : null),
    examples: { "done on 5.12": "2027-05-12" },
  }),
  rule({
    name: "preposition and date",
    pattern: ["in|during|on|over|throughout the? {date}"],
    makes: "date",
    priority: -1,
    build: (date) => (date.weak ? null : date),
    examples: { "during 2027 Q1": "2027-01-01/2027-04-01", "on Friday at 3": "2026-11-27T15:00" },
  }),
  rule({
    name: "year",
    pattern: ["in|of|during|throughout {year}", "the? year of? {year}", "in|during the year of? {year}", "{year} ad|ce", "{year} a . d ."],
    makes: "date",
    build: (year) => dateFromFields({ year }),
    examples: { "in 2028": "2028", "the year 2008": "2008" },
  }),
  rule({
    name: "bare year",
    pattern: "{year}",
    makes: "date",
    build: (year) => dateFromFields({ year }, { weak: true }),
    examples: { "2028": "2028", "pay ABC 2000": "" },
  }),
  rule({
    name: "month before last",
    pattern: "the? {month} before last",
    makes: "date",
    build: ({ month }) => monthFromNow(month, -2),
    examples: { "the November before last": "2024-11" },
  }),
  rule({
    name: "impossible day of a month",
    pattern: ["{month} {number}", "the? {number} of? {month}", "{month} the? {ordinal}", "the? {ordinal} of? {month}", "{number} of? {month} ,? {year}"],
    makes: "date",
    priority: -1,
    // "February 30" isn't February.
    build: (a, b, year?: number) => {
      const [month, day] = typeof a === "object" && "month" in a ? [a, b] : [b, a];
      if (typeof month !== "object" || !("month" in month)) return null;
      if (typeof day === "object" && (!("value" in day) || day.digits === 0 || (month.weak && year === undefined))) return null;
      return impossible({ month: month.month, day: typeof day === "number" ? day : day.value });
    },
    examples: { "February 30": "", "the 31st of April": "", "32 August 2027": "" },
  }),
  rule({
    name: "impossible day of a year",
    pattern: "{date} ,? {year}",
    makes: "date",
    priority: -1,
    build: ({ fields }, year) => impossible({ ...fields, year }),
    examples: { "29 February 2027": "" },
  }),
];
