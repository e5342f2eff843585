/** Forgets one thing that is kept; it can be taken back for a day. */
import { z } from "zod";
import { deleteMemory, getMemory } from "@/lib/memory/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";

export const forgetTool = defineTool({
  name: "forget",
  label: "Forget something",
  scope: "memory:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Deletes one thing that is kept. Get the memoryId with recall first; never guess it.",
  input: z.object({ memoryId: z.uuid().describe("From recall.") }),
  output: z.object({ deleted: z.literal(true) }),
  preview: async ({ actor }, { memoryId }) => {
    const { text } = await getMemory(actor, { memoryId });
    return {
      ok: true,
      effect: "own",
      input: { memoryId },
      title: "Forget this",
      lines: [line("Kept", text, null)],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async ({ actor }, { memoryId }) => {
    const { memory, undo } = await deleteMemory(actor, { memoryId });
    return { ok: true, output: { deleted: true as const }, said: `Forgotten: ${memory.text}`, undo };
  },
});
