/** A whole turn without a browser: for the command line, evals and tests. */
import type { UIMessageChunk } from "ai";
import type { Actor } from "@/lib/identity/contracts";
import { answer, type AnswerOptions } from "./answer";
import type { PendingAction, ToolOutcome } from "./contracts";

export interface TurnReport {
  readonly conversationId: string;
  /** What was said, as Markdown. */
  readonly reply: string;
  /** Every tool call that ran through, in order, with its input as the model gave it. */
  readonly calls: readonly { readonly tool: string; readonly input: unknown; readonly outcome: ToolOutcome }[];
  readonly outcomes: readonly ToolOutcome[];
  readonly pending: readonly PendingAction[];
  /** Why the turn failed, in words; null when it didn't. */
  readonly failure: string | null;
}

export interface AnswerOnceOptions extends Omit<AnswerOptions, "onOutcome"> {
  /** Goes on with this conversation; a new one is begun without it. */
  readonly conversationId?: string;
}

const read = async (stream: ReadableStream<UIMessageChunk>): Promise<Pick<TurnReport, "reply" | "failure">> => {
  const blocks = new Map<string, string>();
  let failure: string | null = null;
  for await (const chunk of stream) {
    if (chunk.type === "text-delta") blocks.set(chunk.id, (blocks.get(chunk.id) ?? "") + chunk.delta);
    if (chunk.type === "data-error") failure = (chunk.data as { message: string }).message;
  }
  return {
    reply: [...blocks.values()]
      .map((block) => block.trim())
      .filter((block) => block !== "")
      .join("\n\n"),
    failure,
  };
};

/** Says one thing and waits for the whole answer. Errors: those of `answer`. */
export const answerOnce = async (actor: Actor, text: string, { conversationId, ...options }: AnswerOnceOptions = {}): Promise<TurnReport> => {
  const calls: { tool: string; input: unknown; outcome: ToolOutcome }[] = [];
  const started = await answer(
    actor,
    { conversationId, messages: [{ role: "user", parts: [{ type: "text", text }] }], trigger: "submit-message" },
    { ...options, onOutcome: ({ tool, input, outcome }) => calls.push({ tool: tool.name, input, outcome }) },
  );
  const { reply, failure } = await read(started.stream);
  const outcomes = calls.map(({ outcome }) => outcome);
  return {
    conversationId: started.conversationId,
    reply,
    calls,
    outcomes,
    pending: outcomes.flatMap((outcome) => (outcome.status === "waiting" ? [outcome.action] : [])),
    failure,
  };
};
