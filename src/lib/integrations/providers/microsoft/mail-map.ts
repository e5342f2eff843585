/** Between Graph's messages and mails in no provider's words (Graph v1.0, message resource; RFC 5322). */
import { z } from "zod";
import type { OutsideMail, OutsideMarks } from "../../contracts";
import { htmlToText, isAutomatic, keptHtml, unsubscribeOf } from "../mail-text";

const RecipientSchema = z.object({ emailAddress: z.object({ name: z.string().nullish(), address: z.string().nullish() }).nullish() });
const RecipientsSchema = z.array(RecipientSchema).nullish();

/** Lenient: what isn't used isn't looked at. Of a mail that only changed, a delta query tells its name and what changed. */
export const GraphMessageSchema = z.object({
  id: z.string(),
  "@removed": z.object({ reason: z.string().optional() }).optional(),
  parentFolderId: z.string().nullish(),
  conversationId: z.string().nullish(),
  internetMessageId: z.string().nullish(),
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
  subject: z.string().nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  from: RecipientSchema.nullish(),
  sender: RecipientSchema.nullish(),
  toRecipients: RecipientsSchema,
  ccRecipients: RecipientsSchema,
  bccRecipients: RecipientsSchema,
  isRead: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  flag: z.object({ flagStatus: z.string().nullish() }).nullish(),
  categories: z.array(z.string()).nullish(),
  receivedDateTime: z.string().nullish(),
  sentDateTime: z.string().nullish(),
});
export type GraphMessage = z.output<typeof GraphMessageSchema>;

export const messageFields = Object.keys(GraphMessageSchema.shape)
  .filter((name) => !name.startsWith("@"))
  .join(",");

/** Outlook's own folders that are mirrored, by their well-known names. */
export const mirroredFolders = ["inbox", "drafts", "sentitems", "archive", "deleteditems"] as const;
export type FolderName = (typeof mirroredFolders)[number];

const places: Readonly<Record<FolderName, OutsideMarks["folder"]>> = {
  inbox: "inbox",
  drafts: "drafts",
  sentitems: "sent",
  archive: "archive",
  deleteditems: "trash",
};
export const folderFor: Readonly<Record<OutsideMarks["folder"], FolderName>> = {
  inbox: "inbox",
  drafts: "drafts",
  sent: "sentitems",
  archive: "archive",
  trash: "deleteditems",
};

/** Folders' ids and what they are; ones that people made count as the archive, and junk isn't mirrored. */
export interface Folders {
  readonly byId: ReadonlyMap<string, FolderName>;
  readonly junkId: string | null;
}

/** A mail that came whole rather than only with what changed of it. */
export const isWhole = ({ subject, receivedDateTime, internetMessageId }: GraphMessage): boolean =>
  internetMessageId != null && receivedDateTime != null && subject !== undefined;

/** Null for what isn't mirrored. */
export const marksOf = ({ parentFolderId, isRead, flag, categories }: GraphMessage, { byId, junkId }: Folders): OutsideMarks | null => {
  if (parentFolderId != null && parentFolderId === junkId) return null;
  const folder = byId.get(parentFolderId ?? "");
  return {
    folder: folder === undefined ? "archive" : places[folder],
    read: isRead !== false,
    flagged: flag?.flagStatus === "flagged",
    labels: categories ?? [],
  };
};

interface Address {
  readonly email: string;
  readonly name: string | null;
}

const addressOf = (recipient: z.output<typeof RecipientSchema> | null | undefined): Address | null => {
  const { name, address } = recipient?.emailAddress ?? {};
  if (address == null || !address.includes("@")) return null;
  const called = name == null || name.trim() === "" || name === address ? null : name.trim().slice(0, 200);
  return { email: address.toLowerCase(), name: called };
};

const headerOf = ({ internetMessageHeaders }: GraphMessage, name: string): string | null =>
  internetMessageHeaders
    ?.find((header) => header.name.toLowerCase() === name)
    ?.value?.replace(/\s+/g, " ")
    .trim() ?? null;

const idsIn = (header: string | null): string[] => [...(header ?? "").matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? "");

/** Asked for as HTML: what was written without any comes in a wrapping of Outlook's. */
const bodyOf = ({ body }: GraphMessage): { readonly body: string; readonly html: string | null } => {
  const content = body?.content ?? "";
  if (body?.contentType?.toLowerCase() !== "html") return { body: content.replace(/\r\n?/g, "\n").trim(), html: null };
  return { body: htmlToText(content).replace(/\r\n?/g, "\n"), html: /class="?PlainText"?/i.test(content) ? null : keptHtml(content) };
};

const sentAtOf = ({ sentDateTime, receivedDateTime }: GraphMessage): string => {
  const ms = [receivedDateTime, sentDateTime].map((at) => Date.parse(at ?? "")).find((at) => Number.isFinite(at));
  return new Date(ms ?? 0).toISOString();
};

export const bareId = (messageId: string): string => messageId.replace(/^<|>$/g, "");

/** Null for what isn't mirrored. */
export const outsideMail = (message: GraphMessage, folders: Folders): OutsideMail | null => {
  const marks = marksOf(message, folders);
  if (marks === null) return null;
  const from = addressOf(message.from) ?? addressOf(message.sender) ?? { email: "unknown@invalid", name: null };
  const named = { to: message.toRecipients, cc: message.ccRecipients, bcc: message.bccRecipients };
  const recipients = (["to", "cc", "bcc"] as const).flatMap((kind) =>
    (named[kind] ?? []).flatMap((one) => {
      const address = addressOf(one);
      return address === null ? [] : [{ kind, ...address }];
    }),
  );
  return {
    ...marks,
    sourceId: message.id,
    sourceThreadId: message.conversationId ?? null,
    from,
    recipients,
    subject: message.subject ?? "",
    ...bodyOf(message),
    messageId: message.internetMessageId == null ? `${message.id}@outlook.invalid` : bareId(message.internetMessageId),
    inReplyTo: idsIn(headerOf(message, "in-reply-to"))[0] ?? null,
    references: idsIn(headerOf(message, "references")).slice(-50),
    automatic: isAutomatic({
      listId: headerOf(message, "list-id"),
      listUnsubscribe: headerOf(message, "list-unsubscribe"),
      precedence: headerOf(message, "precedence"),
      autoSubmitted: headerOf(message, "auto-submitted"),
      fromEmail: from.email,
    }),
    sentAt: sentAtOf(message),
    unsubscribe: unsubscribeOf(headerOf(message, "list-unsubscribe"), headerOf(message, "list-unsubscribe-post")),
  };
};

/** What has to be said so that it is marked as `wanted`; where it lies is another matter. */
export const markChange = (wanted: OutsideMarks, stands: OutsideMarks): Record<string, unknown> => ({
  ...(wanted.read === stands.read ? {} : { isRead: wanted.read }),
  ...(wanted.flagged === stands.flagged ? {} : { flag: { flagStatus: wanted.flagged ? "flagged" : "notFlagged" } }),
  ...([...wanted.labels].sort().join("\n") === [...stands.labels].sort().join("\n") ? {} : { categories: [...wanted.labels] }),
});
