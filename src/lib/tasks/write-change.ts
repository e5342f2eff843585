/** The way back for what was done to to-dos, written in the transaction that did it. */
import type { Undo } from "@/lib/identity/contracts";
import { newId } from "@/lib/ids";
import { createRecordChange, type RecordDifference } from "@/lib/queries/record-changes";
import type { StoredTask } from "@/lib/queries/tasks";

const undoMs = 24 * 60 * 60 * 1000;

export type TaskAction = "task.create" | "task.update" | "task.complete" | "task.reopen" | "task.snooze" | "task.delete";

const deeds: Readonly<Record<TaskAction, string>> = {
  "task.create": "was added to the to-dos",
  "task.update": "was changed",
  "task.complete": "was finished",
  "task.reopen": "was opened again",
  "task.snooze": "was put off",
  "task.delete": "was deleted from the to-dos",
};

/** `before` and `after`: null = it isn't on the list. */
export const writeTaskChange = async (userId: string, action: TaskAction, row: RecordDifference<StoredTask>, now: string): Promise<Undo> => {
  const undo: Undo = {
    changeId: newId(),
    until: new Date(Date.parse(now) + undoMs).toISOString(),
    summary: `“${(row.before ?? row.after)?.title ?? ""}” ${deeds[action]}`,
  };
  await createRecordChange(userId, "tasks", { id: undo.changeId, action, summary: undo.summary, rows: [row], until: undo.until });
  return undo;
};
