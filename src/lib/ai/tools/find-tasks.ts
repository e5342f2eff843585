/** What is on the list? */
import { z } from "zod";
import { TaskSchema } from "@/lib/tasks/contracts";
import { listTasks } from "@/lib/tasks/service";
import { resolveSpan } from "../core/resolve-when";
import { counted } from "../core/spoken";
import { defineTool } from "./define-tool";
import { spokenTask } from "./task-target";
import { momentOf } from "./tool-moment";

export const findTasksTool = defineTool({
  name: "find_tasks",
  label: "Look at the to-dos",
  scope: "tasks:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description: "The owner's to-dos: open ones by when they are due, or done ones. `text` finds by words, `when` keeps what is due by then.",
  input: z.object({
    text: z.string().max(200).optional(),
    when: z.string().max(200).optional().describe('The user\'s words: "today", "this week".'),
    state: z.enum(["open", "done"]).optional(),
  }),
  output: z.object({ tasks: z.array(TaskSchema), more: z.boolean() }),
  run: async (context, { text, when, state = "open" }) => {
    const span = when === undefined ? null : resolveSpan(when, momentOf(context));
    if (span !== null && !span.ok) return span;
    const words = text?.trim() ?? "";
    const { tasks, nextCursor } = await listTasks(context.actor, {
      state,
      limit: 30,
      ...(words === "" ? {} : { query: words }),
      ...(span === null ? {} : { dueBefore: Temporal.Instant.from(span.end).toString() }),
    });
    const due = when === undefined ? "" : ` due ${when.trim()}`;
    const none = words === "" ? `No to-do is${state === "done" ? " done" : due}.` : `No ${state === "done" ? "finished" : "open"} to-do${due} says “${words}”.`;
    const said =
      tasks.length === 0
        ? state === "open" && when === undefined && words === ""
          ? "There is nothing on your list."
          : none
        : `${counted(tasks.length, "to-do")}${nextCursor === null ? "" : " and more"}:\n${tasks.map((task) => `- ${spokenTask(task, context)}`).join("\n")}`;
    return { ok: true, output: { tasks, more: nextCursor !== null }, said };
  },
});
