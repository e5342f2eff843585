/** The owner's word on what waits: approve, correct and approve, decline. Chat and command line share this one verb. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { lockPendingAction, type DecidedAction } from "@/lib/queries/pending-actions";
import { transaction } from "@/lib/queries/transaction";
import type { decideApprovalEndpoint, PendingAction, ToolOutcome } from "./contracts";
import { applyEdits } from "./core/canonical-input";
import { finishAction } from "./finish-action";
import { nowMsOf, type DecideOptions } from "./list-approvals";
import { actionOf, hashInput, outcomeOfError, runTool } from "./perform-tool";
import type { Tool, ToolContext } from "./tools/define-tool";
import { toolNamed } from "./tools/registry";

type Input = z.output<typeof decideApprovalEndpoint.input>;
export interface Decision {
  readonly action: PendingAction;
  /** What the tool answered; null where nothing ran. */
  readonly outcome: ToolOutcome | null;
}
const contextOf = async (actor: Actor, action: PendingAction, nowMs: number): Promise<ToolContext> => {
  const profile = await findProfile(actor);
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(profile.zone).toString({ timeZoneName: "never", smallestUnit: "second" });
  return {
    actor: { ...actor, via: actor.via === "session" ? "assistant" : actor.via },
    profile,
    now,
    conversationId: action.conversationId,
    signal: new AbortController().signal,
  };
};

const refusal = (reason: string, said: string): ToolOutcome => ({ status: "refused", reason, said, options: [] });

/** The action as it is after the owner's corrections: previewed anew, so that the lines and the people told are true again. */
const corrected = async (
  tool: Tool,
  context: ToolContext,
  action: PendingAction,
  edits: NonNullable<Input["edits"]>,
): Promise<{ ok: true; action: PendingAction } | { ok: false; outcome: ToolOutcome }> => {
  const { input, unknown } = applyEdits(
    action.input,
    edits,
    action.editable.map(({ path }) => path),
  );
  if (unknown.length > 0)
    throw new AppError("ai/edit-not-allowed", { issues: unknown.map((path) => ({ path: ["edits", path], message: "This field can't be corrected" })) });
  const parsed = tool.input.safeParse(input);
  if (!parsed.success)
    throw new AppError("ai/edit-not-allowed", {
      cause: parsed.error,
      issues: parsed.error.issues.map(({ path, message }) => ({ path: ["edits", path.map(String).join(".")], message })),
    });
  const preview = await tool.preview?.(context, parsed.data);
  if (!preview) return { ok: true, action: { ...action, input: parsed.data as Record<string, unknown> } };
  if (!preview.ok)
    return {
      ok: false,
      outcome: { status: "refused", reason: preview.reason, said: preview.said, options: (preview.options ?? []).map((option) => ({ ...option })) },
    };
  const { id, createdAt, expiresAt, conversationId } = action;
  return { ok: true, action: { ...actionOf(tool, context, preview), id, createdAt, expiresAt, conversationId } };
};

const finish = async (actor: Actor, action: PendingAction, outcome: ToolOutcome, nowMs: number): Promise<Decision> => {
  await finishAction(actor, action, outcome, nowMs);
  return { action, outcome };
};

const decline = (actor: Actor, action: PendingAction, nowMs: number): Promise<Decision> =>
  finish(
    actor,
    { ...action, state: "declined", result: "You declined this. Nothing was changed." },
    refusal("declined", `You declined: ${action.title}. Nothing was changed.`),
    nowMs,
  );

const approve = async (actor: Actor, action: PendingAction, edits: Input["edits"], nowMs: number): Promise<Decision> => {
  const tool = toolNamed(action.tool);
  if (!tool) throw new AppError("ai/tool-not-found");
  const context = await contextOf(actor, action, nowMs);
  const exact = edits === undefined || Object.keys(edits).length === 0 ? { ok: true as const, action } : await corrected(tool, context, action, edits);
  if (!exact.ok) return { action, outcome: exact.outcome };
  const outcome = await runTool(tool, context, tool.input.parse(exact.action.input));
  const undo = outcome.status === "done" ? outcome.undo : null;
  return finish(
    actor,
    {
      ...exact.action,
      inputHash: hashInput(tool.name, exact.action.input),
      state: outcome.status === "done" ? "approved" : "failed",
      result: outcome.said,
      undo,
    },
    outcome,
    nowMs,
  );
};

/** The action, held until the transaction ends. Errors: ai/action-not-found, ai/action-changed, ai/action-expired. */
const heldAction = async (userId: string, actionId: string, inputHash: string, nowMs: number): Promise<DecidedAction> => {
  const found = await lockPendingAction(userId, actionId, nowMs);
  if (found === null) throw new AppError("ai/action-not-found");
  if (found.action.state === "expired") throw new AppError("ai/action-expired");
  if (found.action.state === "waiting" && found.action.inputHash !== inputHash) throw new AppError("ai/action-changed");
  return found;
};

/** A tool that threw took everything back with it; what is written down then is that it failed. */
const recordFailure = (actor: Actor, actionId: string, error: unknown, nowMs: number): Promise<Decision> =>
  transaction(async () => {
    requireScope(actor, "chat");
    const found = await lockPendingAction(actor.userId, actionId, nowMs);
    if (found?.action.state !== "waiting") throw error;
    const outcome = outcomeOfError(error, found.action.tool);
    await recordAudit(actor, { action: "approval.error", subjectId: actionId, after: { title: found.action.title } });
    return finish(actor, { ...found.action, state: "failed", result: outcome.said }, outcome, nowMs);
  });

const ownErrors = new Set(["ai/action-not-found", "ai/action-changed", "ai/action-expired", "ai/edit-not-allowed", "ai/tool-not-found"]);

/**
 * Decides one action in one transaction with what it does: of two clicks the second finds the first one's result. A correction that
 * can't be read leaves the action waiting and answers the question. Errors: ai/action-not-found, ai/action-changed, ai/action-expired,
 * ai/edit-not-allowed.
 */
export const decideApproval = async (actor: Actor, { actionId, decision, inputHash, edits }: Input, options: DecideOptions = {}): Promise<Decision> => {
  requireScope(actor, "chat");
  const nowMs = nowMsOf(options);
  try {
    return await transaction(async () => {
      const found = await heldAction(actor.userId, actionId, inputHash, nowMs);
      if (found.action.state !== "waiting") return found;
      await recordAudit(actor, { action: `approval.${decision}`, subjectId: actionId, after: { title: found.action.title } });
      return decision === "decline" ? decline(actor, found.action, nowMs) : approve(actor, found.action, edits, nowMs);
    });
  } catch (error) {
    if (ownErrors.has((error as { code?: string } | null)?.code ?? "")) throw error;
    return recordFailure(actor, actionId, error, nowMs);
  }
};
