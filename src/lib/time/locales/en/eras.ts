/** English seasons, decades and centuries: "this summer", "the nineties", "early 2000s", "the 21st century". */
import { rule, type Rule } from "../../grammar/rule";
import { anySeason, mergeFields, seasonFromNow } from "../../meaning/dates";

export const eraRules: readonly Rule[] = [
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
