/** Out of a confirmation mail: looking, moving, cancelling, answering, and one's own data. Looking changes nothing. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor, Profile } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import {
  findBookingRow,
  findProposalRow,
  forgetBookingPerson,
  forgetProposalPerson,
  listBookingsOfVisit,
  listProposalsOfVisit,
  lockBookingRow,
  lockProposalRow,
  saveBookingRow,
  saveProposalRow,
  type StoredBooking,
  type StoredProposal,
} from "@/lib/queries/link-bookings";
import { deleteVisitRow, findVisitRow, listRevealsOfVisit, listTalkMessages, type Watcher } from "@/lib/queries/link-visits";
import { findLinkRow, type StoredLink } from "@/lib/queries/links";
import { deleteNotificationsAbout } from "@/lib/queries/notifications";
import { transaction } from "@/lib/queries/transaction";
import { cancelEvent, holdPeople, inTurn, updateEvent } from "@/lib/scheduling/service";
import { formatInstant } from "@/lib/time/format";
import type { answerCounterEndpoint, cancelBookingEndpoint, listMoveSlotsEndpoint, Managed, moveBookingEndpoint, Slot } from "./contracts";
import { monthSpan } from "./core/link-availability";
import { bookProposal } from "./decide";
import { visitorActor, type Caller } from "./guest";
import { invitationOf } from "./invitation";
import { requireRoom } from "./limits";
import { findOffers, mayTake, showOffers, slotOf } from "./offers";
import { readManageKey, visitorHashOf } from "./secrets";
import { allowsMoves, managedBooking, managedProposal } from "./shown";
import { tellOwner } from "./tell-owner";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

interface Matter {
  readonly actor: Actor;
  readonly link: StoredLink;
  readonly owner: Profile;
  readonly booking: StoredBooking | null;
  readonly proposal: StoredProposal | null;
}

const unknown = (): AppError => new AppError("delegation/managed-not-found");
const forgotten = "deleted@invalid";

/** What a key is about. A key that we didn't sign, and one whose person was forgotten, lead nowhere in the same words. */
const requireMatter = async (key: string, lock = false): Promise<Matter> => {
  const read = readManageKey(key);
  if (read === null) throw unknown();
  const booking = read.kind === "booking" ? await (lock ? lockBookingRow : findBookingRow)(read.id) : null;
  const proposal = read.kind === "proposal" ? await (lock ? lockProposalRow : findProposalRow)(read.id) : null;
  const row = booking ?? proposal;
  if (row === null || row.email === forgotten) throw unknown();
  const link = await findLinkRow(row.userId, row.linkId);
  if (link === null) throw unknown();
  const actor = visitorActor(row.userId);
  return { actor, link, owner: await findProfile(actor), booking, proposal };
};

const shown = ({ booking, proposal, link, owner }: Matter, nowMs: number): Managed => {
  if (booking !== null) return managedBooking(booking, link, owner, nowMs);
  if (proposal !== null) return managedProposal(proposal, link, owner, nowMs);
  throw unknown();
};

const requireBooking = (matter: Matter): StoredBooking => {
  if (matter.booking === null) throw unknown();
  return matter.booking;
};

/** Errors: delegation/managed-not-found. */
export const getManaged = async ({ key }: { readonly key: string }, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  return shown(await requireMatter(key), nowMs);
};

const stillOpen = ({ state, startsAt }: StoredBooking, nowMs: number): boolean => (state === "booked" || state === "waiting") && Date.parse(startsAt) > nowMs;

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

const whenFor = (owner: Profile, instant: string, nowMs: number): string =>
  formatInstant(instant, { zone: owner.zone, locale: owner.locale, hourCycle: owner.hourCycle, now: isoOf(nowMs) });

/**
 * Moves a booking by the same rules by which it was made: an offered time, a link that works (used up is enough), and the owner's yes
 * again where the link asks for it. Errors: delegation/managed-not-found, delegation/not-changeable, delegation/not-available.
 */
export const moveBooking = async (caller: Caller, { key, start }: z.output<typeof moveBookingEndpoint.input>, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const { actor, booking: found, owner } = await requireMatter(key);
  if (found === null) throw unknown();
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
          { now: isoOf(nowMs) },
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
      return shown(await requireMatter(key), nowMs);
    }),
  );
};

/** In the caller's transaction, with the owner held. */
const endBooking = async ({ actor, link, owner }: Matter, booking: StoredBooking, reason: string, nowMs: number): Promise<void> => {
  await saveBookingRow({ ...booking, state: "cancelled", endedBy: "visitor" });
  if (booking.eventId !== null) await cancelEvent(actor, { ref: booking.eventId }, { now: isoOf(nowMs) });
  await tellOwner(booking.userId, {
    kind: "link-booking",
    title: `${booking.name} cancelled ${whenFor(owner, booking.startsAt, nowMs)}`,
    body: reason === "" ? `By “${link.rules.name}”.` : `By “${link.rules.name}”: ${reason}`,
    href: `/links?link=${link.id}`,
    subjectId: booking.id,
  });
  await recordAudit(actor, { action: "link.cancel", subjectId: link.id, after: { bookingId: booking.id } });
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
      return shown(await requireMatter(key), nowMs);
    }),
  );
};

/** Takes the time that the owner answered with, or not. Errors: delegation/managed-not-found, delegation/not-changeable, delegation/not-available. */
export const answerCounter = async ({ key, accept }: z.output<typeof answerCounterEndpoint.input>, options: VerbOptions = {}): Promise<Managed> => {
  const nowMs = nowMsOf(options);
  const { actor, proposal: found, owner } = await requireMatter(key);
  if (found === null) throw unknown();
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
      return booking === null ? shown(await requireMatter(key), nowMs) : managedBooking(booking, link, owner, nowMs);
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

/** Everything kept of the visitor behind a key: what they booked and proposed in that visit, what was said, and what they were shown. */
export const exportVisitorData = async ({ key }: { readonly key: string }): Promise<Record<string, unknown>> => {
  const { booking, proposal } = await requireMatter(key);
  const visitId = (booking ?? proposal)?.visitId ?? null;
  const visit = visitId === null ? null : await findVisitRow(visitId);
  const bookings = visitId === null ? (booking === null ? [] : [booking]) : await listBookingsOfVisit(visitId);
  const proposals = visitId === null ? (proposal === null ? [] : [proposal]) : await listProposalsOfVisit(visitId);
  return {
    bookings: bookings.map(({ startsAt, endsAt, state, zone, name, email, emailVerified, phone, place, answers, createdAt }) => ({
      startsAt,
      endsAt,
      state,
      zone,
      name,
      email,
      emailVerified,
      phone,
      place,
      answers,
      createdAt,
    })),
    proposals: proposals.map(({ startsAt, endsAt, counterStartsAt, state, zone, name, email, note, createdAt }) => ({
      startsAt,
      endsAt,
      counterStartsAt,
      state,
      zone,
      name,
      email,
      note,
      createdAt,
    })),
    visit: visit === null ? null : { zone: visit.zone, locale: visit.locale, name: visit.name, email: visit.email, verifiedEmail: visit.verifiedEmail },
    said: visitId === null ? [] : await listTalkMessages(visitId, 1_000),
    shown: visitId === null ? [] : await listRevealsOfVisit(visitId, 1_000),
  };
};

/**
 * Deletes what is kept of the visitor: the visit with all that was said and shown, and their name, address and answers on bookings. A
 * meeting that is still to come is cancelled first; what stands in the owner's calendar of the past is the owner's. The key leads nowhere
 * afterwards. Errors: delegation/managed-not-found.
 */
export const eraseVisitorData = async ({ key }: { readonly key: string }, options: VerbOptions = {}): Promise<{ erased: true }> => {
  const nowMs = nowMsOf(options);
  const { actor } = await requireMatter(key);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor);
      const matter = await requireMatter(key, true);
      const visitId = (matter.booking ?? matter.proposal)?.visitId ?? null;
      const bookings = visitId === null ? (matter.booking === null ? [] : [matter.booking]) : await listBookingsOfVisit(visitId);
      const proposals = visitId === null ? (matter.proposal === null ? [] : [matter.proposal]) : await listProposalsOfVisit(visitId);
      for (const booking of bookings) {
        if (stillOpen(booking, nowMs)) await endBooking(matter, booking, "", nowMs);
        await forgetBookingPerson(booking.id);
      }
      for (const proposal of proposals) {
        if (proposal.state === "waiting" || proposal.state === "countered") await saveProposalRow({ ...proposal, state: "withdrawn" });
        await forgetProposalPerson(proposal.id);
      }
      if (visitId !== null) await deleteVisitRow(visitId);
      await deleteNotificationsAbout(matter.link.userId, [...bookings, ...proposals].map(({ id }) => id).concat(visitId ?? []));
      await recordAudit(actor, { action: "link.erase", subjectId: matter.link.id });
      return { erased: true };
    }),
  );
};
