/** Events from a file become the owner's own. Each has its id from what the file calls it, so the same file twice changes nothing. */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import type { OutsideEvent, Unreadable } from "@/lib/integrations/contracts";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { findCalendar } from "@/lib/queries/calendars";
import { createChange } from "@/lib/queries/changes";
import { listEventRows, saveEventRows, type StoredEvent } from "@/lib/queries/events";
import { createOutboxMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { calendarIdFor } from "./calendars";
import { inTurn } from "./in-turn";
import { mirroredOverride, mirroredRow, type MirrorPlace } from "./mirrored-event";
import { sameValue } from "./once";
import { outsideMessages } from "./outside-messages";
import { isoOf } from "./stored-event";

export interface ImportedEvents {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly events: readonly { readonly title: string; readonly start: string; readonly allDay: boolean; readonly repeats: boolean }[];
  readonly unreadable: readonly Unreadable[];
}

const undoMs = 24 * 60 * 60 * 1000;
/** A change that is larger isn't kept twice to be taken back. */
const undoRowsMax = 1_000;

/** A UUID (version 8, RFC 9562) that follows from the calendar and the file's own name for the event. */
const idFor = (calendarId: string, sourceId: string): string => {
  const digits = createHash("sha256").update(`${calendarId}\n${sourceId}`).digest("hex").slice(0, 32);
  const variant = ((Number.parseInt(digits.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `${variant}${digits.slice(17, 20)}`, digits.slice(20)].join("-");
};

interface Planned {
  readonly before: StoredEvent | null;
  readonly after: StoredEvent;
}

interface Plan {
  readonly rows: readonly Planned[];
  readonly same: number;
  readonly unreadable: readonly Unreadable[];
}

const unversioned = (row: StoredEvent): StoredEvent => ({ ...row, version: 0, sequence: 0, recursUntil: null });

const planImport = (userId: string, calendarId: string, events: readonly OutsideEvent[], known: ReadonlyMap<string, StoredEvent>): Plan => {
  const rows = new Map<string, Planned>();
  const unreadable: Unreadable[] = [];
  let same = 0;
  const place = (sourceId: string): MirrorPlace => ({ id: idFor(calendarId, sourceId), userId, calendarId, origin: "file" });
  const take = (after: StoredEvent): void => {
    const before = known.get(after.id) ?? null;
    if (before !== null && sameValue(unversioned(before), unversioned(after))) same += 1;
    else rows.set(after.id, { before, after });
  };
  const single = (event: OutsideEvent): void => {
    const at = place(event.sourceId);
    const read = mirroredRow(event, at, known.get(at.id) ?? null);
    if (read.unreadable !== null) unreadable.push(read.unreadable);
    take(read.row);
  };
  // Whole series first: their occurrences need them.
  for (const event of events) if (event.seriesSourceId === null && event.status !== "cancelled") single(event);
  for (const event of events) {
    if (event.seriesSourceId === null) continue;
    const seriesId = idFor(calendarId, event.seriesSourceId);
    const series = rows.get(seriesId)?.after ?? known.get(seriesId);
    const at = place(event.sourceId);
    if (series?.rrule != null) take(mirroredOverride(event, at, series, known.get(at.id) ?? null));
    else if (event.status !== "cancelled") single(event);
  }
  return { rows: [...rows.values()], same, unreadable };
};

const knownOnes = async (userId: string, calendarId: string, events: readonly OutsideEvent[]): Promise<ReadonlyMap<string, StoredEvent>> => {
  const ids = events.flatMap(({ sourceId, seriesSourceId }) => [sourceId, seriesSourceId ?? sourceId].map((name) => idFor(calendarId, name)));
  return new Map((await listEventRows(userId, [...new Set(ids)])).map((row) => [row.id, row]));
};

/**
 * Without `write` it only says what would happen. Nobody is invited: a file tells what its owner has. Errors: scheduling/calendar-not-found,
 * scheduling/calendar-read-only.
 */
export const importEvents = (
  actor: Actor,
  { calendarId: asked, events, write }: { readonly calendarId: string | undefined; readonly events: readonly OutsideEvent[]; readonly write: boolean },
): Promise<ImportedEvents> =>
  inTurn(actor.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      const { userId } = actor;
      const calendarId = await calendarIdFor(userId, asked);
      if ((await findCalendar(userId, calendarId))?.readOnly === true) throw new AppError("scheduling/calendar-read-only");
      await lockPeople([userId]);
      const { rows, same, unreadable } = planImport(userId, calendarId, events, await knownOnes(userId, calendarId, events));
      const written = rows.map(({ after }) => after).sort((a, b) => Number(a.seriesId !== null) - Number(b.seriesId !== null));
      const added = rows.filter(({ before }) => before === null).length;
      if (write && rows.length > 0) {
        await saveEventRows(written);
        await createOutboxMessages(userId, await outsideMessages(userId, written));
        if (rows.length <= undoRowsMax)
          await createChange(userId, {
            id: newId(),
            action: "event.import",
            summary: "What came from the file is taken back.",
            rows,
            until: isoOf(Date.now() + undoMs),
          });
        await recordAudit(actor, { action: "event.import", subjectId: calendarId, after: { added, changed: rows.length - added } });
      }
      const inOrder = [...written].filter(({ status }) => status !== "cancelled").sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
      return {
        added,
        changed: rows.length - added,
        same,
        events: inOrder.map(({ title, startsAt, allDay, rrule }) => ({ title, start: startsAt, allDay, repeats: rrule !== null })),
        unreadable,
      };
    }),
  );
