/** Taking back what was done to contacts, until they change again, at most a day. */
import { AppError } from "@/lib/errors";
import type { Actor, Undo, Undone } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockContactRow } from "@/lib/queries/contacts";
import { listUndoableRecordChanges, lockRecordChange, markRecordChangeUndone, type RecordChange } from "@/lib/queries/record-changes";
import { transaction } from "@/lib/queries/transaction";
import type { Contact } from "./contracts";
import { shown, writeContacts, type ContactDifference } from "./write-change";

/** The way back where every contact is still as the change left it; null when one has changed since. */
const reversedIfUntouched = async (userId: string, { rows }: RecordChange<Contact>): Promise<ContactDifference[] | null> => {
  const reversed: ContactDifference[] = [];
  for (const { before, after } of rows) {
    const current = await lockContactRow(userId, (after ?? before)?.id ?? "");
    if ((current?.version ?? null) !== (after?.version ?? null)) return null;
    reversed.push({
      before: current === null ? null : shown(current),
      after: before === null ? null : { ...before, version: (current ?? before).version + 1 },
    });
  }
  return reversed;
};

const stateAfter = ({ action, rows }: RecordChange<Contact>): string => {
  if (rows.length > 1) return `The ${rows.length} contacts stand apart again.`;
  const [row] = rows;
  const name = (row?.before ?? row?.after)?.name ?? "";
  if (action === "contact.create") return `${name} isn't in your contacts any more.`;
  return action === "contact.delete" ? `${name} is in your contacts again.` : `${name} is as before.`;
};

/** Errors: scheduling/change-not-found, scheduling/undo-over, people/contact-exists when the address has been given to somebody else. */
export const undoContactChange = (actor: Actor, changeId: string, nowMs = Date.now()): Promise<Undone> =>
  transaction(async () => {
    requireScope(actor, "people:write");
    const change = await lockRecordChange<Contact>(actor.userId, "people", changeId);
    if (change === null) throw new AppError("scheduling/change-not-found");
    const reversed = change.undoneAt !== null || Date.parse(change.until) <= nowMs ? null : await reversedIfUntouched(actor.userId, change);
    if (reversed === null) throw new AppError("scheduling/undo-over");
    // What a merge filled in is emptied before the contact it came from is there again: they may share an address.
    await writeContacts(actor.userId, reversed);
    await markRecordChangeUndone(actor.userId, change.id, new Date(nowMs).toISOString());
    await recordAudit(actor, { action: "change.undo", subjectId: change.id, before: { action: change.action, summary: change.summary } });
    return { summary: change.summary, state: stateAfter(change) };
  });

/** The last change that can still be taken back; null when there is none. */
export const findContactUndo = async (actor: Actor, nowMs = Date.now()): Promise<Undo | null> => {
  requireScope(actor, "people:read");
  const [last] = await listUndoableRecordChanges<Contact>(actor.userId, "people", new Date(nowMs).toISOString(), 1);
  return last === undefined ? null : { changeId: last.id, until: last.until, summary: last.summary };
};
