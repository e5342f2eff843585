/**
 * Everything the database holds of one owner, found by its own catalogue instead of by a list: a table that is added tomorrow is
 * exported and erased without anybody thinking of it. A row is an owner's when its `user_id`, or a column that points to the
 * account, names them, or when it hangs on such a row.
 */
import { query } from "@/lib/db";
import { quoted } from "./table-shapes";

export interface OwnedTable {
  readonly name: string;
  /** SQL that is true for rows of the owner $1. */
  readonly condition: string;
  /** Columns of its primary key with their types, for reading page by page. */
  readonly key: readonly { readonly name: string; readonly type: string }[];
  /** Columns that stay inside. */
  readonly secret: readonly string[];
  /** Rows that would stay when the account goes. */
  readonly staysBehind: boolean;
}

interface Catalogue {
  readonly columns: readonly { readonly table: string; readonly name: string; readonly type: string; readonly inKey: number | null }[];
  readonly links: readonly {
    readonly table: string;
    readonly column: string;
    readonly parent: string;
    readonly parentColumn: string;
    readonly cascades: boolean;
  }[];
}

/** Hashes, tokens, keys: nobody needs them in a file, and everybody who finds the file could use them. Indexes of words repeat the text. */
const secretName = /password|secret|token|_hash$|^hash$|private|credential|public_key|backup_codes|^key$|api_key|search_text|^words$|cipher|sealed/;
/** Names that only look like secrets. */
const harmless = new Set(["input_hash", "request_hash", "expires_at", "access_token_expires_at", "refresh_token_expires_at"]);
const wholeSecret = new Set(["verification"]);

const readCatalogue = async (): Promise<Catalogue> => {
  const columns = await query<Catalogue["columns"][number]>(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, array_position(i.indkey::int2[], a.attnum)::int AS "inKey"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum`,
    [],
  );
  const links = await query<Catalogue["links"][number]>(
    `SELECT c.relname AS table, a.attname AS column, p.relname AS parent, pa.attname AS "parentColumn", k.confdeltype = 'c' AS cascades
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
       JOIN pg_class p ON p.oid = k.confrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = k.confkey[1]
      WHERE k.contype = 'f' AND array_length(k.conkey, 1) = 1 ORDER BY c.relname, a.attname`,
    [],
  );
  return { columns: columns.rows, links: links.rows };
};

/** Deepest chain of rows that hang on rows: a slot on an event on a calendar is two. */
const depthMax = 4;

const conditionFor = (table: string, { columns, links }: Catalogue, depth: number): string | null => {
  if (table === "user") return "id = $1";
  const own = columns.some((column) => column.table === table && column.name === "user_id") ? ["user_id"] : [];
  const toAccount = links.filter((link) => link.table === table && link.parent === "user").map(({ column }) => column);
  const direct = [...new Set([...own, ...toAccount])].map((column) => `${quoted(column)} = $1`);
  if (direct.length > 0) return direct.join(" OR ");
  if (depth === 0) return null;
  const through = links.flatMap(({ table: from, column, parent, parentColumn }) => {
    const owned = from === table && parent !== table ? conditionFor(parent, { columns, links }, depth - 1) : null;
    return owned === null ? [] : [`${quoted(column)} IN (SELECT ${quoted(parentColumn)} FROM ${quoted(parent)} WHERE ${owned})`];
  });
  return through.length === 0 ? null : through.join(" OR ");
};

const goesAlong = (table: string, links: Catalogue["links"], depth = depthMax): boolean =>
  table === "user" ||
  (depth > 0 && links.some((link) => link.table === table && link.cascades && link.parent !== table && goesAlong(link.parent, links, depth - 1)));

/** Every table that holds rows of owners, by name. */
export const listOwnedTables = async (): Promise<OwnedTable[]> => {
  const catalogue = await readCatalogue();
  return [...new Set(catalogue.columns.map(({ table }) => table))].flatMap((name) => {
    const condition = conditionFor(name, catalogue, depthMax);
    if (condition === null) return [];
    const columns = catalogue.columns.filter((column) => column.table === name);
    return [
      {
        name,
        condition,
        key: columns.filter(({ inKey }) => inKey !== null).sort((a, b) => (a.inKey ?? 0) - (b.inKey ?? 0)),
        secret: columns.map((column) => column.name).filter((column) => secretName.test(column) && !harmless.has(column)),
        staysBehind: !goesAlong(name, catalogue.links),
      },
    ];
  });
};

export interface OwnedPage {
  readonly rows: readonly Record<string, unknown>[];
  /** Where the next page begins; null after the last one. */
  readonly after: readonly string[] | null;
}

/** One page of an owner's rows in the order of their key, without secrets. A table without a key is read whole. */
export const listOwnedRows = async (table: OwnedTable, userId: string, after: readonly string[] | null, limit: number): Promise<OwnedPage> => {
  if (wholeSecret.has(table.name)) return { rows: [], after: null };
  const names = table.key.map(({ name }) => quoted(name));
  const behind =
    after === null || names.length === 0 ? "" : `AND (${names.join(", ")}) > (${table.key.map(({ type }, at) => `$${at + 3}::text::${type}`).join(", ")})`;
  const order = names.length === 0 ? "" : `ORDER BY ${names.join(", ")} LIMIT ${limit}`;
  const { rows } = await query<{ row: Record<string, unknown>; place: string[] }>(
    `SELECT to_jsonb(t) - $2::text[] AS row, ARRAY[${table.key.map(({ name }) => `t.${quoted(name)}::text`).join(", ")}]::text[] AS place
       FROM ${quoted(table.name)} t WHERE (${table.condition}) ${behind} ${order}`,
    [userId, table.secret, ...(behind === "" ? [] : (after ?? []))],
  );
  const last = rows.at(-1);
  return { rows: rows.map(({ row }) => row), after: names.length > 0 && rows.length === limit && last ? last.place : null };
};

/**
 * Takes every row of the account away, in the caller's transaction: what hangs on it goes along, what doesn't is deleted by name, and
 * what others keep of it (a time they share, a job that waits) is cleared of it.
 */
export const eraseAccount = async (userId: string, email: string): Promise<void> => {
  // Whoever is writing for the account is waited for, and whoever comes later finds nobody to write for.
  await query('SELECT id FROM "user" WHERE id = $1 FOR UPDATE', [userId]);
  const behind = (await listOwnedTables()).filter(({ name, staysBehind }) => staysBehind && name !== "user");
  const eraseBehind = async (): Promise<void> => {
    for (const { name, condition } of behind) await query(`DELETE FROM ${quoted(name)} WHERE ${condition}`, [userId]);
  };
  await query("DELETE FROM busy_slots WHERE person_id = $1", [userId]);
  await query("UPDATE events SET hosts = array_remove(hosts, $1) WHERE $1 = ANY (hosts) AND user_id <> $1", [userId]);
  // What others could take back holds who hosted it.
  for (const side of ["before", "after"])
    await query(
      `UPDATE changes SET rows = (
         SELECT jsonb_agg(CASE WHEN one->'${side}'->'hosts' ? $1 THEN jsonb_set(one, '{${side},hosts}', (one->'${side}'->'hosts') - $1) ELSE one END ORDER BY place)
           FROM jsonb_array_elements(rows) WITH ORDINALITY AS a (one, place))
       WHERE user_id <> $1 AND strpos(rows::text, to_json($1::text)::text) > 0`,
      [userId],
    );
  await eraseBehind();
  await query('DELETE FROM "user" WHERE id = $1', [userId]);
  // Once more: a change of a row that was waited for just now has left its trace.
  await eraseBehind();
  await query("DELETE FROM verification WHERE strpos(identifier, $1) > 0 OR strpos(value, $1) > 0 OR strpos(value, $2) > 0", [email, userId]);
  await query("DELETE FROM jobs.job WHERE strpos(data::text, $1) > 0", [userId]);
};

/** The account that has been here longest beside this one, made by a person; null when there is none. */
export const findSuccessor = async (userId: string): Promise<string | null> =>
  (await query<{ id: string }>("SELECT user_id AS id FROM profiles WHERE user_id <> $1 AND NOT seeded ORDER BY created_at, user_id LIMIT 1", [userId])).rows[0]
    ?.id ?? null;

export const makeOperator = async (userId: string): Promise<void> => {
  await query("UPDATE profiles SET role = 'operator', updated_at = now() WHERE user_id = $1", [userId]);
};

export interface CalendarRow {
  readonly id: string;
  readonly name: string;
}

export const listCalendarNames = async (userId: string): Promise<CalendarRow[]> =>
  (await query<CalendarRow>("SELECT id, name FROM calendars WHERE user_id = $1 ORDER BY created_at, id", [userId])).rows;

export interface ExportedEvent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly allDay: boolean;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly zone: string;
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly showAs: "busy" | "free" | "out-of-office";
  readonly attendees: readonly { readonly email: string; readonly name?: string; readonly status?: string }[];
  readonly rrule: string | null;
  readonly exdates: readonly string[];
  readonly seriesId: string | null;
  readonly originalStartsAt: string | null;
  readonly sequence: number;
  readonly updatedAt: string;
}

/** Events of one calendar by id, page by page. */
export const listEventsToExport = async (userId: string, calendarId: string, afterId: string | null, limit: number): Promise<ExportedEvent[]> =>
  (
    await query<ExportedEvent>(
      `SELECT id, title, description, location, starts_at AS "startsAt", ends_at AS "endsAt", all_day AS "allDay", start_date AS "startDate", end_date AS "endDate",
              zone, status, show_as AS "showAs", attendees, rrule, exdates, series_id AS "seriesId", original_starts_at AS "originalStartsAt", sequence, updated_at AS "updatedAt"
         FROM events WHERE user_id = $1 AND calendar_id = $2 AND ($3::uuid IS NULL OR id > $3::uuid) ORDER BY id LIMIT $4`,
      [userId, calendarId, afterId, limit],
    )
  ).rows;

export interface SaidMessage {
  readonly conversationId: string;
  readonly title: string;
  readonly position: number;
  readonly role: "user" | "assistant";
  readonly body: string;
  readonly createdAt: string;
}

/** Messages with the title of their conversation, conversation by conversation, in the order they were said. */
export const listMessagesToExport = async (
  userId: string,
  after: Pick<SaidMessage, "conversationId" | "position"> | null,
  limit: number,
): Promise<SaidMessage[]> =>
  (
    await query<SaidMessage>(
      `SELECT m.conversation_id AS "conversationId", c.title, m.position, m.role, m.body, m.created_at AS "createdAt"
         FROM messages m JOIN conversations c ON c.id = m.conversation_id
        WHERE c.user_id = $1 AND ($2::uuid IS NULL OR (m.conversation_id, m.position) > ($2::uuid, $3::bigint)) ORDER BY m.conversation_id, m.position LIMIT $4`,
      [userId, after?.conversationId ?? null, after?.position ?? null, limit],
    )
  ).rows;
