/** Reads RFC 5545 RRULE text (and RFC 7529 SKIP on the Gregorian calendar) into numbers. What it can't read or doesn't support is refused here, once. */
import { dayOf, daysInMonth } from "@/lib/time/calendar-days";

const frequencies = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"] as const;
export type Frequency = (typeof frequencies)[number];

export interface WeekdayPart {
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  /** 0 = every such weekday, 2 = the second, -1 = the last. */
  readonly ordinal: number;
}

/** A date or a date-time as iCalendar writes it, on a clock without zone (milliseconds as if UTC). */
export interface WallTime {
  readonly wallMs: number;
  readonly dateOnly: boolean;
  /** Written with Z: an instant rather than a wall time. */
  readonly utc: boolean;
}

export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: WallTime | null;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart: number;
  /** RFC 7529: what becomes of February 30th. */
  readonly skip: "OMIT" | "BACKWARD" | "FORWARD";
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  readonly byDay: readonly WeekdayPart[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
}

export interface RecurrenceRefusal {
  readonly ok: false;
  /** malformed = not a rule; unsupported = a rule we don't answer; too-costly = would take too long to answer; unknown-zone. */
  readonly reason: "malformed" | "unsupported" | "too-costly" | "unknown-zone";
  /** One sentence for a person. */
  readonly text: string;
}

export type ParsedRule = { readonly ok: true; readonly rule: RecurrenceRule } | RecurrenceRefusal;

export const refuseRule = (reason: RecurrenceRefusal["reason"], text: string): RecurrenceRefusal => ({ ok: false, reason, text });

const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const wallPattern = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(Z)?)?$/i;

/** "19970512T090000", "19970512T090000Z", "19970512" and their forms with dashes and colons; null when it is none of them or no such date exists. */
export const parseWallTime = (text: string): WallTime | null => {
  const parts = wallPattern.exec(text.trim());
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(parts[i] ?? "0")) as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return null;
  const clock = hour * 3600 + minute * 60 + Math.min(second, 59);
  return { wallMs: (dayOf(year, month, day) * 86_400 + clock) * 1000, dateOnly: parts[4] === undefined, utc: parts[7] !== undefined };
};

const uniqueSorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Counted from the end as well: -1 is the last. */
  readonly signed: boolean;
}

const numberLists: Readonly<Record<string, NumberRange>> = {
  BYSECOND: { min: 0, max: 60, signed: false },
  BYMINUTE: { min: 0, max: 59, signed: false },
  BYHOUR: { min: 0, max: 23, signed: false },
  BYMONTHDAY: { min: 1, max: 31, signed: true },
  BYYEARDAY: { min: 1, max: 366, signed: true },
  BYWEEKNO: { min: 1, max: 53, signed: true },
  BYMONTH: { min: 1, max: 12, signed: false },
  BYSETPOS: { min: 1, max: 366, signed: true },
};

const knownParts = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "RSCALE", "SKIP", ...Object.keys(numberLists)]);

const parseNumbers = (text: string, range: NumberRange): number[] | null => {
  const values: number[] = [];
  for (const item of text.split(",")) {
    if (!/^[+-]?\d{1,3}$/.test(item)) return null;
    const value = Number(item);
    const size = range.signed ? Math.abs(value) : value;
    if (size < range.min || size > range.max) return null;
    values.push(value);
  }
  return uniqueSorted(values);
};

const parseWeekdays = (text: string): WeekdayPart[] | null => {
  const parts = new Map<string, WeekdayPart>();
  for (const item of text.split(",")) {
    const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    if (found === null) return null;
    const ordinal = found[1] === undefined ? 0 : Number(found[1]);
    if (found[1] !== undefined && (ordinal === 0 || Math.abs(ordinal) > 53)) return null;
    const weekday = weekdayCodes.indexOf(found[2] ?? "") + 1;
    parts.set(`${String(ordinal)}/${String(weekday)}`, { weekday, ordinal });
  }
  return [...parts.values()];
};

const splitParts = (text: string): Map<string, string> | RecurrenceRefusal => {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    if (at < 1 || value === "") return refuseRule("malformed", `"${part.slice(0, 40)}" is not a part of a recurrence rule.`);
    if (parts.has(name)) return refuseRule("malformed", `${name.slice(0, 40)} stands in the rule twice.`);
    if (!knownParts.has(name)) return refuseRule("unsupported", `${name.slice(0, 40)} is not supported in recurrence rules.`);
    parts.set(name, value);
  }
  return parts;
};

const parseWhole = (text: string | undefined, fallback: number | null): number | null | undefined => {
  if (text === undefined) return fallback;
  return /^\d{1,9}$/.test(text) && Number(text) >= 1 ? Number(text) : undefined;
};

/** Checks a rule and reads it. Refuses what is malformed or not supported, with a sentence that says which part. */
export const parseRule = (text: string): ParsedRule => {
  if (text.length > 4000) return refuseRule("malformed", "The recurrence rule is too long.");
  const parts = splitParts(text);
  if (!(parts instanceof Map)) return parts;
  const frequency = frequencies.find((name) => name === parts.get("FREQ"));
  if (frequency === undefined) return refuseRule("malformed", "A recurrence rule needs FREQ: YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY or SECONDLY.");
  if (parts.has("RSCALE") && parts.get("RSCALE") !== "GREGORIAN")
    return refuseRule("unsupported", `Rules in the calendar ${(parts.get("RSCALE") ?? "").slice(0, 40)} are not supported.`);
  const skip = (["OMIT", "BACKWARD", "FORWARD"] as const).find((name) => name === (parts.get("SKIP") ?? "OMIT"));
  if (skip === undefined || (parts.has("SKIP") && !parts.has("RSCALE")))
    return refuseRule("malformed", "SKIP is OMIT, BACKWARD or FORWARD and needs RSCALE beside it.");
  const interval = parseWhole(parts.get("INTERVAL"), 1);
  if (interval === undefined || interval === null) return refuseRule("malformed", "INTERVAL must be a whole number from 1.");
  const count = parseWhole(parts.get("COUNT"), null);
  if (count === undefined) return refuseRule("malformed", "COUNT must be a whole number from 1.");
  const untilText = parts.get("UNTIL");
  const until = untilText === undefined ? null : parseWallTime(untilText);
  if (untilText !== undefined && until === null) return refuseRule("malformed", "UNTIL must be a date or a date with a time that exists.");
  const weekStart = weekdayCodes.indexOf(parts.get("WKST") ?? "MO") + 1;
  if (weekStart === 0) return refuseRule("malformed", "WKST must be a weekday: MO, TU, WE, TH, FR, SA or SU.");
  const byDay = parts.has("BYDAY") ? parseWeekdays(parts.get("BYDAY") ?? "") : [];
  if (byDay === null) return refuseRule("malformed", "BYDAY must list weekdays such as MO, 2TU or -1FR.");
  const lists: Record<string, number[]> = {};
  for (const [name, range] of Object.entries(numberLists)) {
    const value = parts.get(name);
    const numbers = value === undefined ? [] : parseNumbers(value, range);
    if (numbers === null)
      return refuseRule("malformed", `${name} must list numbers from ${String(range.min)} to ${String(range.max)}${range.signed ? ", or negative ones" : ""}.`);
    lists[name] = numbers;
  }
  const of = (name: string): readonly number[] => lists[name] ?? [];
  if (of("BYWEEKNO").length > 0 && frequency === "YEARLY" && byDay.some((part) => part.ordinal !== 0))
    return refuseRule("malformed", "BYDAY can't be numbered beside BYWEEKNO.");
  // Leap seconds don't exist on our clocks: RFC 5545 section 3.3.10 reads 60 as 59.
  const bySecond = uniqueSorted(of("BYSECOND").map((second) => Math.min(second, 59)));
  return {
    ok: true,
    rule: {
      frequency,
      interval,
      count,
      until,
      weekStart,
      skip,
      byDay,
      bySecond,
      byMinute: of("BYMINUTE"),
      byHour: of("BYHOUR"),
      byMonthDay: of("BYMONTHDAY"),
      byYearDay: of("BYYEARDAY"),
      byWeekNo: of("BYWEEKNO"),
      byMonth: of("BYMONTH"),
      bySetPos: of("BYSETPOS"),
    },
  };
};

/** Writes a rule back in RFC 5545's order of parts; `parseRule` of the text gives the same rule. */
export const formatRule = (rule: RecurrenceRule): string => {
  const code = (weekday: number): string => weekdayCodes[weekday - 1] ?? "MO";
  const list = (name: string, values: readonly number[]): string[] => (values.length === 0 ? [] : [`${name}=${values.join(",")}`]);
  return [
    ...(rule.skip === "OMIT" ? [] : ["RSCALE=GREGORIAN"]),
    `FREQ=${rule.frequency}`,
    ...(rule.until === null ? [] : [`UNTIL=${formatWallTime(rule.until)}`]),
    ...(rule.count === null ? [] : [`COUNT=${String(rule.count)}`]),
    ...(rule.interval === 1 ? [] : [`INTERVAL=${String(rule.interval)}`]),
    ...list("BYSECOND", rule.bySecond),
    ...list("BYMINUTE", rule.byMinute),
    ...list("BYHOUR", rule.byHour),
    ...(rule.byDay.length === 0
      ? []
      : [`BYDAY=${rule.byDay.map((part) => `${part.ordinal === 0 ? "" : String(part.ordinal)}${code(part.weekday)}`).join(",")}`]),
    ...list("BYMONTHDAY", rule.byMonthDay),
    ...list("BYYEARDAY", rule.byYearDay),
    ...list("BYWEEKNO", rule.byWeekNo),
    ...list("BYMONTH", rule.byMonth),
    ...list("BYSETPOS", rule.bySetPos),
    ...(rule.weekStart === 1 ? [] : [`WKST=${code(rule.weekStart)}`]),
    ...(rule.skip === "OMIT" ? [] : [`SKIP=${rule.skip}`]),
  ].join(";");
};

/** "19970512T090000", with Z for an instant, "19970512" for a date. */
export const formatWallTime = (wall: WallTime): string => {
  const iso = Temporal.Instant.fromEpochMilliseconds(wall.wallMs).toString();
  const date = iso.slice(0, 10).replaceAll("-", "");
  return wall.dateOnly ? date : `${date}T${iso.slice(11, 19).replaceAll(":", "")}${wall.utc ? "Z" : ""}`;
};
