/** English distances from now or from a day: "in a fortnight", "three weeks ago", "at least 3 days from now", "half an hour before lunch", "a week on Tuesday". */
import { addPeriods } from "../../calendar";
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, DateValue, DurationValue, MomentValue, NumberValue, UnitValue, WhenValue } from "../../grammar/values";
import { strong } from "../../meaning/dates";
import { dateFrom, dateFromNow, durationSeconds, instantFrom, instantFromNow, spanFromNow } from "../../meaning/durations";
import { asWhen, bound, dateAsWhen, daypartAsWhen } from "../../meaning/moments";

/** "more than a week ago", "at least 3 days from now": open on one side. */
const boundFromNow = (direction: "after" | "before", length: DurationValue, sign: 1 | -1): WhenValue | null => {
  const date = dateFromNow(length, sign);
  const when = date ? dateAsWhen(date) : instantFromNow(length, sign);
  return when && bound(direction, "start", when);
};
/** Only hours and less are counted from a bare hour ("half an hour after 8"). */
const fromMoment = (length: DurationValue, sign: 1 | -1, value: MomentValue | ClockValue): WhenValue | null => {
  if ("clock" in value) return instantFrom(length, sign, asWhen(value));
  return length.months + length.days + length.workdays > 0 ? null : instantFrom(length, sign, asWhen({ date: null, clock: { ...value, weak: false } }));
};

/** "the 3 days before Christmas": whole days or longer, up to a date or from it on. */
const beside = (n: NumberValue, { period, times }: UnitValue, sign: 1 | -1, date: DateValue): DateValue | null => {
  const count = n.value * times;
  if (!Number.isInteger(count) || count < 2 || count > 1000 || date.weak || ["second", "minute", "hour"].includes(period)) return null;
  return {
    grain: "day",
    range: true,
    at: (anchor) =>
      date
        .at(anchor)
        .map(({ start, end }) => (sign < 0 ? { start: addPeriods(start, period, -count), end: start } : { start: end, end: addPeriods(end, period, count) })),
  };
};

export const distanceRules: readonly Rule[] = [
  rule({
    name: "stretch before a date",
    pattern: ["the last? {number} {unit} before|preceding|until {date}", "in|for|during the last? {number} {unit} before {date}"],
    makes: "date",
    priority: 1,
    build: (n, unit, date) => beside(n, unit, -1, date),
    examples: { "the 3 days before Christmas": "2026-12-22/2026-12-25" },
  }),
  rule({
    name: "stretch after a date",
    pattern: ["the first? {number} {unit} after|following {date}", "in|for|during the first? {number} {unit} after {date}"],
    makes: "date",
    priority: 1,
    build: (n, unit, date) => beside(n, unit, 1, date),
    examples: { "the two weeks after December 6": "2026-12-07/2026-12-21" },
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
      "in about|around|approximately|roughly|approx|maybe|exactly|only|just|~? {duration}",
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
      "in about|around|approximately|roughly|approx|maybe|exactly|only|just|~? {duration}",
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
      "about|around|approximately|roughly|nearly|almost|exactly|only|just? {duration} ago|earlier|back",
      "{duration} ago today",
      "{duration} prior",
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
    pattern: ["about|around|approximately|roughly|nearly|almost|exactly|only|just? {duration} ago|earlier|back", "{duration} before now", "- {duration}"],
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
    name: "time after a moment",
    pattern: ["{duration} after|from|following {moment}", "{duration} after {loose}"],
    makes: "when",
    build: (length, value) => fromMoment(length, 1, value),
    examples: { "ten minutes after 3pm": "2026-11-23T15:10", "half an hour after 8": "2026-11-23T20:30" },
  }),
  rule({
    name: "time before a moment",
    pattern: ["{duration} before|prior to? {moment}", "{duration} before {loose}"],
    makes: "when",
    build: (length, value) => fromMoment(length, -1, value),
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
];
