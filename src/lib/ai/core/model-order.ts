/** Which models are asked, and in which order. */

export const modelIds = ["openai", "openai-compatible", "anthropic", "google", "builtin"] as const;
export type ModelId = (typeof modelIds)[number];

const isModelId = (name: string): name is ModelId => modelIds.some((id) => id === name);

/** MODEL_ORDER as ids, each once, `builtin` always last; our own order without the setting. The start has refused names that nobody knows. */
export const modelOrder = (setting: string | undefined): ModelId[] => {
  const names = setting === undefined ? [...modelIds] : setting.split(",");
  // OPENAI_BASE_URL decides which of the two answers; who writes "openai" means whichever of them it is.
  const meant = names.flatMap((name) => (name === "openai" ? ["openai", "openai-compatible"] : [name]));
  return [...new Set(meant.filter(isModelId).filter((id) => id !== "builtin")), "builtin"];
};
