/** Time for rooms that offer it to outsiders under rules of their own: where a meeting could start by the hours alone, and which of it is free. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { takesTime } from "./busy-people";
import type { AvailabilityRules } from "./contracts";
import { freeWindows } from "./core/availability";
import { contains, totalLength } from "./core/intervals";
import { gridStarts } from "./core/offers";
import { workingWindows } from "./core/working-hours";
import { zoneTable } from "@/lib/time/zone-offsets";
import { marginMs } from "./free-time";
import { publicHolidays } from "./holidays";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { listHappenings } from "./window";

export interface OpeningsQuestion {
  readonly rules: AvailabilityRules;
  /** Half-open, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** A start counts when a meeting of this length fits into the hours. */
  readonly durationMinutes: number;
  readonly stepMinutes: number;
  /** An event that may give way: the one that is being moved. */
  readonly exceptEventId?: string | null;
}

export interface Openings {
  /** Starts on the grid inside the hours, whatever the calendar holds, with the wall clock of the rules' zone. In order. */
  readonly starts: readonly { readonly startMs: number; readonly wallMs: number }[];
  /** Whether the whole span can be booked: hours, calendar with buffers, protections, notice, booking window and caps. */
  readonly isFree: (startMs: number, endMs: number) => boolean;
}

const minuteMs = 60_000;

/** Where the actor's owner could be met under `rules`. */
export const findOpenings = async (actor: Actor, question: OpeningsQuestion, options: VerbOptions = {}): Promise<Openings> => {
  requireScope(actor, "scheduling:read");
  const { rules, fromMs, toMs, durationMinutes, stepMinutes, exceptEventId } = question;
  const margin = marginMs(rules);
  const happenings = await listHappenings(actor.userId, fromMs - margin, toMs + margin);
  const busy = happenings
    .filter((one) => one.row.id !== exceptEventId && takesTime(rules, one))
    .map(({ startMs, endMs, row }) => ({ startMs, endMs, meeting: !row.allDay && row.showAs === "busy" }));
  const holidays = new Set((await publicHolidays(rules.holidays, fromMs, toMs)).keys());
  const working = workingWindows(rules, fromMs, toMs, holidays);
  const free = freeWindows({ rules, busy, holidays, nowMs: nowMsOf(options), fromMs, toMs });
  const table = zoneTable(rules.zone);
  return {
    starts: gridStarts(working, { durationMinutes, stepMinutes, offsetMinutes: rules.offsetMinutes, zone: rules.zone }).map((startMs) => ({
      startMs,
      wallMs: table.toWallMs(startMs),
    })),
    isFree: (startMs, endMs) => contains(free, startMs, endMs),
  };
};

/** Minutes in which the owner can be met at all in [fromMs, toMs), by their own hours and holidays. */
export const countWorkingMinutes = async (actor: Actor, rules: AvailabilityRules, fromMs: number, toMs: number): Promise<number> => {
  requireScope(actor, "scheduling:read");
  const holidays = new Set((await publicHolidays(rules.holidays, fromMs, toMs)).keys());
  return totalLength(workingWindows(rules, fromMs, toMs, holidays)) / minuteMs;
};
