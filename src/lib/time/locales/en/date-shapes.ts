/** Dates in figures: "2027-03-05", "12/3", "Q3 2027". */
import { shape, type Shape } from "../../grammar/rule";
import type { DateValue, MomentValue } from "../../grammar/values";
import { clock } from "../../meaning/clocks";
import { dateFromFields, dateWithin, fullYear, periodFromNow } from "../../meaning/dates";
import { partOfYear, weekNumber } from "../../meaning/periods";
import { offsetFromName } from "../../zones";

const figures = { figures: true } as const;

/** Two figures as day and month in the order of the locale; the other order where only that exists. */
const dayAndMonth = (a: number, b: number, dayFirst: boolean, year?: number): DateValue | null => {
  const read = (day: number, month: number): DateValue | null => dateFromFields({ day, month, ...(year === undefined ? {} : { year }) }, figures);
  const usual = dayFirst ? read(a, b) : read(b, a);
  const other = dayFirst ? read(b, a) : read(a, b);
  if (!usual || !other || a === b) return usual ?? other;
  return { ...usual, at: (anchor) => [...usual.at(anchor).slice(0, 1), ...other.at(anchor).slice(0, 1)] };
};

export const dateShapes: readonly Shape[] = [
  shape({
    name: "ISO date and time",
    pattern: /(\d{4})-?(\d{2})-?(\d{2})T(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s?(Z|[+\u2212-]\d{2}(?::?\d{2})?)?(?![\p{L}\d])/u,
    makes: "moment",
    build: ([, y, m, d, h, min, s, zone]): MomentValue | null => {
      const date = dateFromFields({ year: Number(y), month: Number(m), day: Number(d) }, figures);
      const time = clock(Number(h), Number(min), Number(s ?? 0), { open: false, grain: s === undefined ? "minute" : "second" });
      const offset = zone === undefined ? undefined : /^z$/i.test(zone) ? "UTC" : offsetFromName(zone.replace("\u2212", "-"));
      return date && time ? { date, clock: time, ...(offset === undefined ? {} : { zone: offset }) } : null;
    },
    examples: {
      "2027-03-05T13:15": "2027-03-05T13:15",
      "1994-11-05T13:15:30Z": "1994-11-05T14:15:30",
      "20271205T153000Z": "2027-12-05T16:30",
      "2027-12-05T15:30:00\u221205:30": "2027-12-05T22:00",
      "2027-12-05T15:30+02": "2027-12-05T14:30",
    },
  }),
  shape({
    name: "year first",
    pattern: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-.]\d|\/\d(?!\d{3}-))/u,
    makes: "date",
    priority: 1,
    build: ([, y, , m, d]) => dateFromFields({ year: Number(y), month: Number(m), day: Number(d) }, figures),
    examples: { "2027-03-05": "2027-03-05", "2015/05/25": "2015-05-25", "2027-12-05/2027-12-08": "2027-12-05/2027-12-09" },
  }),
  shape({
    name: "three figures",
    pattern: /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[/.]\d|-\d(?!\d?[-/.]\d{1,2}[-/.]\d))/u,
    makes: "date",
    build: ([, a, mark, b, y], { dayFirst }) =>
      mark === "." && y?.length === 2 && Number(a) < 10 && Number(b) < 10 && a?.length === 1 && b?.length === 1
        ? null
        : dayAndMonth(Number(a), Number(b), dayFirst, fullYear(Number(y), y?.length ?? 4)),
    examples: {
      "10/31/2027": "2027-10-31",
      "31/10/2027": "2027-10-31",
      "12-30-16": "2016-12-30",
      "02/29/2022": "",
      "version 1.1.30": "",
      "12/5/2027-12/8/2027": "2027-12-05/2027-12-09",
    },
  }),
  shape({
    name: "two figures with a slash",
    pattern: /(\d{1,2})\/(\d{1,2})(?!\d|[/.]\d)/u,
    makes: "date",
    build: ([, a, b], { dayFirst }) => {
      if (Number(a) === 24 && Number(b) === 7) return null;
      const date = dayAndMonth(Number(a), Number(b), dayFirst);
      return date && a?.length === 1 && Number(a) < Number(b) && Number(b) <= 4 ? { ...date, weak: true } : date;
    },
    examples: { "12/3": "2026-12-03", "open 24/7": "" },
  }),
  shape({
    name: "figures with a dot after on or a weekday",
    pattern: /(\d{1,2})\.(\d{1,2})(?!\d|[/.,]\d|\s?%)\.?/u,
    makes: "date",
    priority: -1,
    build: ([, a, b], { dayFirst }) => {
      const date = dayAndMonth(Number(a), Number(b), dayFirst);
      return date && { ...date, weak: true };
    },
  }),
  shape({
    name: "month and year in figures",
    pattern: /(\d{1,2})[-/](\d{4})(?!\d|[-/.]\d)/u,
    makes: "date",
    build: ([, m, y]) => dateFromFields({ month: Number(m), year: Number(y) }),
    examples: { "09/2028": "2028-09" },
  }),
  shape({
    name: "year and month in figures",
    pattern: /(\d{4})[-/](\d{1,2})(?!\d|[-/.:]\d)/u,
    makes: "date",
    build: ([, y, m]) => (Number(y) >= 1900 && Number(y) < 2200 ? dateFromFields({ month: Number(m), year: Number(y) }) : null),
    examples: { "2028-09": "2028-09", "2028/9": "2028-09" },
  }),
  shape({
    name: "quarter",
    pattern: /q([1-4])(?:\s*[-/]?\s*(?:of\s+)?['’]?(\d{4}|\d{2}))?(?![\p{L}\d])/u,
    makes: "date",
    build: ([, n, y]) => partOfYear("quarter", Number(n), y === undefined ? undefined : fullYear(Number(y), y.length)),
    examples: { "Q3 2027": "2027-07-01/2027-10-01" },
  }),
  shape({
    name: "year and quarter",
    pattern: /(\d{4}|\d{2})\s?-?q([1-4])(?![\p{L}\d])/u,
    makes: "date",
    build: ([, y = "", n]) => partOfYear("quarter", Number(n), fullYear(Number(y), y.length)),
    examples: { "2027 Q1": "2027-01-01/2027-04-01", "18q4": "2018-10-01/2019-01-01" },
  }),
  shape({
    name: "ISO week",
    pattern: /(\d{4})-?w(\d{2})(?:-?([1-7]))?(?![\p{L}\d])/u,
    makes: "date",
    build: ([, y, n, weekday]) => {
      const year = dateFromFields({ year: Number(y) });
      const week = year && weekNumber(Number(n), year);
      const day = weekday === undefined ? null : dateFromFields({ weekday: Number(weekday) });
      return week && day ? dateWithin(day, week) : week;
    },
    examples: { "2026-W50": "2026-12-07/2026-12-14", "2026-W50-4": "2026-12-10" },
  }),
  shape({
    name: "half year",
    pattern: /h([12])(?:\s*[-/]?\s*(\d{4}))?(?![\p{L}\d])/u,
    makes: "date",
    build: ([, n, y]) => {
      const half = partOfYear("half", Number(n), y === undefined ? undefined : Number(y));
      return half && (y === undefined ? { ...half, weak: true } : half);
    },
    examples: { "H1 of next year": "2027-01-01/2027-07-01", "an H1 heading": "", "H1 2027": "2027-01-01/2027-07-01" },
  }),
  shape({
    name: "year and half",
    pattern: /(\d{4})\s?-?h([12])(?![\p{L}\d])/u,
    makes: "date",
    build: ([, y, n]) => partOfYear("half", Number(n), Number(y)),
    examples: { "2027 H2": "2027-07-01/2028-01-01" },
  }),
  shape({
    name: "fiscal year in letters",
    pattern: /fy\s?['’]?(\d{4}|\d{2})(?![\p{L}\d])/u,
    makes: "date",
    build: ([, y = ""]) => dateFromFields({ year: fullYear(Number(y), y.length) }),
    examples: { FY27: "2027", "sales in FY2028": "2028" },
  }),
  shape({
    name: "quarter, figure first",
    pattern: /([1-4])q\s*[-/]?\s*['’]?(\d{4}|\d{2})(?![\p{L}\d])/u,
    makes: "date",
    build: ([, n, y = ""]) => partOfYear("quarter", Number(n), fullYear(Number(y), y.length)),
    examples: { "3Q 2027": "2027-07-01/2027-10-01", "3Q27": "2027-07-01/2027-10-01" },
  }),
  shape({
    name: "half year, figure first",
    pattern: /([12])h\s*[-/]?\s*(\d{4})(?![\p{L}\d])/u,
    makes: "date",
    build: ([, n, y]) => partOfYear("half", Number(n), Number(y)),
    examples: { "2H 2027": "2027-07-01/2028-01-01" },
  }),
  shape({
    name: "today with a two",
    pattern: /2day(?![\p{L}\d])/u,
    makes: "date",
    priority: 10,
    build: () => periodFromNow("day", 0),
    examples: { "2day at 5pm": "2026-11-23T17:00" },
  }),
  shape({
    name: "tomorrow with a two",
    pattern: /2(?:morrow|moro|morow|mrw)(?![\p{L}\d])/u,
    makes: "date",
    build: () => periodFromNow("day", 1),
    examples: { "2morrow at 5": "2026-11-24T17:00" },
  }),
];
