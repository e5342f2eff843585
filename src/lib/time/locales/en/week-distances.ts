/** English days by a distance in weeks: "a week on Tuesday", "Thursday in two weeks", "a week ago Friday", "this time next week". */
import { addPeriods, startOf } from "../../calendar";
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, DurationValue, WeekdayValue, WhenValue } from "../../grammar/values";
import { dateFromFields, dateWithin, mergeFields, nthWeekdayFrom, periodFromNow, weekdayFromNow } from "../../meaning/dates";
import { dateFrom, dateFromNow } from "../../meaning/durations";

/** Today's place in another week, month or year. */
const sameDayIn = (date: DateValue): DateValue => ({
  grain: "day",
  at: (anchor) => {
    const period = date.grain === "quarter" ? "quarter" : date.grain === "week" ? "week" : date.grain === "year" ? "year" : "month";
    const length = { week: 7, month: 30.44, quarter: 91.3, year: 365.25 }[period] * 86_400;
    const base = startOf(period, anchor.wall, anchor.weekStart);
    return date.at(anchor).map((span) => {
      const start = addPeriods(startOf("day", anchor.wall, 1), period, Math.round((span.start - base) / length));
      return { start, end: start + 86_400 };
    });
  },
});

/** A weekday of the week that lies so many weeks ahead or back. */
const weekdayInWeek = ({ weekday }: WeekdayValue, length: DurationValue, sign: 1 | -1): DateValue | null => {
  const then = length.unit === "week" ? dateFromNow(length, sign) : null;
  const named = dateFromFields({ weekday });
  const week = periodFromNow("week", 0);
  return then && named && dateWithin(named, { ...week, at: (anchor) => then.at(anchor).flatMap(({ start }) => week.at({ ...anchor, wall: start })) });
};

const daysAfter = (date: DateValue, days: number): DateValue => ({
  grain: "day",
  at: (anchor) => date.at(anchor).map(({ start, end }) => ({ start: start + days * 86_400, end: end + days * 86_400 })),
});

export const weekDistanceRules: readonly Rule[] = [
  rule({
    name: "so long ago, counted from a day",
    pattern: ["{duration} ago {weekday}", "{duration} ago {date}"],
    makes: "date",
    priority: 1,
    build: (length, day) => {
      if (length.seconds > 0) return null;
      if ("weekday" in day) return length.unit === "week" ? dateFrom(length, -1, nthWeekdayFrom(day.weekday, -1)) : null;
      return day.period === "day" && day.grain === "day" && !day.range ? dateFrom(length, -1, day) : null;
    },
    examples: { "a week ago Friday": "2026-11-13", "a week ago yesterday": "2026-11-15", "a year ago yesterday": "2025-11-22" },
  }),
  rule({
    name: "weekday of a week back",
    pattern: ["{duration} ago on {weekday}", "on? {weekday} {duration} ago"],
    makes: "date",
    priority: 1,
    build: (a, b) => ("months" in a ? weekdayInWeek(b as WeekdayValue, a, -1) : weekdayInWeek(a, b as DurationValue, -1)),
    examples: { "two weeks ago on Tuesday": "2026-11-10", "Tuesday two weeks ago": "2026-11-10" },
  }),
  rule({
    name: "weekday of a week ahead",
    pattern: ["in {duration} on {weekday}", "in {duration} time on {weekday}", "in {duration} 's|' time on {weekday}"],
    makes: "date",
    priority: 1,
    build: (length, day) => weekdayInWeek(day, length, 1),
    examples: { "in two weeks on Thursday": "2026-12-10", "in two weeks' time on Monday": "2026-12-07" },
  }),
  rule({
    name: "weeks today",
    pattern: ["{duration} {date}", "{duration} on|this {weekday}"],
    makes: "date",
    // "a week today", "three weeks on Wednesday": only whole weeks count from a day that way.
    build: (length, date) => {
      if (length.unit !== "week" || length.seconds > 0) return null;
      if ("weekday" in date) return dateFrom(length, 1, nthWeekdayFrom(date.weekday, 1));
      return date.period === "day" && date.grain === "day" ? dateFrom(length, 1, date) : null;
    },
    examples: {
      "a week today": "2026-11-30",
      "two weeks tomorrow": "2026-12-08",
      "three weeks on Wednesday": "2026-12-16",
      "a week this Friday": "2026-12-04",
    },
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
    name: "weekday in weeks",
    pattern: ["{weekday} in {duration}", "{weekday} ,? {duration} from now", "{weekday} week"],
    makes: "date",
    build: ({ weekday }, length?): DateValue => {
      if (!length) return daysAfter(nthWeekdayFrom(weekday, 1), 7);
      const base = dateFromNow(length, 1);
      if (!base) return weekdayFromNow(weekday, 0);
      if (length.unit === "week") return daysAfter(nthWeekdayFrom(weekday, 1), length.days);
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
    name: "this day next week",
    pattern: ["on? this|same day {date}", "on? the same day {date}", "{date} on? this|same day"],
    makes: "date",
    priority: 1,
    // The same place in another week, month or year.
    build: (date) => (date.range || !["week", "month", "year"].includes(date.grain) ? null : sameDayIn(date)),
    examples: { "this day next week": "2026-11-30", "this day last year": "2025-11-23", "on the same day next month": "2026-12-23" },
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
              const [day] = (date.grain === "day" ? date : sameDayIn(date)).at(anchor);
              return day ? [{ start: day.start + (anchor.wall - startOf("day", anchor.wall, 1)), end: null }] : [];
            },
          },
    examples: { "same time tomorrow": "2026-11-24T10:00", "this time next week": "2026-11-30T10:00", "this time last year": "2025-11-23T10:00" },
  }),
];
