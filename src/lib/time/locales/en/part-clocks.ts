/** English clocks in a part of the day, alone and of a named day: "3:20 in the afternoon", "8 tonight", "tomorrow afternoon at 5". */
import { rule, type Rule } from "../../grammar/rule";
import type { DateValue, MomentValue } from "../../grammar/values";
import { moment } from "../../meaning/moments";
import * as parts from "../../meaning/parts";

export const partClockRules: readonly Rule[] = [
  rule({
    name: "clock in a part",
    pattern: ["{clock} in|at|during|of the? {part}", "{clock} ,? {part}", "{loose} in|at the {part}", "{loose} at night"],
    makes: "moment",
    build: (clock, part?) =>
      part === undefined
        ? { date: null, clock: { ...clock, weak: false }, part: parts.night }
        : part.weak
          ? null
          : { date: null, clock: { ...clock, weak: false }, part },
    examples: {
      "3:20 in the afternoon": "2026-11-23T15:20",
      "8 in the morning": "2026-11-24T08:00",
      "11 at night": "2026-11-23T23:00",
      "2 in the morning": "2026-11-24T02:00",
    },
  }),
  rule({
    name: "dated clock in a part",
    pattern: ["{moment} in|at|during the? {part}", "{moment} ,? {part}"],
    makes: "moment",
    build: (value, part) => (value.part || part.weak || !value.date || !value.clock.open ? null : { ...value, part }),
    examples: { "October 20 at 11 o'clock at night": "2027-10-20T23:00" },
  }),
  rule({
    name: "clock in a part on a day",
    pattern: ["{moment} ,? on? {date}", "{date} ,? at? {moment}"],
    makes: "moment",
    build: (a, b) => {
      const [value, date] = "clock" in a ? [a, b as DateValue] : [b as MomentValue, a];
      return value.part && value.zone === undefined && !value.date ? moment(date, value.clock, value.part) : null;
    },
    examples: { "at 7 in the evening tomorrow": "2026-11-24T19:00", "Christmas Eve at 6": "2026-12-24T18:00" },
  }),
  rule({
    name: "clock in a part of a day",
    pattern: ["{clock} ,? on|in? {daypart}", "{loose} on|in? {daypart}"],
    makes: "moment",
    build: (clock, { date, part }) => (part.weak || (!date && clock.weak) ? null : moment(date, { ...clock, weak: false }, part)),
    examples: { "8 tonight": "2026-11-23T20:00", "5 tomorrow afternoon": "2026-11-24T17:00", "9 tomorrow evening": "2026-11-24T21:00" },
  }),
  rule({
    name: "part of a day at a clock",
    pattern: ["{daypart} ,|at|@|from? {clock}", "{daypart} at|@|, {loose}", "{daypart} , at {clock}"],
    makes: "moment",
    build: ({ date, part }, clock) =>
      part.weak && part.name !== "dinner" && part.name !== "lunch" ? null : part.weak ? null : moment(date, { ...clock, weak: false }, part),
    examples: { "tonight at 11": "2026-11-23T23:00", "tomorrow afternoon at 5": "2026-11-24T17:00" },
  }),
];
