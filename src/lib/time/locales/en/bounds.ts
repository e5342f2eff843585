/** English bounds: "after 3", "by Friday", "not before ten", "since Monday", "next week after Wednesday". */
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, WhenValue } from "../../grammar/values";
import { dateFromFields, periodFromNow } from "../../meaning/dates";
import { dateFromNow, instantFromNow } from "../../meaning/durations";
import { asWhen, bound, dateAsWhen, daypartAsWhen } from "../../meaning/moments";
import * as parts from "../../meaning/parts";

const hour = (clock: ClockValue): WhenValue => asWhen({ date: null, clock: { ...clock, weak: false } });
const year = (value: number): WhenValue | null => {
  const date = dateFromFields({ year: value });
  return date && dateAsWhen(date);
};

/** Words before a bare hour need no other sign of time. */
const after = "after";
const before = "before";

export const boundRules: readonly Rule[] = [
  rule({
    name: "after",
    pattern: ["anytime|sometime|any|some|only|starting? time? after the? {when}", "later than {when}", "past {moment}"],
    makes: "when",
    build: (when) => bound("after", "end", "clock" in when ? asWhen(when) : when),
    examples: { "after 3pm": "after 2026-11-23T15:00", "after Friday": "after 2026-11-28", "past noon": "after 2026-11-23T12:00" },
  }),
  rule({
    name: "after a bare hour",
    pattern: [`anytime|sometime|any|only? time? ${after} {loose}`, "later than {loose}"],
    makes: "when",
    build: (clock) => bound("after", "start", hour(clock)),
    examples: { "after 3": "after 2026-11-23T15:00", "later than 3": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "after and before",
    pattern: [
      "after {clock} ,? but|and? before {clock}",
      "after {clock} ,? but|and? before {loose}",
      "after {loose} ,? but|and? before {clock}",
      "after {loose} ,? but|and? before {loose}",
      "later than {clock} ,? but|and? before {clock}",
    ],
    makes: "clocks",
    build: (from, to) => ({ from, to }),
    examples: { "after 9:30 but before 11 on Thursday": "2026-11-26T09:30/2026-11-26T11:00" },
  }),
  rule({
    name: "before the end",
    pattern: ["anytime|sometime? before|by|until|till the? end of the? {date}"],
    makes: "when",
    priority: 2,
    build: (date) => (date.grain === "day" && !date.range ? null : bound("before", "end", dateAsWhen({ ...date, weak: false }))),
    examples: { "before the end of December": "before 2026-11-23T10:00/2027-01-01T00:00" },
  }),
  rule({
    name: "before a period's end",
    pattern: "anytime|sometime? before {unit} -? end",
    makes: "when",
    priority: 2,
    build: ({ period, times }) =>
      times === 1 && ["month", "quarter", "year"].includes(period) ? bound("before", "end", dateAsWhen(periodFromNow(period, 0))) : null,
    examples: { "before year end": "before 2026-11-23T10:00/2027-01-01T00:00" },
  }),
  rule({
    name: "before the start",
    pattern: ["before|by|until|till the? start|beginning of the? {date}"],
    makes: "when",
    priority: 2,
    build: (date) => (date.grain === "day" && !date.range ? null : bound("before", "start", dateAsWhen({ ...date, weak: false }))),
    examples: { "until the start of next month": "before 2026-11-23T10:00/2026-12-01T00:00" },
  }),
  rule({
    name: "after a date and before another",
    pattern: "after {date} ,? but|and? before {date}",
    makes: "date",
    build: (a, b) =>
      a.weak || b.weak
        ? null
        : {
            grain: "day",
            range: true,
            at: (anchor) =>
              a
                .at(anchor)
                .slice(0, 1)
                .flatMap(({ end }) =>
                  b
                    .at({ ...anchor, wall: end, prefer: "future" })
                    .filter((span) => span.start > end)
                    .slice(0, 1)
                    .map((span) => ({ start: end, end: span.start })),
                ),
          },
    examples: { "after Monday but before Friday": "2026-12-01/2026-12-04" },
  }),
  rule({
    name: "before",
    pattern: ["anytime|sometime|any|some? time? before|ahead|prior of|to? the? {when}", "earlier|sooner than {when}"],
    makes: "when",
    build: (when) => bound("before", "start", when),
    examples: { "before Friday": "before 2026-11-23T10:00/2026-11-27T00:00", "before lunch": "before 2026-11-23T10:00/2026-11-23T12:00" },
  }),
  rule({
    name: "before a bare hour",
    pattern: [`anytime|sometime|any? time? ${before} {loose}`, "earlier than {loose}"],
    makes: "when",
    build: (clock) => bound("before", "start", hour(clock)),
    examples: { "before 5": "before 2026-11-23T10:00/2026-11-23T17:00" },
  }),
  rule({
    name: "by",
    pattern: [
      "by|until|till|til the? {when}",
      "up to|until|till the? {when}",
      "through|thru to? the? {when}",
      "up to and including the? {when}",
      "at the latest by|on? {when}",
      "no|not later than {when}",
      "{when} at the latest",
      "as late as {when}",
      "not|never|nothing after|past {when}",
      "on or before {when}",
      "{when} or earlier|before|sooner",
      "ending|due on|by|at? {when}",
    ],
    makes: "when",
    priority: -1,
    build: (when) => bound("before", "end", when),
    examples: {
      "by Friday": "before 2026-11-23T10:00/2026-11-28T00:00",
      "by the end of next month": "before 2026-11-23T10:00/2027-01-01T00:00",
      "until 2pm": "before 2026-11-23T10:00/2026-11-23T14:00",
      "by Friday at 17:00 45 minutes": "before 2026-11-23T10:00/2026-11-27T17:00",
    },
  }),
  rule({
    name: "by a bare hour",
    pattern: ["by|until|till|til {loose}", "no|not later than {loose}", "not|never|nothing after|past {loose}", "ending|ends|due at|by {loose}"],
    makes: "when",
    build: (clock) => bound("before", "start", hour(clock)),
    examples: {
      "by 5": "before 2026-11-23T10:00/2026-11-23T17:00",
      "not after 4 on Friday": "before 2026-11-23T10:00/2026-11-27T16:00",
    },
  }),
  rule({
    name: "from on",
    pattern: [
      "from the? {when} on|onward|onwards|forward?",
      "as early as {when}",
      "starting|beginning|effective from|on|in|at|with? {when}",
      "at the earliest on? {when}",
      "as of|from {when}",
      "from {when} on|onward|onwards|forward|ahead",
      "{when} or later|after",
      "{when} onwards|onward",
      "on or after {when}",
      "no|not earlier|sooner than {when}",
      "not before {when}",
      "{when} at the earliest|soonest",
      "{when} and onwards|onward|after",
      "on and after {when}",
      "from {when} forward",
    ],
    makes: "when",
    priority: -1,
    build: (when) => bound("after", "start", when),
    examples: { "as early as 8am": "after 2026-11-24T08:00", "not before 11am": "after 2026-11-23T11:00", "starting on January 7th": "after 2027-01-07" },
  }),
  rule({
    name: "since",
    pattern: ["ever? since the? {when}", "ever? since {loose}"],
    makes: "when",
    // What something lasts since lies behind.
    build: (value) => {
      const limit = bound("after", "start", "hour" in value ? hour(value) : value);
      return limit && { ...limit, at: (anchor) => limit.at({ ...anchor, prefer: "past" }) };
    },
    examples: { "since Tuesday": "after 2026-11-17", "since 9am": "after 2026-11-23T09:00", "since March": "after 2026-03-01" },
  }),
  rule({
    name: "from a bare hour on",
    pattern: ["from {loose} on|onward|onwards|forward", "not before {loose}", "no|not earlier|sooner than {loose}", "{loose} or later", "{loose} onwards"],
    makes: "when",
    build: (clock) => bound("after", "start", hour(clock)),
    examples: { "not before eleven": "after 2026-11-23T11:00", "from 3 on": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "year or later",
    pattern: ["{year} or later|after", "since|from {year} on|onward|onwards?", "{year} onwards|onward"],
    makes: "when",
    priority: 1,
    build: (value) => {
      const when = year(value);
      return when && bound("after", "start", when);
    },
    examples: { "2028 or later": "after 2028-01-01" },
  }),
  rule({
    name: "after a year",
    pattern: ["anytime|sometime? after|past {year}", "greater|more|later than {year}"],
    makes: "when",
    priority: 1,
    build: (value) => {
      const when = year(value);
      return when && bound("after", "end", when);
    },
    examples: { "after 2028": "after 2029-01-01" },
  }),
  rule({
    name: "before a year",
    pattern: ["anytime|sometime? before|until|by {year}", "less|earlier than {year}", "{year} or earlier|before"],
    makes: "when",
    priority: 1,
    build: (value) => {
      const when = year(value);
      return when && bound("before", "start", when);
    },
    examples: { "before 2028": "before 2026-11-23T10:00/2028-01-01T00:00" },
  }),
  rule({
    name: "after a while",
    pattern: ["after {duration}"],
    makes: "when",
    build: (length) => {
      const date = dateFromNow(length, 1);
      const when = date ? dateAsWhen(date) : instantFromNow(length, 1);
      return when && bound("after", "start", when);
    },
    examples: { "after 5 days": "after 2026-11-28" },
  }),
  rule({
    name: "after lunch",
    pattern: ["after|past lunch|lunchtime"],
    makes: "part",
    priority: 2,
    build: () => parts.afterLunch,
    examples: { "after lunch": "2026-11-23T13:00/2026-11-23T17:00", "tomorrow after lunch": "2026-11-24T13:00/2026-11-24T17:00" },
  }),
  rule({
    name: "after work",
    pattern: ["after work", "after -? work", "after hours"],
    makes: "part",
    build: () => parts.afterWork,
    examples: { "after work": "2026-11-23T17:00/2026-11-23T21:00" },
  }),
  rule({
    name: "after school",
    pattern: "after school",
    makes: "part",
    build: () => parts.afterSchool,
    examples: { "after school": "2026-11-23T15:00/2026-11-23T21:00" },
  }),
  rule({
    name: "before a part",
    pattern: ["before|until|till|by the? {part}"],
    makes: "when",
    build: (part) => bound("before", "start", daypartAsWhen({ date: null, part })),
  }),
  rule({
    name: "after a part",
    pattern: ["after the? {part}"],
    makes: "when",
    priority: -2,
    build: (part) => bound("after", "end", daypartAsWhen({ date: null, part })),
    examples: { "after breakfast": "after 2026-11-24T10:00" },
  }),
];
