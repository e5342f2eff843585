/** Keeps a time of every week free of meetings: from then on it is offered to nobody. What the owner books there stays possible. */
import { z } from "zod";
import { AvailabilityRulesSchema, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { getAvailability, putAvailability } from "@/lib/scheduling/service";
import { line } from "../core/event-lines";
import { isKept, readFreeRule, spokenProtection, type Protection } from "../core/free-rule";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";

const InputSchema = z.object({
  rule: z.string().min(1).max(300).describe('The wish in the user\'s own words: "no meetings before 10", "keep Fridays free", "keep lunch free".'),
});
type Input = z.output<typeof InputSchema>;

const page = "[Working hours](/settings/hours)";
const protectionsMax = 20;

const wishOf = async (context: ToolContext, { rule }: Input): Promise<{ ok: true; protection: Protection; rules: AvailabilityRules } | Refusal> => {
  const read = readFreeRule(rule);
  if (!read.ok) return read;
  const { protection } = read;
  const rules = await getAvailability(context.actor);
  if (isKept(rules.protections, protection))
    return { ok: false, reason: "nothing-to-change", said: `That is kept free already: ${spokenProtection(protection)}. It is set under ${page}.` };
  if (rules.protections.length >= protectionsMax)
    return { ok: false, reason: "too-many", said: `${protectionsMax} times are kept free already, and more don't fit. Take one away under ${page} first.` };
  return { ok: true, protection, rules };
};

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const wish = await wishOf(context, input);
  if (!wish.ok) return wish;
  return {
    ok: true,
    effect: "own",
    input,
    title: `Offer no more meetings: ${spokenProtection(wish.protection)}`,
    lines: [
      line("Kept free every week", null, spokenProtection(wish.protection)),
      line("Holds for", null, "the times I offer, to you and through links; you can still book there yourself"),
    ],
    tells: [],
    marks: [],
    editable: [],
  };
};

export const keepFreeTool = defineTool({
  name: "keep_free",
  label: "Keep a time of every week free",
  scope: "settings",
  audience: ["owner"],
  effect: "own",
  policy: "ask",
  description: "Adds a standing rule about when no meetings are offered. For a single day or hour use create_event instead.",
  input: InputSchema,
  output: z.object({ protection: AvailabilityRulesSchema.shape.protections.element }),
  preview,
  run: async (context, input) => {
    const wish = await wishOf(context, input);
    if (!wish.ok) return wish;
    const { protection, rules } = wish;
    await putAvailability(context.actor, { ...rules, protections: [...rules.protections, protection] });
    return {
      ok: true,
      output: { protection },
      said: `I offer no more meetings: ${spokenProtection(protection)}. You can change that under ${page}.`,
    };
  },
});
