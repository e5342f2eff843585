/** German periods: "Ende des Monats", "die nächsten drei Wochen", "KW 50", "der Rest der Woche", "in den 90ern". */
import { rule, type Rule } from "../../grammar/rule";
import { nthPeriodOf, periodFromNow, weekendFromNow } from "../../meaning/dates";
import { edgeOf, partOfYear, periodsFromNow, restOf, rollingPeriods, seasonFromNow, weekNumber, yearsSpan } from "../../meaning/periods";
import { isLong, relative } from "./shared";

export const germanPeriodRules: readonly Rule[] = [
  rule({
    name: "zeitraum",
    pattern: ["{shift} {unit}", "am|im|in|an {shift} {unit}"],
    makes: "date",
    build: (shift, { period, times }) => (times === 1 && isLong(period) && !(period === "day" && shift === 0) ? relative(period, shift) : null),
    examples: { "nächste Woche": "2026-11-30/2026-12-07", "übernächste Woche": "2026-12-07/2026-12-14", "diesen Monat": "2026-11" },
  }),
  rule({
    name: "wochenende",
    pattern: ["am|übers {unit}"],
    makes: "date",
    build: ({ period }) => (period === "weekend" ? weekendFromNow(0) : null),
    examples: { "am Wochenende": "2026-11-28/2026-11-30" },
  }),
  rule({
    name: "des monats",
    pattern: ["des|der|dieses|im|am {unit}"],
    makes: "date",
    priority: -1,
    build: ({ period, times }) => (times === 1 && ["week", "month", "quarter", "year"].includes(period) ? { ...periodFromNow(period, 0), weak: true } : null),
  }),
  rule({
    name: "nächste einheiten",
    pattern: ["{shift} {number} {unit}", "den|die {shift} {number} {unit}"],
    makes: "date",
    priority: 1,
    build: (shift, n, { period, times }) =>
      isLong(period) && Math.abs(shift) === 1 && n.value >= 1 && n.value <= 1000 && Number.isInteger(n.value)
        ? periodsFromNow(period, n.value * times, shift > 0 ? 1 : -1)
        : null,
    examples: { "die nächsten drei Tage": "2026-11-24/2026-11-27" },
  }),
  rule({
    name: "in den nächsten",
    pattern: "in|innerhalb den|der {shift} {number} {unit}",
    makes: "date",
    priority: 3,
    build: (shift, n, { period, times }) =>
      Math.abs(shift) === 1 && Number.isInteger(n.value) && n.value > 0 && n.value < 1000 ? rollingPeriods(period, n.value * times, shift > 0 ? 1 : -1) : null,
    examples: { "in den nächsten zwei Wochen": "2026-11-24/2026-12-08" },
  }),
  rule({
    name: "wievielte woche",
    pattern: ["die|der? {ordinal} {unit} im|des|in? {date}", "in der {ordinal} {unit} im|des|in? {date}"],
    makes: "date",
    build: (n, { period }, outer) => nthPeriodOf(n, 1, period, outer),
    examples: { "erste Woche im Oktober": "2027-10-04/2027-10-11" },
  }),
  rule({
    name: "quartal",
    pattern: "{ordinal} {unit} {year}?",
    makes: "date",
    build: (n, { period }, year) => (period === "quarter" ? partOfYear("quarter", n, year) : null),
    examples: { "erstes Quartal 2027": "2027-01-01/2027-04-01" },
  }),
  rule({
    name: "kalenderwoche",
    pattern: ["kw|kalenderwoche {number}"],
    makes: "date",
    build: (n) => weekNumber(n.value),
    examples: { "KW 50": "2026-12-07/2026-12-14" },
  }),
  rule({
    name: "rand",
    pattern: ["{edge} des|der|dieser|dieses|von? {date}", "am|zum|gegen {edge} des|der|von? {date}"],
    makes: "date",
    priority: 1,
    build: edgeOf,
    examples: { "Ende des Monats": "2026-11-21/2026-12-01", "Anfang nächster Woche": "2026-11-30/2026-12-03", "Mitte März": "2027-03-11/2027-03-21" },
  }),
  rule({
    name: "später",
    pattern: "später {date}",
    makes: "date",
    priority: 1,
    build: (date) => (date.period === "day" ? null : restOf("later", date)),
    examples: { "später diese Woche": "2026-11-26/2026-11-30" },
  }),
  rule({
    name: "rest",
    pattern: ["der|den? rest des|der? {date}"],
    makes: "date",
    priority: 1,
    build: (date) => restOf("rest", date),
    examples: { "der Rest der Woche": "2026-11-23/2026-11-30" },
  }),
  rule({
    name: "jahreszeit",
    pattern: ["im {season}", "{shift} {season}"],
    makes: "date",
    build: (a, b?) => (b === undefined ? seasonFromNow(a, 0) : seasonFromNow(b, a)),
    examples: { "im Sommer": "2027-06-21/2027-09-24" },
  }),
  rule({
    name: "jahrzehnt",
    pattern: ["in den {date}", "die|der {date}"],
    makes: "date",
    build: (date) => (date.weak && date.range && date.grain === "year" ? { ...date, weak: false } : null),
    examples: { "in den 90ern": "1990-01-01/2000-01-01" },
  }),
  rule({
    name: "jahrhundert",
    pattern: ["im|das? {ordinal} jahrhundert"],
    makes: "date",
    build: (n) => (n <= 30 ? yearsSpan((n - 1) * 100, 100) : null),
    examples: { "im 21. Jahrhundert": "2000-01-01/2100-01-01" },
  }),
];
