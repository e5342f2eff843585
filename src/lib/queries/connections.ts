/** Connected accounts: their switches, how they are, and who works on them right now. Tokens leave and enter sealed. */
import { query } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { openToken, sealToken } from "@/lib/secrets";
import { tokenPlace } from "./integrations";

export interface StoredConnection {
  readonly id: string;
  readonly userId: string;
  readonly type: string;
  readonly account: string;
  readonly name: string;
  readonly color: string;
  readonly checksConflicts: boolean;
  readonly writesHere: boolean;
  readonly state: "connected" | "failing" | "reconnect";
  readonly problem: string | null;
  readonly failures: number;
  readonly scopes: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tokenExpiresAt: string | null;
  readonly syncedAt: string | null;
  readonly dueAt: string;
  readonly claimedUntil: string | null;
  readonly doneItems: number | null;
  readonly allItems: number | null;
  readonly mailCursor: string | null;
  readonly connectedAt: string;
  /** What of it couldn't be read. */
  readonly unreadable: readonly { readonly what: string; readonly reason: string }[];
}

const columns = `id, user_id AS "userId", integration_type AS type, account, name, color, checks_conflicts AS "checksConflicts", writes_here AS "writesHere",
  state, problem, failures, scopes, metadata, token_expires_at AS "tokenExpiresAt", synced_at AS "syncedAt", due_at AS "dueAt", claimed_until AS "claimedUntil",
  done_items AS "doneItems", all_items AS "allItems", mail_cursor AS "mailCursor", connected_at AS "connectedAt", unreadable`;

/** More accounts than anybody has. */
const accountsMax = 100;

export const listConnectionRows = async (userId: string): Promise<StoredConnection[]> =>
  (
    await query<StoredConnection>(
      `SELECT ${columns} FROM user_integrations WHERE user_id = $1 AND is_active AND account <> '' ORDER BY connected_at, id LIMIT ${accountsMax}`,
      [userId],
    )
  ).rows;

export const findConnectionRow = async (userId: string, id: string): Promise<StoredConnection | null> =>
  (await query<StoredConnection>(`SELECT ${columns} FROM user_integrations WHERE user_id = $1 AND id = $2 AND is_active`, [userId, id])).rows[0] ?? null;

export const saveUnreadable = async (id: string, unreadable: StoredConnection["unreadable"]): Promise<void> => {
  await query("UPDATE user_integrations SET unreadable = $2::jsonb WHERE id = $1", [id, JSON.stringify(unreadable)]);
};

export interface NewConnection {
  readonly userId: string;
  readonly type: string;
  readonly account: string;
  readonly name: string;
  readonly color: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly tokenExpiresAt: string | null;
  readonly scopes: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Stores an account, or gives the one that is stored its new tokens: name, colour, switches and everything mirrored stay. It is due at once. */
export const saveConnection = async (connection: NewConnection): Promise<StoredConnection> => {
  const { userId, type, account } = connection;
  const { rows } = await query<StoredConnection>(
    `INSERT INTO user_integrations (id, user_id, integration_type, account, name, color, access_token, refresh_token, token_expires_at, scopes, metadata)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (user_id, integration_type, account) DO UPDATE SET
       access_token = EXCLUDED.access_token, refresh_token = COALESCE(EXCLUDED.refresh_token, user_integrations.refresh_token),
       token_expires_at = EXCLUDED.token_expires_at, scopes = EXCLUDED.scopes, metadata = EXCLUDED.metadata,
       is_active = true, state = 'connected', problem = NULL, failures = 0, due_at = now(), updated_at = now()
     RETURNING ${columns}`,
    [
      newId(),
      userId,
      type,
      account,
      connection.name,
      connection.color,
      sealToken(connection.accessToken, tokenPlace(userId, type, account, "access")),
      connection.refreshToken === null ? null : sealToken(connection.refreshToken, tokenPlace(userId, type, account, "refresh")),
      connection.tokenExpiresAt,
      connection.scopes,
      connection.metadata,
    ],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal/unexpected", { message: "the connection was not returned by its INSERT" });
  return row;
};

export interface OpenedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: string | null;
  readonly state: StoredConnection["state"];
}

/** Errors: secrets/unreadable. */
export const findConnectionTokens = async (id: string): Promise<OpenedTokens | null> => {
  const { rows } = await query<{
    user_id: string;
    type: string;
    account: string;
    access_token: string;
    refresh_token: string | null;
    expiresAt: string | null;
    state: StoredConnection["state"];
  }>(
    `SELECT user_id, integration_type AS type, account, access_token, refresh_token, token_expires_at AS "expiresAt", state FROM user_integrations WHERE id = $1 AND is_active`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    accessToken: openToken(row.access_token, tokenPlace(row.user_id, row.type, row.account, "access")),
    refreshToken: row.refresh_token === null ? null : openToken(row.refresh_token, tokenPlace(row.user_id, row.type, row.account, "refresh")),
    expiresAt: row.expiresAt,
    state: row.state,
  };
};

/** New tokens of a connection that is still there; whoever held the right to refresh lets go of it. */
export const saveConnectionTokens = async (
  { id, userId, type, account }: Pick<StoredConnection, "id" | "userId" | "type" | "account">,
  tokens: { readonly accessToken: string; readonly refreshToken: string | null; readonly expiresAt: string | null },
): Promise<void> => {
  await query(
    `UPDATE user_integrations SET access_token = $2, refresh_token = COALESCE($3, refresh_token), token_expires_at = $4, refreshing_until = NULL, updated_at = now() WHERE id = $1`,
    [
      id,
      sealToken(tokens.accessToken, tokenPlace(userId, type, account, "access")),
      tokens.refreshToken === null ? null : sealToken(tokens.refreshToken, tokenPlace(userId, type, account, "refresh")),
      tokens.expiresAt,
    ],
  );
};

/** The right to refresh the token, for as long as one refresh may take. False: somebody else is at it. */
export const claimRefresh = async (id: string, leaseMs: number): Promise<boolean> =>
  (
    await query(
      `UPDATE user_integrations SET refreshing_until = now() + $2 * interval '1 millisecond'
        WHERE id = $1 AND is_active AND state <> 'reconnect' AND (refreshing_until IS NULL OR refreshing_until <= now()) RETURNING id`,
      [id, leaseMs],
    )
  ).rows.length > 0;

export const releaseRefresh = async (id: string): Promise<void> => {
  await query("UPDATE user_integrations SET refreshing_until = NULL WHERE id = $1", [id]);
};

/** Taken for syncing by this process; null when another one has it, it is gone, or it can't be used. */
export const claimSync = async (userId: string, id: string, leaseMs: number): Promise<StoredConnection | null> =>
  (
    await query<StoredConnection>(
      `UPDATE user_integrations SET claimed_until = now() + $3 * interval '1 millisecond', done_items = 0, all_items = NULL
        WHERE user_id = $1 AND id = $2 AND is_active AND state <> 'reconnect' AND (claimed_until IS NULL OR claimed_until <= now()) RETURNING ${columns}`,
      [userId, id, leaseMs],
    )
  ).rows[0] ?? null;

/** Goes on holding it, and says how far it is. False when it was disconnected in the meantime. */
export const noteProgress = async (id: string, leaseMs: number, done: number, all: number | null): Promise<boolean> =>
  (
    await query(
      "UPDATE user_integrations SET claimed_until = now() + $2 * interval '1 millisecond', done_items = $3, all_items = $4 WHERE id = $1 AND is_active RETURNING id",
      [id, leaseMs, done, all],
    )
  ).rows.length > 0;

export const finishSync = async (id: string, againInMs: number): Promise<void> => {
  await query(
    `UPDATE user_integrations SET claimed_until = NULL, done_items = NULL, all_items = NULL, state = 'connected', problem = NULL, failures = 0,
            synced_at = now(), due_at = now() + $2 * interval '1 millisecond', updated_at = now() WHERE id = $1`,
    [id, againInMs],
  );
};

export const failSync = async (id: string, problem: string, againInMs: number): Promise<void> => {
  await query(
    `UPDATE user_integrations SET claimed_until = NULL, done_items = NULL, all_items = NULL, state = CASE WHEN state = 'reconnect' THEN state ELSE 'failing' END,
            problem = $2, failures = failures + 1, due_at = now() + $3 * interval '1 millisecond', updated_at = now() WHERE id = $1`,
    [id, problem, againInMs],
  );
};

/** The owner has to sign in again. True only for the first who notices. */
export const markReconnect = async (id: string, problem: string): Promise<boolean> =>
  (
    await query(
      `UPDATE user_integrations SET state = 'reconnect', problem = $2, refreshing_until = NULL, claimed_until = NULL, done_items = NULL, all_items = NULL, updated_at = now()
        WHERE id = $1 AND is_active AND state <> 'reconnect' RETURNING id`,
      [id, problem],
    )
  ).rows.length > 0;

/** Whose turn it is, oldest first. */
export const listDueConnections = async (limit: number): Promise<{ id: string; userId: string }[]> =>
  (
    await query<{ id: string; userId: string }>(
      `SELECT id, user_id AS "userId" FROM user_integrations
        WHERE is_active AND state <> 'reconnect' AND account <> '' AND due_at <= now() AND (claimed_until IS NULL OR claimed_until <= now()) ORDER BY due_at, id LIMIT $1`,
      [limit],
    )
  ).rows;

/**
 * The right to listen to accounts of these types that work, longest connected first, for `leaseMs`: those that this listener has already, and
 * those that nobody has (any more). What isn't answered is another's.
 */
export const claimListening = async (listener: string, types: readonly string[], limit: number, leaseMs: number): Promise<StoredConnection[]> =>
  (
    await query<StoredConnection>(
      `UPDATE user_integrations SET listener = $1, listened_until = now() + $4 * interval '1 millisecond'
        WHERE id IN (SELECT id FROM user_integrations
          WHERE is_active AND state = 'connected' AND account <> '' AND integration_type = ANY ($2::text[])
            AND (listener IS NULL OR listener = $1 OR listened_until <= now())
          ORDER BY connected_at, id LIMIT $3 FOR UPDATE) RETURNING ${columns}`,
      [listener, types, limit, leaseMs],
    )
  ).rows;

export const releaseListening = async (listener: string, ids: readonly string[]): Promise<void> => {
  await query("UPDATE user_integrations SET listener = NULL, listened_until = NULL WHERE id = ANY ($2::uuid[]) AND listener = $1", [listener, ids]);
};

export interface ConnectionPatch {
  readonly name?: string | undefined;
  readonly color?: string | undefined;
  readonly checksConflicts?: boolean | undefined;
  readonly writesHere?: boolean | undefined;
}

export const updateConnectionRow = async (userId: string, id: string, { name, color, checksConflicts, writesHere }: ConnectionPatch): Promise<void> => {
  await query(
    `UPDATE user_integrations SET name = COALESCE($3, name), color = COALESCE($4, color), checks_conflicts = COALESCE($5, checks_conflicts),
            writes_here = COALESCE($6, writes_here), updated_at = now() WHERE user_id = $1 AND id = $2`,
    [userId, id, name ?? null, color ?? null, checksConflicts ?? null, writesHere ?? null],
  );
};

/** New things go to one account of a kind at a time. */
export const writeNowhereElse = async (userId: string, id: string, types: readonly string[]): Promise<void> => {
  await query(
    "UPDATE user_integrations SET writes_here = false, updated_at = now() WHERE user_id = $1 AND id <> $2 AND integration_type = ANY ($3::text[]) AND writes_here",
    [userId, id, types],
  );
};

/** The account and everything that was mirrored from it, what could be taken back included. */
export const deleteConnection = async (userId: string, id: string): Promise<void> => {
  await query(
    `DELETE FROM changes c WHERE c.user_id = $1 AND (
       (c.room = 'scheduling' AND EXISTS (SELECT 1 FROM jsonb_array_elements(c.rows) r, calendars k
         WHERE k.user_id = $1 AND k.connection_id = $2 AND k.id::text IN (r->'after'->>'calendarId', r->'before'->>'calendarId')))
       OR (c.room = 'mail' AND EXISTS (SELECT 1 FROM jsonb_array_elements(c.rows) r, mails m
         WHERE m.user_id = $1 AND m.connection_id = $2 AND m.id::text IN (r->'after'->>'id', r->'before'->>'id'))))`,
    [userId, id],
  );
  await query(`DELETE FROM outbox o WHERE o.user_id = $1 AND o.topic = 'event.outside' AND o.payload->>'connectionId' = $2`, [userId, id]);
  await query(
    `DELETE FROM busy_slots b USING events e, calendars k WHERE b.event_id = e.id AND e.calendar_id = k.id AND k.user_id = $1 AND k.connection_id = $2`,
    [userId, id],
  );
  await query("DELETE FROM user_integrations WHERE user_id = $1 AND id = $2", [userId, id]);
};

/** Every connection that rests on the same grant: taking it back ends them all. */
export const countSameAccount = async (userId: string, types: readonly string[], account: string, exceptId: string): Promise<number> =>
  (
    await query<{ count: number }>(
      "SELECT count(*)::int AS count FROM user_integrations WHERE user_id = $1 AND integration_type = ANY ($2::text[]) AND account = $3 AND id <> $4 AND is_active",
      [userId, types, account, exceptId],
    )
  ).rows[0]?.count ?? 0;

export const saveMailCursor = async (id: string, cursor: string | null): Promise<void> => {
  await query("UPDATE user_integrations SET mail_cursor = $2 WHERE id = $1", [id, cursor]);
};
