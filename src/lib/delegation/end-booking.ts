/** The visitor ends a booking: the time is the owner's again, the link's use is free again, and the owner is told. */
import { isAppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import { saveBookingRow, type StoredBooking } from "@/lib/queries/link-bookings";
import { returnLinkUse } from "@/lib/queries/links";
import { cancelEvent } from "@/lib/scheduling/service";
import { whenFor, type Matter } from "./matter";
import { tellOwner } from "./tell-owner";
import { isoOf } from "./verb-options";

/** In the caller's transaction, with the owner held. */
export const endBooking = async ({ actor, link, owner }: Matter, booking: StoredBooking, reason: string, nowMs: number): Promise<void> => {
  await saveBookingRow({ ...booking, state: "cancelled", endedBy: "visitor" });
  await returnLinkUse(link.id);
  if (booking.eventId !== null)
    await cancelEvent(actor, { ref: booking.eventId }, { now: isoOf(nowMs) }).catch((error: unknown) => {
      // The owner was quicker; our booking only hasn't followed yet.
      if (!isAppError(error) || (error.code !== "scheduling/event-cancelled" && error.code !== "scheduling/event-not-found")) throw error;
    });
  await tellOwner(booking.userId, {
    kind: "link-booking",
    title: `${booking.name} cancelled ${whenFor(owner, booking.startsAt, nowMs)}`,
    body: reason === "" ? `By “${link.rules.name}”.` : `By “${link.rules.name}”: ${reason}`,
    href: `/links?link=${link.id}`,
    subjectId: booking.id,
  });
  await recordAudit(actor, { action: "link.cancel", subjectId: link.id, after: { bookingId: booking.id } });
};
