/** Keeps drafts where the rest of the account's mail is, so that they can be gone on with in any other program; and takes them away there. */
import { openMailbox } from "@/lib/integrations/service";
import { newId } from "@/lib/ids";
import { deleteMailLink, findMailLink, findSourceThread, saveMailLinks } from "@/lib/queries/mail-mirror";
import { findMailRow, type StoredMail } from "@/lib/queries/mails";
import { createOutboxMessages, type ClaimedMessage } from "@/lib/queries/outbox";
import { outgoingOf } from "./outgoing";

/** In the transaction that saves it. */
export const keepDraftLater = async ({ id, userId, connectionId }: StoredMail): Promise<void> => {
  if (connectionId !== null) await createOutboxMessages(userId, [{ id: newId(), topic: "mail.draft", payload: { connectionId, mailId: id } }]);
};

/** In the transaction that deletes it, or says that it was sent: it is no draft any more, there neither. */
export const dropDraftLater = async (userId: string, mailId: string): Promise<void> => {
  const link = await findMailLink(userId, mailId);
  if (link === null) return;
  await createOutboxMessages(userId, [{ id: newId(), topic: "mail.draft", payload: { connectionId: link.connectionId, drop: link.sourceId } }]);
  await deleteMailLink(userId, mailId);
};

/** As it stands when its turn comes. Errors: whatever may be better later. */
export const carryDraft = async ({ userId, payload }: ClaimedMessage, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
  const { connectionId, mailId, drop } = payload;
  const mailbox = typeof connectionId === "string" ? await openMailbox(userId, connectionId) : null;
  if (mailbox === null || typeof connectionId !== "string") return;
  if (typeof drop === "string") return mailbox.dropDraft(drop, { signal });
  const draft = typeof mailId === "string" ? await findMailRow(userId, mailId) : null;
  if (draft?.state !== "draft") return;
  const link = await findMailLink(userId, draft.id);
  if (link !== null && link.version >= draft.version) return;
  const sourceThreadId = link?.sourceThreadId ?? (await findSourceThread(connectionId, draft.threadId));
  const outgoing = outgoingOf(draft, { sentAt: draft.sentAt, resumed: false, sourceThreadId, calendar: null });
  const sourceId = await mailbox.keepDraft(outgoing, link?.sourceId ?? null, { signal });
  await saveMailLinks(userId, connectionId, [{ mailId: draft.id, sourceId, sourceThreadId, version: draft.version }]);
};
