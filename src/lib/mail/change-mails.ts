/** Archiving, deleting, marking, labelling: what an owner does with mails that lie there, each with a way back. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { createRecordChange } from "@/lib/queries/record-changes";
import {
  deleteMailRow,
  findMailRow,
  listThreadMates,
  lockMailRows,
  updateMailMarks,
  type LightMail,
  type MailFolder,
  type MailMark,
  type MailState,
} from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import type { changeMailsEndpoint, ChangeMailsInputSchema } from "./contracts";
import { dropDraftLater } from "./carry-drafts";
import { carryMarksLater } from "./carry-marks";
import { toSummary } from "./stored-mail";
import { markOf, namedMails } from "./mail-marks";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

type Change = z.output<typeof ChangeMailsInputSchema>;

const undoMs = 24 * 60 * 60 * 1000;
/** A conversation longer than this is changed in parts. */
const matesMax = 1_000;

/** Where a mail of one's own lies when it isn't thrown away. */
const ownFolder: Readonly<Record<Exclude<MailState, "received">, Exclude<MailFolder, "trash">>> = {
  draft: "drafts",
  scheduled: "outbox",
  sending: "outbox",
  sent: "sent",
  "not-sent": "outbox",
};

const placed = (row: LightMail, folder: Change["folder"]): Pick<MailMark, "folder" | "folderBefore"> => {
  if (folder === undefined || folder === row.folder) return { folder: row.folder, folderBefore: row.folderBefore };
  if (folder === "trash") return { folder, folderBefore: row.folder === "trash" ? row.folderBefore : row.folder };
  if (row.folder === "trash" && folder === "inbox")
    return { folder: row.folderBefore ?? (row.state === "received" ? "inbox" : ownFolder[row.state]), folderBefore: null };
  return { folder: row.state === "received" ? folder : ownFolder[row.state], folderBefore: null };
};

const labelled = (labels: readonly string[], { addLabels, removeLabels }: Change): string[] => [
  ...new Set([...labels.filter((label) => !removeLabels.includes(label)), ...addLabels]),
];

const changed = (row: LightMail, change: Change): MailMark => ({
  ...markOf(row),
  ...placed(row, change.folder),
  read: change.read ?? row.read,
  flagged: change.flagged ?? row.flagged,
  labels: labelled(row.labels, change),
});

const sameMark = (a: MailMark, b: MailMark): boolean =>
  a.folder === b.folder && a.state === b.state && a.read === b.read && a.flagged === b.flagged && a.labels.join("\n") === b.labels.join("\n");

const doing = ({ folder, read, flagged, addLabels, removeLabels }: Change, from: readonly LightMail[]): string => {
  if (folder === "trash") return "moved to the trash";
  if (folder === "archive") return "archived";
  if (folder === "inbox") return from.every((row) => row.folder === "trash") ? "taken out of the trash" : "put back into the inbox";
  if (addLabels.length > 0) return `labelled ${addLabels.map((label) => `“${label}”`).join(", ")}`;
  if (removeLabels.length > 0) return `no longer labelled ${removeLabels.map((label) => `“${label}”`).join(", ")}`;
  if (flagged !== undefined) return flagged ? "flagged" : "no longer flagged";
  return read === false ? "marked as unread" : "marked as read";
};

/** Changes mails in one step. Errors: mail/not-found when one isn't this owner's; mail/on-its-way for one that is being sent. */
export const changeMails = async (actor: Actor, change: Change, options: VerbOptions = {}): Promise<z.output<typeof changeMailsEndpoint.output>> => {
  requireScope(actor, "mail:write");
  const nowMs = nowMsOf(options);
  return transaction(async () => {
    const asked = [...new Set(change.mailIds)];
    const ids = change.wholeThreads ? await listThreadMates(actor.userId, asked, matesMax) : asked;
    const found = await lockMailRows(actor.userId, ids);
    if (found.length < ids.length || found.length === 0) throw new AppError("mail/not-found");
    if (found.some(({ state }) => state === "scheduled" || state === "sending")) throw new AppError("mail/on-its-way");
    const rows: { before: MailMark; after: MailMark }[] = found
      .map((row) => ({ before: markOf(row), after: changed(row, change) }))
      .filter(({ before, after }) => !sameMark(before, after));
    const after = new Map(rows.map((row) => [row.after.id, row.after]));
    const shown = found.map((row) => toSummary({ ...row, ...after.get(row.id) }));
    if (rows.length === 0) return { changed: shown, undo: null };
    await updateMailMarks(
      actor.userId,
      rows.map((row) => row.after),
    );
    await carryMarksLater(
      actor.userId,
      found.filter(({ id }) => after.has(id)),
    );
    const undo = {
      changeId: newId(),
      until: isoOf(nowMs + undoMs),
      summary: `${namedMails(found.filter(({ id }) => after.has(id)))} ${doing(change, found)}`,
    };
    await createRecordChange<MailMark>(actor.userId, "mail", { id: undo.changeId, action: "mail.change", summary: undo.summary, rows, until: undo.until });
    await recordAudit(actor, {
      action: "mail.change",
      ...(found.length === 1 && found[0] ? { subjectId: found[0].id } : {}),
      before: rows.map((row) => row.before),
      after: rows.map((row) => row.after),
    });
    return { changed: shown, undo };
  });
};

/** Deletes a draft or something in the trash for good. Errors: mail/not-found, mail/keep-first. */
export const deleteMail = (actor: Actor, { mailId }: { readonly mailId: string }): Promise<{ deleted: true }> =>
  transaction(async () => {
    requireScope(actor, "mail:write");
    if ((await findMailRow(actor.userId, mailId))?.state === "draft") await dropDraftLater(actor.userId, mailId);
    if (!(await deleteMailRow(actor.userId, mailId))) {
      throw new AppError((await findMailRow(actor.userId, mailId)) === null ? "mail/not-found" : "mail/keep-first");
    }
    await recordAudit(actor, { action: "mail.delete", subjectId: mailId });
    return { deleted: true as const };
  });
