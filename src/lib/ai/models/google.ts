/** Google's Gemini, by its own package. */
import { createGoogle } from "@ai-sdk/google";
import { AppError } from "@/lib/errors";
import { modelFetch, shownAddress, withVersion } from "./model-fetch";
import { keptPerConfig, type ModelProvider } from "./model-provider";

const defaultModel = "gemini-flash-latest";

export const googleProvider: ModelProvider = {
  label: "Google Gemini",
  keyName: "GOOGLE_GENERATIVE_AI_API_KEY",
  operationId: "google-chat",
  speaksFromOutcomes: false,
  modelName: ({ GOOGLE_GENERATIVE_AI_MODEL }) => GOOGLE_GENERATIVE_AI_MODEL ?? defaultModel,
  state: ({ GOOGLE_GENERATIVE_AI_API_KEY, GOOGLE_GENERATIVE_AI_BASE_URL, GOOGLE_GENERATIVE_AI_MODEL }) => {
    if (GOOGLE_GENERATIVE_AI_API_KEY === undefined) return { configured: false, why: "Set GOOGLE_GENERATIVE_AI_API_KEY to use it." };
    const at = GOOGLE_GENERATIVE_AI_BASE_URL === undefined ? "" : ` at ${shownAddress(GOOGLE_GENERATIVE_AI_BASE_URL)}`;
    return { configured: true, why: `GOOGLE_GENERATIVE_AI_API_KEY is set; model ${GOOGLE_GENERATIVE_AI_MODEL ?? defaultModel}${at}.` };
  },
  create: keptPerConfig(({ GOOGLE_GENERATIVE_AI_API_KEY, GOOGLE_GENERATIVE_AI_BASE_URL, GOOGLE_GENERATIVE_AI_MODEL }) => {
    if (GOOGLE_GENERATIVE_AI_API_KEY === undefined)
      throw new AppError("ai/model-not-configured", { message: "google was chosen without GOOGLE_GENERATIVE_AI_API_KEY" });
    return createGoogle({
      apiKey: GOOGLE_GENERATIVE_AI_API_KEY,
      fetch: modelFetch,
      ...(GOOGLE_GENERATIVE_AI_BASE_URL === undefined ? {} : { baseURL: withVersion(GOOGLE_GENERATIVE_AI_BASE_URL, "/v1beta") }),
    })(GOOGLE_GENERATIVE_AI_MODEL ?? defaultModel);
  }),
};
