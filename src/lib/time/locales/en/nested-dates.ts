/** English dates inside longer ones: "Friday of next week", "next week on Friday", "next year's November", "the third quarter of last year". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateFields, DateValue } from "../../grammar/values";
import { dateFromFields, dateWithin } from "../../meaning/dates";

/** Named so that just one day or month of the longer date is meant: a weekday of a week, a day of a month, a month of a year. */
const isNamedIn = (outer: DateValue, fields: DateFields | undefined): boolean => {
  if (outer.range || outer.weak || fields?.year !== undefined) return false;
  if (outer.grain === "week") return fields?.weekday !== undefined && fields.day === undefined;
  if (outer.grain === "month") return fields?.day !== undefined && fields.month === undefined;
  return outer.grain === "year" && fields?.month !== undefined;
};

export const nestedDateRules: readonly Rule[] = [
  rule({
    name: "inside",
    pattern: ["{date} ,? of|in|from|on|during {date}", "{date} ,? {date}"],
    makes: "date",
    priority: -1,
    build: (inner, outer) => (inner.range ? null : dateWithin(inner, outer)),
    examples: {
      "Friday of next week": "2026-12-04",
      "Friday next week": "2026-12-04",
      "the 20th of next month": "2026-12-20",
      "March next year": "2027-03",
      "this Friday and then": "2026-11-27",
    },
  }),
  rule({
    name: "inside, the longer one first",
    pattern: ["{date} ,? on|in|, the? {date}", "{date} the? {date}"],
    makes: "date",
    build: (outer, inner) => (isNamedIn(outer, inner.fields) ? dateWithin(inner, outer) : null),
    examples: {
      "next week on Friday": "2026-12-04",
      "next week, Friday": "2026-12-04",
      "next month on the 3rd": "2026-12-03",
      "this month, the 24th": "2026-11-24",
      "next month 20th": "2026-12-20",
      "next year in March": "2027-03",
      "next year on March 5": "2027-03-05",
      "next year on Friday": "2027",
    },
  }),
  rule({
    name: "period's month",
    pattern: "{date} 's {month}",
    makes: "date",
    build: (outer, { month }) => (outer.grain === "year" && !outer.range ? dateWithin(dateFromFields({ month }) ?? outer, outer) : null),
    examples: { "next year's November": "2027-11" },
  }),
  rule({
    name: "year's quarter",
    pattern: ["{date} 's? {date}"],
    makes: "date",
    build: (outer, inner) =>
      (outer.grain === "year" && outer.period === "year" && (inner.period === "quarter" || inner.period === "half")) || isNamedIn(outer, inner.fields)
        ? dateWithin(inner, outer)
        : null,
    examples: { "last year's Q3": "2025-07-01/2025-10-01", "next year's December 12": "2027-12-12" },
  }),
  rule({
    name: "period's day",
    pattern: ["{date} 's? {weekday}", "on {date} {weekday}"],
    makes: "date",
    build: (outer, { weekday }) => (outer.grain === "week" ? dateWithin(dateFromFields({ weekday }) ?? outer, outer) : null),
    examples: { "next week Monday": "2026-11-30", "last week's sunday": "2026-11-22" },
  }),
  rule({
    name: "nth quarter of relative year",
    pattern: ["the? {date} of|in {date}"],
    makes: "date",
    priority: -1,
    build: (inner, outer) => (inner.period === "quarter" || inner.period === "half" ? dateWithin(inner, { ...outer, grain: "year" }) : null),
  }),
];
