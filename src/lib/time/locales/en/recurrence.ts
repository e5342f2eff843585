/** English repetition: "every other Thursday at 10 until June", "weekdays at 9", "the first Monday of each month". */
import { rule, type Rule } from "../../grammar/rule";
import { daysOf, every, everyWeekday, weekdaysBetween, workdays } from "../../meaning/recurrence";

const half = { period: "week", times: 2 } as const;

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
    build: (a, b) => everyWeekday(weekdaysBetween("weekday" in a ? a.weekday : (a[0] ?? 1), "weekday" in b ? b.weekday : (b[0] ?? 1))),
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
    name: "weekday every week",
    pattern: ["on? {weekday} every|each {unit}", "on? {daylist} every|each {unit}"],
    makes: "recur",
    build: (days, { period, times }) => (period === "week" ? everyWeekday(daysOf(days), times) : null),
    examples: { "on Monday every week": "FREQ=WEEKLY;BYDAY=MO 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "every noon or midnight",
    pattern: "every|each {clock}",
    makes: "recur",
    // "every 3pm" isn't said; noon and midnight are the clocks with names.
    build: (clock) => (!clock.marked && !clock.open && clock.grain === "hour" && clock.hour % 12 === 0 ? { frequency: "DAILY", interval: 1, clock } : null),
    examples: { "every noon": "FREQ=DAILY 2026-11-23T12:00" },
  }),
  rule({
    name: "weekly on",
    pattern: ["{recur} on {weekday}", "{recur} on {daylist}", "{recur} on? {weekdays}"],
    makes: "recur",
    build: (value, days) => (value.weekdays || value.nth || value.frequency === "MONTHLY" ? null : { ...value, frequency: "WEEKLY", weekdays: daysOf(days) }),
    examples: { "weekly on Tuesday": "FREQ=WEEKLY;BYDAY=TU 2026-11-24/2026-11-25" },
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
];
