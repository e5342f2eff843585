/** Calendars of an owner. The first one makes itself when it is needed. */
import { query } from "@/lib/db";

export interface StoredCalendar {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isDefault: boolean;
  /** Null: the zone of the owner's profile. */
  readonly zone: string | null;
  /** Mirrored from a connected account. */
  readonly connectionId: string | null;
  /** The account's own name for it. */
  readonly sourceId: string | null;
  readonly readOnly: boolean;
}

const columns = 'id, name, color, is_default AS "isDefault", zone, connection_id AS "connectionId", source_id AS "sourceId", read_only AS "readOnly"';

export const listCalendars = async (userId: string): Promise<StoredCalendar[]> =>
  (await query<StoredCalendar>(`SELECT ${columns} FROM calendars WHERE user_id = $1 ORDER BY is_default DESC, created_at, id LIMIT 500`, [userId])).rows;

export const findCalendar = async (userId: string, id: string): Promise<StoredCalendar | null> =>
  (await query<StoredCalendar>(`SELECT ${columns} FROM calendars WHERE user_id = $1 AND id = $2`, [userId, id])).rows[0] ?? null;

export const findDefaultCalendar = async (userId: string): Promise<StoredCalendar | null> =>
  (await query<StoredCalendar>(`SELECT ${columns} FROM calendars WHERE user_id = $1 AND is_default`, [userId])).rows[0] ?? null;

/** Makes the default calendar unless somebody was faster. */
export const createDefaultCalendar = async (userId: string, calendar: Pick<StoredCalendar, "id" | "name" | "color">): Promise<void> => {
  await query("INSERT INTO calendars (id, user_id, name, color, is_default) VALUES ($1, $2, $3, $4, true) ON CONFLICT (user_id) WHERE is_default DO NOTHING", [
    calendar.id,
    userId,
    calendar.name,
    calendar.color,
  ]);
};

/** Where new events go when an account was chosen for them: its main calendar, or the first that can be written to. Null when none was. */
export const findWritingCalendar = async (userId: string): Promise<StoredCalendar | null> =>
  (
    await query<StoredCalendar>(
      `SELECT ${columns
        .split(", ")
        .map((column) => `k.${column}`)
        .join(", ")} FROM calendars k JOIN user_integrations i ON i.id = k.connection_id
        WHERE k.user_id = $1 AND i.user_id = $1 AND i.writes_here AND i.is_active AND NOT k.read_only ORDER BY k.source_primary DESC, k.created_at, k.id LIMIT 1`,
      [userId],
    )
  ).rows[0] ?? null;

/** Calendars of accounts whose events don't keep the owner busy. */
export const listIgnoredCalendarIds = async (userId: string): Promise<string[]> =>
  (
    await query<{ id: string }>(
      "SELECT k.id FROM calendars k JOIN user_integrations i ON i.id = k.connection_id WHERE k.user_id = $1 AND i.user_id = $1 AND NOT i.checks_conflicts",
      [userId],
    )
  ).rows.map(({ id }) => id);

/** Those of these that are mirrored from an account. */
export const listMirroredAmong = async (userId: string, ids: readonly string[]): Promise<StoredCalendar[]> =>
  ids.length === 0
    ? []
    : (
        await query<StoredCalendar>(`SELECT ${columns} FROM calendars WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND connection_id IS NOT NULL`, [
          userId,
          ids,
        ])
      ).rows;

/** Mirrored calendars that keep the owner busy, of accounts that can be asked. */
export const listAskableCalendars = async (userId: string): Promise<{ connectionId: string; calendarId: string; sourceId: string }[]> =>
  (
    await query<{ connectionId: string; calendarId: string; sourceId: string }>(
      `SELECT k.connection_id AS "connectionId", k.id AS "calendarId", k.source_id AS "sourceId" FROM calendars k JOIN user_integrations i ON i.id = k.connection_id
        WHERE k.user_id = $1 AND i.user_id = $1 AND i.checks_conflicts AND i.is_active AND i.state <> 'reconnect' ORDER BY k.created_at, k.id LIMIT 50`,
      [userId],
    )
  ).rows;
