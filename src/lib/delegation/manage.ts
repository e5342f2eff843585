/** Out of a confirmation mail: looking, moving, cancelling, answering. Looking changes nothing. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findBookingRow, saveBookingRow, saveProposalRow, type StoredBooking } from "@/lib/queries/link-bookings";
import type { Watcher } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import { holdPeople, inTurn, updateEvent } from "@/lib/scheduling/service";
import type { answerCounterEndpoint, cancelBookingEndpoint, listMoveSlotsEndpoint, Managed, moveBookingEndpoint, Slot } from "./contracts";
import { monthSpan } from "./core/link-availability";
import { bookProposal } from "./decide";
import { endBooking } from "./end-booking";
import type { Caller } from "./guest";
import { invitationOf } from "./invitation";
import { requireRoom } from "./limits";
import { requireBooking, requireMatter, shownMatter, stillOpen, unknownKey, whenFor } from "./matter";
import { findOffers, mayTake, showOffers, slotOf } from "./offers";
import { visitorHashOf } from "./secrets";
import { allowsMoves, managedBooking } from "./shown";
import { tellOwner } from "./tell-owner";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

/** Errors: delegation/managed-not-found. */
export const getManaged = async ({ key }: { readonly key: string }, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const matter = await requireMatter(key);
  const { proposal, link, owner } = matter;
  // What came of a proposed time is what its visitor looks for.
  const agreed = proposal?.state === "accepted" && proposal.bookingId !== null ? await findBookingRow(proposal.bookingId) : null;
  return agreed === null ? shownMatter(matter, nowMs) : managedBooking(agreed, link, owner, nowMs);
};

const watcherFor = ({ userId, linkId, visitId }: StoredBooking, { address }: Caller): Watcher => ({
  userId,
  linkId,
  visitId,
  visitorHash: visitorHashOf(address),
});

const lengthOf = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): number =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

/** Times to which it can be moved; counted as what any visitor is shown. Errors: delegation/managed-not-found, delegation/not-changeable. */
export const listMoveSlots = async (
  caller: Caller,
  { key, month, zone }: z.output<typeof listMoveSlotsEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ slots: Slot[] }> => {
  const nowMs = nowMsOf(options);
  const matter = await requireMatter(key);
  const booking = requireBooking(matter);
  if (!stillOpen(booking, nowMs) || !allowsMoves(matter.link, nowMs)) throw new AppError("delegation/not-changeable");
  await requireRoom("link", matter.link.id);
  const offers = await findOffers(matter.link, { ...monthSpan(month, zone), durationMinutes: lengthOf(booking), nowMs, moving: booking });
  return { slots: (await showOffers(watcherFor(booking, caller), offers, nowMs)).map((offer) => slotOf(offer, zone)) };
};

/**
 * Moves a booking by the same rules by which it was made: an offered time, a link that works (used up is enough), and the owner's yes
 * again where the link asks for it. Errors: delegation/managed-not-found, delegation/not-changeable, delegation/not-available.
 */
export const moveBooking = async (caller: Caller, { key, start }: z.output<typeof moveBookingEndpoint.input>, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const { actor, booking: found, owner } = await requireMatter(key);
  if (found === null) throw unknownKey();
  await requireRoom("bookings", found.id);
  const startMs = Date.parse(start);
  return inTurn(found.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor, [found.email]);
      const matter = await requireMatter(key, true);
      const booking = requireBooking(matter);
      if (!stillOpen(booking, nowMs) || !allowsMoves(matter.link, nowMs) || booking.eventId === null) throw new AppError("delegation/not-changeable");
      const minutes = lengthOf(booking);
      if (startMs !== Date.parse(booking.startsAt)) {
        if (!(await mayTake(matter.link, watcherFor(booking, caller), startMs, { durationMinutes: minutes, nowMs, moving: booking, visitId: booking.visitId })))
          throw new AppError("delegation/not-available");
        const asks = matter.link.rules.approval;
        const after: StoredBooking = {
          ...booking,
          state: asks ? "waiting" : booking.state,
          startsAt: isoOf(startMs),
          endsAt: isoOf(startMs + minutes * 60_000),
        };
        await saveBookingRow(after);
        await updateEvent(
          actor,
          { ref: booking.eventId, patch: { start: after.startsAt, end: after.endsAt, status: after.state === "booked" ? "confirmed" : "tentative" } },
          { now: isoOf(nowMs), agreed: true },
        );
        await tellOwner(booking.userId, {
          kind: asks ? "link-request" : "link-booking",
          title: `${booking.name} moved to ${whenFor(owner, after.startsAt, nowMs)}`,
          body: `From ${whenFor(owner, booking.startsAt, nowMs)}, by “${matter.link.rules.name}”.${asks ? " It waits for your yes." : ""}`,
          href: asks ? "/links?tab=waiting" : `/links?link=${matter.link.id}`,
          subjectId: booking.id,
        });
        await tellVisitor(booking.userId, { kind: asks ? "requested" : "moved", bookingId: booking.id });
      }
      await recordAudit(actor, { action: "link.move", subjectId: booking.linkId, after: { bookingId: booking.id, start: isoOf(startMs) } });
      return shownMatter(await requireMatter(key), nowMs);
    }),
  );
};

/** Cancels a booking, whatever the link does by now, or takes a proposed time back. Errors: delegation/managed-not-found, delegation/not-changeable. */
export const cancelBooking = async ({ key, reason }: z.output<typeof cancelBookingEndpoint.input>, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const { actor } = await requireMatter(key);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor);
      const matter = await requireMatter(key, true);
      const { booking, proposal } = matter;
      if (booking !== null) {
        if (!stillOpen(booking, nowMs)) throw new AppError("delegation/not-changeable");
        await endBooking(matter, booking, reason, nowMs);
        await tellVisitor(booking.userId, { kind: "cancelled", bookingId: booking.id });
      }
      if (proposal !== null) {
        if (proposal.state !== "waiting" && proposal.state !== "countered") throw new AppError("delegation/not-changeable");
        await saveProposalRow({ ...proposal, state: "withdrawn" });
        await recordAudit(actor, { action: "link.withdraw", subjectId: proposal.linkId, after: { proposalId: proposal.id } });
      }
      return shownMatter(await requireMatter(key), nowMs);
    }),
  );
};

/** Takes the time that the owner answered with, or not. Errors: delegation/managed-not-found, delegation/not-changeable, delegation/not-available. */
export const answerCounter = async ({ key, accept }: z.output<typeof answerCounterEndpoint.input>, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const { actor, proposal: found, owner } = await requireMatter(key);
  if (found === null) throw unknownKey();
  return inTurn(actor.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor, [found.email]);
      const matter = await requireMatter(key, true);
      const { proposal, link } = matter;
      const [startsAt, endsAt] = [proposal?.counterStartsAt ?? null, proposal?.counterEndsAt ?? null];
      if (proposal?.state !== "countered" || startsAt === null || endsAt === null) throw new AppError("delegation/not-changeable");
      if (accept && (Date.parse(startsAt) <= nowMs || !allowsMoves(link, nowMs))) throw new AppError("delegation/not-changeable");
      const booking = accept ? await bookProposal(actor, proposal, { startsAt, endsAt }, nowMs) : null;
      await saveProposalRow({ ...proposal, state: accept ? "accepted" : "declined", bookingId: booking?.id ?? null });
      if (booking !== null) await tellVisitor(proposal.userId, { kind: "booked", bookingId: booking.id });
      await tellOwner(proposal.userId, {
        kind: accept ? "link-booking" : "link-request",
        title: `${proposal.name} ${accept ? "takes" : "can't make"} ${whenFor(owner, startsAt, nowMs)}`,
        body: `The time you answered with, by “${link.rules.name}”.`,
        href: `/links?link=${link.id}`,
        subjectId: booking?.id ?? proposal.id,
      });
      await recordAudit(actor, { action: accept ? "link.accept" : "link.withdraw", subjectId: link.id, after: { proposalId: proposal.id } });
      return booking === null ? shownMatter(await requireMatter(key), nowMs) : managedBooking(booking, link, owner, nowMs);
    }),
  );
};

/** The booking as an .ics file. Errors: delegation/managed-not-found; delegation/not-changeable while it isn't booked. */
export const downloadInvitation = async ({ key }: { readonly key: string }, options: VerbOptions = {}): Promise<string> => {
  const matter = await requireMatter(key);
  const booking = requireBooking(matter);
  if (booking.state !== "booked") throw new AppError("delegation/not-changeable");
  return invitationOf(booking, matter.link, matter.owner, "PUBLISH", isoOf(nowMsOf(options)));
};
