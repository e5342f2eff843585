/** A to-do that repeats goes on to another occurrence: when it is finished, and when it was left undone until the next one came. */
import type { StoredTask } from "@/lib/queries/tasks";
import { begunOccurrence, momentOfWall, nextOccurrence } from "./core/repeat";
import { seriesOf } from "./stored-task";
import { timingAt } from "./timing";

const unplanned = { plannedEventId: null, plannedStart: null, plannedEnd: null } as const;
const isBehind = (instant: string, now: string): boolean => Temporal.Instant.compare(instant, now) <= 0;

/** Finished: open at the first occurrence after now and after the one it stood at; done where it happens once, or this was the last. */
export const finished = (before: StoredTask, now: string): StoredTask => {
  const series = seriesOf(before);
  const next = series === null || before.doneAt !== null ? null : nextOccurrence(series, momentOfWall(before.occurrence ?? series.from), now);
  if (series === null || next === null) return { ...before, doneAt: before.doneAt ?? now };
  return { ...before, ...timingAt(before, series, next, now), ...unplanned };
};

/** Left undone: at the last occurrence that has begun by now. A reminder that was told for its moment, of one put off, isn't told twice. Null: it stays. */
export const movedOn = (before: StoredTask, now: string): StoredTask | null => {
  const series = seriesOf(before);
  if (series === null || before.movesOnAt === null || !isBehind(before.movesOnAt, now)) return null;
  const begun = begunOccurrence(series, momentOfWall(before.occurrence ?? series.from), now);
  if (begun === null) return null;
  const timing = timingAt(before, series, begun, null);
  const told = before.remindedAt !== null && before.remindAt !== null && timing.remindAt !== null && isBehind(timing.remindAt, before.remindAt);
  return {
    ...before,
    ...timing,
    remindedAt: told ? before.remindedAt : null,
    ...(before.plannedEnd !== null && isBehind(before.plannedEnd, now) ? unplanned : {}),
    version: before.version + 1,
  };
};
