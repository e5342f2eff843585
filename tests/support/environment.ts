/**
 * Node's test environment with one embedded database per worker process. Opening a PGlite takes two seconds, emptying one
 * that is open takes milliseconds, and this module lives as long as the worker while every test file gets a realm of its own.
 */
import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist as btreeGist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm as trigrams } from "@electric-sql/pglite/contrib/pg_trgm";
import { TestEnvironment as NodeEnvironment } from "jest-environment-node";
import { fixtures } from "./fixtures";
import { templateLocation } from "./template-location";

let shared: Promise<Worker> | undefined;

/** PostgreSQL flushes its statistics on an alarm of ten seconds (IDLE_STATS_UPDATE_TIMEOUT), here a timer; alone it must not keep Jest from ending. */
const statisticsAfterMs = 10_000;
const plainTimeout = globalThis.setTimeout;
const quietTimeout = (...[work, delayMs, ...rest]: Parameters<typeof plainTimeout>): NodeJS.Timeout => {
  const timer = plainTimeout(work, delayMs, ...rest);
  return delayMs === statisticsAfterMs ? timer.unref() : timer;
};

const open = async (): Promise<PGlite> => {
  globalThis.setTimeout = Object.assign(quietTimeout, plainTimeout);
  return PGlite.create({ extensions: { btree_gist: btreeGist, pg_trgm: trigrams }, loadDataDir: new Blob([await readFile(templateLocation().dump)]) });
};

const names = async (database: PGlite, sql: string): Promise<string[]> => (await database.query<{ name: string }>(sql)).rows.map(({ name }) => name);

const allTables = (database: PGlite): Promise<string[]> =>
  names(
    database,
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'kept')`,
  );

const withRows = (database: PGlite, tables: readonly string[]): Promise<string[]> =>
  names(database, tables.map((table) => `(SELECT '${table.replaceAll("'", "''")}' AS name FROM ${table} LIMIT 1)`).join(" UNION ALL "));

const madeByFixtures = new Set(['public."user"', "public.profiles"]);

interface Worker {
  readonly database: PGlite;
  readonly tables: ReadonlySet<string>;
  /** What the migrations themselves put in (pg-boss's version, say), and where its copy lies. */
  readonly kept: ReadonlyMap<string, string>;
}

const openWorker = async (): Promise<Worker> => {
  const database = await open();
  const tables = await allTables(database);
  const filled = (await withRows(database, tables)).filter((table) => !madeByFixtures.has(table));
  const kept = new Map(filled.map((table, index) => [table, `kept.t${index}`]));
  await database.exec("CREATE SCHEMA kept");
  for (const [table, copy] of kept) await database.exec(`CREATE TABLE ${copy} AS TABLE ${table}`);
  return { database, tables: new Set(tables), kept };
};

/** No table of the template is gone. pg-boss drops yesterday's partitions: after midnight, or with a template of another day, one would be. */
const isWhole = async ({ database, tables }: Worker): Promise<boolean> => {
  for (const sql of ["ROLLBACK", "DISCARD ALL"]) await database.exec(sql);
  const there = new Set(await allTables(database));
  return [...tables].every((table) => there.has(table));
};

/** As the template has it: its rows and no others, its tables and no others. */
const empty = async ({ database, tables, kept }: Worker): Promise<PGlite> => {
  for (const table of await allTables(database)) if (!tables.has(table)) await database.exec(`DROP TABLE IF EXISTS ${table} CASCADE`);
  const used = await withRows(database, [...tables]);
  if (used.length > 0) await database.exec(`TRUNCATE ${used.join(", ")} RESTART IDENTITY CASCADE`);
  for (const [table, copy] of kept) await database.exec(`INSERT INTO ${table} SELECT * FROM ${copy}`);
  await database.exec(fixtures);
  return database;
};

/** The worker's database, as new and with no setting of the last file. One that doesn't answer any more, or has lost a table, is replaced. */
const takeDatabase = async (): Promise<PGlite> => {
  shared ??= openWorker();
  const worker = await shared.catch(() => undefined);
  if (worker && !worker.database.closed) {
    if (await isWhole(worker)) return empty(worker);
    await worker.database.close();
  }
  shared = openWorker();
  return empty(await shared);
};

export default class Environment extends NodeEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    (this.global as { [key: symbol]: unknown })[Symbol.for("perin.test.database")] = takeDatabase;
  }
}
