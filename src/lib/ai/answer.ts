/**
 * Answering a message. What was said is stored before the answer begins, the answer after each step; the request that asked may
 * go away at any time without losing anything.
 */
import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { UIMessage, UIMessageChunk } from "ai";
import { AppError } from "@/lib/errors";
import type { Actor, Profile } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { logAIInteraction, logger } from "@/lib/logger";
import { findRelevantMemories } from "@/lib/memory/service";
import type { Memory } from "@/lib/memory/contracts";
import { recordAIResponseTime } from "@/lib/metrics";
import { signalOwner } from "@/lib/notifications/service";
import { createConversation, deleteMessagesFrom, findConversation, hasMessage, listMessages, saveMessage } from "@/lib/queries/conversations";
import { lockPendingAction, withdrawPendingActions } from "@/lib/queries/pending-actions";
import { transaction } from "@/lib/queries/transaction";
import type { StoredMessage, ToolOutcome } from "./contracts";
import { achieved, hasActed, hasFailed, outcomeOf, settledParts, textOf, waitingActionIds, withDecision } from "./core/answer-parts";
import { titleFrom } from "./core/conversation-title";
import type { ModelId } from "./core/model-order";
import { chainFor } from "./models/choose-models";
import type { Performed } from "./sdk-tools";
import { closeStream, followStream, openStream, pushChunk, resumeStream, stopStream, type ActiveStream } from "./streams";
import type { ToolContext } from "./tools/define-tool";
import { toolList } from "./tools/registry";
import { runTurn } from "./turn";

/** Longest message in characters. */
const messageMax = 20_000;
/** How many of the newest messages a model gets to see. */
const historyMax = 40;
/** How far back a message can be edited or answered anew. */
const reachMax = 1_000;

export interface AnswerInput {
  /** Without one a new conversation is begun. */
  readonly conversationId?: string | undefined;
  /** Only the last one of the role `user` counts; history comes from the database. */
  readonly messages: readonly {
    readonly id?: string | undefined;
    readonly role: string;
    readonly parts?: readonly { readonly type: string; readonly [key: string]: unknown }[] | undefined;
    readonly content?: string | undefined;
  }[];
  readonly trigger: "submit-message" | "regenerate-message";
  readonly messageId?: string | undefined;
}

export interface AnswerOptions {
  /** RFC 3339; the real clock unless told (tests, evals). */
  readonly now?: string;
  readonly model?: LanguageModelV4 | ModelId;
  readonly onOutcome?: (performed: Performed) => void;
}

const readers = new Set(toolList.filter(({ effect }) => effect === "read").map(({ name }) => name));

const nowIn = (zone: string, now: string | undefined): string =>
  Temporal.Instant.from(now ?? Temporal.Now.instant())
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });

/** The one message of a request that is trusted. Errors: ai/message-missing, ai/message-too-long. */
const userMessageOf = ({ messages }: AnswerInput): StoredMessage => {
  const last = messages.findLast(({ role }) => role === "user");
  const text = last?.content ?? textOf((last?.parts ?? []).map((part) => ({ ...part })));
  if (last === undefined || text.trim() === "") throw new AppError("ai/message-missing");
  if (text.length > messageMax) throw new AppError("ai/message-too-long", { message: `A message of ${text.length} characters` });
  return { id: last.id ?? newId(), role: "user", parts: [{ type: "text", text }] };
};

/** Takes a message and all behind it out of the conversation, and withdraws what they were waiting for. */
const cutFrom = async (userId: string, conversationId: string, history: readonly StoredMessage[], index: number): Promise<StoredMessage[]> => {
  const gone = history.slice(index);
  const [first] = gone;
  if (first) await deleteMessagesFrom(userId, conversationId, first.id);
  const waiting = gone.flatMap(({ parts }) => waitingActionIds(parts));
  if (waiting.length > 0) await withdrawPendingActions(userId, conversationId, waiting, Date.now());
  return history.slice(0, index);
};

/** What a model gets to see, or further back where the message that is edited lies there. */
const messagesUpTo = async (userId: string, conversationId: string, messageId: string): Promise<StoredMessage[]> => {
  const { messages, more } = await listMessages(userId, conversationId, { limit: historyMax });
  if (!more || messages.some(({ id }) => id === messageId) || !(await hasMessage(userId, conversationId, messageId))) return messages;
  return (await listMessages(userId, conversationId, { limit: reachMax })).messages;
};

interface Prepared {
  readonly conversationId: string;
  readonly history: StoredMessage[];
  readonly answerId: string;
}

/** Stores what was said: at the end, or in place of the message with the same id and all behind it. */
const submit = (actor: Actor, conversationId: string, message: StoredMessage, nowMs: number): Promise<Prepared> =>
  transaction(async () => {
    const { userId } = actor;
    const known = await findConversation(userId, conversationId);
    if (!known && !(await createConversation(userId, { id: conversationId, title: titleFrom(textOf(message.parts)), atMs: nowMs })))
      throw new AppError("ai/conversation-not-found");
    const all = known ? await messagesUpTo(userId, conversationId, message.id) : [];
    const index = all.findIndex(({ id }) => id === message.id);
    const history = index < 0 ? all : await cutFrom(userId, conversationId, all, index);
    await saveMessage(userId, conversationId, message, nowMs);
    await signalOwner(userId);
    return { conversationId, history: [...history, message], answerId: newId() };
  });

/**
 * Answers anew. What an answer has already done isn't done twice: one that failed half-way goes on from there, one that is whole
 * and changed something is refused. Errors: ai/message-not-found, ai/already-done.
 */
const regenerate = (actor: Actor, conversationId: string, messageId: string | undefined): Promise<Prepared> =>
  transaction(async () => {
    const { userId } = actor;
    if ((await findConversation(userId, conversationId)) === null) throw new AppError("ai/conversation-not-found");
    const { messages } = await listMessages(userId, conversationId, { limit: reachMax });
    const index = messageId === undefined ? messages.length - 1 : messages.findIndex(({ id }) => id === messageId);
    const target = messages[index];
    if (!target) throw new AppError("ai/message-not-found");
    if (target.role === "user") return { conversationId, history: await cutFrom(userId, conversationId, messages, index + 1), answerId: newId() };
    if (!hasActed(target.parts, readers)) return { conversationId, history: await cutFrom(userId, conversationId, messages, index), answerId: newId() };
    if (!hasFailed(target.parts) || index < messages.length - 1) throw new AppError("ai/already-done");
    return { conversationId, history: [...messages.slice(0, index), { ...target, parts: achieved(target.parts) }], answerId: target.id };
  });

/** Saves an answer as it stands; a card that was decided in the meantime keeps its decision. */
const keepAnswer = async (userId: string, conversationId: string, answer: StoredMessage): Promise<void> => {
  const waiting = waitingActionIds(answer.parts);
  if (waiting.length === 0) {
    await saveMessage(userId, conversationId, answer, Date.now());
    return;
  }
  await transaction(async () => {
    let { parts } = answer;
    for (const id of waiting) {
      const decided = await lockPendingAction(userId, id, Date.now());
      if (decided?.outcome) parts = withDecision(parts, id, decided.outcome);
    }
    await saveMessage(userId, conversationId, { ...answer, parts }, Date.now());
  });
};

const contextOf = (actor: Actor, profile: Profile, conversationId: string, now: string, signal: AbortSignal): ToolContext => ({
  actor: { ...actor, via: actor.via === "session" ? "assistant" : actor.via },
  profile,
  conversationId,
  now,
  signal,
});

const pump = async (stream: ActiveStream, chunks: ReadableStream<UIMessageChunk>): Promise<void> => {
  try {
    for await (const chunk of chunks) pushChunk(stream, chunk);
  } catch (error) {
    logger.error("An answer broke off", { error, conversationId: stream.conversationId });
  } finally {
    await closeStream(stream);
  }
};

const begin = (
  actor: Actor,
  profile: Profile,
  prepared: Prepared,
  memories: readonly Memory[],
  stream: ActiveStream,
  options: AnswerOptions,
): ReadableStream<UIMessageChunk> => {
  const { conversationId, history, answerId } = prepared;
  const context = contextOf(actor, profile, conversationId, nowIn(profile.zone, options.now), stream.abort.signal);
  const outcomes = new Map<string, ToolOutcome>();
  const startedAtMs = performance.now();
  const chain = chainFor(context, options.model);
  const keep = async (answer: UIMessage, over: boolean): Promise<void> => {
    const parts = (over ? settledParts(answer.parts, outcomes) : answer.parts) as StoredMessage["parts"];
    const stopped = over && stream.abort.signal.aborted ? { stopped: true } : {};
    // A step of words alone ends the answer: what is whole is saved once.
    if (over || outcomeOf(parts.at(-1) ?? { type: "" }) !== null)
      await keepAnswer(actor.userId, conversationId, {
        id: answer.id,
        role: "assistant",
        parts,
        metadata: { ...(answer.metadata as object | undefined), ...stopped },
      });
    if (!over) return;
    await signalOwner(actor.userId);
    const responseTime = Math.round(performance.now() - startedAtMs);
    logAIInteraction({ userId: actor.userId, messageCount: history.length, responseTime, hasErrors: hasFailed(parts) });
    recordAIResponseTime(actor.userId, responseTime, chain.answeredBy()?.id ?? "none");
  };
  return runTurn({
    context,
    chain,
    history: history.slice(-historyMax) as unknown as UIMessage[],
    answerId,
    memories,
    onProgress: keep,
    onOutcome: (performed) => {
      outcomes.set(performed.toolCallId, performed.outcome);
      options.onOutcome?.(performed);
    },
  });
};

/** What is kept and shares words with what was said last. */
const memoriesFor = async (actor: Actor, { history }: Prepared): Promise<readonly Memory[]> => {
  const said = history.findLast(({ role }) => role === "user");
  return said === undefined || !actor.scopes.includes("memory:read") ? [] : findRelevantMemories(actor, textOf(said.parts).slice(0, 2_000));
};

/**
 * Answers the last user message of a request, as a stream of UI message chunks that can be followed from anywhere. Errors, all before
 * anything is stored: ai/message-missing, ai/message-too-long, ai/conversation-not-found, ai/still-answering, ai/already-done.
 */
export const answer = async (
  actor: Actor,
  input: AnswerInput,
  options: AnswerOptions = {},
): Promise<{ conversationId: string; stream: ReadableStream<UIMessageChunk> }> => {
  requireScope(actor, "chat");
  const message = input.trigger === "submit-message" ? userMessageOf(input) : null;
  const conversationId = input.conversationId ?? newId();
  const profile = await findProfile(actor);
  const active = await openStream(actor.userId, conversationId);
  if (!active) throw new AppError("ai/still-answering");
  try {
    const prepared = message ? await submit(actor, conversationId, message, Date.now()) : await regenerate(actor, conversationId, input.messageId);
    const memories = await memoriesFor(actor, prepared);
    const stream = followStream(active);
    void pump(active, begin(actor, profile, prepared, memories, active, options));
    return { conversationId, stream };
  } catch (error) {
    await closeStream(active);
    throw error;
  }
};

/** The answer being written in a conversation, from its first chunk and whichever process writes it; null when none is. */
export const resumeAnswer = (actor: Actor, conversationId: string): Promise<ReadableStream<UIMessageChunk> | null> => {
  requireScope(actor, "chat");
  return resumeStream(actor.userId, conversationId);
};

/** Stops the answer being written; what was said and done stays. */
export const stopAnswer = async (actor: Actor, conversationId: string): Promise<{ stopped: boolean }> => {
  requireScope(actor, "chat");
  return { stopped: await stopStream(actor.userId, conversationId) };
};
