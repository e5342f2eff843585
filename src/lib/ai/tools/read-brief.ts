/** The brief of today as it stands now: the day's events, what is free and what is due. */
import { z } from "zod";
import { readBrief } from "@/lib/briefs/service";
import { defineTool } from "./define-tool";

export const readBriefTool = defineTool({
  name: "read_brief",
  label: "Read the day's brief",
  scope: "scheduling:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description: "Today in a few sentences: what is on, what is free, which to-dos are due, which mails wait. For “brief me”, “what's on my plate today”.",
  input: z.object({}),
  output: z.object({ sentences: z.array(z.string()) }),
  run: async ({ actor, now }) => {
    const sentences = (await readBrief(actor, { now })).map(({ text }) => text);
    return { ok: true, output: { sentences }, said: sentences.join(" ") };
  },
});
