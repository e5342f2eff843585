/** English lengths of time: "an hour and a half", "45 min", "1h30", "for a week". */
import type { Period } from "../../calendar";
import { rule, shape, type Rule, type Shape } from "../../grammar/rule";
import type { DurationValue } from "../../grammar/values";
import { addDurations, asDuration, duration } from "../../meaning/durations";

const weak = (value: DurationValue | null): DurationValue | null => value && { ...value, weak: true };
const strong = (value: DurationValue): DurationValue => (value.weak ? { ...value, weak: false } : value);

export const durationRules: readonly Rule[] = [
  rule({
    name: "count of a unit",
    pattern: ["{number} -|more? {unit}", "{number} of {unit}", "{number} full|whole|solid|straight|consecutive {unit}"],
    makes: "duration",
    build: (n, unit) =>
      n.value > 100_000 ||
      (unit.single && (n.vague || (n.value === 1 && n.digits === 0))) ||
      (n.digits === 4 && n.value > 1900 && n.value < 2100) ||
      (n.digits === 4 && n.value < 1000) ||
      ((n.digits === 4 || (n.digits === 0 && n.value >= 100)) && unit.period === "hour" && n.value < 2400 && n.value % 100 < 60)
        ? null
        : duration(n.value, unit),
    examples: { "for 45 minutes": "PT45M", "some day": "", "one day I will": "", "3-min": "PT3M", "two decades": "P20Y" },
  }),
  rule({
    name: "one unit",
    pattern: ["a|an {unit}", "one|1 single? {unit}"],
    makes: "duration",
    build: (unit) => (unit.period === "hour" ? duration(1, unit) : weak(duration(1, unit))),
    examples: { "an hour": "PT1H", "I have a second": "", "for a week": "P1W" },
  }),
  rule({
    name: "another unit",
    pattern: ["another|additional|extra {unit}", "an additional|extra|entire {unit}", "a full|whole|further {unit}"],
    makes: "duration",
    build: (unit) => duration(1, unit),
    examples: { "another hour": "PT1H" },
  }),
  rule({
    name: "another few units",
    pattern: ["another|additional|extra {duration}", "an additional|extra {duration}"],
    makes: "duration",
    build: (value) => strong(value),
    examples: { "another 15 minutes": "PT15M" },
  }),
  rule({
    name: "half a unit",
    pattern: ["half an|a? {unit}", "a half {unit}", "half - {unit}", "a half - {unit}", "1 / 2 an? {unit}", "½ an? {unit}"],
    makes: "duration",
    build: (unit) => (unit.period === "half" ? null : duration(0.5, unit)),
    examples: { "half an hour": "PT30M" },
  }),
  rule({
    name: "quarter of an hour",
    pattern: ["a? quarter of an|a {unit}", "a? quarter {unit}", "quarter - {unit}"],
    makes: "duration",
    build: (unit) => duration(0.25, unit),
    examples: { "a quarter of an hour": "PT15M" },
  }),
  rule({
    name: "three quarters of an hour",
    pattern: ["three|3 quarters of an {unit}", "three - quarters of an {unit}"],
    makes: "duration",
    build: (unit) => duration(0.75, unit),
    examples: { "three quarters of an hour": "PT45M" },
  }),
  rule({
    name: "and a half units",
    pattern: ["{number} and a|an? half {unit}", "{number} 1 / 2 {unit}", "{number} ½ {unit}", "{number} & a half {unit}"],
    makes: "duration",
    build: (n, unit) => duration(n.value + 0.5, unit),
    examples: { "one and a half hours": "PT1H30M" },
  }),
  rule({
    name: "and a quarter units",
    pattern: "{number} and a quarter {unit}",
    makes: "duration",
    build: (n, unit) => (unit.period === "hour" ? duration(n.value + 0.25, unit) : null),
    examples: { "two and a quarter hours": "PT2H15M" },
  }),
  rule({
    name: "unit and a half",
    pattern: ["{duration} and a? half"],
    makes: "duration",
    build: (value) => {
      const half = value.unit === "year" ? duration(6, { period: "month", times: 1 }) : duration(0.5, { period: value.unit, times: 1 });
      return half && addDurations(value, half);
    },
    examples: { "an hour and a half": "PT1H30M", "a year and a half ago": "2025-05-23" },
  }),
  rule({
    name: "unit and a half without a number",
    pattern: "{unit} and a? half",
    makes: "duration",
    build: (unit) => (unit.single || unit.period === "hour" ? duration(1.5, unit) : null),
    examples: { "hour and a half": "PT1H30M", "hour and half": "PT1H30M" },
  }),
  rule({
    name: "and a quarter",
    pattern: ["{duration} and a quarter"],
    makes: "duration",
    build: (value) => (value.unit === "hour" ? addDurations(value, { months: 0, days: 0, workdays: 0, seconds: 900, unit: "minute", iso: "PT15M" }) : null),
    examples: { "an hour and a quarter": "PT1H15M" },
  }),
  rule({
    name: "sum",
    pattern: ["{duration} ,? and|&? {duration}", "{duration} ,? and? {duration}"],
    makes: "duration",
    build: (a, b) => addDurations(a, b),
    examples: { "1 hour and 30 minutes": "PT1H30M", "one week three days": "P10D" },
  }),
  rule({
    name: "hour and minutes",
    pattern: ["{duration} and? {number}"],
    makes: "duration",
    priority: -3,
    build: (value, n) =>
      value.unit === "hour" && n.digits > 0 && n.value > 0 && n.value < 60 && n.value % 5 === 0 && value.seconds < 86_400
        ? addDurations(value, { months: 0, days: 0, workdays: 0, seconds: n.value * 60, unit: "minute", iso: "" })
        : null,
    examples: { "1 hour 30": "PT1H30M" },
  }),
  rule({
    name: "one hour thirty",
    pattern: "{duration} {number}",
    makes: "duration",
    priority: -3,
    build: (value, n) =>
      value.unit === "hour" && value.seconds < 43_200 && n.digits === 0 && !n.vague && [10, 15, 20, 30, 40, 45, 50].includes(n.value)
        ? addDurations(value, { months: 0, days: 0, workdays: 0, seconds: n.value * 60, unit: "minute", iso: "" })
        : null,
    examples: { "for one hour thirty": "PT1H30M" },
  }),
  rule({
    name: "one length or a longer one",
    pattern: ["{number} -|to|or {number} {unit}", "between {number} and {number} {unit}"],
    makes: "duration",
    priority: 1,
    // Who says "two to three hours" needs three to be sure.
    build: (a, b, unit) => (b.value > a.value && !a.vague && !b.vague && b.value <= 1000 ? duration(b.value, unit) : null),
    examples: { "for 2 to 3 hours": "PT3H", "between 2 and 3 hours": "PT3H", "45-60 minutes": "PT1H" },
  }),
  rule({
    name: "one or two",
    pattern: "a|an {unit} or two",
    makes: "duration",
    build: (unit) => (unit.times === 1 ? duration(2, unit) : null),
    examples: { "for an hour or two": "PT2H" },
  }),
  rule({
    name: "for",
    pattern: [
      "for about|around|approximately|at|up|only|just|exactly? least|most|to? {duration}",
      "lasting|lasts about? {duration}",
      "{duration} long|duration",
    ],
    makes: "when",
    build: (value) => asDuration(strong(value)),
    examples: { "for about an hour": "PT1H", "for a minute": "PT1M" },
  }),
  rule({
    name: "about",
    pattern: "about|around|approximately|roughly|nearly|almost {duration}",
    makes: "when",
    // Beside a bare hour ("about 3") the figure belongs to what it counts.
    build: (value) => asDuration(value),
    examples: { "it takes about 3 weeks": "P3W", "how about a week": "" },
  }),
  rule({
    name: "more or less than",
    pattern: ["more|less|longer|shorter|fewer than {duration}", "at least|most {duration}", "up to {duration}", "over|under {duration}"],
    makes: "when",
    build: (value) => asDuration(strong(value)),
    examples: { "more than 1 hour and 30 minutes": "PT1H30M" },
  }),
  rule({
    name: "all of a unit",
    pattern: ["all|whole {unit}", "for the whole|entire {unit}", "the whole|entire {unit}", "all - {unit}"],
    makes: "when",
    build: (unit) => {
      const value = duration(1, unit);
      return value && unit.times === 1 && ["day", "week", "month", "year", "weekend"].includes(unit.period) ? asDuration(value) : null;
    },
    examples: { "all day": "P1D", "for all year": "P1Y" },
  }),
];

const lettered: Readonly<Record<string, Period>> = { s: "second", d: "day", w: "week", mo: "month", y: "year" };

export const durationShapes: readonly Shape[] = [
  shape({
    name: "minutes with a stroke",
    pattern: /(\d{1,3})['′](?![\p{L}\d'])/u,
    makes: "duration",
    build: ([, n]) => duration(Number(n), { period: "minute", times: 1 }),
    examples: { "for 30'": "PT30M" },
  }),
  shape({
    name: "hours and minutes in letters",
    pattern: /(\d{1,2})\s?h(?:rs?|ours?)?\s?(\d{1,2})\s?m(?:ins?|inutes?)?(?![\p{L}\d])/u,
    makes: "duration",
    build: ([, h, m]) => {
      const [hours, minutes] = [duration(Number(h), { period: "hour", times: 1 }), duration(Number(m), { period: "minute", times: 1 })];
      return hours && minutes && addDurations(hours, minutes);
    },
    examples: { "1h30m": "PT1H30M" },
  }),
  shape({
    name: "minutes in a letter",
    pattern: /(\d{1,3})m(?![\p{L}\d])/u,
    makes: "duration",
    build: ([, n]) => duration(Number(n), { period: "minute", times: 1 }),
    examples: { "for 30m": "PT30M", "1h 30m": "PT1H30M" },
  }),
  shape({
    name: "other units in a letter",
    pattern: /(\d{1,3})(s|d|w|mo|y)(?![\p{L}\d])/u,
    makes: "duration",
    build: ([, n, letter = "d"]) => {
      const value = duration(Number(n), { period: lettered[letter.toLowerCase()] ?? "day", times: 1 });
      return value && { ...value, weak: true };
    },
    examples: { "in 3d": "2026-11-26", "3w ago": "2026-11-02", "wait 30s": "" },
  }),
  shape({
    name: "hours and half hours",
    pattern: /([1-6])h(15|30|45)(?![\p{L}\d])/u,
    makes: "duration",
    build: ([, h, m]) => duration(Number(h) + Number(m) / 60, { period: "hour", times: 1 }),
    examples: { "1h30": "PT1H30M", "at 1h30": "2026-11-24T01:30" },
  }),
];
