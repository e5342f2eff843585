/** Mail that Perin writes by itself where this server can't send any: into the mailbox of an account here, or kept for its owner to see. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { ownMailbox } from "@/lib/integrations/service";
import { recordAudit } from "@/lib/queries/audit";
import { createMailRow, findMailRow, type StoredMail } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { previewOf } from "./core/text";
import { fromTextOf, searchTextOf } from "./stored-mail";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

export interface Notice {
  /** Given again, nothing happens twice. */
  readonly id: string;
  readonly from: { readonly email: string; readonly name: string };
  readonly to: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly body: string;
}

const rowOf = (userId: string, notice: Notice, nowMs: number): StoredMail => {
  const mail = {
    id: notice.id,
    userId,
    provider: "builtin",
    connectionId: null,
    threadId: notice.id,
    folder: "outbox" as const,
    folderBefore: null,
    state: "not-sent" as const,
    fromEmail: notice.from.email,
    fromName: notice.from.name,
    recipients: [{ kind: "to" as const, email: notice.to.email, name: notice.to.name || null, delivery: "not-sent" as const, reason: null }],
    subject: notice.subject,
    body: notice.body,
    preview: previewOf(notice.body),
    messageId: `${notice.id}@perin.invalid`,
    inReplyTo: null,
    references: [],
    automatic: true,
    answersId: null,
    how: "new" as const,
    read: true,
    flagged: false,
    labels: [],
    sendAt: null,
    attempts: 0,
    note: `Not sent to ${notice.to.email}: this server can't send mail. This is what it would have said.`,
    sentAt: isoOf(nowMs),
    version: 1,
  };
  return { ...mail, searchText: searchTextOf(mail), fromText: fromTextOf(mail) };
};

/** Once, however often it is asked for. */
const keep = (actor: Actor, row: StoredMail): Promise<void> =>
  transaction(async () => {
    requireScope(actor, "mail:write");
    if ((await findMailRow(actor.userId, row.id)) !== null) return;
    await createMailRow(row);
    await recordAudit(actor, { action: "mail.not-sent", subjectId: row.id });
  });

/** "delivered" into a mailbox of this server, or "kept" in the owner's outbox with the reason. */
export const postNotice = async (actor: Actor, notice: Notice, options: VerbOptions = {}): Promise<"delivered" | "kept"> => {
  requireScope(actor, "mail:write");
  await findProfile(actor);
  const row = rowOf(actor.userId, notice, nowMsOf(options));
  const [delivery] = await ownMailbox().deliver({
    userId: actor.userId,
    from: notice.from,
    recipients: [{ kind: "to", email: notice.to.email, name: notice.to.name || null }],
    subject: row.subject,
    body: row.body,
    preview: row.preview,
    messageId: row.messageId,
    inReplyTo: null,
    references: [],
    sentAt: row.sentAt,
    searchText: row.searchText,
    fromText: row.fromText,
    resumed: false,
    sourceThreadId: null,
  });
  if (delivery?.delivery === "delivered") return "delivered";
  await keep(actor, row);
  return "kept";
};

/** What would have been sent to the owner themselves: it stands in their outbox and says why, and nothing is told of it. */
export const keepNotice = async (actor: Actor, notice: Notice, options: VerbOptions = {}): Promise<void> => {
  requireScope(actor, "mail:write");
  await keep(actor, rowOf(actor.userId, notice, nowMsOf(options)));
};
