/** Taking back what was done to memories, until they change again, at most a day. */
import { AppError } from "@/lib/errors";
import type { Actor, Undo, Undone } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockMemoryRow } from "@/lib/queries/memories";
import { listUndoableRecordChanges, lockRecordChange, markRecordChangeUndone, type RecordChange } from "@/lib/queries/record-changes";
import { transaction } from "@/lib/queries/transaction";
import type { Memory } from "./contracts";
import { excerpt, writeMemories, type MemoryDifference } from "./write-change";

/** The rows as they are now, where they are still as the change left them; null when one has changed since. */
const reversedIfUntouched = async (userId: string, { rows }: RecordChange<Memory>): Promise<MemoryDifference[] | null> => {
  const reversed: MemoryDifference[] = [];
  for (const { before, after } of rows) {
    const current = await lockMemoryRow(userId, (after ?? before)?.id ?? "");
    if ((current?.version ?? null) !== (after?.version ?? null)) return null;
    reversed.push({ before: current, after: before === null ? null : { ...before, version: (current ?? before).version + 1 } });
  }
  return reversed;
};

const stateAfter = ({ action, rows: [row] }: RecordChange<Memory>): string => {
  if (action === "memory.create") return `I don't keep “${excerpt(row?.after?.text ?? "")}” any more.`;
  const kept = `“${excerpt(row?.before?.text ?? "")}”`;
  return action === "memory.delete" ? `I remember ${kept} again.` : `I remember it as ${kept} again.`;
};

/** Errors: scheduling/change-not-found, scheduling/undo-over. */
export const undoMemoryChange = (actor: Actor, changeId: string, nowMs = Date.now()): Promise<Undone> =>
  transaction(async () => {
    requireScope(actor, "memory:write");
    const change = await lockRecordChange<Memory>(actor.userId, "memory", changeId);
    if (change === null) throw new AppError("scheduling/change-not-found");
    const reversed = change.undoneAt !== null || Date.parse(change.until) <= nowMs ? null : await reversedIfUntouched(actor.userId, change);
    if (reversed === null) throw new AppError("scheduling/undo-over");
    await writeMemories(actor.userId, reversed);
    await markRecordChangeUndone(actor.userId, change.id, new Date(nowMs).toISOString());
    await recordAudit(actor, { action: "change.undo", subjectId: change.id, before: { action: change.action } });
    return { summary: change.summary, state: stateAfter(change) };
  });

/** The last change that can still be taken back; null when there is none. */
export const findMemoryUndo = async (actor: Actor, nowMs = Date.now()): Promise<Undo | null> => {
  requireScope(actor, "memory:read");
  const [last] = await listUndoableRecordChanges<Memory>(actor.userId, "memory", new Date(nowMs).toISOString(), 1);
  return last === undefined ? null : { changeId: last.id, until: last.until, summary: last.summary };
};
