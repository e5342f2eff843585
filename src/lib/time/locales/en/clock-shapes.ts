/** English clock times in figures: "3:20p", "0900 hours", "15h30". */
import { shape, type Shape } from "../../grammar/rule";
import type { ClockValue, ClocksValue } from "../../grammar/values";
import { clock } from "../../meaning/clocks";

const halfOf = (letter: string | undefined): "am" | "pm" | undefined => (letter === undefined ? undefined : letter.toLowerCase() === "a" ? "am" : "pm");
const half = String.raw`(?:\s*([ap])\.?\s?m(?![\p{L}\d])\.?)`;
const letter = String.raw`(?:\s?([ap])(?![\p{L}\d])\.?)`;
const fullHours = (from: ClockValue | null, to: ClockValue | null): ClocksValue | null => from && to && { from, to };
const seconds = (s: string | undefined): ClockValue["grain"] => (s === undefined ? "minute" : "second");

export const clockShapes: readonly Shape[] = [
  shape({
    name: "hour and half in figures",
    pattern: new RegExp(String.raw`(\d{1,2})${half}`),
    makes: "clock",
    build: ([, h, p]) => clock(Number(h), 0, 0, { half: halfOf(p) }),
    examples: { "3pm": "2026-11-23T15:00", "3 p.m.": "2026-11-23T15:00", "11 am": "2026-11-23T11:00" },
  }),
  shape({
    name: "hour and letter",
    pattern: /(\d{1,2})([ap])(?![\p{L}\d])\.?/u,
    makes: "loose",
    build: ([, h, p]) => {
      const value = clock(Number(h), 0, 0, { half: halfOf(p) });
      return value && { ...value, weak: true };
    },
    examples: { "at 3p": "2026-11-23T15:00", "4a": "" },
  }),
  shape({
    name: "hours and minutes",
    pattern: /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(h)?(?!\d|(?!ish)\p{L}|:\d)/u,
    makes: "clock",
    build: ([, h = "", m, s, full]) =>
      clock(Number(h), Number(m), Number(s ?? 0), { grain: seconds(s), open: !h.startsWith("0") && s === undefined && full === undefined }),
    examples: {
      "15:30": "2026-11-23T15:30",
      "10:12:59": "2026-11-23T10:12:59",
      "at 6:30h": "2026-11-24T06:30",
      "around 9:15ish": "2026-11-24T09:15",
      "25:12": "",
      "a 4:3 screen": "",
    },
  }),
  shape({
    name: "hours, minutes and half",
    pattern: new RegExp(String.raw`(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:${half}|${letter})`),
    makes: "clock",
    priority: 1,
    build: ([, h, m, s, p, q]) => clock(Number(h), Number(m), Number(s ?? 0), { half: halfOf(p ?? q), grain: seconds(s) }),
    examples: { "3:20p": "2026-11-23T15:20", "8.30 pm": "2026-11-23T20:30", "8:32:15.5 pm": "2026-11-23T20:32:15" },
  }),
  shape({
    name: "compact time and half",
    pattern: new RegExp(String.raw`(\d{1,2})(\d{2})(?:${half}|([ap])(?![\p{L}\d]))`),
    makes: "clock",
    build: ([, h, m, p, q]) => clock(Number(h), Number(m), 0, { half: halfOf(p ?? q), grain: "minute" }),
    examples: { "1030am": "2026-11-23T10:30", "230 pm": "2026-11-23T14:30" },
  }),
  shape({
    name: "compact time and hours",
    pattern: /(\d{2})(\d{2})\s?(?:hours|hrs|hr|h)(?![\p{L}\d])/u,
    makes: "clock",
    priority: 1,
    build: ([, h, m]) => clock(Number(h), Number(m), 0, { open: false, grain: "minute" }),
    examples: { "0900 hours": "2026-11-24T09:00" },
  }),
  shape({
    name: "clock in UTC by letter",
    pattern: /(\d{2}(?=\d{2}z)|\d{1,2}(?=:)):?(\d{2})(?::(\d{2}))?z(?![\p{L}\d])/u,
    makes: "moment",
    build: ([, h, m, s]) => {
      const value = clock(Number(h), Number(m), Number(s ?? 0), { open: false, grain: seconds(s) });
      return value && { date: null, clock: value, zone: "UTC" };
    },
    examples: { "15:00Z": "2026-11-23T16:00", "1500Z": "2026-11-23T16:00" },
  }),
  shape({
    name: "compact time",
    pattern: /(\d{1,2})(\d{2})(?!\d|(?!ish)\p{L}|[:./,]\d|-\d(?!\d{0,3}(?::\d\d)?\s?[ap]m?(?!\p{L})))/u,
    makes: "loose",
    build: ([, h = "", m]) => clock(Number(h), Number(m), 0, { grain: "minute", weak: true, open: h.length === 1 || Number(h) > 9 }),
    examples: { "at 1930": "2026-11-23T19:30", "tomorrow 230-3pm": "2026-11-24T14:30/2026-11-24T15:00", "tomorrow at 150ish": "2026-11-24T13:50" },
  }),
  shape({
    name: "dotted time",
    pattern: /(\d{1,2})\.(\d{2})(?![\p{L}\d]|[.,]\d|\s?%)/u,
    makes: "loose",
    build: ([, h, m]) => clock(Number(h), Number(m), 0, { grain: "minute", weak: true }),
    examples: { "at 15.30": "2026-11-23T15:30", "it costs 15.30": "" },
  }),
  shape({
    name: "dotted time and hours",
    pattern: /(0\d|[7-9]|1\d|2[0-3])\.([0-5]\d)\s?(?:hours|hrs|h)(?![\p{L}\d])/u,
    makes: "clock",
    priority: 1,
    build: ([, h, m]) => clock(Number(h), Number(m), 0, { open: false, grain: "minute" }),
    examples: { "13.00h": "2026-11-23T13:00", "1.50 hours": "PT1H30M" },
  }),
  shape({
    name: "French time",
    pattern: /(\d{1,2})\s?h(\d{2})(?![\p{L}\d])/u,
    makes: "clock",
    build: ([, h = "", m]) => {
      const value = clock(Number(h), Number(m), 0, { grain: "minute", open: false });
      // "1h30" is a length unless something says that it is a clock.
      return value && (/^[1-6]$/.test(h) ? { ...value, weak: true } : value);
    },
    examples: { "15h30": "2026-11-23T15:30" },
  }),
  shape({
    name: "French hours",
    pattern: /(\d{1,2})h\s?[-–]\s?(\d{1,2})h(?![\p{L}\d])/u,
    makes: "clocks",
    build: ([, from, to]) => fullHours(clock(Number(from), 0, 0, { open: false }), clock(Number(to), 0, 0, { open: false })),
    examples: { "14h-16h": "2026-11-23T14:00/2026-11-23T16:00" },
  }),
  shape({
    name: "compact times and hours",
    pattern: /(\d{2})(\d{2})\s?[-–]\s?(\d{2})(\d{2})\s?(?:hours|hrs|hr|h)(?![\p{L}\d])/u,
    makes: "clocks",
    build: ([, h, m, hh, mm]) =>
      fullHours(clock(Number(h), Number(m), 0, { open: false, grain: "minute" }), clock(Number(hh), Number(mm), 0, { open: false, grain: "minute" })),
    examples: { "1400-1600 hours": "2026-11-23T14:00/2026-11-23T16:00" },
  }),
  shape({
    name: "French hour",
    pattern: /(\d{1,2})h(?![\p{L}\d])/u,
    makes: "loose",
    build: ([, h]) => {
      const value = clock(Number(h), 0, 0, { open: false });
      return value && { ...value, weak: true };
    },
    examples: { "at 15h": "2026-11-23T15:00" },
  }),
];
