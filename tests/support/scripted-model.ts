/** A model that says and calls exactly what a test scripts, one entry per step, and keeps what it was shown. */
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { MockLanguageModelV4, simulateReadableStream } from "ai/test";

export type Step =
  | { readonly text: string; readonly calls?: never }
  | { readonly calls: readonly { readonly tool: string; readonly input: unknown }[]; readonly text?: string }
  | { readonly error: unknown };

const usage = { inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined }, outputTokens: { total: 1, text: 1, reasoning: undefined } };

const partsOf = (step: Step, at: number): LanguageModelV4StreamPart[] => {
  if ("error" in step)
    return [
      { type: "stream-start", warnings: [] },
      { type: "text-start", id: "t" },
      { type: "text-delta", id: "t", delta: "Let me " },
      { type: "error", error: step.error },
    ];
  const words = (step.text ?? "").match(/\S+\s*/g) ?? [];
  const calls = step.calls ?? [];
  return [
    { type: "stream-start", warnings: [] },
    ...(words.length > 0
      ? [
          { type: "text-start" as const, id: "t" },
          ...words.map((delta) => ({ type: "text-delta" as const, id: "t", delta })),
          { type: "text-end" as const, id: "t" },
        ]
      : []),
    ...calls.map(({ tool, input }, index) => ({
      type: "tool-call" as const,
      toolCallId: `call-${at}-${index}-${tool}`,
      toolName: tool,
      input: typeof input === "string" ? input : JSON.stringify(input),
    })),
    { type: "finish", finishReason: { unified: calls.length > 0 ? "tool-calls" : "stop", raw: "scripted" }, usage },
  ];
};

export interface ScriptedModel {
  readonly model: LanguageModelV4;
  readonly seen: readonly LanguageModelV4CallOptions[];
}

/** `pauseMs` between parts, for answers that are to be caught in the middle. The last step is repeated when the script is over. */
export const scriptedModel = (steps: readonly Step[], pauseMs: number | null = null): ScriptedModel => {
  const seen: LanguageModelV4CallOptions[] = [];
  const model = new MockLanguageModelV4({
    modelId: "scripted",
    doStream: (options: LanguageModelV4CallOptions) => {
      const at = seen.push(options) - 1;
      const step = steps[Math.min(at, steps.length - 1)] ?? { text: "" };
      return Promise.resolve({ stream: simulateReadableStream({ initialDelayInMs: pauseMs, chunkDelayInMs: pauseMs, chunks: partsOf(step, at) }) });
    },
  });
  return { model, seen };
};
