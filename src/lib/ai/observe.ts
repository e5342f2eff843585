/**
 * What the assistant's loop tells whoever watches: spans after OpenTelemetry's conventions for generative AI, and numbers. Nobody's
 * words are in either.
 */
import type { LanguageModelV4, LanguageModelV4StreamPart, LanguageModelV4StreamResult } from "@ai-sdk/provider";
import { count, MetricsCollector, outcomeOf } from "@/lib/metrics";
import { beginSpan, inSpan, underSpan, type Span } from "@/lib/telemetry";
import type { ToolOutcome } from "./contracts";

/** One turn: everything between a message and the end of its answer. */
export const observedTurn = async (conversationId: string | null, work: () => Promise<void>): Promise<void> =>
  inSpan(
    "invoke_agent perin",
    { attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "perin", "gen_ai.conversation.id": conversationId ?? undefined } },
    work,
  );

/** One call of a tool. A refusal isn't an error: the tool did what it should. */
export const observedTool = (tool: string, callId: string, work: () => Promise<ToolOutcome>): Promise<ToolOutcome> => {
  const attributes = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool, "gen_ai.tool.call.id": callId, "gen_ai.tool.type": "function" };
  return Promise.resolve(
    inSpan(`execute_tool ${tool}`, { attributes }, async (span) => {
      const startedMs = performance.now();
      let status: string = "failed";
      try {
        const outcome = await work();
        ({ status } = outcome);
        return outcome;
      } finally {
        span.set({ "perin.tool.outcome": status });
        MetricsCollector.record({ name: "tool_call_ms", value: performance.now() - startedMs, tags: { tool } });
        count("tool_outcomes", { outcome: status });
      }
    }),
  );
};

type Finish = Extract<LanguageModelV4StreamPart, { type: "finish" }>;

const finishAttributes = ({ usage, finishReason }: Finish) => ({
  "gen_ai.usage.input_tokens": usage.inputTokens.total,
  "gen_ai.usage.output_tokens": usage.outputTokens.total,
  "gen_ai.response.finish_reasons": [finishReason.unified],
});

const countTokens = (model: string, { usage }: Finish): void => {
  count("model_tokens", { model, type: "input" }, usage.inputTokens.total ?? 0);
  count("model_tokens", { model, type: "output" }, usage.outputTokens.total ?? 0);
};

type Parts = ReadableStream<LanguageModelV4StreamPart>;

/** The parts of an answer as they come; `over` hears how it ended, also when nobody wants the rest. */
const watched = (parts: Parts, model: string, span: Span, over: (outcome: string) => void): Parts => {
  const reader = parts.getReader();
  let outcome = "ok";
  const notice = (part: LanguageModelV4StreamPart): void => {
    if (part.type === "response-metadata") span.set({ "gen_ai.response.model": part.modelId, "gen_ai.response.id": part.id });
    if (part.type === "finish") {
      span.set(finishAttributes(part));
      countTokens(model, part);
    }
    if (part.type !== "error") return;
    outcome = outcomeOf(part.error);
    span.fail(part.error);
  };
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) {
        over(outcome);
        controller.close();
        return;
      }
      notice(value);
      controller.enqueue(value);
    },
    cancel: (reason) => {
      over("stopped");
      return reader.cancel(reason);
    },
  });
};

/** OpenTelemetry's names for those it knows. */
const providerNames: Readonly<Record<string, string>> = { google: "gcp.gemini", builtin: "perin" };

/** One call of a model, from the question to its last word. `id` is ours, the same in every number. */
export const observedModelCall = async (
  id: string,
  { modelId, provider }: Pick<LanguageModelV4, "modelId" | "provider">,
  work: () => Promise<LanguageModelV4StreamResult>,
): Promise<LanguageModelV4StreamResult> => {
  const named = provider.split(".")[0] ?? id;
  const span = beginSpan(`chat ${modelId}`, {
    kind: "client",
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.provider.name": providerNames[named] ?? named, "gen_ai.request.model": modelId },
  });
  const startedMs = performance.now();
  let isOver = false;
  const over = (outcome: string): void => {
    if (isOver) return;
    isOver = true;
    MetricsCollector.record({ name: "model_call_ms", value: performance.now() - startedMs, tags: { model: id, outcome } });
    span.end();
  };
  try {
    const result = await underSpan(span, work);
    return { ...result, stream: watched(result.stream, id, span, over) };
  } catch (error) {
    span.fail(error);
    over(outcomeOf(error));
    throw error;
  }
};
