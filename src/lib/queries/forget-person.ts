/** Takes a person who wants to be forgotten out of what tells of events and links beside the rows themselves: the way back, the trail, messages, notices, briefs. */
import { query } from "@/lib/db";
import type { RowChange } from "./changes";

export interface ChangeText {
  readonly id: string;
  readonly summary: string;
  readonly rows: readonly RowChange[];
}

/** What is still kept of the changes of one event. */
export const listChangesOfEvent = async (userId: string, eventId: string): Promise<ChangeText[]> =>
  (
    await query<ChangeText>(
      `SELECT id, summary, rows FROM changes
        WHERE user_id = $1 AND room = 'scheduling' AND (subject_id = $2 OR rows @> $3::jsonb OR rows @> $4::jsonb)`,
      [userId, eventId, JSON.stringify([{ after: { id: eventId } }]), JSON.stringify([{ before: { id: eventId } }])],
    )
  ).rows;

export const saveChangeText = async (userId: string, { id, summary, rows }: ChangeText): Promise<void> => {
  await query("UPDATE changes SET summary = $3, rows = $4::jsonb WHERE user_id = $1 AND id = $2", [userId, id, summary, JSON.stringify(rows)]);
};

/** The trail goes on saying what was done to the event, when and by whom; what it was called and who came is gone. */
export const forgetInTrailOfEvent = async (userId: string, eventId: string, title: string): Promise<void> => {
  const neutral = JSON.stringify({ title, attendees: [] });
  await query(
    `UPDATE audit_log SET before = CASE WHEN before ? 'title' THEN before || $3::jsonb ELSE before END,
            after = CASE WHEN after ? 'title' THEN after || $3::jsonb ELSE after END
      WHERE user_id = $1 AND subject_id = $2 AND action LIKE 'event.%'`,
    [userId, eventId, neutral],
  );
};

/** Messages say whom an event concerns. */
export const forgetInMessagesOfEvent = async (userId: string, eventId: string): Promise<void> => {
  await query(`UPDATE outbox SET payload = payload || '{"attendees": []}'::jsonb WHERE user_id = $1 AND topic LIKE 'event.%' AND payload->>'eventId' = $2`, [
    userId,
    eventId,
  ]);
};

/** A brief of a day that named the event says its neutral title instead; where its facts stood is forgotten with them. */
export const forgetInBriefs = async (userId: string, before: string, after: string): Promise<void> => {
  await query(
    `UPDATE briefs SET sentences = replace(sentences::text, $2, $3)::jsonb, phrased = replace(phrased, $4, $5), facts = '[]'::jsonb
      WHERE user_id = $1 AND (strpos(sentences::text, $2) > 0 OR strpos(phrased, $4) > 0)`,
    [userId, JSON.stringify(before).slice(1, -1), JSON.stringify(after).slice(1, -1), before, after],
  );
};

export interface ForgottenVisitor {
  /** Bookings, proposals and the visit. */
  readonly subjectIds: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
}

/**
 * Mails about these things: those still to be sent, and those that this server could only keep in the owner's outbox. A mail that has
 * arrived in a mailbox is its reader's.
 */
export const deleteMailsToVisitor = async (userId: string, { subjectIds, emails }: ForgottenVisitor): Promise<void> => {
  await query(
    `DELETE FROM mails WHERE user_id = $1 AND automatic AND state = 'not-sent' AND provider = 'builtin'
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(recipients) r WHERE lower(r->>'email') = ANY ($2::text[]))`,
    [userId, emails],
  );
  await query(
    `DELETE FROM outbox WHERE user_id = $1 AND topic = 'link.mail'
       AND (payload->>'bookingId' = ANY ($2::text[]) OR payload->>'proposalId' = ANY ($2::text[]) OR payload->>'visitId' = ANY ($2::text[]))`,
    [userId, subjectIds],
  );
};
