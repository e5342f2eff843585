/** Meetings that the owner was invited to by mail, and answers to the owner's own. */
import { query } from "@/lib/db";

export type InvitationAnswer = "accepted" | "tentative" | "declined" | "cancelled";

export interface StoredInvitation {
  readonly uid: string;
  /** '' for the meeting as a whole. */
  readonly occurrence: string;
  readonly organizer: string;
  /** Whoever sent it in the organiser's name; null when the organiser did. */
  readonly sentBy: string | null;
  readonly sequence: number;
  readonly stampedAt: string | null;
  readonly answer: InvitationAnswer;
  readonly eventId: string | null;
}

const columns = `uid, occurrence, organizer, sent_by AS "sentBy", sequence, stamped_at AS "stampedAt", answer, event_id AS "eventId"`;

/** Of the meeting as a whole and of each of its occurrences that was answered on its own. */
export const listInvitations = async (userId: string, uids: readonly string[]): Promise<StoredInvitation[]> =>
  uids.length === 0
    ? []
    : (await query<StoredInvitation>(`SELECT ${columns} FROM invitations WHERE user_id = $1 AND uid = ANY ($2::text[])`, [userId, uids])).rows;

/** Is it on the calendar because somebody else invited? */
export const isInvitedEvent = async (userId: string, eventId: string): Promise<boolean> =>
  (await query<{ found: boolean }>("SELECT EXISTS (SELECT 1 FROM invitations WHERE user_id = $1 AND event_id = $2) AS found", [userId, eventId])).rows[0]
    ?.found === true;

/** The newest word stands: one with a lower SEQUENCE changes nothing, unless the organiser sets right what another said in their name. */
export const saveInvitation = async (userId: string, invitation: StoredInvitation): Promise<void> => {
  const { uid, occurrence, organizer, sentBy, sequence, stampedAt, answer, eventId } = invitation;
  await query(
    `INSERT INTO invitations (user_id, uid, occurrence, organizer, sent_by, sequence, stamped_at, answer, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (user_id, uid, occurrence) DO UPDATE SET sent_by = EXCLUDED.sent_by, sequence = EXCLUDED.sequence, stamped_at = EXCLUDED.stamped_at,
       answer = EXCLUDED.answer, event_id = EXCLUDED.event_id, answered_at = now()
     WHERE invitations.organizer = EXCLUDED.organizer
       AND (invitations.sequence <= EXCLUDED.sequence OR (invitations.sent_by IS NOT NULL AND EXCLUDED.sent_by IS NULL))`,
    [userId, uid, occurrence, organizer, sentBy, sequence, stampedAt, answer, eventId],
  );
};

export interface InvitationReply {
  readonly eventId: string;
  readonly occurrence: string;
  readonly email: string;
  readonly sequence: number;
  readonly stampedAt: string;
}

/** False when a newer answer of the same person was taken before (RFC 5546 section 2.1.5: SEQUENCE, then DTSTAMP). */
export const takeInvitationReply = async (userId: string, { eventId, occurrence, email, sequence, stampedAt }: InvitationReply): Promise<boolean> =>
  (
    await query(
      `INSERT INTO invitation_replies AS r (user_id, event_id, occurrence, email, sequence, stamped_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, event_id, occurrence, email) DO UPDATE SET sequence = EXCLUDED.sequence, stamped_at = EXCLUDED.stamped_at
       WHERE (r.sequence, r.stamped_at) <= (EXCLUDED.sequence, EXCLUDED.stamped_at) RETURNING email`,
      [userId, eventId, occurrence, email, sequence, stampedAt],
    )
  ).rows.length > 0;
