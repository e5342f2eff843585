/** API keys, known by the hash of the key. */
import { query } from "@/lib/db";
import type { ApiKey, Scope } from "@/lib/identity/contracts";

const columns = `id, name, start, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"`;

export interface NewApiKeyRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly hash: string;
  readonly start: string;
  readonly scopes: readonly Scope[];
  readonly days: number | null;
}

export const createApiKey = async (key: NewApiKeyRow): Promise<ApiKey> => {
  const { rows } = await query<ApiKey>(
    `INSERT INTO api_keys (id, user_id, name, hash, start, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, CASE WHEN $7::int IS NULL THEN NULL ELSE now() + $7::int * interval '1 day' END) RETURNING ${columns}`,
    [key.id, key.userId, key.name, key.hash, key.start, JSON.stringify(key.scopes), key.days],
  );
  return rows[0] as ApiKey;
};

export const countApiKeys = async (userId: string): Promise<number> =>
  (await query<{ count: number }>("SELECT count(*)::int AS count FROM api_keys WHERE user_id = $1", [userId])).rows[0]?.count ?? 0;

/** Newest first; an owner has at most a few dozen. */
export const listApiKeys = async (userId: string): Promise<readonly ApiKey[]> =>
  (await query<ApiKey>(`SELECT ${columns} FROM api_keys WHERE user_id = $1 ORDER BY created_at DESC, id`, [userId])).rows;

/** False when the owner has no key of that id. */
export const deleteApiKey = async (userId: string, id: string): Promise<boolean> =>
  (await query("DELETE FROM api_keys WHERE user_id = $1 AND id = $2", [userId, id])).rowCount > 0;

export interface ApiKeyOwner {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** True when its last use isn't known to the minute. */
  readonly stale: boolean;
}

/** Whose key this is, if it hasn't expired. */
export const findApiKeyByHash = async (hash: string): Promise<ApiKeyOwner | null> => {
  const { rows } = await query<ApiKeyOwner>(
    `SELECT id, user_id AS "userId", scopes, (last_used_at IS NULL OR last_used_at < now() - interval '1 minute') AS stale
       FROM api_keys WHERE hash = $1 AND (expires_at IS NULL OR expires_at > now())`,
    [hash],
  );
  return rows[0] ?? null;
};

export const markApiKeyUsed = async (id: string): Promise<void> => {
  await query("UPDATE api_keys SET last_used_at = now() WHERE id = $1", [id]);
};
