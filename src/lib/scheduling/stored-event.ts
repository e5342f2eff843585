/** Between a stored row and the event people see: spans, recurrences, refs and words. Pure. */
import type { StoredEvent } from "@/lib/queries/events";
import type { CalendarEvent } from "./contracts";
import { allDayDates, allDaySpan, formatEventRef, formatInstant, occurrenceEndMs, seriesStart } from "./core/event-time";
import type { Interval } from "./core/intervals";
import { describeRule } from "@/lib/icalendar/recurrence-text";
import type { Recurrence } from "@/lib/icalendar/recurrence";

export const isoOf = (atMs: number): string => new Date(atMs).toISOString();

/** An all-day event is its dates: should a zone's rules change, the dates stay. */
export const spanOf = (row: StoredEvent): Interval =>
  row.startDate !== null && row.endDate !== null
    ? allDaySpan(row.startDate, row.endDate, row.zone)
    : { startMs: Date.parse(row.startsAt), endMs: Date.parse(row.endsAt) };

/** The columns that say when: an all-day span is widened to whole days of its zone. */
export const whenOf = (span: Interval, allDay: boolean, zone: string): Pick<StoredEvent, "startsAt" | "endsAt" | "allDay" | "startDate" | "endDate"> => {
  if (!allDay) return { startsAt: isoOf(span.startMs), endsAt: isoOf(span.endMs), allDay, startDate: null, endDate: null };
  const { first, last } = allDayDates(span, zone);
  const days = allDaySpan(first, last, zone);
  return { startsAt: isoOf(days.startMs), endsAt: isoOf(days.endMs), allDay, startDate: first, endDate: last };
};

/** What repeats. Null for a single event. */
export const recurrenceOf = (row: StoredEvent): Recurrence | null =>
  row.rrule === null ? null : { dtstart: seriesStart(spanOf(row).startMs, row.zone, row.allDay), tzid: row.zone, rrule: row.rrule, exdate: row.exdates };

/** When the occurrence that starts at `startMs` is over. */
export const occurrenceSpan = (series: StoredEvent, startMs: number): Interval => ({
  startMs,
  endMs: occurrenceEndMs({ ...spanOf(series), zone: series.zone, allDay: series.allDay }, startMs),
});

const textOf = (row: StoredEvent): string => {
  const recurrence = recurrenceOf(row);
  return recurrence === null ? "" : describeRule(row.rrule ?? "", { dtstart: recurrence.dtstart });
};

const shown = (row: StoredEvent, span: Interval): Omit<CalendarEvent, "id" | "ref" | "recurrence" | "version"> => ({
  calendarId: row.calendarId,
  title: row.title,
  description: row.description,
  location: row.location,
  start: formatInstant(span.startMs, row.zone),
  end: formatInstant(span.endMs, row.zone),
  allDay: row.allDay,
  zone: row.zone,
  status: row.status,
  showAs: row.showAs,
  attendees: [...row.attendees],
  guests: [...row.guests],
});

/** A single event; or a series as a whole, shown at its first time. */
export const toEvent = (row: StoredEvent): CalendarEvent => ({
  id: row.id,
  ref: row.id,
  ...shown(row, spanOf(row)),
  recurrence: row.rrule === null ? null : { rrule: row.rrule, text: textOf(row) },
  version: row.version,
});

/** One occurrence of a series, named by when it was planned to start; `override` is its own row if it was changed. */
export const toOccurrence = (series: StoredEvent, originalStartMs: number, override: StoredEvent | null = null): CalendarEvent => ({
  id: series.id,
  ref: formatEventRef({ id: series.id, originalStartMs }),
  ...(override === null ? shown(series, occurrenceSpan(series, originalStartMs)) : shown(override, spanOf(override))),
  recurrence: { rrule: series.rrule ?? "", text: textOf(series) },
  // Grows with the series and with the occurrence alike, so that a change of either is noticed.
  version: series.version + (override?.version ?? 0),
});

/** Lower case, without accents: what search compares. */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const searchMax = 4_000;

export const searchTextOf = (row: Pick<StoredEvent, "title" | "location" | "description" | "attendees" | "guests">): string =>
  fold([row.title, row.location, ...row.guests, ...row.attendees.flatMap(({ name, email }) => [name ?? "", email]), row.description].join(" ")).slice(
    0,
    searchMax,
  );

/** The words of a search, folded as `searchTextOf` folds. */
export const searchWords = (text: string): string[] =>
  fold(text)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 12);
