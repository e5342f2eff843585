/** Addresses at which an owner's calendar is read by other programs, and what is read there. */
import { query } from "@/lib/db";
import type { ExportedEvent } from "./owner-data";

export interface StoredFeed {
  readonly id: string;
  readonly userId: string;
  /** Null: all calendars. */
  readonly calendarId: string | null;
  readonly name: string;
  readonly detail: "full" | "busy";
  readonly createdAt: string;
  readonly lastReadAt: string | null;
}

const columns = 'id, user_id AS "userId", calendar_id AS "calendarId", name, detail, created_at AS "createdAt", last_read_at AS "lastReadAt"';

export const listFeedRows = async (userId: string): Promise<StoredFeed[]> =>
  (await query<StoredFeed>(`SELECT ${columns} FROM calendar_feeds WHERE user_id = $1 ORDER BY created_at, id LIMIT 200`, [userId])).rows;

export const createFeedRow = async (feed: Omit<StoredFeed, "createdAt" | "lastReadAt">, tokenHash: string): Promise<StoredFeed> => {
  const { rows } = await query<StoredFeed>(
    `INSERT INTO calendar_feeds (id, user_id, calendar_id, name, detail, token_hash) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
    [feed.id, feed.userId, feed.calendarId, feed.name, feed.detail, tokenHash],
  );
  return rows[0] as StoredFeed;
};

/** False when there is none of this owner's. */
export const deleteFeedRow = async (userId: string, id: string): Promise<boolean> =>
  (await query<{ id: string }>("DELETE FROM calendar_feeds WHERE user_id = $1 AND id = $2 RETURNING id", [userId, id])).rows.length > 0;

export const findFeedByToken = async (tokenHash: string): Promise<StoredFeed | null> =>
  (await query<StoredFeed>(`SELECT ${columns} FROM calendar_feeds WHERE token_hash = $1`, [tokenHash])).rows[0] ?? null;

/** Writes down that it was read; once an hour is enough to see whether anybody still does. */
export const noteFeedRead = async (id: string): Promise<void> => {
  await query("UPDATE calendar_feeds SET last_read_at = now() WHERE id = $1 AND (last_read_at IS NULL OR last_read_at < now() - interval '1 hour')", [id]);
};

type Read = Pick<StoredFeed, "userId" | "calendarId" | "detail">;

/** What goes on or ended after $3. A cancelled occurrence belongs to its series; what shows as free keeps nobody busy. */
const inFeed = `user_id = $1 AND ($2::uuid IS NULL OR calendar_id = $2::uuid) AND (ends_at >= $3 OR (rrule IS NOT NULL AND (recurs_until IS NULL OR recurs_until >= $3)))
  AND (status <> 'cancelled' OR series_id IS NOT NULL) AND ($4 = 'full' OR show_as <> 'free' OR series_id IS NOT NULL)`;

/** Changes whenever anything in the feed does. */
export const feedVersion = async ({ userId, calendarId, detail }: Read, since: string): Promise<string> => {
  const { rows } = await query<{ version: string }>(
    `SELECT count(*) || ' ' || coalesce(extract(epoch FROM max(updated_at))::text, '') AS version FROM events WHERE ${inFeed}`,
    [userId, calendarId, since, detail],
  );
  return rows[0]?.version ?? "";
};

/** Page by page, by id. */
export const listFeedEvents = async (
  { userId, calendarId, detail }: Read,
  { since, afterId, limit }: { readonly since: string; readonly afterId: string | null; readonly limit: number },
): Promise<ExportedEvent[]> =>
  (
    await query<ExportedEvent>(
      `SELECT id, title, description, location, starts_at AS "startsAt", ends_at AS "endsAt", all_day AS "allDay", start_date AS "startDate", end_date AS "endDate",
              zone, status, show_as AS "showAs", attendees, rrule, exdates, series_id AS "seriesId", original_starts_at AS "originalStartsAt", sequence, updated_at AS "updatedAt"
         FROM events WHERE ${inFeed} AND ($5::uuid IS NULL OR id > $5::uuid) ORDER BY id LIMIT $6`,
      [userId, calendarId, since, detail, afterId, limit],
    )
  ).rows;
