/** The owner's word: yes or no to a booking that waits, to a proposed time, or another time instead. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockBookingRow, lockProposalRow, saveBookingRow, saveProposalRow, type StoredBooking, type StoredProposal } from "@/lib/queries/link-bookings";
import { findLinkRow, returnLinkUse, takeLinkUse } from "@/lib/queries/links";
import { transaction } from "@/lib/queries/transaction";
import { cancelEvent, explainTime, holdPeople, inTurn, updateEvent } from "@/lib/scheduling/service";
import { placeBooking } from "./book";
import type { decideBookingEndpoint, decideProposalEndpoint, LinkBooking, Proposal } from "./contracts";
import { findOwner } from "./guest";
import { toBooking, toProposal } from "./shown";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const aheadMaxMs = 366 * 24 * 60 * 60_000;

const requireWaiting = async (userId: string, bookingId: string, nowMs: number): Promise<StoredBooking> => {
  const booking = await lockBookingRow(bookingId);
  if (booking === null || booking.userId !== userId) throw new AppError("delegation/booking-not-found");
  if (booking.state !== "waiting" || Date.parse(booking.startsAt) <= nowMs) throw new AppError("delegation/decided");
  return booking;
};

/**
 * Yes makes the event firm, no takes it off the calendar and gives the link its use back. Errors: delegation/booking-not-found;
 * delegation/decided when it waits no longer.
 */
export const decideBooking = async (
  actor: Actor,
  { bookingId, decision, message }: z.output<typeof decideBookingEndpoint.input>,
  options: VerbOptions = {},
): Promise<LinkBooking> => {
  requireScope(actor, "links:write");
  const nowMs = nowMsOf(options);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      await holdPeople(actor);
      const booking = await requireWaiting(actor.userId, bookingId, nowMs);
      const approved = decision === "approve";
      const after: StoredBooking = { ...booking, state: approved ? "booked" : "declined", endedBy: approved ? null : "owner" };
      // First our own row: whoever follows the calendar then finds nothing to do.
      await saveBookingRow(after);
      if (booking.eventId !== null) {
        if (approved) await updateEvent(actor, { ref: booking.eventId, patch: { status: "confirmed" } }, { now: isoOf(nowMs) });
        else await cancelEvent(actor, { ref: booking.eventId }, { now: isoOf(nowMs) });
      }
      if (!approved) await returnLinkUse(booking.linkId);
      await tellVisitor(actor.userId, { kind: approved ? "approved" : "declined", bookingId, message });
      await recordAudit(actor, {
        action: approved ? "link.approve" : "link.decline",
        subjectId: booking.linkId,
        after: { bookingId },
      });
      return toBooking(after);
    }),
  );
};

const requireProposal = async (userId: string, proposalId: string): Promise<StoredProposal> => {
  const proposal = await lockProposalRow(proposalId);
  if (proposal === null || proposal.userId !== userId) throw new AppError("delegation/proposal-not-found");
  if (proposal.state !== "waiting") throw new AppError("delegation/decided");
  return proposal;
};

/** Makes the booking that a proposal agreed on, in the caller's transaction. Errors: delegation/not-available when the calendar has something there. */
export const bookProposal = async (
  actor: Actor,
  proposal: StoredProposal,
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  nowMs: number,
): Promise<StoredBooking> => {
  const link = await findLinkRow(proposal.userId, proposal.linkId);
  if (link === null) throw new AppError("delegation/link-not-found");
  // It counts as a use; where the owner says yes to one more than that, their word goes further than the number.
  await takeLinkUse(link.id, isoOf(nowMs));
  return placeBooking({
    actor,
    link,
    owner: await findOwner(actor),
    visitId: proposal.visitId,
    booking: {
      state: "booked",
      startsAt,
      endsAt,
      zone: proposal.zone,
      locale: proposal.locale,
      name: proposal.name,
      email: proposal.email,
      emailVerified: proposal.emailVerified,
      phone: null,
      answers: proposal.note === "" ? [] : [{ question: "Note", answer: proposal.note }],
    },
    requestHash: null,
    nowMs,
  });
};

/**
 * Accept books it, counter answers with another start of the same length, decline ends it. Errors: delegation/proposal-not-found,
 * delegation/decided, delegation/not-available, request/invalid.
 */
export const decideProposal = async (
  actor: Actor,
  { proposalId, decision, start, message }: z.output<typeof decideProposalEndpoint.input>,
  options: VerbOptions = {},
): Promise<Proposal> => {
  requireScope(actor, "links:write");
  const nowMs = nowMsOf(options);
  const wrong = (text: string): AppError => new AppError("request/invalid", { issues: [{ path: ["start"], message: text }] });
  if (decision === "counter" && start === undefined) throw wrong("Say which time instead");
  if (start !== undefined && (Date.parse(start) <= nowMs || Date.parse(start) > nowMs + aheadMaxMs)) throw wrong("Take a time within a year from now");
  return inTurn(actor.userId, () =>
    transaction(async () => {
      const before = await requireProposal(actor.userId, proposalId);
      await holdPeople(actor, [before.email]);
      const audit = { subjectId: before.linkId, after: { proposalId } };
      let after: StoredProposal = { ...before, state: "declined" };
      if (decision === "accept") {
        if (Date.parse(before.startsAt) <= nowMs) throw new AppError("delegation/decided");
        const booking = await bookProposal(actor, before, before, nowMs);
        after = { ...before, state: "accepted", bookingId: booking.id };
        await tellVisitor(actor.userId, { kind: "approved", bookingId: booking.id, message });
      } else if (decision === "counter" && start !== undefined) {
        const lengthMs = Date.parse(before.endsAt) - Date.parse(before.startsAt);
        after = { ...before, state: "countered", counterStartsAt: isoOf(Date.parse(start)), counterEndsAt: isoOf(Date.parse(start) + lengthMs) };
        await tellVisitor(actor.userId, { kind: "countered", proposalId, message });
      } else await tellVisitor(actor.userId, { kind: "proposal-declined", proposalId, message });
      await saveProposalRow(after);
      await recordAudit(actor, { action: decision === "accept" ? "link.accept" : decision === "counter" ? "link.counter" : "link.refuse", ...audit });
      const { free } = await explainTime(actor, { start: after.startsAt, end: after.endsAt }, { now: isoOf(nowMs) });
      return toProposal(after, free);
    }),
  );
};
