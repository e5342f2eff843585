/** English days and clocks together, and spans between them: "tomorrow at 3", "Tuesday from 2 to 4", "2pm till tomorrow 4:30pm". */
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, DateValue, DurationValue, WhenValue } from "../../grammar/values";
import { dateFromFields, strong } from "../../meaning/dates";
import { asWhen, clocksAsWhen, dateAsWhen, moment, now, withDuration } from "../../meaning/moments";

const isDayWord = (date: DateValue): boolean => date.fields?.day === undefined;

const forLength = (clock: ClockValue, duration: DurationValue): WhenValue | null => withDuration(asWhen({ date: null, clock }), { ...duration, weak: false });
const forDays = (date: DateValue, duration: DurationValue): WhenValue | null =>
  date.grain === "day" && !date.range && duration.seconds === 0 ? withDuration(dateAsWhen(strong(date)), { ...duration, weak: false }) : null;

export const momentRules: readonly Rule[] = [
  rule({
    name: "now",
    pattern: [
      "now",
      "right|just now",
      "at this time|moment|minute|point",
      "at this very moment",
      "at the moment|minute",
      "at present",
      "immediately|asap|atm",
      "as soon as possible",
      "this minute|instant|moment",
      "right away",
      "this very moment",
    ],
    makes: "when",
    build: () => now,
    examples: { now: "2026-11-23T10:00", "at the moment": "2026-11-23T10:00" },
  }),
  rule({
    name: "now and then",
    pattern: ["every? now and then|again"],
    makes: "when",
    build: () => ({ ...now, at: () => [] }),
    examples: { "every now and then": "" },
  }),
  rule({
    name: "day at clock",
    pattern: ["{date} ,|:|-|t? at|@|from|for|around|about? {clock}", "{date} ,|- at? the? {clock}", "{date} ( {clock} )"],
    makes: "moment",
    build: (date, clock) => moment(strong(date), clock),
    examples: { "tomorrow at 3pm": "2026-11-24T15:00", "Fri, Jul 18, 2014 07:00 PM": "2014-07-18T19:00", "2026-12-01 3:30": "2026-12-01T03:30" },
  }),
  rule({
    name: "day at bare hour",
    pattern: ["{date} ,? at|@|around|about|by {loose}", "{date} ,? for {loose}"],
    makes: "moment",
    build: (date, clock) => moment(strong(date), { ...clock, weak: false }),
    examples: { "tomorrow at 3": "2026-11-24T15:00", "Friday at 8.30": "2026-11-27T08:30" },
  }),
  rule({
    name: "day and bare hour",
    pattern: "{date} {loose}",
    makes: "moment",
    priority: -2,
    build: (date, clock) =>
      date.period === "day" ||
      (clock.grain === "minute" && (date.figures ? date.fields?.year !== undefined : date.fields?.weekday !== undefined && isDayWord(date)))
        ? moment(date, { ...clock, weak: false })
        : null,
    examples: { "tomorrow 9": "2026-11-24T09:00", "2027/08/17 13.15": "2027-08-17T13:15" },
  }),
  rule({
    name: "clock on day",
    pattern: ["{clock} ,|-? on|of|for|in? the? {date}", "{clock} - {date}", "{clock} ( {date} )"],
    makes: "moment",
    build: (clock, date) => moment(strong(date), clock),
    examples: { "3pm tomorrow": "2026-11-24T15:00", "at 9am on Saturday": "2026-11-28T09:00", "1:30 PM on Sat, Sep 25": "2027-09-25T13:30" },
  }),
  rule({
    name: "hour and minutes on a date",
    pattern: "{loose} on {date}",
    makes: "moment",
    priority: -3,
    build: (clock, date) => (clock.grain === "minute" && date.fields?.day !== undefined ? moment(date, { ...clock, weak: false }) : null),
    examples: { "0930 on 30 Nov": "2026-11-30T09:30" },
  }),
  rule({
    name: "bare hour on day",
    pattern: "{loose} on? {date}",
    makes: "moment",
    priority: -2,
    build: (clock, date) =>
      date.period === "day" || (date.fields?.weekday !== undefined && isDayWord(date)) ? moment(strong(date), { ...clock, weak: false }) : null,
    examples: { "9 tomorrow": "2026-11-24T09:00" },
  }),
  rule({
    name: "day, clock, year",
    pattern: ["{moment} {year}", "{moment} , {year}"],
    makes: "moment",
    build: (value, year) => {
      if (!value.date?.fields || value.date.fields.month === undefined || value.date.fields.year !== undefined) return null;
      const date = dateFromFields({ ...value.date.fields, year });
      return date && { ...value, date };
    },
    examples: { "Thu Oct 26 11:00:09 2023": "2023-10-26T11:00:09" },
  }),
  rule({
    name: "day and clocks",
    pattern: ["{date} ,|:|-? from|at|between? {clocks}", "{date} ( {clocks} )"],
    makes: "when",
    build: (date, clocks) => clocksAsWhen(strong(date), clocks),
    examples: { "Thursday from 9:30 until 11:00": "2026-11-26T09:30/2026-11-26T11:00", "this Thu 9-11am": "2026-11-26T09:00/2026-11-26T11:00" },
  }),
  rule({
    name: "clocks on day",
    pattern: ["{clocks} ,? on|of|for|in? the? {date}"],
    makes: "when",
    build: (clocks, date) => clocksAsWhen(strong(date), clocks),
    examples: { "2-4pm on Wednesday": "2026-11-25T14:00/2026-11-25T16:00", "12 to 2 tomorrow": "2026-11-24T12:00/2026-11-24T14:00" },
  }),
  rule({
    name: "clocks in a part",
    pattern: ["{clocks} in the {part}", "{clocks} at {part}"],
    makes: "when",
    build: ({ from, to }, part) => (part.weak ? null : clocksAsWhen(null, { from, to }, part)),
    examples: {
      "from 8 to 10 in the evening": "2026-11-23T20:00/2026-11-23T22:00",
      "5 to 6 in the afternoon": "2026-11-23T17:00/2026-11-23T18:00",
      "from 10 to 1 in the afternoon": "2026-11-23T10:00/2026-11-23T13:00",
    },
  }),
  rule({
    name: "clocks in a part of a day",
    pattern: ["{clocks} ,? on? {daypart}"],
    makes: "when",
    build: ({ from, to }, { date, part }) => (part.weak ? null : clocksAsWhen(date, { from, to }, part)),
    examples: { "between 10 and 11:30 this morning": "2026-11-23T10:00/2026-11-23T11:30" },
  }),
  rule({
    name: "part of a day and clocks",
    pattern: ["{daypart} ,? {clocks}"],
    makes: "when",
    build: ({ date, part }, clocks) => (part.weak ? null : clocksAsWhen(date, clocks, part)),
    examples: { "tomorrow evening from 7 to 9": "2026-11-24T19:00/2026-11-24T21:00" },
  }),
  rule({
    name: "day and the span of a part",
    pattern: ["{date} ,? {when}"],
    makes: "when",
    priority: -1,
    build: (date, span) =>
      date.grain !== "day" || date.range || span.dateGiven || !span.timeGiven || !span.pair || span.zone !== undefined
        ? null
        : {
            ...span,
            dateGiven: true,
            weak: false,
            at: (anchor) =>
              strong(date)
                .at(anchor)
                .flatMap(({ start }) => span.at({ ...anchor, wall: start, prefer: "future" })),
          },
    examples: {
      "tomorrow from 9 in the morning to noon": "2026-11-24T09:00/2026-11-24T12:00",
      "yesterday from 4 to 6 in the evening": "2026-11-22T16:00/2026-11-22T18:00",
    },
  }),
  rule({
    name: "moment for a while",
    pattern: [
      "{moment} ,? for|lasting|during? {duration}",
      "from|starting|beginning at|from? {moment} ,? for|lasting {duration}",
      "{moment} ( {duration} )",
      "{moment} , {duration}",
      "starting|beginning {moment} ,? {duration}",
    ],
    makes: "when",
    build: (value, duration) => withDuration(asWhen(value), { ...duration, weak: false }),
    examples: {
      "at 3 for 45 minutes": "2026-11-23T15:00/2026-11-23T15:45",
      "from 4pm for thirty minutes": "2026-11-23T16:00/2026-11-23T16:30",
      "Thursday at 12:30, one hour": "2026-11-26T12:30/2026-11-26T13:30",
    },
  }),
  rule({
    name: "day for a while from a clock",
    pattern: [
      "{date} ,? for {duration} ,? starting|from|beginning at? {clock}",
      "{date} ,? for {duration} ,? starting|from|beginning|at at? {loose}",
      "{date} ,? for {duration} ,? at {clock}",
    ],
    makes: "when",
    build: (date, duration, clock) => {
      const value = moment(strong(date), { ...clock, weak: false });
      return value && withDuration(asWhen(value), { ...duration, weak: false });
    },
    examples: { "March 10th for 4 hours starting at 11 am": "2027-03-10T11:00/2027-03-10T15:00" },
  }),
  rule({
    name: "sure hour for a while",
    pattern: "{loose} for {duration}",
    makes: "when",
    build: (clock, duration) => (clock.open ? null : withDuration(asWhen({ date: null, clock: { ...clock, weak: false } }), { ...duration, weak: false })),
    examples: { "16h for thirty minutes": "2026-11-23T16:00/2026-11-23T16:30" },
  }),
  rule({
    name: "for a while from a moment",
    pattern: [
      "for? {duration} ,? starting|beginning|at|starts from|at|on? {moment}",
      "for {duration} ,? from {moment}",
      "for? {duration} ,? {moment}",
      "for? {duration} on {moment}",
    ],
    makes: "when",
    build: (duration, value) => withDuration(asWhen(value), { ...duration, weak: false }),
    examples: { "for 30' starting from 4pm": "2026-11-23T16:00/2026-11-23T16:30", "a day starting this Friday at 5 pm": "2026-11-27T17:00/2026-11-28T17:00" },
  }),
  rule({
    name: "hours from a moment",
    pattern: "{duration} from {moment}",
    makes: "when",
    // "two hours from 3pm" is a length, "a week from Monday at 10" a distance.
    build: (duration, value) => (duration.days > 0 || duration.months > 0 ? null : withDuration(asWhen(value), { ...duration, weak: false })),
    examples: { "two hours from 3pm": "2026-11-23T15:00/2026-11-23T17:00", "a week from Monday at 10": "2026-12-07T10:00" },
  }),
  rule({
    name: "for a while from a bare hour",
    pattern: "for {duration} ,? from|starting|beginning at|from? {loose}",
    makes: "when",
    build: (duration, clock) => forLength({ ...clock, weak: false }, duration),
    examples: { "for 2.5 hours from 9": "2026-11-24T09:00/2026-11-24T11:30" },
  }),
  rule({
    name: "from a bare hour for a while",
    pattern: "from|starting at? {loose} for {duration}",
    makes: "when",
    build: (clock, duration) => forLength({ ...clock, weak: false }, duration),
    examples: { "from 2 for 90 minutes": "2026-11-23T14:00/2026-11-23T15:30" },
  }),
  rule({
    name: "for days from a date",
    pattern: ["for {duration} ,? from|starting|beginning on|from? the? {date}", "{duration} starting|beginning on? the? {date}"],
    makes: "when",
    build: (duration, date) => forDays(date, duration),
    examples: { "five days starting on the 19th of June": "2027-06-19/2027-06-24" },
  }),
  rule({
    name: "a date for days",
    pattern: ["{date} for {duration}", "from|starting|beginning on? {date} for {duration}"],
    makes: "when",
    build: forDays,
    examples: { "from Monday for three days": "2026-11-30/2026-12-03" },
  }),
];
