/** One person's free time: allowed hours minus what is on the calendar and what the rules keep free. */
import type { AvailabilityRules } from "../contracts";
import { dateOfDay, dayOf, weekdayOfDay } from "@/lib/time/calendar-days";
import { fromPieces, noTime, subtract, type Interval, type Intervals } from "./intervals";
import { clockWindow, datesAround, dayPlanner, localDayOf, placeWindow, workingWindows } from "./working-hours";

const minuteMs = 60_000;

/** Something on the calendar that takes time. */
export interface BusyTime extends Interval {
  /** True for what counts against the caps per day, week and month (meetings; not all-day markers). */
  readonly meeting?: boolean;
}

export interface AvailabilityInput {
  readonly rules: AvailabilityRules;
  readonly busy: readonly BusyTime[];
  /** ISO dates that are days off. */
  readonly holidays?: ReadonlySet<string>;
  /** Now, for notice, booking window and the past; null leaves those rules out. */
  readonly nowMs: number | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Busy time widened so that a new meeting beside it keeps its buffers: the buffer after a meeting lies before the next one, and the reverse. */
export const busyWithBuffers = (rules: Pick<AvailabilityRules, "bufferBeforeMinutes" | "bufferAfterMinutes">, busy: readonly Interval[]): Intervals => {
  const before = rules.bufferBeforeMinutes * minuteMs;
  const after = rules.bufferAfterMinutes * minuteMs;
  if (before === 0 && after === 0) return fromPieces(busy);
  return fromPieces(busy.map(({ startMs, endMs }) => ({ startMs: startMs - after, endMs: endMs + before })));
};

/** Times that the rules protect (lunch, focus): `soft` ones are avoided, the others never offered. */
export const protectedTimes = (rules: AvailabilityRules, fromMs: number, toMs: number, soft: boolean): Intervals => {
  const protections = rules.protections
    .filter((protection) => protection.soft === soft)
    .map((protection) => ({ days: protection.days, window: clockWindow(protection) }));
  if (protections.length === 0) return noTime;
  const planOf = dayPlanner(rules);
  const pieces: Interval[] = [];
  const { first, last } = datesAround(fromMs, toMs);
  for (let day = first; day <= last; day += 1) {
    const plan = planOf(day);
    for (const { days, window } of protections) if (days.includes(weekdayOfDay(day))) pieces.push(placeWindow(plan, window));
  }
  return fromPieces(pieces);
};

/** First instant that minimum notice allows, and the end of the last local day that the booking window allows. */
export const bookableRange = (rules: AvailabilityRules, nowMs: number): Interval => {
  const lastDay = localDayOf(rules, nowMs) + rules.bookingWindowDays;
  return { startMs: nowMs + rules.minimumNoticeMinutes * minuteMs, endMs: dayEnd(rules, lastDay) };
};

const dayEnd = (rules: AvailabilityRules, day: number): number => placeWindow(dayPlanner(rules)(day), { startMinutes: 0, endMinutes: 1440 }).endMs;

/** The stretches of local days over which meetings are counted. */
export const capPeriods = [
  { rule: "dailyCap", first: (day: number) => day, next: (day: number) => day + 1 },
  { rule: "weeklyCap", first: (day: number) => day - weekdayOfDay(day) + 1, next: (day: number) => day - weekdayOfDay(day) + 8 },
  { rule: "monthlyCap", first: (day: number) => firstOfMonth(day, 0), next: (day: number) => firstOfMonth(day, 1) },
] as const;

const firstOfMonth = (day: number, ahead: number): number => {
  const { year, month } = dateOfDay(day);
  return month + ahead > 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + ahead, 1);
};

/** Days, ISO weeks and months in which no further meeting fits, as time. A meeting counts where it starts. */
const cappedTimes = (rules: AvailabilityRules, busy: readonly BusyTime[]): Intervals => {
  if (rules.dailyCap === null && rules.weeklyCap === null && rules.monthlyCap === null) return noTime;
  const days = busy.filter((one) => one.meeting === true).map((one) => localDayOf(rules, one.startMs));
  const pieces: Interval[] = [];
  for (const { rule, first, next } of capPeriods) {
    const cap = rules[rule];
    if (cap === null) continue;
    const counts = new Map<number, number>();
    for (const day of days) counts.set(first(day), (counts.get(first(day)) ?? 0) + 1);
    for (const [start, count] of counts) if (count >= cap) pieces.push({ startMs: dayEnd(rules, start - 1), endMs: dayEnd(rules, next(start) - 1) });
  }
  return fromPieces(pieces);
};

/**
 * When this person can be met inside [fromMs, toMs): hours minus busy time with buffers, hard protections, what minimum notice and the
 * booking window exclude, and days, weeks or months that are full. Busy times outside the range still count towards caps if given.
 */
export const freeWindows = ({ rules, busy, holidays, nowMs, fromMs, toMs }: AvailabilityInput): Intervals => {
  let startMs = fromMs;
  let endMs = toMs;
  if (nowMs !== null) {
    const range = bookableRange(rules, nowMs);
    startMs = Math.max(startMs, range.startMs);
    endMs = Math.min(endMs, range.endMs);
  }
  let free = workingWindows(rules, startMs, endMs, holidays);
  const reachMs = Math.max(rules.bufferBeforeMinutes, rules.bufferAfterMinutes) * minuteMs;
  const near = busy.filter((one) => one.endMs > startMs - reachMs && one.startMs < endMs + reachMs);
  if (near.length > 0) free = subtract(free, busyWithBuffers(rules, near));
  if (rules.protections.length > 0) free = subtract(free, protectedTimes(rules, startMs, endMs, false));
  return subtract(free, cappedTimes(rules, busy));
};
