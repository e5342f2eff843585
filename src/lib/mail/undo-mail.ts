/** Taking back what was done to mails: sending for ten seconds, everything else for a day, as long as nothing happened to them since. */
import { AppError } from "@/lib/errors";
import type { Actor, Undo, Undone } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockMailRows, updateMailMarks, type LightMail, type MailMark } from "@/lib/queries/mails";
import { listUndoableRecordChanges, lockRecordChange, markRecordChangeUndone, type RecordChange, type RecordDifference } from "@/lib/queries/record-changes";
import { transaction } from "@/lib/queries/transaction";
import { carryMarksLater } from "./carry-marks";
import { markOf, namedMails } from "./mail-marks";
import { isoOf } from "./verb-options";

const fields = ["folder", "state", "read", "flagged", "labels"] as const;
const plain = (value: unknown): string => JSON.stringify(value);

/** The mail as it was before, in what that change touched; null where that part was changed again since. */
const reversed = ({ before, after }: RecordDifference<MailMark>, now: LightMail | undefined): MailMark | null => {
  if (now === undefined || before === null || after === null) return null;
  const current = markOf(now);
  const touched = fields.filter((field) => plain(before[field]) !== plain(after[field]));
  if (touched.some((field) => plain(current[field]) !== plain(after[field]))) return null;
  const back = Object.fromEntries(touched.map((field) => [field, before[field]])) as Partial<MailMark>;
  return {
    ...current,
    ...back,
    ...(touched.includes("folder") ? { folderBefore: before.folderBefore } : {}),
    ...(touched.includes("state") ? { sendAt: before.sendAt } : {}),
  };
};

/** The last thing done to mails that may still be taken back; null when there is none. */
export const findMailUndo = async (actor: Actor, nowMs: number): Promise<Undo | null> => {
  requireScope(actor, "mail:read");
  const [change] = await listUndoableRecordChanges<MailMark>(actor.userId, "mail", isoOf(nowMs), 1);
  return change === undefined ? null : { changeId: change.id, until: change.until, summary: change.summary };
};

const stateAfter = ({ action, rows }: RecordChange<MailMark>, mails: readonly LightMail[]): string => {
  const one = rows.length === 1;
  if (action === "mail.send") return `${namedMails(mails)} ${one ? "stays here as a draft" : "stay here as drafts"}.`;
  const moved = rows.some(({ before, after }) => before?.folder !== after?.folder);
  return `${namedMails(mails)} ${one ? "is" : "are"} ${moved ? "back where" : "as"} ${one ? "it was" : "they were"}.`;
};

/** Errors: scheduling/change-not-found; mail/undo-over when the time is over, it has been taken back, or its mails were changed again. */
export const undoMailChange = (actor: Actor, changeId: string, nowMs: number): Promise<Undone> =>
  transaction(async () => {
    requireScope(actor, "mail:write");
    const now = isoOf(nowMs);
    const change = await lockRecordChange<MailMark>(actor.userId, "mail", changeId);
    if (change === null) throw new AppError("scheduling/change-not-found");
    const ids = change.rows.flatMap(({ after }) => after?.id ?? []);
    const current = new Map((await lockMailRows(actor.userId, ids)).map((row) => [row.id, row]));
    const back = change.rows.flatMap((row) => reversed(row, current.get(row.after?.id ?? "")) ?? []);
    if (change.undoneAt !== null || change.until <= now || back.length < change.rows.length) throw new AppError("mail/undo-over");
    await updateMailMarks(actor.userId, back);
    await carryMarksLater(actor.userId, [...current.values()]);
    await markRecordChangeUndone(actor.userId, changeId, now);
    await recordAudit(actor, { action: "mail.undo", subjectId: changeId, before: { action: change.action, summary: change.summary } });
    return { summary: change.summary, state: stateAfter(change, [...current.values()]) };
  });
