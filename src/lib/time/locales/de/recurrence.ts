/** German repetition: "jeden zweiten Dienstag im Monat", "werktags um 9", "alle zwei Wochen". */
import { rule, type Rule } from "../../grammar/rule";
import * as parts from "../../meaning/parts";
import { every, everyWeekday, workdays } from "../../meaning/recurrence";

export const germanRecurrenceRules: readonly Rule[] = [
  rule({
    name: "jede einheit",
    pattern: ["jede|jeden|jedes {unit}"],
    makes: "recur",
    build: (unit) => every(1, unit),
    examples: { "jeden Tag": "FREQ=DAILY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "alle einheiten",
    pattern: ["alle {number} {unit}"],
    makes: "recur",
    build: (n, unit) => every(n.value, unit),
    examples: { "alle zwei Wochen": "FREQ=WEEKLY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "jede zweite einheit",
    pattern: ["jede|jeden|jedes {ordinal} {unit}"],
    makes: "recur",
    build: (n, unit) => every(n, unit),
    examples: { "jede zweite Woche": "FREQ=WEEKLY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "täglich",
    pattern: "täglich",
    makes: "recur",
    build: () => every(1, { period: "day", times: 1 }),
    examples: { "täglich um 9 Uhr": "FREQ=DAILY 2026-11-24T09:00" },
  }),
  rule({
    name: "wöchentlich",
    pattern: "wöchentlich",
    makes: "recur",
    build: () => every(1, { period: "week", times: 1 }),
    examples: { wöchentlich: "FREQ=WEEKLY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "monatlich",
    pattern: "monatlich",
    makes: "recur",
    build: () => every(1, { period: "month", times: 1 }),
    examples: { monatlich: "FREQ=MONTHLY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "jährlich",
    pattern: "jährlich",
    makes: "recur",
    build: () => every(1, { period: "year", times: 1 }),
    examples: { jährlich: "FREQ=YEARLY 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "werktags",
    pattern: "werktags|wochentags",
    makes: "recur",
    build: () => everyWeekday(workdays),
    examples: { "werktags um 9": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-24T09:00" },
  }),
  rule({
    name: "jeden wochentag",
    pattern: ["jeden|jede {weekday}", "jeden {weekday} und {weekday}"],
    makes: "recur",
    build: (a, b?) => everyWeekday(b ? [a.weekday, b.weekday] : [a.weekday]),
    examples: {
      "jeden Montag": "FREQ=WEEKLY;BYDAY=MO 2026-11-23/2026-11-24",
      "jeden Dienstag und Donnerstag": "FREQ=WEEKLY;BYDAY=TU,TH 2026-11-24/2026-11-25",
    },
  }),
  rule({
    name: "wochentags im plural",
    pattern: ["{weekdays}", "{weekdays} und {weekdays}"],
    makes: "recur",
    build: (a, b?) => everyWeekday([...a, ...(b ?? [])]),
    examples: { "montags um 9": "FREQ=WEEKLY;BYDAY=MO 2026-11-30T09:00" },
  }),
  rule({
    name: "jeden zweiten wochentag",
    pattern: ["jeden {ordinal} {weekday}"],
    makes: "recur",
    build: (n, { weekday }) => everyWeekday([weekday], n),
    examples: { "jeden zweiten Donnerstag": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH 2026-11-26/2026-11-27" },
  }),
  rule({
    name: "wochentag im monat",
    pattern: ["jeden {ordinal} {weekday} im|des {unit}", "am {ordinal} {weekday} jedes|jeden {unit}"],
    makes: "recur",
    priority: 2,
    build: (n, { weekday }, { period }) => (period === "month" ? { frequency: "MONTHLY", interval: 1, nth: [[n, weekday]] } : null),
    examples: { "jeden ersten Montag im Monat": "FREQ=MONTHLY;BYDAY=1MO 2026-12-07/2026-12-08" },
  }),
  rule({
    name: "letzter wochentag im monat",
    pattern: ["jeden letzten {weekday} im|des {unit}"],
    makes: "recur",
    priority: 2,
    build: ({ weekday }) => ({ frequency: "MONTHLY", interval: 1, nth: [[-1, weekday]] }),
    examples: { "jeden letzten Freitag im Monat": "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27/2026-11-28" },
  }),
  rule({
    name: "jeder teil",
    pattern: ["jeden {part}"],
    makes: "recur",
    build: (part) => ({ frequency: "DAILY", interval: 1, part }),
    examples: { "jeden Abend": "FREQ=DAILY 2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "jeder morgen",
    pattern: ["jeden morgen", "jeden tag morgens"],
    makes: "recur",
    priority: 1,
    build: () => ({ frequency: "DAILY", interval: 1, part: parts.morning }),
    examples: { "jeden Morgen": "FREQ=DAILY 2026-11-24T08:00/2026-11-24T12:00" },
  }),
  rule({
    name: "wiederholung an wochentagen",
    pattern: ["{recur} ,? {weekdays}", "{recur} am {weekday}", "{weekdays} ,? {recur}"],
    makes: "recur",
    build: (a, b) => {
      const [value, days] = "frequency" in a ? [a, b] : [b, a];
      if (!("frequency" in value) || "frequency" in days || value.weekdays || value.nth || value.monthDays) return null;
      const list = "weekday" in days ? [days.weekday] : days;
      if (value.frequency === "WEEKLY") return { ...value, weekdays: list };
      return value.frequency === "DAILY" && value.interval % 7 === 0 ? { ...value, frequency: "WEEKLY", interval: value.interval / 7, weekdays: list } : null;
    },
    examples: { "alle 14 Tage mittwochs": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE 2026-11-25/2026-11-26" },
  }),
  rule({
    name: "wiederholung am tag",
    pattern: ["{recur} am|jeweils? am? {ordinal}", "am? {ordinal} jedes|jeden {unit}"],
    makes: "recur",
    priority: 1,
    build: (a, b) => {
      const [value, day] = typeof a === "number" ? [typeof b === "object" && "period" in b && b.period === "month" ? every(1, b) : null, a] : [a, b];
      return value && typeof day === "number" && value.frequency === "MONTHLY" && !value.monthDays && !value.nth && day <= 31
        ? { ...value, monthDays: [day] }
        : null;
    },
    examples: { "monatlich am 15.": "FREQ=MONTHLY;BYMONTHDAY=15 2026-12-15/2026-12-16" },
  }),
  rule({
    name: "wiederholung am datum",
    pattern: ["{recur} {date}", "jedes jahr {date}"],
    makes: "recur",
    priority: 1,
    build: (a, b?) => {
      const date = "frequency" in a ? b : a;
      if ("frequency" in a && a.frequency !== "YEARLY") return null;
      return date?.fields?.month !== undefined && date.fields.day !== undefined && date.fields.year === undefined
        ? { frequency: "YEARLY", interval: 1, months: [date.fields.month], monthDays: [date.fields.day] }
        : null;
    },
    examples: { "jährlich am 3. März": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3 2027-03-03/2027-03-04" },
  }),
  rule({
    name: "tage und uhren in einem zug",
    pattern: ["{weekday} -|bis {weekday} ,|von? {clocks}", "{weekday} -|bis {weekday} ,? {clock}", "{weekday} - {weekday} {loose} - {loose}"],
    makes: "recur",
    priority: 2,
    build: (a, b, time, end?) => {
      const weekdays = Array.from({ length: ((b.weekday - a.weekday + 7) % 7) + 1 }, (_, index) => ((a.weekday - 1 + index) % 7) + 1);
      return {
        frequency: "WEEKLY",
        interval: 1,
        weekdays,
        count: weekdays.length,
        ...("from" in time
          ? { clocks: { from: time.from, to: time.to } }
          : end
            ? { clocks: { from: { ...time, weak: false }, to: { ...end, weak: false } } }
            : { clock: time }),
      };
    },
    examples: { "Mo-Mi 9-11": "FREQ=WEEKLY;BYDAY=MO,TU,WE;COUNT=3 2026-11-24T09:00/2026-11-24T11:00" },
  }),
  rule({
    name: "wiederholung um",
    pattern: ["{recur} ,? {clock}"],
    makes: "recur",
    build: (value, time) => (value.clock || value.clocks ? null : { ...value, clock: time }),
    examples: { "jeden Dienstag um 10 Uhr": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T10:00" },
  }),
  rule({
    name: "wiederholung von bis",
    pattern: ["{recur} ,? {clocks}"],
    makes: "recur",
    build: (value, clocks) => (value.clock || value.clocks ? null : { ...value, clocks }),
    examples: { "dienstags von 14 bis 15 Uhr": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T14:00/2026-11-24T15:00" },
  }),
  rule({
    name: "wiederholung bis",
    pattern: ["{recur} bis zum? {date}"],
    makes: "recur",
    build: (value, until) => (value.until ? null : { ...value, until }),
    examples: { "jeden Dienstag um 10 Uhr bis Juni": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270531T235959 2026-11-24T10:00" },
  }),
  rule({
    name: "wiederholung außer",
    pattern: ["{recur} außer am? {weekday}", "{recur} außer {weekdays}"],
    makes: "recur",
    priority: 1,
    build: (value, out) => {
      const days = "weekday" in out ? [out.weekday] : out;
      const from = value.weekdays ?? (value.frequency === "DAILY" ? [1, 2, 3, 4, 5, 6, 7] : undefined);
      return from ? { ...value, frequency: "WEEKLY", weekdays: from.filter((day) => !days.includes(day)) } : null;
    },
    examples: { "werktags außer Mittwoch": "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR 2026-11-23/2026-11-24" },
  }),
];
