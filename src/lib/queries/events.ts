/** Rows of events: single ones, series, and occurrences of a series that live on their own. Zones and rules are worked out above, never here. */
import { query } from "@/lib/db";
import type { Attendee, CalendarEvent } from "@/lib/scheduling/contracts";

/** One row as it is stored. Instants are "2026-11-23T09:00:00.000Z". */
export interface StoredEvent {
  readonly id: string;
  readonly userId: string;
  readonly calendarId: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly allDay: boolean;
  /** First and last date (inclusive) of an all-day event. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly zone: string;
  readonly status: CalendarEvent["status"];
  readonly showAs: CalendarEvent["showAs"];
  readonly attendees: readonly Attendee[];
  readonly guests: readonly string[];
  readonly rrule: string | null;
  readonly exdates: readonly string[];
  readonly recursUntil: string | null;
  readonly seriesId: string | null;
  readonly originalStartsAt: string | null;
  readonly holdsTime: boolean;
  readonly hosts: readonly string[];
  readonly version: number;
  readonly sequence: number;
  readonly origin: string;
  readonly searchText: string;
}

const names = {
  id: "id",
  userId: "user_id",
  calendarId: "calendar_id",
  title: "title",
  description: "description",
  location: "location",
  startsAt: "starts_at",
  endsAt: "ends_at",
  allDay: "all_day",
  startDate: "start_date",
  endDate: "end_date",
  zone: "zone",
  status: "status",
  showAs: "show_as",
  attendees: "attendees",
  guests: "guests",
  rrule: "rrule",
  exdates: "exdates",
  recursUntil: "recurs_until",
  seriesId: "series_id",
  originalStartsAt: "original_starts_at",
  holdsTime: "holds_time",
  hosts: "hosts",
  version: "version",
  sequence: "sequence",
  origin: "origin",
  searchText: "search_text",
} as const satisfies Record<keyof StoredEvent, string>;

const fields = Object.keys(names) as (keyof StoredEvent)[];
const columnsOf = (table: string): string => fields.map((field) => `${table}.${names[field]} AS "${field}"`).join(", ");
const columns = columnsOf("e");
const valuesOf = (event: StoredEvent): unknown[] =>
  fields.map((field) => (field === "attendees" || field === "guests" ? JSON.stringify(event[field]) : event[field]));

const insertSql = `INSERT INTO events (${fields.map((field) => names[field]).join(", ")}) VALUES (${fields.map((_, i) => `$${i + 1}`).join(", ")})`;
const changing = fields.filter((field) => field !== "id" && field !== "userId");
const updateSql = `UPDATE events SET ${changing.map((field) => `${names[field]} = $${fields.indexOf(field) + 1}`).join(", ")}, updated_at = now() WHERE id = $1 AND user_id = $2`;

export const createEventRow = async (event: StoredEvent): Promise<void> => {
  await query(insertSql, valuesOf(event));
};

export const updateEventRow = async (event: StoredEvent): Promise<void> => {
  await query(updateSql, valuesOf(event));
};

const chunk = 500;

/** Many rows at once, new ones and changed ones alike. */
export const saveEventRows = async (events: readonly StoredEvent[]): Promise<void> => {
  for (let from = 0; from < events.length; from += chunk) {
    const some = events.slice(from, from + chunk);
    const places = some.map((_, row) => `(${fields.map((__, column) => `$${row * fields.length + column + 1}`).join(", ")})`);
    await query(
      `INSERT INTO events (${fields.map((field) => names[field]).join(", ")}) VALUES ${places.join(", ")}
       ON CONFLICT (id) DO UPDATE SET ${changing.map((field) => `${names[field]} = EXCLUDED.${names[field]}`).join(", ")}, updated_at = now()
       WHERE events.user_id = EXCLUDED.user_id`,
      some.flatMap(valuesOf),
    );
  }
};

/** The SEQUENCE that a mail gave out (RFC 5545): it never goes back. Nothing else of the event changes. */
export const raiseSequence = async (userId: string, id: string, sequence: number): Promise<void> => {
  await query("UPDATE events SET sequence = greatest(sequence, $3) WHERE id = $2 AND user_id = $1", [userId, id, sequence]);
};

/** Somebody on it was asked anew: what they answered before counts no more. `email` in lower case. */
export const forgetAnswer = async (userId: string, id: string, email: string): Promise<void> => {
  await query(
    `UPDATE events SET updated_at = now(), attendees = (
       SELECT jsonb_agg(CASE WHEN lower(one->>'email') = $3 THEN one || '{"status":"needs-action"}' ELSE one END ORDER BY place)
         FROM jsonb_array_elements(attendees) WITH ORDINALITY AS a (one, place))
     WHERE user_id = $1 AND id = $2
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(attendees) one WHERE lower(one->>'email') = $3 AND one->>'status' <> 'needs-action')`,
    [userId, id, email],
  );
};

export const deleteEventRow = async (userId: string, id: string): Promise<void> => {
  await query("DELETE FROM events WHERE id = $2 AND user_id = $1", [userId, id]);
};

export const findEventRow = async (userId: string, id: string): Promise<StoredEvent | null> =>
  (await query<StoredEvent>(`SELECT ${columns} FROM events e WHERE e.user_id = $1 AND e.id = $2`, [userId, id])).rows[0] ?? null;

export const listEventRows = async (userId: string, ids: readonly string[]): Promise<StoredEvent[]> =>
  ids.length === 0 ? [] : (await query<StoredEvent>(`SELECT ${columns} FROM events e WHERE e.user_id = $1 AND e.id = ANY ($2::uuid[])`, [userId, ids])).rows;

/** The row of one occurrence that was changed or cancelled on its own. */
export const findOverride = async (userId: string, seriesId: string, originalStartsAt: string): Promise<StoredEvent | null> =>
  (
    await query<StoredEvent>(`SELECT ${columns} FROM events e WHERE e.user_id = $1 AND e.series_id = $2 AND e.original_starts_at = $3`, [
      userId,
      seriesId,
      originalStartsAt,
    ])
  ).rows[0] ?? null;

/** All occurrences of one series that live on their own, cancelled ones included. */
export const listOverrides = async (userId: string, seriesId: string): Promise<StoredEvent[]> =>
  (await query<StoredEvent>(`SELECT ${columns} FROM events e WHERE e.user_id = $1 AND e.series_id = $2 ORDER BY e.original_starts_at`, [userId, seriesId]))
    .rows;

export interface WindowQuestion {
  readonly from: string;
  readonly to: string;
  /** Every word must occur in `search_text`. */
  readonly words?: readonly string[];
  /** Single events and overrides that come after this one in (start, id) order. */
  readonly after?: { readonly startsAt: string; readonly id: string };
  /** Most single events, and most overrides. */
  readonly limit: number;
}

const patterns = (words: readonly string[] = []): string[] => words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);

/** One condition a word, because an index of trigrams can't answer LIKE ALL. The patterns are the parameters from `first` on. */
const hasWords = (words: readonly string[] = [], first: number): string => words.map((_, i) => `AND e.search_text LIKE $${first + i}`).join(" ");

/**
 * Single events and changed occurrences that take part in [from, to), in order, and every series that may have an occurrence then.
 * Cancelled ones are left out; a series is found by its own words, not by those of its changed occurrences.
 */
export const listWindowRows = async (userId: string, { from, to, words, after, limit }: WindowQuestion): Promise<StoredEvent[]> => {
  const { rows } = await query<StoredEvent>(
    `(SELECT ${columns} FROM events e
       WHERE e.user_id = $1 AND e.rrule IS NULL AND e.status <> 'cancelled' AND tstzrange(e.starts_at, e.ends_at, '[]') && tstzrange($2::timestamptz, $3::timestamptz, '[]')
         AND e.starts_at < $3::timestamptz AND (e.ends_at > $2::timestamptz OR e.starts_at = $2::timestamptz) ${hasWords(words, 7)}
         AND (e.series_id IS NULL OR EXISTS (SELECT 1 FROM events s WHERE s.id = e.series_id AND s.status <> 'cancelled'))
         AND ($4::timestamptz IS NULL OR (e.starts_at, e.id) > ($4::timestamptz, $5::uuid) OR (e.series_id IS NOT NULL AND e.starts_at >= $4::timestamptz))
       ORDER BY e.starts_at, e.id LIMIT $6)
     UNION ALL
     (SELECT ${columns} FROM events e
       WHERE e.user_id = $1 AND e.rrule IS NOT NULL AND e.status <> 'cancelled' AND e.starts_at < $3::timestamptz
         AND (e.recurs_until IS NULL OR e.recurs_until >= $2::timestamptz) ${hasWords(words, 7)})`,
    [userId, from, to, after?.startsAt ?? null, after?.id ?? null, limit, ...patterns(words)],
  );
  return rows;
};

export interface OriginalStart {
  readonly seriesId: string;
  readonly originalStartsAt: string;
}

/** When the occurrences that live on their own would have started, of some series, inside [from, to]. */
export const listOriginalStarts = async (userId: string, seriesIds: readonly string[], from: string, to: string): Promise<OriginalStart[]> =>
  (
    await query<OriginalStart>(
      `SELECT series_id AS "seriesId", original_starts_at AS "originalStartsAt" FROM events
      WHERE user_id = $1 AND series_id = ANY ($2::uuid[]) AND original_starts_at BETWEEN $3::timestamptz AND $4::timestamptz`,
      [userId, seriesIds, from, to],
    )
  ).rows;

/** Rows whose words match, newest start first (or oldest first), series and changed occurrences included. */
export const searchEventRows = async (userId: string, words: readonly string[], limit: number): Promise<StoredEvent[]> =>
  (
    await query<StoredEvent>(
      `SELECT ${columns} FROM events e
      WHERE e.user_id = $1 AND e.status <> 'cancelled' ${hasWords(words, 3)}
        AND (e.series_id IS NULL OR EXISTS (SELECT 1 FROM events s WHERE s.id = e.series_id AND s.status <> 'cancelled'))
      ORDER BY e.starts_at DESC, e.id DESC LIMIT $2`,
      [userId, limit, ...patterns(words)],
    )
  ).rows;

/** Events that name somebody by address, or as a guest by name, latest first; the two indexes of `0032` answer it. */
export const listEventRowsWith = async (
  userId: string,
  person: { readonly email: string | null; readonly guest: string },
  limit: number,
): Promise<StoredEvent[]> =>
  (
    await query<StoredEvent>(
      `SELECT ${columns} FROM events e
        WHERE e.user_id = $1 AND e.status <> 'cancelled' AND (e.attendees @> $2::jsonb OR e.guests @> $3::jsonb) ORDER BY e.starts_at DESC, e.id DESC LIMIT $4`,
      [userId, JSON.stringify([person.email === null ? { email: "" } : { email: person.email }]), JSON.stringify([person.guest]), limit],
    )
  ).rows;
