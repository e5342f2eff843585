/** Which bookings of visitors come up, and who was reminded of them. */
import { query } from "@/lib/db";

export type Ahead = "day" | "hour";

export interface DueReminder {
  readonly bookingId: string;
  readonly userId: string;
  readonly linkId: string;
  readonly startsAt: string;
}

export interface RemindersQuestion {
  readonly ahead: Ahead;
  /** Starts in (from, until]. */
  readonly from: string;
  readonly until: string;
  /** Whoever heard of the booking less than this before its start still knows. */
  readonly knownMinutes: number;
  readonly limit: number;
}

/** Booked, not reminded of this start yet, and last told of long enough before it; soonest first. */
export const listDueReminders = async ({ ahead, from, until, knownMinutes, limit }: RemindersQuestion): Promise<DueReminder[]> =>
  (
    await query<DueReminder>(
      `SELECT b.id AS "bookingId", b.user_id AS "userId", b.link_id AS "linkId", b.starts_at AS "startsAt" FROM link_bookings b
        WHERE b.state = 'booked' AND b.starts_at > $2::timestamptz AND b.starts_at <= $3::timestamptz
          AND b.updated_at <= b.starts_at - $4 * interval '1 minute'
          AND NOT EXISTS (SELECT 1 FROM link_reminders r WHERE r.booking_id = b.id AND r.starts_at = b.starts_at AND r.ahead = $1)
        ORDER BY b.starts_at, b.id LIMIT $5`,
      [ahead, from, until, knownMinutes, limit],
    )
  ).rows;

/** True for the first who reminds of this start, as long as the booking still has it. */
export const takeReminder = async ({ bookingId, startsAt }: DueReminder, ahead: Ahead): Promise<boolean> =>
  (
    await query(
      `INSERT INTO link_reminders (booking_id, starts_at, ahead)
       SELECT id, starts_at, $3 FROM link_bookings WHERE id = $1 AND starts_at = $2 AND state = 'booked' FOR SHARE
       ON CONFLICT DO NOTHING`,
      [bookingId, startsAt, ahead],
    )
  ).rowCount > 0;
