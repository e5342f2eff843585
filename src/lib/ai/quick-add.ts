/** One line that adds something, read by the built-in planner while it is typed: what it would do is shown before it is done. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import { findPolicy } from "@/lib/queries/policies";
import { understandTime } from "@/lib/time/understand";
import type { PlannedCall } from "./core/planner/flow";
import { planTurn } from "./core/planner/plan-turn";
import { decidePolicy } from "./core/policy";
import type { QuickReading, ToolOutcome } from "./contracts";
import { hashInput, outcomeOfError, performTool } from "./perform-tool";
import type { Preview, Tool, ToolContext } from "./tools/define-tool";
import { toolNamed, toolsFor } from "./tools/registry";

/** What is meant where nobody says how long; it is shown, and a length in the line changes it. */
const usualMinutes = 60;

type Read =
  | { readonly ok: true; readonly tool: Tool; readonly preview: Preview<unknown> }
  | { readonly ok: false; readonly said: string; readonly options: readonly { readonly label: string; readonly value: string }[] };

const contextFor = async (actor: Actor): Promise<ToolContext> => {
  const profile = await findProfile(actor);
  return {
    actor: ownerActor(actor.userId, "session", actor.sessionId),
    profile,
    // Whole minutes, so that "in half an hour" is the same when it is shown and when it is done.
    now: Temporal.Now.zonedDateTimeISO(profile.zone)
      .round({ smallestUnit: "minute", roundingMode: "floor" })
      .toString({ timeZoneName: "never", smallestUnit: "second" }),
    conversationId: null,
    signal: new AbortController().signal,
  };
};

const plannedFor = (text: string, { now, profile: { zone, locale, hourCycle, weekStart } }: ToolContext): PlannedCall | string => {
  const plan = planTurn([{ text, records: [] }], {
    now,
    zone,
    locale,
    hourCycle,
    understand: (words, prefer = "future") => understandTime(words, { now, zone, locale, prefer, weekStart }),
    tools: new Set(toolsFor("owner").map(({ name }) => name)),
  });
  if ("text" in plan) return plan.text;
  return plan.calls[0] ?? "";
};

const onlyAdds = "This line only adds things, like “lunch with Maya Thu 12:30”. Ask in the chat for everything else.";

const previewOf = async (tool: Tool, context: ToolContext, input: unknown): Promise<Read> => {
  const parsed = tool.input.safeParse(input);
  if (!parsed.success || !tool.preview) return { ok: false, said: onlyAdds, options: [] };
  const preview = await tool.preview(context, parsed.data);
  if (preview.ok) return { ok: true, tool, preview };
  if (preview.reason === "duration-missing") return previewOf(tool, context, { ...(parsed.data as object), durationMinutes: usualMinutes });
  return { ok: false, said: preview.said, options: preview.options ?? [] };
};

const read = async (context: ToolContext, text: string): Promise<Read> => {
  const planned = plannedFor(text, context);
  if (typeof planned === "string") return { ok: false, said: planned === "" ? onlyAdds : planned, options: [] };
  const tool = toolNamed(planned.tool);
  if (!tool || tool.effect === "read") return { ok: false, said: onlyAdds, options: [] };
  try {
    return await previewOf(tool, context, planned.input);
  } catch (error) {
    return { ok: false, said: outcomeOfError(error, tool.name).said, options: [] };
  }
};

/** What a line would do: title, lines with date, weekday and zone, and whether it would wait for a word. Changes nothing. */
export const readQuickAdd = async (actor: Actor, { text }: { readonly text: string }): Promise<QuickReading> => {
  requireScope(actor, "chat");
  const found = await read(await contextFor(actor), text);
  if (!found.ok) return { understood: false, said: found.said, options: found.options.map((option) => ({ ...option })) };
  const { tool, preview } = found;
  const chosen = await findPolicy(actor.userId, tool.name);
  const decision = decidePolicy({ effect: preview.effect, chosen, fallback: tool.policy, alwaysAsks: preview.asks === true });
  return {
    understood: true,
    tool: tool.name,
    title: preview.title,
    lines: preview.lines.map((line) => ({ ...line })),
    asks: decision === "ask",
    inputHash: hashInput(tool.name, preview.input),
  };
};

/**
 * Does what was shown, by the same policy as the chat: at once, or as a card that waits. Errors: ai/action-changed when the line now
 * means something else than the preview with this hash; ai/quick-add-unclear.
 */
export const quickAdd = async (actor: Actor, { text, inputHash }: { readonly text: string; readonly inputHash: string }): Promise<ToolOutcome> => {
  requireScope(actor, "chat");
  const context = await contextFor(actor);
  const found = await read(context, text);
  if (!found.ok) throw new AppError("ai/quick-add-unclear", { publicMessage: found.said });
  if (hashInput(found.tool.name, found.preview.input) !== inputHash) throw new AppError("ai/action-changed");
  return performTool(found.tool, context, found.tool.input.parse(found.preview.input));
};
