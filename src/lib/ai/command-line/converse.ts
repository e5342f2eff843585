/** One question on the command line: the answer as it comes, and a yes or no for each card. */
import type { UIMessageChunk } from "ai";
import type { PendingAction, ToolOutcome } from "../contracts";
import { cardText } from "../core/card-text";
import type { Line } from "./line";

export interface Terminal {
  readonly write: (text: string) => void;
  /** Asks a yes/no question; null when nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean | null>;
}

export interface ConverseOptions {
  readonly text: string;
  readonly conversationId?: string | undefined;
  /** Approves every card. */
  readonly yes: boolean;
}

export interface Conversed {
  readonly conversationId: string;
  readonly reply: string;
  readonly model: string | null;
  readonly note: string | null;
  readonly steps: readonly { readonly tool: string; readonly status: ToolOutcome["status"]; readonly said: string }[];
  readonly decided: readonly { readonly actionId: string; readonly title: string; readonly state: PendingAction["state"]; readonly said: string }[];
  /** What still waits for the owner's word. */
  readonly waiting: readonly PendingAction[];
  readonly failure: string | null;
}

interface Heard {
  reply: string;
  model: string | null;
  note: string | null;
  failure: string | null;
  readonly steps: { tool: string; status: ToolOutcome["status"]; said: string }[];
  readonly cards: PendingAction[];
}

const listener = (terminal: Terminal) => {
  const heard: Heard = { reply: "", model: null, note: null, failure: null, steps: [], cards: [] };
  const tools = new Map<string, string>();
  const say = (text: string): void => {
    heard.reply += text;
    terminal.write(text);
  };
  const hearMetadata = (metadata: unknown): void => {
    const { model, note } = (metadata ?? {}) as { model?: string; note?: string };
    heard.model = model ?? heard.model;
    heard.note = note ?? heard.note;
  };
  const hear = (chunk: UIMessageChunk): void => {
    if (chunk.type === "text-start" && heard.reply !== "") say("\n\n");
    if (chunk.type === "text-delta") say(chunk.delta);
    if (chunk.type === "tool-input-available" || chunk.type === "tool-input-start") tools.set(chunk.toolCallId, chunk.toolName);
    if (chunk.type === "data-error") heard.failure = (chunk.data as { message: string }).message;
    if (chunk.type === "finish" || chunk.type === "message-metadata") hearMetadata(chunk.messageMetadata);
    if (chunk.type !== "tool-output-available") return;
    const outcome = chunk.output as ToolOutcome;
    heard.steps.push({ tool: tools.get(chunk.toolCallId) ?? "", status: outcome.status, said: outcome.said });
    if (outcome.status === "waiting") heard.cards.push(outcome.action);
  };
  return { heard, hear };
};

const decideCards = async (line: Line, cards: readonly PendingAction[], yes: boolean, terminal: Terminal): Promise<Pick<Conversed, "decided" | "waiting">> => {
  const decided: Conversed["decided"][number][] = [];
  const waiting: PendingAction[] = [];
  for (const card of cards) {
    terminal.write(`\n${cardText(card)}\n`);
    const word = yes ? true : await terminal.confirm("Approve? [y/N] ");
    if (word === null) {
      waiting.push(card);
      continue;
    }
    const { action, outcome } = await line.decide(card, word ? "approve" : "decline");
    const said = outcome?.said ?? action.result ?? "";
    terminal.write(`${said}\n`);
    decided.push({ actionId: card.id, title: card.title, state: action.state, said });
  }
  return { decided, waiting };
};

/** Asks, listens, and puts each card to the owner. Errors: those of `answer`. */
export const converse = async (line: Line, { text, conversationId, yes }: ConverseOptions, terminal: Terminal): Promise<Conversed> => {
  const started = await line.ask(text, conversationId);
  const { heard, hear } = listener(terminal);
  for await (const chunk of started.stream) hear(chunk);
  if (heard.reply !== "") terminal.write("\n");
  if (heard.note !== null) terminal.write(`(${heard.note})\n`);
  const decisions = await decideCards(line, heard.cards, yes, terminal);
  const { cards: _cards, ...rest } = heard;
  return { conversationId: started.conversationId, ...rest, reply: heard.reply.trim(), ...decisions };
};
