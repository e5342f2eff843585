/**
 * The whole database as lines of text, and back. Values travel as PostgreSQL's own text, so that every type survives and
 * an embedded database can be loaded into a server and the other way round.
 */
import { query, readMigrationFiles, runInTransaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { applyMigration, createMigrationsTable, listAppliedMigrations, type AppliedMigration } from "./migrations";
import { listTableShapes, quoted, type TableShape } from "./table-shapes";

/** How many rows travel at once. */
const batchRows = 500;

export interface DumpCounts {
  readonly tables: number;
  readonly rows: number;
}

const hasMigrations = async (): Promise<boolean> =>
  (await query<{ present: boolean }>("SELECT to_regclass('migrations') IS NOT NULL AS present")).rows[0]?.present === true;

/** A server shows every statement the same moment; the embedded database has one connection, which this transaction holds. */
const oneMoment = (): Promise<unknown> => query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0");

const dumpTable = async ({ name, columns }: TableShape, write: (line: string) => Promise<void>): Promise<number> => {
  await write(JSON.stringify({ table: name, columns: columns.map((column) => column.name) }));
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(", ");
  await query(`DECLARE dump_rows NO SCROLL CURSOR FOR SELECT to_json(ARRAY[${values}]::text[])::text AS line FROM ${quoted(name)}`);
  let count = 0;
  for (;;) {
    const { rows } = await query<{ line: string }>(`FETCH ${batchRows} FROM dump_rows`);
    if (rows.length === 0) break;
    count += rows.length;
    await write(rows.map(({ line }) => line).join("\n"));
  }
  await query("CLOSE dump_rows");
  return count;
};

/** Hands every row of every table to `write`, all as of one moment. `begin` is told first which migrations have run. */
export const dumpTables = async (begin: (applied: readonly AppliedMigration[]) => Promise<void>, write: (line: string) => Promise<void>): Promise<DumpCounts> =>
  runInTransaction(async () => {
    await oneMoment();
    await begin(await listAppliedMigrations());
    const shapes = await listTableShapes();
    let rows = 0;
    for (const shape of shapes) rows += await dumpTable(shape, write);
    return { tables: shapes.length, rows };
  });

/** True when somebody has an account in this database. */
export const holdsAccounts = async (): Promise<boolean> => {
  if (!(await hasMigrations())) return false;
  const { rows } = await query<{ present: boolean }>(`SELECT to_regclass('"user"') IS NOT NULL AS present`);
  if (rows[0]?.present !== true) return false;
  return (await query('SELECT 1 FROM "user" LIMIT 1')).rows.length > 0;
};

/** Errors: operations/not-ours when the database holds tables of another program. */
const clear = async (): Promise<void> => {
  const { rows } = await query<{ tables: number }>(
    "SELECT count(*) AS tables FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition",
  );
  if ((rows[0]?.tables ?? 0) > 0 && !(await hasMigrations())) throw new AppError("operations/not-ours");
  // Queued jobs speak of rows that go; the migrations make the queue's tables anew.
  await query("DROP SCHEMA IF EXISTS jobs CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
};

/** The schema exactly as it was when the copy was made. Errors: operations/backup-newer. */
const rebuild = async (applied: readonly AppliedMigration[]): Promise<void> => {
  const files = new Map((await readMigrationFiles()).map((file) => [file.id, file]));
  const unknown = applied.filter(({ id, checksum }) => files.get(id) === undefined || (checksum !== null && files.get(id)?.checksum !== checksum));
  if (unknown.length > 0)
    throw new AppError("operations/backup-newer", {
      publicMessage: `This backup was made by another release of Perin: it knows ${unknown.map(({ id }) => id).join(", ")}, this one doesn't. Restore it with that release.`,
    });
  await createMigrationsTable();
  for (const { id, applied_at: appliedAt } of applied) {
    const file = files.get(id);
    if (file) await applyMigration(file);
    await query("UPDATE migrations SET applied_at = $2 WHERE id = $1", [id, appliedAt]);
  }
};

interface ForeignKey {
  readonly owner: string;
  readonly name: string;
  readonly definition: string;
}

/** Rows arrive table by table, children perhaps before parents, so the references are checked once all are there. */
const withoutReferences = async (work: () => Promise<void>): Promise<void> => {
  const { rows } = await query<ForeignKey>(
    `SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  for (const { owner, name } of rows) await query(`ALTER TABLE ${owner} DROP CONSTRAINT ${quoted(name)}`);
  await work();
  await query("SET CONSTRAINTS ALL IMMEDIATE");
  for (const { owner, name, definition } of rows) await query(`ALTER TABLE ${owner} ADD CONSTRAINT ${quoted(name)} ${definition}`);
};

const damaged = (why: string): AppError => new AppError("operations/backup-damaged", { message: why });

interface Loading {
  readonly name: string;
  readonly insert: string;
}

const beginTable = (shapes: ReadonlyMap<string, TableShape>, name: string, columns: readonly string[]): Loading => {
  const known = new Map(shapes.get(name)?.columns.map((column) => [column.name, column.type]));
  const values = columns.map((column, index) => {
    const type = known.get(column);
    if (type === undefined) throw damaged(`the backup has ${name}.${column}, its schema doesn't`);
    return `(line->>${index})::${type}`;
  });
  const names = columns.map(quoted).join(", ");
  return {
    name,
    insert: `INSERT INTO ${quoted(name)} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values.join(", ")} FROM json_array_elements($1::json) AS line`,
  };
};

/** Numbers go on behind the highest that came. */
const continueNumbers = async (shapes: readonly TableShape[]): Promise<void> => {
  for (const { name, columns } of shapes)
    for (const column of columns.filter(({ identity }) => identity))
      await query(
        `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(column.name)}), 1), max(${quoted(column.name)}) IS NOT NULL) FROM ${quoted(name)}`,
        [quoted(name), column.name],
      );
};

const loadLines = async (lines: AsyncIterable<string>, shapes: ReadonlyMap<string, TableShape>): Promise<number> => {
  let table: Loading | undefined;
  let waiting: string[] = [];
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    if (table === undefined) throw damaged("rows before any table");
    await query(table.insert, [`[${waiting.join(",")}]`]);
    rows += waiting.length;
    waiting = [];
  };
  for await (const line of lines) {
    if (line.startsWith("{")) {
      await flush();
      const { table: name, columns } = JSON.parse(line) as { table: string; columns: readonly string[] };
      table = beginTable(shapes, name, columns);
    } else if (waiting.push(line) >= batchRows) await flush();
  }
  await flush();
  return rows;
};

/**
 * Replaces everything in this database by what `lines` say, in one transaction: when it fails, the database is as it was.
 * `settle` runs last inside it. Errors: operations/not-ours, operations/backup-newer, operations/backup-damaged.
 */
export const loadTables = (applied: readonly AppliedMigration[], lines: AsyncIterable<string>, settle: (rows: number) => void): Promise<DumpCounts> =>
  runInTransaction(async () => {
    await query("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'");
    await clear();
    await rebuild(applied);
    const shapes = await listTableShapes();
    let rows = 0;
    await withoutReferences(async () => {
      // Rows that a migration itself put there are in the copy as well.
      if (shapes.length > 0) await query(`TRUNCATE ${shapes.map(({ name }) => quoted(name)).join(", ")}`);
      rows = await loadLines(lines, new Map(shapes.map((shape) => [shape.name, shape])));
    });
    await continueNumbers(shapes);
    settle(rows);
    return { tables: shapes.length, rows };
  });
