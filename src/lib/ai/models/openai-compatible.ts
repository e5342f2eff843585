/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { AppError } from "@/lib/errors";
import { modelFetch, shownAddress } from "./model-fetch";
import { keptPerConfig, type ModelProvider } from "./model-provider";

export const openaiCompatibleProvider: ModelProvider = {
  label: "OpenAI-compatible server",
  keyName: "OPENAI_API_KEY",
  operationId: "openai-compatible-chat",
  speaksFromOutcomes: false,
  modelName: ({ OPENAI_MODEL }) => OPENAI_MODEL ?? "",
  state: ({ OPENAI_BASE_URL, OPENAI_MODEL }) => {
    if (OPENAI_BASE_URL === undefined) return { configured: false, why: "Set OPENAI_BASE_URL and OPENAI_MODEL to use it." };
    if (OPENAI_MODEL === undefined) return { configured: false, why: "Set OPENAI_MODEL to the name of a model of the server at OPENAI_BASE_URL." };
    return { configured: true, why: `OPENAI_BASE_URL is ${shownAddress(OPENAI_BASE_URL)}; model ${OPENAI_MODEL}.` };
  },
  create: keptPerConfig(({ OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_API_KEY }) => {
    if (OPENAI_BASE_URL === undefined || OPENAI_MODEL === undefined)
      throw new AppError("ai/model-not-configured", { message: "openai-compatible was chosen without OPENAI_BASE_URL and OPENAI_MODEL" });
    return createOpenAICompatible({
      name: "openai-compatible",
      baseURL: OPENAI_BASE_URL,
      includeUsage: true,
      fetch: modelFetch,
      ...(OPENAI_API_KEY === undefined ? {} : { apiKey: OPENAI_API_KEY }),
    })(OPENAI_MODEL);
  }),
};
