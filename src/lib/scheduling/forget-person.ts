/** Somebody an event was booked with wants to be forgotten: the time stays on its owner's calendar, who it was with doesn't. */
import { isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { createFreeSlots, deleteSlots } from "@/lib/queries/bookings";
import { findEventRow, updateEventRow, type StoredEvent } from "@/lib/queries/events";
import { forgetInBriefs, forgetInMessagesOfEvent, forgetInTrailOfEvent, listChangesOfEvent, saveChangeText } from "@/lib/queries/forget-person";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { deleteToldPeople } from "@/lib/queries/told-people";
import { transaction } from "@/lib/queries/transaction";
import { outsideMessages } from "./outside-messages";
import { searchTextOf } from "./stored-event";
import { peopleHeldBy } from "./write-change";

export interface ForgetPersonInput {
  readonly eventId: string;
  /** Names, addresses, numbers and answers by which the person can be told. */
  readonly words: readonly string[];
  /** What the event is called and says from now on. */
  readonly title: string;
  readonly description: string;
}

const foldedIn = (text: string): string => text.toLowerCase();

/** Titles go in any case: they were made of a name. What the owner wrote elsewhere stays unless it names the person. */
const withoutPerson = (row: StoredEvent, { words, title, description }: ForgetPersonInput): StoredEvent => {
  const folded = words.map((word) => foldedIn(word.trim())).filter((word) => word !== "");
  const names = (text: string): boolean => folded.some((word) => foldedIn(text).includes(word));
  const kept = {
    ...row,
    title,
    description: names(row.description) ? description : row.description,
    location: names(row.location) ? "" : row.location,
    attendees: row.attendees.filter((attendee) => !names(attendee.email) && !names(attendee.name ?? "")),
    guests: row.guests.filter((guest) => !names(guest)),
  };
  return { ...kept, searchText: searchTextOf(kept) };
};

/** An account that can only be read keeps what it says; here it is forgotten all the same. */
const messagesFor = (userId: string, row: StoredEvent): ReturnType<typeof outsideMessages> =>
  outsideMessages(userId, [row]).catch((error: unknown) => {
    if (isAppError(error) && error.code === "scheduling/calendar-read-only") return [];
    throw error;
  });

/**
 * Takes a person out of one event, of what can be taken back of it, of its trail and of the briefs that named it; an outside calendar
 * that has the event learns of it. Nothing happens where there is no such event of the actor's.
 */
export const forgetPerson = async (actor: Actor, input: ForgetPersonInput): Promise<void> => {
  requireScope(actor, "scheduling:write");
  const { eventId, title } = input;
  const { userId } = actor;
  await transaction(async () => {
    const titles = new Set<string>();
    for (const change of await listChangesOfEvent(userId, eventId)) {
      const forget = (row: StoredEvent | null): StoredEvent | null => {
        if (row?.id !== eventId) return row;
        titles.add(row.title);
        return withoutPerson(row, input);
      };
      const rows = change.rows.map(({ before, after }) => ({ before: forget(before), after: forget(after) }));
      const summary = [...titles].reduce((text, old) => text.replaceAll(old, title), change.summary);
      await saveChangeText(userId, { id: change.id, rows, summary });
    }
    const row = await findEventRow(userId, eventId);
    if (row !== null) {
      titles.add(row.title);
      const after = { ...withoutPerson(row, input), version: row.version + 1 };
      await updateEventRow(after);
      await deleteSlots([eventId]);
      const personIds = peopleHeldBy(after);
      if (personIds.length > 0) await createFreeSlots({ eventId, personIds, startsAt: after.startsAt, endsAt: after.endsAt });
      await createOutboxMessages(userId, await messagesFor(userId, after));
    }
    for (const old of titles) if (old !== title) await forgetInBriefs(userId, old, title);
    await forgetInTrailOfEvent(userId, eventId, title);
    await forgetInMessagesOfEvent(userId, eventId);
    await deleteToldPeople(userId, eventId);
    await recordAudit(actor, { action: "event.forget", subjectId: eventId, after: { title } });
  });
};
