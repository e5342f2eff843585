/** Conversations as their owner sees them: listed, searched, renamed, pinned, deleted. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import * as stored from "@/lib/queries/conversations";
import { transaction } from "@/lib/queries/transaction";
import type { Conversation, getConversationEndpoint, listConversationsEndpoint, updateConversationEndpoint } from "./contracts";
import { readCursor, writeCursor } from "./core/cursor";
import { isAnswering, stopStream } from "./streams";

type Input<E extends { input: z.ZodType }> = z.output<E["input"]>;
type Output<E extends { output: z.ZodType }> = z.output<E["output"]>;

const found = <T>(value: T | null): T => {
  if (value === null) throw new AppError("ai/conversation-not-found");
  return value;
};

/** Pinned first, newest first; `query` looks into titles and messages. Errors: request/invalid for a cursor that isn't ours. */
export const listConversations = async (
  actor: Actor,
  { query, cursor, limit }: Input<typeof listConversationsEndpoint>,
): Promise<Output<typeof listConversationsEndpoint>> => {
  requireScope(actor, "chat");
  const after = cursor === undefined ? undefined : readCursor(cursor, 3);
  if (after === null) throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "This cursor didn't come from here" }] });
  const [pinned, updatedAt, id] = after ?? [];
  const text = query?.trim();
  const page = await stored.listConversations(actor.userId, {
    limit: limit + 1,
    ...(text ? { text } : {}),
    ...(pinned && updatedAt && id ? { after: { pinned: pinned === "1", updatedAt, id } } : {}),
  });
  const conversations = page.slice(0, limit);
  const last = conversations.at(-1);
  return { conversations, nextCursor: page.length > limit && last ? writeCursor([last.pinned ? "1" : "0", last.updatedAt, last.id]) : null };
};

/** Errors: ai/conversation-not-found when it isn't this owner's. */
export const requireConversation = async (actor: Actor, conversationId: string): Promise<void> => {
  requireScope(actor, "chat");
  found(await stored.findConversation(actor.userId, conversationId));
};

/** One conversation with its newest messages, oldest first. `before` (from an earlier page) reads further back. Errors: ai/conversation-not-found. */
export const getConversation = async (
  actor: Actor,
  { conversationId, before, limit }: Input<typeof getConversationEndpoint>,
): Promise<Output<typeof getConversationEndpoint>> => {
  requireScope(actor, "chat");
  const conversation = found(await stored.findConversation(actor.userId, conversationId));
  const position = before === undefined ? undefined : Number(before);
  if (position !== undefined && !Number.isSafeInteger(position))
    throw new AppError("request/invalid", { issues: [{ path: ["before"], message: "This cursor didn't come from here" }] });
  const { messages, firstPosition, more } = await stored.listMessages(actor.userId, conversationId, { before: position, limit });
  return {
    conversation,
    messages,
    before: more && firstPosition !== null ? String(firstPosition) : null,
    answering: await isAnswering(actor.userId, conversationId),
  };
};

/** Renames or pins. Errors: ai/conversation-not-found. */
export const updateConversation = async (actor: Actor, { conversationId, title, pinned }: Input<typeof updateConversationEndpoint>): Promise<Conversation> => {
  requireScope(actor, "chat");
  return found(await stored.updateConversation(actor.userId, conversationId, { title, pinned }));
};

/** Deletes a conversation with its messages and stops an answer that is being written in it. Errors: ai/conversation-not-found. */
export const deleteConversation = async (actor: Actor, conversationId: string): Promise<{ deleted: true }> => {
  requireScope(actor, "chat");
  await stopStream(actor.userId, conversationId);
  return transaction(async () => {
    if (!(await stored.deleteConversation(actor.userId, conversationId))) throw new AppError("ai/conversation-not-found");
    await recordAudit(actor, { action: "conversation.delete", subjectId: conversationId });
    return { deleted: true };
  });
};
