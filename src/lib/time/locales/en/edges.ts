/** English edges and halves of a period: "end of the month", "mid March", "later this week", "the rest of the day". */
import { rule, type Rule } from "../../grammar/rule";
import type { UnitValue, WhenValue } from "../../grammar/values";
import { periodFromNow } from "../../meaning/dates";
import { edgeOf, restOf } from "../../meaning/periods";

export const edgeRules: readonly Rule[] = [
  rule({
    name: "edge of a period",
    pattern: ["the? {edge} of|- the? {date}", "{edge} {date}", "at|in|around|towards the? very? {edge} of the? {date}"],
    makes: "date",
    priority: 1,
    build: edgeOf,
    examples: {
      "end of next month": "2026-12-21/2027-01-01",
      "beginning of the year": "2026-01-01/2026-04-01",
      "mid March": "2027-03-11/2027-03-21",
      "early next week": "2026-11-30/2026-12-03",
    },
  }),
  rule({
    name: "a period's end",
    pattern: ["the? {unit} -? end", "{shift} {unit} -? end"],
    makes: "date",
    priority: 1,
    build: (a, b?: UnitValue) => {
      const [shift, unit] = typeof a === "number" ? [a, b] : [0, a];
      return unit && unit.times === 1 && ["month", "quarter", "year"].includes(unit.period) ? edgeOf("end", periodFromNow(unit.period, shift)) : null;
    },
    examples: { "year-end": "2026-09-01/2027-01-01", "by month end": "before 2026-11-23T10:00/2026-12-01T00:00" },
  }),
  rule({
    name: "early or late in a period",
    pattern: ["early|earlier in|on? the? {date}", "in|during? the early|earlier|first part of the? {date}"],
    makes: "date",
    priority: 0,
    build: (date) => edgeOf("start", date),
    examples: { "early in January": "2027-01-01/2027-01-11" },
  }),
  rule({
    name: "late in a period",
    pattern: ["late in the? {date}", "in|during? the late|later|latter part of the? {date}"],
    makes: "date",
    priority: 0,
    build: (date) => edgeOf("end", date),
    examples: { "late in January": "2027-01-21/2027-02-01" },
  }),
  rule({
    name: "end of month in letters",
    pattern: ["the? eom", "end of month"],
    makes: "date",
    build: () => edgeOf("end", periodFromNow("month", 0)),
    examples: { EOM: "2026-11-21/2026-12-01" },
  }),
  rule({
    name: "end of year in letters",
    pattern: ["the? eoy"],
    makes: "date",
    build: () => edgeOf("end", periodFromNow("year", 0)),
    examples: { "by the EOY": "before 2026-11-23T10:00/2027-01-01T00:00" },
  }),
  rule({
    name: "end of week in letters",
    pattern: ["the? eow"],
    makes: "date",
    build: () => edgeOf("end", periodFromNow("week", 0)),
    examples: { EOW: "2026-11-27/2026-11-30" },
  }),
  rule({
    name: "beginning in letters",
    pattern: ["the? bom"],
    makes: "date",
    build: () => edgeOf("start", periodFromNow("month", 0)),
    examples: { BOM: "2026-11-01/2026-11-11" },
  }),
  rule({
    name: "midweek",
    pattern: ["mid -? week", "midweek"],
    makes: "date",
    build: () => edgeOf("middle", periodFromNow("week", 0)),
    examples: { midweek: "2026-11-25/2026-11-28" },
  }),
  rule({
    name: "later in a period",
    pattern: ["sometime? later in? the? {date}", "later on {date}"],
    makes: "date",
    priority: 1,
    build: (date) => (date.period === "day" ? null : restOf("later", date)),
    examples: { "later this week": "2026-11-26/2026-11-30" },
  }),
  rule({
    name: "earlier in a period",
    pattern: ["earlier in? the? {date}"],
    makes: "date",
    priority: 1,
    build: (date) => (date.period === "day" ? null : restOf("earlier", date)),
    examples: { "earlier this month": "2026-11-01/2026-11-16" },
  }),
  rule({
    name: "rest of a period",
    pattern: ["the? rest|remainder of the? {date}", "for the rest|remainder of the? {date}", "the remaining {date}"],
    makes: "date",
    priority: 1,
    build: (date) => restOf("rest", date),
    examples: { "the rest of the week": "2026-11-23/2026-11-30" },
  }),
  rule({
    name: "rest of the day",
    pattern: ["for? the? rest|remainder of the? day", "later today", "later in the day", "later on today", "some time later today"],
    makes: "when",
    priority: 1,
    build: (): WhenValue => ({
      kind: "interval",
      grain: "minute",
      dateGiven: true,
      timeGiven: true,
      at: (anchor) => [{ start: anchor.wall, end: (Math.floor(anchor.wall / 86_400) + 1) * 86_400 }],
    }),
    examples: { "the rest of the day": "2026-11-23T10:00/2026-11-24T00:00" },
  }),
  rule({
    name: "earlier today",
    pattern: ["earlier today", "earlier in the day"],
    makes: "when",
    priority: 1,
    build: (): WhenValue => ({
      kind: "interval",
      grain: "minute",
      dateGiven: true,
      timeGiven: true,
      at: (anchor) => [{ start: Math.floor(anchor.wall / 86_400) * 86_400, end: anchor.wall }],
    }),
    examples: { "earlier today": "2026-11-23T00:00/2026-11-23T10:00" },
  }),
];
