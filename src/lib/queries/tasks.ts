/** To-dos of an owner. Wall clocks are kept as they were said; instants are worked out above and only order and find. */
import { query } from "@/lib/db";
import type { Task } from "@/lib/tasks/contracts";

/** A to-do as it is stored. */
export interface StoredTask extends Omit<Task, "reminded" | "planned" | "recurrence"> {
  readonly remindLocal: string | null;
  readonly remindedAt: string | null;
  readonly plannedEventId: string | null;
  readonly searchText: string;
  /** RFC 5545, without DTSTART; null: once. The four below are null then too. */
  readonly rrule: string | null;
  /** DTSTART, a wall clock in `zone` or a day. */
  readonly repeatsFrom: string | null;
  /** When to remind of the first occurrence, a wall clock; null: of none. */
  readonly remindsFrom: string | null;
  /** The occurrence it stands at, as `repeatsFrom`; it may have been put off. */
  readonly occurrence: string | null;
  /** When it goes on to the next occurrence, if left undone; null after the last. */
  readonly movesOnAt: string | null;
  /** Of the event it was put into, as long as that stands. */
  readonly plannedStart: string | null;
  readonly plannedEnd: string | null;
}

const columns = `t.id, t.title, t.notes, t.due_date AS "dueDate", t.due_time AS "dueTime", t.zone, t.due_at AS "dueAt", t.remind_local AS "remindLocal",
  t.remind_at AS "remindAt", t.reminded_at AS "remindedAt", t.minutes, t.done_at AS "doneAt", t.planned_event_id AS "plannedEventId",
  t.search_text AS "searchText", t.rrule, t.repeats_from AS "repeatsFrom", t.reminds_from AS "remindsFrom", t.occurrence, t.moves_on_at AS "movesOnAt", t.version, t.created_at AS "createdAt", e.starts_at AS "plannedStart", e.ends_at AS "plannedEnd"`;
const source = "tasks t LEFT JOIN events e ON e.id = t.planned_event_id AND e.status <> 'cancelled'";

/** A way back that was written before to-dos repeated lacks these. */
const repetition = ({ rrule, repeatsFrom, remindsFrom, occurrence, movesOnAt }: Partial<StoredTask>): (string | null)[] =>
  [rrule, repeatsFrom, remindsFrom, occurrence, movesOnAt].map((value) => value ?? null);

export const createTaskRow = async (userId: string, task: StoredTask): Promise<void> => {
  await query(
    `INSERT INTO tasks (id, user_id, title, notes, due_date, due_time, zone, due_at, remind_local, remind_at, minutes, search_text, version, created_at,
       rrule, repeats_from, reminds_from, occurrence, moves_on_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      task.id,
      userId,
      task.title,
      task.notes,
      task.dueDate,
      task.dueTime,
      task.zone,
      task.dueAt,
      task.remindLocal,
      task.remindAt,
      task.minutes,
      task.searchText,
      task.version,
      task.createdAt,
      ...repetition(task),
    ],
  );
};

export const saveTaskRow = async (userId: string, task: StoredTask): Promise<void> => {
  await query(
    `UPDATE tasks SET title = $3, notes = $4, due_date = $5, due_time = $6, zone = $7, due_at = $8, remind_local = $9, remind_at = $10, reminded_at = $11,
       minutes = $12, done_at = $13, planned_event_id = $14, search_text = $15, version = $16, rrule = $17, repeats_from = $18, reminds_from = $19,
       occurrence = $20, moves_on_at = $21, updated_at = now() WHERE id = $1 AND user_id = $2`,
    [
      task.id,
      userId,
      task.title,
      task.notes,
      task.dueDate,
      task.dueTime,
      task.zone,
      task.dueAt,
      task.remindLocal,
      task.remindAt,
      task.remindedAt,
      task.minutes,
      task.doneAt,
      task.plannedEventId,
      task.searchText,
      task.version,
      ...repetition(task),
    ],
  );
};

export const findTaskRow = async (userId: string, id: string): Promise<StoredTask | null> =>
  (await query<StoredTask>(`SELECT ${columns} FROM ${source} WHERE t.user_id = $1 AND t.id = $2 AND t.deleted_at IS NULL`, [userId, id])).rows[0] ?? null;

/** As `findTaskRow`; nobody else can change it until the transaction ends. */
export const lockTaskRow = async (userId: string, id: string): Promise<StoredTask | null> =>
  (await query<StoredTask>(`SELECT ${columns} FROM ${source} WHERE t.user_id = $1 AND t.id = $2 AND t.deleted_at IS NULL FOR UPDATE OF t`, [userId, id]))
    .rows[0] ?? null;

const patterns = (words: readonly string[]): string[] => words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);

export interface TasksQuestion {
  /** Every word must occur in title or notes. */
  readonly words: readonly string[];
  readonly dueBefore: string | null;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

/** The open one that was added, changed or told of last. */
export const findLastTouchedTaskRow = async (userId: string): Promise<StoredTask | null> =>
  (
    await query<StoredTask>(
      `SELECT ${columns} FROM ${source} WHERE t.user_id = $1 AND t.done_at IS NULL AND t.deleted_at IS NULL
        ORDER BY greatest(t.updated_at, coalesce(t.reminded_at, t.updated_at)) DESC, t.id DESC LIMIT 1`,
      [userId],
    )
  ).rows[0] ?? null;

/** By when they are due; those without a day last. */
export const listOpenTaskRows = async (userId: string, { words, dueBefore, after, limit }: TasksQuestion): Promise<StoredTask[]> =>
  (
    await query<StoredTask>(
      `SELECT ${columns} FROM ${source}
        WHERE t.user_id = $1 AND t.done_at IS NULL AND t.deleted_at IS NULL AND t.search_text LIKE ALL ($2::text[])
          AND ($3::timestamptz IS NULL OR t.due_at <= $3::timestamptz)
          AND ($4::timestamptz IS NULL OR (coalesce(t.due_at, 'infinity'), t.id) > ($4::timestamptz, $5::uuid))
        ORDER BY coalesce(t.due_at, 'infinity'), t.id LIMIT $6`,
      [userId, patterns(words), dueBefore, after?.at ?? null, after?.id ?? null, limit],
    )
  ).rows;

/** Last done first. */
export const listDoneTaskRows = async (userId: string, { words, after, limit }: Omit<TasksQuestion, "dueBefore">): Promise<StoredTask[]> =>
  (
    await query<StoredTask>(
      `SELECT ${columns} FROM ${source}
        WHERE t.user_id = $1 AND t.done_at IS NOT NULL AND t.deleted_at IS NULL AND t.search_text LIKE ALL ($2::text[])
          AND ($3::timestamptz IS NULL OR (t.done_at, t.id) < ($3::timestamptz, $4::uuid))
        ORDER BY t.done_at DESC, t.id DESC LIMIT $5`,
      [userId, patterns(words), after?.at ?? null, after?.id ?? null, limit],
    )
  ).rows;

/** Open and done ones by id, page by page, with when each was changed last. */
export const listTaskRowsToExport = async (userId: string, afterId: string | null, limit: number): Promise<(StoredTask & { readonly updatedAt: string })[]> =>
  (
    await query<StoredTask & { readonly updatedAt: string }>(
      `SELECT ${columns}, t.updated_at AS "updatedAt" FROM ${source}
        WHERE t.user_id = $1 AND t.deleted_at IS NULL AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
      [userId, afterId, limit],
    )
  ).rows;

/** True when there was one. */
export const deleteTaskRow = async (userId: string, id: string, at: string): Promise<boolean> =>
  (await query("UPDATE tasks SET deleted_at = $3 WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL", [userId, id, at])).rowCount > 0;

/** True when there was a deleted one. */
export const restoreTaskRow = async (userId: string, id: string): Promise<boolean> =>
  (await query("UPDATE tasks SET deleted_at = NULL, version = version + 1 WHERE user_id = $1 AND id = $2 AND deleted_at IS NOT NULL", [userId, id])).rowCount >
  0;

export interface DueReminder {
  readonly id: string;
  readonly userId: string;
}

/** Whose reminders are due at this moment, or who go on to their next occurrence, of all owners, longest due first. */
export const listDueReminders = async (at: string, limit: number): Promise<DueReminder[]> =>
  (
    await query<DueReminder>(
      `SELECT id, "userId" FROM (
         SELECT id, user_id AS "userId", remind_at AS at FROM tasks
          WHERE remind_at <= $1::timestamptz AND reminded_at IS NULL AND done_at IS NULL AND deleted_at IS NULL
         UNION
         SELECT id, user_id, moves_on_at FROM tasks WHERE moves_on_at <= $1::timestamptz AND done_at IS NULL AND deleted_at IS NULL
       ) due GROUP BY id, "userId" ORDER BY min(at) LIMIT $2`,
      [at, limit],
    )
  ).rows;

/** Takes the right to tell this reminder: given to one caller only, and to none before its moment. */
export const claimReminder = async (userId: string, id: string, at: string): Promise<boolean> =>
  (
    await query(
      `UPDATE tasks SET reminded_at = $3::timestamptz
        WHERE user_id = $1 AND id = $2 AND remind_at <= $3::timestamptz AND reminded_at IS NULL AND done_at IS NULL AND deleted_at IS NULL`,
      [userId, id, at],
    )
  ).rowCount > 0;

/** The zones' table of Node changed: the same wall clock is another instant now. */
export const moveReminder = async (userId: string, id: string, remindAt: string): Promise<void> => {
  await query("UPDATE tasks SET remind_at = $3::timestamptz WHERE user_id = $1 AND id = $2", [userId, id, remindAt]);
};
