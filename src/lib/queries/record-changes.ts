/** Changes of simple records (contacts, memories, mails, to-dos), kept for a day so that they can be taken back: the same table as the calendar's, by room. */
import { query } from "@/lib/db";
import { subjectOf } from "./changes";

export type RecordRoom = "people" | "memory" | "mail" | "tasks";

/** One row before and after; null = it wasn't there. */
export interface RecordDifference<Row> {
  readonly before: Row | null;
  readonly after: Row | null;
}

export interface RecordChange<Row> {
  readonly id: string;
  readonly action: string;
  readonly summary: string;
  readonly rows: readonly RecordDifference<Row>[];
  readonly until: string;
  readonly undoneAt: string | null;
}

const columns = 'id, action, summary, rows, until, undone_at AS "undoneAt"';

export const createRecordChange = async <Row extends { readonly id: string }>(
  userId: string,
  room: RecordRoom,
  change: Omit<RecordChange<Row>, "undoneAt">,
): Promise<void> => {
  await query("INSERT INTO changes (id, user_id, room, action, summary, rows, until, subject_id) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)", [
    change.id,
    userId,
    room,
    change.action,
    change.summary,
    JSON.stringify(change.rows),
    change.until,
    subjectOf(change.rows),
  ]);
};

/** Held until the transaction ends: of two that take it back at once, the second finds it taken back. */
export const lockRecordChange = async <Row>(userId: string, room: RecordRoom, id: string): Promise<RecordChange<Row> | null> =>
  (await query<RecordChange<Row>>(`SELECT ${columns} FROM changes WHERE user_id = $1 AND room = $2 AND id = $3 FOR UPDATE`, [userId, room, id])).rows[0] ??
  null;

/** The newest ones that nobody has taken back and whose time isn't over. */
export const listUndoableRecordChanges = async <Row>(userId: string, room: RecordRoom, now: string, limit: number): Promise<RecordChange<Row>[]> =>
  (
    await query<RecordChange<Row>>(
      `SELECT ${columns} FROM changes WHERE user_id = $1 AND room = $2 AND undone_at IS NULL AND until > $3::timestamptz ORDER BY id DESC LIMIT $4`,
      [userId, room, now, limit],
    )
  ).rows;

/** The last change of one record, if it was this and stands; null otherwise. `since`: an instant. */
export const findLastRecordChange = async (
  userId: string,
  room: RecordRoom,
  { subjectId, action, since }: { readonly subjectId: string; readonly action: string; readonly since: string },
): Promise<Pick<RecordChange<unknown>, "id" | "summary" | "until"> | null> =>
  (
    await query<Pick<RecordChange<unknown>, "id" | "summary" | "until">>(
      `SELECT id, summary, until FROM (
         SELECT * FROM changes WHERE user_id = $1 AND room = $2 AND subject_id = $3 AND created_at > $5::timestamptz ORDER BY id DESC LIMIT 1
       ) last WHERE action = $4 AND undone_at IS NULL`,
      [userId, room, subjectId, action, since],
    )
  ).rows[0] ?? null;

export const markRecordChangeUndone = async (userId: string, id: string, at: string): Promise<void> => {
  await query("UPDATE changes SET undone_at = $3 WHERE user_id = $1 AND id = $2", [userId, id, at]);
};

export interface ChangeState {
  readonly id: string;
  readonly room: RecordRoom | "scheduling";
  readonly summary: string;
  readonly until: string;
  readonly undoneAt: string | null;
}

const stateColumns = 'id, room, summary, until, undone_at AS "undoneAt"';

/** Whose rows a change holds, and whether it still stands; null when the owner has no such change. */
export const findChangeState = async (userId: string, id: string): Promise<ChangeState | null> =>
  (await query<ChangeState>(`SELECT ${stateColumns} FROM changes WHERE user_id = $1 AND id = $2`, [userId, id])).rows[0] ?? null;
