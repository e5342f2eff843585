/** Whether Perin may do a thing by itself. Decided here, in code; no prompt and no model has a say. */
import type { Policy } from "../contracts";

type Effect = "read" | "own" | "others";

export interface PolicyQuestion {
  /** What this one call would do, as its preview found. */
  readonly effect: Effect;
  /** The owner's word for this tool; null where nothing was said. */
  readonly chosen: Policy | null;
  readonly fallback: Policy;
  /** True when the call asks whatever the policy says: more than one event would go. */
  readonly alwaysAsks: boolean;
}

/** `auto` covers what only the owner would notice. What others would notice always asks; `never` always refuses. */
export const decidePolicy = ({ effect, chosen, fallback, alwaysAsks }: PolicyQuestion): "run" | "ask" | "refuse" => {
  if (effect === "read") return "run";
  const policy = chosen ?? fallback;
  if (policy === "never") return "refuse";
  return policy === "ask" || effect === "others" || alwaysAsks ? "ask" : "run";
};

/** Which policies make sense for a tool: reading is always auto; what is always noticed by others can't be auto. */
export const allowedPolicies = (effect: Effect, fallback: Policy): Policy[] => {
  if (effect === "read") return ["auto"];
  return fallback === "ask" ? ["ask", "never"] : ["auto", "ask", "never"];
};
