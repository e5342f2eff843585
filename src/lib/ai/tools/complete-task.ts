/** Marks a to-do as done, or opens it again. */
import { z } from "zod";
import { TaskSchema } from "@/lib/tasks/contracts";
import { editTask } from "@/lib/tasks/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";
import { spokenDue, taskNamed, TaskWordsSchema } from "./task-target";

export const completeTaskTool = defineTool({
  name: "complete_task",
  label: "Mark a to-do as done",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    "Marks a to-do as done when the user says they did it; one that repeats goes on to its next time. With reopen (and an id from find_tasks with state done) it opens one again.",
  input: z.object({ task: TaskWordsSchema, reopen: z.boolean().optional() }),
  output: z.object({ task: TaskSchema }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) return found;
    const reopen = input.reopen === true;
    return {
      ok: true,
      effect: "own",
      input: { ...input, task: found.task.id },
      title: reopen ? `Open “${found.task.title}” again` : `Mark “${found.task.title}” as done`,
      lines: [line("To-do", reopen ? "done" : "open", reopen ? "open" : "done")],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { task: words, reopen = false }) => {
    const found = await taskNamed(context, words);
    if (!found.ok) return found;
    // The time that was found is finished: said twice at once, one that repeats goes on once.
    const version = reopen || found.task.recurrence === null ? {} : { version: found.task.version };
    const { task, undo } = await editTask(context.actor, { taskId: found.task.id, done: !reopen, ...version }, { now: context.now });
    const next = task.doneAt === null && task.recurrence !== null ? spokenDue(task, context) : null;
    return {
      ok: true,
      output: { task },
      said: reopen ? `“${task.title}” is open again.` : `“${task.title}” is done${next === null ? "" : `; next ${next}`}.`,
      undo,
    };
  },
});
