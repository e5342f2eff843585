/** Shows what changed rules would gain and lose before they are saved. */
import type { AvailabilityRules } from "../contracts";
import { freeWindows, type BusyTime } from "./availability";
import { contains, subtract, totalLength, type Intervals } from "./intervals";
import { workingWindows } from "./working-hours";

const minuteMs = 60_000;

export interface RuleChange {
  readonly before: AvailabilityRules;
  readonly after: AvailabilityRules;
  readonly busy: readonly BusyTime[];
  readonly holidaysBefore?: ReadonlySet<string>;
  readonly holidaysAfter?: ReadonlySet<string>;
  readonly nowMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RuleEffect {
  /** Time that could be booked only under the new rules. */
  readonly gained: Intervals;
  /** Time that could be booked only under the old ones. */
  readonly lost: Intervals;
  readonly gainedMinutes: number;
  readonly lostMinutes: number;
  /** Indexes into `busy` of meetings inside the old hours that the new hours leave out. They stay where they are. */
  readonly stranded: readonly number[];
}

/** Compares bookable time under two sets of rules over the same calendar. */
export const simulateRules = (change: RuleChange): RuleEffect => {
  const { before, after, busy, nowMs, fromMs, toMs, holidaysBefore = new Set<string>(), holidaysAfter = holidaysBefore } = change;
  const was = freeWindows({ rules: before, busy, holidays: holidaysBefore, nowMs, fromMs, toMs });
  const becomes = freeWindows({ rules: after, busy, holidays: holidaysAfter, nowMs, fromMs, toMs });
  const hoursBefore = workingWindows(before, fromMs, toMs, holidaysBefore);
  const hoursAfter = workingWindows(after, fromMs, toMs, holidaysAfter);
  const stranded = busy.flatMap(({ startMs, endMs, meeting }, i) =>
    meeting === true && endMs > nowMs && contains(hoursBefore, startMs, endMs) && !contains(hoursAfter, startMs, endMs) ? [i] : [],
  );
  const gained = subtract(becomes, was);
  const lost = subtract(was, becomes);
  return { gained, lost, gainedMinutes: totalLength(gained) / minuteMs, lostMinutes: totalLength(lost) / minuteMs, stranded };
};
