/** What was done to which events, kept for a day so that it can be taken back. Other rooms keep theirs in `record-changes.ts`, in the same table. */
import { query } from "@/lib/db";
import type { StoredEvent } from "./events";

/** One row before and after; null = it wasn't there. */
export interface RowChange {
  readonly before: StoredEvent | null;
  readonly after: StoredEvent | null;
}

export interface Change {
  readonly id: string;
  readonly action: string;
  readonly summary: string;
  readonly rows: readonly RowChange[];
  readonly until: string;
  readonly undoneAt: string | null;
}

/** The one thing a change is about; null where there are several. */
export const subjectOf = (
  rows: readonly { readonly before: { readonly id: string } | null; readonly after: { readonly id: string } | null }[],
): string | null => {
  const [only, ...others] = rows;
  return others.length > 0 ? null : ((only?.after ?? only?.before)?.id ?? null);
};

const columns = 'id, action, summary, rows, until, undone_at AS "undoneAt"';

export const createChange = async (userId: string, change: Omit<Change, "undoneAt">): Promise<void> => {
  await query("INSERT INTO changes (id, user_id, action, summary, rows, until, subject_id) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)", [
    change.id,
    userId,
    change.action,
    change.summary,
    JSON.stringify(change.rows),
    change.until,
    subjectOf(change.rows),
  ]);
};

export const findChange = async (userId: string, id: string): Promise<Change | null> =>
  (await query<Change>(`SELECT ${columns} FROM changes WHERE user_id = $1 AND id = $2 AND room = 'scheduling'`, [userId, id])).rows[0] ?? null;

/** The newest ones that nobody has taken back and whose time isn't over. */
export const listUndoable = async (userId: string, now: string, limit: number): Promise<Change[]> =>
  (
    await query<Change>(
      `SELECT ${columns} FROM changes WHERE user_id = $1 AND room = 'scheduling' AND undone_at IS NULL AND until > $2::timestamptz ORDER BY id DESC LIMIT $3`,
      [userId, now, limit],
    )
  ).rows;

export const markUndone = async (userId: string, id: string, at: string): Promise<void> => {
  await query("UPDATE changes SET undone_at = $3 WHERE user_id = $1 AND id = $2", [userId, id, at]);
};

/** Was an occurrence of one of these series changed on its own after that change, and not taken back? */
export const overridesChangedSince = async (userId: string, seriesIds: readonly string[], changeId: string): Promise<boolean> =>
  (
    await query<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM changes c, jsonb_array_elements(c.rows) changed
        WHERE c.user_id = $1 AND c.room = 'scheduling' AND c.undone_at IS NULL AND c.id > $3
          AND (changed->'before'->>'seriesId' = ANY ($2::text[]) OR changed->'after'->>'seriesId' = ANY ($2::text[]))) AS found`,
      [userId, seriesIds, changeId],
    )
  ).rows[0]?.found === true;
