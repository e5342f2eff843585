/**
 * The models' voice for the room of links. Which wishes there are, what a model is shown, whether its words are kept, and what it may cost
 * are that room's; here a model is found and asked. Its tools run nothing: a call only names a wish.
 */
import { streamText, tool, zodSchema, type LanguageModelUsage, type ToolSet } from "ai";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { config } from "@/lib/config";
import type { Speaker } from "@/lib/delegation/service";
import { withDeadline } from "@/lib/resilience/deadline";
import { modelOrder } from "./core/model-order";
import { chainOf } from "./models/choose-models";
import { modelProviders } from "./models/registry";
import { rephraseInstructions, understandInstructions } from "./prompts/visitor";

/** A visitor waits for both together. */
const askMs = 8_000;
const outputTokensMax = 400;

/** Models that say things in their own words; `builtin` is what answers without one. */
const speakers = (): ReturnType<typeof modelOrder> =>
  modelOrder(config().MODEL_ORDER).filter((id) => id !== "builtin" && modelProviders[id].state(config()).configured);

const tokensOf = ({ totalTokens, inputTokens, outputTokens }: LanguageModelUsage): number | null =>
  totalTokens ?? (inputTokens === undefined && outputTokens === undefined ? null : (inputTokens ?? 0) + (outputTokens ?? 0));

const speakerOf = (model: () => LanguageModelV4): Speaker => ({
  understand: ({ message, now, zone, offered, wishes }) =>
    withDeadline("the reading of a visitor's message", askMs, undefined, async (abortSignal) => {
      const tools: ToolSet = Object.fromEntries(wishes.map(({ name, description, input }) => [name, tool({ description, inputSchema: zodSchema(input) })]));
      const facts = `It is ${now} (${zone}). Times that were named last: ${offered.length === 0 ? "none" : offered.map((time, at) => `${at + 1}: ${time}`).join("; ")}.`;
      const { toolCalls, usage } = streamText({
        model: model(),
        instructions: understandInstructions,
        prompt: `${facts}\nThe stranger's message, as a JSON string:\n${JSON.stringify(message)}`,
        tools,
        maxOutputTokens: outputTokensMax,
        maxRetries: 0,
        abortSignal,
        onError: () => undefined,
      });
      const calls = await toolCalls;
      const [only, ...others] = calls;
      const wish = only === undefined || others.length > 0 ? null : { name: only.toolName, input: only.input as unknown };
      return { value: wish, tokens: tokensOf(await usage) };
    }),
  rephrase: ({ text: said, language }) =>
    withDeadline("the phrasing of an answer to a visitor", askMs, undefined, async (abortSignal) => {
      const { text, usage } = streamText({
        model: model(),
        instructions: rephraseInstructions(language),
        prompt: said,
        maxOutputTokens: outputTokensMax,
        maxRetries: 0,
        abortSignal,
        onError: () => undefined,
      });
      return { value: await text, tokens: tokensOf(await usage) };
    }),
});

/** Whoever is set up to speak with visitors; null without a model. */
export const visitorSpeaker = (): Speaker | null => {
  const ids = speakers();
  return ids.length === 0 ? null : speakerOf(() => chainOf(ids).model);
};
