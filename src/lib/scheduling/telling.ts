/** Telling people on events by mail: what they are taken to know so far is written down with the change, and the mail room is asked to say what differs. */
import { newId } from "@/lib/ids";
import { findEventRow, listOverrides, type StoredEvent } from "@/lib/queries/events";
import type { OutboxMessage } from "@/lib/queries/outbox";
import { createToldPeople, listToldEvents } from "@/lib/queries/told-people";
import type { RowChange } from "@/lib/queries/changes";
import { hasOccurrenceAt } from "./core/event-time";
import { factsOf, partsFor } from "./core/event-parts";
import type { EventFacts, EventParts } from "./contracts";
import { asSingle } from "./series";
import { occurrenceSpan, recurrenceOf, whenOf } from "./stored-event";

/** How long a change can be taken back, or be followed by another, before anybody hears of it. */
const tellAfterMs = 10_000;

/** "asked": the owner wants people told. "known": only where somebody was told before. */
export type Telling = "asked" | "known" | "nobody";

/** An event with all of its occurrences that have a row of their own. */
export interface WholeEvent {
  readonly main: StoredEvent | null;
  readonly overrides: readonly StoredEvent[];
}

export const findWholeEvent = async (userId: string, eventId: string): Promise<WholeEvent> => {
  const main = await findEventRow(userId, eventId);
  return { main, overrides: main === null || main.rrule === null ? [] : await listOverrides(userId, eventId) };
};

/** An occurrence as its series has it; null when it has none then. */
export const plannedFacts = (main: StoredEvent | null, original: string): EventFacts | null => {
  const recurrence = main === null ? null : recurrenceOf(main);
  const startMs = Date.parse(original);
  if (main === null || recurrence === null || !hasOccurrenceAt(recurrence, startMs)) return null;
  return factsOf({ ...asSingle(main), ...whenOf(occurrenceSpan(main, startMs), main.allDay, main.zone) });
};

/** What this person has to know of an event, as it stands. `email` in lower case. */
export const partsOf = ({ main, overrides }: WholeEvent, email: string): EventParts =>
  partsFor(email, main, overrides, (original) => plannedFacts(main, original));

const peopleOf = ({ main, overrides }: WholeEvent): string[] => [
  ...new Set([main, ...overrides].flatMap((row) => row?.attendees ?? []).map(({ email }) => email.toLowerCase())),
];

const mainIds = (rows: readonly RowChange[]): string[] => [
  ...new Set(rows.flatMap(({ before, after }) => [before, after].flatMap((row) => (row === null ? [] : (row.seriesId ?? row.id))))),
];

/** Before the rows are written. Answers what to put into the outbox with them. `word`: what the owner wants said beside it. */
export const tellingMessages = async (userId: string, rows: readonly RowChange[], telling: Telling, word = ""): Promise<OutboxMessage[]> => {
  const ids = mainIds(rows);
  if (telling === "nobody" || ids.length === 0) return [];
  const told = new Set(await listToldEvents(userId, ids));
  if (telling === "asked")
    for (const eventId of ids) {
      const whole = await findWholeEvent(userId, eventId);
      const touched = rows
        .flatMap(({ before, after }) => [before, after])
        .flatMap((row) => ((row?.seriesId ?? row?.id) === eventId ? (row?.attendees ?? []) : []));
      const people = [...new Set([...peopleOf(whole), ...touched.map(({ email }) => email.toLowerCase())])];
      if (people.length > 0) told.add(eventId);
      await createToldPeople(
        userId,
        eventId,
        people.map((email) => ({ email, parts: partsOf(whole, email) })),
      );
    }
  return ids
    .filter((eventId) => told.has(eventId))
    .map((eventId) => ({ id: newId(), topic: "event.tell" as const, payload: { eventId, ...(word === "" ? {} : { word }) }, waitMs: tellAfterMs }));
};
