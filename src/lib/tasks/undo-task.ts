/** Taking back what was done to to-dos, until they change again, at most a day. */
import { AppError } from "@/lib/errors";
import type { Actor, Undo, Undone } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { listUndoableRecordChanges, lockRecordChange, markRecordChangeUndone, type RecordDifference } from "@/lib/queries/record-changes";
import { deleteTaskRow, findTaskRow, lockTaskRow, restoreTaskRow, saveTaskRow, type StoredTask } from "@/lib/queries/tasks";
import { transaction } from "@/lib/queries/transaction";
import { scheduleReminder } from "./reminders";
import type { TaskAction } from "./write-change";

/** A reminder that was told meanwhile isn't told again. */
const asBefore = (before: StoredTask, current: StoredTask): StoredTask => ({
  ...before,
  remindedAt: before.remindAt === current.remindAt ? current.remindedAt : before.remindedAt,
  version: current.version + 1,
});

/** Puts one to-do back to what it was; false when it has changed since. */
const reverse = async (userId: string, { before, after }: RecordDifference<StoredTask>, at: string): Promise<boolean> => {
  if (after === null) {
    if (before === null || !(await restoreTaskRow(userId, before.id))) return false;
    const restored = await findTaskRow(userId, before.id);
    if (restored !== null) await scheduleReminder(userId, restored);
    return restored !== null;
  }
  const current = await lockTaskRow(userId, after.id);
  if (current?.version !== after.version) return false;
  if (before === null) return deleteTaskRow(userId, after.id, at);
  const again = asBefore(before, current);
  await saveTaskRow(userId, again);
  await scheduleReminder(userId, again);
  return true;
};

const states: Readonly<Record<TaskAction, string>> = {
  "task.create": "isn't on your list any more",
  "task.update": "is as it was",
  "task.complete": "is open again",
  "task.reopen": "is finished again",
  "task.snooze": "is due when it was",
  "task.delete": "is on your list again",
};

/** Errors: scheduling/change-not-found, scheduling/undo-over. */
export const undoTaskChange = (actor: Actor, changeId: string, nowMs = Date.now()): Promise<Undone> =>
  transaction(async () => {
    requireScope(actor, "tasks:write");
    const at = new Date(nowMs).toISOString();
    const change = await lockRecordChange<StoredTask>(actor.userId, "tasks", changeId);
    if (change === null) throw new AppError("scheduling/change-not-found");
    if (change.undoneAt !== null || Date.parse(change.until) <= nowMs) throw new AppError("scheduling/undo-over");
    for (const row of change.rows) if (!(await reverse(actor.userId, row, at))) throw new AppError("scheduling/undo-over");
    await markRecordChangeUndone(actor.userId, change.id, at);
    await recordAudit(actor, { action: "change.undo", subjectId: change.id, before: { action: change.action, summary: change.summary } });
    const [row] = change.rows;
    return { summary: change.summary, state: `“${(row?.before ?? row?.after)?.title ?? ""}” ${states[change.action as TaskAction]}.` };
  });

/** The last change that can still be taken back; null when there is none. */
export const findTaskUndo = async (actor: Actor, nowMs = Date.now()): Promise<Undo | null> => {
  requireScope(actor, "tasks:read");
  const [last] = await listUndoableRecordChanges<StoredTask>(actor.userId, "tasks", new Date(nowMs).toISOString(), 1);
  return last === undefined ? null : { changeId: last.id, until: last.until, summary: last.summary };
};
