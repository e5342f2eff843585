/** Browsers that owners let be told something. What leads to them is sealed. */
import { query } from "@/lib/db";
import type { PushBrowser } from "@/lib/notifications/contracts";
import { openToken, sealToken } from "@/lib/secrets";

export interface PushTargetRow {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface NewPushSubscription extends PushTargetRow {
  readonly sessionId: string | null;
  readonly endpointHash: string;
  readonly label: string;
}

const placeOf = (id: string): string => `push_subscriptions:${id}`;
const columns = `id, label, endpoint_hash AS "endpointHash", created_at AS "createdAt", reached_at AS "reachedAt"`;

/** Takes the place of whatever was known of this browser, whoever's it was. */
export const savePushSubscription = async (userId: string, row: NewPushSubscription): Promise<PushBrowser | null> => {
  const { id, endpoint, p256dh, auth, sessionId, endpointHash, label } = row;
  await query("DELETE FROM push_subscriptions WHERE endpoint_hash = $1", [endpointHash]);
  return (
    (
      await query<PushBrowser>(
        `INSERT INTO push_subscriptions (id, user_id, session_id, endpoint_hash, sealed, label) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
        [id, userId, sessionId, endpointHash, sealToken(JSON.stringify({ endpoint, p256dh, auth }), placeOf(id)), label],
      )
    ).rows[0] ?? null
  );
};

/** All but the newest `keep` go. */
export const trimPushSubscriptions = async (userId: string, keep: number): Promise<void> => {
  await query(
    "DELETE FROM push_subscriptions WHERE user_id = $1 AND id NOT IN (SELECT id FROM push_subscriptions WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2)",
    [userId, keep],
  );
};

export const listPushBrowsers = async (userId: string): Promise<PushBrowser[]> =>
  (await query<PushBrowser>(`SELECT ${columns} FROM push_subscriptions WHERE user_id = $1 ORDER BY created_at DESC, id DESC`, [userId])).rows;

/** Opened, for whoever sends; those of sessions that have run out are left alone. */
export const listPushTargets = async (userId: string): Promise<PushTargetRow[]> =>
  (
    await query<{ id: string; sealed: string }>(
      `SELECT b.id, b.sealed FROM push_subscriptions b LEFT JOIN session s ON s.id = b.session_id
        WHERE b.user_id = $1 AND (b.session_id IS NULL OR s.expires_at > now()) ORDER BY b.id`,
      [userId],
    )
  ).rows.map(({ id, sealed }) => ({ id, ...(JSON.parse(openToken(sealed, placeOf(id))) as Omit<PushTargetRow, "id">) }));

export const deletePushSubscription = async (userId: string, id: string): Promise<boolean> =>
  (await query("DELETE FROM push_subscriptions WHERE user_id = $1 AND id = $2", [userId, id])).rowCount > 0;

export const markPushReached = async (userId: string, id: string): Promise<void> => {
  await query("UPDATE push_subscriptions SET reached_at = now() WHERE user_id = $1 AND id = $2", [userId, id]);
};
