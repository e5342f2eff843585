/** Mails for tests: arrived ones, as a delivery leaves them. */
import { randomUUID } from "node:crypto";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { ComposedMailSchema, type ComposedMail } from "@/lib/mail/contracts";
import { createReceivedMailRow, type StoredMail } from "@/lib/queries/mails";

export interface Arriving {
  readonly from?: string;
  readonly fromName?: string | null;
  readonly subject?: string;
  readonly body?: string;
  readonly sentAt?: string;
  readonly threadId?: string;
  readonly messageId?: string;
  readonly automatic?: boolean;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
}

/** Puts a mail into an owner's inbox and answers its id. */
export const arrive = async (actor: Actor, mail: Arriving = {}): Promise<string> => {
  const id = randomUUID();
  const { from = "ana@example.com", fromName = null, subject = "Lunch", body = "Shall we have lunch?" } = mail;
  const row: StoredMail = {
    id,
    userId: actor.userId,
    provider: "builtin",
    connectionId: null,
    threadId: mail.threadId ?? randomUUID(),
    folder: "inbox",
    folderBefore: null,
    state: "received",
    fromEmail: from,
    fromName,
    recipients: [
      ...(mail.to ?? [`${actor.userId}@example.com`]).map((email) => ({ kind: "to" as const, email, name: null, delivery: null, reason: null })),
      ...(mail.cc ?? []).map((email) => ({ kind: "cc" as const, email, name: null, delivery: null, reason: null })),
    ],
    subject,
    body,
    preview: body.slice(0, 200),
    messageId: mail.messageId ?? `${id}@example.com`,
    inReplyTo: null,
    references: [],
    automatic: mail.automatic ?? false,
    answersId: null,
    how: "new",
    read: false,
    flagged: false,
    labels: [],
    sendAt: null,
    attempts: 0,
    note: null,
    sentAt: mail.sentAt ?? "2026-11-20T10:00:00.000Z",
    searchText: `${subject} ${fromName ?? ""} ${from} ${body}`.toLowerCase(),
    fromText: `${fromName ?? ""} ${from}`.toLowerCase(),
    version: 1,
  };
  await createReceivedMailRow(row);
  return id;
};

/** The address of a test owner. */
export const addressOf = async (actor: Actor): Promise<string> =>
  (await query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [actor.userId])).rows[0]?.email ?? "";

/** A mail as somebody would write it. */
export const written = (mail: Partial<ComposedMail> & { readonly toEmails?: readonly string[] }): ComposedMail => {
  const { toEmails, ...rest } = mail;
  return ComposedMailSchema.parse({ subject: "Hello", body: "How are you?", ...rest, ...(toEmails ? { to: toEmails.map((email) => ({ email })) } : {}) });
};
