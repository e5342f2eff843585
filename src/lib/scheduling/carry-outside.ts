/**
 * Carries what was changed here to the account it belongs to. A message only says which event: what is carried is how the event stands when
 * its turn comes, so repeated, late and reordered messages end at the same state.
 */
import { AppError, isAppError } from "@/lib/errors";
import type { CalendarPort, OutsideEvent } from "@/lib/integrations/contracts";
import { openCalendars } from "@/lib/integrations/service";
import { notify } from "@/lib/notifications/service";
import { findCalendar, type StoredCalendar } from "@/lib/queries/calendars";
import { findEventRow, type StoredEvent } from "@/lib/queries/events";
import { deleteLinks, findLink, listUncarried, saveLinks, type EventLink, type Uncarried } from "@/lib/queries/mirror";
import { createOutboxMessages, type ClaimedMessage } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { hasOccurrenceAt } from "./core/event-time";
import { originalStartOf, outsideEvent } from "./mirrored-event";
import { outsideMessage } from "./outside-messages";
import { asSingle } from "./series";
import { occurrenceSpan, recurrenceOf, whenOf } from "./stored-event";

const leftOversMax = 500;

/** Orders again what was changed while the account couldn't be written to. */
export const carryLeftOvers = async (userId: string, connectionId: string): Promise<void> => {
  const left = await listUncarried(userId, connectionId, leftOversMax);
  await createOutboxMessages(
    userId,
    left.map((one) => outsideMessage(one, connectionId)),
  );
};

interface Carrying {
  readonly userId: string;
  readonly port: CalendarPort;
  /** Its name there. */
  readonly calendar: string;
  readonly calendarId: string;
  readonly signal: AbortSignal;
}

const linked = (
  { userId, calendarId }: Carrying,
  row: Pick<StoredEvent, "id" | "version">,
  written: { sourceId: string; etag: string | null },
): Promise<void> => saveLinks(userId, [{ eventId: row.id, calendarId, sourceId: written.sourceId, etag: written.etag, version: row.version }]);

/** Both changed it: theirs is kept, the owner told, and the next sync brings it here. */
const giveWay = ({ userId }: Carrying, row: StoredEvent, link: EventLink): Promise<void> =>
  transaction(async () => {
    await saveLinks(userId, [{ ...link, etag: null, version: row.version }]);
    await notify(userId, {
      kind: "account",
      title: `“${row.title}” was changed in the other calendar, too`,
      body: "What stands there was kept and is shown here in a moment. Make your change anew if you still want it.",
      href: "/calendar",
      subjectId: row.id,
    });
  });

const remove = async (carrying: Carrying, eventId: string, sourceId: string): Promise<void> => {
  const { port, calendar, signal, userId } = carrying;
  await port.remove(calendar, sourceId, null, { signal });
  await deleteLinks(userId, [eventId]);
};

const update = async (carrying: Carrying, row: StoredEvent, link: EventLink, event: OutsideEvent): Promise<void> => {
  try {
    await linked(carrying, row, await carrying.port.update(carrying.calendar, event, { signal: carrying.signal }));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "integrations/changed-outside") return giveWay(carrying, row, link);
    if (error.code !== "integrations/gone-outside") throw error;
    // Deleted there while it was changed here: the deletion is what the next sync brings.
    await giveWay(carrying, row, link);
  }
};

const carrySingle = async (carrying: Carrying, row: StoredEvent | null, link: EventLink | null, eventId: string): Promise<void> => {
  if (row === null || row.status === "cancelled") return link === null ? undefined : remove(carrying, eventId, link.sourceId);
  if (link !== null && link.version > 0) return update(carrying, row, link, outsideEvent(row, { ...link, seriesSourceId: null, originalStart: null }));
  const { port, calendar, calendarId, userId, signal } = carrying;
  const sourceId = port.nameOf(calendar, { ourId: row.id });
  // Known before it is there, so that a sync in between recognises it.
  if (link === null) await saveLinks(userId, [{ eventId: row.id, calendarId, sourceId, etag: null, version: 0 }]);
  await linked(carrying, row, await port.insert(calendar, outsideEvent(row, { sourceId, etag: null, seriesSourceId: null, originalStart: null }), { signal }));
};

/** An occurrence that has no row of its own any more is again what its series says. */
const asPlanned = (series: StoredEvent, id: string, originalStartsAt: string): StoredEvent | null => {
  const startMs = Date.parse(originalStartsAt);
  const recurrence = recurrenceOf(series);
  if (recurrence === null || series.status === "cancelled" || !hasOccurrenceAt(recurrence, startMs)) return null;
  return { ...asSingle(series), ...whenOf(occurrenceSpan(series, startMs), series.allDay, series.zone), id, seriesId: series.id, originalStartsAt };
};

const carryOccurrence = async (carrying: Carrying, row: StoredEvent | null, link: EventLink | null, named: Required<Uncarried>): Promise<void> => {
  const { userId, port, calendar } = carrying;
  const { eventId, seriesId, originalStartsAt } = named;
  if (seriesId === null || originalStartsAt === null) return;
  const [series, seriesLink] = await Promise.all([findEventRow(userId, seriesId), findLink(userId, seriesId)]);
  if (series === null || series.status === "cancelled") return link === null ? undefined : deleteLinks(userId, [eventId]);
  if (seriesLink === null || seriesLink.version === 0)
    throw new AppError("integrations/unreachable", { message: "its series isn't there yet", retryAfterSeconds: 1 });
  const originalStart = originalStartOf(originalStartsAt, series);
  const known = link?.sourceId.startsWith(seriesLink.sourceId) === true ? link : null;
  const sourceId = known?.sourceId ?? port.nameOf(calendar, { seriesSourceId: seriesLink.sourceId, originalStart });
  const stands = row ?? asPlanned(series, eventId, originalStartsAt);
  if (stands === null) return link === null ? undefined : deleteLinks(userId, [eventId]);
  const event = outsideEvent(stands, { sourceId, etag: known?.etag ?? null, seriesSourceId: seriesLink.sourceId, originalStart });
  await update(carrying, stands, known ?? { eventId, calendarId: carrying.calendarId, sourceId, etag: null, version: 0 }, event);
  if (row === null) await deleteLinks(userId, [eventId]);
};

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const opened = async (userId: string, calendar: StoredCalendar | null): Promise<{ port: CalendarPort; calendar: string } | null> => {
  if (calendar?.connectionId == null || calendar.sourceId === null || calendar.readOnly) return null;
  const port = await openCalendars(userId, calendar.connectionId);
  return port === null ? null : { port, calendar: calendar.sourceId };
};

/**
 * Makes one event there what it is here. An account that is gone or waits for its owner is passed over: what is left is carried with its
 * next sync. Errors: whatever may be better later, for the outbox to try again.
 */
export const carryOutside = async ({ userId, payload }: ClaimedMessage, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
  const eventId = text(payload.eventId) ?? "";
  const calendarId = text(payload.calendarId) ?? "";
  const found = await opened(userId, await findCalendar(userId, calendarId));
  if (found === null) return;
  const [row, link] = await Promise.all([findEventRow(userId, eventId), findLink(userId, eventId)]);
  if (row !== null && link !== null && link.version >= row.version) return;
  const carrying: Carrying = { userId, ...found, calendarId, signal };
  const named = {
    eventId,
    calendarId,
    seriesId: row?.seriesId ?? text(payload.seriesId),
    originalStartsAt: row?.originalStartsAt ?? text(payload.originalStartsAt),
  };
  try {
    await (named.seriesId === null ? carrySingle(carrying, row, link, eventId) : carryOccurrence(carrying, row, link, named));
  } catch (error) {
    if (isAppError(error) && error.code === "integrations/reconnect") return;
    throw error;
  }
};
