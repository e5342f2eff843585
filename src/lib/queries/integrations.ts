/** Rows of connected services. Tokens are sealed here, on their way in, so that no caller can forget to. */
import { createHash } from "node:crypto";
import { query } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { openToken, sealToken } from "@/lib/secrets";

/** Without the tokens: they leave only by `findIntegrationTokens`. */
export interface UserIntegration {
  readonly id: string;
  readonly user_id: string;
  readonly integration_type: string;
  readonly token_expires_at: string | null;
  readonly scopes: string[];
  readonly metadata: Record<string, unknown>;
  readonly is_active: boolean;
  readonly connected_at: string;
  readonly updated_at: string;
}

const columns = "id, user_id, integration_type, token_expires_at, scopes, metadata, is_active, connected_at, updated_at";

/** The row's identity, which is sealed along: the account is part of it once there is more than one of a kind. */
export const tokenPlace = (userId: string, type: string, account: string, which: "access" | "refresh"): string =>
  `user_integrations:${userId}:${type}${account === "" ? "" : `:${account}`}:${which}`;
const place = (userId: string, type: string, which: "access" | "refresh"): string => tokenPlace(userId, type, "", which);
const hash = (state: string): string => createHash("sha256").update(state).digest("hex");

/**
 * Stores a connection, or replaces the tokens of the one that exists. The long list of arguments is the plan's; sealing
 * happens here for the same reason.
 */
export const createUserIntegration = async (
  userId: string,
  integrationType: string,
  accessToken: string,
  refreshToken: string | null,
  tokenExpiresAt: Date | string | null,
  scopes: readonly string[],
  metadata: Readonly<Record<string, unknown>>,
): Promise<UserIntegration> => {
  const { rows } = await query<UserIntegration>(
    `INSERT INTO user_integrations (id, user_id, integration_type, access_token, refresh_token, token_expires_at, scopes, metadata)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (user_id, integration_type, account) DO UPDATE SET
       access_token = EXCLUDED.access_token,
       refresh_token = COALESCE(EXCLUDED.refresh_token, user_integrations.refresh_token),
       token_expires_at = EXCLUDED.token_expires_at, scopes = EXCLUDED.scopes, metadata = EXCLUDED.metadata,
       is_active = true, updated_at = now()
     RETURNING ${columns}`,
    [
      newId(),
      userId,
      integrationType,
      sealToken(accessToken, place(userId, integrationType, "access")),
      refreshToken === null ? null : sealToken(refreshToken, place(userId, integrationType, "refresh")),
      tokenExpiresAt,
      scopes,
      metadata,
    ],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal/unexpected", { message: "the integration was not returned by its INSERT" });
  return row;
};

/** The active connection of one type, the newest where there are several; or null. */
export const findUserIntegration = async (userId: string, integrationType: string): Promise<UserIntegration | null> => {
  const { rows } = await query<UserIntegration>(
    `SELECT ${columns} FROM user_integrations WHERE user_id = $1 AND integration_type = $2 AND is_active ORDER BY connected_at DESC, id DESC LIMIT 1`,
    [userId, integrationType],
  );
  return rows[0] ?? null;
};

/** The opened tokens of one connection, or null. Errors: secrets/unreadable. */
export const findIntegrationTokens = async (userId: string, integrationType: string): Promise<{ accessToken: string; refreshToken: string | null } | null> => {
  const { rows } = await query<{ access_token: string; refresh_token: string | null; account: string }>(
    "SELECT access_token, refresh_token, account FROM user_integrations WHERE user_id = $1 AND integration_type = $2 AND is_active ORDER BY connected_at DESC, id DESC LIMIT 1",
    [userId, integrationType],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    accessToken: openToken(row.access_token, tokenPlace(userId, integrationType, row.account, "access")),
    refreshToken: row.refresh_token === null ? null : openToken(row.refresh_token, tokenPlace(userId, integrationType, row.account, "refresh")),
  };
};

/** Remembers who set out to connect what; only the hash of `state` is kept, the verifier sealed. Removes what has expired. */
export const createOAuthState = async (input: {
  state: string;
  userId: string;
  integrationType: string;
  codeVerifier: string;
  expiresAt: string;
  /** The answer is taken in this session only; left out: in any of the owner's. */
  sessionId?: string | undefined;
}): Promise<void> => {
  await query("DELETE FROM oauth_states WHERE expires_at < now()");
  const stateHash = hash(input.state);
  await query("INSERT INTO oauth_states (state_hash, user_id, integration_type, code_verifier, expires_at, session_id) VALUES ($1, $2, $3, $4, $5, $6)", [
    stateHash,
    input.userId,
    input.integrationType,
    sealToken(input.codeVerifier, `oauth_states:${stateHash}`),
    input.expiresAt,
    input.sessionId ?? null,
  ]);
};

/** Takes a state out of the table: the second time, after ten minutes, for another user or in another session there is none. */
export const takeOAuthState = async (state: string, userId: string, sessionId?: string): Promise<{ integrationType: string; codeVerifier: string } | null> => {
  const stateHash = hash(state);
  const { rows } = await query<{ integration_type: string; code_verifier: string }>(
    "DELETE FROM oauth_states WHERE state_hash = $1 AND user_id = $2 AND expires_at > now() AND (session_id IS NULL OR session_id = $3) RETURNING integration_type, code_verifier",
    [stateHash, userId, sessionId ?? null],
  );
  const [row] = rows;
  return row ? { integrationType: row.integration_type, codeVerifier: openToken(row.code_verifier, `oauth_states:${stateHash}`) } : null;
};
