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
  output: z.object({ mails: z.array(MailSchema), more: z.boolean() }),
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
