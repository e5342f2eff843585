/**
 * The daily brief in a model's words, where one is set up. The model is shown the wording without its facts, and what it answers is
 * kept only if code finds every fact's place in it, in order, and nothing else that reads like one; whatever goes wrong, the plain
 * sentences stay.
 */
import { streamText } from "ai";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { maskBrief, phraseBrief } from "@/lib/briefs/service";
import { config } from "@/lib/config";
import { findProfile, ownerActor } from "@/lib/identity/service";
import type { Tone } from "@/lib/identity/contracts";
import { logger } from "@/lib/logger";
import { withDeadline } from "@/lib/resilience/deadline";
import { chainOf } from "./models/choose-models";
import { modelOrder } from "./core/model-order";
import { modelProviders } from "./models/registry";

const phraseMs = 20_000;

const manners: Readonly<Record<Tone, string>> = {
  plain: "Be as short as you can.",
  warm: "Be friendly, without exclamation marks.",
  formal: "Be formal.",
};

const instructions = (tone: Tone): string =>
  [
    "You turn notes about a person's day into a short paragraph in plain, calm English that they can read in one go.",
    "Marks like {1} stand for facts. Use each mark exactly once, in the order of the notes, and never a digit, a name, a time or a title of your own.",
    "Add no advice, praise, greeting or guess, and leave nothing out. Answer with the paragraph alone.",
    manners[tone],
  ].join(" ");

export interface BriefWordsOptions {
  readonly signal?: AbortSignal;
  /** Asked in place of those that are set up. */
  readonly model?: LanguageModelV4;
}

/** Models that say things in their own words; `builtin` would only repeat ours. */
const speakers = (): ReturnType<typeof modelOrder> =>
  modelOrder(config().MODEL_ORDER).filter((id) => id !== "builtin" && modelProviders[id].state(config()).configured);

/** Phrases one brief, at most once. Never throws: a brief in plain words is a brief. */
export const sayBriefInWords = async (userId: string, briefId: string, { signal, model }: BriefWordsOptions = {}): Promise<void> => {
  const ids = speakers();
  if (model === undefined && ids.length === 0) return;
  try {
    const actor = ownerActor(userId, "system");
    const [masked, { tone }] = await Promise.all([maskBrief(actor, { briefId }), findProfile(actor)]);
    if (masked === null) return;
    const phrased = await withDeadline("the phrasing of a brief", phraseMs, signal, async (abortSignal) => {
      const { text } = streamText({
        model: model ?? chainOf(ids).model,
        instructions: instructions(tone),
        prompt: masked.text,
        maxRetries: 0,
        abortSignal,
        onError: () => undefined,
      });
      return text;
    });
    if (!(await phraseBrief(actor, { briefId, phrased }))) logger.info("A model's phrasing of a brief didn't keep to its facts", { userId, briefId });
  } catch (error) {
    logger.warn("A brief stays in plain words", { userId, briefId, error });
  }
};
