/** A meeting that somebody else arranges, as they say it is: what it left out and what is otherwise in its series included, in one change. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import type { OutsideEvent } from "@/lib/integrations/contracts";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import type { RowChange } from "@/lib/queries/changes";
import { findEventRow, listOverrides, type StoredEvent } from "@/lib/queries/events";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import { calendarIdFor } from "./calendars";
import type { EventChange } from "./contracts";
import { hasOccurrenceAt } from "./core/event-time";
import { inTurn } from "./in-turn";
import { mirroredOverride, outsideRow } from "./mirrored-event";
import { newEventShown } from "./new-event";
import { once } from "./once";
import { recurrenceOf } from "./stored-event";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

export interface InvitedMeeting {
  /** The owner's event for it; null: there is none yet. */
  readonly eventId: string | null;
  readonly event: OutsideEvent;
  /** Occurrences of the series that are otherwise than planned, or off. Whichever isn't named is as planned (RFC 5546 section 3.2.2). */
  readonly occurrences: readonly OutsideEvent[];
}

interface Known {
  readonly row: StoredEvent | null;
  readonly overrides: readonly StoredEvent[];
}

const overrideRows = (series: StoredEvent, known: Known, occurrences: readonly OutsideEvent[]): RowChange[] => {
  const recurrence = recurrenceOf(series);
  const before = new Map(known.overrides.map((own) => [own.originalStartsAt, own]));
  const said = new Map<string, StoredEvent>();
  const place = { userId: series.userId, calendarId: series.calendarId, origin: "perin" };
  for (const part of recurrence === null ? [] : occurrences) {
    const one = { ...part, zone: part.zone === "" ? series.zone : part.zone };
    const { originalStartsAt } = mirroredOverride(one, { ...place, id: "" }, series, null);
    // One that the series hasn't got would stand beside it.
    if (recurrence === null || originalStartsAt === null || !hasOccurrenceAt(recurrence, Date.parse(originalStartsAt))) continue;
    const own = before.get(originalStartsAt) ?? null;
    said.set(originalStartsAt, mirroredOverride(one, { ...place, id: own?.id ?? newId() }, series, own));
  }
  return [
    ...[...said].map(([original, after]) => ({ before: before.get(original) ?? null, after })),
    ...known.overrides.filter(({ originalStartsAt }) => !said.has(originalStartsAt ?? "")).map((own) => ({ before: own, after: null })),
  ];
};

/** Errors: scheduling/recurrence-refused, scheduling/calendar-read-only, scheduling/idempotency-mismatch. */
export const putInvited = async (actor: Actor, { eventId, event, occurrences }: InvitedMeeting, options: VerbOptions = {}): Promise<EventChange> => {
  requireScope(actor, "scheduling:write");
  const { userId } = actor;
  const { zone } = await findProfile(actor);
  return inTurn(userId, () =>
    transaction(async () => {
      await lockPeople([userId], eventId === null ? [] : [eventId]);
      return once(userId, options.idempotencyKey, { verb: "put-invited", event, occurrences }, async () => {
        const row = eventId === null ? null : await findEventRow(userId, eventId);
        const known: Known = { row, overrides: row === null ? [] : await listOverrides(userId, row.id) };
        const place = { id: row?.id ?? newId(), userId, calendarId: row?.calendarId ?? (await calendarIdFor(userId, undefined)), origin: "perin" };
        // How it shows is the owner's own matter.
        const said = { ...event, zone: event.zone === "" ? (row?.zone ?? zone) : event.zone, showAs: row?.showAs ?? event.showAs };
        const after = outsideRow(said, place, row);
        const [was, is] = [row === null ? null : newEventShown(row), newEventShown(after)];
        const undo = await writeChange(userId, {
          action: was === null ? "event.create" : "event.update",
          summary: was === null ? `“${is.title}” is off the calendar again.` : `“${was.title}” is as it was.`,
          rows: [{ before: row, after }, ...overrideRows(after, known, occurrences)],
          nowMs: nowMsOf(options),
        });
        await recordAudit(actor, auditOf(was === null ? "event.create" : "event.update", was, is));
        return { event: is, before: was, undo };
      });
    }),
  );
};
