/** The words of the notifications room: what an owner is told, and which of it they want. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

/** Every kind of thing an owner can be told about, in the words of the settings page. One line per kind. */
export const notificationKinds = {
  reminder: { label: "Reminders", about: "A to-do that you asked to be reminded of." },
  mail: { label: "New mail", about: "A mail that has arrived." },
  "mail-not-sent": { label: "Mail that wasn't sent", about: "A mail of yours that couldn't be sent, or not to everybody." },
  "link-booking": { label: "Bookings by a link", about: "A meeting that a visitor booked, moved or cancelled." },
  "link-request": { label: "Requests by a link", about: "A booking, a time or a message of a visitor that waits for you." },
  "link-stopped": { label: "Stopped at a link", about: "Somebody who tried what a link of yours doesn't allow." },
  account: { label: "Connected accounts", about: "A connected account that asks you to sign in again, or keeps something else than you changed." },
  brief: { label: "Daily brief", about: "What the day holds, at the time you chose." },
} as const satisfies Record<string, { readonly label: string; readonly about: string }>;

export type NotificationKind = keyof typeof notificationKinds;
export const kindIds = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]];

/** The ways there are to tell somebody. */
export const channelIds = ["in-app"] as const;

export const NotificationSchema = z.object({
  id: z.uuid(),
  /** A kind of this version, or one of an earlier version that is still kept. */
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  href: z.string().nullable(),
  subjectId: z.string().nullable(),
  read: z.boolean(),
  createdAt: z.string(),
});
export type Notification = z.infer<typeof NotificationSchema>;

/** What every open page of an owner hears: the count as it now stands, and what is new. */
export const LiveSchema = z.object({ unread: z.number().int(), added: z.array(NotificationSchema) });
export type Live = z.infer<typeof LiveSchema>;

export const NotificationChoiceSchema = z.object({ kind: z.enum(kindIds), channel: z.enum(channelIds), wanted: z.boolean() });
export type NotificationChoice = z.infer<typeof NotificationChoiceSchema>;

export const listNotificationsEndpoint = endpoint({
  method: "get",
  path: "/api/notifications",
  summary: "What the owner was told, newest first",
  auth: "session",
  input: z.strictObject({ unread: z.stringbool().optional(), cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.object({ notifications: z.array(NotificationSchema), unread: z.number().int(), nextCursor: z.string().nullable() }),
});
export const readNotificationsEndpoint = endpoint({
  method: "post",
  path: "/api/notifications/read",
  summary: "Mark some notifications as read, or all of them",
  auth: "session",
  input: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).optional() }),
  output: z.object({ unread: z.number().int() }),
});
export const followNotificationsEndpoint = endpoint({
  method: "get",
  path: "/api/notifications/stream",
  summary: "The unread count and new notifications as they come",
  auth: "session",
  input: z.strictObject({}),
  output: LiveSchema,
  answers: "stream",
});
export const listNotificationChoicesEndpoint = endpoint({
  method: "get",
  path: "/api/settings/notifications",
  summary: "Which kinds of notifications the owner wants, by channel",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ choices: z.array(NotificationChoiceSchema) }),
});
export const putNotificationChoiceEndpoint = endpoint({
  method: "put",
  path: "/api/settings/notifications",
  summary: "Want a kind of notification on a channel, or not",
  auth: "session",
  input: z.strictObject(NotificationChoiceSchema.shape),
  output: NotificationChoiceSchema,
});
