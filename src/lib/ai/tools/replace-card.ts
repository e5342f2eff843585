/**
 * Takes away the card that a newer one of the same kind corrects ("no, 3:30"). It decides nothing in the owner's place: the newer card
 * still waits for the owner's press, and there is no way to be left with none.
 */
import { z } from "zod";
import { listPendingActions, lockPendingAction } from "@/lib/queries/pending-actions";
import { transaction } from "@/lib/queries/transaction";
import type { PendingAction } from "../contracts";
import { finishAction } from "../finish-action";
import { defineTool, type Refusal, type ToolContext } from "./define-tool";

/** Nobody has more cards than this before them. */
const waitingMax = 100;

/** The older of the two newest cards of one kind in this conversation. */
const olderCard = async ({ actor, now, conversationId }: ToolContext): Promise<PendingAction | undefined> => {
  const nowMs = Temporal.Instant.from(now).epochMilliseconds;
  const [newer, ...others] = (await listPendingActions(actor.userId, { waitingOnly: true, limit: waitingMax, nowMs })).filter(
    (action) => action.conversationId === conversationId,
  );
  return others.find(({ tool }) => tool === newer?.tool);
};

const none: Refusal = { ok: false, reason: "nothing-to-replace", said: "There is no older card of that kind here." };

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
  preview: async (context) => {
    const older = await olderCard(context);
    return older === undefined
      ? none
      : { ok: true, effect: "own", input: {}, title: `Take away the card “${older.title}”`, lines: [], tells: [], marks: [], editable: [] };
  },
  run: async (context) => {
    const nowMs = Temporal.Instant.from(context.now).epochMilliseconds;
    const replaced = await transaction(async () => {
      const older = await olderCard(context);
      const held = older && (await lockPendingAction(context.actor.userId, older.id, nowMs));
      if (held?.action.state !== "waiting") return null;
      const said = `A newer card takes the place of this: ${held.action.title}. Nothing was changed.`;
      await finishAction(
        context.actor,
        { ...held.action, state: "declined", result: "A newer card takes the place of this one. Nothing was changed." },
        { status: "refused", reason: "replaced", said, options: [] },
        nowMs,
      );
      return held.action;
    });
    return replaced === null ? none : { ok: true, output: { replaced: replaced.id }, said: `The card before is gone: ${replaced.title}.` };
  },
});
