/** The four suites by name, loaded only when asked for, each made safe: a case that can't be answered is an error line, never a crash. */
import { isAppError } from "../../src/lib/errors";

export const suites = ["time", "recur", "slots", "assistant"] as const;
export type Suite = (typeof suites)[number];

/** Each suite names the shape it expects; what comes in is whatever the file says, so the one cast is here. */
type Evaluate = (input: never) => unknown;
type Score = (expected: never, answer: never, input: never) => boolean;

if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");

const evaluators: Record<Suite, () => Promise<{ evaluate: Evaluate; close?: () => Promise<void> }>> = {
  time: async () => ({ evaluate: (await import("./time")).evalTime }),
  recur: async () => ({ evaluate: (await import("./recur")).evalRecur }),
  slots: async () => ({ evaluate: (await import("./slots")).evalSlots }),
  assistant: async () => {
    const { evalAssistant, closeAssistant } = await import("./assistant");
    return { evaluate: evalAssistant, close: closeAssistant };
  },
};

export const scorers: Record<Suite, () => Promise<Score>> = {
  time: async () => (await import("./score-time")).scoreTime,
  recur: async () => (await import("./score-recur")).scoreRecur,
  slots: async () => (await import("./score-slots")).scoreSlots,
  assistant: async () => (await import("./score-assistant")).scoreAssistant,
};

const failure = (id: unknown, error: unknown) => ({
  id,
  error: { code: isAppError(error) ? error.code : "eval/unanswerable", message: error instanceof Error ? error.message : String(error) },
});

/** Answers one line of JSON at a time; `close` frees what the suite opened. */
export const answerer = async (suite: Suite): Promise<{ one: (line: string) => Promise<unknown>; close: () => Promise<void> }> => {
  const { evaluate, close } = await evaluators[suite]();
  const one = async (line: string): Promise<unknown> => {
    let id: unknown = null;
    try {
      const input: unknown = JSON.parse(line);
      id = (input as { id?: unknown } | null)?.id ?? null;
      return await evaluate(input as never);
    } catch (error) {
      return failure(id, error);
    }
  };
  return { one, close: close ?? (() => Promise.resolve()) };
};
