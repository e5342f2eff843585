/** What the outside has to learn. Rows are written in the transaction of the change, so neither can exist without the other. */
import { query } from "@/lib/db";
import { publish } from "@/lib/pubsub";

/** Says to whoever delivers that there is something new. */
export const outboxChannel = "outbox";

/** What a message can be about. Each has its receiver, or says that it has none, in src/lib/background/outbox-topics.ts. */
export type OutboxTopic =
  | "event.created"
  | "event.changed"
  | "event.cancelled"
  | "event.tell"
  | "brief.written"
  | "link.mail"
  | "event.outside"
  | "mail.outside"
  | "mail.draft"
  | "mail.reply"
  | "notice.deliver"
  | "notice.digest"
  | "account.mail";

export interface OutboxMessage {
  readonly id: string;
  readonly topic: OutboxTopic;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Not before this long from now. */
  readonly waitMs?: number;
}

/** A message as whoever delivers it sees it. */
export interface ClaimedMessage extends OutboxMessage {
  readonly userId: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
  readonly createdAt: string;
}

export const createOutboxMessages = async (userId: string, messages: readonly OutboxMessage[]): Promise<void> => {
  if (messages.length === 0) return;
  await query(
    `INSERT INTO outbox (id, user_id, topic, payload, available_at)
     SELECT (m->>'id')::uuid, $1, m->>'topic', m->'payload', now() + coalesce((m->>'waitMs')::float8, 0) * interval '1 millisecond'
       FROM jsonb_array_elements($2::jsonb) m`,
    [userId, JSON.stringify(messages)],
  );
  await publish(outboxChannel);
};

/** Is there a later message of this topic about the same event, still to be delivered? */
export const laterTellingWaits = async (userId: string, eventId: string, id: string): Promise<boolean> =>
  (
    await query<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE user_id = $1 AND topic = 'event.tell' AND payload->>'eventId' = $2 AND id > $3::uuid
          AND delivered_at IS NULL AND dead_at IS NULL) AS found`,
      [userId, eventId, id],
    )
  ).rows[0]?.found === true;

/** Marks what nobody receives as delivered; answers how many there were. */
export const settleOutboxTopics = async (topics: readonly OutboxTopic[], limit: number): Promise<number> =>
  (
    await query(
      `UPDATE outbox SET delivered_at = now() WHERE id IN (
         SELECT id FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND topic = ANY ($1::text[])
          ORDER BY available_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [topics, limit],
    )
  ).rowCount;

/**
 * Takes due messages for `leaseMs`: no other deliverer sees them until then, and when this one dies they are due again.
 * Oldest first.
 */
export const claimOutboxMessages = async (topics: readonly OutboxTopic[], limit: number, leaseMs: number): Promise<ClaimedMessage[]> =>
  (
    await query<ClaimedMessage>(
      `WITH due AS (
         SELECT id FROM outbox
          WHERE delivered_at IS NULL AND dead_at IS NULL AND available_at <= now()
            AND (claimed_until IS NULL OR claimed_until <= now()) AND topic = ANY ($1::text[])
          ORDER BY available_at, id LIMIT $2 FOR UPDATE SKIP LOCKED),
       claimed AS (
         UPDATE outbox o SET claimed_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1
           FROM due WHERE o.id = due.id
         RETURNING o.id, o.user_id, o.topic, o.payload, o.attempts, o.created_at)
       SELECT id, user_id AS "userId", topic, payload, attempts AS attempt, created_at AS "createdAt" FROM claimed ORDER BY id`,
      [topics, limit, leaseMs],
    )
  ).rows;

/** Goes on holding messages whose delivery takes its time. */
export const extendOutboxClaims = async (ids: readonly string[], leaseMs: number): Promise<void> => {
  await query("UPDATE outbox SET claimed_until = now() + $2 * interval '1 millisecond' WHERE id = ANY ($1::uuid[]) AND delivered_at IS NULL", [ids, leaseMs]);
};

export const markOutboxDelivered = async (id: string): Promise<void> => {
  await query("UPDATE outbox SET delivered_at = now(), claimed_until = NULL, last_error = NULL WHERE id = $1", [id]);
};

/** Not delivered: due again after `retryAfterMs`, or put aside for good when that is null. */
export const postponeOutboxMessage = async (id: string, error: string, retryAfterMs: number | null): Promise<void> => {
  await query(
    `UPDATE outbox SET claimed_until = NULL, last_error = $2,
            available_at = now() + coalesce($3::float8, 0) * interval '1 millisecond',
            dead_at = CASE WHEN $3::float8 IS NULL THEN now() END
      WHERE id = $1 AND delivered_at IS NULL`,
    [id, error, retryAfterMs],
  );
};

export interface OutboxState {
  readonly waiting: number;
  readonly dead: number;
  /** How long the oldest waiting message has waited, in seconds. */
  readonly oldestSeconds: number;
}

export const outboxState = async (): Promise<OutboxState> => {
  const { rows } = await query<OutboxState>(
    `SELECT count(*) FILTER (WHERE dead_at IS NULL) AS waiting, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead,
            coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE dead_at IS NULL)), 0)::float8 AS "oldestSeconds"
       FROM outbox WHERE delivered_at IS NULL`,
  );
  return rows[0] ?? { waiting: 0, dead: 0, oldestSeconds: 0 };
};

export interface DeadMessage {
  readonly id: string;
  readonly topic: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly deadAt: string;
}

/** Newest first, without what they say. */
export const listDeadMessages = async (page: { readonly after?: string | undefined; readonly limit: number }): Promise<DeadMessage[]> =>
  (
    await query<DeadMessage>(
      `SELECT id, topic, attempts, last_error AS "lastError", created_at AS "createdAt", dead_at AS "deadAt" FROM outbox
        WHERE dead_at IS NOT NULL
          AND ($1::uuid IS NULL OR (dead_at, id) < (SELECT dead_at, id FROM outbox WHERE id = $1::uuid))
        ORDER BY dead_at DESC, id DESC LIMIT $2`,
      [page.after ?? null, page.limit],
    )
  ).rows;

/** Due at once and counted anew; answers how many of `ids` were dead. */
export const reviveDeadMessages = async (ids: readonly string[]): Promise<number> =>
  (await query("UPDATE outbox SET dead_at = NULL, attempts = 0, available_at = now() WHERE id = ANY ($1::uuid[]) AND dead_at IS NOT NULL", [ids])).rowCount;
