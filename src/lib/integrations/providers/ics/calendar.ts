/** A calendar that is published at an address (ICS): read as a whole when it changed, never written. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Access, CalendarPage, CalendarPort } from "../../contracts";
import { occurrenceName } from "../../core/icalendar-event";
import { ownerZone } from "../../icalendar/owner-zone";
import { readCalendar } from "../../icalendar/read-calendar";
import { feedAddress, fetchFeed, type Feed } from "./feed";

/** A feed is one calendar. */
const feedCalendar = "feed";

const CursorSchema = z.object({ etag: z.string().nullable(), modified: z.string().nullable(), hash: z.string().nullable() });
const AboutSchema = z.object({
  name: z.string().catch("Calendar"),
  color: z.string().nullable().catch(null),
  zone: z.string().nullable().catch(null),
});

const stateOf = (cursor: string): z.output<typeof CursorSchema> | null => {
  try {
    return CursorSchema.parse(JSON.parse(cursor));
  } catch {
    return null;
  }
};

const nothingNew = (cursor: string): CalendarPage => ({ events: [], removed: [], wholeSeries: [], unreadable: [], cursor });
const refuse = (): Promise<never> => Promise.reject(new AppError("integrations/forbidden-outside", { message: "a feed can't be written" }));

export const icsCalendarPort = (access: Access): CalendarPort => {
  /** Fetched because of a cursor and found to be new: then everything is asked for, and it isn't fetched twice. */
  let fetched: Feed | null = null;

  const pages = async function* ({ bytes, contentType, etag, modified, hash }: Feed, signal: AbortSignal): AsyncGenerator<CalendarPage> {
    const zone = await ownerZone(access.userId);
    const year = new Date().getUTCFullYear();
    for await (const page of readCalendar(bytes, { contentType, zone, year, self: null, signal }))
      yield { ...page, removed: [], wholeSeries: [], cursor: null };
    yield nothingNew(JSON.stringify({ etag, modified, hash } satisfies z.output<typeof CursorSchema>));
  };

  const changes: CalendarPort["changes"] = async function* (_calendar, cursor, { signal }) {
    const before = cursor === null ? null : stateOf(cursor);
    const feed = cursor === null && fetched !== null ? fetched : await fetchFeed(feedAddress((await access.secret()).address ?? ""), before, signal);
    fetched = null;
    if (cursor === null) {
      if (feed !== null) yield* pages(feed, signal);
    } else if (feed === null) yield nothingNew(cursor);
    else {
      fetched = feed;
      throw new AppError("integrations/cursor-expired", { message: "the feed changed, so it is read as a whole" });
    }
  };

  return {
    calendars: () => {
      const { name, color, zone } = AboutSchema.parse(access.metadata);
      return Promise.resolve([{ sourceId: feedCalendar, name, color, zone, readOnly: true, primary: false }]);
    },
    changes,
    find: async (calendar, sourceId, options) => {
      for await (const { events } of changes(calendar, null, options)) {
        const found = events.find((event) => event.sourceId === sourceId);
        if (found !== undefined) return found.status === "cancelled" ? null : found;
      }
      return null;
    },
    nameOf: (_calendar, event) => ("ourId" in event ? event.ourId : occurrenceName(event.seriesSourceId, event.originalStart)),
    insert: refuse,
    update: refuse,
    remove: refuse,
    busy: () => Promise.resolve(null),
  };
};
