/** The owner moves, cancels or takes back on their own calendar: bookings follow, and their visitors are told. */
import { ownerActor, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findEventRow } from "@/lib/queries/events";
import { returnLinkUse } from "@/lib/queries/links";
import { findBookingOfEvent, lockBookingRow, saveBookingRow, type StoredBooking } from "@/lib/queries/link-bookings";
import { transaction } from "@/lib/queries/transaction";
import { tellVisitor, type VisitorNews } from "./tell-visitor";

interface Change {
  readonly after: StoredBooking;
  readonly news: Exclude<VisitorNews["kind"], "code" | "reminder" | "proposed" | "countered" | "proposal-declined">;
}

const changeOf = (booking: StoredBooking, event: { startsAt: string; endsAt: string; status: string } | null): Change | null => {
  const open = booking.state === "booked" || booking.state === "waiting";
  if (event === null || event.status === "cancelled")
    return open
      ? {
          after: { ...booking, state: booking.state === "waiting" ? "declined" : "cancelled", endedBy: "owner" },
          news: booking.state === "waiting" ? "declined" : "cancelled",
        }
      : null;
  const span = { startsAt: event.startsAt, endsAt: event.endsAt };
  // What the owner cancelled and took back stands again; what the visitor cancelled stays cancelled.
  if (booking.state === "cancelled" && booking.endedBy === "owner") return { after: { ...booking, ...span, state: "booked", endedBy: null }, news: "booked" };
  if (!open) return null;
  if (Date.parse(event.startsAt) !== Date.parse(booking.startsAt) || Date.parse(event.endsAt) !== Date.parse(booking.endsAt))
    return { after: { ...booking, ...span, state: "booked" }, news: "moved" };
  return booking.state === "waiting" && event.status === "confirmed" ? { after: { ...booking, state: "booked" }, news: "approved" } : null;
};

/** Receives what the outbox says of events. Comes to nothing where the booking already says what the calendar says. */
export const followEvent = async ({ userId, payload }: { readonly userId: string; readonly payload: Readonly<Record<string, unknown>> }): Promise<void> => {
  const { eventId } = payload;
  const found = typeof eventId === "string" ? await findBookingOfEvent(userId, eventId) : null;
  if (found === null || found.eventId === null) return;
  const actor = ownerActor(userId, "system");
  await transaction(async () => {
    requireScope(actor, "links:write");
    const booking = await lockBookingRow(found.id);
    if (booking?.eventId == null) return;
    const change = changeOf(booking, await findEventRow(userId, booking.eventId));
    if (change === null) return;
    await saveBookingRow(change.after);
    // Taken off the calendar while it waited, it is a no like any other.
    if (change.after.state === "declined") await returnLinkUse(booking.linkId);
    await tellVisitor(userId, { kind: change.news, bookingId: booking.id });
    await recordAudit(actor, { action: "link.follow", subjectId: booking.linkId, after: { bookingId: booking.id } });
  });
};
