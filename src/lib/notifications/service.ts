/** The door of notifications: telling an owner something, and what the owner does with it. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { countUnreadNotifications, listNotificationRows, markNotificationsReadRows } from "@/lib/queries/notifications";
import type { Notification } from "./contracts";
import { signalOwner } from "./live";

export { getPush, subscribePush, unsubscribePush } from "./browsers";
export type { Surroundings } from "./channels/channel";
export { deliverNotice } from "./deliver";
export { deliverDigest, sweepDigests, sweepNoticesJob } from "./digest";
export { followNotifications } from "./follow";
export { signalOwner } from "./live";
export { handOverDue, notify, type NewNotice } from "./notify";
export { findRemindMinutes, getNotificationSettings, listNotificationChoices, putNotificationChoice, putNotificationSettings } from "./settings";
export { describeUnsubscribe, unsubscribe } from "./unsubscribe";

export interface NotificationsPage {
  readonly unread?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}

/** Newest first, page by page, with how many are unread in all. */
export const listNotifications = async (
  actor: Actor,
  { unread: unreadOnly = false, cursor, limit = 30 }: NotificationsPage = {},
): Promise<{ notifications: Notification[]; unread: number; nextCursor: string | null }> => {
  requireScope(actor, "notifications");
  const [rows, unread] = await Promise.all([
    listNotificationRows(actor.userId, { unreadOnly, before: cursor ?? null, limit: limit + 1 }),
    countUnreadNotifications(actor.userId),
  ]);
  const notifications = rows.slice(0, limit);
  return { notifications, unread, nextCursor: rows.length > limit ? (notifications.at(-1)?.id ?? null) : null };
};

export const countUnread = async (actor: Actor): Promise<number> => {
  requireScope(actor, "notifications");
  return countUnreadNotifications(actor.userId);
};

/** Marks these as read, or all when none are named; ids of others' are passed over. Answers how many are left unread. */
export const readNotifications = async (actor: Actor, { ids }: { readonly ids?: readonly string[] | undefined }): Promise<{ unread: number }> => {
  requireScope(actor, "notifications");
  await markNotificationsReadRows(actor.userId, ids ?? null);
  await signalOwner(actor.userId);
  return { unread: await countUnreadNotifications(actor.userId) };
};
