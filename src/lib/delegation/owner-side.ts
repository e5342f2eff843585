/** What an owner sees of a link beside the link itself: bookings, visits with what was said and shown, and the trail. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { forgottenEmail, listBookingRows, listWaitingBookings, listWaitingProposals } from "@/lib/queries/link-bookings";
import { findVisitSummary, listRevealsOfVisit, listTalkMessages, listVisitRows } from "@/lib/queries/link-visits";
import { findLinkRow, listLinkTrailRows } from "@/lib/queries/links";
import { explainTime } from "@/lib/scheduling/service";
import type {
  getVisitEndpoint,
  LinkBooking,
  listLinkBookingsEndpoint,
  listLinkTrailEndpoint,
  listVisitsEndpoint,
  listWaitingEndpoint,
  Proposal,
  Visit,
} from "./contracts";
import { trailText } from "./core/trail-words";
import { toBooking, toProposal } from "./shown";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

const messagesMax = 500;
const revealsMax = 500;

const requireOwn = async (actor: Actor, linkId: string): Promise<void> => {
  requireScope(actor, "links:read");
  if ((await findLinkRow(actor.userId, linkId)) === null) throw new AppError("delegation/link-not-found");
};

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

const paged = <Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> => {
  const page = rows.slice(0, limit);
  return { rows: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
};

/** Newest first. Errors: delegation/link-not-found. */
export const listLinkBookings = async (
  actor: Actor,
  { linkId, cursor, limit }: z.output<typeof listLinkBookingsEndpoint.input>,
): Promise<{ bookings: LinkBooking[]; nextCursor: string | null }> => {
  await requireOwn(actor, linkId);
  const { rows, nextCursor } = paged(await listBookingRows(actor.userId, linkId, cursor ?? null, limit + 1), limit);
  return { bookings: rows.map(toBooking), nextCursor };
};

/** Newest first. Errors: delegation/link-not-found. */
export const listVisits = async (
  actor: Actor,
  { linkId, cursor, limit }: z.output<typeof listVisitsEndpoint.input>,
): Promise<{ visits: Visit[]; nextCursor: string | null }> => {
  await requireOwn(actor, linkId);
  const { rows, nextCursor } = paged(await listVisitRows(actor.userId, linkId, cursor ?? null, limit + 1), limit);
  return { visits: [...rows], nextCursor };
};

/** What was said and shown. Errors: delegation/link-not-found, delegation/visit-not-found. */
export const getVisit = async (
  actor: Actor,
  { linkId, visitId }: z.output<typeof getVisitEndpoint.input>,
): Promise<z.input<typeof getVisitEndpoint.output>> => {
  await requireOwn(actor, linkId);
  const visit = await findVisitSummary(actor.userId, linkId, visitId);
  if (visit === null) throw new AppError("delegation/visit-not-found");
  return { visit, messages: await listTalkMessages(visitId, messagesMax), revealed: await listRevealsOfVisit(visitId, revealsMax) };
};

/** Newest first. Errors: delegation/link-not-found. */
export const listLinkTrail = async (
  actor: Actor,
  { linkId, cursor, limit }: z.output<typeof listLinkTrailEndpoint.input>,
): Promise<z.input<typeof listLinkTrailEndpoint.output>> => {
  await requireOwn(actor, linkId);
  const { rows, nextCursor } = paged(await listLinkTrailRows(actor.userId, linkId, cursor ?? null, limit + 1), limit);
  const by = (via: string) => (via === "visitor" ? "visitor" : via === "assistant" || via === "system" ? "perin" : "owner");
  return {
    entries: rows.map((row) => ({
      id: row.id,
      at: row.createdAt,
      by: by(row.via),
      text: trailText({ ...row, email: row.email === forgottenEmail ? null : row.email }),
    })),
    nextCursor,
  };
};

/** Bookings and proposed times that wait for the owner, soonest first; whether the time of a proposal is free comes along. */
export const listWaiting = async (
  actor: Actor,
  { limit }: z.output<typeof listWaitingEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ bookings: LinkBooking[]; proposals: Proposal[] }> => {
  requireScope(actor, "links:read");
  const now = isoOf(nowMsOf(options));
  const bookings = await listWaitingBookings(actor.userId, now, limit);
  const proposals: Proposal[] = [];
  for (const row of await listWaitingProposals(actor.userId, now, limit))
    proposals.push(toProposal(row, (await explainTime(actor, { start: row.startsAt, end: row.endsAt }, { now })).free));
  return { bookings: bookings.map(toBooking), proposals };
};
