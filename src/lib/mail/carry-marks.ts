/** Carries how the owner files and marks mails to the account they lie in: as they stand when their turn comes, so repetitions do no harm. */
import type { OutsideMarks } from "@/lib/integrations/contracts";
import { openMailbox } from "@/lib/integrations/service";
import { newId } from "@/lib/ids";
import { listCarriedMails, saveMailLinks } from "@/lib/queries/mail-mirror";
import type { LightMail, StoredMail } from "@/lib/queries/mails";
import { createOutboxMessages, type ClaimedMessage } from "@/lib/queries/outbox";

const carriedAtOnce = 100;

/** Orders that these be filed and marked in their accounts as they are here; in the transaction of the change. */
export const carryMarksLater = async (userId: string, rows: readonly LightMail[]): Promise<void> => {
  const outside = rows.flatMap(({ id, connectionId }) => (connectionId === null ? [] : [{ id, connectionId }]));
  const messages = [...Map.groupBy(outside, ({ connectionId }) => connectionId)].flatMap(([connectionId, some]) =>
    Array.from({ length: Math.ceil(some.length / carriedAtOnce) }, (_, part) => ({
      id: newId(),
      topic: "mail.outside" as const,
      payload: { connectionId, mailIds: some.slice(part * carriedAtOnce, (part + 1) * carriedAtOnce).map(({ id }) => id) },
    })),
  );
  await createOutboxMessages(userId, messages);
};

const outsideFolder = (folder: StoredMail["folder"]): OutsideMarks["folder"] => (folder === "outbox" ? "sent" : folder);

/** Files and marks mails in their account as they are here now. Errors: whatever may be better later. */
export const carryMarks = async ({ userId, payload }: ClaimedMessage, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
  const connectionId = typeof payload.connectionId === "string" ? payload.connectionId : "";
  const mailIds = Array.isArray(payload.mailIds) ? payload.mailIds.filter((id): id is string => typeof id === "string") : [];
  const mailbox = await openMailbox(userId, connectionId);
  if (mailbox === null) return;
  const rows = (await listCarriedMails(userId, connectionId, mailIds)).filter(({ version, linkVersion }) => version > linkVersion);
  if (rows.length === 0) return;
  const names = new Map<string, string>();
  const linked = (version: (row: (typeof rows)[number]) => number, some: typeof rows): Promise<void> =>
    saveMailLinks(
      userId,
      connectionId,
      some.map((row) => ({ mailId: row.id, sourceId: names.get(row.sourceId) ?? row.sourceId, sourceThreadId: row.sourceThreadId, version: version(row) })),
    );
  try {
    await mailbox.mark(
      rows.map(({ sourceId, folder, read, flagged, labels }) => ({ sourceId, folder: outsideFolder(folder), read, flagged, labels })),
      { signal, renamed: (from, to) => void names.set(from, to) },
    );
  } catch (error) {
    // What was moved before it broke off is found again under its new name.
    await linked(
      ({ linkVersion }) => linkVersion,
      rows.filter(({ sourceId }) => names.has(sourceId)),
    );
    throw error;
  }
  await linked(({ version }) => version, rows);
};
