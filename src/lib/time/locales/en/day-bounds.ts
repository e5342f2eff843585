/** English bounds inside a day or a week: "Tuesday after 3", "Friday before 10:30", "next week after Wednesday". */
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, DateValue, DayPartValue, WhenValue } from "../../grammar/values";
import { candidatesIn } from "../../meaning/clocks";
import { dateFromFields } from "../../meaning/dates";
import { asWhen, bound, daypartAsWhen } from "../../meaning/moments";
import * as parts from "../../meaning/parts";

/** The days of a week before, from or after one of its weekdays. */
const weekPart = (week: DateValue, weekday: number, side: "before" | "from" | "after"): DateValue | null => {
  if (week.period !== "week" || week.weak) return null;
  const day = dateFromFields({ weekday });
  return {
    grain: "day",
    range: true,
    at: (anchor) =>
      week.at(anchor).flatMap((span) =>
        (day?.within?.(span, anchor) ?? []).flatMap(({ start, end }) => {
          const part = side === "before" ? { start: span.start, end: start } : { start: side === "from" ? start : end, end: span.end };
          return part.end > part.start ? [part] : [];
        }),
      ),
  };
};

/** A clock on one single day; null on anything longer. */
const clockOn = (date: DateValue, clock: ClockValue): WhenValue | null =>
  date.grain === "day" && !date.range ? asWhen({ date, clock: { ...clock, weak: false } }) : null;

const afterOn = (date: DateValue, clock: ClockValue): WhenValue | null => {
  const start = clockOn(date, clock);
  return start && bound("after", "start", start);
};

/** From the day's beginning, or now where that has passed, until the clock. */
const beforeOn = (date: DateValue, clock: ClockValue): WhenValue | null => {
  const end = clockOn(date, clock);
  const limit = end && bound("before", "start", end);
  return (
    limit && {
      ...limit,
      at: (anchor) =>
        end.at(anchor).map(({ start }) => ({ start: Math.min(Math.max(date.at(anchor)[0]?.start ?? anchor.wall, anchor.wall), start), end: start })),
    }
  );
};

export const dayBoundRules: readonly Rule[] = [
  rule({
    name: "day after a bare hour",
    pattern: [
      "{date} ,? any|anytime? time? after {loose}",
      "{date} ,? any|anytime? time? after {clock}",
      "{date} ,? from {clock} on|onwards|onward",
      "{date} ,? from {loose} on|onwards|onward",
      "{date} ,? not before {loose}",
      "{date} ,? not before {clock}",
      "{date} ,? no|not earlier than {loose}",
      "{date} ,? no|not earlier than {clock}",
    ],
    makes: "when",
    build: afterOn,
    examples: { "Tuesday after 3": "after 2026-11-24T15:00" },
  }),
  rule({
    name: "day before a bare hour",
    pattern: [
      "{date} ,? any|anytime? time? before {loose}",
      "{date} ,? any|anytime? time? before {clock}",
      "{date} ,? until|till {loose}",
      "{date} ,? until|till {clock}",
      "{date} ,? by {clock}",
      "{date} ,? no|not later than {loose}",
      "{date} ,? no|not later than {clock}",
      "{date} ,? not after {loose}",
      "{date} ,? not after {clock}",
    ],
    makes: "when",
    build: beforeOn,
    examples: { "Friday before 10:30": "before 2026-11-27T00:00/2026-11-27T10:30" },
  }),
  rule({
    name: "after on a day",
    pattern: ["after {loose} on? {date}", "after {clock} on? {date}"],
    makes: "when",
    priority: 1,
    build: (clock, date) => afterOn(date, clock),
    examples: { "after 3 on Tuesday": "after 2026-11-24T15:00" },
  }),
  rule({
    name: "before on a day",
    pattern: ["before|by|until|till {loose} on? {date}", "before|by|until|till {clock} on? {date}"],
    makes: "when",
    priority: 1,
    build: (clock, date) => beforeOn(date, clock),
    examples: { "before 2 on Friday": "before 2026-11-27T00:00/2026-11-27T14:00" },
  }),
  rule({
    name: "part until a clock",
    pattern: ["{daypart} ,? before|until|till|by {loose}", "{daypart} ,? before|until|till|by {clock}", "before {loose} {daypart}", "before {clock} {daypart}"],
    makes: "when",
    build: (a, b) => {
      const [{ date, part }, clock] = "part" in a ? [a, b as ClockValue] : [b as DayPartValue, a];
      const [end] = candidatesIn(clock, part);
      return end !== undefined && end > part.start && end <= part.end ? daypartAsWhen({ date, part: { ...part, end } }) : null;
    },
    examples: { "Thursday morning before 10": "2026-11-26T08:00/2026-11-26T10:00" },
  }),
  rule({
    name: "part from a clock on",
    pattern: ["{daypart} ,? after|from {loose}", "{daypart} ,? after {clock}", "after {loose} {daypart}", "after {clock} {daypart}"],
    makes: "when",
    build: (a, b) => {
      const [{ date, part }, clock] = "part" in a ? [a, b as ClockValue] : [b as DayPartValue, a];
      const [start] = candidatesIn(clock, part);
      return start !== undefined && start >= part.start && start < part.end ? daypartAsWhen({ date, part: { ...part, start } }) : null;
    },
    examples: { "tomorrow afternoon after 3": "2026-11-24T15:00/2026-11-24T19:00" },
  }),
  rule({
    name: "week from a weekday on",
    pattern: ["{date} ,? after {weekday}"],
    makes: "date",
    priority: 1,
    build: (week, { weekday }) => weekPart(week, weekday, "after"),
    examples: { "next week after Wednesday": "2026-12-03/2026-12-07" },
  }),
  rule({
    name: "week from a weekday",
    pattern: ["{date} ,? from {weekday} on|onwards|onward?"],
    makes: "date",
    priority: 1,
    build: (week, { weekday }) => weekPart(week, weekday, "from"),
    examples: { "next week from Wednesday": "2026-12-02/2026-12-07" },
  }),
  rule({
    name: "week before a weekday",
    pattern: ["{date} ,? before {weekday}"],
    makes: "date",
    priority: 1,
    build: (week, { weekday }) => weekPart(week, weekday, "before"),
    examples: { "next week before Thursday": "2026-11-30/2026-12-03" },
  }),
  rule({
    name: "before a part of a day",
    pattern: ["{date} before {part}", "before {part} on? {date}"],
    makes: "when",
    priority: 1,
    build: (a, b) => {
      const [date, part] = "at" in a ? [a, b] : [b, a];
      if (!("at" in date) || !("wideStart" in part) || date.grain !== "day" || date.range) return null;
      return daypartAsWhen({ date, part: { ...part, start: Math.min(part.start, parts.morning.start), end: part.start } });
    },
    examples: { "Tuesday before lunch": "2026-11-24T08:00/2026-11-24T12:00" },
  }),
];
