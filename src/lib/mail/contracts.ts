/** The words of the mail room: messages, threads, folders and what can be done with them. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { UndoSchema } from "@/lib/identity/contracts";

const InstantSchema = z.iso.datetime({ offset: true });
/** One line: whoever writes a line break into a header writes a header of their own. */
const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      text
        .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ")
        .replace(/ {2,}/g, " ")
        .trim(),
    );
const EmailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());

/** `outbox` holds what waits to go out and what couldn't be sent. */
export const FolderSchema = z.enum(["inbox", "drafts", "outbox", "sent", "archive", "trash"]);
export type Folder = z.infer<typeof FolderSchema>;

export const MailAddressSchema = z.object({ email: z.string(), name: z.string().nullable() });
export type MailAddress = z.infer<typeof MailAddressSchema>;

export const MailStateSchema = z.enum(["received", "draft", "scheduled", "sending", "sent", "not-sent"]);

export const MailSummarySchema = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  folder: FolderSchema,
  state: MailStateSchema,
  from: MailAddressSchema,
  to: z.array(MailAddressSchema),
  subject: z.string(),
  /** The beginning of what was written, on one line. */
  preview: z.string(),
  sentAt: InstantSchema,
  read: z.boolean(),
  flagged: z.boolean(),
  labels: z.array(z.string()),
  /** Until then a mail on its way can be taken back. */
  sendAt: InstantSchema.nullable(),
  /** Why it wasn't sent, or not to everybody. */
  note: z.string().nullable(),
  version: z.number().int(),
});
export type MailSummary = z.infer<typeof MailSummarySchema>;

export const MailSchema = MailSummarySchema.extend({
  cc: z.array(MailAddressSchema),
  /** Only on the owner's own mails. */
  bcc: z.array(MailAddressSchema),
  body: z.string(),
  /** The owner's mail that a draft answers or forwards. */
  answersId: z.uuid().nullable(),
  /** Written by a machine: a list, a receipt, an automatic answer. */
  automatic: z.boolean(),
});
export type Mail = z.infer<typeof MailSchema>;

const PersonSchema = z.object({ email: z.string(), name: z.string().nullable() });
export const AnswerSchema = z.enum(["accepted", "tentative", "declined"]);
export type Answer = z.infer<typeof AnswerSchema>;

/** What a mail says to the calendar (iTIP, RFC 5546). Nothing happens by it until its owner says so. */
export const InvitationSchema = z.object({
  /** A meeting somebody invites to or changes, one that is called off, an answer to one of the owner's, another time proposed for it. */
  method: z.enum(["request", "cancel", "reply", "counter"]),
  title: z.string(),
  location: z.string(),
  start: InstantSchema,
  end: InstantSchema,
  allDay: z.object({ first: z.string(), last: z.string() }).nullable(),
  /** How it repeats, in words. */
  repeats: z.string().nullable(),
  organizer: PersonSchema.nullable(),
  /** The address that sent it in the organiser's name; null when the organiser did. */
  sentBy: z.string().nullable(),
  /** Who is invited, with what each has answered; at most twenty. */
  people: z.array(PersonSchema.extend({ status: z.enum(["needs-action", "accepted", "declined", "tentative"]) })),
  peopleCount: z.number().int(),
  state: z.enum(["open", "accepted", "tentative", "declined", "cancelled", "outdated", "refused"]),
  /** Why nothing can be done with it. */
  problem: z.string().nullable(),
  /** It changes a meeting that was answered before. */
  changes: z.boolean(),
  /** What else there is at that time. */
  conflicts: z.array(z.string()),
  /** The owner's event. */
  eventId: z.uuid().nullable(),
});
export type Invitation = z.infer<typeof InvitationSchema>;

/** A mail as it is read: with what it brought beside its text. */
export const ReadMailSchema = MailSchema.extend({
  /** Sanitised: no scripts, no forms, nothing that is fetched. In a picture's place stands its number: `<img data-picture="0" …>`. Null: there is only text. */
  html: z.string().nullable(),
  /** Pictures of others were left out. */
  picturesLeftOut: z.boolean(),
  /** How many of them can be asked for, one by one, by their numbers. */
  pictures: z.number().int(),
  invitation: InvitationSchema.nullable(),
  /** The list it came from: how to get off it, and where that leads. */
  unsubscribe: z.object({ how: z.enum(["request", "mail", "page"]), host: z.string(), url: z.string().nullable(), done: z.boolean() }).nullable(),
});
export type ReadMail = z.infer<typeof ReadMailSchema>;

/** More people than this are a mailing list. */
export const recipientsMax = 100;
export const bodyMax = 100_000;

const RecipientSchema = z.object({ email: EmailSchema, name: oneLine(200).nullish() });
const recipients = z.array(RecipientSchema).max(recipientsMax).default([]);

export const ComposedMailSchema = z.strictObject({
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: oneLine(500).default(""),
  body: z
    .string()
    .max(bodyMax)
    .transform((text) => text.replaceAll("\u0000", "").replace(/\r\n?/g, "\n"))
    .default(""),
  /** The mail it answers or forwards; its thread goes on. */
  answersId: z.uuid().nullish(),
  how: z.enum(["new", "reply", "forward"]).default("new"),
});
export type ComposedMail = z.output<typeof ComposedMailSchema>;

export const listMailsEndpoint = endpoint({
  method: "get",
  path: "/api/mails",
  summary: "List or search mails, newest first",
  auth: "session",
  /** `query` takes words and `from:ana`, `to:`, `subject:`, `label:`, `in:archive`, `is:unread`, `is:flagged`. Without `folder` a search looks everywhere but in the trash. */
  input: z.strictObject({
    folder: FolderSchema.optional(),
    query: z.string().max(300).optional(),
    label: z.string().max(60).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ mails: z.array(MailSummarySchema), nextCursor: z.string().nullable() }),
});
/** Counts go no further; this many means at least so many. */
export const countMax = 1_000;
export const countMailsEndpoint = endpoint({
  method: "get",
  path: "/api/mails/counts",
  summary: "Unread mails in the inbox, drafts, mails that couldn't be sent, and the labels in use",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ unread: z.number().int(), drafts: z.number().int(), notSent: z.number().int(), labels: z.array(z.string()) }),
});
export type MailCounts = z.infer<typeof countMailsEndpoint.output>;
export const getThreadEndpoint = endpoint({
  method: "get",
  path: "/api/mails/{mailId}",
  summary: "One mail and the others of its conversation, oldest first",
  auth: "session",
  input: z.strictObject({ mailId: z.uuid() }),
  output: z.object({ mails: z.array(ReadMailSchema), more: z.boolean() }),
});
export const getMailPictureEndpoint = endpoint({
  method: "get",
  path: "/api/mails/{mailId}/pictures/{picture}",
  summary: "A picture of a mail by its number in it, fetched from its sender's server by this one: PNG, JPEG, GIF, WebP or AVIF of at most 5 MB",
  auth: "session",
  input: z.strictObject({ mailId: z.uuid(), picture: z.coerce.number().int().min(0).max(999) }),
  output: z.unknown(),
});
export const searchAccountsEndpoint = endpoint({
  method: "post",
  path: "/api/mails/search-accounts",
  summary: "Look for older mails in the connected accounts; what is found can be listed from then on",
  auth: "session",
  limit: "write",
  input: z.strictObject({ query: z.string().trim().min(1).max(300) }),
  output: z.object({
    found: z.number().int(),
    /** Accounts that couldn't be asked, with the reason. */
    problems: z.array(z.object({ account: z.string(), text: z.string() })),
  }),
});
export const unsubscribeSenderEndpoint = endpoint({
  method: "post",
  path: "/api/mails/{mailId}/unsubscribe",
  summary: "Get off the list that a mail came from",
  auth: "session",
  limit: "write",
  input: z.strictObject({ mailId: z.uuid() }),
  /** `page`: only its owner can do it, there. */
  output: z.object({ how: z.enum(["request", "mail", "page"]), url: z.string().nullable(), undo: UndoSchema.nullable() }),
});
export const answerInvitationEndpoint = endpoint({
  method: "post",
  path: "/api/mails/{mailId}/invitation",
  summary: "Answer an invitation, take a cancelled meeting off the calendar, or move to the time that somebody proposes",
  auth: "session",
  limit: "write",
  input: z.strictObject({ mailId: z.uuid(), answer: z.enum(["accepted", "tentative", "declined", "remove", "move"]) }),
  output: z.object({
    invitation: InvitationSchema,
    /** Of the change to the calendar. */
    undo: UndoSchema.nullable(),
    /** Whom the answer is on its way to; it can be taken back for ten seconds. */
    reply: z.object({ to: z.string(), undo: UndoSchema }).nullable(),
  }),
});

export const MailReasonSchema = z.object({
  kind: z.enum(["question", "request", "deadline", "waiting", "known", "only-you"]),
  /** The rule in words, with what it found: "Asks: “Can you come on Friday?”". */
  text: z.string(),
});
export const TriagedMailSchema = z.object({ mail: MailSummarySchema, reasons: z.array(MailReasonSchema), score: z.number() });
export type TriagedMail = z.infer<typeof TriagedMailSchema>;
export const triageMailsEndpoint = endpoint({
  method: "get",
  path: "/api/mails/triage",
  summary: "Mails of the inbox that want an answer, the most pressing first, with the reasons",
  auth: "session",
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: z.object({ waiting: z.array(TriagedMailSchema) }),
});

export const ChangeMailsInputSchema = z.strictObject({
  mailIds: z.array(z.uuid()).min(1).max(200),
  /** Also what lies beside them in the same folder and conversation. */
  wholeThreads: z.boolean().default(false),
  folder: z.enum(["inbox", "archive", "trash"]).optional(),
  read: z.boolean().optional(),
  flagged: z.boolean().optional(),
  addLabels: z
    .array(oneLine(60).pipe(z.string().min(1)))
    .max(20)
    .default([]),
  removeLabels: z.array(z.string().max(60)).max(20).default([]),
});
export const changeMailsEndpoint = endpoint({
  method: "post",
  path: "/api/mails/change",
  summary: "Archive, delete, put back, mark or label mails",
  auth: "session",
  limit: "write",
  input: ChangeMailsInputSchema,
  output: z.object({ changed: z.array(MailSummarySchema), undo: UndoSchema.nullable() }),
});
export const saveDraftEndpoint = endpoint({
  method: "post",
  path: "/api/mails/drafts",
  summary: "Keep a draft, new or written on",
  auth: "session",
  limit: "write",
  input: ComposedMailSchema.extend({ draftId: z.uuid().optional(), version: z.number().int().optional() }),
  output: MailSchema,
});
export const eventMailReachEndpoint = endpoint({
  method: "post",
  path: "/api/event-mail-reach",
  summary: "Who would be e-mailed about an event, and why the others wouldn't; nothing is sent",
  auth: "session",
  input: z.strictObject({ eventId: z.uuid().optional().describe("Left out for a new event."), emails: z.array(z.email()).max(200) }),
  output: z.object({ reached: z.array(z.string()), missed: z.array(z.string()), reason: z.string().nullable() }),
});
export const sendMailEndpoint = endpoint({
  method: "post",
  path: "/api/mails/send",
  summary: "Send a mail; for ten seconds it can be taken back",
  auth: "session",
  limit: "write",
  input: ComposedMailSchema.extend({ draftId: z.uuid().optional() }),
  output: z.object({ mail: MailSchema, undo: UndoSchema }),
});
export const deleteMailEndpoint = endpoint({
  method: "delete",
  path: "/api/mails/{mailId}",
  summary: "Delete a mail of the trash or a draft for good",
  auth: "session",
  limit: "write",
  input: z.strictObject({ mailId: z.uuid() }),
  output: z.object({ deleted: z.literal(true) }),
});
