/** Accounts and their sessions, read by us. better-auth writes them. */
import { query, readUntilWritten } from "@/lib/db";

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Addresses are stored in lower case. */
export const findUserByEmail = async (email: string): Promise<UserRow | null> => {
  const { rows } = await query<UserRow>('SELECT id, name, email FROM "user" WHERE email = $1', [email.trim().toLowerCase()]);
  return rows[0] ?? null;
};

export interface SessionOwner {
  readonly sessionId: string;
  readonly userId: string;
  readonly role: "operator" | "owner";
  readonly expiresAt: string;
}

/** Whose session a token names (by its hash), and until when. At most one round trip: it runs on every request. */
export const findSessionByToken = readUntilWritten("session", async (tokenHash): Promise<SessionOwner | null> => {
  const { rows } = await query<SessionOwner>(
    `SELECT s.id AS "sessionId", s.user_id AS "userId", coalesce(p.role, 'owner') AS role, s.expires_at AS "expiresAt"
       FROM session s LEFT JOIN profiles p ON p.user_id = s.user_id WHERE s.token = $1 AND s.expires_at > now()`,
    [tokenHash],
  );
  return rows[0] ?? null;
});

export interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Sessions of one owner that are alive, newest first. */
export const listSessionsOfUser = async (userId: string): Promise<readonly SessionRow[]> => {
  const { rows } = await query<SessionRow>(
    `SELECT id, user_agent AS "userAgent", ip_address AS "ipAddress",
            created_at AS "createdAt", expires_at AS "expiresAt"
       FROM session WHERE user_id = $1 AND expires_at > now() ORDER BY created_at DESC, id LIMIT 200`,
    [userId],
  );
  return rows;
};

/** Ends one session of this owner; false when the owner has none of that id. */
export const deleteSession = async (userId: string, sessionId: string): Promise<boolean> => {
  const { rowCount } = await query("DELETE FROM session WHERE user_id = $1 AND id = $2", [userId, sessionId]);
  return rowCount > 0;
};

/** Ends all sessions of this owner but one. */
export const deleteOtherSessions = async (userId: string, sessionId: string): Promise<void> => {
  await query("DELETE FROM session WHERE user_id = $1 AND id <> $2", [userId, sessionId]);
};

/** Ends all sessions of this owner; answers how many ended. */
export const deleteSessionsOfUser = async (userId: string): Promise<number> => (await query("DELETE FROM session WHERE user_id = $1", [userId])).rowCount;

/** Did this session begin within the last minutes? */
export const isFreshSession = async (userId: string, sessionId: string, minutes: number): Promise<boolean> =>
  (await query("SELECT 1 FROM session WHERE user_id = $1 AND id = $2 AND created_at > now() - make_interval(mins => $3::int)", [userId, sessionId, minutes]))
    .rows.length > 0;

/** Ends the session that a token names. */
export const deleteSessionByToken = async (tokenHash: string): Promise<void> => {
  await query("DELETE FROM session WHERE token = $1", [tokenHash]);
};

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly lifetimeSeconds: number;
  readonly ipAddress: string;
  readonly userAgent: string;
}

export const createSession = async (session: NewSession): Promise<void> => {
  await query(`INSERT INTO session (id, user_id, token, expires_at, ip_address, user_agent) VALUES ($1, $2, $3, now() + $4 * interval '1 second', $5, $6)`, [
    session.id,
    session.userId,
    session.tokenHash,
    session.lifetimeSeconds,
    session.ipAddress,
    session.userAgent,
  ]);
};

/** Has this session proved who it is within the time? */
export const isSessionConfirmed = async (userId: string, sessionId: string, withinSeconds: number): Promise<boolean> => {
  const { rows } = await query<{ fresh: boolean }>(
    "SELECT confirmed_at > now() - $3 * interval '1 second' AS fresh FROM session WHERE user_id = $1 AND id = $2",
    [userId, sessionId, withinSeconds],
  );
  return rows[0]?.fresh === true;
};

export const markSessionConfirmed = async (userId: string, sessionId: string): Promise<void> => {
  await query("UPDATE session SET confirmed_at = now() WHERE user_id = $1 AND id = $2", [userId, sessionId]);
};

export interface Access {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly passwordHash: string | null;
  readonly googleEmail: string | null;
  /** True once a code of an authenticator app has been typed. */
  readonly totp: boolean;
}

/** How this account can be entered. Null when it is gone. */
export const findAccess = async (userId: string): Promise<Access | null> => {
  const { rows } = await query<Access>(
    `SELECT u.id, u.name, u.email, u.email_verified AS "emailVerified",
            (SELECT a.password FROM account a WHERE a.user_id = u.id AND a.provider_id = 'credential' LIMIT 1) AS "passwordHash",
            (SELECT coalesce(a.email, a.account_id) FROM account a WHERE a.user_id = u.id AND a.provider_id = 'google' LIMIT 1) AS "googleEmail",
            EXISTS (SELECT 1 FROM authenticators t WHERE t.user_id = u.id AND t.enabled_at IS NOT NULL) AS totp
       FROM "user" u WHERE u.id = $1`,
    [userId],
  );
  return rows[0] ?? null;
};

/** Is there anything to enter this account with: a password, a passkey, another provider's account? */
export const hasWayIn = async (userId: string): Promise<boolean> => {
  const { rows } = await query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM account WHERE user_id = $1 AND (provider_id <> 'credential' OR password IS NOT NULL))
         OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = $1) AS found`,
    [userId],
  );
  return rows[0]?.found === true;
};

export const markEmailVerified = async (userId: string, email: string): Promise<boolean> =>
  (await query('UPDATE "user" SET email_verified = true, updated_at = now() WHERE id = $1 AND email = $2', [userId, email])).rowCount > 0;

/** Sets the password's hash, also for an account that had none. */
export const savePasswordHash = async (userId: string, hash: string, newAccountId: string): Promise<void> => {
  const { rowCount } = await query("UPDATE account SET password = $2, updated_at = now() WHERE user_id = $1 AND provider_id = 'credential'", [userId, hash]);
  if (rowCount === 0)
    await query("INSERT INTO account (id, user_id, account_id, provider_id, password) VALUES ($1, $2, $2, 'credential', $3)", [newAccountId, userId, hash]);
};

/** Is there an operator already? */
export const hasOperator = async (): Promise<boolean> => (await query("SELECT 1 FROM profiles WHERE role = 'operator' LIMIT 1")).rows.length > 0;
