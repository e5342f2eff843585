/** Puts a to-do and its reminder off. */
import { z } from "zod";
import { TaskSchema } from "@/lib/tasks/contracts";
import { putOffTask } from "@/lib/tasks/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";
import { spokenDue, spokenReminder, taskNamed, TaskWordsSchema } from "./task-target";

export const snoozeTaskTool = defineTool({
  name: "snooze_task",
  label: "Put a to-do off",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    'Puts a to-do and its reminder off, of one that repeats this time only. `until` in the user\'s own words: "Monday", "for an hour", "tomorrow at 9".',
  input: z.object({ task: TaskWordsSchema, until: z.string().min(1).max(200) }),
  output: z.object({ task: TaskSchema }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) return found;
    return {
      ok: true,
      effect: "own",
      input: { ...input, task: found.task.id },
      title: `Put “${found.task.title}” off`,
      lines: [line("Due", spokenDue(found.task, context), input.until)],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { task: words, until }) => {
    const found = await taskNamed(context, words);
    if (!found.ok) return found;
    const { task, undo } = await putOffTask(context.actor, { taskId: found.task.id, until }, { now: context.now });
    return {
      ok: true,
      output: { task },
      said: `“${task.title}” is put off${task.recurrence === null ? "" : ", this time only"}: due ${spokenDue(task, context) ?? "later"}.${spokenReminder({ ...task, recurrence: null }, context)}`,
      undo,
    };
  },
});
