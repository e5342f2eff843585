/** English periods by their distance: "next week", "the month before last", "in the next two weeks", "the coming days", "year to date". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, UnitValue, WhenValue } from "../../grammar/values";
import { nthWeekdayFrom, periodFromNow, weekendAround, weekendFromNow } from "../../meaning/dates";
import { periodsFromNow, rollingPeriods, toDate } from "../../meaning/periods";
import { dateFrom, spanFromNow, duration as makeDuration } from "../../meaning/durations";

const relative = (period: Parameters<typeof periodFromNow>[0], shift: number): DateValue =>
  period === "weekend" ? weekendFromNow(shift) : periodFromNow(period, shift);
const isLong = (period: string): boolean => !["second", "minute", "hour"].includes(period);

/** "the coming weeks" without a number: three of them. */
const vaguePeriods = ({ period, times, single }: UnitValue, direction: 1 | -1): DateValue | null =>
  single || times > 1 ? null : rollingPeriods(period, 3, direction);

export const relativeRules: readonly Rule[] = [
  rule({
    name: "relative period",
    pattern: ["{shift} {unit}", "in|during|for|on|throughout {shift} {unit}"],
    makes: "date",
    build: (shift, { period, times }) => (times === 1 && isLong(period) && period !== "day" && period !== "workday" ? relative(period, shift) : null),
    examples: {
      "this week": "2026-11-23/2026-11-30",
      "next month": "2026-12",
      "last quarter": "2026-07-01/2026-10-01",
      "this weekend": "2026-11-28/2026-11-30",
      "coming week": "2026-11-30/2026-12-07",
    },
  }),
  rule({
    name: "coming weekend",
    pattern: ["this|the? coming|upcoming {unit}", "on|over|for the coming|upcoming {unit}"],
    makes: "date",
    priority: 1,
    build: ({ period, times }) => (period === "weekend" && times === 1 ? weekendFromNow(0) : null),
    examples: { "this coming weekend": "2026-11-28/2026-11-30" },
  }),
  rule({
    name: "relative working day",
    pattern: "{shift} {unit}",
    makes: "date",
    build: (shift, { period, times }) =>
      times === 1 && (period === "workday" || (period === "day" && shift !== -1)) && shift !== 0 ? periodFromNow(period, shift) : null,
    examples: { "next working day": "2026-11-24" },
  }),
  rule({
    name: "relative hour",
    pattern: "{shift} {unit}",
    makes: "when",
    build: (shift, { period, times }): WhenValue | null => {
      const length = makeDuration(1, { period, times });
      if (isLong(period) || shift === 0 || !length) return null;
      return spanFromNow(length, shift > 0 ? 1 : -1);
    },
    examples: { "the next hour": "2026-11-23T10:00/2026-11-23T11:00" },
  }),
  rule({
    name: "within the hour",
    pattern: "within the {unit}",
    makes: "when",
    build: ({ period, times }) => {
      const length = period === "hour" ? makeDuration(times, { period, times: 1 }) : null;
      return length && spanFromNow(length, 1);
    },
    examples: { "within the hour": "2026-11-23T10:00/2026-11-23T11:00" },
  }),
  rule({
    name: "the week",
    pattern: "the {unit}",
    makes: "date",
    priority: -1,
    build: ({ period, times, single }) =>
      times === 1 && (period === "weekend" || period === "quarter" || (single && period !== "day")) ? { ...relative(period, 0), weak: true } : null,
    examples: { "end of the month": "2026-11-21/2026-12-01", "the day": "", "the month": "", "over the years": "" },
  }),
  rule({
    name: "weekend",
    pattern: ["on|over|at|during the? {unit}", "{unit}"],
    makes: "date",
    priority: -1,
    build: ({ period, times, single }) =>
      period === "weekend" && times === 1
        ? { ...weekendFromNow(0) }
        : times === 1 && (period === "quarter" || (single && period !== "day"))
          ? { ...periodFromNow(period, 0), weak: true }
          : null,
    examples: { "on the weekend": "2026-11-28/2026-11-30" },
  }),
  rule({
    name: "period after next",
    pattern: ["the? {unit} after next", "the? next next {unit}", "the? {unit} after the next"],
    makes: "date",
    build: ({ period, times }) => (times === 1 && isLong(period) ? relative(period, 2) : null),
    examples: { "the week after next": "2026-12-07/2026-12-14" },
  }),
  rule({
    name: "period before last",
    pattern: "the? {unit} before last",
    makes: "date",
    build: ({ period, times }) => (times === 1 && isLong(period) ? relative(period, -2) : null),
    examples: { "the month before last": "2026-09" },
  }),
  ...([1, -1] as const).map((side) =>
    rule({
      name: side > 0 ? "weekend after a date" : "weekend before a date",
      pattern: side > 0 ? "the? {unit} after|following {date}" : "the? {unit} before {date}",
      makes: "date",
      priority: 1,
      build: ({ period, times }, date) =>
        period === "weekend" && times === 1 && date.grain === "day" && !date.range ? weekendAround(nthWeekdayFrom(6, side, date)) : null,
      examples: side > 0 ? { "the weekend after Thanksgiving": "2026-11-28/2026-11-30" } : { "the weekend before Christmas": "2026-12-19/2026-12-21" },
    }),
  ),
  rule({
    name: "period after a date",
    pattern: ["the? {unit} after|following {date}"],
    makes: "date",
    build: ({ period, times }, date) =>
      times === 1 && isLong(period) && !date.weak && !(date.grain === "day" && period !== "day" && period !== "week")
        ? {
            grain: periodFromNow(period, 0).grain,
            period,
            at: (anchor) =>
              date
                .at(anchor)
                .flatMap(({ end }) =>
                  periodFromNow(period, period === "day" ? 0 : 0).at({ ...anchor, wall: period === "week" && date.grain === "day" ? end + 6 * 86_400 : end }),
                ),
          }
        : null,
    examples: { "the day after December 25": "2026-12-26" },
  }),
  rule({
    name: "period before a date",
    pattern: ["the? {unit} before {date}"],
    makes: "date",
    build: ({ period, times }, date) =>
      times === 1 && isLong(period) && !date.weak && period !== "workday" && !(date.grain === "day" && period !== "day" && period !== "week")
        ? {
            grain: periodFromNow(period, 0).grain,
            period,
            at: (anchor) =>
              date
                .at(anchor)
                .flatMap(({ start }) =>
                  periodFromNow(period, 0).at({ ...anchor, wall: period === "week" && date.grain === "day" ? start - 7 * 86_400 : start - 1 }),
                ),
          }
        : null,
    examples: { "the day before December 25": "2026-12-24" },
  }),
  rule({
    name: "periods ahead or behind",
    pattern: ["{shift} {number} {unit}", "the? {number} {shift} {unit}"],
    makes: "date",
    priority: 1,
    build: (a, b, unit) => {
      const [shift, n] = typeof a === "number" ? [a, b as { value: number }] : [b as number, a];
      return shift === 0 || !isLong(unit.period) || n.value < 1 || n.value > 1000 || !Number.isInteger(n.value)
        ? null
        : periodsFromNow(unit.period, n.value * unit.times, shift > 0 ? 1 : -1);
    },
    examples: {
      "next three days": "2026-11-24/2026-11-27",
      "last 2 weeks": "2026-11-09/2026-11-23",
      "next 4 business days": "2026-11-24/2026-11-28",
      "last 2 quarters": "2026-04-01/2026-10-01",
      "the past two decades": "2006-01-01/2026-01-01",
      "last 2 weekends": "2026-11-14/2026-11-23",
    },
  }),
  rule({
    name: "nth period ahead",
    pattern: ["{number} upcoming|coming|following {unit}"],
    makes: "date",
    priority: 2,
    build: (n, { period, times }) => (n.value < 1 || n.value > 1000 || times > 1 || !isLong(period) ? null : relative(period, n.value)),
    examples: { "two upcoming weeks": "2026-12-07/2026-12-14" },
  }),
  rule({
    name: "hours ahead or behind",
    pattern: ["{shift} {duration}", "in|within|over|during|for {shift} {duration}"],
    makes: "when",
    build: (shift, length) => (shift === 0 || length.seconds === 0 ? null : spanFromNow(length, shift > 0 ? 1 : -1)),
    examples: { "the past 24 hours": "2026-11-22T10:00/2026-11-23T10:00", "in the next 2 hours": "2026-11-23T10:00/2026-11-23T12:00" },
  }),
  rule({
    name: "rolling days ahead",
    pattern: [
      "in|within|over|during|for the? next|coming|following|upcoming {number} {unit}",
      "in|over|within|during the? {number} next|upcoming|coming {unit}",
    ],
    makes: "date",
    priority: 3,
    build: (n, { period, times }) => (Number.isInteger(n.value) && n.value > 0 && n.value <= 1000 ? rollingPeriods(period, n.value * times, 1) : null),
    examples: { "in the next two weeks": "2026-11-24/2026-12-08" },
  }),
  rule({
    name: "rolling period ahead",
    pattern: ["within|over the? next|coming|following {unit}"],
    makes: "date",
    priority: 3,
    build: ({ period, times }) => rollingPeriods(period, times, 1),
    examples: { "within the next week": "2026-11-24/2026-12-01" },
  }),
  rule({
    name: "rolling days behind",
    pattern: ["in|within|over|during|for the? last|past|previous {number} {unit}"],
    makes: "date",
    priority: 3,
    build: (n, { period, times }) => (Number.isInteger(n.value) && n.value > 0 && n.value <= 1000 ? rollingPeriods(period, n.value * times, -1) : null),
    examples: { "in the last 3 days": "2026-11-20/2026-11-23" },
  }),
  rule({
    name: "vague periods ahead",
    pattern: "in|over|within|during|for? the? coming|next|following|upcoming {unit}",
    makes: "date",
    priority: 4,
    build: (unit) => vaguePeriods(unit, 1),
    examples: {
      "in the coming days": "2026-11-24/2026-11-27",
      "over the coming weeks": "2026-11-24/2026-12-15",
      "in the next months": "2026-11-24/2027-02-24",
      "in the coming years": "2026-11-24/2029-11-24",
    },
  }),
  rule({
    name: "vague periods behind",
    pattern: "in|over|within|during|for? the? last|past|previous|recent {unit}",
    makes: "date",
    priority: 4,
    build: (unit) => vaguePeriods(unit, -1),
    examples: {
      "in recent days": "2026-11-20/2026-11-23",
      "over the past weeks": "2026-11-02/2026-11-23",
      "in the past months": "2026-08-23/2026-11-23",
    },
  }),
  rule({
    name: "relative fortnight",
    pattern: ["{shift} {unit}", "in|during|over|for|within {shift} {unit}"],
    makes: "date",
    build: (shift, { period, times }) => (period === "week" && times > 1 && shift !== 0 ? periodsFromNow("week", times, shift > 0 ? 1 : -1) : null),
    examples: { "in the last fortnight": "2026-11-09/2026-11-23" },
  }),
  rule({
    name: "some day of a period",
    pattern: [
      "one|some|any|whichever|whatever day of|in|during? the? {date}",
      "some time|point in|during|of? the? {date}",
      "at some point in|during? the? {date}",
    ],
    makes: "date",
    build: (date) => (date.weak || (date.grain === "day" && !date.range) ? null : date),
    examples: { "one day next week": "2026-11-30/2026-12-07", "at some point in March": "2027-03" },
  }),
  rule({
    name: "to date",
    pattern: ["so far {date}", "{date} so far|to date", "so far in? {date}"],
    makes: "date",
    build: (date) => toDate({ ...date, weak: false }),
    examples: { "so far this week": "2026-11-23/2026-11-24" },
  }),
  rule({
    name: "year to date",
    pattern: ["year to date", "ytd"],
    makes: "date",
    build: () => toDate(periodFromNow("year", 0)),
    examples: { "year to date": "2026-01-01/2026-11-24" },
  }),
  rule({
    name: "month to date",
    pattern: ["month to date", "mtd"],
    makes: "date",
    build: () => toDate(periodFromNow("month", 0)),
    examples: { "month to date": "2026-11-01/2026-11-24" },
  }),
  rule({
    name: "date plus",
    pattern: ["{date} +|plus {duration}"],
    makes: "date",
    build: (date, length) => dateFrom(length, 1, date),
    examples: { "2026-12-01 + 10 days": "2026-12-11" },
  }),
  rule({
    name: "date minus",
    pattern: ["{date} -|minus {duration}"],
    makes: "date",
    build: (date, length) => (date.figures || date.period === "day" ? dateFrom(length, -1, date) : null),
    examples: { "2026-12-29 -10days": "2026-12-19" },
  }),
];
