/** Puts something on the owner's list of to-dos. */
import { z } from "zod";
import { TaskSchema } from "@/lib/tasks/contracts";
import { addTask, previewTask } from "@/lib/tasks/service";
import { formatDuration } from "@/lib/time/format";
import { line } from "../core/event-lines";
import { defineTool, type ToolContext } from "./define-tool";
import { spokenDue, spokenReminder, spokenRepeat } from "./task-target";

const InputSchema = z.object({
  line: z.string().trim().min(1).max(500).optional().describe('The user\'s whole sentence, when it says everything: "call Tom tomorrow at 9".'),
  title: z.string().trim().min(1).max(300).optional().describe("What is to be done, when not given as a line."),
  due: z.string().max(200).optional().describe("When it is due, in the user's own words."),
  repeat: z.string().max(200).optional().describe('How often, in the user\'s own words: "every Monday"; left out, once.'),
  remind: z.string().max(200).optional().describe("When to remind, in the user's own words; left out, a due time is reminded of."),
  minutes: z.number().int().min(5).max(1_440).optional().describe("Only if the user said how long it takes."),
  notes: z.string().max(5_000).optional(),
});
type Input = z.output<typeof InputSchema>;

const fieldsOf = ({ title = "", due, repeat, remind, minutes, notes }: Input) => ({
  title,
  ...(due === undefined ? {} : { due }),
  ...(repeat === undefined ? {} : { repeat }),
  ...(remind === undefined ? {} : { remind }),
  ...(minutes === undefined ? {} : { minutes }),
  ...(notes === undefined ? {} : { notes }),
});

const missing = { ok: false as const, reason: "title-missing", said: "What should I put on your list?" };

const read = (context: ToolContext, input: Input) =>
  previewTask(context.actor, input.line === undefined ? fieldsOf(input) : { line: input.line }, { now: context.now });

export const addTaskTool = defineTool({
  name: "add_task",
  label: "Add a to-do",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    "Adds a to-do, with a reminder where a time was said: things to do and 'remind me to …', also what repeats ('every Monday'). Meetings and whatever takes a place on the calendar are create_event. Pass the user's own words for times.",
  input: InputSchema,
  output: z.object({ task: TaskSchema }),
  preview: async (context, input) => {
    if (input.line === undefined && input.title === undefined) return missing;
    const task = await read(context, input);
    return {
      ok: true,
      effect: "own",
      input,
      title: `Add “${task.title}” to your list`,
      lines: [
        line("To-do", null, task.title),
        ...(task.dueDate === null ? [] : [line("Due", null, spokenDue(task, context))]),
        ...(task.recurrence === null ? [] : [line("Repeats", null, task.recurrence.text)]),
        ...(task.minutes === null ? [] : [line("Length", null, formatDuration(task.minutes))]),
      ],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, input) => {
    if (input.line === undefined && input.title === undefined) return missing;
    const { task, undo } = await addTask(context.actor, input.line === undefined ? fieldsOf(input) : { line: input.line }, { now: context.now });
    const due = spokenDue(task, context);
    const when = spokenRepeat(task, context) ?? (due === null ? null : `due ${due}`);
    return {
      ok: true,
      output: { task },
      said: `“${task.title}”${task.minutes === null ? "" : ` (${formatDuration(task.minutes)})`} is on your list${when === null ? "" : `, ${when}`}.${spokenReminder(task, context)}`,
      undo,
    };
  },
});
