/** What changed in a calendar: by sync-collection (RFC 6578), or by its tag where a server doesn't know that. */
import { AppError, isAppError } from "@/lib/errors";
import type { CalendarPage, OutsideEvent, Unreadable } from "../../contracts";
import { readObject, type ObjectContext } from "../../core/icalendar-object";
import { busyTimes, type BusySpan } from "../../core/icalendar-occurrences";
import { childOf, davList, propfindBody, refusalOf, reportBody, textOf, xml, type DavEntry, type DavLogin } from "./client";

export interface Reading {
  readonly calendar: URL;
  readonly login: DavLogin;
  /** Without its name. */
  readonly context: Omit<ObjectContext, "sourceId" | "stamp">;
  readonly signal: AbortSignal;
}

const batchSize = 50;
const roundsMax = 200;

/** What an object is called in its calendar. */
const objectName = (calendar: URL, object: URL): string =>
  object.origin === calendar.origin && object.pathname.startsWith(calendar.pathname) ? object.pathname.slice(calendar.pathname.length) : object.href;

interface News {
  readonly changed: URL[];
  readonly removed: string[];
  readonly cursor: string;
}

/** Both say that the token isn't known (any more); some servers say it without the reason. */
const forgets = (status: number): boolean => [400, 403, 409, 410, 412].includes(status);

const sortIn = (entries: readonly DavEntry[], { calendar }: Reading, changed: Map<string, URL>, removed: Set<string>): boolean => {
  let more = false;
  for (const { url, status, props } of entries) {
    const name = objectName(calendar, url);
    // The calendar itself: 507 when there is more to come (section 3.6).
    if (name === "" || url.pathname === calendar.pathname.replace(/\/$/, "")) more ||= status === 507;
    else if (status === 404) removed.add(name);
    else if (props.getetag !== undefined && !name.endsWith("/")) changed.set(name, url);
  }
  return more;
};

const bySyncToken = async (reading: Reading, token: string | null): Promise<News | null> => {
  const changed = new Map<string, URL>();
  const removed = new Set<string>();
  let from = token ?? "";
  for (let round = 0; round < roundsMax; round += 1) {
    const inner = `<d:sync-token>${xml(from)}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop>`;
    const { listing, answer } = await davList(reading.calendar, reading.login, {
      method: "REPORT",
      depth: "0",
      body: reportBody("d:sync-collection", inner),
      signal: reading.signal,
    });
    if (listing === null) {
      if (from !== "" && forgets(answer.status))
        throw new AppError("integrations/cursor-expired", { message: `the calendar server answered ${answer.status}` });
      if (from === "" && [400, 403, 405, 415, 501].includes(answer.status)) return null;
      throw refusalOf(answer.status);
    }
    const more = sortIn(listing.entries, reading, changed, removed);
    if (listing.syncToken === null) return null;
    const same = listing.syncToken === from;
    from = listing.syncToken;
    if (!more || same) break;
  }
  return { changed: [...changed.values()], removed: token === null ? [] : [...removed], cursor: `token ${from}` };
};

const byTag = async (reading: Reading, before: string | null): Promise<News> => {
  const { calendar, login, signal } = reading;
  const body = propfindBody("cs:getctag", "d:getetag");
  const own = await davList(calendar, login, { method: "PROPFIND", depth: "0", body, signal });
  if (own.listing === null) throw refusalOf(own.answer.status);
  const tag = textOf(own.listing.entries[0]?.props.getctag);
  if (before !== null && tag !== "" && tag === before) return { changed: [], removed: [], cursor: `tag ${tag}` };
  if (before !== null) throw new AppError("integrations/cursor-expired", { message: "the calendar changed, so it is read as a whole" });
  const { listing, answer } = await davList(calendar, login, { method: "PROPFIND", depth: "1", body, signal });
  if (listing === null) throw refusalOf(answer.status);
  const changed = new Map<string, URL>();
  sortIn(listing.entries, reading, changed, new Set());
  return { changed: [...changed.values()], removed: [], cursor: `tag ${tag}` };
};

/** An occurrence that was shared without its series stands for itself, under the object's name. */
export const withHead = (events: readonly OutsideEvent[], name: string): readonly OutsideEvent[] => {
  const [first, ...rest] = events;
  return first === undefined || events.some(({ seriesSourceId }) => seriesSourceId === null)
    ? events
    : [{ ...first, sourceId: name, seriesSourceId: null, originalStart: null }, ...rest];
};

interface ReadObjects {
  readonly events: OutsideEvent[];
  readonly wholeSeries: string[];
  readonly removed: string[];
  readonly unreadable: Unreadable[];
}

const readObjects = async (reading: Reading, urls: readonly URL[]): Promise<ReadObjects> => {
  const { calendar, login, context, signal } = reading;
  const inner = `<d:prop><d:getetag/><c:calendar-data/></d:prop>${urls.map(({ pathname }) => `<d:href>${xml(pathname)}</d:href>`).join("")}`;
  const read: ReadObjects = { events: [], wholeSeries: [], removed: [], unreadable: [] };
  try {
    const { listing, answer } = await davList(calendar, login, { method: "REPORT", depth: "1", body: reportBody("c:calendar-multiget", inner), signal });
    if (listing === null) throw refusalOf(answer.status);
    for (const { url, status, props } of listing.entries) {
      const name = objectName(calendar, url);
      if (status === 404) read.removed.push(name);
      else if (childOf(props, "calendarData") !== undefined) {
        const { events, unreadable } = readObject(textOf(props.calendarData), { ...context, sourceId: name });
        read.events.push(...withHead(events, name));
        read.unreadable.push(...unreadable);
        read.wholeSeries.push(name);
      }
    }
    return read;
  } catch (error) {
    if (!isAppError(error) || error.code !== "integrations/too-large") throw error;
    if (urls.length === 1) return { ...read, unreadable: [{ what: "An event", reason: "It is too large to be read." }] };
    const half = Math.ceil(urls.length / 2);
    const [one, other] = [await readObjects(reading, urls.slice(0, half)), await readObjects(reading, urls.slice(half))];
    return {
      events: [...one.events, ...other.events],
      wholeSeries: [...one.wholeSeries, ...other.wholeSeries],
      removed: [...one.removed, ...other.removed],
      unreadable: [...one.unreadable, ...other.unreadable],
    };
  }
};

const newsOf = async (reading: Reading, cursor: string | null): Promise<News> => {
  const [kind, ...rest] = (cursor ?? "").split(" ");
  if (kind === "tag") return byTag(reading, rest.join(" "));
  return (await bySyncToken(reading, cursor === null ? null : rest.join(" "))) ?? byTag(reading, null);
};

/** Page by page. Errors: as `davCall`; integrations/cursor-expired, -gone-outside when the calendar is gone. */
export const readChanges = async function* (reading: Reading, cursor: string | null): AsyncGenerator<CalendarPage> {
  const news = await newsOf(reading, cursor);
  if (news.removed.length > 0) yield { events: [], removed: news.removed, wholeSeries: [], unreadable: [], cursor: null };
  for (let at = 0; at < news.changed.length; at += batchSize) yield { ...(await readObjects(reading, news.changed.slice(at, at + batchSize))), cursor: null };
  yield { events: [], removed: [], wholeSeries: [], unreadable: [], cursor: news.cursor };
};

const stamp = (moment: string): string => new Date(moment).toISOString().replace(/[-:]|\.\d+/g, "");

/** When one calendar keeps its owner busy inside a span, as it stands there now. Errors: as `davCall`. */
export const readBusy = async ({ calendar, login, context, signal }: Reading, span: BusySpan): Promise<BusySpan[]> => {
  const range = `<c:time-range start="${stamp(span.start)}" end="${stamp(span.end)}"/>`;
  const filter = `<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">${range}</c:comp-filter></c:comp-filter></c:filter>`;
  const body = reportBody("c:calendar-query", `<d:prop><d:getetag/><c:calendar-data/></d:prop>${filter}`);
  const { listing, answer } = await davList(calendar, login, { method: "REPORT", depth: "1", body, signal });
  if (listing === null) throw refusalOf(answer.status);
  return listing.entries.flatMap(({ url, props }) => {
    const name = objectName(calendar, url);
    return busyTimes(withHead(readObject(textOf(props.calendarData), { ...context, sourceId: name }).events, name), span);
  });
};
