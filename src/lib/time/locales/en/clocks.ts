/** English clock times: "half past two", "3:20p", "noon", "9 to 11". */
import { rule, type Rule } from "../../grammar/rule";
import type { ClockValue, NumberValue } from "../../grammar/values";
import { clock, clockNear } from "../../meaning/clocks";

const isHour = (n: NumberValue): boolean => n.value >= 0 && n.value <= 24 && n.digits <= 2 && n.vague !== true && Number.isInteger(n.value);
const strong = (value: ClockValue): ClockValue => (value.weak ? { ...value, weak: false } : value);
/** "20 to 7" tells minutes, not a span of hours. */
const isMinutesTo = (from: ClockValue, to: ClockValue): boolean =>
  !from.open && from.grain === "hour" && (from.hour === 15 || from.hour === 20) && (to.open || to.marked === true) && to.grain === "hour";
const withHalf = (value: ClockValue, half: "am" | "pm"): ClockValue | null =>
  value.open ? clock(value.hour, value.minute, value.second, { half, grain: value.grain }) : null;

const minutesTo = (n: NumberValue, value: ClockValue): ClockValue | null =>
  n.value > 0 && n.value % 5 === 0 && value.grain === "hour" ? clockNear(value, -n.value) : null;

export const clockRules: readonly Rule[] = [
  rule({
    name: "hour and half",
    pattern: ["{loose} {half}", "{loose} o'clock|oclock {half}", "{loose} in the {half}"],
    makes: "clock",
    build: withHalf,
    examples: { "3 pm": "2026-11-23T15:00", "three thirty pm": "2026-11-23T15:30", "tomorrow at 3 in the pm": "2026-11-24T15:00" },
  }),
  rule({
    name: "clock in the half",
    pattern: ["{clock} in? the? {half}"],
    makes: "clock",
    build: withHalf,
    examples: { "half past three pm": "2026-11-23T15:30" },
  }),
  rule({
    name: "bare hour",
    pattern: "{number}",
    makes: "loose",
    build: (n) => (isHour(n) ? clock(n.value, 0, 0, { weak: true, open: !(n.digits === 2 && n.value < 10) }) : null),
  }),
  rule({
    name: "hour and minutes in words",
    pattern: ["{number} {number}", "{number} oh|o {number}"],
    makes: "loose",
    priority: 1,
    build: (h, m) =>
      isHour(h) && h.value > 0 && m.digits === 0 && m.value < 60 && m.value >= (h.digits === 0 ? 1 : 15) && m.vague !== true
        ? clock(h.value, m.value, 0, { grain: "minute", weak: true })
        : null,
    examples: { "at three twenty": "2026-11-23T15:20", "three twenty": "", "at seven thirty-five": "2026-11-23T19:35", "at 9 fifteen": "2026-11-24T09:15" },
  }),
  rule({
    name: "hour and minutes in words with a dash",
    pattern: "{number} - {number}",
    makes: "loose",
    priority: 1,
    build: (h, m) =>
      isHour(h) && h.digits === 0 && h.value > 0 && m.digits === 0 && m.value < 60 && m.value > 12 && m.vague !== true
        ? clock(h.value, m.value, 0, { grain: "minute", weak: true })
        : null,
    examples: { "seven-thirty pm": "2026-11-23T19:30" },
  }),
  rule({
    name: "o'clock",
    pattern: ["{loose} o'clock|oclock|o'clocks", "{loose} o clock"],
    makes: "clock",
    build: (value) => (value.grain === "hour" ? strong(value) : null),
    examples: { "6 o'clock": "2026-11-23T18:00" },
  }),
  rule({
    name: "hundred hours",
    pattern: ["{loose} hours|hrs", "{clock} hours|hrs", "{number} hundred hours|hrs"],
    makes: "clock",
    build: (value) =>
      "hour" in value ? (value.grain === "minute" && !value.marked ? value : null) : isHour(value) ? clock(value.value, 0, 0, { open: false }) : null,
    examples: { "at 09:30 hrs": "2026-11-24T09:30", "eighteen hundred hours": "2026-11-23T18:00" },
  }),
  rule({
    name: "at",
    pattern: ["at|@ about|around|approximately|exactly? {loose}", "at|@ {loose} sharp|exactly|precisely?", "around|about|approximately {loose}"],
    makes: "clock",
    build: strong,
    examples: { "at 5": "2026-11-23T17:00", "at 9": "2026-11-24T09:00", "around 4": "2026-11-23T16:00" },
  }),
  rule({
    name: "at clock",
    pattern: ["at|@ about|around|approximately|exactly? {clock}", "around|about|approximately|exactly|circa {clock}"],
    makes: "clock",
    build: strong,
    examples: { "at 15:30": "2026-11-23T15:30" },
  }),
  rule({
    name: "sharp",
    pattern: [
      "{clock} sharp|exactly|precisely|ish|-ish",
      "{loose} sharp|ish",
      "{clock} on the dot",
      "{loose} on the dot",
      "{clock} - ish",
      "{loose} - ish",
      "{clock} or so",
    ],
    makes: "clock",
    build: strong,
    examples: { "11ish": "2026-11-23T11:00", "3 on the dot": "2026-11-23T15:00" },
  }),
  rule({
    name: "noon",
    pattern: ["12|twelve? noon|noonish", "12|twelve? midday", "mid -? day", "high noon", "at noon"],
    makes: "clock",
    build: () => clock(12, 0, 0, { open: false }),
    examples: { noon: "2026-11-23T12:00", "mid day": "2026-11-23T12:00" },
  }),
  rule({
    name: "midnight",
    pattern: ["12|twelve? midnight", "mid -? night", "12 at night"],
    makes: "clock",
    build: () => clock(24, 0, 0, { open: false }),
    examples: { midnight: "2026-11-24T00:00" },
  }),
  rule({
    name: "half past",
    pattern: ["half past|after {loose}", "half - past {loose}"],
    makes: "clock",
    build: (value) => clockNear(value, 30),
    examples: { "half past two": "2026-11-23T14:30" },
  }),
  rule({
    name: "half past clock",
    pattern: "half past|after {clock}",
    makes: "clock",
    build: (value) => clockNear(value, 30),
    examples: { "half past noon": "2026-11-23T12:30" },
  }),
  rule({
    name: "British half",
    pattern: "at? half {loose}",
    makes: "clock",
    build: (value) => (value.hour > 12 ? null : clockNear(value, 30)),
    examples: { "half three": "2026-11-23T15:30" },
  }),
  rule({
    name: "quarter past",
    pattern: ["a|1? quarter past|after {loose}", "a? quarter past|after {clock}"],
    makes: "clock",
    build: (value) => clockNear(value, 15),
    examples: { "quarter past 4": "2026-11-23T16:15" },
  }),
  rule({
    name: "quarter to",
    pattern: ["a|1? quarter to|till|til|before|of {loose}", "a? quarter to|till|til|before|of {clock}"],
    makes: "clock",
    build: (value) => clockNear(value, -15),
    examples: { "a quarter to noon": "2026-11-23T11:45", "quarter to 5": "2026-11-23T16:45" },
  }),
  rule({
    name: "minutes past",
    pattern: ["{number} minutes|mins|min? past|after {loose}", "{number} minutes|mins|min? past|after {clock}"],
    makes: "clock",
    build: (n, value) => (Number.isInteger(n.value) && n.value > 0 ? clockNear(value, n.value) : null),
    examples: { "20 past 3": "2026-11-23T15:20", "fifteen minutes past noon": "2026-11-23T12:15" },
  }),
  rule({
    name: "minutes to",
    pattern: ["{number} minutes|mins|min to|till|til|before {loose}", "{number} minutes|mins|min to|till|til|before {clock}"],
    makes: "clock",
    priority: -1,
    build: minutesTo,
    examples: { "ten minutes to four": "2026-11-23T15:50" },
  }),
  rule({
    name: "so many to",
    pattern: ["{number} to|till|til|before {loose}", "{number} to|till {clock}"],
    makes: "clock",
    priority: -1,
    build: minutesTo,
    examples: { "ten to four": "2026-11-23T15:50" },
  }),

  rule({
    name: "clock to clock",
    pattern: ["{clock} -|to|until|untill|till|til|thru|through {clock}"],
    makes: "clocks",
    build: (from, to) => ({ from, to }),
    examples: { "3pm to 4pm": "2026-11-23T15:00/2026-11-23T16:00", "8:00-9:30": "2026-11-24T08:00/2026-11-24T09:30" },
  }),
  rule({
    name: "loose to clock",
    pattern: ["{loose} -|to|until|untill|till|til|thru|through {clock}"],
    makes: "clocks",
    build: (from, to) => (isMinutesTo(from, to) || (!from.open && !to.open && to.hour < from.hour && from.hour - to.hour < 8) ? null : { from, to }),
    examples: { "twenty to nine pm": "2026-11-23T20:40", "9-11am": "2026-11-24T09:00/2026-11-24T11:00" },
  }),
  rule({
    name: "clock to loose",
    pattern: ["{clock} -|to|until|untill|till|til|thru|through {loose}"],
    makes: "clocks",
    build: (from, to) => ({ from, to }),
    examples: { "8am until 6": "2026-11-24T08:00/2026-11-24T18:00" },
  }),
  rule({
    name: "loose to loose",
    pattern: ["{loose} -|to|until|untill|till|til|thru|through {loose}"],
    makes: "clocks",
    build: (from, to) => (isMinutesTo(from, to) ? null : { from, to, weak: true }),
    examples: { "tomorrow 2-4": "2026-11-24T14:00/2026-11-24T16:00", "2-4": "", "20 to 7 tomorrow morning": "2026-11-24T06:40" },
  }),
  rule({
    name: "hours until hours",
    pattern: "{loose} until|untill|till|til {loose}",
    makes: "clocks",
    // "10 till 4" may be ten minutes to four.
    build: (from, to) => (from.hour % 5 === 0 ? null : { from, to }),
    examples: { "9 till 5": "2026-11-24T09:00/2026-11-24T17:00" },
  }),
  rule({
    name: "from clocks",
    pattern: ["from|at|anytime {clocks}", "anytime|any time? from {clocks}"],
    makes: "clocks",
    build: ({ from, to }) => ({ from, to }),
    examples: { "from 2 to 4": "2026-11-23T14:00/2026-11-23T16:00" },
  }),
  rule({
    name: "between clocks",
    pattern: [
      "in? between the? '? {clock} and|to|- {clock} '?",
      "in? between '? {loose} and|to|- {clock} '?",
      "in? between {clock} and|to|- {loose}",
      "in? between {loose} and|to|- {loose}",
    ],
    makes: "clocks",
    build: (from, to) => ({ from, to }),
    examples: { "between 3 and 4:30 pm": "2026-11-23T15:00/2026-11-23T16:30", "between 3 and 4": "2026-11-23T15:00/2026-11-23T16:00" },
  }),
  rule({
    name: "clocks and half",
    pattern: ["{clocks} in the {half}", "{clocks} {half}"],
    makes: "clocks",
    build: ({ from, to }, half) => {
      const end = withHalf(to, half);
      return end ? { from, to: end } : null;
    },
    examples: { "from 3 to 4 in the PM": "2026-11-23T15:00/2026-11-23T16:00" },
  }),
];
