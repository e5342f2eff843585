/** Deletes what has served its time, a bounded batch at a time, so that no table grows for ever and no statement takes long. */
import { query } from "@/lib/db";

/** Table, and which of its rows have served their time. Each condition has an index (migrations/0007_outbox.sql and the tables' own). */
const expired = {
  session: "expires_at < now()",
  verification: "expires_at < now()",
  oauth_states: "expires_at < now()",
  // Those that begin with an address (identity/answer-once) hold what was said: a memory that is forgotten stays nowhere.
  idempotency_keys: "created_at < now() - interval '1 day' AND (key LIKE 'POST /%' OR created_at < now() - interval '30 days')",
  notifications: "created_at < now() - interval '180 days'",
  tasks: "deleted_at < now() - interval '1 day'",
  answers_underway: "expires_at < now() - interval '1 minute'",
  answer_chunks: "created_at < now() - interval '10 minutes'",
  // With what was said, shown and held in them; bookings stay with their owner.
  link_visits: "last_seen_at < now() - interval '30 days'",
  link_reveals: "created_at < now() - interval '30 days'",
  link_holds: "expires_at < now()",
  link_codes: "expires_at < now()",
  link_model_use: "day < current_date - 7",
  link_reminders: "created_at < now() - interval '30 days'",
  link_work_done: "expires_at < now()",
  outbox: "delivered_at < now() - interval '7 days'",
} as const;

export type SweptTable = keyof typeof expired;
export const sweptTables = Object.keys(expired) as SweptTable[];

/** Deletes at most `limit` rows that have served their time and answers how many. */
export const deleteExpired = async (table: SweptTable, limit: number): Promise<number> =>
  (await query(`DELETE FROM ${table} WHERE ctid = ANY (ARRAY (SELECT ctid FROM ${table} WHERE ${expired[table]} LIMIT ${Math.trunc(limit)}))`)).rowCount;

/**
 * What a change held of its rows goes a day after it can't be taken back (undoing one looks at what came after it). That it was made,
 * and whether it was taken back, is what the history reads and stays; what a memory said stays nowhere. Answers how many.
 */
export const trimChanges = async (limit: number): Promise<number> =>
  (
    await query(
      `UPDATE changes SET rows = '[]'::jsonb, summary = CASE WHEN room = 'memory' THEN '' ELSE summary END
        WHERE id IN (SELECT id FROM changes WHERE until < now() - interval '1 day' AND rows <> '[]'::jsonb LIMIT $1)`,
      [limit],
    )
  ).rowCount;

/** Writes down that nobody decided in time; answers how many it was for. */
export const expirePendingActions = async (limit: number): Promise<number> =>
  (
    await query(
      `UPDATE pending_actions SET state = 'expired', decided_at = expires_at
        WHERE id IN (SELECT id FROM pending_actions WHERE state = 'waiting' AND expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [limit],
    )
  ).rowCount;
