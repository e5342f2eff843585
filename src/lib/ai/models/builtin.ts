/** The planner that comes with Perin: no key, no network, always there. */
import { createBuiltinModel } from "./builtin/model";
import type { ModelProvider } from "./model-provider";

export const builtinProvider: ModelProvider = {
  label: "Built-in planner",
  keyName: null,
  operationId: null,
  speaksFromOutcomes: true,
  modelName: () => "builtin",
  state: () => ({ configured: true, why: "Always there: it runs inside Perin and needs no key." }),
  create: (_config, moment) => createBuiltinModel(moment),
};
