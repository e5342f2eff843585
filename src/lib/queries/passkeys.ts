/** Passkeys: public keys by the id of their credential. */
import { query } from "@/lib/db";
import type { Passkey } from "@/lib/identity/contracts";

const shown = `id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

export interface NewPasskey {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Null when this credential is already known, whoever's it is. */
export const createPasskey = async (passkey: NewPasskey): Promise<Passkey | null> => {
  const { rows } = await query<Passkey>(
    `INSERT INTO passkeys (id, user_id, name, public_key, counter, transports) VALUES ($1, $2, $3, $4, $5, $6::jsonb) ON CONFLICT (id) DO NOTHING RETURNING ${shown}`,
    [passkey.id, passkey.userId, passkey.name, passkey.publicKey, passkey.counter, JSON.stringify(passkey.transports)],
  );
  return rows[0] ?? null;
};

/** Oldest first. */
export const listPasskeys = async (userId: string): Promise<readonly Passkey[]> =>
  (await query<Passkey>(`SELECT ${shown} FROM passkeys WHERE user_id = $1 ORDER BY created_at, id`, [userId])).rows;

export interface PasskeyRow {
  readonly id: string;
  readonly userId: string;
  readonly publicKey: string;
  readonly counter: number;
}

export const findPasskey = async (id: string): Promise<PasskeyRow | null> => {
  const { rows } = await query<PasskeyRow>(
    `SELECT id, user_id AS "userId", public_key AS "publicKey", counter::float8 AS counter FROM passkeys WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
};

export const markPasskeyUsed = async (id: string, counter: number): Promise<void> => {
  await query("UPDATE passkeys SET counter = $2, last_used_at = now() WHERE id = $1", [id, counter]);
};

/** False when the owner has no passkey of that id. */
export const deletePasskey = async (userId: string, id: string): Promise<boolean> =>
  (await query("DELETE FROM passkeys WHERE user_id = $1 AND id = $2", [userId, id])).rowCount > 0;
