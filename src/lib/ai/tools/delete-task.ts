/** Takes a to-do off the list. */
import { z } from "zod";
import { deleteTask } from "@/lib/tasks/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";
import { spokenTask, taskNamed, TaskWordsSchema } from "./task-target";

export const deleteTaskTool = defineTool({
  name: "delete_task",
  label: "Delete a to-do",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "ask",
  description:
    "Deletes one to-do that isn't wanted any more, with all its repetitions (to end only these, change_task). What was done is complete_task. Asks for approval by itself.",
  input: z.object({ task: TaskWordsSchema }),
  output: z.object({ deleted: z.literal(true) }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) return found;
    return {
      ok: true,
      effect: "own",
      input: { task: found.task.id },
      title: `Delete “${found.task.title}” from your list`,
      lines: [line("To-do", spokenTask(found.task, context), null)],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { task: words }) => {
    const found = await taskNamed(context, words);
    if (!found.ok) return found;
    const { undo } = await deleteTask(context.actor, { taskId: found.task.id }, { now: context.now });
    return { ok: true, output: { deleted: true as const }, said: `“${found.task.title}” was deleted from your list.`, undo };
  },
});
