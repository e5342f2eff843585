/** The parts of an answer as they are kept: no step is left spinning, and every card shows how it ended. */
import type { StoredMessage, ToolOutcome } from "../contracts";

export type Part = StoredMessage["parts"][number];

const isOutcome = (value: unknown): value is ToolOutcome => typeof value === "object" && value !== null && "status" in value && "said" in value;

/** The outcome a tool part carries, if it has come to one. */
export const outcomeOf = (part: Part): ToolOutcome | null => (part.type.startsWith("tool-") && isOutcome(part["output"]) ? part["output"] : null);

const toolOf = (part: Part): string => part.type.slice("tool-".length);

/** Ids of the actions that an answer's cards wait for. */
export const waitingActionIds = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    const outcome = outcomeOf(part);
    return outcome?.status === "waiting" ? [outcome.action.id] : [];
  });

/** The parts with the card of one action showing how it ended. */
export const withDecision = (parts: readonly Part[], actionId: string, outcome: ToolOutcome): Part[] =>
  parts.map((part) => {
    const current = outcomeOf(part);
    return current?.status === "waiting" && current.action.id === actionId ? { ...part, output: outcome } : part;
  });

/** An answer that was stopped or broke off: what ran through shows its outcome, what didn't says so, and no text is still "streaming". */
export const settledParts = (parts: readonly Part[], outcomes: ReadonlyMap<string, ToolOutcome>): Part[] =>
  parts.flatMap((part) => {
    if (part.type === "text") return [{ ...part, state: "done" }];
    if (!part.type.startsWith("tool-") || part["state"] === "output-available" || part["state"] === "output-error") return [part];
    const outcome = outcomes.get(String(part["toolCallId"]));
    if (outcome) return [{ ...part, state: "output-available", output: outcome }];
    return part["state"] === "input-streaming" ? [] : [{ ...part, state: "output-error", errorText: "This step wasn't carried out." }];
  });

/** True when answering anew could do something twice. */
export const hasActed = (parts: readonly Part[], readers: ReadonlySet<string>): boolean =>
  parts.some((part) => outcomeOf(part)?.status === "done" && !readers.has(toolOf(part)));

export const hasFailed = (parts: readonly Part[]): boolean => parts.some(({ type }) => type === "data-error");

/** What a failed answer had achieved: everything up to its last step, without the words that broke off and the error. */
export const achieved = (parts: readonly Part[]): Part[] => {
  const last = parts.findLastIndex((part) => outcomeOf(part) !== null);
  return parts.slice(0, last + 1);
};

export const textOf = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.type === "text" && typeof part["text"] === "string" ? [part["text"]] : [])).join("\n\n");
