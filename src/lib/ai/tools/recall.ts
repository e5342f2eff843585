/** What does Perin keep about something? */
import { z } from "zod";
import { MemorySchema } from "@/lib/memory/contracts";
import { findRelevantMemories, listMemories } from "@/lib/memory/service";
import { counted } from "../core/spoken";
import { defineTool } from "./define-tool";

/** As many as can be read out; the page lists them all. */
const shownMax = 20;

export const recallTool = defineTool({
  name: "recall",
  label: "Recall what is kept",
  scope: "memory:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    "Finds what the user asked to keep (preferences, facts), best match first, with the memoryId that forget needs. An empty text lists the pinned and newest.",
  input: z.object({ text: z.string().max(500) }),
  output: z.object({ memories: z.array(MemorySchema) }),
  run: async ({ actor }, { text }) => {
    const about = text.trim();
    const memories = about === "" ? (await listMemories(actor, { limit: shownMax })).memories : await findRelevantMemories(actor, about, { limit: shownMax });
    const nothing = about === "" ? "I keep nothing about you yet." : `I keep nothing about “${about}”.`;
    return {
      ok: true,
      output: { memories },
      said: memories.length === 0 ? nothing : `${counted(memories.length, "memory", "memories")}: ${memories.map((memory) => memory.text).join("; ")}`,
    };
  },
});
