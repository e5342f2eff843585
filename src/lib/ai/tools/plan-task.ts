/** "When I have 30 free minutes": puts a to-do into the next gap of the calendar. */
import { z } from "zod";
import { EventSchema } from "@/lib/scheduling/contracts";
import { TaskSchema } from "@/lib/tasks/contracts";
import { createTaskFromLine, findGap, planTask, resolveTask } from "@/lib/tasks/service";
import { line, markOf } from "../core/event-lines";
import { spokenSpan, spokenSpanInZone } from "../core/spoken";
import { defineTool, type ToolContext } from "./define-tool";
import { taskNamed, TaskWordsSchema } from "./task-target";
import { momentOf } from "./tool-moment";

const InputSchema = z.object({
  task: TaskWordsSchema,
  minutes: z.number().int().min(5).max(1_440).optional().describe("How long it takes, if the user said so."),
  start: z.string().max(40).optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const none = /^\s*(?:it|that|this)?\s*$/i;

/** The to-do that is meant; what isn't on the list yet is put on it, because planning it says that it is to be done. */
const taskToPlan = async (context: ToolContext, words: string) => {
  const found = await taskNamed(context, words);
  if (found.ok || found.reason !== "task-not-found" || none.test(words)) return found;
  const resolved = await resolveTask(context.actor, words);
  return resolved.kind === "none" ? { ok: true as const, task: await createTaskFromLine(context.actor, words, { now: context.now }) } : found;
};

const gapOf = (context: ToolContext, taskId: string, { minutes }: Input) => findGap(context.actor, { taskId, minutes }, { now: context.now });

export const planTaskTool = defineTool({
  name: "plan_task",
  label: "Plan a to-do into free time",
  scope: "tasks:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    "Finds the next gap in the calendar that is long enough for a to-do, before it is due, and books it. Adds the to-do first if it isn't on the list.",
  input: InputSchema,
  output: z.object({ task: TaskSchema, event: EventSchema }),
  preview: async (context, input) => {
    const found = await taskNamed(context, input.task);
    if (!found.ok) {
      if (found.reason !== "task-not-found" || none.test(input.task)) return found;
      return {
        ok: true,
        effect: "own",
        input,
        title: `Add “${input.task}” to your list and plan it`,
        lines: [line("To-do", null, input.task)],
        tells: [],
        marks: [],
        editable: [],
      };
    }
    const gap = await gapOf(context, found.task.id, input);
    const span = { title: found.task.title, start: gap.start, end: gap.end };
    return {
      ok: true,
      effect: "own",
      input: { ...input, task: found.task.id, minutes: gap.minutes },
      title: `Plan “${found.task.title}”`,
      lines: [line("When", null, spokenSpanInZone(span, momentOf(context)))],
      tells: [],
      marks: [markOf("ghost", span)],
      editable: [],
    };
  },
  run: async (context, { task: words, minutes, start }) => {
    const found = await taskToPlan(context, words);
    if (!found.ok) return found;
    const { task, event, undo } = await planTask(context.actor, { taskId: found.task.id, minutes, start }, { now: context.now });
    return {
      ok: true,
      output: { task, event },
      said: `“${task.title}” is planned for ${spokenSpan(event, momentOf(context))}, the next gap that is long enough.`,
      marks: [markOf("highlight", event)],
      undo,
    };
  },
});
