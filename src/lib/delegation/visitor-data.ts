/** What is kept of a visitor, for the visitor: to take along, or to have deleted. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { deleteMailsToVisitor } from "@/lib/queries/forget-person";
import {
  forgetBookingPerson,
  forgetProposalPerson,
  listBookingsOfVisit,
  listProposalsOfVisit,
  saveProposalRow,
  type StoredBooking,
  type StoredProposal,
} from "@/lib/queries/link-bookings";
import { deleteVisitRow, findVisitRow, listRevealsOfVisit, listTalkMessages, type StoredVisit } from "@/lib/queries/link-visits";
import type { StoredLink } from "@/lib/queries/links";
import { deleteNotificationsAbout } from "@/lib/queries/notifications";
import { transaction } from "@/lib/queries/transaction";
import { forgetPerson, holdPeople, inTurn } from "@/lib/scheduling/service";
import { endBooking } from "./end-booking";
import { requireMatter, stillOpen, whenFor, type Matter } from "./matter";
import { tellOwner } from "./tell-owner";
import { nowMsOf, type VerbOptions } from "./verb-options";

/** What the owner's event is called afterwards. */
const neutralTitle = "Meeting with a visitor (erased)";

interface Kept {
  readonly visit: StoredVisit | null;
  readonly bookings: readonly StoredBooking[];
  readonly proposals: readonly StoredProposal[];
}

/** Everything of the visit behind a key; where the visit has served its time, what the key itself is about. */
const keptOf = async ({ booking, proposal }: Matter): Promise<Kept> => {
  const visitId = (booking ?? proposal)?.visitId ?? null;
  if (visitId === null) return { visit: null, bookings: booking === null ? [] : [booking], proposals: proposal === null ? [] : [proposal] };
  return { visit: await findVisitRow(visitId), bookings: await listBookingsOfVisit(visitId), proposals: await listProposalsOfVisit(visitId) };
};

/** Everything kept of the visitor behind a key: what they booked and proposed in that visit, what was said, and what they were shown. */
export const exportVisitorData = async ({ key }: { readonly key: string }): Promise<Record<string, unknown>> => {
  const { visit, bookings, proposals } = await keptOf(await requireMatter(key));
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
    said: visit === null ? [] : await listTalkMessages(visit.id, 1_000),
    shown: visit === null ? [] : await listRevealsOfVisit(visit.id, 1_000),
  };
};

/** The owner's event keeps its time, and nothing of whom it was with. */
const forgetEvent = async (actor: Actor, link: StoredLink, { eventId, name, email, phone, answers }: StoredBooking): Promise<void> => {
  if (eventId === null) return;
  await forgetPerson(actor, {
    eventId,
    words: [name, email, ...(phone === null ? [] : [phone]), ...answers.map(({ answer }) => answer)],
    title: neutralTitle,
    description: `Booked through your link “${link.rules.name}”.`,
  });
};

/**
 * Deletes what is kept of the visitor: the visit with all that was said and shown; their name, address and answers on bookings and
 * proposed times, on the owner's events, in the trail, in notices and in mails that still lie here. A meeting that is still to come is
 * cancelled first. The key leads nowhere afterwards. Errors: delegation/managed-not-found.
 */
export const eraseVisitorData = async ({ key }: { readonly key: string }, options: VerbOptions = {}): Promise<{ erased: true }> => {
  const nowMs = nowMsOf(options);
  const { actor } = await requireMatter(key);
  return inTurn(actor.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor);
      const matter = await requireMatter(key, true);
      const { link, owner } = matter;
      const { visit, bookings, proposals } = await keptOf(matter);
      const open = bookings.filter((booking) => stillOpen(booking, nowMs));
      for (const booking of open) await endBooking(matter, booking, "", nowMs);
      for (const booking of bookings) {
        await forgetEvent(actor, link, booking);
        await forgetBookingPerson(booking.id);
      }
      for (const proposal of proposals) {
        if (proposal.state === "waiting" || proposal.state === "countered") await saveProposalRow({ ...proposal, state: "withdrawn" });
        await forgetProposalPerson(proposal.id);
      }
      if (visit !== null) await deleteVisitRow(visit.id);
      const emails = [...bookings, ...proposals].map(({ email }) => email).concat(visit?.email ?? [], visit?.verifiedEmail ?? []);
      const forgotten = { subjectIds: [...bookings, ...proposals].map(({ id }) => id).concat(visit?.id ?? []), emails: [...new Set(emails)] };
      await deleteNotificationsAbout(link.userId, forgotten.subjectIds);
      await deleteMailsToVisitor(link.userId, forgotten);
      // The notices of what was cancelled are gone with the name in them; that the time is free again has to be known all the same.
      for (const { startsAt } of open)
        await tellOwner(link.userId, {
          kind: "link-booking",
          title: `A visitor cancelled ${whenFor(owner, startsAt, nowMs)}`,
          body: `By “${link.rules.name}”. They had everything kept of them deleted.`,
          href: `/links?link=${link.id}`,
          subjectId: link.id,
        });
      await recordAudit(actor, { action: "link.erase", subjectId: link.id });
      return { erased: true };
    }),
  );
};
