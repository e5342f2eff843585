/** Outlook's calendars (Graph v1.0): read by delta queries, written only over what we have seen, and with our id so that twice is once. */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { Access, CalendarPort, OutsideEvent, WrittenEvent } from "../../contracts";
import { calendarChanges, eventPath, fetchWhole, type CalendarCall, type WholeEvent } from "./calendar-changes";
import { graphChange, newGraphEvent } from "./calendar-write-map";
import {
  furtherTransaction,
  GraphCalendarSchema,
  GraphEventSchema,
  occurrenceName,
  originalStartOf,
  ourIdProperty,
  outsideCalendar,
  outsideEvent,
  readOccurrenceName,
  saysTheSame,
  tagOf,
  transactionOf,
  type GraphEvent,
} from "./calendar-map";
import { graphCall } from "./client";

const CalendarsSchema = z.object({ value: z.array(GraphCalendarSchema).default([]), "@odata.nextLink": z.string().optional() });
const EventsSchema = z.object({ value: z.array(GraphEventSchema).default([]) });
const ItemSchema = z.object({
  status: z.string().nullish(),
  showAs: z.string().nullish(),
  start: z.object({ dateTime: z.string() }),
  end: z.object({ dateTime: z.string() }),
});
const ScheduleSchema = z.object({ value: z.array(z.object({ scheduleItems: z.array(ItemSchema).nullish() })).default([]) });
const ViewSchema = z.object({ value: z.array(ItemSchema).default([]) });

const calendarsMax = 250;
const pageMax = 100;
const dayMs = 86_400_000;
const gone = (): AppError => new AppError("integrations/gone-outside", { message: "Outlook doesn't have it any more" });

/** "perin:UUID"; any other name is taken as it is. */
const ourIdOf = (name: string): string => (name.startsWith(transactionOf("")) ? name.slice(transactionOf("").length) : name).replaceAll("'", "''");

const isGone = (error: unknown): boolean => isAppError(error) && error.code === "integrations/gone-outside";

/** `exdates`: what is known here to be left out of it. */
const writtenOf = (event: GraphEvent, { exdates }: Pick<OutsideEvent, "exdates">): WrittenEvent => ({ sourceId: event.id, etag: tagOf(event, exdates) });

interface Span {
  readonly start: string;
  readonly end: string;
}

/** "2026-11-26T09:00:00.0000000", in UTC as asked for. */
const utc = (dateTime: string): string => new Date(`${dateTime.replace(/(\.\d{3})\d*$/, "$1").replace(/Z$/, "")}Z`).toISOString();

const busyOf = (items: readonly z.output<typeof ItemSchema>[]): Span[] =>
  items
    .filter(({ status, showAs }) => !["free", "workingElsewhere"].includes(status ?? showAs ?? ""))
    .map(({ start, end }) => ({ start: utc(start.dateTime), end: utc(end.dateTime) }));

/** What accounts without schedules answer. */
const unasked: ReadonlySet<string> = new Set(["integrations/forbidden-outside", "integrations/gone-outside", "integrations/unreadable"]);

/** Of an occurrence that wasn't touched: when it starts is when it would have. */
const plannedStartOf = (occurrence: GraphEvent, series: OutsideEvent): string | null => {
  const event = outsideEvent(occurrence).event;
  return (series.allDay === null ? event?.start : event?.allDay?.first) ?? null;
};

class OutlookCalendars {
  readonly #call: CalendarCall;
  readonly #account: string;

  constructor(access: Access) {
    this.#account = access.account;
    this.#call = (place, schema, request) => graphCall("microsoft-calendar", access, place, schema, request);
  }

  get call(): CalendarCall {
    return this.#call;
  }

  async calendars(signal: AbortSignal): Promise<z.output<typeof GraphCalendarSchema>[]> {
    const found: z.output<typeof GraphCalendarSchema>[] = [];
    let next: string | undefined = "/me/calendars";
    while (next !== undefined && found.length < calendarsMax) {
      const page: z.output<typeof CalendarsSchema> = await this.#call(next, CalendarsSchema, { pageMax, signal });
      found.push(...page.value);
      next = page["@odata.nextLink"];
    }
    return found;
  }

  /** The event that was made under a name of ours; null when it isn't there. */
  async #made(calendar: string, name: string, signal: AbortSignal): Promise<string | null> {
    const $filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${ourIdProperty}' and ep/value eq '${ourIdOf(name)}')`;
    const { value } = await this.#call(`/me/calendars/${encodeURIComponent(calendar)}/events`, EventsSchema, { query: { $filter, $select: "id" }, signal });
    return value[0]?.id ?? null;
  }

  /** Its name at Outlook: the one it has, or where only ours is known, the one that was given to it. */
  async #idOf(calendar: string, sourceId: string, signal: AbortSignal): Promise<string | null> {
    if (sourceId.startsWith(transactionOf(""))) return this.#made(calendar, sourceId, signal);
    const occurrence = readOccurrenceName(sourceId);
    return occurrence === null ? sourceId : ((await this.#occurrence(occurrence.seriesSourceId, occurrence.originalStart, signal))?.id ?? null);
  }

  async find(calendar: string, sourceId: string, signal: AbortSignal): Promise<OutsideEvent | null> {
    const id = await this.#idOf(calendar, sourceId, signal);
    const whole = id === null ? null : await fetchWhole(this.#call, id, signal);
    const event = whole === null ? null : outsideEvent(whole).event;
    return event?.status === "cancelled" ? null : event;
  }

  /** Looked for before it is made: an answer that was lost would make two. */
  async insert(calendar: string, event: OutsideEvent, signal: AbortSignal): Promise<WrittenEvent> {
    const ourId = ourIdOf(event.sourceId);
    const there = await this.#made(calendar, event.sourceId, signal);
    if (there !== null) return this.update(calendar, { ...event, sourceId: there, etag: null }, signal);
    const post = (body: object): Promise<GraphEvent> =>
      this.#call(`/me/calendars/${encodeURIComponent(calendar)}/events`, GraphEventSchema, { method: "POST", body, signal });
    const made = await post(newGraphEvent(event, ourId)).catch(async (error: unknown) => {
      if (!isAppError(error) || error.code !== "integrations/changed-outside") throw error;
      // The transaction is known (409): it was made while we asked, or deleted since.
      const id = await this.#made(calendar, event.sourceId, signal);
      return id === null ? post(newGraphEvent(event, ourId, furtherTransaction(ourId, String(Date.now())))) : fetchWhole(this.#call, id, signal);
    });
    if (made === null) throw gone();
    return event.exdates.length === 0 ? writtenOf(made, event) : this.#leaveOut(made.id, event.exdates, event, signal);
  }

  /** Outlook knows no dates that are left out of a series from the start: those occurrences are deleted. */
  async #leaveOut(id: string, starts: readonly string[], event: OutsideEvent, signal: AbortSignal): Promise<WrittenEvent> {
    for (const start of starts) {
      const occurrence = await this.#occurrence(id, start, signal);
      if (occurrence !== null) await this.#delete(occurrence.id, null, signal);
    }
    const whole = await fetchWhole(this.#call, id, signal);
    if (whole === null) throw gone();
    return writtenOf(whole, event);
  }

  /** An occurrence by when it would have started: a changed one of its own, or as its series plans it. Null when it was cancelled. */
  async #occurrence(seriesId: string, originalStart: string, signal: AbortSignal): Promise<WholeEvent | null> {
    const whole = await fetchWhole(this.#call, seriesId, signal);
    const series = whole === null ? null : outsideEvent(whole).event;
    if (whole === null || series === null) throw gone();
    const exception = (whole.exceptionOccurrences ?? []).find((one) => originalStartOf(one, series) === originalStart);
    if (exception !== undefined) return fetchWhole(this.#call, exception.id, signal);
    const at = Date.parse(originalStart);
    const { value } = await this.#call(`${eventPath(seriesId)}/instances`, EventsSchema, {
      query: { startDateTime: new Date(at - dayMs).toISOString(), endDateTime: new Date(at + 2 * dayMs).toISOString() },
      pageMax,
      signal,
    });
    const planned = value.find((one) => one.type === "occurrence" && plannedStartOf(one, series) === originalStart);
    return planned === undefined ? null : fetchWhole(this.#call, planned.id, signal);
  }

  async update(calendar: string, wanted: OutsideEvent, signal: AbortSignal): Promise<WrittenEvent> {
    const { seriesSourceId, originalStart } = wanted;
    if (seriesSourceId !== null && originalStart !== null) return this.#updateOccurrence(seriesSourceId, originalStart, wanted, signal);
    const id = await this.#idOf(calendar, wanted.sourceId, signal);
    const stands = id === null ? null : await fetchWhole(this.#call, id, signal);
    if (stands === null) throw gone();
    const written = await this.#change(wanted, stands, wanted.etag, signal);
    const cancelled = (outsideEvent(stands).event?.exdates ?? []).map((start) => Date.parse(start));
    const left = wanted.exdates.filter((start) => !cancelled.includes(Date.parse(start)));
    return left.length === 0 ? written : this.#leaveOut(stands.id, left, wanted, signal);
  }

  async #updateOccurrence(seriesId: string, originalStart: string, wanted: OutsideEvent, signal: AbortSignal): Promise<WrittenEvent> {
    const stands = await this.#occurrence(seriesId, originalStart, signal);
    const sourceId = occurrenceName(seriesId, originalStart);
    if (wanted.status === "cancelled") {
      if (stands !== null) await this.#delete(stands.id, null, signal);
      return { sourceId, etag: "cancelled" };
    }
    // Outlook brings no cancelled occurrence back.
    if (stands === null) throw gone();
    return { ...(await this.#change(wanted, stands, stands.type === "exception" ? wanted.etag : null, signal)), sourceId };
  }

  /** Only what is different is sent, and only over what was seen; what is as it should be already is nobody's conflict. */
  async #change(wanted: OutsideEvent, stands: WholeEvent, etag: string | null, signal: AbortSignal): Promise<WrittenEvent> {
    const now = outsideEvent(stands).event;
    if (now === null) throw gone();
    const change = graphChange(wanted, now, (stands.attendees ?? []).length > 0);
    if (Object.keys(change).length === 0) return writtenOf(stands, wanted);
    if (etag !== null && !saysTheSame(stands, etag)) throw new AppError("integrations/changed-outside", { message: "it was changed there, too" });
    const ifMatch = stands["@odata.etag"] ?? null;
    const changed = await this.#call(eventPath(stands.id), GraphEventSchema, { method: "PATCH", body: change, ifMatch, signal });
    return writtenOf(changed, wanted);
  }

  async #delete(id: string, etag: string | null, signal: AbortSignal): Promise<void> {
    try {
      await this.#call(eventPath(id), z.unknown(), { method: "DELETE", ifMatch: etag, signal });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async remove(calendar: string, sourceId: string, etag: string | null, signal: AbortSignal): Promise<void> {
    const id = await this.#idOf(calendar, sourceId, signal);
    if (id === null) return;
    if (etag === null) return this.#delete(id, null, signal);
    const stands = await fetchWhole(this.#call, id, signal);
    if (stands === null) return;
    if (!saysTheSame(stands, etag)) throw new AppError("integrations/changed-outside", { message: "it was changed there in the meantime" });
    await this.#delete(id, stands["@odata.etag"] ?? null, signal);
  }

  /** Asked of the account as a whole; where that can't be done (Outlook.com), of each calendar. */
  async busy(calendars: readonly string[], span: Span, signal: AbortSignal): Promise<Span[]> {
    const moment = (at: string): object => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: "UTC" });
    try {
      const body = { schedules: [this.#account], startTime: moment(span.start), endTime: moment(span.end), availabilityViewInterval: 15 };
      const { value } = await this.#call("/me/calendar/getSchedule", ScheduleSchema, { method: "POST", body, signal });
      return busyOf(value.flatMap(({ scheduleItems }) => scheduleItems ?? []));
    } catch (error) {
      if (!isAppError(error) || !unasked.has(error.code)) throw error;
      const query = { startDateTime: span.start, endDateTime: span.end, $select: "id,showAs,start,end" };
      const views = await Promise.all(
        calendars.map((id) => this.#call(`/me/calendars/${encodeURIComponent(id)}/calendarView`, ViewSchema, { query, pageMax, signal })),
      );
      return busyOf(views.flatMap(({ value }) => value));
    }
  }
}

export const microsoftCalendarPort = (access: Access): CalendarPort => {
  const outlook = new OutlookCalendars(access);
  return {
    calendars: async ({ signal }) => (await outlook.calendars(signal)).map(outsideCalendar),
    changes: (calendar, cursor, { signal }) => calendarChanges(outlook.call, calendar, cursor, signal),
    find: (calendar, sourceId, { signal }) => outlook.find(calendar, sourceId, signal),
    nameOf: (_calendar, event) => ("ourId" in event ? transactionOf(event.ourId) : occurrenceName(event.seriesSourceId, event.originalStart)),
    insert: (calendar, event, { signal }) => outlook.insert(calendar, event, signal),
    update: (calendar, event, { signal }) => outlook.update(calendar, event, signal),
    remove: (calendar, sourceId, etag, { signal }) => outlook.remove(calendar, sourceId, etag, signal),
    busy: (calendars, span, { signal }) => outlook.busy(calendars, span, signal),
  };
};
