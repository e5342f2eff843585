/** Between Gmail's messages and mails in no provider's words (Gmail API v1, Message resource; RFC 5322). */
import { z } from "zod";
import type { OutsideMail, OutsideMarks } from "../../contracts";
import { htmlToText, isAutomatic, keptCalendar, keptHtml, unsubscribeOf } from "../mail-text";

interface Part {
  readonly mimeType?: string | undefined;
  readonly filename?: string | undefined;
  readonly headers?: readonly { readonly name: string; readonly value: string }[] | undefined;
  readonly body?: { readonly data?: string | undefined } | undefined;
  readonly parts?: readonly Part[] | undefined;
}

const PartSchema: z.ZodType<Part> = z.lazy(() =>
  z.object({
    mimeType: z.string().optional(),
    filename: z.string().optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    body: z.object({ data: z.string().optional() }).optional(),
    parts: z.array(PartSchema).optional(),
  }),
);

export const GmailMessageSchema = z.object({
  id: z.string(),
  threadId: z.string().optional(),
  labelIds: z.array(z.string()).optional(),
  historyId: z.string().optional(),
  internalDate: z.string().optional(),
  snippet: z.string().optional(),
  payload: PartSchema.optional(),
});
export type GmailMessage = z.output<typeof GmailMessageSchema>;

/** The owner's own labels: id → name. */
export type LabelNames = ReadonlyMap<string, string>;

/** Null for what isn't mirrored: spam and chats. */
export const marksOf = (labelIds: readonly string[], names: LabelNames): OutsideMarks | null => {
  const has = (label: string): boolean => labelIds.includes(label);
  if (has("SPAM") || has("CHAT")) return null;
  const folder = has("TRASH") ? "trash" : has("DRAFT") ? "drafts" : has("INBOX") ? "inbox" : has("SENT") ? "sent" : "archive";
  return { folder, read: !has("UNREAD"), flagged: has("STARRED"), labels: labelIds.flatMap((id) => names.get(id) ?? []) };
};

const depthMax = 20;

const leavesOf = (part: Part, depth = 0): Part[] =>
  depth > depthMax ? [] : part.parts === undefined ? [part] : part.parts.flatMap((inner) => leavesOf(inner, depth + 1));

const headerOf = (part: Part | undefined, name: string): string | null =>
  part?.headers
    ?.find((header) => header.name.toLowerCase() === name)
    ?.value.replace(/\s+/g, " ")
    .trim() ?? null;

/** Mostly UTF-8, whatever the part says of itself; where it isn't, the part is believed. */
const textOf = (part: Part): string => {
  const bytes = Buffer.from(part.body?.data ?? "", "base64url");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const named = /charset="?([\w-]+)/i.exec(headerOf(part, "content-type") ?? "")?.[1] ?? "latin1";
    try {
      return new TextDecoder(named).decode(bytes);
    } catch {
      return new TextDecoder("latin1").decode(bytes);
    }
  }
};

const written = (payload: Part | undefined): Part[] => (payload === undefined ? [] : leavesOf(payload).filter(({ filename }) => (filename ?? "") === ""));
const textsOf = (parts: readonly Part[], type: string): string[] => parts.filter(({ mimeType }) => mimeType?.toLowerCase() === type).map(textOf);

const bodyOf = (parts: readonly Part[]): string => {
  const plain = textsOf(parts, "text/plain");
  return plain.some((text) => text.trim() !== "")
    ? plain.join("\n").replace(/\r\n?/g, "\n").trim()
    : textsOf(parts, "text/html").map(htmlToText).join("\n").trim();
};

/** Invitations come as a part of their own, with a file name or without. */
const calendarOf = (payload: Part | undefined): string | null => {
  const [first] = textsOf(payload === undefined ? [] : leavesOf(payload), "text/calendar").filter((text) => text !== "");
  return first === undefined ? null : keptCalendar(first);
};

interface Address {
  readonly email: string;
  readonly name: string | null;
}

/** "Ada <ada@example.com>, "Smith, Bob" <bob@example.com>": commas inside quotes don't divide (RFC 5322 section 3.4). Groups lose their names. */
const addressesOf = (header: string | null): Address[] => {
  const parts = (header ?? "").match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,;])+/g) ?? [];
  return parts.flatMap((part) => {
    const angled = /<\s*([^<>\s]+@[^<>\s]+)\s*>/.exec(part);
    const email = angled?.[1] ?? /[^\s<>():"]+@[^\s<>():"]+/.exec(part)?.[0];
    if (email === undefined) return [];
    const name =
      angled === null
        ? ""
        : part
            .slice(0, angled.index)
            .replace(/^[^":]*:\s*(?=["\w])/, "")
            .replace(/^\s*"|"\s*$/g, "")
            .replace(/\\(.)/g, "$1")
            .trim();
    return [{ email: email.toLowerCase(), name: name === "" ? null : name.slice(0, 200) }];
  });
};

const idsIn = (header: string | null): string[] => [...(header ?? "").matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? "");

const sentAtOf = ({ internalDate, payload }: GmailMessage): string => {
  const ms = Number(internalDate ?? NaN);
  const date = Number.isFinite(ms) ? ms : Date.parse(headerOf(payload, "date") ?? "");
  return new Date(Number.isFinite(date) ? date : 0).toISOString();
};

/** Null for what isn't mirrored. */
export const outsideMail = (message: GmailMessage, names: LabelNames): OutsideMail | null => {
  const marks = marksOf(message.labelIds ?? [], names);
  if (marks === null) return null;
  const { payload } = message;
  const parts = written(payload);
  const [from] = addressesOf(headerOf(payload, "from"));
  const recipients = (["to", "cc", "bcc"] as const).flatMap((kind) => addressesOf(headerOf(payload, kind)).map((one) => ({ kind, ...one })));
  // Gmail gives mails that are sent through it an id of its own and keeps ours here.
  const [messageId] = [...idsIn(headerOf(payload, "x-google-original-message-id")), ...idsIn(headerOf(payload, "message-id"))];
  const [inReplyTo] = idsIn(headerOf(payload, "in-reply-to"));
  return {
    ...marks,
    sourceId: message.id,
    sourceThreadId: message.threadId ?? null,
    from: from ?? { email: "unknown@invalid", name: null },
    recipients,
    subject: headerOf(payload, "subject") ?? "",
    body: bodyOf(parts),
    messageId: messageId ?? `${message.id}@gmail.invalid`,
    inReplyTo: inReplyTo ?? null,
    references: idsIn(headerOf(payload, "references")).slice(-50),
    automatic: isAutomatic({
      listId: headerOf(payload, "list-id"),
      listUnsubscribe: headerOf(payload, "list-unsubscribe"),
      precedence: headerOf(payload, "precedence"),
      autoSubmitted: headerOf(payload, "auto-submitted"),
      fromEmail: from?.email ?? "",
    }),
    sentAt: sentAtOf(message),
    html: keptHtml(textsOf(parts, "text/html").join("\n")),
    calendar: calendarOf(payload),
    unsubscribe: unsubscribeOf(headerOf(payload, "list-unsubscribe"), headerOf(payload, "list-unsubscribe-post")),
  };
};

export interface LabelChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What has to be done to a message's labels so that it lies and is marked as said. */
export const labelChange = ({ folder, read, flagged, labels }: OutsideMarks, ids: ReadonlyMap<string, string>): LabelChange => {
  const add = labels.flatMap((name) => ids.get(name) ?? []);
  const remove = [...ids].flatMap(([name, id]) => (labels.includes(name) ? [] : [id]));
  const place = (label: string, wanted: boolean): void => void (wanted ? add : remove).push(label);
  place("UNREAD", !read);
  place("STARRED", flagged);
  place("TRASH", folder === "trash");
  if (folder === "inbox") place("INBOX", true);
  if (folder === "archive" || folder === "trash") place("INBOX", false);
  return { add, remove };
};
