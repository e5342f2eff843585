/** Putting an event on the owner's calendar; it may overlap others. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import { calendarIdFor } from "./calendars";
import { CreateEventInputSchema, type CreateEventInput, type EventChange } from "./contracts";
import { inTurn } from "./in-turn";
import { newEventRow, newEventShown } from "./new-event";
import { once } from "./once";
import { parseInput } from "./parse-input";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { writeChange } from "./write-change";

/**
 * Creates an event or series. Times are instants; `zone` is where it repeats, the owner's unless given. Errors: scheduling/end-before-start,
 * scheduling/recurrence-refused, scheduling/calendar-not-found, scheduling/idempotency-mismatch.
 */
export const createEvent = async (actor: Actor, input: CreateEventInput, options: VerbOptions = {}): Promise<EventChange> => {
  requireScope(actor, "scheduling:write");
  const asked = parseInput(CreateEventInputSchema, input);
  const { zone } = await findProfile(actor);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await lockPeople([actor.userId]);
      return once(actor.userId, options.idempotencyKey, { verb: "create", asked }, async () => {
        const row = newEventRow({ userId: actor.userId, zone, calendarId: await calendarIdFor(actor.userId, asked.calendarId) }, asked);
        const event = newEventShown(row);
        const undo = await writeChange(actor.userId, {
          action: "event.create",
          summary: `“${event.title}” is off the calendar again.`,
          rows: [{ before: null, after: row }],
          nowMs: nowMsOf(options),
          telling: asked.notify ? "asked" : "nobody",
        });
        await recordAudit(actor, auditOf("event.create", null, event));
        return { event, before: null, undo };
      });
    }),
  );
};
