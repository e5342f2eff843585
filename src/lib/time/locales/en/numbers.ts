/** English numbers that take more than one word. */
import { rule, shape, type Rule, type Shape } from "../../grammar/rule";

/** A figure that can be the day of a month. */
export const isDay = (n: { value: number; digits: number }): boolean => n.value >= 1 && n.value <= 31 && n.digits <= 2 && Number.isInteger(n.value);
const isHundreds = (value: number): boolean => value >= 100 && value <= 900 && value % 100 === 0;
const isTens = (value: number): boolean => value >= 20 && value <= 90 && value % 10 === 0;

export const numberRules: readonly Rule[] = [
  rule({
    name: "hundreds, tens and ones",
    priority: 2,
    pattern: "{number} -|and? {number}",
    makes: "number",
    build: (a, b) =>
      a.digits === 0 && b.digits === 0 && !a.vague && !b.vague && b.value >= 1 && (isTens(a.value) ? b.value <= 9 : isHundreds(a.value) && b.value <= 99)
        ? { value: a.value + b.value, digits: 0 }
        : null,
    examples: { "in twenty five minutes": "2026-11-23T10:25", "in thirty-one days": "2026-12-24", "in a hundred and five minutes": "2026-11-23T11:45" },
  }),
  rule({
    name: "tens and an ordinal",
    pattern: "{number} -? {ordinal}",
    makes: "ordinal",
    build: (a, b) => (a.digits === 0 && isTens(a.value) && b >= 1 && b <= 9 ? a.value + b : null),
    examples: { "December twenty-second": "2026-12-22" },
  }),
  rule({
    name: "hundreds",
    priority: 2,
    pattern: "{number} hundred",
    makes: "number",
    build: (n) => (n.digits === 0 && !n.vague && n.value >= 1 && n.value <= 9 ? { value: n.value * 100, digits: 0 } : null),
    examples: { "in two hundred days": "2027-06-11", "eighteen hundred hours": "2026-11-23T18:00" },
  }),
  rule({ name: "year in figures", pattern: "{number}", makes: "year", build: (n) => (n.digits === 4 && n.value >= 1900 && n.value <= 2199 ? n.value : null) }),
  rule({
    name: "year in words",
    pattern: ["{number} {number}", "{number} hundred and? {number}"],
    makes: "year",
    build: (a, b) =>
      a.digits === 0 && b.digits === 0 && (a.value === 19 || a.value === 20) && b.value >= 10 && b.value <= 99 ? a.value * 100 + b.value : null,
    examples: { "March twenty twenty eight": "2028-03" },
  }),
  rule({
    name: "two thousand and",
    pattern: "{number} thousand and? {number}?",
    makes: "year",
    build: (a, b) => (a.value === 2 && a.digits === 0 && (b === undefined || (b.digits === 0 && b.value < 100)) ? 2000 + (b?.value ?? 0) : null),
    examples: { "in two thousand and thirty": "2030" },
  }),
];

export const numberShapes: readonly Shape[] = [
  shape({
    name: "ordinal in figures",
    pattern: /(\d{1,3})\s?(?:st|nd|rd|th)(?![\p{L}\d])/u,
    makes: "ordinal",
    build: ([, n]) => Number(n),
    examples: { "December 3rd": "2026-12-03" },
  }),
  shape({
    name: "decimal number",
    pattern: /(\d{1,4}\.\d{1,2})(?!\d|\.\d)/u,
    makes: "number",
    build: ([, n]) => ({ value: Number(n), digits: 9 }),
    examples: { "in 2.5 hours": "2026-11-23T12:30" },
  }),
  shape({
    name: "fraction",
    pattern: /(1\/2|1\/4|3\/4)(?![\d/])/u,
    makes: "number",
    build: ([, text]) => ({ value: text === "1/2" ? 0.5 : text === "1/4" ? 0.25 : 0.75, digits: 9 }),
    examples: { "in 3/4 hour": "2026-11-23T10:45" },
  }),
  shape({
    name: "year with apostrophe",
    pattern: /['’](\d{2})(?![\p{L}\d])/u,
    makes: "year",
    build: ([, n]) => (Number(n) < 40 ? 2000 : 1900) + Number(n),
    examples: { "March '28": "2028-03" },
  }),
];
