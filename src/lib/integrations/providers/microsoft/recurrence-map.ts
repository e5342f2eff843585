/** Between Graph's patternedRecurrence and an RRULE (RFC 5545), both ways. What Outlook can't repeat is refused with the reason, not bent. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { ianaZoneOf, windowsZoneOf } from "@/lib/time/windows-zones";
import type { OutsideEvent } from "../../contracts";

export const RecurrenceSchema = z.object({
  pattern: z.object({
    type: z.string(),
    interval: z.number().int().min(1).optional(),
    month: z.number().int().optional(),
    dayOfMonth: z.number().int().optional(),
    daysOfWeek: z.array(z.string()).nullish(),
    firstDayOfWeek: z.string().nullish(),
    index: z.string().nullish(),
  }),
  range: z.object({
    type: z.string(),
    startDate: z.string(),
    endDate: z.string().nullish(),
    numberOfOccurrences: z.number().int().nullish(),
    recurrenceTimeZone: z.string().nullish(),
  }),
});
export type GraphRecurrence = z.output<typeof RecurrenceSchema>;
type Pattern = GraphRecurrence["pattern"];
type Range = GraphRecurrence["range"];

const codes: Readonly<Record<string, string>> = { monday: "MO", tuesday: "TU", wednesday: "WE", thursday: "TH", friday: "FR", saturday: "SA", sunday: "SU" };
const days: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(codes).map(([day, code]) => [code, day]));
const positions: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
const indexes = new Map(Object.entries(positions).map(([index, position]) => [position, index]));

/** Of shorter months Outlook takes the last day instead, where an RRULE would leave them out. */
const monthDays = (day: number): string =>
  day <= 28 ? `BYMONTHDAY=${day}` : `BYMONTHDAY=${Array.from({ length: day - 27 }, (_, n) => 28 + n).join(",")};BYSETPOS=-1`;

const weekdays = ({ daysOfWeek, index }: Pattern): string | null => {
  const named = (daysOfWeek ?? []).flatMap((day) => codes[day.toLowerCase()] ?? []);
  const position = positions[index?.toLowerCase() ?? "first"];
  if (named.length === 0 || position === undefined) return null;
  return named.length === 1 ? `BYDAY=${position}${named[0] ?? ""}` : `BYDAY=${named.join(",")};BYSETPOS=${position}`;
};

/** What goes without saying isn't said: the weekday of the first one, and where weeks begin as long as that makes no difference. */
const weekly = ({ daysOfWeek, firstDayOfWeek, interval }: Pattern, startDate: string): string | null => {
  const named = (daysOfWeek ?? []).flatMap((day) => codes[day.toLowerCase()] ?? []);
  const first = Object.values(codes)[Temporal.PlainDate.from(startDate).dayOfWeek - 1];
  if (named.length === 0) return null;
  if (named.length === 1 && named[0] === first) return "FREQ=WEEKLY";
  const start = codes[firstDayOfWeek?.toLowerCase() ?? "sunday"] ?? "SU";
  return `FREQ=WEEKLY;BYDAY=${named.join(",")}${(interval ?? 1) > 1 ? `;WKST=${start}` : ""}`;
};

const partsOf = (pattern: Pattern, startDate: string): string | null => {
  const { type, month, dayOfMonth } = pattern;
  switch (type.toLowerCase()) {
    case "daily":
      return "FREQ=DAILY";
    case "weekly":
      return weekly(pattern, startDate);
    case "absolutemonthly":
      return dayOfMonth === undefined ? null : `FREQ=MONTHLY;${monthDays(dayOfMonth)}`;
    case "relativemonthly": {
      const which = weekdays(pattern);
      return which === null ? null : `FREQ=MONTHLY;${which}`;
    }
    case "absoluteyearly":
      return dayOfMonth === undefined || month === undefined ? null : `FREQ=YEARLY;BYMONTH=${month};${monthDays(dayOfMonth)}`;
    case "relativeyearly": {
      const which = weekdays(pattern);
      return which === null || month === undefined ? null : `FREQ=YEARLY;BYMONTH=${month};${which}`;
    }
    default:
      return null;
  }
};

/** The last day counts as a whole, in the zone the series repeats in. */
const endOf = ({ type, endDate, numberOfOccurrences }: Range, zone: string, allDay: boolean): string => {
  if (type.toLowerCase() === "numbered" && numberOfOccurrences != null) return `;COUNT=${numberOfOccurrences}`;
  if (type.toLowerCase() !== "enddate" || endDate == null) return "";
  if (allDay) return `;UNTIL=${endDate.replaceAll("-", "")}`;
  const last = Temporal.PlainDate.from(endDate).toZonedDateTime({ timeZone: zone, plainTime: "23:59:59" });
  return `;UNTIL=${last.toInstant().toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`;
};

/** Where it repeats: Outlook knows series whose zone is another than their start's. */
export const zoneOfRecurrence = ({ range }: GraphRecurrence): string | null =>
  range.recurrenceTimeZone == null || range.recurrenceTimeZone === "" ? null : ianaZoneOf(range.recurrenceTimeZone);

/** RRULE's value; null for a pattern that can't be read. */
export const rruleOf = ({ pattern, range }: GraphRecurrence, zone: string, allDay: boolean): string | null => {
  const parts = partsOf(pattern, range.startDate);
  if (parts === null) return null;
  const interval = pattern.interval === undefined || pattern.interval === 1 ? "" : `;INTERVAL=${pattern.interval}`;
  return `${parts}${interval}${endOf(range, zone, allDay)}`;
};

const refuse = (what: string): AppError =>
  new AppError("integrations/forbidden-outside", {
    message: `Outlook can't repeat by ${what}`,
    publicMessage: "Outlook can't repeat an event that way, so it isn't there.",
  });

/** Of DTSTART, in the zone it repeats in. */
interface First {
  readonly date: string;
  readonly zone: string;
  readonly weekday: string;
  readonly day: number;
  readonly month: number;
}

const firstOf = ({ allDay, start, zone }: OutsideEvent): First => {
  const date = allDay === null ? Temporal.Instant.from(start).toZonedDateTimeISO(zone).toPlainDate() : Temporal.PlainDate.from(allDay.first);
  return { date: date.toString(), zone, weekday: Object.values(codes)[date.dayOfWeek - 1] ?? "MO", day: date.day, month: date.month };
};

type Parts = ReadonlyMap<string, string>;
const listOf = (parts: Parts, name: string): string[] => (parts.get(name) ?? "").split(",").filter(Boolean);

/** 28,29,30,31 and the last of them: what `monthDays` makes of the 31st. */
const lastButOne = (monthDay: readonly number[], setPos: readonly string[]): number | null =>
  setPos.join() === "-1" && monthDay.length > 1 && monthDay.every((day, n) => day === 28 + n) ? (monthDay.at(-1) ?? null) : null;

interface Nth {
  readonly daysOfWeek: string[];
  readonly index: string;
}

/** The second Tuesday, the last workday: null when no weekday is named. */
const nthOf = (parts: Parts): Nth | null => {
  const byDay = listOf(parts, "BYDAY").map((one) => ({ ordinal: Number(/^[+-]?\d+/.exec(one)?.[0] ?? "0"), code: one.slice(-2) }));
  if (byDay.length === 0) return null;
  const setPos = listOf(parts, "BYSETPOS").map(Number);
  const ordinals = new Set(byDay.map(({ ordinal }) => ordinal));
  const [ordinal = 0] = ordinals;
  const position = ordinal === 0 && setPos.length === 1 ? setPos[0] : setPos.length === 0 && byDay.length === 1 ? ordinal : undefined;
  const index = ordinals.size === 1 && position !== undefined ? indexes.get(position) : undefined;
  if (index === undefined) throw refuse("these weekdays of a month");
  return { daysOfWeek: byDay.flatMap(({ code }) => days[code] ?? []), index };
};

const dayOfMonth = (parts: Parts, first: First): number => {
  const monthDay = listOf(parts, "BYMONTHDAY").map(Number);
  if (monthDay.length === 0) return first.day;
  const [only] = monthDay;
  const clamped = lastButOne(monthDay, listOf(parts, "BYSETPOS"));
  if (clamped !== null) return clamped;
  // The 31st of a shorter month is its last day there, which the rule doesn't say.
  if (monthDay.length !== 1 || only === undefined || only < -1 || parts.has("BYSETPOS")) throw refuse("these days of a month");
  return only === -1 ? 31 : only;
};

const monthOf = (parts: Parts, first: First): number => {
  const months = listOf(parts, "BYMONTH").map(Number);
  if (months.length > 1) throw refuse("several months");
  return months[0] ?? first.month;
};

const patternOf = (parts: Parts, first: First): Pattern => {
  const interval = Number(parts.get("INTERVAL") ?? "1");
  const nth = (): Nth | null => nthOf(parts);
  switch (parts.get("FREQ")) {
    case "DAILY": {
      const named = listOf(parts, "BYDAY");
      if (parts.has("BYMONTH") || parts.has("BYMONTHDAY") || (named.length > 0 && interval !== 1)) throw refuse("day with further conditions");
      if (named.length === 0) return { type: "daily", interval };
      return { type: "weekly", interval: 1, daysOfWeek: named.flatMap((code) => days[code] ?? []), firstDayOfWeek: "monday" };
    }
    case "WEEKLY": {
      if (parts.has("BYMONTH") || parts.has("BYSETPOS")) throw refuse("week with further conditions");
      const named = listOf(parts, "BYDAY");
      const daysOfWeek = (named.length === 0 ? [first.weekday] : named).flatMap((code) => days[code] ?? []);
      return { type: "weekly", interval, daysOfWeek, firstDayOfWeek: days[parts.get("WKST") ?? "MO"] ?? "monday" };
    }
    case "MONTHLY": {
      if (parts.has("BYMONTH")) throw refuse("month with further conditions");
      const named = nth();
      if (named !== null && parts.has("BYMONTHDAY")) throw refuse("days of a month that are also weekdays");
      return named === null ? { type: "absoluteMonthly", interval, dayOfMonth: dayOfMonth(parts, first) } : { type: "relativeMonthly", interval, ...named };
    }
    case "YEARLY": {
      const named = nth();
      const month = monthOf(parts, first);
      if (named !== null && (parts.has("BYMONTHDAY") || !parts.has("BYMONTH"))) throw refuse("weekdays of a year");
      return named === null
        ? { type: "absoluteYearly", interval, month, dayOfMonth: dayOfMonth(parts, first) }
        : { type: "relativeYearly", interval, month, ...named };
    }
    default:
      throw refuse("that often");
  }
};

const untilDate = (until: string, zone: string): string => {
  const [, year = "", month = "", day = "", time] = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(until) ?? [];
  const date = `${year}-${month}-${day}`;
  if (time?.endsWith("Z") !== true) return date;
  const clock = `${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}`;
  return Temporal.Instant.from(`${date}T${clock}Z`).toZonedDateTimeISO(zone).toPlainDate().toString();
};

const rangeOf = (parts: Parts, { date, zone }: First): Range => {
  const common = { startDate: date, recurrenceTimeZone: windowsZoneOf(zone) };
  const [count, until] = [parts.get("COUNT"), parts.get("UNTIL")];
  if (count !== undefined) return { ...common, type: "numbered", numberOfOccurrences: Number(count) };
  return until === undefined ? { ...common, type: "noEnd" } : { ...common, type: "endDate", endDate: untilDate(until, zone) };
};

const never = ["BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "RSCALE", "SKIP"];

/** Null for a single event. Errors: integrations/forbidden-outside for what Outlook can't repeat. */
export const recurrenceOf = (event: OutsideEvent): GraphRecurrence | null => {
  if (event.rrule === null) return null;
  const parts: Parts = new Map(
    event.rrule
      .toUpperCase()
      .split(";")
      .filter(Boolean)
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const odd = never.find((name) => parts.has(name));
  if (odd !== undefined) throw refuse(odd);
  const first = firstOf(event);
  return { pattern: patternOf(parts, first), range: rangeOf(parts, first) };
};
