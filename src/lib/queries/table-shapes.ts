/** What the tables look like, asked of the database itself, for copies that must not forget a table or a column. */
import { query } from "@/lib/db";

export interface ColumnShape {
  readonly name: string;
  /** As PostgreSQL writes it: "timestamp with time zone", "text[]". */
  readonly type: string;
  /** Numbered by the database. */
  readonly identity: boolean;
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table of ours and its columns, without those that the database works out itself. */
export const listTableShapes = async (): Promise<TableShape[]> => {
  const { rows } = await query<{ table: string; name: string; type: string; identity: boolean }>(
    `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attidentity <> '' AS identity
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> 'migrations'
      ORDER BY c.relname, a.attnum`,
  );
  const tables = new Map<string, ColumnShape[]>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return [...tables].map(([name, columns]) => ({ name, columns }));
};
