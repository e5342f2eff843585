/** Hebrew phrases: "מחר בשעה 15:00", "יום שלישי הבא אחר הצהריים", "בין 3 ל-4", "כל יום שני בשעה 10". */
import { rule, shape, type Rule, type Shape } from "../../grammar/rule";
import type { ClockValue, NumberValue, WhenValue } from "../../grammar/values";
import { clock } from "../../meaning/clocks";
import { dateFromFields, dateRange, fullYear, mergeFields, nthWeekdayFrom, periodFromNow, weekdayFromNow, weekendFromNow } from "../../meaning/dates";
import { asDuration, dateFromNow, duration, instantFromNow } from "../../meaning/durations";
import { asWhen, bound, clocksAsWhen, daypart, moment, now, withDuration } from "../../meaning/moments";
import { every, everyWeekday } from "../../meaning/recurrence";

const strong = (value: ClockValue): ClockValue => ({ ...value, weak: false });
const isHour = (n: NumberValue): boolean => Number.isInteger(n.value) && n.value >= 0 && n.value <= 24 && n.digits <= 2;
const hour = (value: ClockValue): WhenValue => asWhen({ date: null, clock: strong(value) });
const isLong = (period: string): boolean => !["second", "minute", "hour"].includes(period);

export const hebrewRules: readonly Rule[] = [
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
    pattern: ["ב|ה? -? {number} {month}"],
    makes: "date",
    build: (n, { month }) => (n.digits > 0 && n.value >= 1 && n.value <= 31 ? dateFromFields({ day: n.value, month }) : null),
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
    name: "בעוד ימים",
    pattern: ["בעוד|עוד {duration}"],
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
    name: "מיום עד יום",
    pattern: ["{date} -|עד {date}"],
    makes: "date",
    priority: -1,
    build: (a, b) => dateRange({ ...a, weak: false }, { ...b, weak: false }),
    examples: { "מיום ראשון עד יום שלישי": "2026-11-29/2026-12-02" },
  }),

  rule({
    name: "שעה",
    pattern: "{number}",
    makes: "loose",
    build: (n) => (isHour(n) ? clock(n.value, 0, 0, { weak: true, open: !(n.digits === 2 && n.value < 10) }) : null),
  }),
  rule({
    name: "בשעה",
    pattern: ["בשעה|לשעה {loose}", "ב -? {loose}"],
    makes: "clock",
    build: (value) => (value.grain === "hour" ? strong(value) : strong(value)),
    examples: { "בשעה 5": "2026-11-23T17:00", "ב-4": "2026-11-23T16:00", ב4: "2026-11-23T16:00" },
  }),
  rule({
    name: "בשעה ודקות",
    pattern: ["בשעה|לשעה {clock}", "ב|ל -? {clock}"],
    makes: "clock",
    build: strong,
    examples: { "בשעה 15:30": "2026-11-23T15:30", "ב-15:30": "2026-11-23T15:30" },
  }),
  rule({
    name: "וחצי",
    pattern: "{clock} וחצי",
    makes: "clock",
    build: (value) => (value.grain === "hour" ? clock(value.hour, 30, 0, { grain: "minute", open: value.open }) : null),
    examples: { "בשעה 5 וחצי": "2026-11-23T17:30" },
  }),
  rule({
    name: "בין שעות",
    pattern: ["בין -? {loose} ל -? {loose}", "מ -? {loose} עד -? {loose}", "בין -? {clock} ל -? {clock}", "מ -? {clock} עד -? {clock}", "{clock} -|עד {clock}"],
    makes: "clocks",
    build: (from, to) => ({ from: strong(from), to: strong(to) }),
    examples: { "בין 3 ל-4": "2026-11-23T15:00/2026-11-23T16:00", "מ-9:00 עד 11:00": "2026-11-24T09:00/2026-11-24T11:00" },
  }),
  rule({
    name: "חלק של היום",
    pattern: "{part}",
    makes: "daypart",
    build: (part) => ({ date: null, part }),
    examples: { "אחר הצהריים": "2026-11-23T12:00/2026-11-23T19:00" },
  }),
  rule({
    name: "יום וחלק",
    pattern: "{date} ,? {part}",
    makes: "daypart",
    build: (date, part) => daypart({ ...date, weak: false }, part),
    examples: {
      "מחר בבוקר": "2026-11-24T08:00/2026-11-24T12:00",
      "היום בערב": "2026-11-23T18:00/2026-11-24T00:00",
      "יום שלישי הבא אחר הצהריים": "2026-12-01T12:00/2026-12-01T19:00",
    },
  }),
  rule({
    name: "הלילה",
    pattern: "הערב|הלילה",
    makes: "daypart",
    build: () => daypart(periodFromNow("day", 0), { name: "night", start: 64_800, end: 86_400, wideStart: 57_600, wideEnd: 108_000 }),
    examples: { הערב: "2026-11-23T18:00/2026-11-24T00:00" },
  }),
  rule({
    name: "יום ושעה",
    pattern: "{date} ,? {clock}",
    makes: "moment",
    build: (date, value) => moment({ ...date, weak: false }, value),
    examples: { "מחר בשעה 15:00": "2026-11-24T15:00", "ביום שני ב-9": "2026-11-30T09:00" },
  }),
  rule({
    name: "שעה ויום",
    pattern: "{clock} ,? {date}",
    makes: "moment",
    build: (value, date) => moment({ ...date, weak: false }, value),
    examples: { "בשעה 15:00 מחר": "2026-11-24T15:00" },
  }),
  rule({
    name: "שעה בחלק",
    pattern: "{clock} {part}",
    makes: "moment",
    build: (value, part) => ({ date: null, clock: value, part }),
    examples: { "בשעה 8 בערב": "2026-11-23T20:00" },
  }),
  rule({
    name: "שעה בחלק של יום",
    pattern: ["{date} {clock} {part}", "{daypart} {clock}"],
    makes: "moment",
    build: (a, b, part?) => ("part" in a ? moment(a.date, b, a.part) : moment(a, b, part)),
    examples: { "מחר בשעה 8 בערב": "2026-11-24T20:00", "מחר בערב בשעה 8": "2026-11-24T20:00" },
  }),
  rule({
    name: "יום ושעות",
    pattern: "{date} ,? {clocks}",
    makes: "when",
    build: (date, clocks) => clocksAsWhen({ ...date, weak: false }, clocks),
    examples: { "מחר בין 14:00 ל-16:00": "2026-11-24T14:00/2026-11-24T16:00" },
  }),
  rule({
    name: "שעה למשך",
    pattern: ["{moment} ,? למשך? {duration}"],
    makes: "when",
    build: (value, length) => withDuration(asWhen(value), { ...length, weak: false }),
    examples: { "מחר בשעה 15:00 למשך 45 דקות": "2026-11-24T15:00/2026-11-24T15:45" },
  }),
  rule({
    name: "משך",
    pattern: "{number} {unit}",
    makes: "duration",
    build: (n, unit) => duration(n.value, unit),
    examples: { "45 דקות": "PT45M", "שלוש שעות": "PT3H" },
  }),
  rule({
    name: "למשך",
    pattern: "למשך {duration}",
    makes: "when",
    build: (length) => asDuration({ ...length, weak: false }),
    examples: { "למשך שבוע": "P1W" },
  }),

  rule({
    name: "אחרי",
    pattern: "אחרי {when}",
    makes: "when",
    build: (when) => bound("after", "end", when),
    examples: { "אחרי יום שישי": "after 2026-11-28" },
  }),
  rule({
    name: "אחרי שעה",
    pattern: ["אחרי {loose}", "לא לפני {loose}"],
    makes: "when",
    build: (value) => bound("after", "start", hour(value)),
    examples: { "אחרי 3": "after 2026-11-23T15:00" },
  }),
  rule({
    name: "לפני",
    pattern: "לפני {when}",
    makes: "when",
    build: (when) => bound("before", "start", when),
    examples: { "לפני יום שישי": "before 2026-11-23T10:00/2026-11-27T00:00" },
  }),
  rule({ name: "עד", pattern: "עד {when}", makes: "when", priority: -1, build: (when) => bound("before", "end", when), examples: { "עד מחר": "2026-11-24" } }),
  rule({
    name: "חוץ מיום",
    pattern: ["כל יום חוץ|מלבד {weekday}", "לא {weekday}"],
    makes: "when",
    priority: 2,
    build: ({ weekday }): WhenValue => ({
      kind: "interval",
      grain: "day",
      direction: "after",
      dateGiven: true,
      timeGiven: false,
      at: (anchor) =>
        periodFromNow("day", 0)
          .at(anchor)
          .map(({ start }) => ({ start, end: null })),
      except: (anchor) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((count) => nthWeekdayFrom(weekday, count).at(anchor)),
    }),
    examples: { "לא ביום שישי": "after 2026-11-23 except 2026-11-27" },
  }),

  rule({ name: "כל תקופה", pattern: "כל {unit}", makes: "recur", build: (unit) => every(1, unit), examples: { "כל יום": "FREQ=DAILY 2026-11-23/2026-11-24" } }),
  rule({
    name: "כל כמה תקופות",
    pattern: ["כל {number} {unit}"],
    makes: "recur",
    build: (n, unit) => every(n.value, unit),
    examples: { "כל 3 שבועות": "FREQ=WEEKLY;INTERVAL=3 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל שבועיים",
    pattern: "כל שבועיים",
    makes: "recur",
    build: () => every(2, { period: "week", times: 1 }),
    examples: { "כל שבועיים": "FREQ=WEEKLY;INTERVAL=2 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל יום בשבוע",
    pattern: "כל {weekday}",
    makes: "recur",
    build: ({ weekday }) => everyWeekday([weekday]),
    examples: { "כל יום שני": "FREQ=WEEKLY;BYDAY=MO 2026-11-23/2026-11-24" },
  }),
  rule({
    name: "כל בשעה",
    pattern: "{recur} ,? {clock}",
    makes: "recur",
    build: (value, time) => (value.clock ? null : { ...value, clock: time }),
    examples: { "כל יום שלישי בשעה 10": "FREQ=WEEKLY;BYDAY=TU 2026-11-24T10:00" },
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
