/** When each owner's calendar has to be looked at for reminders of meetings. */
import { query } from "@/lib/db";

/** Owners who have none yet are due at once. Answers how many there were. */
export const adoptMeetingLooks = async (now: string, limit: number): Promise<number> =>
  (
    await query(
      `INSERT INTO meeting_looks (user_id, next_at)
       SELECT p.user_id, $1::timestamptz FROM profiles p WHERE NOT EXISTS (SELECT 1 FROM meeting_looks l WHERE l.user_id = p.user_id) LIMIT $2
       ON CONFLICT DO NOTHING`,
      [now, limit],
    )
  ).rowCount;

/** Whose events were written within the last `sinceMs`, or who chose anew when to be told, is due at once: what they have next may be sooner now. */
export const hurryMeetingLooks = async (now: string, sinceMs: number): Promise<void> => {
  await query(
    `UPDATE meeting_looks SET next_at = $1::timestamptz WHERE next_at > $1::timestamptz AND user_id IN (
       SELECT user_id FROM events WHERE updated_at > now() - $2 * interval '1 millisecond'
       UNION SELECT user_id FROM notification_settings WHERE updated_at > now() - $2 * interval '1 millisecond')`,
    [now, sinceMs],
  );
};

export const listDueMeetingLooks = async (now: string, limit: number): Promise<string[]> =>
  (
    await query<{ userId: string }>(`SELECT user_id AS "userId" FROM meeting_looks WHERE next_at <= $1::timestamptz ORDER BY next_at LIMIT $2`, [now, limit])
  ).rows.map(({ userId }) => userId);

export const moveMeetingLook = async (userId: string, nextAt: string): Promise<void> => {
  await query("UPDATE meeting_looks SET next_at = $2::timestamptz WHERE user_id = $1", [userId, nextAt]);
};
