/** What owners asked Perin to keep. Words are indexed as said and as English stems, so that "meetings" finds "meeting". */
import { query } from "@/lib/db";
import type { Memory } from "@/lib/memory/contracts";

const columns = `id, text, pinned, visitors, conversation_id AS "conversationId", message_id AS "messageId", expires_at AS "expiresAt", version, created_at AS "createdAt"`;

/** `$n` is the folded text. */
const vector = (parameter: string): string => `to_tsvector('simple', ${parameter}) || to_tsvector('english', ${parameter})`;

export const createMemoryRow = async (userId: string, memory: Memory, foldedText: string): Promise<void> => {
  await query(
    `INSERT INTO memories (id, user_id, text, pinned, visitors, conversation_id, message_id, expires_at, version, created_at, words)
     VALUES ($1, $2, $3, $4, $5, (SELECT id FROM conversations WHERE id = $6 AND user_id = $2), $7, $8, $9, $10, ${vector("$11::text")})`,
    [
      memory.id,
      userId,
      memory.text,
      memory.pinned,
      memory.visitors,
      memory.conversationId,
      memory.messageId,
      memory.expiresAt,
      memory.version,
      memory.createdAt,
      foldedText,
    ],
  );
};

export const updateMemoryRow = async (userId: string, memory: Memory, foldedText: string): Promise<void> => {
  await query(
    `UPDATE memories SET text = $3, pinned = $4, visitors = $5, expires_at = $6, version = $7, words = ${vector("$8::text")}, updated_at = now() WHERE id = $1 AND user_id = $2`,
    [memory.id, userId, memory.text, memory.pinned, memory.visitors, memory.expiresAt, memory.version, foldedText],
  );
};

export const deleteMemoryRow = async (userId: string, id: string): Promise<void> => {
  await query("DELETE FROM memories WHERE user_id = $1 AND id = $2", [userId, id]);
};

export const findMemoryRow = async (userId: string, id: string): Promise<Memory | null> =>
  (await query<Memory>(`SELECT ${columns} FROM memories WHERE user_id = $1 AND id = $2`, [userId, id])).rows[0] ?? null;

/** Held until the transaction ends. Null when there is none of this owner. */
export const lockMemoryRow = async (userId: string, id: string): Promise<Memory | null> =>
  (await query<Memory>(`SELECT ${columns} FROM memories WHERE user_id = $1 AND id = $2 FOR UPDATE`, [userId, id])).rows[0] ?? null;

export interface MemoryPage {
  readonly after: { readonly pinned: boolean; readonly createdAt: string; readonly id: string } | null;
  readonly now: string;
  readonly limit: number;
}

/** Those that haven't expired, pinned first, newest first. */
export const listMemoryRows = async (userId: string, { after, now, limit }: MemoryPage): Promise<Memory[]> =>
  (
    await query<Memory>(
      `SELECT ${columns} FROM memories
        WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > $2::timestamptz)
          AND ($3::boolean IS NULL OR (pinned, created_at, id) < ($3, $4::timestamptz, $5::uuid))
        ORDER BY pinned DESC, created_at DESC, id DESC LIMIT $6`,
      [userId, now, after?.pinned ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
    )
  ).rows;

/** Of those that were said in a conversation which is still there: its title, and when. */
export const listMemorySources = async (
  userId: string,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly conversation: string; readonly saidAt: string | null }[]> =>
  (
    await query<{ id: string; conversation: string; saidAt: string | null }>(
      `SELECT m.id, c.title AS conversation, g.created_at AS "saidAt"
         FROM memories m JOIN conversations c ON c.id = m.conversation_id
         LEFT JOIN messages g ON g.conversation_id = m.conversation_id AND g.id = m.message_id
        WHERE m.user_id = $1 AND m.id = ANY ($2::uuid[])`,
      [userId, ids],
    )
  ).rows;

export interface MemorySearch {
  /** Folded words; one that fits is enough, more rank higher. The last may be the beginning of a word. */
  readonly words: readonly string[];
  /** Only what conversations with visitors may use. */
  readonly forVisitors: boolean;
  readonly now: string;
  readonly limit: number;
}

/** A word as a term of a text search: quoted, so that nothing in it is read as an operator. */
const term = (word: string, suffix = ""): string => `'${word.replace(/[\\']/g, " ").trim()}'${suffix}`;

/** The best matches first: how many of the words they hold, then how densely; pinned ones win a tie. */
export const searchMemoryRows = async (userId: string, { words, forVisitors, now, limit }: MemorySearch): Promise<Memory[]> => {
  if (words.length === 0) return [];
  const terms = words.map((word) => term(word));
  const prefixes = words.map((word, at) => term(word, at === words.length - 1 && word.length > 2 ? ":*" : ""));
  return (
    await query<Memory>(
      `WITH asked AS (SELECT to_tsquery('simple', $2) || to_tsquery('english', $3) AS words)
       SELECT ${columns} FROM memories, asked
        WHERE user_id = $1 AND memories.words @@ asked.words AND (expires_at IS NULL OR expires_at > $4::timestamptz) AND (NOT $5::boolean OR visitors)
        ORDER BY (SELECT count(*) FROM unnest($6::text[]) AS said WHERE memories.words @@ (to_tsquery('simple', said) || to_tsquery('english', said))) DESC,
                 ts_rank(memories.words, asked.words, 1) DESC, pinned DESC, created_at DESC, id DESC
        LIMIT $7`,
      [userId, prefixes.join(" | "), terms.join(" | "), now, forVisitors, prefixes, limit],
    )
  ).rows;
};

/** The newest message of the owner in a conversation: what was just said. Null when there is none. */
export const findLatestOwnWords = async (userId: string, conversationId: string): Promise<{ readonly id: string } | null> =>
  (
    await query<{ id: string }>("SELECT id FROM messages WHERE conversation_id = $2 AND user_id = $1 AND role = 'user' ORDER BY position DESC LIMIT 1", [
      userId,
      conversationId,
    ])
  ).rows[0] ?? null;
