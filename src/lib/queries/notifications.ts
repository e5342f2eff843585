/** What owners were told. */
import { query } from "@/lib/db";
import type { Notification, NotificationChoice } from "@/lib/notifications/contracts";

const columns = 'id, kind, title, body, href, subject_id AS "subjectId", read_at IS NOT NULL AS read, created_at AS "createdAt"';

export interface NewNotification extends Omit<Notification, "read" | "createdAt"> {
  /** Shown on the page; false for owners who want this kind only elsewhere. */
  readonly inApp: boolean;
  /** Whoever tells the same thing again tells nothing. */
  readonly once: string | null;
}

/** False when it has been told already. */
export const createNotificationRow = async (userId: string, given: NewNotification): Promise<boolean> => {
  const { rowCount } = await query(
    `INSERT INTO notifications (id, user_id, kind, title, body, href, subject_id, in_app, once_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT DO NOTHING`,
    [given.id, userId, given.kind, given.title, given.body, given.href, given.subjectId, given.inApp, given.once],
  );
  return rowCount > 0;
};

export interface NotificationsQuestion {
  readonly unreadOnly: boolean;
  readonly before: string | null;
  readonly limit: number;
}

/** Newest first. */
export const listNotificationRows = async (userId: string, { unreadOnly, before, limit }: NotificationsQuestion): Promise<Notification[]> =>
  (
    await query<Notification>(
      `SELECT ${columns} FROM notifications
        WHERE user_id = $1 AND in_app AND ($2::uuid IS NULL OR id < $2::uuid)${unreadOnly ? " AND read_at IS NULL" : ""} ORDER BY id DESC LIMIT $3`,
      [userId, before, limit],
    )
  ).rows;

export const countUnreadNotifications = async (userId: string): Promise<number> =>
  (await query<{ unread: number }>("SELECT count(*)::int AS unread FROM notifications WHERE user_id = $1 AND in_app AND read_at IS NULL", [userId])).rows[0]
    ?.unread ?? 0;

/** Those of this owner; null = all. */
export const markNotificationsReadRows = async (userId: string, ids: readonly string[] | null): Promise<void> => {
  await query("UPDATE notifications SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))", [
    userId,
    ids,
  ]);
};

export const saveNotificationPreference = async (userId: string, { kind, channel, wanted }: NotificationChoice): Promise<void> => {
  await query(
    `INSERT INTO notification_preferences (user_id, kind, channel, wanted) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id, kind, channel) DO UPDATE SET wanted = excluded.wanted, updated_at = now()`,
    [userId, kind, channel, wanted],
  );
};

export const findNotificationRow = async (userId: string, id: string): Promise<Notification | null> =>
  (await query<Notification>(`SELECT ${columns} FROM notifications WHERE user_id = $1 AND id = $2`, [userId, id])).rows[0] ?? null;

/** Takes away what an owner was told about these things: whoever it was about wants to be forgotten. */
export const deleteNotificationsAbout = async (userId: string, subjectIds: readonly string[]): Promise<void> => {
  await query("DELETE FROM notifications WHERE user_id = $1 AND subject_id = ANY ($2::text[])", [userId, subjectIds]);
};
