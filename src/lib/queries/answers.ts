/** Which answers are being written right now, and what of them somebody in another process wants to read. */
import { databaseKind, query } from "@/lib/db";

/** Only a server database has more than one process on it. */
export const answersAreShared = (): boolean => databaseKind() === "server";

/** Takes the one place a conversation has for an answer, also one whose holder died; false when it is held. */
export const takeAnswerPlace = async (userId: string, conversationId: string, id: string, leaseMs: number): Promise<boolean> =>
  (
    await query(
      `INSERT INTO answers_underway (user_id, conversation_id, id, expires_at) VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond')
       ON CONFLICT (user_id, conversation_id) DO UPDATE SET id = excluded.id, expires_at = excluded.expires_at WHERE answers_underway.expires_at < now()
       RETURNING id`,
      [userId, conversationId, id, leaseMs],
    )
  ).rows.length === 1;

export const extendAnswerPlaces = async (ids: readonly string[], leaseMs: number): Promise<void> => {
  await query("UPDATE answers_underway SET expires_at = now() + $2 * interval '1 millisecond' WHERE id = ANY ($1::uuid[])", [ids, leaseMs]);
};

export const releaseAnswerPlace = async (id: string): Promise<void> => {
  await query("DELETE FROM answers_underway WHERE id = $1", [id]);
};

/** The answer being written in a conversation of this owner, whichever process writes it. */
export const findAnswerUnderway = async (userId: string, conversationId: string): Promise<string | null> =>
  (await query<{ id: string }>("SELECT id FROM answers_underway WHERE user_id = $1 AND conversation_id = $2 AND expires_at > now()", [userId, conversationId]))
    .rows[0]?.id ?? null;

export const isAnswerUnderway = async (id: string): Promise<boolean> =>
  (await query("SELECT 1 FROM answers_underway WHERE id = $1 AND expires_at > now()", [id])).rows.length === 1;

export const appendAnswerChunks = async (userId: string, id: string, from: number, chunks: readonly unknown[]): Promise<void> => {
  await query(
    `INSERT INTO answer_chunks (answer_id, position, user_id, chunk)
     SELECT $1, $2 + n - 1, $3, chunk FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY c (chunk, n) ON CONFLICT DO NOTHING`,
    [id, from, userId, JSON.stringify(chunks)],
  );
};

export const listAnswerChunks = async (id: string, from: number, limit: number): Promise<unknown[]> =>
  (
    await query<{ chunk: unknown }>("SELECT chunk FROM answer_chunks WHERE answer_id = $1 AND position >= $2 ORDER BY position LIMIT $3", [id, from, limit])
  ).rows.map(({ chunk }) => chunk);
