/** The models Perin can think with. Adding one is a file and a line here; configuration, settings and health read this list. */
import type { ModelId } from "../core/model-order";
import { anthropicProvider } from "./anthropic";
import { builtinProvider } from "./builtin";
import { googleProvider } from "./google";
import type { ModelProvider } from "./model-provider";
import { openaiCompatibleProvider } from "./openai-compatible";
import { openaiProvider } from "./openai";

export const modelProviders = {
  openai: openaiProvider,
  "openai-compatible": openaiCompatibleProvider,
  anthropic: anthropicProvider,
  google: googleProvider,
  builtin: builtinProvider,
} satisfies Record<ModelId, ModelProvider>;
