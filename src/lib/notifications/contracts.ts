/** The words of the notifications room: what an owner is told, and which of it they want. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

/** The ways there are to tell somebody. */
export const channelIds = ["in-app", "email", "push"] as const;
export type Channel = (typeof channelIds)[number];

/** Whether a kind comes by a channel as long as its owner hasn't chosen; a channel that isn't named doesn't carry it. */
type Usual = { readonly [channel in Channel]?: boolean };

interface Kind {
  readonly label: string;
  readonly about: string;
  readonly usual: Usual;
}

/** Every kind of thing an owner can be told about, in the words of the settings page. One line per kind. */
export const notificationKinds = {
  meeting: { label: "Upcoming meetings", about: "A meeting that begins soon.", usual: { "in-app": true, email: false, push: true } },
  reminder: { label: "Reminders", about: "A to-do that you asked to be reminded of.", usual: { "in-app": true, email: false, push: true } },
  // A mail about a mail would bring the next one.
  mail: { label: "New mail", about: "A mail that has arrived.", usual: { "in-app": true, push: false } },
  "mail-not-sent": {
    label: "Mail that wasn't sent",
    about: "A mail of yours that couldn't be sent, or not to everybody.",
    usual: { "in-app": true, push: true },
  },
  "link-booking": {
    label: "Bookings by a link",
    about: "A meeting that a visitor booked, moved or cancelled.",
    usual: { "in-app": true, email: true, push: true },
  },
  "link-request": {
    label: "Requests by a link",
    about: "A booking, a time or a message of a visitor that waits for you.",
    usual: { "in-app": true, email: true, push: true },
  },
  "link-stopped": {
    label: "Stopped at a link",
    about: "Somebody who tried what a link of yours doesn't allow.",
    usual: { "in-app": true, email: true, push: false },
  },
  account: {
    label: "Connected accounts",
    about: "A connected account that asks you to sign in again, or keeps something else than you changed.",
    usual: { "in-app": true, email: true, push: false },
  },
  brief: { label: "Daily brief", about: "What the day holds, at the time you chose.", usual: { "in-app": true, email: false, push: false } },
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof notificationKinds;
export const kindIds = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]];
export const isNotificationKind = (kind: string): kind is NotificationKind => Object.hasOwn(notificationKinds, kind);
export const usualChannels = (kind: NotificationKind): Usual => notificationKinds[kind].usual;

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

/** What every open page of an owner hears: the count as it now stands, what is new, and what was said last in their conversations. */
export const LiveSchema = z.object({
  unread: z.number().int(),
  added: z.array(NotificationSchema),
  said: z.object({ conversationId: z.uuid(), messageId: z.string() }).nullable(),
});
export type Live = z.infer<typeof LiveSchema>;

/** What the stream says in its event "changed": what became other than it was, and by which requests, so that a page passes over its own. */
export type LiveChanges = readonly {
  /** "task", "event", … as in the trail; null for anything. */
  readonly subject: string | null;
  /** The `x-request-id` of the answer to whoever changed it; null for a job. */
  readonly requestId: string | null;
}[];

/** Wall clock in the owner's zone. */
const ClockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "Write a time as HH:MM");

export const remindMinutesMax = 24 * 60;

export const NotificationSettingsSchema = z.strictObject({
  /** What comes in between waits for `until`, which is on the next day where it isn't after `from`. */
  quiet: z
    .strictObject({ from: ClockSchema, until: ClockSchema })
    .refine(({ from, until }) => from !== until, { path: ["until"], message: "Take another time than the one quiet hours begin at" })
    .nullable(),
  /** Kinds that come at once even then. */
  urgent: z.array(z.enum(kindIds)).max(kindIds.length),
  /** When the mail with everything that wasn't read is written; null = never. */
  digestTime: ClockSchema.nullable(),
  /** How long before a meeting its owner is told; null = not at all. */
  remindMinutes: z.number().int().min(0).max(remindMinutesMax).nullable(),
});
export type NotificationSettings = z.infer<typeof NotificationSettingsSchema>;

/** As long as an owner hasn't chosen. Whoever asked to be told at a moment wants to be told then. */
export const usualSettings: NotificationSettings = { quiet: null, urgent: ["meeting", "reminder"], digestTime: null, remindMinutes: 10 };

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
  summary: "The unread count, new notifications, and which kinds of things changed, as they come",
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
export const getNotificationSettingsEndpoint = endpoint({
  method: "get",
  path: "/api/settings/notifications/times",
  summary: "Quiet hours, the time of the digest, and how long before meetings the owner is told",
  auth: "session",
  input: z.strictObject({}),
  output: NotificationSettingsSchema,
});
export const putNotificationSettingsEndpoint = endpoint({
  method: "put",
  path: "/api/settings/notifications/times",
  summary: "Change quiet hours, urgent kinds, the digest and reminders of meetings",
  auth: "session",
  input: NotificationSettingsSchema,
  output: NotificationSettingsSchema,
});
export const putNotificationChoiceEndpoint = endpoint({
  method: "put",
  path: "/api/settings/notifications",
  summary: "Want a kind of notification on a channel, or not",
  auth: "session",
  input: z.strictObject(NotificationChoiceSchema.shape),
  output: NotificationChoiceSchema,
});

/* ── Web push: browsers that may be told something while Perin isn't open ── */

const base64url = (bytesMin: number, bytesMax: number) =>
  z
    .string()
    .min(Math.ceil((bytesMin * 4) / 3))
    .max(Math.ceil((bytesMax * 4) / 3))
    .regex(/^[\w-]+$/);

/** What a browser's PushSubscription says of itself (W3C Push API). The address is somebody's word: nothing is sent there but through safeFetch. */
export const PushSubscriptionSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
  keys: z.strictObject({ p256dh: base64url(65, 65), auth: base64url(16, 16) }),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionSchema>;

export const PushBrowserSchema = z.object({
  id: z.uuid(),
  /** "Firefox on Linux". */
  label: z.string(),
  /** SHA-256 of its endpoint, by which a browser knows itself. */
  endpointHash: z.string(),
  createdAt: z.string(),
  reachedAt: z.string().nullable(),
});
export type PushBrowser = z.infer<typeof PushBrowserSchema>;

export const PushStateSchema = z.object({
  /** The server's VAPID key (RFC 8292), which browsers subscribe with. */
  publicKey: z.string(),
  browsers: z.array(PushBrowserSchema),
});
export type PushState = z.infer<typeof PushStateSchema>;

export const getPushEndpoint = endpoint({
  method: "get",
  path: "/api/push",
  summary: "The key that browsers subscribe with, and the owner's browsers that are told things",
  auth: "person",
  input: z.strictObject({}),
  output: PushStateSchema,
});
export const subscribePushEndpoint = endpoint({
  method: "post",
  path: "/api/push",
  summary: "Tell this browser things, until its session ends",
  auth: "person",
  input: PushSubscriptionSchema,
  output: PushBrowserSchema,
});
export const unsubscribePushEndpoint = endpoint({
  method: "delete",
  path: "/api/push/{browserId}",
  summary: "Tell a browser nothing any more",
  auth: "person",
  input: z.strictObject({ browserId: z.uuid() }),
  output: z.object({ removed: z.literal(true) }),
});

/* ── Out of a mail: no more of these ── */

const UnsubscribeTokenSchema = z.string().min(20).max(200);
export const showUnsubscribeEndpoint = endpoint({
  method: "get",
  path: "/api/notifications/unsubscribe/{token}",
  summary: "To the page that asks whether mails of this kind should end; changes nothing",
  auth: "link",
  input: z.strictObject({ token: UnsubscribeTokenSchema }),
  output: z.unknown(),
  answers: "redirect",
});
export const unsubscribeEndpoint = endpoint({
  method: "post",
  path: "/api/notifications/unsubscribe/{token}",
  summary: "End mails of this kind, by the signed address that stands in each of them (RFC 8058)",
  auth: "link",
  input: z.object({ token: UnsubscribeTokenSchema }),
  output: z.object({ label: z.string() }),
});
