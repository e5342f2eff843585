/** Hebrew dates: "יום שלישי הבא", "בסוף החודש", "בעוד שבועיים", "יום שישי האחרון של החודש". */
import { rule, shape, type Rule, type Shape } from "../../grammar/rule";
import type { DateValue, UnitValue } from "../../grammar/values";
import { dateRange } from "../../meaning/date-ranges";
import {
  dateFromFields,
  dateWithin,
  fullYear,
  mergeFields,
  nthPeriodOf,
  nthWeekdayOf,
  periodFromNow,
  weekdayFromNow,
  weekendFromNow,
} from "../../meaning/dates";
import { edgeOf, partOfYear, rollingPeriods, seasonFromNow } from "../../meaning/periods";
import { dateFromNow, instantFromNow, spanFromNow } from "../../meaning/durations";
import { now } from "../../meaning/moments";

import { isLong } from "./shared";

export const hebrewDateRules: readonly Rule[] = [
  rule({ name: "עכשיו", pattern: "עכשיו|כעת|מיד", makes: "when", build: () => now, examples: { עכשיו: "2026-11-23T10:00" } }),
  rule({ name: "שנה בספרות", pattern: "{number}", makes: "year", build: (n) => (n.digits === 4 && n.value >= 1900 && n.value <= 2199 ? n.value : null) }),
  rule({
    name: "יום בשבוע",
    pattern: "{weekday}",
    makes: "date",
    build: ({ weekday, weak }) => dateFromFields({ weekday }, weak ? { weak } : {}),
    examples: { "ביום חמישי": "2026-11-26", בשבת: "2026-11-28" },
  }),
  rule({
    name: "יום בשבוע עם כיוון",
    pattern: "{weekday} {shift}",
    makes: "date",
    build: ({ weekday }, shift) => weekdayFromNow(weekday, shift),
    examples: { "יום שישי הבא": "2026-12-04", "יום שישי שעבר": "2026-11-20" },
  }),
  rule({
    name: "תקופה",
    pattern: "{unit} {shift}",
    makes: "date",
    build: ({ period, times }, shift) => (times === 1 && isLong(period) && period !== "day" ? periodFromNow(period, shift) : null),
    examples: { "בשבוע הבא": "2026-11-30/2026-12-07", "חודש הבא": "2026-12" },
  }),
  rule({
    name: "סוף שבוע",
    pattern: ["בסוף|סוף השבוע|שבוע"],
    makes: "date",
    priority: 1,
    build: () => weekendFromNow(0),
    examples: { "בסוף השבוע": "2026-11-28/2026-11-30" },
  }),
  rule({
    name: "יום וחודש",
    pattern: ["ב|ה|ל|מ? -? {number} {month}"],
    makes: "date",
    build: (n, { month }) => (n.vague !== true && Number.isInteger(n.value) && n.value >= 1 && n.value <= 31 ? dateFromFields({ day: n.value, month }) : null),
    examples: { "3 בדצמבר": "2026-12-03", "ב-24 בדצמבר": "2026-12-24" },
  }),
  rule({
    name: "תאריך ושנה",
    pattern: "{date} {year}",
    makes: "date",
    build: (date, year) => (date.fields?.month === undefined ? null : mergeFields(date.fields, { year })),
    examples: { "5 במאי 2027": "2027-05-05" },
  }),
  rule({ name: "חודש", pattern: "{month}", makes: "date", build: ({ month }) => dateFromFields({ month }), examples: { במרץ: "2027-03" } }),
  rule({
    name: "יום ותאריך",
    pattern: "{weekday} ,? {date}",
    makes: "date",
    build: ({ weekday }, date) => (date.fields?.day === undefined ? null : mergeFields({ weekday }, date.fields)),
    examples: { "יום שישי, 4 בדצמבר": "2026-12-04" },
  }),
  rule({
    name: "בתוך",
    pattern: ["תוך|בתוך {duration}"],
    makes: "when",
    priority: 1,
    build: (length) => spanFromNow(length, 1),
    examples: { "תוך 3 ימים": "2026-11-23T10:00/2026-11-26T10:00" },
  }),
  ...(
    [
      ["השבוע", "week", "2026-11-23/2026-11-30"],
      ["החודש", "month", "2026-11"],
      ["השנה", "year", "2026"],
      ["הרבעון", "quarter", "2026-10-01/2027-01-01"],
    ] as const
  ).map(([name, period, meaning]) => rule({ name, pattern: name, makes: "date", build: () => periodFromNow(period, 0), examples: { [name]: meaning } })),
  rule({
    name: "קצה של תקופה",
    pattern: "{edge} {date}",
    makes: "date",
    build: (edge, date) => edgeOf(edge, { ...date, weak: false }),
    examples: { "בסוף החודש": "2026-11-21/2026-12-01", "באמצע יולי": "2027-07-11/2027-07-21", "עד סוף השבוע": "before 2026-11-23T10:00/2026-11-30T00:00" },
  }),
  rule({
    name: "סוף השבוע הבא",
    pattern: ["בסוף|סוף השבוע|שבוע {shift}"],
    makes: "date",
    priority: 2,
    build: (shift) => weekendFromNow(shift),
    examples: { "בסוף השבוע הבא": "2026-12-05/2026-12-07" },
  }),
  rule({
    name: "כמה תקופות",
    pattern: ["{number} {unit} {shift}", "ב {number} {unit} {shift}"],
    makes: "date",
    build: (n, { period }, shift) =>
      shift === 0 || !isLong(period) || !Number.isInteger(n.value) ? null : rollingPeriods(period, n.value, shift > 0 ? 1 : -1),
    examples: { "שלושה ימים הקרובים": "2026-11-24/2026-11-27" },
  }),
  rule({
    name: "זמן קרוב",
    pattern: ["{duration} {shift}"],
    makes: "date",
    priority: -1,
    build: ({ days, months, unit }, shift) =>
      shift === 0 || (days === 0 && months === 0) || (days === 7 && unit === "week")
        ? null
        : rollingPeriods(months > 0 ? "month" : "day", months > 0 ? months : days, shift > 0 ? 1 : -1),
    examples: { "שבועיים האחרונים": "2026-11-09/2026-11-23" },
  }),
  rule({
    name: "יום בשבוע הנקוב",
    pattern: ["{date} {weekday}", "{weekday} {date}"],
    makes: "date",
    build: (a, b) => {
      const [date, day] = "at" in a ? [a, b] : [b, a];
      return "at" in date && "weekday" in day && date.period === "week" ? dateWithin(dateFromFields({ weekday: day.weekday }) ?? date, date) : null;
    },
    examples: { "בשבוע הבא ביום שני": "2026-11-30", "יום רביעי בשבוע הבא": "2026-12-02" },
  }),
  rule({
    name: "יום בשבוע לפי סדר",
    pattern: ["{weekday} {ordinal} {date}", "{weekday} {ordinal} של|ב {date}"],
    makes: "date",
    priority: 1,
    build: ({ weekday }, n, outer) => nthWeekdayOf(n, weekday, outer),
    examples: { "יום שלישי השני במרץ": "2027-03-09" },
  }),
  rule({
    name: "יום בשבוע אחרון",
    pattern: ["{weekday} האחרון של? {date}"],
    makes: "date",
    priority: 1,
    build: ({ weekday }, outer) => nthWeekdayOf(-1, weekday, outer),
    examples: { "יום שישי האחרון של החודש": "2026-11-27" },
  }),
  rule({
    name: "תקופה לפי סדר",
    pattern: ["{unit} {ordinal} של? {date}"],
    makes: "date",
    build: ({ period }, n, outer) => nthPeriodOf(n, 1, period, outer),
    examples: { "השבוע השני של דצמבר": "2026-12-07/2026-12-14" },
  }),
  rule({
    name: "תקופה אחרונה",
    pattern: ["{unit} האחרון של? {date}", "יום העבודה האחרון של? {date}"],
    makes: "date",
    priority: 1,
    build: (a, b?) => (b === undefined ? nthPeriodOf(-1, 1, "workday", a as DateValue) : nthPeriodOf(-1, 1, (a as UnitValue).period, b)),
    examples: { "יום העבודה האחרון של החודש": "2026-11-30", "היום האחרון של דצמבר": "2026-12-31" },
  }),
  rule({
    name: "רבעון לפי סדר",
    pattern: ["{unit} {ordinal}", "{unit} {ordinal} של? {year}"],
    makes: "date",
    build: ({ period }, n, year?) => (period === "quarter" ? partOfYear("quarter", n, year) : null),
    examples: { "ברבעון השלישי": "2026-07-01/2026-10-01" },
  }),
  rule({
    name: "עונה",
    pattern: ["{season}", "{season} {shift}"],
    makes: "date",
    build: (season, shift?) => seasonFromNow(season, shift ?? 0),
    examples: { בקיץ: "2027-06-21/2027-09-24" },
  }),
  rule({
    name: "יום במילים וחודש",
    pattern: ["{clock} {month}"],
    makes: "date",
    build: ({ hour, grain }, { month }) => (grain === "hour" ? dateFromFields({ day: hour, month }) : null),
  }),
  rule({
    name: "בעוד ימים",
    pattern: ["בעוד|עוד|תוך {duration}", "{duration} מהיום|מעכשיו"],
    makes: "date",
    build: (length) => dateFromNow(length, 1),
    examples: { "בעוד שבועיים": "2026-12-07" },
  }),
  rule({
    name: "בעוד שעות",
    pattern: ["בעוד|עוד {duration}"],
    makes: "when",
    build: (length) => instantFromNow(length, 1),
    examples: { "בעוד שעתיים": "2026-11-23T12:00", "בעוד 20 דקות": "2026-11-23T10:20" },
  }),
  rule({
    name: "לפני ימים",
    pattern: ["לפני {duration}"],
    makes: "date",
    build: (length) => dateFromNow(length, -1),
    examples: { "לפני 3 ימים": "2026-11-20" },
  }),
  rule({
    name: "לפני שעות",
    pattern: ["לפני {duration}"],
    makes: "when",
    priority: 1,
    build: (length) => instantFromNow(length, -1),
    examples: { "לפני חצי שעה": "2026-11-23T09:30" },
  }),
  rule({
    name: "בין יום ליום",
    pattern: ["בין {date} {date}", "מ {date} עד {date}", "בין {date} עד|ל {date}"],
    makes: "date",
    build: (a, b) => dateRange({ ...a, weak: false }, { ...b, weak: false }),
    examples: { "בין יום שני ליום חמישי": "2026-11-30/2026-12-04" },
  }),
  rule({
    name: "מיום עד יום",
    pattern: ["{date} -|עד {date}"],
    makes: "date",
    priority: -1,
    build: (a, b) => dateRange({ ...a, weak: false }, { ...b, weak: false }),
    examples: { "מיום ראשון עד יום שלישי": "2026-11-29/2026-12-02" },
  }),
];

export const hebrewShapes: readonly Shape[] = [
  shape({
    name: "יום.חודש.שנה",
    pattern: /(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[-/.]\d)/u,
    makes: "date",
    build: ([, d, , m, y = ""]) => dateFromFields({ day: Number(d), month: Number(m), year: fullYear(Number(y), y.length) }, { figures: true }),
    examples: { "24.12.2026": "2026-12-24" },
  }),
  shape({
    name: "יום/חודש",
    pattern: /(\d{1,2})[/.](\d{1,2})(?!\d|[/.]\d)/u,
    makes: "date",
    build: ([, d, m]) => dateFromFields({ day: Number(d), month: Number(m) }, { figures: true }),
    examples: { "3/12": "2026-12-03" },
  }),
];
