/** What Perin may do by itself, tool by tool, as its owner set it. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import * as stored from "@/lib/queries/policies";
import { transaction } from "@/lib/queries/transaction";
import type { listPoliciesEndpoint, Policy, putPolicyEndpoint, ToolPolicySchema } from "./contracts";
import { allowedPolicies } from "./core/policy";
import type { Tool } from "./tools/define-tool";
import { toolNamed, toolsFor } from "./tools/registry";

type ToolPolicy = z.output<typeof ToolPolicySchema>;

const shown = (tool: Tool, chosen: Policy | undefined): ToolPolicy => ({
  tool: tool.name,
  label: tool.label,
  description: tool.description,
  effect: tool.effect,
  policy: chosen ?? tool.policy,
  defaultPolicy: tool.policy,
  allowed: allowedPolicies(tool.effect, tool.policy),
});

/** Every tool of the owner with its setting. */
export const listPolicies = async (actor: Actor): Promise<z.output<typeof listPoliciesEndpoint.output>> => {
  requireScope(actor, "settings");
  const chosen = await stored.listPolicies(actor.userId);
  return { policies: toolsFor("owner").map((tool) => shown(tool, chosen.get(tool.name))) };
};

/** Errors: ai/tool-not-found, ai/policy-not-allowed. */
export const putPolicy = (actor: Actor, { tool: name, policy }: z.output<typeof putPolicyEndpoint.input>): Promise<ToolPolicy> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const tool = toolNamed(name);
    if (!tool) throw new AppError("ai/tool-not-found");
    if (!allowedPolicies(tool.effect, tool.policy).includes(policy)) throw new AppError("ai/policy-not-allowed");
    await stored.savePolicy(actor.userId, name, policy);
    await recordAudit(actor, { action: "policy.save", subjectId: name, after: { policy } });
    return shown(tool, policy);
  });
