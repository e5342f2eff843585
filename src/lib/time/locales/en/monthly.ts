/** English repetition by the month: "the first Monday of each month", "monthly on the 15th", "the last Monday of May every year". */
import { rule, type Rule } from "../../grammar/rule";
import type { RecurValue, UnitValue } from "../../grammar/values";
import { daysOf, workdays } from "../../meaning/recurrence";

const dayOfMonths = (n: number, unit: UnitValue, outer: UnitValue): RecurValue | null => {
  if (outer.period !== "month") return null;
  if (unit.period === "workday") return { frequency: "MONTHLY", interval: 1, weekdays: workdays, position: n };
  return unit.period === "day" ? { frequency: "MONTHLY", interval: 1, monthDays: [n] } : null;
};

export const monthlyRules: readonly Rule[] = [
  rule({
    name: "nth weekday of each month",
    pattern: [
      "on? the? {ordinal} {weekday} of|in|each? every|each|the {unit}",
      "every {ordinal} {weekday} of|in the {unit}",
      "every month on the {ordinal} {weekday}",
      "monthly on the {ordinal} {weekday}",
    ],
    makes: "recur",
    priority: 2,
    build: (n, { weekday }, unit?) => (unit && unit.period !== "month" ? null : { frequency: "MONTHLY", interval: 1, nth: [[n, weekday]] }),
    examples: { "the first Monday of each month": "FREQ=MONTHLY;BYDAY=1MO 2026-12-07/2026-12-08" },
  }),
  rule({
    name: "last weekday of each month",
    pattern: ["on? the? last {weekday} of|in every|each {unit}", "every last {weekday} of the {unit}", "monthly on the last {weekday}"],
    makes: "recur",
    priority: 3,
    build: ({ weekday }, _unit?) => ({ frequency: "MONTHLY", interval: 1, nth: [[-1, weekday]] }),
    examples: { "the last Friday of every month": "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "nth weekday of a month every year",
    pattern: [
      "on? the? {ordinal} {weekday} of|in {month} every|each year",
      "every|each {ordinal} {weekday} of|in {month}",
      "every|each year on the {ordinal} {weekday} of|in {month}",
    ],
    makes: "recur",
    priority: 3,
    build: (n, { weekday }, { month }) => ({ frequency: "YEARLY", interval: 1, months: [month], nth: [[n, weekday]] }),
    examples: { "the second Sunday of May every year": "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU 2027-05-09/2027-05-10" },
  }),
  rule({
    name: "last weekday of a month every year",
    pattern: [
      "on? the? last {weekday} of|in {month} every|each year",
      "every|each last {weekday} of|in {month}",
      "every|each year on the last {weekday} of|in {month}",
    ],
    makes: "recur",
    priority: 3,
    build: ({ weekday }, { month }) => ({ frequency: "YEARLY", interval: 1, months: [month], nth: [[-1, weekday]] }),
    examples: { "each year on the last Monday of May": "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO 2027-05-31/2027-06-01" },
  }),
  rule({
    name: "every first weekday",
    pattern: "every|each first {weekday}",
    makes: "recur",
    priority: 3,
    build: ({ weekday }) => ({ frequency: "MONTHLY", interval: 1, nth: [[1, weekday]] }),
    examples: { "every first Monday": "FREQ=MONTHLY;BYDAY=1MO 2026-12-07/2026-12-08" },
  }),
  rule({
    name: "every last weekday",
    pattern: "every|each last {weekday}",
    makes: "recur",
    priority: 3,
    build: ({ weekday }) => ({ frequency: "MONTHLY", interval: 1, nth: [[-1, weekday]] }),
    examples: { "every last Friday": "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "two nth weekdays of each month",
    pattern: [
      "on? the? {ordinal} and|& {ordinal} {weekday} of|in every|each {unit}",
      "every|each {ordinal} and|& {ordinal} {weekday} of the {unit}",
      "every|each {ordinal} and|& {ordinal} {weekday}",
      "on? the? {ordinal} and|& {ordinal} {weekdays}",
    ],
    makes: "recur",
    priority: 3,
    build: (a, b, day, _unit?) => ({
      frequency: "MONTHLY",
      interval: 1,
      nth: daysOf(day).flatMap((weekday) => [[a, weekday] as const, [b, weekday] as const]),
    }),
    examples: { "the first and third Tuesday of every month": "FREQ=MONTHLY;BYDAY=1TU,3TU 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "nth working day of each month",
    pattern: "on? the? {ordinal} {unit} of|in every|each {unit}",
    makes: "recur",
    priority: 3,
    build: dayOfMonths,
    examples: { "the first working day of every month": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "last working day of each month",
    pattern: "on? the? last {unit} of|in every|each {unit}",
    makes: "recur",
    priority: 3,
    build: (unit, outer) => dayOfMonths(-1, unit, outer),
    examples: { "the last working day of every month": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 2026-11-30/2026-12-01" },
  }),
  rule({
    name: "day of each month",
    pattern: [
      "on? the? {ordinal} of every|each {unit}",
      "every month on the {ordinal}",
      "monthly on the {ordinal}",
      "every {ordinal} of the {unit}",
      "each month on the {ordinal}",
    ],
    makes: "recur",
    priority: 3,
    build: (n, unit?) => (n > 31 || (unit && unit.period !== "month") ? null : { frequency: "MONTHLY", interval: 1, monthDays: [n] }),
    examples: { "the 15th of every month": "FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15/2026-12-16" },
  }),
  rule({
    name: "two days of each month",
    pattern: [
      "on? the? {ordinal} and|& the? {ordinal} of|in every|each {unit}",
      "every|each {unit} on the {ordinal} and|& the? {ordinal}",
      "monthly on the {ordinal} and|& the? {ordinal}",
    ],
    makes: "recur",
    priority: 3,
    build: (a, b, c?) => {
      const days = [a, b, c].filter((item) => typeof item === "number");
      const unit = [a, b, c].find((item) => typeof item === "object");
      return days.some((day) => day > 31) || (unit && (unit.period !== "month" || unit.times > 1))
        ? null
        : { frequency: "MONTHLY", interval: 1, monthDays: days };
    },
    examples: { "every month on the 1st and 15th": "FREQ=MONTHLY;BYMONTHDAY=1,15 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "every few months on a day",
    pattern: ["{recur} on the {ordinal}", "{recur} on the {ordinal} {weekday}", "{recur} on the last {weekday}", "{recur} on the last day"],
    makes: "recur",
    build: (value, a?, b?) => {
      if (value.frequency !== "MONTHLY" || value.monthDays || value.nth || value.position !== undefined) return null;
      if (a === undefined) return { ...value, monthDays: [-1] };
      if (typeof a === "object") return { ...value, nth: [[-1, a.weekday]] };
      return b ? { ...value, nth: [[a, b.weekday]] } : a > 31 ? null : { ...value, monthDays: [a] };
    },
    examples: {
      "every other month on the 5th": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5 2026-12-05/2026-12-06",
      "every 2 months on the last Friday": "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR 2026-11-27/2026-11-28",
    },
  }),
];
