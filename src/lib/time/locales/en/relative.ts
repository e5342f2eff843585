/** English times by their distance: "in a fortnight", "the week after next", "three weeks ago", "half an hour before lunch". */
import { addPeriods } from "../../calendar";
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, DurationValue, WhenValue } from "../../grammar/values";
import {
  dateWithin,
  mergeFields,
  nthWeekdayFrom,
  periodFromNow,
  periodsFromNow,
  rollingPeriods,
  toDate,
  weekendFromNow,
  weekdayFromNow,
} from "../../meaning/dates";
import { dateFrom, dateFromNow, instantFrom, instantFromNow, spanFromNow, duration as makeDuration, durationSeconds } from "../../meaning/durations";
import { asWhen, bound, dateAsWhen, daypartAsWhen } from "../../meaning/moments";

/** "more than a week ago", "at least 3 days from now": open on one side. */
const boundFromNow = (direction: "after" | "before", length: DurationValue, sign: 1 | -1): WhenValue | null => {
  const date = dateFromNow(length, sign);
  const when = date ? dateAsWhen(date) : instantFromNow(length, sign);
  return when && bound(direction, "start", when);
};
const strong = (date: DateValue): DateValue => (date.weak ? { ...date, weak: false } : date);
const relative = (period: Parameters<typeof periodFromNow>[0], shift: number): DateValue =>
  period === "weekend" ? weekendFromNow(shift) : periodFromNow(period, shift);
const isLong = (period: string): boolean => !["second", "minute", "hour"].includes(period);

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
    name: "the week",
    pattern: "the {unit}",
    makes: "date",
    priority: -1,
    build: ({ period, times }) =>
      times === 1 && (period === "week" || period === "weekend" || period === "month" || period === "quarter" || period === "year")
        ? { ...relative(period, 0), weak: true }
        : null,
    examples: { "end of the month": "2026-11-21/2026-12-01", "the day": "", "the month": "" },
  }),
  rule({
    name: "weekend",
    pattern: ["on|over|at|during the? {unit}", "{unit}"],
    makes: "date",
    priority: -1,
    build: ({ period, times }) =>
      period === "weekend" && times === 1
        ? { ...weekendFromNow(0) }
        : period === "week" && times === 1
          ? { ...periodFromNow("week", 0), weak: true }
          : ["month", "quarter", "year"].includes(period) && times === 1
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
      return shift === 0 || !isLong(unit.period) || unit.times > 2 || n.value < 1 || n.value > 1000 || !Number.isInteger(n.value)
        ? null
        : periodsFromNow(unit.period, n.value * unit.times, shift > 0 ? 1 : -1);
    },
    examples: {
      "next three days": "2026-11-24/2026-11-27",
      "last 2 weeks": "2026-11-09/2026-11-23",
      "next 4 business days": "2026-11-24/2026-11-28",
      "last 2 quarters": "2026-04-01/2026-10-01",
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
    name: "within",
    pattern: ["within about|around|approximately|a? {duration}", "inside of? {duration}", "in less than {duration}", "in under {duration}"],
    makes: "when",
    priority: 1,
    build: (length) => spanFromNow(length, 1),
    examples: { "within 5 minutes": "2026-11-23T10:00/2026-11-23T10:05" },
  }),
  rule({
    name: "date from now",
    pattern: [
      "in about|around|approximately|roughly|approx|maybe|exactly|only|just? {duration}",
      "{duration} from now|today",
      "today {duration} from now",
      "today in {duration}",
      "{duration} from right now",
      "{duration} hence|later",
      "in {duration} time",
      "in {duration} 's time",
      "in {duration} ' time",
      "in {duration} from now|today",
      "{duration} out|ahead",
      "+ {duration}",
      "after {duration} from now",
    ],
    makes: "date",
    build: (length) => dateFromNow(length, 1),
    examples: {
      "in a fortnight": "2026-12-07",
      "in 3 days": "2026-11-26",
      "two months from now": "2027-01-23",
      "in 2 weeks time": "2026-12-07",
      "in two weeks' time": "2026-12-07",
      "today in two weeks": "2026-12-07",
    },
  }),
  rule({
    name: "instant from now",
    pattern: [
      "in about|around|approximately|roughly|approx|maybe|exactly|only|just? {duration}",
      "{duration} from now",
      "{duration} from right now",
      "{duration} hence|later",
      "in {duration} time",
      "in {duration} 's time",
      "in {duration} ' time",
      "in {duration} from now",
      "+ {duration}",
      "another|other {duration} from now",
    ],
    makes: "when",
    build: (length) => instantFromNow(length, 1),
    examples: {
      "in roughly 20 minutes": "2026-11-23T10:20",
      "in 2 hours": "2026-11-23T12:00",
      "half an hour from now": "2026-11-23T10:30",
      "in a minute": "2026-11-23T10:01",
    },
  }),
  rule({
    name: "date ago",
    pattern: [
      "about|around|approximately|roughly|exactly|only|just? {duration} ago|earlier|back",
      "{duration} ago today",
      "today {duration} ago",
      "{duration} before now|today",
      "- {duration}",
    ],
    makes: "date",
    build: (length) => dateFromNow(length, -1),
    examples: { "three weeks ago": "2026-11-02", "a fortnight ago": "2026-11-09", "two years ago": "2024-11-23", "two years ago today": "2024-11-23" },
  }),
  rule({
    name: "instant ago",
    pattern: ["about|around|approximately|roughly|exactly|only|just? {duration} ago|earlier|back", "{duration} before now", "- {duration}"],
    makes: "when",
    build: (length) => instantFromNow(length, -1),
    examples: { "half an hour ago": "2026-11-23T09:30", "90 seconds ago": "2026-11-23T09:58:30" },
  }),
  rule({
    name: "days before the end",
    pattern: ["{duration} before the? end of the? {date}"],
    makes: "date",
    priority: 1,
    build: (length, date) => dateFrom(length, -1, { grain: "day", at: (anchor) => date.at(anchor).map(({ end }) => ({ start: end - 86_400, end })) }),
    examples: { "ten days before the end of the month": "2026-11-20" },
  }),
  rule({
    name: "more than ago",
    pattern: ["more|longer|over|earlier than? {duration} ago|back", "at least {duration} ago"],
    makes: "when",
    priority: 1,
    build: (length) => boundFromNow("before", length, -1),
    examples: { "more than a week ago": "before 2026-11-16/2026-11-16" },
  }),
  rule({
    name: "less than ago",
    pattern: ["less|fewer|under than? {duration} ago|back", "at most {duration} ago"],
    makes: "when",
    priority: 1,
    build: (length) => boundFromNow("after", length, -1),
    examples: { "less than a year ago": "after 2025-11-23" },
  }),
  rule({
    name: "more than from now",
    pattern: [
      "more|over than? {duration} from now|today",
      "at least {duration} from now|today",
      "in at least {duration}",
      "in more than {duration}",
      "at least {duration} away|out",
    ],
    makes: "when",
    priority: 1,
    build: (length) => boundFromNow("after", length, 1),
    examples: { "at least 3 days from now": "after 2026-11-26" },
  }),
  rule({
    name: "less than from now",
    pattern: ["less|under than? {duration} from now|today", "at most {duration} from now|today"],
    makes: "when",
    priority: 1,
    build: (length) => spanFromNow(length, 1),
    examples: { "less than two hours from now": "2026-11-23T10:00/2026-11-23T12:00" },
  }),
  rule({
    name: "vague days ahead",
    pattern: "in|over|within|during? the? coming|next|following|upcoming days",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("day", 3, 1),
    examples: { "in the coming days": "2026-11-24/2026-11-27" },
  }),
  rule({
    name: "vague weeks ahead",
    pattern: "in|over|within|during? the? coming|next|following|upcoming weeks",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("week", 3, 1),
    examples: { "over the coming weeks": "2026-11-24/2026-12-15" },
  }),
  rule({
    name: "vague months ahead",
    pattern: "in|over|within|during? the? coming|next|following|upcoming months",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("month", 3, 1),
    examples: { "in the next months": "2026-11-24/2027-02-24" },
  }),
  rule({
    name: "vague days behind",
    pattern: "in|over|during|within? the? last|past|previous|recent days",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("day", 3, -1),
    examples: { "in recent days": "2026-11-20/2026-11-23" },
  }),
  rule({
    name: "vague weeks behind",
    pattern: "in|over|during|within? the? last|past|previous|recent weeks",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("week", 3, -1),
    examples: { "over the past weeks": "2026-11-02/2026-11-23" },
  }),
  rule({
    name: "vague months behind",
    pattern: "in|over|during|within? the? last|past|previous|recent months",
    makes: "date",
    priority: 4,
    build: () => rollingPeriods("month", 3, -1),
    examples: { "in the past months": "2026-08-23/2026-11-23" },
  }),
  rule({
    name: "relative fortnight",
    pattern: ["{shift} {unit}", "in|during|over|for|within {shift} {unit}"],
    makes: "date",
    build: (shift, { period, times }) => (period === "week" && times > 1 && shift !== 0 ? periodsFromNow("week", times, shift > 0 ? 1 : -1) : null),
    examples: { "in the last fortnight": "2026-11-09/2026-11-23" },
  }),
  rule({
    name: "weeks today",
    pattern: ["{duration} {date}", "{duration} on {weekday}", "in {duration} on {weekday}"],
    makes: "date",
    // "a week today", "three weeks on Wednesday": only whole weeks count from a day that way.
    build: (length, date) => {
      if (length.unit !== "week" || length.seconds > 0) return null;
      if ("weekday" in date) return dateFrom(length, 1, nthWeekdayFrom(date.weekday, 1));
      return date.period === "day" && date.grain === "day" ? dateFrom(length, 1, date) : null;
    },
    examples: { "a week today": "2026-11-30", "two weeks tomorrow": "2026-12-08", "three weeks on Wednesday": "2026-12-16" },
  }),
  rule({
    name: "tomorrow week",
    pattern: ["{date} week"],
    makes: "date",
    build: (date) =>
      date.period === "day" && date.grain === "day" ? dateFrom({ months: 0, days: 7, workdays: 0, seconds: 0, unit: "week", iso: "P1W" }, 1, date) : null,
    examples: { "tomorrow week": "2026-12-01" },
  }),
  rule({
    name: "weekday fortnight",
    pattern: ["{weekday} fortnight", "a? fortnight on|from {weekday}"],
    makes: "date",
    build: ({ weekday }) => nthWeekdayFrom(weekday, 3),
    examples: { "Monday fortnight": "2026-12-14" },
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
    name: "time after a date",
    pattern: ["{duration} after|from|following the? {date}", "{duration} on from {date}"],
    makes: "date",
    build: (length, date) => dateFrom(length, 1, strong(date)),
    examples: { "2 weeks after tomorrow": "2026-12-08", "a week from Friday": "2026-12-04", "a year from December 25": "2027-12-25" },
  }),
  rule({
    name: "time before a date",
    pattern: ["{duration} before|prior|preceding to? the? {date}", "{duration} ahead of {date}"],
    makes: "date",
    build: (length, date) => dateFrom(length, -1, strong(date)),
    examples: { "2 days before December 25": "2026-12-23" },
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
  rule({
    name: "time after a moment",
    pattern: ["{duration} after|from|following {moment}"],
    makes: "when",
    build: (length, value) => instantFrom(length, 1, asWhen(value)),
    examples: { "ten minutes after 3pm": "2026-11-23T15:10" },
  }),
  rule({
    name: "time before a moment",
    pattern: ["{duration} before|prior to? {moment}"],
    makes: "when",
    build: (length, value) => instantFrom(length, -1, asWhen(value)),
    examples: { "an hour before 3pm": "2026-11-23T14:00" },
  }),
  rule({
    name: "time before a part",
    pattern: ["{duration} before|prior to? the? {daypart}"],
    makes: "when",
    build: (length, value) => (durationSeconds(length) > 43_200 ? null : instantFrom(length, -1, daypartAsWhen(value))),
    examples: { "half an hour before lunch": "2026-11-23T11:30" },
  }),
  rule({
    name: "time after a part",
    pattern: ["{duration} after the? {daypart}"],
    makes: "when",
    build: (length, value) => (durationSeconds(length) > 43_200 ? null : instantFrom(length, 1, daypartAsWhen(value))),
    examples: { "an hour after lunch": "2026-11-23T15:00" },
  }),
  rule({
    name: "more than before a date",
    pattern: ["more than {duration} before|ago? {date}"],
    makes: "when",
    build: (length, date): WhenValue | null => {
      const base = dateFrom(length, -1, date);
      return (
        base && {
          kind: "interval",
          grain: "day",
          direction: "before",
          dateGiven: true,
          timeGiven: false,
          at: (anchor) => base.at(anchor).map(({ start }) => ({ start: Math.min(start, anchor.wall), end: start })),
        }
      );
    },
  }),
  rule({
    name: "more than after a date",
    pattern: ["more than {duration} after|from {date}"],
    makes: "when",
    build: (length, date): WhenValue | null => {
      const base = dateFrom(length, 1, date);
      return (
        base && {
          kind: "interval",
          grain: "day",
          direction: "after",
          dateGiven: true,
          timeGiven: false,
          at: (anchor) => base.at(anchor).map(({ start }) => ({ start, end: null })),
        }
      );
    },
  }),
  rule({
    name: "weekday in weeks",
    pattern: ["{weekday} in {duration}", "{weekday} ,? {duration} from now", "{weekday} week"],
    makes: "date",
    build: ({ weekday }, length?): DateValue => {
      if (!length)
        return {
          grain: "day",
          at: (anchor) =>
            nthWeekdayFrom(weekday, 1)
              .at(anchor)
              .map(({ start, end }) => ({ start: start + 7 * 86_400, end: end + 7 * 86_400 })),
        };
      const base = dateFromNow(length, 1);
      if (!base) return weekdayFromNow(weekday, 0);
      if (length.unit === "week")
        return {
          grain: "day",
          at: (anchor) =>
            nthWeekdayFrom(weekday, 1)
              .at(anchor)
              .map(({ start, end }) => ({ start: start + length.days * 86_400, end: end + length.days * 86_400 })),
        };
      return {
        grain: "day",
        at: (anchor) =>
          base.at(anchor).flatMap((span) => {
            const ahead = (weekday - (((((span.start / 86_400 + 3) % 7) + 7) % 7) + 1) + 7) % 7;
            return [{ start: span.start + ahead * 86_400, end: span.end + ahead * 86_400 }];
          }),
      };
    },
    examples: { "Thursday in two weeks": "2026-12-10", "Monday week": "2026-12-07" },
  }),
  rule({
    name: "week from weekday",
    pattern: ["a|one week on|from|after {weekday}"],
    makes: "date",
    build: ({ weekday }) => dateFrom({ months: 0, days: 7, workdays: 0, seconds: 0, unit: "week", iso: "P1W" }, 1, weekdayFromNow(weekday, 0)),
    examples: { "a week on Tuesday": "2026-12-01" },
  }),
  rule({
    name: "month in years",
    pattern: ["{month} in {duration}", "{month} {duration} from now"],
    makes: "date",
    build: ({ month }, length) => {
      const base = dateFromNow(length, 1);
      const name = mergeFields({ month }, {});
      return base && name && length.months >= 12
        ? dateWithin(name, { grain: "year", at: (anchor) => base.at(anchor).flatMap(({ start }) => periodFromNow("year", 0).at({ ...anchor, wall: start })) })
        : null;
    },
    examples: { "March in 1 year": "2027-03" },
  }),
  rule({
    name: "this time next week",
    pattern: ["around|about? this|same time {date}", "the same time {date}", "at the same time {date}", "{date} around|about|at this time"],
    makes: "when",
    build: (date): WhenValue | null =>
      date.range
        ? null
        : {
            kind: "instant",
            grain: "minute",
            dateGiven: true,
            timeGiven: true,
            at: (anchor) => {
              const span = date.at(anchor)[0];
              if (!span) return [];
              const startOfToday = Math.floor(anchor.wall / 86_400) * 86_400;
              const months = date.grain === "month" ? 1 : date.grain === "year" ? 12 : 0;
              if (months > 0) {
                const count = Math.round((span.start - anchor.wall) / 86_400 / 30.4 / months + 0.5);
                return [{ start: addPeriods(anchor.wall, "month", count * months), end: null }];
              }
              const days = date.grain === "week" ? Math.round((span.start - (periodFromNow("week", 0).at(anchor)[0]?.start ?? 0)) / 86_400) : undefined;
              const base = days === undefined ? span.start : startOfToday + days * 86_400;
              return [{ start: base + (anchor.wall - startOfToday), end: null }];
            },
          },
    examples: { "same time tomorrow": "2026-11-24T10:00", "this time next week": "2026-11-30T10:00", "this time last year": "2025-11-23T10:00" },
  }),
];
