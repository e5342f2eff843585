/** One turn of the loop: a model, our tools, at most eight steps, and a stream of chunks whose claims are backed by results. */
import {
  convertToModelMessages,
  createUIMessageStream,
  InvalidToolInputError,
  isStepCount,
  NoSuchToolError,
  streamText,
  toUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
} from "ai";
import { isAppError } from "@/lib/errors";
import type { Memory } from "@/lib/memory/contracts";
import { logger } from "@/lib/logger";
import { withLimit } from "@/lib/resilience/deadline";
import type { ModelChain } from "./models/chain";
import { guardClaims } from "./guard-stream";
import { observedTurn } from "./observe";
import { memoriesPrompt } from "./prompts/memories";
import { systemPrompt } from "./prompts/system";
import { sdkTools, type Performed } from "./sdk-tools";
import type { ToolContext } from "./tools/define-tool";
import { findHistoryTool } from "./tools/find-history";
import { toolsFor } from "./tools/registry";

/** R44: an endless loop of tools ends here. */
const stepsMax = 8;
const turnMaxMs = 180_000;

export interface TurnOptions {
  readonly context: ToolContext;
  readonly chain: ModelChain;
  /** The conversation so far, ending with the message to answer (or with an answer to go on with). */
  readonly history: UIMessage[];
  readonly answerId: string;
  /** What is kept and may matter for the message to answer. */
  readonly memories?: readonly Pick<Memory, "id" | "text">[];
  readonly onOutcome?: (performed: Performed) => void;
  /** After every step and at the end, with the answer as it stands. */
  readonly onProgress?: (answer: UIMessage, over: boolean) => Promise<void>;
}

/** What a reader is told when a turn fails; the log keeps the cause. */
const failureOf = (error: unknown): { code: string; message: string; retryable: boolean } => {
  const own = isAppError(error)
    ? error
    : isAppError((error as { cause?: unknown } | null)?.cause)
      ? (error as { cause: { code: string; publicMessage: string; retryable: boolean } }).cause
      : null;
  if (own) return { code: own.code, message: own.publicMessage, retryable: own.retryable };
  return {
    code: "ai/model-unavailable",
    message: "The answer broke off because the model couldn't be reached. What was done stays done; your message is kept. Try again.",
    retryable: true,
  };
};

const noteOn = (chain: ModelChain): string | undefined => {
  const failed = [...new Set(chain.failed())];
  const answered = chain.answeredBy();
  return failed.length === 0 || answered === null ? undefined : `${failed.join(" and ")} didn't answer, so ${answered.label} did.`;
};

/** What the model that answered was given. The planner is given nothing: it asks for what it needs with a tool, which is shown as a step. */
const usedMemories = (chain: ModelChain, memories: readonly Pick<Memory, "id" | "text">[]): { memories?: { id: string; text: string }[] } =>
  memories.length === 0 || chain.answeredBy()?.speaksFromOutcomes === true ? {} : { memories: memories.map(({ id, text }) => ({ id, text })) };

/** What the trail says was done. */
const deedsTold = ({ tool, outcome }: Performed): string[] => {
  if (tool.name !== findHistoryTool.name || outcome.status !== "done") return [];
  return findHistoryTool.output.parse(outcome.output).entries.map(({ said }) => said);
};

/** Runs the turn. The stream never errors: a failure arrives as a `data-error` part, so that it is kept with the message. */
export const runTurn = ({ context, chain, history, answerId, memories = [], onOutcome, onProgress }: TurnOptions): ReadableStream<UIMessageChunk> => {
  const done = new Set<string>();
  const told = new Set<string>();
  const evidence = { done, hasRead: false, told };
  const running = new Set<Promise<unknown>>();
  const tools = sdkTools(toolsFor("owner"), context, running, (performed) => {
    if (performed.outcome.status === "done" && performed.tool.effect === "read") evidence.hasRead = true;
    else if (performed.outcome.status === "done") done.add(performed.tool.name);
    for (const said of deedsTold(performed)) told.add(said);
    onOutcome?.(performed);
  });

  const failed = (error: unknown): string => {
    if (InvalidToolInputError.isInstance(error) || NoSuchToolError.isInstance(error)) return "This step wasn't complete, so it wasn't carried out.";
    logger.error("A turn failed", { error, conversationId: context.conversationId });
    return JSON.stringify(failureOf(error));
  };

  return createUIMessageStream({
    originalMessages: history,
    generateId: () => answerId,
    onError: failed,
    execute: ({ writer }) =>
      observedTurn(context.conversationId, () =>
        withLimit("the turn", turnMaxMs, context.signal, async (abortSignal) => {
          const result = streamText({
            model: chain.model,
            instructions: `${systemPrompt(context)}${memoriesPrompt(memories)}`,
            messages: await convertToModelMessages(history, { tools, ignoreIncompleteToolCalls: true }),
            tools,
            toolCallConcurrency: 1,
            stopWhen: isStepCount(stepsMax),
            // The chain has its own retries, with budget and breaker.
            maxRetries: 0,
            // Not the SDK's own limit: its timer, and with it the whole request, would stay for three minutes after every turn.
            abortSignal,
            onError: () => undefined,
          });
          const chunks = toUIMessageStream({
            stream: result.stream,
            tools,
            sendReasoning: false,
            onError: failed,
            redactToolErrors: true,
            messageMetadata: ({ part }) =>
              part.type === "finish"
                ? { model: chain.answeredBy()?.id, ...(noteOn(chain) === undefined ? {} : { note: noteOn(chain) }), ...usedMemories(chain, memories) }
                : undefined,
          });
          const caught = (): void => logger.warn("A model claimed what no tool did", { model: chain.answeredBy()?.id, conversationId: context.conversationId });
          const guarded = chunks.pipeThrough(guardClaims(evidence, () => chain.answeredBy()?.speaksFromOutcomes === true, caught));
          for await (const chunk of guarded)
            writer.write(chunk.type === "error" ? { type: "data-error", data: JSON.parse(chunk.errorText) as unknown } : chunk);
        }),
      ),
    onStepEnd: async ({ responseMessage }) => onProgress?.(responseMessage, false),
    onEnd: async ({ responseMessage }) => {
      await Promise.allSettled(running);
      await onProgress?.(responseMessage, true);
    },
  });
};
