/** A new event's row out of what was asked. Pure but for the id. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { StoredEvent } from "@/lib/queries/events";
import type { CalendarEvent, CreateEventInputSchema } from "./contracts";
import { exceptionFor } from "./core/event-time";
import { uniqueAttendees } from "./plan-update";
import { asSeries } from "./series";
import { searchTextOf, spanOf, toEvent, toOccurrence, whenOf } from "./stored-event";

export type NewEvent = Omit<z.output<typeof CreateEventInputSchema>, "skips"> & { readonly skips?: readonly string[] };

export interface Owner {
  readonly userId: string;
  readonly calendarId: string;
  /** The owner's zone, for events that name none. */
  readonly zone: string;
}

/** Errors: scheduling/end-before-start, scheduling/recurrence-refused. */
export const newEventRow = (owner: Owner, input: NewEvent): StoredEvent => {
  const span = { startMs: Date.parse(input.start), endMs: Date.parse(input.end) };
  if (span.endMs < span.startMs || (span.endMs === span.startMs && !input.allDay)) throw new AppError("scheduling/end-before-start");
  const zone = input.zone ?? owner.zone;
  const { title, description, location, status, showAs } = input;
  const row: StoredEvent = {
    id: newId(),
    userId: owner.userId,
    calendarId: owner.calendarId,
    title,
    description,
    location,
    ...whenOf(span, input.allDay, zone),
    zone,
    status,
    showAs,
    attendees: uniqueAttendees(input.attendees),
    guests: [...new Set(input.guests)],
    rrule: null,
    exdates: [],
    recursUntil: null,
    seriesId: null,
    originalStartsAt: null,
    holdsTime: false,
    hosts: [],
    version: 1,
    sequence: 0,
    origin: "perin",
    searchText: "",
  };
  const said: StoredEvent = { ...row, searchText: searchTextOf(row) };
  if (input.rrule === undefined) return said;
  const clock = Temporal.Instant.from(input.start).toZonedDateTimeISO(zone).toPlainTime();
  const exdates = (input.skips ?? []).map((date) => {
    const start = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: clock });
    return exceptionFor(start.epochMilliseconds, zone, input.allDay);
  });
  return asSeries({ ...said, exdates: [...new Set(exdates)] }, input.rrule);
};

/** A new event as people see it: of a series, the first occurrence. */
export const newEventShown = (row: StoredEvent): CalendarEvent => (row.rrule === null ? toEvent(row) : toOccurrence(row, spanOf(row).startMs));
