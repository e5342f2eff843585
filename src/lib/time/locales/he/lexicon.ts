/** Hebrew words that stand for something by themselves; the prefixes ב, ל, מ, ה and ו are written onto them. */
import { entries, type Entry } from "../../grammar/rule";
import type { UnitValue, WeekdayValue } from "../../grammar/values";
import { periodFromNow } from "../../meaning/dates";
import * as parts from "../../meaning/parts";
import { zoneAbbreviations } from "../../zone-names";

/** Monday first, as everywhere here; Hebrew counts its days from Sunday. */
const weekdayNames = [["שני", "ב'"], ["שלישי", "ג'"], ["רביעי", "ד'"], ["חמישי", "ה'"], ["שישי", "ו'"], ["שבת"], ["ראשון", "א'"]] as const;
const monthNames = ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"] as const;
const withPrefixes = (name: string, prefixes: readonly string[]): string[] => ["", ...prefixes].map((prefix) => prefix + name);
const table = <T>(pairs: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(pairs);
const unit = (period: UnitValue["period"], names: string): (readonly [string, UnitValue])[] =>
  names.split(",").flatMap((name) => withPrefixes(name, ["ה", "ב", "ל"]).map((form) => [form, { period, times: 1 }] as const));

export const hebrewEntries: readonly Entry[] = [
  ...entries(
    "weekday",
    table<WeekdayValue>(
      weekdayNames.flatMap((names, index) =>
        names.flatMap((name) => [
          ...withPrefixes(`יום ${name}`, ["ב", "ל", "מ", "ה", "עד "]).map((form) => [form, { weekday: index + 1, weak: false }] as const),
          ...(name === "שבת"
            ? ["שבת", "בשבת"].map((form) => [form, { weekday: 6, weak: false }] as const)
            : name.length > 2
              ? withPrefixes(name, ["ב"]).map((form) => [form, { weekday: index + 1, weak: true }] as const)
              : []),
        ]),
      ),
    ),
  ),
  ...entries(
    "month",
    table(monthNames.flatMap((name, index) => withPrefixes(name, ["ב", "ל", "מ"]).map((form) => [form, { month: index + 1, weak: false }] as const))),
  ),
  ...entries(
    "unit",
    table([
      ...unit("second", "שנייה,שניות"),
      ...unit("minute", "דקה,דקות"),
      ...unit("hour", "שעה,שעות"),
      ...unit("day", "יום,ימים"),
      ...unit("week", "שבוע,שבועות"),
      ...unit("month", "חודש,חודשים"),
      ...unit("quarter", "רבעון"),
      ...unit("year", "שנה,שנים"),
    ]),
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
      ].map(
        ([name, iso, seconds, days, period]) =>
          [
            String(name),
            {
              iso: String(iso),
              seconds: Number(seconds),
              days: Number(days),
              months: 0,
              workdays: 0,
              unit: period as UnitValue["period"],
              ...(days === 7 ? { weak: true } : {}),
            },
          ] as const,
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
        ["שתים עשרה", 12],
        ["עשרים", 20],
        ["שלושים", 30],
        ["ארבעים", 40],
        ["ארבעים וחמש", 45],
      ].map(([name, value]) => [String(name), { value: Number(value), digits: 0 }] as const),
    ),
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
        ["עד מחר", 1],
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
      ["האחרון", -1],
      ["האחרונה", -1],
    ] as const),
  ),
  ...entries("zone", zoneAbbreviations),
];
