/** Secrets of authenticator apps (sealed) and recovery codes (hashed). */
import { query } from "@/lib/db";

export interface Authenticator {
  readonly sealedSecret: string;
  readonly enabled: boolean;
  readonly lastStep: number;
}

/** With `lock` the row stays ours until the transaction ends, so that one code can't be taken twice at once. */
export const findAuthenticator = async (userId: string, lock = false): Promise<Authenticator | null> => {
  const { rows } = await query<Authenticator>(
    `SELECT sealed_secret AS "sealedSecret", enabled_at IS NOT NULL AS enabled, last_step::int AS "lastStep"
       FROM authenticators WHERE user_id = $1${lock ? " FOR UPDATE" : ""}`,
    [userId],
  );
  return rows[0] ?? null;
};

/** A secret that waits for its first code; false when one is in use. */
export const saveAuthenticator = async (userId: string, sealedSecret: string): Promise<boolean> =>
  (
    await query(
      `INSERT INTO authenticators (user_id, sealed_secret) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET sealed_secret = $2, last_step = 0 WHERE authenticators.enabled_at IS NULL`,
      [userId, sealedSecret],
    )
  ).rowCount > 0;

/** Remembers the step of a code that was taken, and that there was one. */
export const markAuthenticatorUsed = async (userId: string, step: number): Promise<void> => {
  await query("UPDATE authenticators SET last_step = $2, enabled_at = coalesce(enabled_at, now()) WHERE user_id = $1", [userId, step]);
};

/** False when there was none in use. */
export const deleteAuthenticator = async (userId: string): Promise<boolean> => {
  await query("DELETE FROM recovery_codes WHERE user_id = $1", [userId]);
  return (await query("DELETE FROM authenticators WHERE user_id = $1 AND enabled_at IS NOT NULL", [userId])).rowCount > 0;
};

export const replaceRecoveryCodes = async (userId: string, hashes: readonly string[]): Promise<void> => {
  await query("DELETE FROM recovery_codes WHERE user_id = $1", [userId]);
  await query("INSERT INTO recovery_codes (user_id, hash) SELECT $1, unnest($2::text[])", [userId, [...hashes]]);
};

/** Uses a recovery code up; false when it isn't one. */
export const takeRecoveryCode = async (userId: string, hash: string): Promise<boolean> =>
  (await query("DELETE FROM recovery_codes WHERE user_id = $1 AND hash = $2", [userId, hash])).rowCount > 0;

export const countRecoveryCodes = async (userId: string): Promise<number> =>
  (await query<{ count: number }>("SELECT count(*)::int AS count FROM recovery_codes WHERE user_id = $1", [userId])).rows[0]?.count ?? 0;
