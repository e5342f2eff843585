/** What takes place inside a window: single events, occurrences of series, and occurrences that live on their own, in order. */
import { AppError } from "@/lib/errors";
import { listIgnoredCalendarIds } from "@/lib/queries/calendars";
import { listEventRows, listOriginalStarts, listWindowRows, type StoredEvent } from "@/lib/queries/events";
import type { CalendarEvent } from "./contracts";
import { formatEventRef } from "./core/event-time";
import type { Interval } from "./core/intervals";
import { expandRecurrence } from "@/lib/icalendar/recurrence";
import { isoOf, occurrenceSpan, recurrenceOf, spanOf, toEvent, toOccurrence } from "./stored-event";

/** One thing that takes place, with its instants as numbers. */
export interface Happening extends Interval {
  readonly row: StoredEvent;
  /** For an occurrence: its series and when it was planned to start. */
  readonly occurrence: { readonly series: StoredEvent; readonly originalStartMs: number } | null;
}

export const happeningRef = ({ row, occurrence }: Happening): string =>
  occurrence === null ? row.id : formatEventRef({ id: occurrence.series.id, originalStartMs: occurrence.originalStartMs });

export const happeningEvent = ({ row, occurrence }: Happening): CalendarEvent =>
  occurrence === null ? toEvent(row) : toOccurrence(occurrence.series, occurrence.originalStartMs, row.id === occurrence.series.id ? null : row);

/** Where a page ended. */
export interface Position {
  readonly startMs: number;
  readonly ref: string;
}

export interface WindowRequest {
  readonly fromMs: number;
  readonly toMs: number;
  readonly words?: readonly string[];
  readonly after?: Position | null;
  /** Most things answered. */
  readonly limit: number;
}

export interface WindowAnswer {
  readonly happenings: readonly Happening[];
  /** There are more than `limit`. */
  readonly more: boolean;
}

const refuse = (series: StoredEvent, text: string): AppError =>
  new AppError("scheduling/recurrence-refused", { publicMessage: `“${series.title}” repeats in a way that can't be worked out here. ${text}` });

/** Occurrences of one series that touch the window, without those that live on their own. */
const occurrencesOf = (series: StoredEvent, originals: ReadonlySet<number>, { fromMs, toMs, after, limit }: WindowRequest): Happening[] => {
  const recurrence = recurrenceOf(series);
  if (recurrence === null) return [];
  const span = spanOf(series);
  // An occurrence that began before the window may still be going on; a day more for days that are longer than others.
  const earliestMs = after ? after.startMs : fromMs - (span.endMs - span.startMs) - (series.allDay ? 86_400_000 : 0);
  const found = expandRecurrence({ ...recurrence, overridden: [...originals] }, { fromMs: earliestMs, toMs, limit: limit + 2 });
  if (!found.ok) throw refuse(series, found.text);
  return found.occurrences
    .map(({ startMs }) => ({ row: series, ...occurrenceSpan(series, startMs), occurrence: { series, originalStartMs: startMs } }))
    .filter(({ startMs, endMs }) => endMs > fromMs || startMs === fromMs);
};

const seriesOf = async (userId: string, rows: readonly StoredEvent[]): Promise<Map<string, StoredEvent>> => {
  const known = new Map(rows.filter((row) => row.rrule !== null).map((row) => [row.id, row]));
  const missing = rows.flatMap((row) => (row.seriesId !== null && !known.has(row.seriesId) ? [row.seriesId] : []));
  const fetched = missing.length === 0 ? [] : await listEventRows(userId, missing);
  return new Map([...known, ...fetched.map((row) => [row.id, row] as const)]);
};

const originalsOf = async (userId: string, series: readonly StoredEvent[], { fromMs, toMs }: WindowRequest): Promise<Map<string, Set<number>>> => {
  const starts = new Map(series.map((row) => [row.id, new Set<number>()]));
  if (series.length === 0) return starts;
  const longestMs = Math.max(...series.map((row) => spanOf(row).endMs - spanOf(row).startMs)) + 86_400_000;
  for (const { seriesId, originalStartsAt } of await listOriginalStarts(userId, [...starts.keys()], isoOf(fromMs - longestMs), isoOf(toMs)))
    starts.get(seriesId)?.add(Date.parse(originalStartsAt));
  return starts;
};

const byOrder = (a: Position, b: Position): number => a.startMs - b.startMs || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0);

/** Everything of one owner that takes place in [fromMs, toMs), by start. Errors: scheduling/recurrence-refused. */
export const findHappenings = async (userId: string, request: WindowRequest): Promise<WindowAnswer> => {
  const { fromMs, toMs, words, after, limit } = request;
  const rowsMax = limit + 50;
  const rows = await listWindowRows(userId, {
    from: isoOf(fromMs),
    to: isoOf(toMs),
    limit: rowsMax,
    ...(words === undefined ? {} : { words }),
    ...(after ? { after: { startsAt: isoOf(after.startMs), id: after.ref.slice(0, 36) } } : {}),
  });
  const series = await seriesOf(userId, rows);
  const running = rows.filter((row) => row.rrule !== null);
  const originals = await originalsOf(userId, running, request);
  const own = rows.flatMap((row): Happening[] => {
    if (row.rrule !== null) return [];
    if (row.seriesId === null) return [{ row, ...spanOf(row), occurrence: null }];
    const of = series.get(row.seriesId);
    return of === undefined || row.originalStartsAt === null
      ? []
      : [{ row, ...spanOf(row), occurrence: { series: of, originalStartMs: Date.parse(row.originalStartsAt) } }];
  });
  const repeated = running.flatMap((row) => occurrencesOf(row, originals.get(row.id) ?? new Set(), request));
  const all = [...own, ...repeated].map((happening) => ({ happening, startMs: happening.startMs, ref: happeningRef(happening) })).sort(byOrder);
  const later = after ? all.filter((one) => byOrder(one, after) > 0) : all;
  return { happenings: later.slice(0, limit).map(({ happening }) => happening), more: later.length > limit || own.length >= rowsMax };
};

/** More than anybody has in a year; beyond it free time would be a guess. */
const busyMax = 50_000;

/** All of a window at once, for working out free time: without calendars whose events don't keep the owner busy. */
export const listHappenings = async (userId: string, fromMs: number, toMs: number): Promise<readonly Happening[]> => {
  const [{ happenings }, ignored] = await Promise.all([findHappenings(userId, { fromMs, toMs, limit: busyMax }), listIgnoredCalendarIds(userId)]);
  return ignored.length === 0 ? happenings : happenings.filter(({ row }) => !ignored.includes(row.calendarId));
};
