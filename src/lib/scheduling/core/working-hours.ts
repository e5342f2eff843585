/** The times at which a person's rules allow meetings at all: weekly hours, overrides, holidays and travel, laid on real days with their clock changes. */
import type { AvailabilityRules } from "../contracts";
import { dayOfIso, dayOfMs, isoOfDay, weekdayOfDay } from "@/lib/time/calendar-days";
import { fromPieces, clip, type Interval, type Intervals } from "./intervals";
import { zoneTable, type ZoneTable } from "@/lib/time/zone-offsets";

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Part of a day in minutes after midnight; an end past 1440 lies on the next day. */
interface ClockWindow {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

export type HourRules = Pick<AvailabilityRules, "zone" | "hours" | "overrides" | "travel">;

/** Which hours hold on a date and where that date is lived. */
export interface DayPlan {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly table: ZoneTable;
  readonly windows: readonly ClockWindow[];
  /** Why the windows are not the usual ones. */
  readonly because: "hours" | "override" | "holiday";
}

const minutesOfClock = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** An end at or before the start runs into the next day. */
export const clockWindow = (window: { readonly start: string; readonly end: string }): ClockWindow => {
  const startMinutes = minutesOfClock(window.start);
  const endMinutes = minutesOfClock(window.end);
  return { startMinutes, endMinutes: endMinutes > startMinutes ? endMinutes : endMinutes + 1440 };
};

/** What one zone needs to know, worked out once per question: hours by weekday, overrides by day, journeys as day ranges. */
const wholeDay: readonly ClockWindow[] = [{ startMinutes: 0, endMinutes: 1440 }];

/** Answers for any date which hours hold on it. `holidays` are ISO dates that are days off unless an override says otherwise. */
export const dayPlanner = (rules: HourRules, holidays: ReadonlySet<string> = new Set()): ((day: number) => DayPlan) => {
  const home = zoneTable(rules.zone);
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    rules.hours === null ? wholeDay : rules.hours.filter((hours) => hours.days.includes(weekday)).map(clockWindow),
  );
  const overrides = new Map(rules.overrides.map((override) => [dayOfIso(override.date), override.hours.map(clockWindow)]));
  const holidayDays = new Set([...holidays].map(dayOfIso));
  const journeys = rules.travel.map((journey) => ({ first: dayOfIso(journey.from), last: dayOfIso(journey.to), table: zoneTable(journey.zone) }));
  return (day) => {
    const table = journeys.find((journey) => day >= journey.first && day <= journey.last)?.table ?? home;
    const override = overrides.get(day);
    if (override !== undefined) return { day, table, windows: override, because: "override" };
    if (holidayDays.has(day)) return { day, table, windows: [], because: "holiday" };
    return { day, table, windows: byWeekday[weekdayOfDay(day) - 1] ?? [], because: "hours" };
  };
};

/** A clock window on a date as instants. A start or end inside a gap moves to the gap's end; one inside a fold is the first of the two. */
export const placeWindow = (plan: DayPlan, window: ClockWindow): Interval => {
  const midnightMs = plan.day * dayMs;
  return {
    startMs: plan.table.toInstantMs(midnightMs + window.startMinutes * minuteMs, "end"),
    endMs: plan.table.toInstantMs(midnightMs + window.endMinutes * minuteMs, "end"),
  };
};

/** The dates that may touch [fromMs, toMs) wherever on earth they are lived, and the evening before for windows that run overnight. */
export const datesAround = (fromMs: number, toMs: number): { readonly first: number; readonly last: number } => ({
  first: dayOfMs(fromMs) - 2,
  last: dayOfMs(toMs) + 1,
});

/**
 * Windows of the rules inside [fromMs, toMs), as instants. `hours: null` means always. Windows touching at midnight become one.
 * Half-hour and two-hour clock changes, skipped days, and windows that start or end inside a gap or fold come out as the clock shows them.
 */
export const workingWindows = (rules: HourRules, fromMs: number, toMs: number, holidays: ReadonlySet<string> = new Set()): Intervals => {
  if (toMs <= fromMs) return [];
  if (rules.hours === null && rules.overrides.length === 0 && holidays.size === 0) return [fromMs, toMs];
  const planOf = dayPlanner(rules, holidays);
  const pieces: Interval[] = [];
  const { first, last } = datesAround(fromMs, toMs);
  for (let day = first; day <= last; day += 1) {
    const plan = planOf(day);
    for (const window of plan.windows) pieces.push(placeWindow(plan, window));
  }
  return clip(fromPieces(pieces), fromMs, toMs);
};

/** Local date ("2026-11-23") on which an instant falls for this person, journeys included. */
export const localDateOf = (rules: HourRules, instantMs: number): string => isoOfDay(localDayOf(rules, instantMs));

/** As `localDateOf`, in days since 1970-01-01. */
export const localDayOf = (rules: HourRules, instantMs: number): number => {
  const day = dayOfMs(zoneTable(rules.zone).toWallMs(instantMs));
  for (const journey of rules.travel) {
    const away = dayOfMs(zoneTable(journey.zone).toWallMs(instantMs));
    if (away >= dayOfIso(journey.from) && away <= dayOfIso(journey.to)) return away;
  }
  return day;
};
