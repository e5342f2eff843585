/** English spans from one date or moment to another: "Friday to Monday", "10 to 22 August", "2pm till tomorrow 4:30pm". */
import { dayOf } from "../../calendar";
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, WhenValue } from "../../grammar/values";
import { isDay } from "./numbers";
import { dateRange } from "../../meaning/date-ranges";
import { dateFromFields, dateWithin, periodFromNow, strong } from "../../meaning/dates";
import { asWhen, whenRange } from "../../meaning/moments";
import { yearsSpan } from "../../meaning/periods";

export const spanRules: readonly Rule[] = [
  rule({
    name: "date to date",
    pattern: [
      "{date} -|to|until|till|til|thru|through {date}",
      "from|between the? {date} -|to|until|till|til|thru|through|and the? {date}",
      "{date} through to {date}",
      "from the? {date} up to the? {date}",
    ],
    makes: "date",
    priority: -1,
    build: (a, b) => dateRange(strong(a), strong(b)),
    examples: {
      "Aug 8 - Aug 12": "2027-08-08/2027-08-13",
      "Friday to Monday": "2026-11-27/2026-12-01",
      "Eighth to eleventh May 2028": "2028-05-08/2028-05-12",
      "from the 5th to the 9th of next month": "2026-12-05/2026-12-10",
      "from the 20th until the 3rd of January": "2026-12-20/2027-01-04",
      "from the 28th to the 3rd of next month": "2026-11-28/2026-12-04",
    },
  }),
  rule({
    name: "days of a month",
    pattern: ["from? the? {number} -|to|until|till|thru|through the? {date}", "between the? {number} and|to|- the? {date}"],
    makes: "date",
    build: (n, b) => {
      const first =
        b.fields?.month !== undefined && b.fields.day !== undefined && n.digits > 0 && n.digits <= 2
          ? dateFromFields({ day: n.value, month: b.fields.month, ...(b.fields.year === undefined ? {} : { year: b.fields.year }) })
          : null;
      return first && !b.figures ? dateRange(first, b) : null;
    },
    examples: { "10 to 22 August 2028": "2028-08-10/2028-08-23", "from 13 to the 15th of July": "2027-07-13/2027-07-16" },
  }),
  rule({
    name: "days of a period",
    pattern: ["from? the? {number} -|to|until|till|thru|through the? {number} in|of? {date}", "between the? {number} and|to|- the? {number} in|of? {date}"],
    makes: "date",
    priority: 1,
    build: (from, to, outer) => {
      const [a, b] = [dateFromFields({ day: from.value }), dateFromFields({ day: to.value })];
      if (!isDay(from) || !isDay(to) || from.digits === 0 || to.value <= from.value || outer.grain !== "month" || outer.range || !a || !b) return null;
      const [first, last] = [dateWithin(a, outer), dateWithin(b, outer)];
      return first && last && dateRange(first, last);
    },
    examples: { "from 4 to 22 this month": "2026-11-04/2026-11-23", "from 4 to 23 in Jan": "2027-01-04/2027-01-24" },
  }),
  rule({
    name: "month and days",
    pattern: [
      "from? {date} -|to|until|till|thru|through the? {number}",
      "between {date} and|to|- the? {number}",
      "from? {date} -|to|until|till|thru|through the? {number} ,|of? {year}",
      "between {date} and|to|- the? {number} ,|of? {year}",
    ],
    makes: "date",
    build: (a, n, year?: number) => {
      if (a.fields?.month === undefined || a.fields.day === undefined || a.fields.year !== undefined || a.figures || n.digits === 0 || n.digits > 2)
        return null;
      const base = { month: a.fields.month, ...(year === undefined ? {} : { year }) };
      const impossible: DateValue = { grain: "day", range: true, at: () => [] };
      const [first, second] = [dateFromFields({ ...base, day: a.fields.day }), dateFromFields({ ...base, day: n.value })];
      return n.value > 31 ? null : first && second ? dateRange(first, second) : impossible;
    },
    examples: { "July 13-15": "2027-07-13/2027-07-16", "February 20 - 29, 2022": "" },
  }),
  rule({
    name: "year to year",
    pattern: ["from|between {year} -|to|until|till|and|through {year}", "{year} - {year}", "{year} to|until|till|through {year}"],
    makes: "date",
    priority: 2,
    // "from 1900 to 2030" may be hours as well; years unless both are full or half hours.
    build: (a, b) => (b <= a || (a % 100 < 60 && b % 100 < 60 && a % 30 === 0 && b % 30 === 0 && b < 2100) ? null : yearsSpan(a, b - a)),
    examples: { "from 2014-2018": "2014-01-01/2018-01-01", "from 2016 to 2018": "2016-01-01/2018-01-01", "between 2015 and 2017": "2015-01-01/2017-01-01" },
  }),
  rule({
    name: "moment to moment",
    pattern: ["from? {when} -|to|until|untill|till|til|thru|through {when}", "between {when} and|to|-|till|until {when}"],
    makes: "when",
    priority: -2,
    build: (a, b) => ((a.weak && b.weak) || (!a.timeGiven && !b.timeGiven && !a.stretch && !b.stretch) ? null : whenRange(a, b)),
    examples: {
      "from 2pm till tomorrow 4:30pm": "2026-11-23T14:00/2026-11-24T16:30",
      "from 3pm Monday until 10am Wednesday": "2026-11-30T15:00/2026-12-02T10:00",
      "Monday and Tuesday at 10": "2026-11-30",
      "between Jan 2019 and today": "2019-01-01/2026-11-24",
      "tomorrow 3pm to the end of the day": "2026-11-24T15:00/2026-11-25T00:00",
    },
  }),
  rule({
    name: "ISO interval of dates",
    pattern: "{date} / {date}",
    makes: "date",
    build: (a, b) => (a.figures && b.figures ? dateRange(a, b) : null),
    examples: { "2027-12-05/2027-12-08": "2027-12-05/2027-12-09" },
  }),
  rule({
    name: "ISO interval",
    pattern: "{moment} / {moment}",
    makes: "when",
    build: (a, b) => (a.date?.figures && b.date?.figures ? whenRange(asWhen(a), asWhen(b)) : null),
    examples: { "2026-12-05T15:00/2026-12-05T16:00": "2026-12-05T15:00/2026-12-05T16:00" },
  }),
  rule({
    name: "clock to the end of the day",
    pattern: ["from? {moment} -|to|until|till|through the? end|close of the? day|business", "from? {moment} -|to|until|till|through eod|cob|midnight"],
    makes: "when",
    build: (value) => {
      const from: WhenValue = asWhen(value);
      return { ...from, kind: "interval", at: (anchor) => from.at(anchor).map(({ start }) => ({ start, end: (dayOf(start) + 1) * 86_400 })) };
    },
  }),
  rule({
    name: "from a date to now",
    pattern: ["from? {date} -|to|until|till|through the? present", "between {date} and the present"],
    makes: "date",
    build: (date) => dateRange(strong(date), periodFromNow("day", 0)),
    examples: { "from June 2025 to the present": "2025-06-01/2026-11-24" },
  }),
  rule({
    name: "today until",
    pattern: "today until|till|through {date}",
    makes: "date",
    priority: 1,
    build: (date) => dateRange(periodFromNow("day", 0), date),
  }),
];
