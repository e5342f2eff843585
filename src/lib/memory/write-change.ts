/** The one place where memories change: rows, and the way back for a day. */
import { newId } from "@/lib/ids";
import type { Undo } from "@/lib/identity/contracts";
import { createMemoryRow, deleteMemoryRow, updateMemoryRow } from "@/lib/queries/memories";
import { createRecordChange, type RecordDifference } from "@/lib/queries/record-changes";
import type { Memory } from "./contracts";
import { folded } from "./core/search-words";

const undoMs = 24 * 60 * 60 * 1000;

export type MemoryDifference = RecordDifference<Memory>;

/** Writes differences in the caller's transaction. */
export const writeMemories = async (userId: string, rows: readonly MemoryDifference[]): Promise<void> => {
  for (const { before, after } of rows) {
    if (after !== null) await (before === null ? createMemoryRow : updateMemoryRow)(userId, after, folded(after.text));
    else if (before !== null) await deleteMemoryRow(userId, before.id);
  }
};

/** As much of a memory as is said of it. */
export const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60).trimEnd()}…` : line;
};

/** Writes one difference in the caller's transaction and answers how to take it back. */
export const writeMemoryChange = async (userId: string, action: string, summary: string, row: MemoryDifference, nowMs: number): Promise<Undo> => {
  const undo: Undo = { changeId: newId(), until: new Date(nowMs + undoMs).toISOString(), summary };
  await writeMemories(userId, [row]);
  await createRecordChange(userId, "memory", { id: undo.changeId, action, summary, rows: [row], until: undo.until });
  return undo;
};
