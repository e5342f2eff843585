/** The daily mail with what wasn't read: when it is due, that it is written once a day, and what belongs into it. */
import { query } from "@/lib/db";
import type { SettledState } from "./notice-deliveries";

export interface DueDigest {
  readonly userId: string;
  readonly digestTime: string;
}

export const listDueDigests = async (now: string, limit: number): Promise<DueDigest[]> =>
  (
    await query<DueDigest>(
      `SELECT user_id AS "userId", digest_time AS "digestTime" FROM notification_settings WHERE digest_at <= $1::timestamptz ORDER BY digest_at LIMIT $2`,
      [now, limit],
    )
  ).rows;

/** Moves an owner's next digest on, if nobody has yet: whoever succeeds writes this one. */
export const claimDigest = async (userId: string, now: string, nextAt: string): Promise<boolean> =>
  (await query("UPDATE notification_settings SET digest_at = $3::timestamptz WHERE user_id = $1 AND digest_at <= $2::timestamptz", [userId, now, nextAt]))
    .rowCount > 0;

/** From the end of the one before, or a day back. False when the day has one. */
export const createDigestRow = async (
  userId: string,
  { id, day, now }: { readonly id: string; readonly day: string; readonly now: string },
): Promise<boolean> =>
  (
    await query(
      `INSERT INTO notification_digests (id, user_id, day, since, until)
       SELECT $2::uuid, $1, $3, coalesce((SELECT max(until) FROM notification_digests WHERE user_id = $1), $4::timestamptz - interval '1 day'), $4::timestamptz
       ON CONFLICT (user_id, day) DO NOTHING`,
      [userId, id, day, now],
    )
  ).rowCount > 0;

export const claimDigestMail = async (userId: string, id: string): Promise<boolean> =>
  (await query("UPDATE notification_digests SET state = 'sending', claimed_at = now() WHERE user_id = $1 AND id = $2 AND state = 'waiting'", [userId, id]))
    .rowCount > 0;

export const digestIsUnderWay = async (userId: string, id: string): Promise<{ readonly underWayMs: number } | null> =>
  (
    await query<{ underWayMs: number }>(
      `SELECT (extract(epoch FROM now() - claimed_at) * 1000)::float8 AS "underWayMs" FROM notification_digests WHERE user_id = $1 AND id = $2 AND state = 'sending'`,
      [userId, id],
    )
  ).rows[0] ?? null;

export const releaseDigest = async (userId: string, id: string): Promise<void> => {
  await query("UPDATE notification_digests SET state = 'waiting', claimed_at = NULL WHERE user_id = $1 AND id = $2 AND state = 'sending'", [userId, id]);
};

export const settleDigest = async (userId: string, id: string, state: SettledState, reason: string | null): Promise<void> => {
  await query(
    "UPDATE notification_digests SET state = $3, reason = $4, settled_at = now() WHERE user_id = $1 AND id = $2 AND state IN ('sending', 'unknown')",
    [userId, id, state, reason],
  );
};

export interface DigestItem {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly href: string | null;
  readonly createdAt: string;
}

/** What came in the digest's span, still isn't read, and wasn't mailed on its own; oldest first. */
export const listDigestItems = async (userId: string, id: string, limit: number): Promise<DigestItem[]> =>
  (
    await query<DigestItem>(
      `SELECT n.kind, n.title, n.body, n.href, n.created_at AS "createdAt" FROM notification_digests g
         JOIN notifications n ON n.user_id = g.user_id AND n.read_at IS NULL AND n.in_app AND n.created_at >= g.since AND n.created_at < g.until
        WHERE g.user_id = $1 AND g.id = $2
          AND NOT EXISTS (SELECT 1 FROM notification_deliveries d WHERE d.notification_id = n.id AND d.channel = 'email' AND d.state IN ('sent', 'kept'))
        ORDER BY n.id LIMIT $3`,
      [userId, id, limit],
    )
  ).rows;
