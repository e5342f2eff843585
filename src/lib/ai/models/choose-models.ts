/** Which models answer a turn: those that are configured, in MODEL_ORDER, `builtin` last. */
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { config } from "@/lib/config";
import { logger } from "@/lib/logger";
import { modelOrder, type ModelId } from "../core/model-order";
import type { ToolContext } from "../tools/define-tool";
import { describeTools, toolsFor } from "../tools/registry";
import { createModelChain, type Candidate, type ModelChain } from "./chain";
import type { TurnMoment } from "./model-provider";
import { modelProviders } from "./registry";

const candidate = (id: ModelId, moment: TurnMoment): Candidate => {
  const { label, operationId, speaksFromOutcomes, create } = modelProviders[id];
  return { id, label, operationId, speaksFromOutcomes, model: create(config(), moment) };
};

const given = (model: LanguageModelV4): Candidate => ({ id: model.modelId, label: model.modelId, operationId: null, speaksFromOutcomes: false, model });

const chained = (candidates: readonly Candidate[]): ModelChain =>
  createModelChain(candidates, ({ id }, error) => logger.warn("A model didn't answer", { model: id, error }));

/** The chain for one turn. A model that is handed in answers alone. */
export const chainFor = ({ now, profile }: ToolContext, chosen?: LanguageModelV4 | ModelId): ModelChain => {
  const moment: TurnMoment = {
    now,
    zone: profile.zone,
    locale: profile.locale,
    hourCycle: profile.hourCycle,
    weekStart: profile.weekStart,
    tone: profile.tone,
    firstName: profile.name.split(" ")[0] ?? "",
    tools: describeTools(toolsFor("owner")),
  };
  const ids = typeof chosen === "string" ? [chosen] : modelOrder(config().MODEL_ORDER).filter((id) => modelProviders[id].state(config()).configured);
  const candidates = typeof chosen === "object" ? [given(chosen)] : ids.map((id) => candidate(id, moment));
  return chained(candidates);
};

/** The chain of these models for words that belong to no turn. */
export const chainOf = (ids: readonly ModelId[]): ModelChain =>
  chained(ids.map((id) => candidate(id, { now: "2026-01-01T00:00:00Z", zone: "UTC", locale: "en", tools: [] })));
