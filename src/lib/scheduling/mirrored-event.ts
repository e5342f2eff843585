/** Between an event in an outside calendar and our row of it, both ways. Pure. */
import { isAppError } from "@/lib/errors";
import type { OutsideEvent, Unreadable } from "@/lib/integrations/contracts";
import type { StoredEvent } from "@/lib/queries/events";
import { AttendeeSchema, type Attendee } from "./contracts";
import { allDaySpan, exceptionFor, formatInstant } from "./core/event-time";
import { parseWallTime } from "@/lib/icalendar/recurrence-rule";
import { zoneTable } from "@/lib/time/zone-offsets";
import { asSeries, asSingle } from "./series";
import { isoOf, occurrenceSpan, searchTextOf, whenOf } from "./stored-event";

export interface MirrorPlace {
  readonly id: string;
  readonly userId: string;
  readonly calendarId: string;
  /** The provider. */
  readonly origin: string;
}

export interface MirroredRow {
  readonly row: StoredEvent;
  /** What of it couldn't be kept. */
  readonly unreadable: Unreadable | null;
}

const titleMax = 300;
const descriptionMax = 10_000;
const locationMax = 500;
const attendeesMax = 500;

const attendeesOf = ({ attendees }: OutsideEvent): Attendee[] => [
  ...new Map(
    attendees.slice(0, attendeesMax).flatMap((one) => {
      const parsed = AttendeeSchema.safeParse({ ...one, email: one.email.toLowerCase(), ...(one.name === undefined ? {} : { name: one.name.slice(0, 120) }) });
      return parsed.success ? [[parsed.data.email, parsed.data] as const] : [];
    }),
  ).values(),
];

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** A start that is left out, as our series keep it: the instant in UTC, or the date. */
const exdateOf = (text: string, zone: string): string =>
  isDate(text) ? exceptionFor(allDaySpan(text, text, zone).startMs, zone, true) : exceptionFor(Date.parse(text), zone, false);

const wordsOf = (event: OutsideEvent, place: MirrorPlace, before: StoredEvent | null): StoredEvent => ({
  ...place,
  title: event.title.trim().slice(0, titleMax) || "(no title)",
  description: event.description.slice(0, descriptionMax),
  location: event.location.slice(0, locationMax),
  startsAt: "",
  endsAt: "",
  allDay: false,
  startDate: null,
  endDate: null,
  zone: event.zone,
  status: event.status,
  showAs: event.showAs,
  attendees: attendeesOf(event),
  guests: before?.guests ?? [],
  rrule: null,
  exdates: [],
  recursUntil: null,
  seriesId: null,
  originalStartsAt: null,
  holdsTime: before?.holdsTime ?? false,
  hosts: before?.hosts ?? [],
  version: before === null ? 1 : before.version + 1,
  sequence: Math.max(event.sequence, before?.sequence ?? 0),
  origin: before?.origin ?? place.origin,
  searchText: "",
});

const placed = (row: StoredEvent, { allDay, start, end }: OutsideEvent): StoredEvent => {
  const span = allDay === null ? { startMs: Date.parse(start), endMs: Date.parse(end) } : allDaySpan(allDay.first, allDay.last, row.zone);
  const timed = { ...row, ...whenOf({ ...span, endMs: Math.max(span.startMs, span.endMs) }, allDay !== null, row.zone) };
  return { ...timed, searchText: searchTextOf(timed) };
};

/** A single event or a series. Errors: scheduling/recurrence-refused. */
export const outsideRow = (event: OutsideEvent, place: MirrorPlace, before: StoredEvent | null): StoredEvent => {
  const single = placed(wordsOf(event, place, before), event);
  if (event.rrule === null) return single;
  const exdates = [...new Set(event.exdates.map((text) => exdateOf(text, single.zone)))];
  return { ...asSeries({ ...single, exdates }, event.rrule), holdsTime: false };
};

/** A rule that our calendar can't work out leaves the first occurrence, and says so. */
export const mirroredRow = (event: OutsideEvent, place: MirrorPlace, before: StoredEvent | null): MirroredRow => {
  try {
    return { row: outsideRow(event, place, before), unreadable: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const single = outsideRow({ ...event, rrule: null }, place, before);
    return { row: single, unreadable: { what: single.title, reason: `${error.publicMessage} Only its first time is shown.` } };
  }
};

const originalMsOf = (event: OutsideEvent, series: StoredEvent): number => {
  const original = event.originalStart ?? event.start;
  return isDate(original) ? allDaySpan(original, original, series.zone).startMs : Date.parse(original);
};

/** An occurrence that was changed or cancelled on its own. A cancelled one says no more than when it would have been. */
export const mirroredOverride = (event: OutsideEvent, place: MirrorPlace, series: StoredEvent, before: StoredEvent | null): StoredEvent => {
  const originalStartMs = originalMsOf(event, series);
  const own = { seriesId: series.id, originalStartsAt: isoOf(originalStartMs), holdsTime: false };
  if (event.status === "cancelled") {
    const version = before === null ? 1 : before.version + 1;
    const planned = { ...asSingle(series), ...whenOf(occurrenceSpan(series, originalStartMs), series.allDay, series.zone) };
    return { ...planned, ...place, ...own, status: "cancelled", version, origin: before?.origin ?? place.origin };
  }
  return { ...placed(wordsOf(event, place, before), event), ...own };
};

/** "20260101T090000Z" or "20260101" of an EXDATE, as outsiders take it. */
const leftOutOf = (exdate: string, zone: string): string => {
  const wall = parseWallTime(exdate);
  if (wall === null) return exdate;
  if (wall.dateOnly) return isoOf(wall.wallMs).slice(0, 10);
  return isoOf(wall.utc ? wall.wallMs : zoneTable(zone).toInstantMs(wall.wallMs, "end"));
};

/** When an occurrence would have started, as outsiders take it. */
export const originalStartOf = (originalStartsAt: string, series: StoredEvent): string =>
  series.allDay ? formatInstant(Date.parse(originalStartsAt), series.zone).slice(0, 10) : originalStartsAt;

export interface OutsideName {
  readonly sourceId: string;
  readonly etag: string | null;
  readonly seriesSourceId: string | null;
  readonly originalStart: string | null;
}

/** Our row in no provider's words. Guests without an address are named in no invitation, so they stay here. */
export const outsideEvent = (row: StoredEvent, name: OutsideName): OutsideEvent => ({
  ...name,
  title: row.title,
  description: row.description,
  location: row.location,
  start: row.allDay ? "" : row.startsAt,
  end: row.allDay ? "" : row.endsAt,
  allDay: row.startDate !== null && row.endDate !== null ? { first: row.startDate, last: row.endDate } : null,
  zone: row.zone,
  status: row.status,
  showAs: row.showAs,
  attendees: row.attendees.map(({ email, name: called, optional, status }) => ({ email, ...(called === undefined ? {} : { name: called }), optional, status })),
  rrule: row.rrule,
  exdates: row.exdates.map((exdate) => leftOutOf(exdate, row.zone)),
  sequence: row.sequence,
});
