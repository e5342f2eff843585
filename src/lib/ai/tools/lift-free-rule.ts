/** Takes away a time of the week that was kept free ("I can take meetings before 10 again"): from then on it is offered once more. */
import { z } from "zod";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { getAvailability, putAvailability } from "@/lib/scheduling/service";
import { line } from "../core/event-lines";
import { liftFreeRule, spokenProtection, type Protection } from "../core/free-rule";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";

const InputSchema = z.object({
  rule: z.string().min(1).max(300).describe('The wish in the user\'s own words: "meetings before 10 are fine again", "forget that rule".'),
});
type Input = z.output<typeof InputSchema>;

const page = "[Working hours](/settings/hours)";

const wishOf = async (context: ToolContext, { rule }: Input): Promise<{ ok: true; lifted: readonly Protection[]; rules: AvailabilityRules } | Refusal> => {
  const rules = await getAvailability(context.actor);
  const read = liftFreeRule(rule, rules.protections);
  if (!read.ok) return { ...read, said: `${read.said} What is kept free is set under ${page}.` };
  return { ok: true, lifted: read.lifted, rules: { ...rules, protections: [...read.left] } };
};

const spoken = (lifted: readonly Protection[]): string => lifted.map(spokenProtection).join("; ");

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const wish = await wishOf(context, input);
  if (!wish.ok) return wish;
  return {
    ok: true,
    effect: "own",
    input,
    title: `Offer meetings again: ${spoken(wish.lifted)}`,
    lines: wish.lifted.map((protection) => line("Kept free every week", spokenProtection(protection), null)),
    tells: [],
    marks: [],
    editable: [],
  };
};

export const liftFreeRuleTool = defineTool({
  name: "lift_free_rule",
  label: "Offer a time again that was kept free",
  scope: "settings",
  audience: ["owner"],
  effect: "own",
  policy: "ask",
  description: "Takes a standing rule of keep_free away again.",
  input: InputSchema,
  output: z.object({ lifted: z.number().int() }),
  preview,
  run: async (context, input) => {
    const wish = await wishOf(context, input);
    if (!wish.ok) return wish;
    await putAvailability(context.actor, wish.rules);
    return { ok: true, output: { lifted: wish.lifted.length }, said: `I offer meetings again: ${spoken(wish.lifted)}. You can change that under ${page}.` };
  },
});
