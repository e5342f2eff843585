/** From the owner's words to one open to-do. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findLastTouchedTaskRow, listOpenTaskRows } from "@/lib/queries/tasks";
import { matchTask, type TaskMatch } from "./core/match-task";
import { shown } from "./stored-task";

/** So many open ones are looked through. */
const openMax = 500;

/** "it", "that one": the one that was added, changed or told of last. */
const pronoun = /^\s*(?:(?:it|that|this|that one|this one|the reminder|the last one|the task|the to-?do)\s*)?$/i;

export const resolveTask = async (actor: Actor, words: string): Promise<TaskMatch> => {
  requireScope(actor, "tasks:read");
  if (pronoun.test(words)) {
    const last = await findLastTouchedTaskRow(actor.userId);
    return last === null ? { kind: "none" } : { kind: "one", task: shown(last) };
  }
  const rows = await listOpenTaskRows(actor.userId, { words: [], dueBefore: null, after: null, limit: openMax });
  return matchTask(words, rows.map(shown));
};
