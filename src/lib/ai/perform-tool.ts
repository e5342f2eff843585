/**
 * The one road from a model's tool call to something that happens: preview, policy, then run, ask or refuse. Everything that is
 * ever said to have happened comes from the outcome made here.
 */
import { createHash } from "node:crypto";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { createPendingAction, listPendingActions } from "@/lib/queries/pending-actions";
import { findPolicy } from "@/lib/queries/policies";
import type { PendingAction, ToolOutcome } from "./contracts";
import { approvedText } from "./core/canonical-input";
import { decidePolicy } from "./core/policy";
import type { Preview, Refusal, Success, Tool, ToolContext } from "./tools/define-tool";

/** Approvals are good for a day. */
const approvalMs = 24 * 60 * 60 * 1000;

/** SHA-256 over the tool's name and its canonical input, in hexadecimal. */
export const hashInput = (tool: string, input: unknown): string => createHash("sha256").update(approvedText(tool, input)).digest("hex");

const refused = ({ reason, said, options }: Refusal): ToolOutcome => ({
  status: "refused",
  reason,
  said,
  options: (options ?? []).map((option) => ({ ...option })),
});

const done = ({ output, said, marks, undo }: Success<unknown>): ToolOutcome => ({
  status: "done",
  output,
  said,
  marks: [...(marks ?? [])],
  undo: undo ?? null,
});

const refusable = new Set(["invalid", "not-found", "conflict", "gone", "forbidden", "unavailable"]);

/** Errors that a person can do something about become refusals; the rest is logged and named as what it is. */
export const outcomeOfError = (error: unknown, tool: string): ToolOutcome => {
  if (isAppError(error) && refusable.has(error.kind))
    return refused({ ok: false, reason: error.code.split("/").at(-1) ?? "refused", said: error.publicMessage });
  logger.error("A tool failed", { tool, error });
  return refused({ ok: false, reason: "failed", said: "That didn't work because something went wrong on our side. Nothing was changed." });
};

/** The result of a tool that was allowed to run, never thrown. */
export const runTool = async (tool: Tool, context: ToolContext, input: unknown): Promise<ToolOutcome> => {
  const result = await tool.run(context, input);
  return result.ok ? done(result) : refused(result);
};

/** What is shown to the owner and bound to its input, from a preview. */
export const actionOf = (tool: Tool, context: ToolContext, preview: Preview<unknown>): PendingAction => {
  const nowMs = Temporal.Instant.from(context.now).epochMilliseconds;
  const id = newId();
  const input = preview.input as Record<string, unknown>;
  return {
    id,
    conversationId: context.conversationId,
    tool: tool.name,
    title: preview.title,
    lines: preview.lines.map((line) => ({ ...line })),
    tells: [...preview.tells],
    telling: preview.telling ? preview.telling : null,
    editable: preview.editable.map((field) => ({ ...field })),
    input,
    inputHash: hashInput(tool.name, input),
    state: "waiting",
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + approvalMs).toISOString(),
    marks: preview.marks.map((mark) => ({ ...mark, actionId: id })),
    result: null,
    undo: null,
  };
};

/** How many of what waits are compared: nobody has more cards than this before them. */
const waitingMax = 100;

/** The same thing asked for twice waits once: approving both would do it twice. */
const waitsAlready = async ({ actor, now }: ToolContext, { tool, inputHash }: PendingAction): Promise<PendingAction | undefined> =>
  (await listPendingActions(actor.userId, { waitingOnly: true, limit: waitingMax, nowMs: Temporal.Instant.from(now).epochMilliseconds })).find(
    (other) => other.tool === tool && other.inputHash === inputHash,
  );

const ask = async (tool: Tool, context: ToolContext, preview: Preview<unknown>): Promise<ToolOutcome> => {
  const action = actionOf(tool, context, preview);
  const waiting = await waitsAlready(context, action);
  if (waiting !== undefined)
    return refused({
      ok: false,
      reason: "already-waiting",
      said: `${waiting.title}: this waits for your word already, on its card ${waiting.conversationId === context.conversationId ? "above" : "in another conversation"} or under [History](/history).`,
    });
  await createPendingAction(context.actor.userId, action);
  const tells = action.tells.length > 0 ? ` It concerns ${action.tells.join(", ")}.${action.telling === null ? "" : ` ${action.telling}`}` : "";
  return { status: "waiting", action, said: `${action.title}. This waits for your word.${tells}`, marks: action.marks };
};

const decideAndDo = async (tool: Tool, context: ToolContext, input: unknown): Promise<ToolOutcome> => {
  if (!tool.preview) return runTool(tool, context, input);
  const chosen = await findPolicy(context.actor.userId, tool.name);
  if (chosen === "never")
    return refused({ ok: false, reason: "not-allowed", said: `You have said that I may never do this (${tool.label}). You can change that in the settings.` });
  const preview = await tool.preview(context, input);
  if (!preview.ok) return refused(preview);
  const decision = decidePolicy({ effect: preview.effect, chosen, fallback: tool.policy, alwaysAsks: preview.asks === true });
  return decision === "ask" ? ask(tool, context, preview) : runTool(tool, context, preview.input);
};

/** Performs one call with input that has passed the tool's schema. Never throws, except when the turn was stopped. */
export const performTool = async (tool: Tool, context: ToolContext, input: unknown): Promise<ToolOutcome> => {
  context.signal.throwIfAborted();
  try {
    return await decideAndDo(tool, context, input);
  } catch (error) {
    return outcomeOfError(error, tool.name);
  }
};
