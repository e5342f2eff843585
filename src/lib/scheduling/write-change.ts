/** The one place where a change of events reaches the database: rows, held time, the way back, and what the outside has to learn. */
import { newId } from "@/lib/ids";
import { createFreeSlots, createSlots, deleteSlots, type Slot } from "@/lib/queries/bookings";
import { createChange, type RowChange } from "@/lib/queries/changes";
import { createEventRow, deleteEventRow, updateEventRow, type StoredEvent } from "@/lib/queries/events";
import { createOutboxMessages, type OutboxMessage, type OutboxTopic } from "@/lib/queries/outbox";
import type { Undo } from "./contracts";
import { outsideMessages } from "./outside-messages";
import { isoOf } from "./stored-event";
import { tellingMessages, type Telling } from "./telling";

export type { RowChange } from "@/lib/queries/changes";

const undoMs = 24 * 60 * 60 * 1000;

/** Somebody an owner books who has no account here is a person of that owner's alone: nobody else's bookings can be felt through them. */
export const personIdOf = (userId: string, email: string): string => `${userId}/${email.toLowerCase()}`;

/** Whose time a booked event takes. */
export const peopleHeldBy = (row: StoredEvent): string[] => {
  if (!row.holdsTime || row.status === "cancelled") return [];
  const owners = row.showAs === "free" ? row.hosts : [row.userId, ...row.hosts];
  return [...new Set([...owners, ...row.attendees.filter(({ status }) => status !== "declined").map(({ email }) => personIdOf(row.userId, email))])];
};

const slotOf = (row: StoredEvent): Slot => ({ eventId: row.id, personIds: peopleHeldBy(row), startsAt: row.startsAt, endsAt: row.endsAt });

const writeSlots = async (rows: readonly RowChange[], strictly: boolean): Promise<void> => {
  const held = rows.flatMap(({ before }) => (before?.holdsTime === true ? [before.id] : []));
  if (held.length > 0) await deleteSlots(held);
  for (const { after } of rows) {
    if (after === null || peopleHeldBy(after).length === 0) continue;
    await (strictly ? createSlots(slotOf(after)) : createFreeSlots(slotOf(after)));
  }
};

/** Deletions last: rows may point to a series that is written first. */
const writeRows = async (rows: readonly RowChange[]): Promise<void> => {
  for (const { before, after } of rows) {
    if (after === null) continue;
    await (before === null ? createEventRow(after) : updateEventRow(after));
  }
  for (const { before, after } of rows) if (before !== null && after === null) await deleteEventRow(before.userId, before.id);
};

const topicOf = ({ before, after }: RowChange): OutboxTopic => {
  if (after === null || (after.status === "cancelled" && before?.status !== "cancelled")) return "event.cancelled";
  return before === null || before.status === "cancelled" ? "event.created" : "event.changed";
};

const messageOf = (changeId: string, row: RowChange): OutboxMessage => {
  const event = row.after ?? row.before;
  return {
    id: newId(),
    topic: topicOf(row),
    payload: {
      changeId,
      eventId: event?.id,
      seriesId: event?.seriesId,
      version: event?.version,
      sequence: event?.sequence,
      attendees: [...new Set([...(row.before?.attendees ?? []), ...(row.after?.attendees ?? [])].map(({ email }) => email))],
    },
  };
};

export interface EventsChange {
  /** Thing and verb, as in the audit trail. */
  readonly action: string;
  /** What happened, for the undo button and its answer: "“Lunch” moved". */
  readonly summary: string;
  readonly rows: readonly RowChange[];
  readonly nowMs: number;
  /** Refuse (db/conflict) instead of doing without a slot when the time is taken. */
  readonly strictly?: boolean;
  /** Who hears of it by mail; nobody unless it is said. */
  readonly telling?: Telling;
  /** What the owner wants them to be told beside it. */
  readonly word?: string;
}

/** Writes rows in the order given, in the caller's transaction, and answers how to take them back. Errors: scheduling/calendar-read-only. */
export const writeChange = async (
  userId: string,
  { action, summary, rows, nowMs, strictly = false, telling = "nobody", word }: EventsChange,
): Promise<Undo> => {
  const undo: Undo = { changeId: newId(), until: isoOf(nowMs + undoMs), summary };
  const outside = await outsideMessages(
    userId,
    rows.flatMap(({ before, after }) => after ?? before ?? []),
  );
  const told = await tellingMessages(userId, rows, telling, word);
  await writeRows(rows);
  await writeSlots(rows, strictly);
  await createChange(userId, { id: undo.changeId, action, summary, rows, until: undo.until });
  await createOutboxMessages(userId, [...rows.map((row) => messageOf(undo.changeId, row)), ...outside, ...told]);
  return undo;
};
