/**
 * Takes what outside calendars say into ours: events, series and occurrences of their own, so that the week, search and free time see them at
 * once. What didn't change costs nothing; where both sides changed one event, theirs is kept and its owner told.
 */
import type {
  CalendarPage,
  CalendarReader,
  CalendarSink,
  CalendarToRead,
  MirroredConnection,
  OutsideCalendar,
  OutsideEvent,
  Unreadable,
} from "@/lib/integrations/contracts";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { createFreeSlots, deleteSlots, lockPeople } from "@/lib/queries/bookings";
import { listEventRows, saveEventRows, type StoredEvent } from "@/lib/queries/events";
import { tellChanged } from "@/lib/queries/live-changes";
import {
  deleteMirroredCalendars,
  deleteMirroredEvents,
  listLinkedOverrides,
  listLinksBySource,
  listMirroredCalendars,
  listUnseen,
  saveCalendarCursor,
  saveLinks,
  saveMirroredCalendars,
  type EventLink,
} from "@/lib/queries/mirror";
import { transaction } from "@/lib/queries/transaction";
import { carryLeftOvers } from "./carry-outside";
import { inTurn } from "./in-turn";
import { mirroredOverride, mirroredRow, type MirrorPlace } from "./mirrored-event";
import { sameValue } from "./once";
import { peopleHeldBy } from "./write-change";

const lineUp = async (connection: MirroredConnection, listed: readonly OutsideCalendar[]): Promise<readonly CalendarToRead[]> => {
  const { id: connectionId, userId } = connection;
  const calendars = await transaction(async () => {
    const lines = listed.map(({ sourceId, name, color, zone, readOnly, primary }) => ({
      id: newId(),
      sourceId,
      name: name.slice(0, 200),
      color: color ?? connection.color,
      zone,
      readOnly,
      primary,
    }));
    await saveMirroredCalendars(userId, connectionId, lines);
    const known = await listMirroredCalendars(userId, connectionId);
    const there = new Set(listed.map(({ sourceId }) => sourceId));
    await deleteMirroredCalendars(
      userId,
      known.filter(({ sourceId }) => !there.has(sourceId)).map(({ id }) => id),
    );
    return known.filter(({ sourceId }) => there.has(sourceId));
  });
  await carryLeftOvers(userId, connectionId);
  return calendars.map(({ id, sourceId, cursor }) => ({ calendarId: id, sourceId, cursor }));
};

/** What one page changes, collected before it is written. */
class Taking {
  readonly rows = new Map<string, StoredEvent>();
  readonly links = new Map<string, EventLink>();
  readonly unreadable: Unreadable[] = [];
  readonly #bySource = new Map<string, EventLink>();
  readonly #rowsBefore: Map<string, StoredEvent>;
  readonly #connection: MirroredConnection;
  readonly #calendarId: string;

  constructor(connection: MirroredConnection, calendarId: string, links: readonly EventLink[], rows: readonly StoredEvent[]) {
    this.#connection = connection;
    this.#calendarId = calendarId;
    for (const link of links) this.#bySource.set(link.sourceId, link);
    this.#rowsBefore = new Map(rows.map((row) => [row.id, row]));
  }

  linkOf(sourceId: string): EventLink | undefined {
    return this.#bySource.get(sourceId);
  }

  rowOf(sourceId: string): StoredEvent | undefined {
    const id = this.#bySource.get(sourceId)?.eventId;
    return id === undefined ? undefined : (this.rows.get(id) ?? this.#rowsBefore.get(id));
  }

  before(id: string): StoredEvent | undefined {
    return this.#rowsBefore.get(id);
  }

  /** What is there already under the name it was inserted by is the same event. */
  #linkOfEvent({ sourceId, madeAs }: OutsideEvent): EventLink | undefined {
    return this.linkOf(sourceId) ?? (madeAs === undefined ? undefined : this.linkOf(madeAs));
  }

  /** The same state that both sides have: our own change coming back, or nothing new. */
  isKnown(event: OutsideEvent): boolean {
    const link = this.#linkOfEvent(event);
    const { etag } = event;
    return link !== undefined && etag !== null && link.etag === etag && this.#rowsBefore.has(link.eventId);
  }

  take(event: OutsideEvent, series: StoredEvent | null): void {
    if (this.isKnown(event)) return;
    const link = this.#linkOfEvent(event);
    const before = link === undefined ? null : (this.#rowsBefore.get(link.eventId) ?? null);
    const { id: connectionId, userId, provider } = this.#connection;
    const place: MirrorPlace = { id: link?.eventId ?? newId(), userId, calendarId: this.#calendarId, origin: provider };
    const { row, unreadable } = series === null ? mirroredRow(event, place, before) : { row: mirroredOverride(event, place, series, before), unreadable: null };
    if (unreadable !== null) this.unreadable.push(unreadable);
    const same =
      before !== null && sameValue({ ...row, version: 0, sequence: 0, recursUntil: null }, { ...before, version: 0, sequence: 0, recursUntil: null });
    if (!same) this.rows.set(row.id, row);
    if (!same && before !== null && link !== undefined && link.version > 0 && before.version > link.version)
      logger.info("a change here gave way to one outside", { connectionId, eventId: row.id });
    const kept: EventLink = {
      eventId: row.id,
      calendarId: this.#calendarId,
      sourceId: event.sourceId,
      etag: event.etag,
      version: same ? before.version : row.version,
    };
    this.links.set(row.id, kept);
    this.#bySource.set(event.sourceId, kept);
  }
}

/** Booked time follows an event of ours that was moved or cancelled there. */
const moveHeldTime = async (taking: Taking): Promise<void> => {
  const held = [...taking.rows.values()].filter(({ id }) => taking.before(id)?.holdsTime === true);
  if (held.length === 0) return;
  await deleteSlots(held.map(({ id }) => id));
  for (const row of held) {
    const personIds = peopleHeldBy(row);
    if (personIds.length > 0) await createFreeSlots({ eventId: row.id, personIds, startsAt: row.startsAt, endsAt: row.endsAt });
  }
};

const idsOf = (taking: Taking, sourceIds: readonly string[]): string[] =>
  sourceIds.flatMap((sourceId) => {
    const link = taking.linkOf(sourceId);
    // What isn't there yet (version 0) can't have gone.
    return link === undefined || link.version === 0 ? [] : [link.eventId];
  });

/** Our occurrences of their own that the account doesn't have (any more), of series whose occurrences were all told. */
const strayOverrides = async (userId: string, taking: Taking, { wholeSeries, events }: CalendarPage): Promise<string[]> => {
  const seriesIds = wholeSeries.flatMap((sourceId) => taking.linkOf(sourceId)?.eventId ?? []);
  const told = new Set(events.map(({ sourceId }) => sourceId));
  const overrides = await listLinkedOverrides(userId, seriesIds);
  return overrides.filter(({ sourceId, version }) => version > 0 && !told.has(sourceId)).map(({ eventId }) => eventId);
};

/** Gone as a whole: a cancelled single event or series. A cancelled occurrence is one of its own instead. */
const isGone = ({ status, seriesSourceId }: OutsideEvent): boolean => status === "cancelled" && seriesSourceId === null;

const reader = (connection: MirroredConnection, { calendarId, cursor }: CalendarToRead): CalendarReader => {
  const { userId } = connection;
  const seen = cursor === null ? new Set<string>() : null;
  /** Occurrences whose series hasn't come yet: it may be on a later page, or never come when only they were shared. */
  const waiting: OutsideEvent[] = [];

  const takePage = async (page: CalendarPage): Promise<number> => {
    const last = page.cursor !== null;
    const events = [...page.events, ...(last ? waiting.splice(0) : [])];
    const sourceIds = [
      ...new Set([
        ...events.flatMap(({ sourceId, seriesSourceId, madeAs }) => [sourceId, seriesSourceId ?? sourceId, madeAs ?? sourceId]),
        ...page.removed,
        ...page.wholeSeries,
      ]),
    ];
    const links = await listLinksBySource(calendarId, sourceIds);
    const taking = new Taking(
      connection,
      calendarId,
      links,
      await listEventRows(
        userId,
        links.map(({ eventId }) => eventId),
      ),
    );
    for (const event of events) if (event.seriesSourceId === null && !isGone(event)) taking.take(event, null);
    for (const event of events) {
      if (event.seriesSourceId === null) continue;
      const series = taking.rowOf(event.seriesSourceId);
      if (series?.rrule != null) taking.take(event, series);
      else if (!last) waiting.push(event);
      else if (event.status !== "cancelled") taking.take({ ...event, rrule: null }, null);
    }
    await saveEventRows([...taking.rows.values()].sort((a, b) => Number(a.seriesId !== null) - Number(b.seriesId !== null)));
    await saveLinks(userId, [...taking.links.values()]);
    await moveHeldTime(taking);
    for (const { sourceId } of events) seen?.add(sourceId);
    const goneSources = [...page.removed, ...events.filter(isGone).map(({ sourceId }) => sourceId)];
    const unseen = last && seen !== null ? await listUnseen(calendarId, [...seen]) : [];
    const unseenLinks = unseen.length === 0 ? [] : await listLinksBySource(calendarId, unseen);
    const gone = [...idsOf(taking, goneSources), ...unseenLinks.map(({ eventId }) => eventId), ...(await strayOverrides(userId, taking, page))];
    await deleteMirroredEvents(userId, gone);
    if (page.cursor !== null) await saveCalendarCursor(userId, calendarId, page.cursor);
    for (const { what, reason } of taking.unreadable)
      logger.info("an outside event is kept in part", { connectionId: connection.id, length: what.length, reason });
    const changed = taking.rows.size + gone.length;
    if (changed > 0) await tellChanged(userId, "event");
    return changed;
  };

  return (page) =>
    inTurn(userId, () =>
      transaction(async () => {
        await lockPeople([userId]);
        return takePage(page);
      }),
    );
};

export const calendarMirror: CalendarSink = { lineUp, reader };
