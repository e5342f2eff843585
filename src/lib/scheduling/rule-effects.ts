/** What rules do to real weeks: the hours they leave, and what other rules would gain and lose. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { rulesOf } from "./availability-rules";
import { marginMs, namedBusyOf, requireSpan } from "./free-time";
import { AvailabilityRulesSchema, type AvailabilityRules, type RuleEffects, type Span } from "./contracts";
import { isoOfDay } from "@/lib/time/calendar-days";
import { formatInstant } from "./core/event-time";
import { toPieces, type Intervals } from "./core/intervals";
import { simulateRules } from "./core/simulate";
import { localDayOf, workingWindows } from "./core/working-hours";
import { knowsHolidays, publicHolidays } from "./holidays";
import { parseInput } from "./parse-input";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { listHappenings } from "./window";

const dayMs = 86_400_000;
const simulatedDays = 28;
const shownMax = 5;
const workingDaysMax = 62;

const spansOf = (intervals: Intervals, zone: string): Span[] =>
  toPieces(intervals).map(({ startMs, endMs }) => ({ start: formatInstant(startMs, zone), end: formatInstant(endMs, zone) }));

/** Compares the rules with the owner's own over the next four weeks of the real calendar. Saves nothing. Errors: scheduling/holidays-unknown. */
export const simulateAvailability = async (actor: Actor, input: AvailabilityRules, options: VerbOptions = {}): Promise<RuleEffects> => {
  requireScope(actor, "scheduling:read");
  const after = parseInput(AvailabilityRulesSchema, input);
  if (after.holidays !== null && !(await knowsHolidays(after.holidays))) throw new AppError("scheduling/holidays-unknown");
  const before = await rulesOf(actor.userId);
  const fromMs = nowMsOf(options);
  const toMs = fromMs + simulatedDays * dayMs;
  const margin = Math.max(marginMs(before), marginMs(after));
  const busy = namedBusyOf(after, await listHappenings(actor.userId, fromMs - margin, toMs + margin));
  const holidaysOf = async (rules: AvailabilityRules) => new Set((await publicHolidays(rules.holidays, fromMs, toMs)).keys());
  const effect = simulateRules({
    before,
    after,
    busy,
    holidaysBefore: await holidaysOf(before),
    holidaysAfter: await holidaysOf(after),
    nowMs: fromMs,
    fromMs,
    toMs,
  });
  const stranded = effect.stranded.flatMap((at) => busy[at] ?? []);
  return {
    days: simulatedDays,
    gainedMinutes: Math.round(effect.gainedMinutes),
    lostMinutes: Math.round(effect.lostMinutes),
    gained: spansOf(effect.gained, after.zone).slice(0, shownMax),
    lost: spansOf(effect.lost, after.zone).slice(0, shownMax),
    stranded: stranded
      .slice(0, shownMax)
      .map(({ ref, title, startMs, endMs }) => ({ ref, title, start: formatInstant(startMs, after.zone), end: formatInstant(endMs, after.zone) })),
    strandedCount: stranded.length,
  };
};

/** The hours of work in a window with overrides, holidays and journeys laid in. Errors: scheduling/end-before-start, scheduling/window-too-long. */
export const listWorkingTime = async (
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ windows: Span[]; holidays: { date: string; name: string }[] }> => {
  requireScope(actor, "scheduling:read");
  const { startMs, endMs } = requireSpan(from, to);
  if (endMs - startMs > workingDaysMax * dayMs) throw new AppError("scheduling/window-too-long");
  const rules = await rulesOf(actor.userId);
  const holidays = await publicHolidays(rules.holidays, startMs, endMs);
  const dateOf = (atMs: number): string => isoOfDay(localDayOf(rules, atMs));
  const [first, last] = [dateOf(startMs), dateOf(endMs - 1)];
  return {
    windows: spansOf(workingWindows(rules, startMs, endMs, new Set(holidays.keys())), rules.zone),
    holidays: [...holidays].filter(([date]) => date >= first && date <= last).map(([date, name]) => ({ date, name })),
  };
};
