/** What is owed to owners beside the page. Whoever claims a delivery makes it, and nobody else does. */
import { query } from "@/lib/db";

/** sent: the other side has it. kept: no mail goes out of this server. unknown: cut off in the middle, so it isn't tried again. */
export type DeliveryState = "waiting" | "sending" | "sent" | "kept" | "dropped" | "failed" | "unknown";
export type SettledState = Exclude<DeliveryState, "waiting" | "sending">;

export interface NewDelivery {
  readonly id: string;
  readonly channel: string;
  readonly dueAt: string;
  readonly uselessAt: string | null;
}

export const createDeliveryRows = async (userId: string, notificationId: string, deliveries: readonly NewDelivery[]): Promise<void> => {
  await query(
    `INSERT INTO notification_deliveries (id, notification_id, user_id, channel, due_at, useless_at)
     SELECT (d->>'id')::uuid, $2, $1, d->>'channel', (d->>'dueAt')::timestamptz, (d->>'uselessAt')::timestamptz FROM jsonb_array_elements($3::jsonb) d
     ON CONFLICT (notification_id, channel) DO NOTHING`,
    [userId, notificationId, JSON.stringify(deliveries)],
  );
};

export interface DueDelivery {
  readonly id: string;
  readonly userId: string;
}

/** Marks those whose moment has come as handed over and answers them, each to one caller only. `only`: of one notification. */
export const handOverDeliveries = async (now: string, limit: number, only: string | null = null): Promise<DueDelivery[]> =>
  (
    await query<DueDelivery>(
      `UPDATE notification_deliveries SET handed_at = now() WHERE id IN (
         SELECT id FROM notification_deliveries WHERE handed_at IS NULL AND due_at <= $1::timestamptz AND ($3::uuid IS NULL OR notification_id = $3::uuid)
          ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, user_id AS "userId"`,
      [now, limit, only],
    )
  ).rows;

/** Those that wait for quiet hours to end, when the hours or the kinds that count were changed. */
export interface WaitingDelivery {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: string;
}

export const listWaitingDeliveries = async (userId: string): Promise<WaitingDelivery[]> =>
  (
    await query<WaitingDelivery>(
      `SELECT d.id, n.kind, d.due_at AS "dueAt" FROM notification_deliveries d JOIN notifications n ON n.id = d.notification_id
        WHERE d.user_id = $1 AND d.handed_at IS NULL AND d.state = 'waiting'`,
      [userId],
    )
  ).rows;

export const moveDelivery = async (userId: string, id: string, dueAt: string): Promise<void> => {
  await query("UPDATE notification_deliveries SET due_at = $3 WHERE user_id = $1 AND id = $2 AND handed_at IS NULL", [userId, id, dueAt]);
};

export interface ClaimedDelivery {
  readonly id: string;
  readonly channel: string;
  readonly uselessAt: string | null;
  readonly reached: readonly string[];
  readonly notificationId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly href: string | null;
  readonly subjectId: string | null;
  readonly once: string | null;
}

/** Null when it is settled, gone, or somebody is at it. */
export const claimDelivery = async (userId: string, id: string): Promise<ClaimedDelivery | null> =>
  (
    await query<ClaimedDelivery>(
      `UPDATE notification_deliveries d SET state = 'sending', claimed_at = now() FROM notifications n
        WHERE d.id = $2 AND d.user_id = $1 AND d.state = 'waiting' AND n.id = d.notification_id
       RETURNING d.id, d.channel, d.useless_at AS "uselessAt", d.reached, n.id AS "notificationId", n.kind, n.title, n.body, n.href,
                 n.subject_id AS "subjectId", n.once_key AS once`,
      [userId, id],
    )
  ).rows[0] ?? null;

export interface DeliveryStatus {
  readonly state: DeliveryState;
  readonly channel: string;
  /** Milliseconds since it was claimed. */
  readonly underWayMs: number;
}

export const findDeliveryStatus = async (userId: string, id: string): Promise<DeliveryStatus | null> =>
  (
    await query<DeliveryStatus>(
      `SELECT state, channel, (extract(epoch FROM now() - coalesce(claimed_at, now())) * 1000)::float8 AS "underWayMs"
         FROM notification_deliveries WHERE user_id = $1 AND id = $2`,
      [userId, id],
    )
  ).rows[0] ?? null;

export const settleDelivery = async (userId: string, id: string, state: SettledState, reason: string | null): Promise<void> => {
  await query(
    `UPDATE notification_deliveries SET state = $3, reason = $4, settled_at = now() WHERE user_id = $1 AND id = $2 AND state IN ('sending', 'unknown')`,
    [userId, id, state, reason],
  );
};

/** It surely didn't go out: the next try may claim it again. */
export const releaseDelivery = async (userId: string, id: string): Promise<void> => {
  await query("UPDATE notification_deliveries SET state = 'waiting', claimed_at = NULL WHERE user_id = $1 AND id = $2 AND state = 'sending'", [userId, id]);
};

export const markReached = async (userId: string, id: string, subscriptionId: string): Promise<void> => {
  await query("UPDATE notification_deliveries SET reached = array_append(reached, $3::uuid) WHERE user_id = $1 AND id = $2", [userId, id, subscriptionId]);
};
