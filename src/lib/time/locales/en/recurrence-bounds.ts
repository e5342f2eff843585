/** English hours and ends of what repeats: "daily at 9:15", "every Tuesday from 2 to 3", "every Thursday until June", "weekdays except Wednesday". */
import { rule, type Rule } from "../../grammar/rule";
import type { RecurValue } from "../../grammar/values";
import { shiftWall } from "../../meaning/durations";
import { daysOf, weekdaysBetween } from "../../meaning/recurrence";

const open = (value: RecurValue): boolean => !value.clock && !value.clocks && !value.part;

export const recurrenceBoundRules: readonly Rule[] = [
  rule({
    name: "every day's part",
    pattern: ["{recur} {part}", "{recur} in the {part}", "{recur} in the {parts}", "{recur} at {part}"],
    makes: "recur",
    build: (value, part) => (open(value) ? { ...value, part } : null),
    examples: { "every Friday afternoon": "FREQ=WEEKLY;BYDAY=FR 2026-11-27T12:00/2026-11-27T19:00" },
  }),
  rule({
    name: "every at",
    pattern: ["{recur} ,? at|@|from? {clock}", "{recur} ,? at|@ {loose}"],
    makes: "recur",
    build: (value, clock) => (value.clock || value.clocks ? null : { ...value, clock: { ...clock, weak: false }, ...(value.part ? { part: value.part } : {}) }),
    examples: { "every night at 9": "FREQ=DAILY 2026-11-23T21:00", "every Monday at 9am": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T09:00" },
  }),
  rule({
    name: "every at a part",
    pattern: ["{recur} ,? at? {moment}"],
    makes: "recur",
    build: (value, { date, clock, part, zone }) =>
      date || value.clock || value.clocks || (!part && zone === undefined)
        ? null
        : { ...value, clock, ...(part ? { part } : {}), ...(zone === undefined ? {} : { zone }) },
    examples: { "every Sunday at 8 in the evening": "FREQ=WEEKLY;BYDAY=SU 2026-11-29T20:00" },
  }),
  rule({
    name: "at every",
    pattern: ["{clock} ,? on? {recur}", "{loose} on {recur}"],
    makes: "recur",
    build: (clock, value) => (open(value) || (value.part && !value.clock) ? { ...value, clock: { ...clock, weak: false } } : null),
    examples: { "9am every day": "FREQ=DAILY 2026-11-24T09:00" },
  }),
  rule({
    name: "every from to",
    pattern: ["{recur} ,? {clocks}"],
    makes: "recur",
    build: (value, clocks) => (value.clock || value.clocks ? null : { ...value, clocks: { from: clocks.from, to: clocks.to } }),
    examples: { "every Tuesday from 2 to 3": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T14:00/2026-11-24T15:00" },
  }),
  rule({
    name: "from to every",
    pattern: ["{clocks} ,? {recur}"],
    makes: "recur",
    build: (clocks, value) => (open(value) ? { ...value, clocks: { from: clocks.from, to: clocks.to } } : null),
    examples: { "9-11 every Monday": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T09:00/2026-11-30T11:00" },
  }),
  rule({
    name: "every for a while",
    pattern: ["{recur} for {duration}"],
    makes: "recur",
    build: (value, length) => (value.duration ? null : length.seconds > 0 && length.days === 0 ? { ...value, duration: { ...length, weak: false } } : null),
    examples: { "every Tuesday at 10 for 45 minutes": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T10:00/2026-11-24T10:45" },
  }),
  rule({
    name: "for weeks",
    pattern: ["{recur} ,? for the? next? {duration}"],
    makes: "recur",
    priority: 1,
    build: (value, length) =>
      length.seconds > 0 || value.until || value.count !== undefined
        ? null
        : { ...value, until: { grain: "day", at: (anchor) => [{ start: anchor.wall, end: Math.floor(shiftWall(anchor.wall, length, 1) / 86_400) * 86_400 }] } },
    examples: { "every day at 9 for two weeks": "FREQ=DAILY;UNTIL=20261206T235959 2026-11-24T09:00" },
  }),
  rule({
    name: "until",
    pattern: ["{recur} ,? until|till|til|through|thru|ending the? {date}", "{recur} ,? up? to the? {date}", "{recur} ,? until the end of {date}"],
    makes: "recur",
    build: (value, until) => (value.until ? null : { ...value, until: { ...until, weak: false } }),
    examples: { "every other Thursday at 10 until June": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270531T235959 2026-11-26T10:00" },
  }),
  rule({
    name: "starting",
    pattern: ["{recur} ,? starting|beginning|from on|in? the? {date}", "starting|beginning|from the? {date} ,? {recur}"],
    makes: "recur",
    build: (a, b) =>
      "frequency" in a ? ("frequency" in b ? null : a.from ? null : { ...a, from: b }) : "frequency" in b && !b.from ? { ...b, from: a } : null,
    examples: { "every Monday starting next week": "FREQ=WEEKLY;BYDAY=MO 2026-11-30/2026-12-01" },
  }),
  rule({
    name: "within a period",
    pattern: ["{recur} ,? in|during|of|throughout {date}", "{recur} {date}"],
    makes: "recur",
    build: (value, date) =>
      value.from ||
      value.until ||
      value.months ||
      value.monthDays ||
      value.count !== undefined ||
      date.weak ||
      value.frequency === "YEARLY" ||
      (date.grain === "day" && !date.range)
        ? null
        : { ...value, from: date, until: { ...date, range: true } },
    examples: { "every Friday in January": "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131T235959 2027-01-01/2027-01-02" },
  }),
  rule({
    name: "times",
    pattern: ["{recur} ,? for? {number} times|occurrences|sessions"],
    makes: "recur",
    build: (value, n) => (n.value < 1 || n.value > 1000 ? null : { ...value, count: n.value }),
    examples: { "every Monday for 6 times": "FREQ=WEEKLY;BYDAY=MO;COUNT=6 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every except",
    pattern: [
      "{recur} ,? except|but|excluding for|on? {weekday}",
      "{recur} ,? except|but|excluding for|on? {weekdays}",
      "{recur} ,? except|but|excluding for|on|at? the? {unit}",
    ],
    makes: "recur",
    build: (value, day) => {
      if ("period" in day && day.period !== "weekend") return null;
      const out = "period" in day ? [6, 7] : daysOf(day);
      const from = value.weekdays ?? (value.frequency === "DAILY" && value.interval === 1 ? [1, 2, 3, 4, 5, 6, 7] : undefined);
      return from ? { ...value, frequency: "WEEKLY", weekdays: from.filter((weekday) => !out.includes(weekday)) } : null;
    },
    examples: {
      "weekdays except Wednesday": "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR 2026-11-23/2026-11-24",
      "every day but Sunday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA 2026-11-23/2026-11-24",
    },
  }),
  rule({
    name: "days and clocks in one breath",
    pattern: ["{weekday} -|to|through|thru {weekday} ,|from? {clocks}", "{weekday} -|to|through|thru {weekday} ,? {clock}"],
    makes: "recur",
    priority: 2,
    build: (a, b, time) => ({
      frequency: "WEEKLY",
      interval: 1,
      weekdays: weekdaysBetween(a.weekday, b.weekday),
      count: weekdaysBetween(a.weekday, b.weekday).length,
      ...("from" in time ? { clocks: { from: time.from, to: time.to } } : { clock: time }),
    }),
    examples: {
      "Monday to Friday at 9": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5 2026-11-24T09:00",
      "Tue-Thu 9-11": "FREQ=WEEKLY;BYDAY=TU,WE,TH;COUNT=3 2026-11-24T09:00/2026-11-24T11:00",
    },
  }),
];
