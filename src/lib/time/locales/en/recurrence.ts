/** English repetition: "every other Thursday at 10 until June", "weekdays at 9", "the first Monday of each month". */
import { rule, type Rule } from "../../grammar/rule";
import { shiftWall } from "../../meaning/durations";
import type { RecurValue, UnitValue, WeekdayValue } from "../../grammar/values";
import { every, everyWeekday, workdays } from "../../meaning/recurrence";

const daysOf = (days: WeekdayValue | readonly number[]): readonly number[] => ("weekday" in days ? [days.weekday] : days);
const dayRange = (from: number, to: number): number[] => Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);
const open = (value: RecurValue): boolean => !value.clock && !value.clocks && !value.part;
const half = { period: "week", times: 2 } as const;

const dayOfMonths = (n: number, unit: UnitValue, outer: UnitValue): RecurValue | null => {
  if (outer.period !== "month") return null;
  if (unit.period === "workday") return { frequency: "MONTHLY", interval: 1, weekdays: workdays, position: n };
  return unit.period === "day" ? { frequency: "MONTHLY", interval: 1, monthDays: [n] } : null;
};

export const recurrenceRules: readonly Rule[] = [
  rule({
    name: "every unit",
    pattern: ["every|each {unit}", "each and every {unit}", "every single {unit}", "once a|every|per {unit}"],
    makes: "recur",
    build: (unit) => every(1, unit),
    examples: { "every day": "FREQ=DAILY 2026-11-23/2026-11-24", "each month": "FREQ=MONTHLY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every few units",
    pattern: ["every|each {number} {unit}", "once every {number} {unit}", "every|each {number} - {unit}"],
    makes: "recur",
    build: (n, unit) => every(n.value, unit),
    examples: { "every three weeks": "FREQ=WEEKLY;INTERVAL=3 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every other unit",
    pattern: ["every|each other|second|alternate|alternating {unit}", "every 2nd {unit}", "alternate|alternating {unit}"],
    makes: "recur",
    build: (unit) => every(2, unit),
    examples: { "every other day": "FREQ=DAILY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every nth unit",
    pattern: ["every {ordinal} {unit}"],
    makes: "recur",
    build: (n, unit) => every(n, unit),
    examples: { "every third week": "FREQ=WEEKLY;INTERVAL=3 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "adverbs of day",
    pattern: "daily|everyday|nightly",
    makes: "recur",
    build: () => every(1, { period: "day", times: 1 }),
    examples: { "daily at 9": "FREQ=DAILY 2026-11-24T09:00" },
  }),
  rule({
    name: "adverbs of week",
    pattern: "weekly",
    makes: "recur",
    build: () => every(1, { period: "week", times: 1 }),
    examples: { weekly: "FREQ=WEEKLY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "biweekly",
    pattern: ["biweekly|fortnightly", "bi - weekly"],
    makes: "recur",
    build: () => every(1, half),
    examples: { biweekly: "FREQ=WEEKLY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "half-yearly",
    pattern: ["biannually|semiannually|semiannual|biannual", "semi - annually|annual", "half -? yearly"],
    makes: "recur",
    priority: 1,
    build: () => every(1, { period: "half", times: 1 }),
    examples: { "semi-annually": "FREQ=MONTHLY;INTERVAL=6 2026-11-23/2026-11-24" },
  }),
  rule({ name: "adverbs of month", pattern: "monthly", makes: "recur", build: () => every(1, { period: "month", times: 1 }) }),
  rule({ name: "bimonthly", pattern: "bimonthly", makes: "recur", build: () => every(2, { period: "month", times: 1 }) }),
  rule({
    name: "quarterly",
    pattern: "quarterly",
    makes: "recur",
    priority: -5,
    build: () => every(1, { period: "quarter", times: 1 }),
    examples: { "every quarter": "FREQ=MONTHLY;INTERVAL=3 2026-11-23/2026-11-24" },
  }),
  rule({ name: "adverbs of year", pattern: "yearly|annually", makes: "recur", build: () => every(1, { period: "year", times: 1 }) }),
  rule({ name: "hourly", pattern: "hourly", makes: "recur", build: () => every(1, { period: "hour", times: 1 }) }),
  rule({
    name: "weekdays",
    pattern: ["on? weekdays", "every|each weekday|workday", "on? workdays", "monday through|to|- friday every week"],
    makes: "recur",
    build: () => everyWeekday(workdays),
    examples: { "weekdays at 9": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-24T09:00" },
  }),
  rule({
    name: "weekends",
    pattern: ["on|at|every|each weekends|weekend", "on|at the weekends", "weekends"],
    makes: "recur",
    build: () => everyWeekday([6, 7]),
    examples: { "on weekends": "FREQ=WEEKLY;BYDAY=SA,SU 2026-11-28/2026-11-29" },
  }),
  rule({
    name: "list of weekdays",
    pattern: ["{weekday} ,|/|+? and|&|or? {weekday}", "{weekday} ,|/|+ {daylist}", "{weekday} {daylist}"],
    makes: "daylist",
    build: ({ weekday }, other) => ("weekday" in other ? [weekday, other.weekday] : [weekday, ...other]),
  }),
  rule({
    name: "list of plural weekdays",
    pattern: ["{weekdays} ,|/? and|&|or? {weekdays}"],
    makes: "weekdays",
    build: (a, b) => [...a, ...b],
    examples: { "Mondays, Wednesdays and Fridays": "FREQ=WEEKLY;BYDAY=MO,WE,FR 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every weekday name",
    pattern: ["every|each {weekday}", "every|each {daylist}", "every single {weekday}", "each and every {weekday}"],
    makes: "recur",
    build: (days) => everyWeekday(daysOf(days)),
    examples: {
      "every Monday": "FREQ=WEEKLY;BYDAY=MO 2026-11-23/2026-11-24",
      "every tuesday and thursday": "FREQ=WEEKLY;BYDAY=TU,TH 2026-11-24/2026-11-25",
      "every Monday, Tuesday, Thursday and Friday": "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR 2026-11-23/2026-11-24",
      "every Mon/Wed/Fri": "FREQ=WEEKLY;BYDAY=MO,WE,FR 2026-11-23/2026-11-24",
    },
  }),
  rule({
    name: "plural weekdays",
    pattern: ["on|all? {weekdays}"],
    makes: "recur",
    build: (days) => everyWeekday(days),
    examples: { "Mondays at 9": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T09:00" },
  }),
  rule({
    name: "next few weekdays",
    pattern: ["{shift} {number} {weekdays}", "for? {shift} {number} {weekdays}"],
    makes: "recur",
    priority: 1,
    build: (shift, n, days) => (shift === 1 && n.value >= 1 && n.value <= 60 && Number.isInteger(n.value) ? { ...everyWeekday(days), count: n.value } : null),
    examples: { "the next three Mondays": "FREQ=WEEKLY;BYDAY=MO;COUNT=3 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "range of weekdays",
    pattern: ["every {weekday} -|to|through|thru {weekday}", "{weekdays} -|to|through {weekdays}"],
    makes: "recur",
    build: (a, b) => everyWeekday(dayRange("weekday" in a ? a.weekday : (a[0] ?? 1), "weekday" in b ? b.weekday : (b[0] ?? 1))),
    examples: { "every Monday to Thursday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every other weekday",
    pattern: [
      "every|each other|second|alternate|alternating|2nd {weekday}",
      "every|each other {daylist}",
      "alternate|alternating {weekdays}",
      "every other {weekdays}",
    ],
    makes: "recur",
    build: (day) => everyWeekday(daysOf(day), 2),
    examples: { "every other Thursday at 10": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH 2026-11-26T10:00" },
  }),
  rule({
    name: "every few weekdays",
    pattern: ["every {number} {weekdays}", "every {ordinal} {weekday}"],
    makes: "recur",
    priority: -1,
    build: (n, day) => everyWeekday(daysOf(day), typeof n === "number" ? n : n.value),
    examples: { "every third Friday": "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "weekly on",
    pattern: ["{recur} on {weekday}", "{recur} on {daylist}", "{recur} on? {weekdays}"],
    makes: "recur",
    build: (value, days) => (value.weekdays || value.nth || value.frequency === "MONTHLY" ? null : { ...value, frequency: "WEEKLY", weekdays: daysOf(days) }),
    examples: { "weekly on Tuesday": "FREQ=WEEKLY;BYDAY=TU 2026-11-24/2026-11-25" },
  }),
  rule({
    name: "nth weekday of each month",
    pattern: [
      "on? the? {ordinal} {weekday} of|in|each? every|each|the {unit}",
      "every {ordinal} {weekday} of|in the {unit}",
      "every month on the {ordinal} {weekday}",
      "monthly on the {ordinal} {weekday}",
    ],
    makes: "recur",
    priority: 2,
    build: (n, { weekday }, unit?) => (unit && unit.period !== "month" ? null : { frequency: "MONTHLY", interval: 1, nth: [[n, weekday]] }),
    examples: { "the first Monday of each month": "FREQ=MONTHLY;BYDAY=1MO 2026-12-07/2026-12-08" },
  }),
  rule({
    name: "last weekday of each month",
    pattern: ["on? the? last {weekday} of|in every|each {unit}", "every last {weekday} of the {unit}", "monthly on the last {weekday}"],
    makes: "recur",
    priority: 3,
    build: ({ weekday }, _unit?) => ({ frequency: "MONTHLY", interval: 1, nth: [[-1, weekday]] }),
    examples: { "the last Friday of every month": "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "nth weekday of a month every year",
    pattern: [
      "on? the? {ordinal} {weekday} of|in {month} every|each year",
      "every|each {ordinal} {weekday} of|in {month}",
      "every|each year on the {ordinal} {weekday} of|in {month}",
    ],
    makes: "recur",
    priority: 3,
    build: (n, { weekday }, { month }) => ({ frequency: "YEARLY", interval: 1, months: [month], nth: [[n, weekday]] }),
    examples: { "the second Sunday of May every year": "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU 2027-05-09/2027-05-10" },
  }),
  rule({
    name: "last weekday of a month every year",
    pattern: [
      "on? the? last {weekday} of|in {month} every|each year",
      "every|each last {weekday} of|in {month}",
      "every|each year on the last {weekday} of|in {month}",
    ],
    makes: "recur",
    priority: 3,
    build: ({ weekday }, { month }) => ({ frequency: "YEARLY", interval: 1, months: [month], nth: [[-1, weekday]] }),
    examples: { "each year on the last Monday of May": "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO 2027-05-31/2027-06-01" },
  }),
  rule({
    name: "every first weekday",
    pattern: "every|each first {weekday}",
    makes: "recur",
    priority: 3,
    build: ({ weekday }) => ({ frequency: "MONTHLY", interval: 1, nth: [[1, weekday]] }),
    examples: { "every first Monday": "FREQ=MONTHLY;BYDAY=1MO 2026-12-07/2026-12-08" },
  }),
  rule({
    name: "every last weekday",
    pattern: "every|each last {weekday}",
    makes: "recur",
    priority: 3,
    build: ({ weekday }) => ({ frequency: "MONTHLY", interval: 1, nth: [[-1, weekday]] }),
    examples: { "every last Friday": "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "two nth weekdays of each month",
    pattern: [
      "on? the? {ordinal} and|& {ordinal} {weekday} of|in every|each {unit}",
      "every|each {ordinal} and|& {ordinal} {weekday} of the {unit}",
      "every|each {ordinal} and|& {ordinal} {weekday}",
      "on? the? {ordinal} and|& {ordinal} {weekdays}",
    ],
    makes: "recur",
    priority: 3,
    build: (a, b, day, _unit?) => ({
      frequency: "MONTHLY",
      interval: 1,
      nth: daysOf(day).flatMap((weekday) => [[a, weekday] as const, [b, weekday] as const]),
    }),
    examples: { "the first and third Tuesday of every month": "FREQ=MONTHLY;BYDAY=1TU,3TU 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "nth working day of each month",
    pattern: "on? the? {ordinal} {unit} of|in every|each {unit}",
    makes: "recur",
    priority: 3,
    build: dayOfMonths,
    examples: { "the first working day of every month": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "last working day of each month",
    pattern: "on? the? last {unit} of|in every|each {unit}",
    makes: "recur",
    priority: 3,
    build: (unit, outer) => dayOfMonths(-1, unit, outer),
    examples: { "the last working day of every month": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 2026-11-30/2026-12-01" },
  }),
  rule({
    name: "day of each month",
    pattern: [
      "on? the? {ordinal} of every|each {unit}",
      "every month on the {ordinal}",
      "monthly on the {ordinal}",
      "every {ordinal} of the {unit}",
      "each month on the {ordinal}",
    ],
    makes: "recur",
    priority: 3,
    build: (n, unit?) => (n > 31 || (unit && unit.period !== "month") ? null : { frequency: "MONTHLY", interval: 1, monthDays: [n] }),
    examples: { "the 15th of every month": "FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15/2026-12-16" },
  }),
  rule({
    name: "two days of each month",
    pattern: [
      "on? the? {ordinal} and|& the? {ordinal} of|in every|each {unit}",
      "every|each {unit} on the {ordinal} and|& the? {ordinal}",
      "monthly on the {ordinal} and|& the? {ordinal}",
    ],
    makes: "recur",
    priority: 3,
    build: (a, b, c?) => {
      const days = [a, b, c].filter((item) => typeof item === "number");
      const unit = [a, b, c].find((item) => typeof item === "object");
      return days.some((day) => day > 31) || (unit && (unit.period !== "month" || unit.times > 1))
        ? null
        : { frequency: "MONTHLY", interval: 1, monthDays: days };
    },
    examples: { "every month on the 1st and 15th": "FREQ=MONTHLY;BYMONTHDAY=1,15 2026-12-01/2026-12-02" },
  }),
  rule({
    name: "every few months on a day",
    pattern: ["{recur} on the {ordinal}", "{recur} on the {ordinal} {weekday}", "{recur} on the last {weekday}", "{recur} on the last day"],
    makes: "recur",
    build: (value, a?, b?) => {
      if (value.frequency !== "MONTHLY" || value.monthDays || value.nth || value.position !== undefined) return null;
      if (a === undefined) return { ...value, monthDays: [-1] };
      if (typeof a === "object") return { ...value, nth: [[-1, a.weekday]] };
      return b ? { ...value, nth: [[a, b.weekday]] } : a > 31 ? null : { ...value, monthDays: [a] };
    },
    examples: {
      "every other month on the 5th": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5 2026-12-05/2026-12-06",
      "every 2 months on the last Friday": "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR 2026-11-27/2026-11-28",
    },
  }),
  rule({
    name: "every stretch of hours",
    pattern: ["every|each {duration}", "once every {duration}"],
    makes: "recur",
    priority: -2,
    build: ({ seconds, days, months, workdays }) =>
      seconds === 0 || days > 0 || months > 0 || workdays > 0 || seconds % 60 !== 0
        ? null
        : seconds % 3600 === 0
          ? { frequency: "HOURLY", interval: seconds / 3600 }
          : { frequency: "MINUTELY", interval: seconds / 60 },
    examples: { "every half hour": "FREQ=MINUTELY;INTERVAL=30 2026-11-23T10:30" },
  }),
  rule({
    name: "every date",
    pattern: ["every|each {date}", "on? {date} every|each year", "annually|yearly on? {date}", "every|each year on? {date}"],
    makes: "recur",
    priority: -1,
    build: (date) =>
      date.range || !date.fields
        ? null
        : date.fields.month !== undefined && date.fields.year === undefined
          ? { frequency: "YEARLY", interval: 1, months: [date.fields.month], ...(date.fields.day === undefined ? {} : { monthDays: [date.fields.day] }) }
          : date.fields.day !== undefined && date.fields.month === undefined && date.fields.weekday === undefined
            ? { frequency: "MONTHLY", interval: 1, monthDays: [date.fields.day] }
            : null,
    examples: { "each 4/15": "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15 2027-04-15/2027-04-16" },
  }),
  rule({
    name: "every holiday",
    pattern: ["every|each {holiday}", "on? {holiday} every|each year"],
    makes: "recur",
    build: ({ yearly }) => (yearly ? { frequency: "YEARLY", interval: 1, months: [yearly.month], monthDays: [yearly.day] } : null),
    examples: { "every Christmas": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25 2026-12-25/2026-12-26" },
  }),
  rule({
    name: "every part",
    pattern: ["every|each {part}"],
    makes: "recur",
    build: (part) => ({ frequency: "DAILY", interval: 1, part }),
    examples: { "every morning": "FREQ=DAILY 2026-11-24T08:00/2026-11-24T12:00" },
  }),
  rule({
    name: "plural parts",
    pattern: ["{parts}", "in|during the? {parts}"],
    makes: "recur",
    priority: -1,
    build: (part) => ({ frequency: "DAILY", interval: 1, part }),
    examples: { "in the evenings": "FREQ=DAILY 2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "plural parts of a weekday",
    pattern: ["on? {weekday} {parts}", "on? {daylist} {parts}", "on? {unit} {parts}", "on? {weekdays} in the {parts}"],
    makes: "recur",
    build: (days, part) => {
      if (!("period" in days)) return { ...everyWeekday(daysOf(days)), part };
      const value = days.period === "workday" || days.period === "weekend" ? every(1, days) : null;
      return value && { ...value, part };
    },
    examples: {
      "Monday mornings": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T08:00/2026-11-30T12:00",
      "weekday mornings at 9": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-24T09:00",
    },
  }),
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
      weekdays: dayRange(a.weekday, b.weekday),
      count: dayRange(a.weekday, b.weekday).length,
      ...("from" in time ? { clocks: { from: time.from, to: time.to } } : { clock: time }),
    }),
    examples: {
      "Monday to Friday at 9": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5 2026-11-24T09:00",
      "Tue-Thu 9-11": "FREQ=WEEKLY;BYDAY=TU,WE,TH;COUNT=3 2026-11-24T09:00/2026-11-24T11:00",
    },
  }),
];
