/** Anthropic's Claude, by its own package. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { AppError } from "@/lib/errors";
import { modelFetch, shownAddress, withVersion } from "./model-fetch";
import { keptPerConfig, type ModelProvider } from "./model-provider";

const defaultModel = "claude-haiku-5-5";

export const anthropicProvider: ModelProvider = {
  label: "Anthropic",
  keyName: "ANTHROPIC_API_KEY",
  operationId: "anthropic-chat",
  speaksFromOutcomes: false,
  modelName: ({ ANTHROPIC_MODEL }) => ANTHROPIC_MODEL ?? defaultModel,
  state: ({ ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL }) => {
    if (ANTHROPIC_API_KEY === undefined) return { configured: false, why: "Set ANTHROPIC_API_KEY to use it." };
    const at = ANTHROPIC_BASE_URL === undefined ? "" : ` at ${shownAddress(ANTHROPIC_BASE_URL)}`;
    return { configured: true, why: `ANTHROPIC_API_KEY is set; model ${ANTHROPIC_MODEL ?? defaultModel}${at}.` };
  },
  create: keptPerConfig(({ ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL }) => {
    if (ANTHROPIC_API_KEY === undefined) throw new AppError("ai/model-not-configured", { message: "anthropic was chosen without ANTHROPIC_API_KEY" });
    return createAnthropic({
      apiKey: ANTHROPIC_API_KEY,
      fetch: modelFetch,
      ...(ANTHROPIC_BASE_URL === undefined ? {} : { baseURL: withVersion(ANTHROPIC_BASE_URL, "/v1") }),
    })(ANTHROPIC_MODEL ?? defaultModel);
  }),
};
