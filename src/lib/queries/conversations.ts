/** Conversations and their messages. Every statement names the owner: another person's conversation reads as none. */
import { query } from "@/lib/db";
import type { Conversation, StoredMessage } from "@/lib/ai/contracts";
import { tellChanged } from "./live-changes";

interface ConversationRow {
  readonly id: string;
  readonly title: string;
  readonly pinned: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}
interface MessageRow {
  readonly id: string;
  readonly position: number;
  readonly role: StoredMessage["role"];
  readonly parts: StoredMessage["parts"];
  readonly metadata: NonNullable<StoredMessage["metadata"]>;
  readonly created_at: string;
}

const conversationColumns = "c.id, c.title, c.pinned, c.created_at, c.updated_at";

const toConversation = ({ id, title, pinned, created_at, updated_at }: ConversationRow): Conversation => ({
  id,
  title,
  pinned,
  createdAt: created_at,
  updatedAt: updated_at,
});

const toMessage = ({ id, role, parts, metadata, created_at }: MessageRow): StoredMessage => ({
  id,
  role,
  parts,
  metadata: { ...metadata, createdAt: created_at },
});

const first = (rows: readonly ConversationRow[]): Conversation | null => (rows[0] ? toConversation(rows[0]) : null);

/** False when the id is taken, by whomever. */
export const createConversation = async (userId: string, conversation: { id: string; title: string; atMs: number }): Promise<boolean> => {
  const at = new Date(conversation.atMs).toISOString();
  const { rowCount } = await query(
    "INSERT INTO conversations (id, user_id, title, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT (id) DO NOTHING",
    [conversation.id, userId, conversation.title, at],
  );
  return rowCount > 0;
};

export const findConversation = async (userId: string, id: string): Promise<Conversation | null> =>
  first((await query<ConversationRow>(`SELECT ${conversationColumns} FROM conversations c WHERE c.user_id = $1 AND c.id = $2`, [userId, id])).rows);

/** Where a page of conversations ends; the next one begins behind it. */
export interface ConversationCursor {
  readonly pinned: boolean;
  readonly updatedAt: string;
  readonly id: string;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** So many of the newest messages with the words in them are looked up; a word that stands in more is no way to find a conversation. */
const messagesLookedUp = 1_000;

/** Pinned first, newest first; `text` looks into titles and messages. */
export const listConversations = async (
  userId: string,
  page: { text?: string | undefined; after?: ConversationCursor | undefined; limit: number },
): Promise<Conversation[]> => {
  const { rows } = await query<ConversationRow>(
    `SELECT ${conversationColumns} FROM conversations c
      WHERE c.user_id = $1
        AND ($2::text IS NULL OR c.title ILIKE $2 OR c.id IN (
          SELECT m.conversation_id FROM messages m WHERE m.user_id = $1 AND m.body ILIKE $2 ORDER BY m.position DESC LIMIT ${messagesLookedUp}))
        AND ($3::boolean IS NULL OR (c.pinned, c.updated_at, c.id) < ($3, $4::timestamptz, $5::uuid))
      ORDER BY c.pinned DESC, c.updated_at DESC, c.id DESC LIMIT $6`,
    [userId, page.text ? `%${escaped(page.text)}%` : null, page.after?.pinned ?? null, page.after?.updatedAt ?? null, page.after?.id ?? null, page.limit],
  );
  return rows.map(toConversation);
};

export const updateConversation = async (
  userId: string,
  id: string,
  changes: { title?: string | undefined; pinned?: boolean | undefined },
): Promise<Conversation | null> => {
  const { rows } = await query<ConversationRow>(
    `UPDATE conversations c SET title = coalesce($3, title), pinned = coalesce($4, pinned) WHERE c.user_id = $1 AND c.id = $2 RETURNING ${conversationColumns}`,
    [userId, id, changes.title ?? null, changes.pinned ?? null],
  );
  if (rows.length > 0) await tellChanged(userId, "conversation");
  return first(rows);
};

export const deleteConversation = async (userId: string, id: string): Promise<boolean> =>
  (await query("DELETE FROM conversations WHERE user_id = $1 AND id = $2", [userId, id])).rowCount > 0;

/** Oldest first: the newest `limit` messages, or those before a position. `more` tells whether older ones exist. */
export const listMessages = async (
  userId: string,
  conversationId: string,
  page: { before?: number | undefined; limit: number },
): Promise<{ messages: StoredMessage[]; firstPosition: number | null; more: boolean }> => {
  const { rows } = await query<MessageRow>(
    `SELECT id, position, role, parts, metadata, created_at FROM messages
      WHERE conversation_id = $1 AND user_id = $2 AND ($3::bigint IS NULL OR position < $3) ORDER BY position DESC LIMIT $4`,
    [conversationId, userId, page.before ?? null, page.limit + 1],
  );
  const newest = rows.slice(0, page.limit).reverse();
  return { messages: newest.map(toMessage), firstPosition: newest[0]?.position ?? null, more: rows.length > page.limit };
};

const bodyOf = (message: StoredMessage): string =>
  message.parts.flatMap((part) => (part.type === "text" && typeof part["text"] === "string" ? [part["text"]] : [])).join("\n");

/** Adds a message at the end, or writes one that is there anew in its place, and moves the conversation to the top; one round trip. */
export const saveMessage = async (userId: string, conversationId: string, message: StoredMessage, atMs: number): Promise<void> => {
  await query(
    `WITH c AS (UPDATE conversations SET updated_at = $8 WHERE id = $1 AND user_id = $2 RETURNING id)
     INSERT INTO messages (conversation_id, id, user_id, role, parts, metadata, body, created_at)
     SELECT c.id, $3, $2, $4, $5::jsonb, $6::jsonb, $7, $8 FROM c
     ON CONFLICT (conversation_id, id) DO UPDATE SET parts = excluded.parts, metadata = excluded.metadata, body = excluded.body`,
    [
      conversationId,
      userId,
      message.id,
      message.role,
      JSON.stringify(message.parts),
      JSON.stringify(message.metadata ?? {}),
      bodyOf(message),
      new Date(atMs).toISOString(),
    ],
  );
};

/** Writes the parts of a message that is there anew; its place and the conversation's stay. */
export const saveMessageParts = async (userId: string, conversationId: string, messageId: string, parts: StoredMessage["parts"]): Promise<void> => {
  await query("UPDATE messages SET parts = $4::jsonb WHERE conversation_id = $1 AND user_id = $2 AND id = $3", [
    conversationId,
    userId,
    messageId,
    JSON.stringify(parts),
  ]);
};

/** What was said last in the conversation that was spoken in last; null before anything was said. Two looks into one index, however many there are. */
export const findLastSaid = async (userId: string): Promise<{ conversationId: string; messageId: string } | null> => {
  const { rows } = await query<{ conversation_id: string; id: string }>(
    `SELECT m.conversation_id, m.id FROM messages m
      WHERE m.conversation_id = (
        SELECT id FROM ((SELECT id, updated_at FROM conversations WHERE user_id = $1 AND pinned ORDER BY updated_at DESC, id DESC LIMIT 1)
                        UNION ALL
                        (SELECT id, updated_at FROM conversations WHERE user_id = $1 AND NOT pinned ORDER BY updated_at DESC, id DESC LIMIT 1)) newest
         ORDER BY updated_at DESC LIMIT 1)
      ORDER BY m.position DESC LIMIT 1`,
    [userId],
  );
  return rows[0] ? { conversationId: rows[0].conversation_id, messageId: rows[0].id } : null;
};

export const hasMessage = async (userId: string, conversationId: string, messageId: string): Promise<boolean> =>
  (await query("SELECT 1 FROM messages WHERE conversation_id = $1 AND user_id = $2 AND id = $3", [conversationId, userId, messageId])).rows.length > 0;

/** Removes a message and all that came after it; answers how many went. */
export const deleteMessagesFrom = async (userId: string, conversationId: string, messageId: string): Promise<number> => {
  const { rowCount } = await query(
    `DELETE FROM messages WHERE conversation_id = $1 AND user_id = $2
        AND position >= (SELECT position FROM messages WHERE conversation_id = $1 AND user_id = $2 AND id = $3)`,
    [conversationId, userId, messageId],
  );
  return rowCount;
};

/** The message whose parts speak of an action, locked until the transaction ends: its card is written anew when the action is decided. */
export const findMessageOfAction = async (userId: string, conversationId: string, actionId: string): Promise<StoredMessage | null> => {
  const { rows } = await query<MessageRow>(
    `SELECT id, position, role, parts, metadata, created_at FROM messages
      WHERE conversation_id = $1 AND user_id = $2 AND role = 'assistant' AND parts::text LIKE '%' || $3 || '%' ORDER BY position LIMIT 1 FOR UPDATE`,
    [conversationId, userId, actionId],
  );
  return rows[0] ? toMessage(rows[0]) : null;
};
