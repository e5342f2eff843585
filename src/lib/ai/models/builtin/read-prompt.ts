/** Turns a prompt of the AI SDK into what the planner reads: what the owner said, and what the tools answered. */
import type { LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from "@ai-sdk/provider";
import { z } from "zod";
import type { CallRecord, Outcome } from "../../core/planner/flow";
import type { Turn } from "../../core/planner/plan-turn";

interface OpenTurn {
  readonly text: string;
  readonly records: CallRecord[];
}

/** What the assistant lets a model see of an outcome; marks and cards are for the screen. */
const OutcomeSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("done"), said: z.string(), output: z.unknown() }),
  z.object({ status: z.literal("waiting"), said: z.string() }),
  z.object({
    status: z.literal("refused"),
    reason: z.string(),
    said: z.string(),
    options: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  }),
]);

const failed = (said: string): Outcome => ({ status: "refused", reason: "failed", said, options: [] });

/** What a library says about a call that was formed wrongly. */
const isForTheLog = (text: string): boolean => /^AI_\w+/.test(text) || text.includes("\n");

const outcomeOf = ({ output }: LanguageModelV4ToolResultPart): Outcome => {
  if (output.type === "json" || output.type === "error-json") return OutcomeSchema.safeParse(output.value).data ?? failed("That didn't work.");
  if (output.type === "text" || output.type === "error-text") return failed(isForTheLog(output.value) ? "That didn't work." : output.value);
  return failed("That didn't work.");
};

/** Turns in order. Calls without a result (an answer that was stopped) are left out; texts of other roles are data for nobody. */
export const readPrompt = (prompt: LanguageModelV4Prompt): Turn[] => {
  const turns: OpenTurn[] = [];
  const calls = new Map<string, { tool: string; input: Record<string, unknown> }>();
  for (const message of prompt) {
    if (message.role === "user") {
      turns.push({ text: message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n"), records: [] });
      continue;
    }
    if (message.role === "system") continue;
    for (const part of message.content) {
      if (part.type === "tool-call") calls.set(part.toolCallId, { tool: part.toolName, input: (part.input ?? {}) as Record<string, unknown> });
      if (part.type !== "tool-result") continue;
      const made = calls.get(part.toolCallId);
      turns.at(-1)?.records.push({ tool: part.toolName, input: made?.input ?? {}, outcome: outcomeOf(part) });
    }
  }
  return turns;
};
