/** Mails put into a mailbox as if they had arrived: the sample's. Nobody is notified of them. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { createReceivedMailRow, type StoredMail } from "@/lib/queries/mails";
import { messageIdOf } from "./core/headers";
import { previewOf } from "./core/text";
import { fromTextOf, searchTextOf } from "./stored-mail";

export interface PlacedMail {
  readonly from: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly body: string;
  /** RFC 3339. */
  readonly sentAt: string;
  readonly read: boolean;
  readonly automatic: boolean;
  readonly labels: readonly string[];
}

/** Addressed to the owner, each a conversation of its own, in the caller's transaction. Answers their ids. */
export const placeMails = async (actor: Actor, mails: readonly PlacedMail[]): Promise<string[]> => {
  requireScope(actor, "mail:write");
  const { userId, name, email } = await findProfile(actor);
  const ids: string[] = [];
  for (const mail of mails) {
    const id = newId();
    const worded = {
      fromEmail: mail.from.email,
      fromName: mail.from.name,
      recipients: [{ kind: "to" as const, email: email.toLowerCase(), name, delivery: null, reason: null }],
      subject: mail.subject,
      body: mail.body,
    };
    const row: StoredMail = {
      ...worded,
      id,
      userId,
      provider: "builtin",
      connectionId: null,
      threadId: newId(),
      folder: "inbox",
      folderBefore: null,
      state: "received",
      preview: previewOf(mail.body),
      messageId: messageIdOf(id, "sample.invalid"),
      inReplyTo: null,
      references: [],
      automatic: mail.automatic,
      answersId: null,
      how: "new",
      read: mail.read,
      flagged: false,
      labels: mail.labels,
      sendAt: null,
      attempts: 0,
      note: null,
      sentAt: mail.sentAt,
      searchText: searchTextOf(worded),
      fromText: fromTextOf(worded),
      version: 1,
    };
    if (await createReceivedMailRow(row)) ids.push(id);
  }
  return ids;
};
