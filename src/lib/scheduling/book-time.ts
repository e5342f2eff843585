/** The road for everything that must not double book: hold the people, look, write, and let the database refuse what slipped through. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { transaction } from "@/lib/queries/transaction";
import { auditOf } from "./audit-entry";
import { busyOutside } from "./busy-outside";
import { anybodyBusy } from "./busy-people";
import { calendarIdFor } from "./calendars";
import { bookTimeEndpoint, type CreateEventInput, type EventChange } from "./contracts";
import { inTurn } from "./in-turn";
import { newEventRow, newEventShown } from "./new-event";
import { once } from "./once";
import { parseInput } from "./parse-input";
import { spanOf } from "./stored-event";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { peopleHeldBy, writeChange } from "./write-change";

export type BookTimeInput = Omit<CreateEventInput, "allDay" | "rrule">;

/**
 * Books time of the actor and of further owners of this server, who must have agreed: the rooms above ask them. One event, on the actor's
 * calendar; everybody's time is held. Errors as `bookTime`.
 */
export const bookTogether = async (actor: Actor, hosts: readonly string[], input: BookTimeInput, options: VerbOptions = {}): Promise<EventChange> => {
  requireScope(actor, "scheduling:write");
  const asked = parseInput(bookTimeEndpoint.input, input);
  const draft = newEventRow({ userId: actor.userId, calendarId: "", zone: asked.zone ?? "UTC" }, { ...asked, allDay: false });
  const row = { ...draft, holdsTime: true, hosts: hosts.filter((host) => host !== actor.userId) };
  const takesTimeOf = row.showAs === "free" ? row.hosts : [actor.userId, ...row.hosts];
  // Before anybody is held: no transaction waits for a provider.
  if ((await Promise.all(takesTimeOf.map((ownerId) => busyOutside(ownerId, spanOf(row))))).some(Boolean)) throw new AppError("scheduling/time-taken");
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await lockPeople([actor.userId, ...peopleHeldBy(row)]);
      return once(actor.userId, options.idempotencyKey, { verb: "book", asked, hosts }, async () => {
        if (await anybodyBusy({ ...spanOf(row), ownerIds: takesTimeOf, bookerId: actor.userId, emails: row.attendees.map(({ email }) => email) }))
          throw new AppError("scheduling/time-taken");
        const placed = { ...row, zone: asked.zone ?? (await findProfile(actor)).zone, calendarId: await calendarIdFor(actor.userId, asked.calendarId) };
        const event = newEventShown(placed);
        const undo = await writeChange(actor.userId, {
          action: "event.book",
          summary: `“${event.title}” is off the calendar again.`,
          rows: [{ before: null, after: placed }],
          nowMs: nowMsOf(options),
          strictly: true,
          telling: asked.notify ? "asked" : "nobody",
        });
        await recordAudit(actor, auditOf("event.book", null, event));
        return { event, before: null, undo };
      });
    }),
  );
};

/**
 * Books a time only if everybody named is free: the owner by their calendar with its buffers, others by what the owner's calendar knows of
 * them. Working hours don't matter here. Errors: scheduling/time-taken, scheduling/end-before-start, scheduling/idempotency-mismatch;
 * db/busy when the people are held by somebody else for more than two seconds.
 */
export const bookTime = (actor: Actor, input: BookTimeInput, options: VerbOptions = {}): Promise<EventChange> => bookTogether(actor, [], input, options);
