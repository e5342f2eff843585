/** Takes back the last thing that was done, as long as nothing happened to it since. */
import { z } from "zod";
import { EventSchema } from "@/lib/scheduling/contracts";
import { findAnyUndo, undoAnyChange } from "../undo-change";
import { line, markOf } from "../core/event-lines";
import { defineTool, type ToolContext } from "./define-tool";
import { effectOn } from "./event-target";

const InputSchema = z.object({ changeId: z.uuid().optional().describe("From the undo of an earlier result; default is the last change.") });

const pending = async (context: ToolContext, changeId: string | undefined) => {
  const undo = await findAnyUndo(context.actor, { ...(changeId === undefined ? {} : { changeId }) }, { now: context.now });
  return (
    undo ?? {
      ok: false as const,
      reason: "nothing-to-undo",
      said: "There is nothing that could be undone: a change can be taken back for 24 hours, until the same thing changes again.",
    }
  );
};

export const undoTool = defineTool({
  name: "undo",
  label: "Undo",
  scope: "scheduling:write",
  audience: ["owner"],
  effect: "others",
  policy: "auto",
  description:
    "Takes back the last change that Perin or the owner made to the calendar, the mailbox, the to-dos, the contacts or what is kept (or the one named); a mail sent in the last ten seconds stays here.",
  input: InputSchema,
  output: z.object({ events: z.array(EventSchema), summary: z.string() }),
  preview: async (context, { changeId }) => {
    const found = await pending(context, changeId);
    if ("ok" in found) return found;
    return {
      ok: true,
      effect: effectOn(found.tells),
      input: { changeId: found.undo.changeId },
      title: `Undo: ${found.undo.summary.replace(/[.]$/, "")}`,
      lines: [line("Undo", found.undo.summary, null)],
      tells: [...found.tells],
      ...(found.tells.length > 0 ? { telling: "Whoever was e-mailed about it is e-mailed of this, too." } : {}),
      marks: [],
      editable: [],
    };
  },
  run: async (context, { changeId }) => {
    const found = await pending(context, changeId);
    if ("ok" in found) return found;
    const { summary, state, events } = await undoAnyChange(context.actor, { changeId: found.undo.changeId }, { now: context.now });
    return {
      ok: true,
      output: { events, summary },
      said: `Taken back: ${state}`,
      marks: events.filter(({ status }) => status !== "cancelled").map((event) => markOf("highlight", event)),
    };
  },
});
