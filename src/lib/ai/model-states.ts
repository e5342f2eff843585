/** Which models there are, which one answers, and why: for the settings page, the start message and health. */
import type { z } from "zod";
import { config } from "@/lib/config";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import type { listModelsEndpoint } from "./contracts";
import { modelIds, modelOrder } from "./core/model-order";
import { modelProviders } from "./models/registry";
import { getCircuitStatus } from "./resilience/error-handler";

type ModelStates = z.output<typeof listModelsEndpoint.output>;

const resting = (operationId: string | null): string =>
  operationId !== null && getCircuitStatus(operationId).state === "open" ? " It failed several times and rests for a moment." : "";

/** In the order in which they are asked; those left out of MODEL_ORDER come last. `active` is the one that answers first. */
export const modelStates = (): ModelStates["models"] => {
  const order = modelOrder(config().MODEL_ORDER);
  const active = order.find((id) => modelProviders[id].state(config()).configured && resting(modelProviders[id].operationId) === "");
  return [...order, ...modelIds.filter((id) => !order.includes(id))].map((id) => {
    const { label, state, operationId } = modelProviders[id];
    const { configured, why } = state(config());
    const left = order.includes(id) ? "" : " MODEL_ORDER leaves it out.";
    return { id, label, active: id === active, configured, why: `${why}${left}${configured ? resting(operationId) : ""}` };
  });
};

export const listModels = (actor: Actor): ModelStates => {
  requireScope(actor, "settings");
  return { models: modelStates() };
};
