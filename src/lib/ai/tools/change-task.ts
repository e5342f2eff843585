/** Changes what a to-do says, when it is due and when to remind of it. */
import { z } from "zod";
import { TaskSchema } from "@/lib/tasks/contracts";
import { editTask } from "@/lib/tasks/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";
import { spokenDue, spokenReminder, spokenTask, taskNamed, TaskWordsSchema } from "./task-target";

const InputSchema = z.object({
  task: TaskWordsSchema,
  title: z.string().trim().min(1).max(300).optional(),
  due: z.string().max(200).nullish().describe("When it is due, in the user's own words; null takes the day away."),
  repeat: z.string().max(200).nullish().describe("How often, in the user's own words: \"every Monday\"; null: it doesn't repeat any more."),
  remind: z
    .union([z.string().max(200), z.boolean()])
    .optional()
    .describe("When to remind, in the user's own words; false for never."),
  minutes: z.number().int().min(5).max(1_440).optional(),
  notes: z.string().max(5_000).optional(),
});

export const changeTaskTool = defineTool({
  name: "change_task",
  label: "Change a to-do",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Changes a to-do's words, day, repetition, reminder, length or notes. To put one off use snooze_task.",
  input: InputSchema,
  output: z.object({ task: TaskSchema }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) return found;
    const { title, due, repeat, remind, notes } = input;
    return {
      ok: true,
      effect: "own",
      input: { ...input, task: found.task.id },
      title: `Change “${found.task.title}”`,
      lines: [
        ...(title === undefined ? [] : [line("To-do", found.task.title, title)]),
        ...(due === undefined ? [] : [line("Due", spokenDue(found.task, context), due)]),
        ...(repeat === undefined ? [] : [line("Repeats", found.task.recurrence?.text ?? null, repeat)]),
        ...(remind === undefined ? [] : [line("Reminder", null, typeof remind === "string" ? remind : remind ? "when it is due" : "none")]),
        ...(notes === undefined ? [] : [line("Notes", found.task.notes, notes)]),
      ],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { task: words, title, due, repeat, remind, minutes, notes }) => {
    const found = await taskNamed(context, words);
    if (!found.ok) return found;
    const changes = { title, due, repeat, remind, minutes, notes };
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Omit<Parameters<typeof editTask>[1], "taskId">;
    const { task, undo } = await editTask(context.actor, { taskId: found.task.id, ...given }, { now: context.now });
    const timed = remind !== undefined || due !== undefined || repeat !== undefined;
    return {
      ok: true,
      output: { task },
      said: `${repeat === null ? "It doesn't repeat any more" : remind === false ? "I won't remind you of it" : "Changed"}: ${spokenTask(task, context)}.${timed ? spokenReminder(task, context) : ""}`,
      undo,
    };
  },
});
