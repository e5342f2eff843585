/**
 * Takes away the card that a newer one of the same kind corrects ("no, 3:30"). It decides nothing in the owner's place: the newer card
 * still waits for the owner's press, and there is no way to be left with none.
 */
import { z } from "zod";
import { listPendingActions, lockPendingAction } from "@/lib/queries/pending-actions";
import { transaction } from "@/lib/queries/transaction";
import { finishAction } from "../finish-action";
import { defineTool } from "./define-tool";

/** Nobody has more cards than this before them. */
const waitingMax = 100;

export const replaceCardTool = defineTool({
  name: "replace_card",
  label: "Take away a card that a newer one corrects",
  scope: "chat",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description:
    "After you asked anew for something whose first card still waits in this conversation, because the user corrected it: the older card of the two goes, the newer one stays for the user to decide.",
  input: z.object({}),
  output: z.object({ replaced: z.uuid() }),
  run: async ({ actor, now, conversationId }) => {
    const nowMs = Temporal.Instant.from(now).epochMilliseconds;
    const replaced = await transaction(async () => {
      const [newer, ...others] = (await listPendingActions(actor.userId, { waitingOnly: true, limit: waitingMax, nowMs })).filter(
        (action) => action.conversationId === conversationId,
      );
      const older = others.find(({ tool }) => tool === newer?.tool);
      const held = older && (await lockPendingAction(actor.userId, older.id, nowMs));
      if (held?.action.state !== "waiting") return null;
      const said = `A newer card takes the place of this: ${held.action.title}. Nothing was changed.`;
      await finishAction(
        actor,
        { ...held.action, state: "declined", result: "A newer card takes the place of this one. Nothing was changed." },
        { status: "refused", reason: "declined", said, options: [] },
        nowMs,
      );
      return held.action;
    });
    if (replaced === null) return { ok: false, reason: "nothing-to-replace", said: "There is no older card of that kind here." };
    return { ok: true, output: { replaced: replaced.id }, said: `The card before is gone: ${replaced.title}.` };
  },
});
