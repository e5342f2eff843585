/** Tokens that work once or a few times, for a while. Only their hashes are stored. */
import { query } from "@/lib/db";

export type TokenKind = "password-reset" | "address-check" | "second-factor" | "passkey-register" | "passkey-sign-in" | "google";

export interface NewToken {
  readonly hash: string;
  readonly kind: TokenKind;
  readonly userId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tries: number;
  readonly lifetimeMs: number;
}

export interface TokenRow {
  readonly userId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What has expired goes at the same time, so the table stays as small as what is under way. */
export const createToken = async ({ hash, kind, userId, data, tries, lifetimeMs }: NewToken): Promise<void> => {
  await query("DELETE FROM identity_tokens WHERE expires_at < now()");
  await query(
    `INSERT INTO identity_tokens (hash, kind, user_id, data, tries_left, expires_at)
     VALUES ($1, $2, $3, $4::jsonb, $5, now() + $6 * interval '1 millisecond')`,
    [hash, kind, userId, JSON.stringify(data), tries, lifetimeMs],
  );
};

/** Uses the token up: of many that come at once, one gets it. */
export const takeToken = async (kind: TokenKind, hash: string): Promise<TokenRow | null> => {
  const { rows } = await query<TokenRow>(
    'DELETE FROM identity_tokens WHERE hash = $1 AND kind = $2 AND expires_at > now() RETURNING user_id AS "userId", data',
    [hash, kind],
  );
  return rows[0] ?? null;
};

export const hasToken = async (kind: TokenKind, hash: string): Promise<boolean> => {
  const { rows } = await query("SELECT 1 FROM identity_tokens WHERE hash = $1 AND kind = $2 AND expires_at > now() AND tries_left > 0", [hash, kind]);
  return rows.length > 0;
};

/** Uses up one of its tries; null when none is left. */
export const tryToken = async (kind: TokenKind, hash: string): Promise<TokenRow | null> => {
  const { rows } = await query<TokenRow>(
    `UPDATE identity_tokens SET tries_left = tries_left - 1
      WHERE hash = $1 AND kind = $2 AND expires_at > now() AND tries_left > 0 RETURNING user_id AS "userId", data`,
    [hash, kind],
  );
  return rows[0] ?? null;
};

export const deleteTokensOfUser = async (userId: string, kinds: readonly TokenKind[]): Promise<void> => {
  await query("DELETE FROM identity_tokens WHERE user_id = $1 AND kind = ANY($2::text[])", [userId, [...kinds]]);
};

/** Until the transaction ends nobody else counts or makes tokens of this owner under the same hold. */
export const holdTokensOfUser = async (userId: string): Promise<void> => {
  await query("SELECT pg_advisory_xact_lock(hashtext('perin.tokens'), hashtext($1))", [userId]);
};

/** How many of a kind this owner was given within the time. */
export const countTokensOfUser = async (userId: string, kind: TokenKind): Promise<number> => {
  const { rows } = await query<{ count: number }>(
    "SELECT count(*)::int AS count FROM identity_tokens WHERE user_id = $1 AND kind = $2 AND expires_at > now()",
    [userId, kind],
  );
  return rows[0]?.count ?? 0;
};
