/** What a ref names: a single event, a series, or one occurrence of it with its own row if it has one. */
import { AppError } from "@/lib/errors";
import { findEventRow, findOverride, type StoredEvent } from "@/lib/queries/events";
import type { CalendarEvent } from "./contracts";
import { hasOccurrenceAt, parseEventRef } from "./core/event-time";
import type { Interval } from "./core/intervals";
import { isoOf, occurrenceSpan, recurrenceOf, spanOf, toEvent, toOccurrence } from "./stored-event";

export interface Target {
  /** A single event or a series. */
  readonly row: StoredEvent;
  /** When the occurrence was planned to start; null for a single event or a whole series. */
  readonly originalStartMs: number | null;
  readonly override: StoredEvent | null;
}

const notFound = (): AppError => new AppError("scheduling/event-not-found");

/** Errors: scheduling/event-not-found for a ref that names nothing of this owner's. */
export const findTarget = async (userId: string, ref: string): Promise<Target> => {
  const parsed = parseEventRef(ref);
  const row = parsed === null ? null : await findEventRow(userId, parsed.id);
  if (parsed === null || row === null || row.seriesId !== null) throw notFound();
  if (parsed.originalStartMs === null) return { row, originalStartMs: null, override: null };
  const recurrence = recurrenceOf(row);
  if (recurrence === null) throw notFound();
  const override = await findOverride(userId, row.id, isoOf(parsed.originalStartMs));
  if (override === null && !hasOccurrenceAt(recurrence, parsed.originalStartMs)) throw notFound();
  return { row, originalStartMs: parsed.originalStartMs, override };
};

/** The event as people see it. An occurrence of a cancelled series is cancelled. */
export const targetEvent = ({ row, originalStartMs, override }: Target): CalendarEvent => {
  if (originalStartMs === null) return toEvent(row);
  const event = toOccurrence(row, originalStartMs, override);
  return row.status === "cancelled" ? { ...event, status: "cancelled" } : event;
};

export const targetSpan = ({ row, originalStartMs, override }: Target): Interval => {
  if (override !== null) return spanOf(override);
  return originalStartMs === null ? spanOf(row) : occurrenceSpan(row, originalStartMs);
};

/** Errors: scheduling/event-cancelled; scheduling/version-conflict with the event as it is now in `details.current`. */
export const requireCurrent = (event: CalendarEvent, version: number | undefined): void => {
  if (version !== undefined && version !== event.version) throw new AppError("scheduling/version-conflict", { details: { current: event } });
  if (event.status === "cancelled") throw new AppError("scheduling/event-cancelled");
};
