/** Pauses all links at once, or lets them work again. */
import { z } from "zod";
import { pauseAllLinks } from "@/lib/delegation/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";

const InputSchema = z.object({ paused: z.boolean().describe("False lets the links work again.") });

export const pauseLinksTool = defineTool({
  name: "pause_links",
  label: "Pause all links",
  scope: "links:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Pauses all of the user's links at once, or lets them work again.",
  input: InputSchema,
  output: z.object({ paused: z.boolean() }),
  preview: (_context, input) =>
    Promise.resolve({
      ok: true,
      effect: "own",
      input,
      title: input.paused ? "Pause all links" : "Let the links work again",
      lines: [line("Links", input.paused ? "work" : "paused", input.paused ? "paused" : "work")],
      tells: [],
      marks: [],
      editable: [],
    }),
  run: async (context, { paused }) => {
    await pauseAllLinks(context.actor, { paused });
    return {
      ok: true,
      output: { paused },
      said: paused ? "All your links are paused. Say “resume my links” when they should work again." : "Your links work again.",
    };
  },
});
