/** What every language has: the steps from a category to a phrase, and forms in figures that are written alike everywhere. */
import { rule, shape, type Rule, type Shape } from "../grammar/rule";
import { clock } from "../meaning/clocks";
import { asDuration, duration } from "../meaning/durations";
import { asWhen, clocksAsWhen, dateAsWhen, daypartAsWhen } from "../meaning/moments";
import { recurAsWhen } from "../meaning/recurrence";

export const neutralRules: readonly Rule[] = [
  rule({ name: "clock alone", pattern: "{clock}", makes: "moment", priority: -1, build: (value) => (value.weak ? null : { date: null, clock: value }) }),
  rule({ name: "moment", pattern: "{moment}", makes: "when", priority: -1, build: asWhen }),
  rule({ name: "daypart", pattern: "{daypart}", makes: "when", priority: -1, build: daypartAsWhen }),
  rule({ name: "date", pattern: "{date}", makes: "when", priority: -1, build: dateAsWhen }),
  rule({ name: "clocks", pattern: "{clocks}", makes: "when", priority: -1, build: (value) => clocksAsWhen(null, value) }),
  rule({ name: "recurrence", pattern: "{recur}", makes: "when", priority: -1, build: recurAsWhen }),
  rule({ name: "duration", pattern: "{duration}", makes: "when", priority: -1, build: asDuration }),
];

export const neutralShapes: readonly Shape[] = [
  shape({
    name: "hours and minutes",
    pattern: /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?![\p{L}\d]|:\d)/u,
    makes: "clock",
    build: ([, h = "", m, s]) =>
      clock(Number(h), Number(m), Number(s ?? 0), { grain: s === undefined ? "minute" : "second", open: !h.startsWith("0") && s === undefined }),
    examples: { "15:30": "2026-11-23T15:30", "25:12": "" },
  }),
  shape({
    name: "hours and minutes in letters",
    pattern: /(\d{1,2})\s?h\s?(\d{1,2})\s?m(?:in)?(?![\p{L}\d])/u,
    makes: "duration",
    build: ([, h, m]) => duration(Number(h) + Number(m) / 60, { period: "hour", times: 1 }),
    examples: { "1h30m": "PT1H30M" },
  }),
];
