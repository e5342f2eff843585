/** Our tools as the AI SDK wants them: it checks the input with our schemas, we decide what happens with it. */
import { tool, zodSchema, type Schema, type ToolSet } from "ai";
import type { ToolOutcome } from "./contracts";
import { observedTool } from "./observe";
import { performTool } from "./perform-tool";
import { fencedOutcome } from "./prompts/fence";
import type { Tool, ToolContext } from "./tools/define-tool";

export interface Performed {
  readonly toolCallId: string;
  readonly tool: Tool;
  readonly input: unknown;
  readonly outcome: ToolOutcome;
}

const schemas = new WeakMap<Tool, Schema>();

/** Rendered as JSON Schema once per process: the SDK would do it at every step. */
const schemaOf = (ours: Tool): Schema => {
  const known = schemas.get(ours);
  if (known) return known;
  const made: Schema = zodSchema(ours.input);
  schemas.set(ours, made);
  return made;
};

/** `onOutcome` hears of every call that ran through; `running` holds those under way, because what has begun ends even when the turn is stopped. */
export const sdkTools = (list: readonly Tool[], context: ToolContext, running: Set<Promise<unknown>>, onOutcome: (performed: Performed) => void): ToolSet =>
  Object.fromEntries(
    list.map((ours) => [
      ours.name,
      tool({
        description: ours.description,
        inputSchema: schemaOf(ours),
        execute: async (input: unknown, { abortSignal, toolCallId }): Promise<ToolOutcome> => {
          const call = observedTool(ours.name, toolCallId, () => performTool(ours, abortSignal ? { ...context, signal: abortSignal } : context, input));
          running.add(call);
          const outcome = await call.finally(() => running.delete(call));
          onOutcome({ toolCallId, tool: ours, input, outcome });
          return outcome;
        },
        toModelOutput: ({ output }) => ({ type: "json", value: fencedOutcome(output) }),
      }),
    ]),
  );
