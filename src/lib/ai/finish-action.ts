/** Writes down how an action ended: on its row, on its card in the conversation, and in the trail. */
import type { Actor } from "@/lib/identity/contracts";
import { recordAudit } from "@/lib/queries/audit";
import { findMessageOfAction, saveMessageParts } from "@/lib/queries/conversations";
import { finishPendingAction } from "@/lib/queries/pending-actions";
import type { PendingAction, ToolOutcome } from "./contracts";
import { withDecision } from "./core/answer-parts";

const writeBack = async (userId: string, action: PendingAction, outcome: ToolOutcome): Promise<void> => {
  if (action.conversationId === null) return;
  const message = await findMessageOfAction(userId, action.conversationId, action.id);
  if (message) await saveMessageParts(userId, action.conversationId, message.id, withDecision(message.parts, action.id, outcome));
};

export const finishAction = async (actor: Actor, action: PendingAction, outcome: ToolOutcome, nowMs: number): Promise<void> => {
  await finishPendingAction(actor.userId, action, outcome, nowMs);
  await writeBack(actor.userId, action, outcome);
  await recordAudit(actor, {
    action: `action.${action.state}`,
    subjectId: action.id,
    after: { tool: action.tool, inputHash: action.inputHash, title: action.title },
  });
};
