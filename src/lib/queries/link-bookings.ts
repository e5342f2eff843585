/** What visitors booked and proposed. */
import { query } from "@/lib/db";
import type { BookingState, Proposal } from "@/lib/delegation/contracts";

export interface StoredBooking {
  readonly id: string;
  readonly userId: string;
  readonly linkId: string;
  readonly linkName: string;
  readonly visitId: string | null;
  readonly eventId: string | null;
  readonly state: BookingState;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: string;
  readonly locale: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly phone: string | null;
  /** Where it takes place: a video address, a number, a place. */
  readonly place: string;
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  readonly sequence: number;
  readonly endedBy: "visitor" | "owner" | null;
  readonly createdAt: string;
}

const columns = `b.id, b.user_id AS "userId", b.link_id AS "linkId", l.name AS "linkName", b.visit_id AS "visitId", b.event_id AS "eventId", b.state,
  b.starts_at AS "startsAt", b.ends_at AS "endsAt", b.zone, b.locale, b.name, b.email, b.email_verified AS "emailVerified", b.phone, b.place, b.answers,
  b.sequence, b.ended_by AS "endedBy", b.created_at AS "createdAt"`;
const source = "link_bookings b JOIN links l ON l.id = b.link_id";

export const createBookingRow = async (booking: Omit<StoredBooking, "linkName" | "createdAt" | "endedBy">, requestHash: string | null): Promise<void> => {
  await query(
    `INSERT INTO link_bookings (id, user_id, link_id, visit_id, event_id, state, starts_at, ends_at, zone, locale, name, email, email_verified, phone, place,
       answers, sequence, request_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17, $18)`,
    [
      booking.id,
      booking.userId,
      booking.linkId,
      booking.visitId,
      booking.eventId,
      booking.state,
      booking.startsAt,
      booking.endsAt,
      booking.zone,
      booking.locale,
      booking.name,
      booking.email,
      booking.emailVerified,
      booking.phone,
      booking.place,
      JSON.stringify(booking.answers),
      booking.sequence,
      requestHash,
    ],
  );
};

/** Writes state and span anew; the sequence grows. */
export const saveBookingRow = async ({ id, state, startsAt, endsAt, endedBy }: StoredBooking): Promise<void> => {
  await query("UPDATE link_bookings SET state = $2, starts_at = $3, ends_at = $4, ended_by = $5, sequence = sequence + 1, updated_at = now() WHERE id = $1", [
    id,
    state,
    startsAt,
    endsAt,
    endedBy,
  ]);
};

const one = async (condition: string, values: readonly unknown[], lock = false): Promise<StoredBooking | null> =>
  (await query<StoredBooking>(`SELECT ${columns} FROM ${source} WHERE ${condition}${lock ? " FOR UPDATE OF b" : ""}`, [...values])).rows[0] ?? null;

export const findBookingRow = (id: string): Promise<StoredBooking | null> => one("b.id = $1", [id]);
/** Nobody else can change it until the transaction ends. */
export const lockBookingRow = (id: string): Promise<StoredBooking | null> => one("b.id = $1", [id], true);
export const findBookingByRequest = (linkId: string, requestHash: string): Promise<StoredBooking | null> =>
  one("b.link_id = $1 AND b.request_hash = $2", [linkId, requestHash]);

/** The booking that an event was made for. */
export const findBookingOfEvent = (userId: string, eventId: string): Promise<StoredBooking | null> =>
  one("b.user_id = $1 AND b.event_id = $2", [userId, eventId]);

/** Newest first. */
export const listBookingRows = async (userId: string, linkId: string, before: string | null, limit: number): Promise<StoredBooking[]> =>
  (
    await query<StoredBooking>(
      `SELECT ${columns} FROM ${source} WHERE b.user_id = $1 AND b.link_id = $2 AND ($3::uuid IS NULL OR b.id < $3::uuid) ORDER BY b.id DESC LIMIT $4`,
      [userId, linkId, before, limit],
    )
  ).rows;

export const listBookingsOfVisit = async (visitId: string): Promise<StoredBooking[]> =>
  (await query<StoredBooking>(`SELECT ${columns} FROM ${source} WHERE b.visit_id = $1 ORDER BY b.id DESC LIMIT 20`, [visitId])).rows;

/** Spans that visitors booked of an owner's time, or asked for, inside [from, to). */
export const listBookedSpans = async (userId: string, from: string, to: string): Promise<{ id: string; startsAt: string; endsAt: string }[]> =>
  (
    await query<{ id: string; startsAt: string; endsAt: string }>(
      `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM link_bookings
        WHERE user_id = $1 AND starts_at < $3::timestamptz AND starts_at > $2::timestamptz - interval '1 day' AND state IN ('waiting', 'booked')`,
      [userId, from, to],
    )
  ).rows;

export const listWaitingBookings = async (userId: string, now: string, limit: number): Promise<StoredBooking[]> =>
  (
    await query<StoredBooking>(
      `SELECT ${columns} FROM ${source} WHERE b.user_id = $1 AND b.state = 'waiting' AND b.starts_at > $2::timestamptz ORDER BY b.starts_at, b.id LIMIT $3`,
      [userId, now, limit],
    )
  ).rows;

/** Stands where an address was. */
export const forgottenEmail = "deleted@invalid";

/** What the visitor asked to have forgotten: the row stays as a number on the owner's list, without the person. */
export const forgetBookingPerson = async (id: string): Promise<void> => {
  await query(
    "UPDATE link_bookings SET name = 'Deleted at the visitor''s wish', email = $2, place = CASE WHEN phone IS NULL THEN place ELSE '' END, phone = NULL, answers = '[]'::jsonb, email_verified = false, visit_id = NULL, updated_at = now() WHERE id = $1",
    [id, forgottenEmail],
  );
};

/* ── Proposed times ── */
export interface StoredProposal extends Omit<Proposal, "start" | "end" | "counterStart" | "counterEnd" | "free"> {
  readonly userId: string;
  readonly visitId: string | null;
  readonly bookingId: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly counterStartsAt: string | null;
  readonly counterEndsAt: string | null;
  readonly locale: string;
  readonly emailVerified: boolean;
}

const proposalColumns = `o.id, o.user_id AS "userId", o.link_id AS "linkId", l.name AS "linkName", o.visit_id AS "visitId", o.booking_id AS "bookingId", o.state,
  o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.counter_starts_at AS "counterStartsAt", o.counter_ends_at AS "counterEndsAt", o.zone, o.locale, o.name,
  o.email, o.email_verified AS "emailVerified", o.note, o.created_at AS "createdAt"`;
const proposalSource = "link_proposals o JOIN links l ON l.id = o.link_id";

export const createProposalRow = async (
  proposal: Omit<StoredProposal, "linkName" | "createdAt" | "counterStartsAt" | "counterEndsAt" | "bookingId">,
): Promise<void> => {
  await query(
    `INSERT INTO link_proposals (id, user_id, link_id, visit_id, state, starts_at, ends_at, zone, locale, name, email, email_verified, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      proposal.id,
      proposal.userId,
      proposal.linkId,
      proposal.visitId,
      proposal.state,
      proposal.startsAt,
      proposal.endsAt,
      proposal.zone,
      proposal.locale,
      proposal.name,
      proposal.email,
      proposal.emailVerified,
      proposal.note,
    ],
  );
};

export const saveProposalRow = async ({ id, state, counterStartsAt, counterEndsAt, bookingId }: StoredProposal): Promise<void> => {
  await query("UPDATE link_proposals SET state = $2, counter_starts_at = $3, counter_ends_at = $4, booking_id = $5, updated_at = now() WHERE id = $1", [
    id,
    state,
    counterStartsAt,
    counterEndsAt,
    bookingId,
  ]);
};

export const findProposalRow = async (id: string): Promise<StoredProposal | null> =>
  (await query<StoredProposal>(`SELECT ${proposalColumns} FROM ${proposalSource} WHERE o.id = $1`, [id])).rows[0] ?? null;

/** Nobody else can change it until the transaction ends. */
export const lockProposalRow = async (id: string): Promise<StoredProposal | null> =>
  (await query<StoredProposal>(`SELECT ${proposalColumns} FROM ${proposalSource} WHERE o.id = $1 FOR UPDATE OF o`, [id])).rows[0] ?? null;

export const listProposalsOfVisit = async (visitId: string): Promise<StoredProposal[]> =>
  (await query<StoredProposal>(`SELECT ${proposalColumns} FROM ${proposalSource} WHERE o.visit_id = $1 ORDER BY o.id DESC LIMIT 20`, [visitId])).rows;

export const listWaitingProposals = async (userId: string, now: string, limit: number): Promise<StoredProposal[]> =>
  (
    await query<StoredProposal>(
      `SELECT ${proposalColumns} FROM ${proposalSource} WHERE o.user_id = $1 AND o.state = 'waiting' AND o.starts_at > $2::timestamptz ORDER BY o.starts_at, o.id LIMIT $3`,
      [userId, now, limit],
    )
  ).rows;

/** Without the person who asked for it. */
export const forgetProposalPerson = async (id: string): Promise<void> => {
  await query(
    "UPDATE link_proposals SET name = 'Deleted at the visitor''s wish', email = $2, note = '', email_verified = false, visit_id = NULL, updated_at = now() WHERE id = $1",
    [id, forgottenEmail],
  );
};
