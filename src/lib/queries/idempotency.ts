/** Answers already given, by the caller's own key: a repeated request gets the same answer and does nothing twice. */
import { query } from "@/lib/db";

export interface GivenAnswer {
  readonly requestHash: string;
  readonly answer: unknown;
}

export const findAnswer = async (userId: string, key: string): Promise<GivenAnswer | null> =>
  (await query<GivenAnswer>('SELECT request_hash AS "requestHash", answer FROM idempotency_keys WHERE user_id = $1 AND key = $2', [userId, key])).rows[0] ??
  null;

/** True when the key was free: it is this request's from now on, and null is its answer until there is one. */
export const claimKey = async (userId: string, key: string, requestHash: string): Promise<boolean> =>
  (
    await query(
      "INSERT INTO idempotency_keys (user_id, key, request_hash, answer) SELECT id, $2, $3, 'null' FROM \"user\" WHERE id = $1 ON CONFLICT DO NOTHING RETURNING key",
      [userId, key, requestHash],
    )
  ).rows.length > 0;

/** The answer of a claimed key. */
export const fillAnswer = async (userId: string, key: string, answer: unknown): Promise<void> => {
  await query("UPDATE idempotency_keys SET answer = $3::jsonb WHERE user_id = $1 AND key = $2", [userId, key, JSON.stringify(answer)]);
};

/** Nothing was done under the key: it is free again. */
export const releaseKey = async (userId: string, key: string): Promise<void> => {
  await query("DELETE FROM idempotency_keys WHERE user_id = $1 AND key = $2", [userId, key]);
};

/** Keeps an answer and forgets this owner's older than 30 days. */
export const createAnswer = async (userId: string, key: string, given: GivenAnswer): Promise<void> => {
  await query("DELETE FROM idempotency_keys WHERE user_id = $1 AND created_at < now() - interval '30 days'", [userId]);
  await query("INSERT INTO idempotency_keys (user_id, key, request_hash, answer) VALUES ($1, $2, $3, $4::jsonb)", [
    userId,
    key,
    given.requestHash,
    JSON.stringify(given.answer),
  ]);
};
