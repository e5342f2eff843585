/** What waits for the owner's word. It is decided by the owner's hand, never by a tool. */
import { z } from "zod";
import { PendingActionSchema } from "../contracts";
import { counted } from "../core/spoken";
import { listApprovals } from "../list-approvals";
import { defineTool } from "./define-tool";

export const findApprovalsTool = defineTool({
  name: "find_approvals",
  label: "Look at what waits for a yes",
  scope: "chat",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description: "Actions that were asked for and wait for the owner's approval, newest first. The owner decides on their cards or under History.",
  input: z.object({}),
  output: z.object({ approvals: z.array(PendingActionSchema.pick({ id: true, tool: true, title: true, tells: true, expiresAt: true })), more: z.boolean() }),
  run: async ({ actor, now }) => {
    const { approvals, nextCursor } = await listApprovals(actor, { state: "waiting", limit: 10 }, { now });
    const more = nextCursor !== null;
    return {
      ok: true,
      output: { approvals: approvals.map(({ id, tool, title, tells, expiresAt }) => ({ id, tool, title, tells, expiresAt })), more },
      said:
        approvals.length === 0
          ? "Nothing waits for your word."
          : `${more ? "More than " : ""}${counted(approvals.length, "thing waits", "things wait")} for your word:\n${approvals.map(({ title }) => `- ${title}`).join("\n")}\n\nDecide them on their cards, or in [the history](/history).`,
    };
  },
});
