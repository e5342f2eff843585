/** Marks a to-do as done, or opens it again. */
import { z } from "zod";
import { TaskSchema, type Task } from "@/lib/tasks/contracts";
import { editTask } from "@/lib/tasks/service";
import { line } from "../core/event-lines";
import { defineTool, type Refusal } from "./define-tool";
import { spokenDue, taskNamed, TaskWordsSchema } from "./task-target";

/** Leaving it out would be the same as dropping it, and that is for the owner to say. */
const comesOnce = ({ title }: Task): Refusal => ({
  ok: false,
  reason: "comes-once",
  said: `“${title}” comes only once. Say “snooze it till Monday” to put it off, or “delete it”.`,
});

export const completeTaskTool = defineTool({
  name: "complete_task",
  label: "Mark a to-do as done",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    "Marks a to-do as done when the user says they did it; one that repeats goes on to its next time, with skip also without having been done. With reopen (and an id from find_tasks with state done) it opens one again.",
  input: z.object({
    task: TaskWordsSchema,
    reopen: z.boolean().optional(),
    skip: z.boolean().optional().describe("True when one that repeats is left out this time, without having been done."),
  }),
  output: z.object({ task: TaskSchema }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) return found;
    const reopen = input.reopen === true;
    const skip = input.skip === true;
    if (skip && found.task.recurrence === null) return comesOnce(found.task);
    return {
      ok: true,
      effect: "own",
      input: { ...input, task: found.task.id },
      title: reopen ? `Open “${found.task.title}” again` : skip ? `Leave “${found.task.title}” out this time` : `Mark “${found.task.title}” as done`,
      lines: [line("To-do", reopen ? "done" : "open", reopen ? "open" : skip ? "left out this time" : "done")],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { task: words, reopen = false, skip = false }) => {
    const found = await taskNamed(context, words);
    if (!found.ok) return found;
    if (skip && found.task.recurrence === null) return comesOnce(found.task);
    // The time that was found is finished: said twice at once, one that repeats goes on once.
    const version = reopen || found.task.recurrence === null ? {} : { version: found.task.version };
    const { task, undo } = await editTask(context.actor, { taskId: found.task.id, done: !reopen, ...version }, { now: context.now });
    const next = task.doneAt === null && task.recurrence !== null ? spokenDue(task, context) : null;
    return {
      ok: true,
      output: { task },
      said: reopen ? `“${task.title}” is open again.` : `“${task.title}” is ${skip ? "left out this time" : "done"}${next === null ? "" : `; next ${next}`}.`,
      undo,
    };
  },
});
