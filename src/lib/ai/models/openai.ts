/** OpenAI itself, by its own package. */
import { createOpenAI } from "@ai-sdk/openai";
import { defaultSettingsMiddleware, wrapLanguageModel } from "ai";
import { AppError } from "@/lib/errors";
import { modelFetch } from "./model-fetch";
import { keptPerConfig, type ModelProvider } from "./model-provider";

const defaultModel = "gpt-5-mini";

/** Without this OpenAI keeps each answer, with what the calendar said in it, for 30 days. */
const unkept = defaultSettingsMiddleware({ settings: { providerOptions: { openai: { store: false } } } });

export const openaiProvider: ModelProvider = {
  label: "OpenAI",
  keyName: "OPENAI_API_KEY",
  operationId: "openai-chat",
  speaksFromOutcomes: false,
  modelName: ({ OPENAI_MODEL }) => OPENAI_MODEL ?? defaultModel,
  state: ({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }) => {
    if (OPENAI_BASE_URL !== undefined) return { configured: false, why: "OPENAI_BASE_URL names another server, which is used instead." };
    if (OPENAI_API_KEY === undefined) return { configured: false, why: "Set OPENAI_API_KEY to use it." };
    return { configured: true, why: `OPENAI_API_KEY is set; model ${OPENAI_MODEL ?? defaultModel}.` };
  },
  create: keptPerConfig(({ OPENAI_API_KEY, OPENAI_MODEL }) => {
    if (OPENAI_API_KEY === undefined) throw new AppError("ai/model-not-configured", { message: "openai was chosen without OPENAI_API_KEY" });
    return wrapLanguageModel({ model: createOpenAI({ apiKey: OPENAI_API_KEY, fetch: modelFetch })(OPENAI_MODEL ?? defaultModel), middleware: unkept });
  }),
};
