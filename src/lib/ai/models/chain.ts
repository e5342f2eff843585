/**
 * A chain of models behind the one interface the loop knows: when a model is away, the next one answers this step and the rest of
 * the turn. Only what failed before its first word is tried elsewhere; a broken sentence is never glued to another model's.
 */
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart, LanguageModelV4StreamResult } from "@ai-sdk/provider";
import { AppError } from "@/lib/errors";
import { observedModelCall } from "../observe";
import { withDeadline } from "@/lib/resilience/deadline";
import { withRetry } from "../resilience/error-handler";

export interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly operationId: string | null;
  readonly speaksFromOutcomes: boolean;
  readonly model: LanguageModelV4;
}

export interface ModelChain {
  readonly model: LanguageModelV4;
  /** Who answered last; null before the first word. */
  readonly answeredBy: () => Candidate | null;
  /** Labels of those that were asked in vain, in order. */
  readonly failed: () => readonly string[];
}

/** Models that have said nothing by then, all of them and all tries together, count as away: a person waits at most this long. */
const firstWordMs = 25_000;
/** A model that falls silent for so long in mid-answer has gone. */
const silenceMs = 20_000;

/** No answer to a person is longer, in characters of words and arguments together; one that goes on is cut off. */
const answerMax = 200_000;

const opening = new Set(["stream-start", "response-metadata", "raw"]);

type Parts = ReadableStream<LanguageModelV4StreamPart>;

type Reader = ReadableStreamDefaultReader<LanguageModelV4StreamPart>;

/** The next part. A connection that breaks or falls silent is a part like any other: the loop ends the turn with it instead of losing what was said. */
const nextPart = async (reader: Reader): Promise<LanguageModelV4StreamPart | null> => {
  try {
    const { done, value } = await withDeadline("The model's next words", silenceMs, undefined, () => reader.read());
    return done ? null : value;
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    return { type: "error", error };
  }
};

const lengthOf = (part: LanguageModelV4StreamPart): number => ("delta" in part ? part.delta.length : 0);

const replayed = (read: readonly LanguageModelV4StreamPart[], reader: Reader): Parts => {
  let length = 0;
  return new ReadableStream({
    start: (controller) => read.forEach((part) => controller.enqueue(part)),
    pull: async (controller) => {
      let part = await nextPart(reader);
      length += part === null ? 0 : lengthOf(part);
      if (length > answerMax) {
        part = { type: "error", error: new AppError("ai/model-unavailable", { message: `The answer was longer than ${answerMax} characters` }) };
        reader.cancel(part.error).catch(() => undefined);
      }
      if (part !== null) controller.enqueue(part);
      if (part === null || part.type === "error") controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
};

/** Some clients take a page of HTML for an answer without words: nobody said why it ended. */
const saysNothing = (part: LanguageModelV4StreamPart): boolean => part.type === "finish" && part.finishReason.raw === undefined;

/** Reads up to the first part that says something. Errors: whatever the provider sent in place of it. */
const afterFirstWord = async (stream: Parts): Promise<Parts> => {
  const reader = stream.getReader();
  const read: LanguageModelV4StreamPart[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done || saysNothing(value)) throw new AppError("ai/model-unavailable", { message: "The model's answer ended before it began." });
    if (value.type === "error") throw value.error;
    read.push(value);
    if (!opening.has(value.type)) return replayed(read, reader);
  }
};

const ask = (candidate: Candidate, options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> =>
  observedModelCall(candidate.id, candidate.model, async () => {
    const result = await candidate.model.doStream(options);
    return { ...result, stream: await afterFirstWord(result.stream) };
  });

const askPatiently = (candidate: Candidate, options: LanguageModelV4CallOptions, deadlineMs: number): Promise<LanguageModelV4StreamResult> => {
  if (candidate.operationId === null) return ask(candidate, options);
  const signal = options.abortSignal ? { signal: options.abortSignal } : {};
  return withRetry((abortSignal) => ask(candidate, { ...options, abortSignal }), candidate.operationId, { maxRetries: 2, deadlineMs, ...signal });
};

/** Of the time that is left, each model that can be away gets the same part. */
const fairShareMs = (leftMs: number, candidates: readonly Candidate[]): number =>
  Math.max(1_000, leftMs / Math.max(1, candidates.filter(({ operationId }) => operationId !== null).length));

export const createModelChain = (candidates: readonly Candidate[], onFailure: (candidate: Candidate, error: unknown) => void): ModelChain => {
  let current = 0;
  let answered: Candidate | null = null;
  const failed: string[] = [];

  const doStream = async (options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> => {
    let lastError: unknown;
    const endsAtMs = performance.now() + firstWordMs;
    for (; current < candidates.length; current += 1) {
      const candidate = candidates[current];
      if (!candidate) break;
      try {
        const result = await askPatiently(candidate, options, fairShareMs(endsAtMs - performance.now(), candidates.slice(current)));
        answered = candidate;
        return result;
      } catch (error) {
        if (options.abortSignal?.aborted === true) throw error;
        lastError = error;
        failed.push(candidate.label);
        onFailure(candidate, error);
      }
    }
    throw new AppError("ai/model-unavailable", { cause: lastError });
  };

  return {
    answeredBy: () => answered,
    failed: () => failed,
    model: {
      specificationVersion: "v4",
      provider: "perin",
      modelId: "chain",
      supportedUrls: {},
      doStream,
      doGenerate: () => Promise.reject(new AppError("ai/model-unavailable", { message: "Only streamed answers are asked for." })),
    },
  };
};
