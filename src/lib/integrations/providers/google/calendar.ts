/** Google Calendar (API v3): incremental by sync tokens, written with our own ids and only over what we have seen. */
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { Access, CalendarPage, CalendarPort, OutsideEvent, WrittenEvent } from "../../contracts";
import { googleAddresses } from "./addresses";
import {
  GoogleCalendarSchema,
  GoogleEventSchema,
  googleEvent,
  idFor,
  idForOccurrence,
  matchOf,
  outsideCalendar,
  outsideEvent,
  writtenOf,
} from "./calendar-map";
import { googleCall, type GoogleRequest } from "./client";

const CalendarListSchema = z.object({ items: z.array(GoogleCalendarSchema).default([]), nextPageToken: z.string().optional() });
const EventsSchema = z.object({
  items: z.array(z.unknown()).default([]),
  timeZone: z.string().optional(),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
});
/** A channel as `watch` answers it; its end in milliseconds, as text. */
const ChannelSchema = z.object({
  resourceId: z.string().min(1),
  expiration: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});
/** What Google grants at most, and takes where nothing else is asked for. */
const channelMs = 7 * 24 * 60 * 60_000;
const FreeBusySchema = z.object({
  calendars: z.record(z.string(), z.object({ busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]) })).default({}),
});

const eventsMax = 2_500;
const calendarsMax = 250;
/** A server that gives no sync token is read as a whole each time. */
const wholeEachTime = "whole";

const pageOf = ({ items, timeZone, nextPageToken, nextSyncToken }: z.output<typeof EventsSchema>): CalendarPage => {
  const events: OutsideEvent[] = [];
  const unreadable: CalendarPage["unreadable"][number][] = [];
  for (const item of items) {
    const parsed = GoogleEventSchema.safeParse(item);
    if (!parsed.success) {
      unreadable.push({ what: "An event", reason: "It can't be read." });
      continue;
    }
    const mapped = outsideEvent(parsed.data, timeZone);
    if (mapped.event !== null) events.push(mapped.event);
    if (mapped.unreadable !== null) unreadable.push(mapped.unreadable);
  }
  const last = nextPageToken === undefined;
  return { events, removed: [], wholeSeries: [], unreadable, cursor: last ? (nextSyncToken ?? wholeEachTime) : null };
};

export const googleCalendarPort = (access: Access): CalendarPort => {
  const { calendar: base } = googleAddresses();
  const call = <S extends z.ZodType>(path: string, schema: S, request: GoogleRequest): Promise<z.output<S>> =>
    googleCall("google-calendar", access, `${base}${path}`, schema, request);
  const eventsPath = (calendar: string, id?: string): string =>
    `/calendars/${encodeURIComponent(calendar)}/events${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;

  const calendars: CalendarPort["calendars"] = async ({ signal }) => {
    const found: z.output<typeof GoogleCalendarSchema>[] = [];
    let pageToken: string | undefined;
    do {
      const page: z.output<typeof CalendarListSchema> = await call("/users/me/calendarList", CalendarListSchema, {
        query: { maxResults: calendarsMax, pageToken },
        signal,
      });
      found.push(...page.items);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined && found.length < calendarsMax);
    return found.filter(({ deleted, accessRole }) => deleted !== true && accessRole !== "freeBusyReader").map(outsideCalendar);
  };

  const changes: CalendarPort["changes"] = async function* (calendar, cursor, { signal }) {
    if (cursor === wholeEachTime) throw new AppError("integrations/cursor-expired", { message: "this server gives no sync tokens" });
    let pageToken: string | undefined;
    do {
      const page = await call(eventsPath(calendar), EventsSchema, { query: { maxResults: eventsMax, syncToken: cursor, pageToken }, signal });
      pageToken = page.nextPageToken;
      yield pageOf(page);
    } while (pageToken !== undefined);
  };

  const write = async (calendar: string, event: OutsideEvent, etag: string | null, signal: AbortSignal): Promise<WrittenEvent> =>
    writtenOf(
      await call(eventsPath(calendar, event.sourceId), GoogleEventSchema, {
        method: "PATCH",
        query: { sendUpdates: "none" },
        body: googleEvent(event),
        ifMatch: matchOf(etag),
        signal,
      }),
    );

  return {
    calendars,
    changes,
    find: async (calendar, sourceId, { signal }) => {
      try {
        const event = outsideEvent(await call(eventsPath(calendar, sourceId), GoogleEventSchema, { signal }), undefined).event;
        return event?.status === "cancelled" ? null : event;
      } catch (error) {
        if (isAppError(error) && error.code === "integrations/gone-outside") return null;
        throw error;
      }
    },
    nameOf: (_calendar, event) => ("ourId" in event ? idFor(event.ourId) : idForOccurrence(event.seriesSourceId, event.originalStart)),
    // With an id of ours it can be sent again: the second time Google says that it is there (409), deleted ones included.
    insert: async (calendar, event, { signal }) => {
      try {
        const made = await call(eventsPath(calendar), GoogleEventSchema, {
          method: "POST",
          query: { sendUpdates: "none" },
          body: { ...googleEvent(event), id: event.sourceId },
          signal,
        });
        return writtenOf(made);
      } catch (error) {
        if (!isAppError(error) || error.code !== "integrations/changed-outside") throw error;
        return write(calendar, event, null, signal);
      }
    },
    update: (calendar, event, { signal }) => write(calendar, event, event.etag, signal),
    remove: async (calendar, sourceId, etag, { signal }) => {
      try {
        await call(eventsPath(calendar, sourceId), z.unknown(), { method: "DELETE", query: { sendUpdates: "none" }, ifMatch: matchOf(etag), signal });
      } catch (error) {
        if (!isAppError(error) || (error.code !== "integrations/gone-outside" && error.code !== "integrations/cursor-expired")) throw error;
      }
    },
    openChannel: async (calendar, { id, secret, address }, { signal }) => {
      const opened = await call(`${eventsPath(calendar)}/watch`, ChannelSchema, {
        method: "POST",
        body: { id, token: secret, type: "web_hook", address, params: { ttl: String(channelMs / 1_000) } },
        // A second one of the same name is refused.
        idempotent: false,
        signal,
      });
      const untilMs = opened.expiration === undefined ? Date.now() + channelMs : Number(opened.expiration);
      return { resource: opened.resourceId, until: new Date(untilMs).toISOString() };
    },
    closeChannel: async ({ id, resource }, { signal }) => {
      try {
        await call("/channels/stop", z.unknown(), { method: "POST", body: { id, resourceId: resource }, signal });
      } catch (error) {
        if (!isAppError(error) || error.code !== "integrations/gone-outside") throw error;
      }
    },
    busy: async (calendarIds, { start, end }, { signal }) => {
      const answer = await call("/freeBusy", FreeBusySchema, {
        method: "POST",
        body: { timeMin: start, timeMax: end, items: calendarIds.map((id) => ({ id })) },
        signal,
      });
      return Object.values(answer.calendars).flatMap(({ busy }) => busy);
    },
  };
};
