/** The door of notifications: telling an owner something, and what the owner does with it. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import {
  countUnreadNotifications,
  listNotificationPreferences,
  listNotificationRows,
  markNotificationsReadRows,
  saveNotificationPreference,
} from "@/lib/queries/notifications";
import { transaction } from "@/lib/queries/transaction";
import { channelIds, kindIds, type Notification, type NotificationChoice } from "./contracts";
import { signalOwner } from "./live";

export { followNotifications } from "./follow";
export { notify, type NewNotice } from "./notify";

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

/** Every kind on every channel, as the owner has it; what they never touched is wanted. */
export const listNotificationChoices = async (actor: Actor): Promise<{ choices: NotificationChoice[] }> => {
  requireScope(actor, "settings");
  const kept = await listNotificationPreferences(actor.userId);
  const wanted = (kind: string, channel: string): boolean => kept.find((each) => each.kind === kind && each.channel === channel)?.wanted ?? true;
  return { choices: kindIds.flatMap((kind) => channelIds.map((channel) => ({ kind, channel, wanted: wanted(kind, channel) }))) };
};

export const putNotificationChoice = (actor: Actor, choice: NotificationChoice): Promise<NotificationChoice> =>
  transaction(async () => {
    requireScope(actor, "settings");
    await saveNotificationPreference(actor.userId, choice);
    await recordAudit(actor, { action: "notifications.choose", subjectId: choice.kind, after: choice });
    return choice;
  });
