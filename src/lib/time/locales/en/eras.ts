/** English seasons, decades and centuries: "this summer", "the nineties", "early 2000s", "the 21st century". */
import { entries, rule, shape, type Entry, type Rule, type Shape } from "../../grammar/rule";
import { fullYear, mergeFields } from "../../meaning/dates";
import { anySeason, edgeOf, seasonFromNow, yearsFromNow, yearsSpan } from "../../meaning/periods";

const decades = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

export const eraEntries: readonly Entry[] = entries(
  "date",
  Object.fromEntries(
    decades.flatMap((word, index) => [
      [word, { ...yearsSpan(fullYear((index + 2) * 10, 2), 10), weak: true }],
      [`nineteen ${word}`, { ...yearsSpan(1920 + index * 10, 10), weak: true }],
    ]),
  ),
);

export const eraRules: readonly Rule[] = [
  rule({
    name: "decade in figures",
    pattern: ["the|those {date}", "in|during|over|from|since|until|before|after the {date}"],
    makes: "date",
    build: (date) => (date.weak && date.range && date.grain === "year" ? { ...date, weak: false } : null),
    examples: {
      "in the nineties": "1990-01-01/2000-01-01",
      "the late nineties": "1996-09-01/2000-01-01",
      "in his early twenties": "",
      "in the 1980s": "1980-01-01/1990-01-01",
      "mid 90s": "1993-05-01/1996-09-01",
      "wait 90s": "",
    },
  }),
  rule({
    name: "century",
    pattern: ["the? {ordinal} {unit}", "in|during the? {ordinal} {unit}", "the? {ordinal} - {unit}"],
    makes: "date",
    build: (n, { period, times }) => (period === "year" && times === 100 && n <= 30 ? yearsSpan((n - 1) * 100, 100) : null),
    examples: { "the 21st century": "2000-01-01/2100-01-01" },
  }),
  rule({
    name: "the decade",
    pattern: "the {unit}",
    makes: "date",
    priority: -1,
    build: ({ period, times }) => (period === "year" && times > 1 ? { ...yearsFromNow(times, 0), weak: true } : null),
    examples: { "by the end of the decade": "before 2026-11-23T10:00/2030-01-01T00:00" },
  }),
  rule({
    name: "relative decade or century",
    pattern: ["{shift} {unit}", "in|during|over|for|throughout {shift} {unit}"],
    makes: "date",
    build: (shift, { period, times }) => (period === "year" && times > 1 ? yearsFromNow(times, shift) : null),
    examples: { "next decade": "2030-01-01/2040-01-01", "in the last century": "1900-01-01/2000-01-01" },
  }),
  rule({
    name: "season",
    pattern: ["{shift} {season}", "in|during|over {shift} {season}"],
    makes: "date",
    build: (shift, season) => seasonFromNow(season, shift),
    examples: { "this summer": "2027-06-21/2027-09-24" },
  }),
  rule({
    name: "the season",
    pattern: ["in|during|over the? {season}"],
    makes: "date",
    build: (season) => seasonFromNow(season, 0),
    examples: { "in the summer": "2027-06-21/2027-09-24" },
  }),
  rule({
    name: "edge of a season",
    pattern: ["{edge} -|in? {season}", "in? the? {edge} of the? {season}"],
    makes: "date",
    build: (edge, season) => edgeOf(edge, seasonFromNow(season, 0)),
    examples: { "late summer": "2027-08-21/2027-09-21" },
  }),
  rule({
    name: "season of a year",
    pattern: ["in|during? the? {season} of {date}", "{season} of? {year}"],
    makes: "date",
    build: (season, a) => {
      const year = typeof a === "number" ? mergeFields({ year: a }, {}) : a;
      return year?.grain === "year"
        ? { ...seasonFromNow(season, 0), at: (anchor) => year.at(anchor).flatMap((span) => seasonFromNow(season, 0).within?.(span, anchor) ?? []) }
        : null;
    },
    examples: { "summer 2028": "2028-06-21/2028-09-24" },
  }),
  rule({
    name: "any season",
    pattern: ["this|current|present seasons|season", "this current season"],
    makes: "date",
    build: () => anySeason(0),
    examples: { "this season": "2026-09-23/2026-12-21" },
  }),
  rule({ name: "next season", pattern: "next|coming season", makes: "date", build: () => anySeason(1), examples: { "next season": "2026-12-21/2027-03-20" } }),
  rule({
    name: "last season",
    pattern: "last|past|previous seasons|season",
    makes: "date",
    build: () => anySeason(-1),
    examples: { "last season": "2026-06-21/2026-09-23" },
  }),
];

export const eraShapes: readonly Shape[] = [
  shape({
    name: "decade",
    pattern: /['’]?(\d{2})?(\d0)['’]?s(?![\p{L}\d])/u,
    makes: "date",
    build: ([, century, decade]) =>
      century === undefined || (Number(century) >= 15 && Number(century) <= 21)
        ? // The 1800s are a century, the 2000s more often a decade.
          century !== undefined && decade === "00" && Number(century) < 19
          ? yearsSpan(Number(century) * 100, 100)
          : { ...yearsSpan(century === undefined ? fullYear(Number(decade), 2) : Number(century) * 100 + Number(decade), 10), weak: true }
        : null,
    examples: { "the 1990s": "1990-01-01/2000-01-01", "in her 30s": "" },
  }),
];
