/** English hours of every day in a longer span: "next week in the afternoon", "mornings next week", "next week between 2 and 5". */
import { DAY } from "../../calendar";
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, DateValue, PartValue } from "../../grammar/values";
import { candidates, clockSpans } from "../../meaning/clocks";
import { eachDay } from "../../meaning/moments";

const startOf = (clock: ClockValue): number | null => candidates(clock)[0] ?? null;
const from = (date: DateValue, clock: ClockValue) => eachDay(date, { from: startOf(clock), to: null });
const until = (date: DateValue, clock: ClockValue) => eachDay(date, { from: null, to: startOf(clock) });

export const eachDayRules: readonly Rule[] = [
  rule({
    name: "all of a period",
    pattern: ["for? all of|through {date}", "for? the whole|entire {date}"],
    makes: "date",
    build: (date) => (date.weak ? null : date),
    examples: { "all of Tuesday": "2026-11-24", "for the whole month of December": "2026-12" },
  }),
  rule({
    name: "part of every day",
    pattern: [
      "{date} ,? in|during|over|at the? {part}",
      "{date} ,? {part}",
      "any|some? {part} ,? of|in|during? {date}",
      "in|during|over the {part} ,? of|in|during? {date}",
      "{date} ,? but|and? only? in|during? the? {part} only?",
    ],
    makes: "when",
    build: (a, b) => {
      const [date, part] = "at" in a ? [a, b] : [b, a];
      return "at" in date && "wideStart" in part ? eachDay(date, { from: part.start, to: Math.min(part.end, DAY) }) : null;
    },
    examples: {
      "next week in the afternoon": "2026-11-30/2026-12-07 daily 12:00-19:00",
      "any afternoon next week": "2026-11-30/2026-12-07 daily 12:00-19:00",
    },
  }),
  rule({
    name: "plural parts of every day",
    pattern: ["{parts} only? ,? in|during|of? {date}", "{date} ,? in|during? the? {parts} only?", "{date} ,? only? {parts}"],
    makes: "when",
    build: (a, b) => {
      const [date, part] = "at" in a ? [a, b as PartValue] : [b as DateValue, a];
      return eachDay(date, { from: part.start, to: Math.min(part.end, DAY) });
    },
    examples: { "mornings next week": "2026-11-30/2026-12-07 daily 08:00-12:00" },
  }),
  rule({
    name: "clocks of every day",
    pattern: ["{date} ,? from? {clocks}", "from? {clocks} ,? of|in|during? {date}"],
    makes: "when",
    build: (a, b) => {
      const [date, clocks] = "at" in a ? [a, b] : [b, a];
      // "10 to 22 August" are days of August, not its hours.
      if (!("at" in date) || !("to" in clocks) || date.weak || date.grain === "month" || date.grain === "year") return null;
      const [span] = clockSpans({ from: { ...clocks.from, weak: false }, to: { ...clocks.to, weak: false } });
      return span && span.end <= DAY ? eachDay(date, { from: span.start, to: span.end }) : null;
    },
    examples: { "next week between 2 and 5": "2026-11-30/2026-12-07 daily 14:00-17:00" },
  }),
  rule({
    name: "after a clock of every day",
    pattern: [
      "{date} ,? any|anytime? time? after {loose}",
      "{date} ,? any|anytime? time? after {clock}",
      "after {loose} ,? in|during? {date}",
      "after {clock} ,? in|during? {date}",
    ],
    makes: "when",
    build: (a, b) => ("at" in a ? from(a, b as ClockValue) : from(b as DateValue, a)),
    examples: { "next week after 3": "2026-11-30/2026-12-07 daily 15:00-" },
  }),
  rule({
    name: "before a clock of every day",
    pattern: [
      "{date} ,? any|anytime? time? before {loose}",
      "{date} ,? any|anytime? time? before {clock}",
      "before {loose} ,? in|during? {date}",
      "before {clock} ,? in|during? {date}",
    ],
    makes: "when",
    build: (a, b) => ("at" in a ? until(a, b as ClockValue) : until(b as DateValue, a)),
    examples: { "next week before noon": "2026-11-30/2026-12-07 daily -12:00" },
  }),
];
