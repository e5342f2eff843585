/** German dates, times and numbers in figures: "24.12.2026", "15.30", "1,5". */
import { shape, type Shape } from "../../grammar/rule";
import { clock } from "../../meaning/clocks";
import { dateFromFields, fullYear } from "../../meaning/dates";
import { partOfYear, yearsSpan } from "../../meaning/periods";

export const germanShapes: readonly Shape[] = [
  shape({
    name: "tag.monat.jahr",
    pattern: /(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d|[-/.]\d)/u,
    makes: "date",
    build: ([, d, m, y = ""]) => dateFromFields({ day: Number(d), month: Number(m), year: fullYear(Number(y), y.length) }, { figures: true }),
    examples: { "24.12.2026": "2026-12-24" },
  }),
  shape({
    name: "tag.monat.",
    pattern: /(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)/u,
    makes: "date",
    build: ([, d, m]) => dateFromFields({ day: Number(d), month: Number(m) }),
    examples: { "am 3.12.": "2026-12-03" },
  }),
  shape({
    name: "jahr-monat-tag",
    pattern: /(\d{4})-(\d{2})-(\d{2})(?!\d|[-/.]\d)/u,
    makes: "date",
    build: ([, y, m, d]) => dateFromFields({ year: Number(y), month: Number(m), day: Number(d) }, { figures: true }),
    examples: { "2027-03-05": "2027-03-05" },
  }),
  shape({
    name: "tag/monat",
    pattern: /(\d{1,2})\/(\d{1,2})(?!\d|[/.]\d)/u,
    makes: "date",
    build: ([, d, m]) => dateFromFields({ day: Number(d), month: Number(m) }, { figures: true }),
    examples: { "3/12": "2026-12-03" },
  }),
  shape({
    name: "stunde.minute",
    pattern: /(\d{1,2})\.(\d{2})(?![\p{L}\d.]|,\d|\s?%)/u,
    makes: "loose",
    build: ([, h, m]) => clock(Number(h), Number(m), 0, { grain: "minute", weak: true }),
    examples: { "um 15.30": "2026-11-23T15:30", "kostet 15.30": "" },
  }),
  shape({
    name: "kommazahl",
    pattern: /(\d{1,4}),(\d{1,2})(?!\d|,\d)/u,
    makes: "number",
    build: ([, whole, part]) => ({ value: Number(`${whole ?? "0"}.${part ?? "0"}`), digits: 9 }),
    examples: { "in 1,5 Stunden": "2026-11-23T11:30" },
  }),
  shape({
    name: "jahrzehnt in ziffern",
    pattern: /(\d{2})?(\d0)ern?(?![\p{L}\d])/u,
    makes: "date",
    build: ([, century, decade]) => ({
      ...yearsSpan(century === undefined ? fullYear(Number(decade), 2) : Number(century) * 100 + Number(decade), 10),
      weak: true,
    }),
    examples: { "die 80er": "1980-01-01/1990-01-01" },
  }),
  shape({
    name: "quartal in ziffern",
    pattern: /q([1-4])(?:\s*[-/]?\s*(\d{4}|\d{2}))?(?![\p{L}\d])/u,
    makes: "date",
    build: ([, n, y]) => partOfYear("quarter", Number(n), y === undefined ? undefined : fullYear(Number(y), y.length)),
    examples: { "Q2 2027": "2027-04-01/2027-07-01" },
  }),
];
