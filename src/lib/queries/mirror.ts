/** What is mirrored from connected accounts: which calendar and which event of ours is which one there. */
import { query } from "@/lib/db";

export interface MirroredCalendar {
  readonly id: string;
  readonly sourceId: string;
  readonly cursor: string | null;
}

export interface CalendarLine {
  readonly id: string;
  readonly sourceId: string;
  readonly name: string;
  readonly color: string;
  readonly zone: string | null;
  readonly readOnly: boolean;
  readonly primary: boolean;
}

export const listMirroredCalendars = async (userId: string, connectionId: string): Promise<MirroredCalendar[]> =>
  (
    await query<MirroredCalendar>(
      'SELECT id, source_id AS "sourceId", cursor FROM calendars WHERE user_id = $1 AND connection_id = $2 ORDER BY source_primary DESC, created_at, id',
      [userId, connectionId],
    )
  ).rows;

/** Makes the account's calendars stand as listed; `id` counts for new ones only. */
export const saveMirroredCalendars = async (userId: string, connectionId: string, lines: readonly CalendarLine[]): Promise<void> => {
  await query(
    `INSERT INTO calendars (id, user_id, connection_id, source_id, name, color, zone, read_only, source_primary)
     SELECT l.id, $1, $2::uuid, l."sourceId", l.name, l.color, l.zone, l."readOnly", l."primary"
       FROM jsonb_to_recordset($3::jsonb) AS l(id uuid, "sourceId" text, name text, color text, zone text, "readOnly" boolean, "primary" boolean)
     ON CONFLICT (connection_id, source_id) WHERE connection_id IS NOT NULL DO UPDATE SET
       name = EXCLUDED.name, color = EXCLUDED.color, zone = EXCLUDED.zone, read_only = EXCLUDED.read_only, source_primary = EXCLUDED.source_primary`,
    [userId, connectionId, JSON.stringify(lines)],
  );
};

/** Calendars that are gone there, with everything on them. */
export const deleteMirroredCalendars = async (userId: string, ids: readonly string[]): Promise<void> => {
  await query("DELETE FROM calendars WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND connection_id IS NOT NULL", [userId, ids]);
};

export const saveCalendarCursor = async (userId: string, calendarId: string, cursor: string): Promise<void> => {
  await query("UPDATE calendars SET cursor = $3 WHERE user_id = $1 AND id = $2", [userId, calendarId, cursor]);
};

export interface EventLink {
  readonly eventId: string;
  readonly calendarId: string;
  readonly sourceId: string;
  readonly etag: string | null;
  /** The version of our row that both sides have; 0 while it isn't there yet. */
  readonly version: number;
}

const linkColumns = 'event_id AS "eventId", calendar_id AS "calendarId", source_id AS "sourceId", etag, version';

export const listLinksBySource = async (calendarId: string, sourceIds: readonly string[]): Promise<EventLink[]> =>
  sourceIds.length === 0
    ? []
    : (await query<EventLink>(`SELECT ${linkColumns} FROM event_links WHERE calendar_id = $1 AND source_id = ANY ($2::text[])`, [calendarId, sourceIds])).rows;

export const findLink = async (userId: string, eventId: string): Promise<EventLink | null> =>
  (await query<EventLink>(`SELECT ${linkColumns} FROM event_links WHERE user_id = $1 AND event_id = $2`, [userId, eventId])).rows[0] ?? null;

export const saveLinks = async (userId: string, links: readonly EventLink[]): Promise<void> => {
  if (links.length === 0) return;
  await query(
    `INSERT INTO event_links (event_id, user_id, calendar_id, source_id, etag, version)
     SELECT l."eventId", $1, l."calendarId", l."sourceId", l.etag, l.version
       FROM jsonb_to_recordset($2::jsonb) AS l("eventId" uuid, "calendarId" uuid, "sourceId" text, etag text, version integer)
     ON CONFLICT (event_id) DO UPDATE SET calendar_id = EXCLUDED.calendar_id, source_id = EXCLUDED.source_id, etag = EXCLUDED.etag, version = EXCLUDED.version`,
    [userId, JSON.stringify(links)],
  );
};

export const deleteLinks = async (userId: string, eventIds: readonly string[]): Promise<void> => {
  await query("DELETE FROM event_links WHERE user_id = $1 AND event_id = ANY ($2::uuid[])", [userId, eventIds]);
};

/** Links of one calendar that a full reading didn't come across, of what has been there before. */
export const listUnseen = async (calendarId: string, seen: readonly string[]): Promise<string[]> =>
  (
    await query<{ source_id: string }>(
      `SELECT l.source_id FROM event_links l LEFT JOIN unnest($2::text[]) AS s(id) ON s.id = l.source_id
        WHERE l.calendar_id = $1 AND l.version > 0 AND s.id IS NULL`,
      [calendarId, seen],
    )
  ).rows.map(({ source_id }) => source_id);

/** Events and their links, and everything that belongs to a series among them. */
export const deleteMirroredEvents = async (userId: string, eventIds: readonly string[]): Promise<void> => {
  if (eventIds.length === 0) return;
  await query(
    `DELETE FROM event_links WHERE user_id = $1 AND (event_id = ANY ($2::uuid[])
        OR event_id IN (SELECT id FROM events WHERE user_id = $1 AND series_id = ANY ($2::uuid[])))`,
    [userId, eventIds],
  );
  await query("DELETE FROM events WHERE user_id = $1 AND id = ANY ($2::uuid[])", [userId, eventIds]);
};

/** Changed occurrences of these series, with what they are called there. */
export const listLinkedOverrides = async (userId: string, seriesIds: readonly string[]): Promise<EventLink[]> =>
  seriesIds.length === 0
    ? []
    : (
        await query<EventLink>(
          `SELECT l.event_id AS "eventId", l.calendar_id AS "calendarId", l.source_id AS "sourceId", l.etag, l.version
             FROM events e JOIN event_links l ON l.event_id = e.id WHERE e.user_id = $1 AND e.series_id = ANY ($2::uuid[])`,
          [userId, seriesIds],
        )
      ).rows;

export interface Uncarried {
  readonly eventId: string;
  readonly calendarId: string;
  readonly seriesId: string | null;
  readonly originalStartsAt: string | null;
}

/** What was changed here and isn't there yet, of one account: what an outbox message was too early for. */
export const listUncarried = async (userId: string, connectionId: string, limit: number): Promise<Uncarried[]> =>
  (
    await query<Uncarried>(
      `SELECT e.id AS "eventId", e.calendar_id AS "calendarId", e.series_id AS "seriesId", e.original_starts_at AS "originalStartsAt"
         FROM calendars k JOIN events e ON e.calendar_id = k.id LEFT JOIN event_links l ON l.event_id = e.id
        WHERE k.user_id = $1 AND k.connection_id = $2 AND NOT k.read_only AND e.user_id = $1
          AND (l.version < e.version OR (l.event_id IS NULL AND e.status <> 'cancelled'))
       UNION ALL
       SELECT l.event_id, l.calendar_id, NULL, NULL FROM calendars k JOIN event_links l ON l.calendar_id = k.id LEFT JOIN events e ON e.id = l.event_id
        WHERE k.user_id = $1 AND k.connection_id = $2 AND NOT k.read_only AND e.id IS NULL
        LIMIT $3`,
      [userId, connectionId, limit],
    )
  ).rows;
