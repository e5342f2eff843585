/** Which changes have to be carried to an outside account, and which may not be made because it can only be read. */
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { listMirroredAmong } from "@/lib/queries/calendars";
import type { StoredEvent } from "@/lib/queries/events";
import type { Uncarried } from "@/lib/queries/mirror";
import type { OutboxMessage } from "@/lib/queries/outbox";

export const outsideMessage = ({ eventId, calendarId, seriesId, originalStartsAt }: Uncarried, connectionId: string): OutboxMessage => ({
  id: newId(),
  topic: "event.outside",
  payload: { eventId, calendarId, connectionId, seriesId, originalStartsAt },
});

/**
 * The calendars of these rows, looked up once: what can only be read refuses every change. Answers the messages that carry the rest.
 * Errors: scheduling/calendar-read-only.
 */
export const outsideMessages = async (userId: string, rows: readonly StoredEvent[]): Promise<OutboxMessage[]> => {
  const mirrored = new Map(
    (await listMirroredAmong(userId, [...new Set(rows.map(({ calendarId }) => calendarId))])).map((calendar) => [calendar.id, calendar]),
  );
  return rows.flatMap(({ id, calendarId, seriesId, originalStartsAt }) => {
    const calendar = mirrored.get(calendarId);
    if (calendar?.connectionId == null) return [];
    if (calendar.readOnly) throw new AppError("scheduling/calendar-read-only");
    return [outsideMessage({ eventId: id, calendarId, seriesId, originalStartsAt }, calendar.connectionId)];
  });
};
