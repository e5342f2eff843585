/** Hebrew words that stand for something by themselves; the prefixes ב, ל, מ, ה and ו are written onto them. */
import { entries, type Entry } from "../../grammar/rule";
import type { ClockValue, UnitValue, WeekdayValue } from "../../grammar/values";
import { periodFromNow } from "../../meaning/dates";
import * as parts from "../../meaning/parts";
import { zoneAbbreviations } from "../../zone-names";

/** Monday first, as everywhere here; Hebrew counts its days from Sunday. */
const weekdayNames = [
  ["שני", "ב'"],
  ["שלישי", "ג'", "שלשי"],
  ["רביעי", "ד'"],
  ["חמישי", "ה'", "חמשי"],
  ["שישי", "ו'", "ששי"],
  ["שבת"],
  ["ראשון", "א'"],
] as const;
const monthNames = ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"] as const;
const withPrefixes = (name: string, prefixes: readonly string[]): string[] => ["", ...prefixes].map((prefix) => prefix + name);
const table = <T>(pairs: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(pairs);
const unit = (period: UnitValue["period"], names: string): (readonly [string, UnitValue])[] =>
  names.split(",").flatMap((name) => withPrefixes(name, ["ה", "ב", "ל"]).map((form) => [form, { period, times: 1 }] as const));

/** Hours as clocks are read aloud: in the feminine. */
const hourNames = [
  ["אחת", 1],
  ["שתיים", 2],
  ["שלוש", 3],
  ["ארבע", 4],
  ["חמש", 5],
  ["שש", 6],
  ["שבע", 7],
  ["שמונה", 8],
  ["תשע", 9],
  ["עשר", 10],
  ["אחת עשרה", 11],
  ["שתים עשרה", 12],
  ["שתיים עשרה", 12],
] as const;
const hourOf = (hour: number): ClockValue => ({ hour, minute: 0, second: 0, grain: "hour", open: true });

export const hebrewEntries: readonly Entry[] = [
  ...entries(
    "weekday",
    table<WeekdayValue>(
      weekdayNames.flatMap((names, index) =>
        names.flatMap((name) => [
          ...withPrefixes(`יום ${name.replace("'", " '")}`, ["ב", "ל", "מ", "ה"]).map((form) => [form, { weekday: index + 1, weak: false }] as const),
          ...(name.endsWith("'")
            ? withPrefixes(`יום ${name.slice(0, -1)}`, ["ב", "ל", "מ", "ה"]).map((form) => [form, { weekday: index + 1, weak: false }] as const)
            : []),
          ...(name === "שבת"
            ? ["שבת", "בשבת", "לשבת", "משבת"].map((form) => [form, { weekday: 6, weak: false }] as const)
            : name.length > 2
              ? withPrefixes(name, ["ב", "ל", "מ"]).map((form) => [form, { weekday: index + 1, weak: true }] as const)
              : []),
        ]),
      ),
    ),
  ),
  ...entries(
    "weekdays",
    table(
      weekdayNames.flatMap(([name], index) => [
        ...["ימי", "בימי"].map((form) => [`${form} ${name}`, [index + 1]] as const),
        ...(name === "שבת" ? [["שבתות", [6]] as const, ["בשבתות", [6]] as const] : []),
      ]),
    ),
  ),
  ...entries(
    "month",
    table(monthNames.flatMap((name, index) => withPrefixes(name, ["ב", "ל", "מ"]).map((form) => [form, { month: index + 1, weak: false }] as const))),
  ),
  ...entries(
    "unit",
    table([
      ...unit("second", "שנייה,שניות,שניה"),
      ...unit("minute", "דקה,דקות"),
      ...unit("hour", "שעה,שעות"),
      ...unit("day", "יום,ימים"),
      ...unit("workday", "יום עבודה,ימי עבודה,יום עסקים,ימי עסקים"),
      ...unit("week", "שבוע,שבועות"),
      ...unit("month", "חודש,חודשים"),
      ...unit("quarter", "רבעון,רבעונים"),
      ...unit("year", "שנה,שנים"),
    ]),
  ),
  ...entries(
    "duration",
    table(
      (
        [
          ["חודש", 1, "month", true],
          ["חודשיים", 2, "month", false],
          ["חצי שנה", 6, "month", false],
          ["שנה", 12, "year", true],
          ["שנתיים", 24, "year", false],
        ] as const
      ).map(
        ([name, months, period, weak]) =>
          [
            name,
            {
              iso: months % 12 === 0 ? `P${String(months / 12)}Y` : `P${String(months)}M`,
              months,
              seconds: 0,
              days: 0,
              workdays: 0,
              unit: period,
              ...(weak ? { weak } : {}),
            },
          ] as const,
      ),
    ),
  ),
  ...entries(
    "duration",
    table(
      [
        ["שעתיים", "PT2H", 7200, 0, "hour"],
        ["יומיים", "P2D", 0, 2, "day"],
        ["שבועיים", "P2W", 0, 14, "week"],
        ["חצי שעה", "PT30M", 1800, 0, "minute"],
        ["רבע שעה", "PT15M", 900, 0, "minute"],
        ["שעה", "PT1H", 3600, 0, "hour"],
        ["שעה וחצי", "PT1H30M", 5400, 0, "minute"],
        ["שבוע", "P1W", 0, 7, "week"],
        ["שלושת רבעי שעה", "PT45M", 2700, 0, "minute"],
        ["שלושת רבעי השעה", "PT45M", 2700, 0, "minute"],
        ["שעה ורבע", "PT1H15M", 4500, 0, "minute"],
        ["שעה וחצי", "PT1H30M", 5400, 0, "minute"],
        ["שעתיים וחצי", "PT2H30M", 9000, 0, "minute"],
        ["דקה", "PT1M", 60, 0, "minute"],
        ["רגע", "PT1M", 60, 0, "minute"],
        ["יום", "P1D", 0, 1, "day"],
      ].flatMap(([name, iso, seconds, days, period]) =>
        (/יים/.test(String(name)) ? ["", "ב", "ל"] : [""]).map(
          (prefix) =>
            [
              prefix + String(name),
              {
                iso: String(iso),
                seconds: Number(seconds),
                days: Number(days),
                months: 0,
                workdays: 0,
                unit: period as UnitValue["period"],
                ...(days === 7 || days === 1 || name === "רגע" || name === "דקה" ? { weak: true } : {}),
              },
            ] as const,
        ),
      ),
    ),
  ),
  ...entries(
    "number",
    table(
      [
        ["אחת", 1],
        ["אחד", 1],
        ["שתיים", 2],
        ["שניים", 2],
        ["שני", 2],
        ["שתי", 2],
        ["שלוש", 3],
        ["שלושה", 3],
        ["ארבע", 4],
        ["ארבעה", 4],
        ["חמש", 5],
        ["חמישה", 5],
        ["שש", 6],
        ["שישה", 6],
        ["שבע", 7],
        ["שבעה", 7],
        ["שמונה", 8],
        ["תשע", 9],
        ["תשעה", 9],
        ["עשר", 10],
        ["עשרה", 10],
        ["אחת עשרה", 11],
        ["אחד עשר", 11],
        ["שתים עשרה", 12],
        ["שתיים עשרה", 12],
        ["שנים עשר", 12],
        ["שלושת", 3],
        ["ארבעת", 4],
        ["חמשת", 5],
        ["ששת", 6],
        ["שבעת", 7],
        ["עשרת", 10],
        ["חמישים", 50],
        ["שישים", 60],
        ["תשעים", 90],
        ["כמה", 3],
        ["חמש עשרה", 15],
        ["עשרים", 20],
        ["שלושים", 30],
        ["ארבעים", 40],
        ["ארבעים וחמש", 45],
      ].map(([name, value]) => [String(name), { value: Number(value), digits: 0, ...(name === "כמה" ? { vague: true } : {}) }] as const),
    ),
  ),
  ...entries(
    "number",
    table(
      ["שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "תשעה", "עשרה", "שלושת", "ארבעת", "חמשת", "ששת", "שבעת"].map(
        (name, index) => [`ב${name}`, { value: [3, 4, 5, 6, 7, 9, 10, 3, 4, 5, 6, 7][index] ?? 3, digits: 0 }] as const,
      ),
    ),
  ),
  ...entries("loose", table(hourNames.flatMap(([name, hour]) => ["ל", "מ"].map((prefix) => [prefix + name, { ...hourOf(hour), weak: true }] as const)))),
  ...entries("clock", table(hourNames.flatMap(([name, hour]) => [`ב${name}`, `בשעה ${name}`].map((form) => [form, hourOf(hour)] as const)))),
  ...entries("clock", table(["חצות", "בחצות"].map((name) => [name, { hour: 24, minute: 0, second: 0, grain: "hour" as const, open: false }] as const))),
  ...entries(
    "ordinal",
    table(
      (
        [
          [1, "ראשון,ראשונה"],
          [2, "שני,שנייה,שניה"],
          [3, "שלישי,שלישית"],
          [4, "רביעי,רביעית"],
          [5, "חמישי,חמישית"],
        ] as const
      ).flatMap(([value, names]) => names.split(",").flatMap((name) => [`ה${name}`].map((form) => [form, value] as const))),
    ),
  ),
  ...entries("season", { אביב: 0, באביב: 0, קיץ: 1, בקיץ: 1, סתיו: 2, בסתיו: 2, חורף: 3, בחורף: 3 }),
  ...entries(
    "edge",
    table([
      ...["תחילת", "בתחילת", "ראשית", "בראשית"].map((name) => [name, "start"] as const),
      ...["אמצע", "באמצע"].map((name) => [name, "middle"] as const),
      ...["סוף", "בסוף"].map((name) => [name, "end"] as const),
    ]),
  ),
  ...entries(
    "date",
    table(
      [
        ["היום", 0],
        ["מחר", 1],
        ["מחרתיים", 2],
        ["אתמול", -1],
        ["שלשום", -2],
        ["למחר", 1],
        ["מהיום", 0],
        ["ממחר", 1],
        ["למחרתיים", 2],
      ].map(([name, shift]) => [String(name), periodFromNow("day", Number(shift))] as const),
    ),
  ),
  ...entries(
    "part",
    table([
      ["בוקר", parts.morning],
      ["בבוקר", parts.morning],
      ["צהריים", parts.lunchtime],
      ["בצהריים", parts.lunchtime],
      ["אחר הצהריים", parts.afternoon],
      ["אחרי הצהריים", parts.afternoon],
      ["אחה״צ", parts.afternoon],
      ["לפנות ערב", { ...parts.afternoon, name: "early evening", start: 16 * 3600, end: 18 * 3600 }],
      ["לפנות בוקר", { ...parts.morning, name: "early morning", start: 4 * 3600, end: 7 * 3600, wideStart: 3 * 3600, wideEnd: 7 * 3600 }],
      ["הצהריים", parts.lunchtime],
      ["צהרים", parts.lunchtime],
      ["אחר הצהרים", parts.afternoon],
      ["אחרי הצהרים", parts.afternoon],
      ['אחה"צ', parts.afternoon],
      ["ערב", parts.evening],
      ["בערב", parts.evening],
      ["לילה", parts.night],
      ["בלילה", parts.night],
    ] as const),
  ),
  ...entries(
    "shift",
    table([
      ["הבא", 1],
      ["הבאה", 1],
      ["הקרוב", 1],
      ["הקרובה", 1],
      ["הזה", 0],
      ["הזאת", 0],
      ["שעבר", -1],
      ["שעברה", -1],
      ["הנוכחי", 0],
      ["הנוכחית", 0],
      ["הקרובים", 1],
      ["הקרובות", 1],
      ["הבאים", 1],
      ["הבאות", 1],
      ["שעברו", -1],
      ["האחרונים", -1],
      ["האחרונות", -1],
      ["האחרון", -1],
      ["האחרונה", -1],
    ] as const),
  ),
  ...entries("zone", {
    ...zoneAbbreviations,
    "שעון ישראל": "Asia/Jerusalem",
    "שעון לונדון": "Europe/London",
    "שעון ניו יורק": "America/New_York",
    "שעון ברלין": "Europe/Berlin",
    "שעון פריז": "Europe/Paris",
  }),
];
