/** The planner behind the AI SDK's provider interface: one more model, without a network and without a key. */
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import type { PlannerContext } from "../../core/planner/planner-context";
import type { Dialogue } from "../../core/planner/flow";
import { planTurn, recallDialogue } from "../../core/planner/plan-turn";
import type { TurnMoment } from "../model-provider";
import { readPrompt } from "./read-prompt";

const noUsage: LanguageModelV4Usage = { inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 }, outputTokens: { total: 0, text: 0, reasoning: 0 } };

/** Reads each phrase once per step, however often the grammar asks for it. */
const rememberedReader = (moment: TurnMoment): PlannerContext["understand"] => {
  const read = new Map<string, readonly TimeMatch[]>();
  return (text, prefer = "future") => {
    const key = `${prefer} ${text}`;
    const known = read.get(key);
    if (known) return known;
    const matches = understandTime(text, {
      now: moment.now,
      zone: moment.zone,
      locale: moment.locale,
      prefer,
      ...(moment.weekStart === undefined ? {} : { weekStart: moment.weekStart }),
    });
    read.set(key, matches);
    return matches;
  };
};

const contextOf = (moment: TurnMoment, understand: PlannerContext["understand"], options: LanguageModelV4CallOptions): PlannerContext => ({
  now: moment.now,
  zone: moment.zone,
  locale: moment.locale,
  ...(moment.hourCycle ? { hourCycle: moment.hourCycle } : {}),
  ...(moment.tone ? { tone: moment.tone } : {}),
  ...(moment.firstName ? { firstName: moment.firstName } : {}),
  understand,
  tools: new Set(options.tools ? options.tools.map(({ name }) => name) : moment.tools.map(({ name }) => name)),
});

/** What holds for all steps of one turn is worked out once. */
interface Memory {
  readonly understand: PlannerContext["understand"];
  readonly recalled: Map<string, Dialogue>;
}

const step = (
  moment: TurnMoment,
  memory: Memory,
  options: LanguageModelV4CallOptions,
): { content: LanguageModelV4Content[]; finishReason: LanguageModelV4FinishReason } => {
  const turns = readPrompt(options.prompt);
  const context = contextOf(moment, memory.understand, options);
  const before = JSON.stringify(turns.slice(-8, -1).map(({ text, records }) => [text, records.length]));
  const dialogue = memory.recalled.get(before) ?? recallDialogue(turns, context);
  memory.recalled.set(before, dialogue);
  const plan = planTurn(turns, context, dialogue);
  if ("text" in plan) return { content: [{ type: "text", text: plan.text }], finishReason: { unified: "stop", raw: "said" } };
  const made = turns.reduce((sum, { records }) => sum + records.length, 0);
  const turn = Temporal.Instant.from(moment.now).epochMilliseconds.toString(36);
  const content = plan.calls.map(({ tool, input }, at) => ({
    type: "tool-call" as const,
    toolCallId: `call-${turn}-${made + at + 1}`,
    toolName: tool,
    input: JSON.stringify(input),
  }));
  return { content, finishReason: { unified: "tool-calls", raw: "planned" } };
};

/** Words with the space after them, as a person would hear them. */
const words = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];

const partsOf = (content: readonly LanguageModelV4Content[]): LanguageModelV4StreamPart[] =>
  content.flatMap((part, at): LanguageModelV4StreamPart[] => {
    const id = `text-${at + 1}`;
    if (part.type === "text")
      return [{ type: "text-start", id }, ...words(part.text).map((delta) => ({ type: "text-delta" as const, id, delta })), { type: "text-end", id }];
    if (part.type !== "tool-call") return [];
    return [
      { type: "tool-input-start", id: part.toolCallId, toolName: part.toolName },
      { type: "tool-input-delta", id: part.toolCallId, delta: part.input },
      { type: "tool-input-end", id: part.toolCallId },
      part,
    ];
  });

/**
 * The built-in planner for one turn. `moment` says when and where the owner is and which tools there are. Deterministic: the same
 * prompt at the same moment yields the same answer.
 */
export const createBuiltinModel = (moment: TurnMoment): LanguageModelV4 => {
  const memory: Memory = { understand: rememberedReader(moment), recalled: new Map() };
  return {
    specificationVersion: "v4",
    provider: "perin",
    modelId: "builtin",
    supportedUrls: {},
    doGenerate: (options) => Promise.resolve({ ...step(moment, memory, options), usage: noUsage, warnings: [] }),
    doStream: (options) => {
      const { content, finishReason } = step(moment, memory, options);
      const parts: LanguageModelV4StreamPart[] = [
        { type: "stream-start", warnings: [] },
        ...partsOf(content),
        { type: "finish", usage: noUsage, finishReason },
      ];
      return Promise.resolve({
        stream: new ReadableStream<LanguageModelV4StreamPart>({
          start: (controller) => {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        }),
      });
    },
  };
};
