/** What becomes of a recurrence rule when its occurrences move: the days it names go along, and its end. */
import { dateOfDay, dayOfMs, daysInMonth, weekdayOfDay } from "@/lib/time/calendar-days";
import { zoneTable } from "@/lib/time/zone-offsets";
import { formatRule, parseRule, type RecurrenceRule, type WallTime } from "./recurrence-rule";

const dayMs = 86_400_000;

/** A rule whose weekly, monthly or yearly day was taken from the old start follows a moved start; one that names days keeps them unless the move shifts all by the same days. */
const shiftWeekdays = (rrule: string, days: number): string => {
  const parsed = parseRule(rrule);
  if (!parsed.ok || parsed.rule.frequency !== "WEEKLY" || parsed.rule.byDay.length === 0 || days % 7 === 0) return rrule;
  const byDay = parsed.rule.byDay.map((part) => ({ ...part, weekday: ((((part.weekday - 1 + days) % 7) + 7) % 7) + 1 }));
  return formatRule({ ...parsed.rule, byDay: byDay.sort((a, b) => a.weekday - b.weekday) });
};

const ordinalOf = (wanted: number, year: number, month: number, day: number): number =>
  wanted < 0 && day + 7 > daysInMonth(year, month) ? -1 : Math.ceil(day / 7);

const moveMonthly = (rule: RecurrenceRule, fromDay: number, toDay: number): RecurrenceRule => {
  const from = dateOfDay(fromDay);
  const to = dateOfDay(toDay);
  const [only] = rule.byDay;
  const byMonthDay = rule.byMonthDay.length === 1 && rule.byMonthDay[0] === from.day ? [to.day] : rule.byMonthDay;
  const byDay =
    rule.byDay.length === 1 && only !== undefined && only.ordinal !== 0
      ? [{ weekday: weekdayOfDay(toDay), ordinal: ordinalOf(only.ordinal, to.year, to.month, to.day) }]
      : rule.byDay;
  const byMonth = rule.byMonth.length === 1 && rule.byMonth[0] === from.month ? [to.month] : rule.byMonth;
  return { ...rule, byMonthDay, byDay, byMonth };
};

/** How an occurrence of a series moves, and with it all of them. */
interface SeriesMove {
  readonly fromWallMs: number;
  readonly toWallMs: number;
  readonly zone: string;
  /** What the series is afterwards. */
  readonly allDay: boolean;
}

/** The end of a series goes along, so that it keeps as many occurrences as it had. */
const moveUntil = (until: WallTime, { fromWallMs, toWallMs, zone, allDay }: SeriesMove): WallTime => {
  if (until.dateOnly) return { ...until, wallMs: until.wallMs + (dayOfMs(toWallMs) - dayOfMs(fromWallMs)) * dayMs };
  const table = zoneTable(zone);
  const wallMs = (until.utc ? table.toWallMs(until.wallMs) : until.wallMs) + toWallMs - fromWallMs;
  if (allDay) return { wallMs: dayOfMs(wallMs) * dayMs, dateOnly: true, utc: false };
  return until.utc ? { ...until, wallMs: table.toInstantMs(wallMs) } : { ...until, wallMs };
};

/** The rule of a series that moves: the days it names go along, and its end. */
export const moveRule = (rrule: string, move: SeriesMove): string => {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return rrule;
  const fromDay = dayOfMs(move.fromWallMs);
  const toDay = dayOfMs(move.toWallMs);
  const rule: RecurrenceRule = { ...parsed.rule, until: parsed.rule.until === null ? null : moveUntil(parsed.rule.until, move) };
  if (fromDay === toDay) return rule.until === null ? rrule : formatRule(rule);
  if (rule.frequency === "MONTHLY" || rule.frequency === "YEARLY") return formatRule(moveMonthly(rule, fromDay, toDay));
  return shiftWeekdays(rule.until === null ? rrule : formatRule(rule), toDay - fromDay);
};
