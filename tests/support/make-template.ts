/** Makes one migrated database with the plan's two fixture accounts, for every test to copy. Run by global-setup in a process of its own. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist as btreeGist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm as trigrams } from "@electric-sql/pglite/contrib/pg_trgm";
import pg from "pg";
import { readMigrationFiles } from "@/lib/db";
import { fixtures } from "./fixtures";

const statements = async (): Promise<string[]> => {
  const files = await readMigrationFiles();
  const recorded = files.map(({ id, filename, checksum }) => `('${id}', '${filename}', '${checksum}')`).join(", ");
  return [
    "CREATE TABLE migrations (id TEXT PRIMARY KEY, filename TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now(), checksum TEXT)",
    ...files.map(({ sql }) => sql),
    `INSERT INTO migrations (id, filename, checksum) VALUES ${recorded}`,
    fixtures,
  ];
};

const makeDump = async (path: string): Promise<void> => {
  const database = await PGlite.create({ extensions: { btree_gist: btreeGist, pg_trgm: trigrams } });
  for (const sql of await statements()) await database.exec(sql);
  const dump = await database.dumpDataDir("none");
  await database.close();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${path}.${process.pid}`, path);
};

/** Under an advisory lock of the server: two test runs that start together make it once. */
const makeServerTemplate = async (url: string, template: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: new URL("/postgres", url).href });
  await admin.connect();
  try {
    await admin.query("SELECT pg_advisory_lock(7263517812)");
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", [template]);
    if (rowCount !== 0) return;
    await admin.query(`DROP DATABASE IF EXISTS "${template}"`);
    await admin.query(`CREATE DATABASE "${template}" TEMPLATE template0`);
    const client = new pg.Client({ connectionString: new URL(`/${template}`, url).href });
    await client.connect();
    for (const sql of await statements()) await client.query(sql);
    await client.end();
    await admin.query(`ALTER DATABASE "${template}" IS_TEMPLATE true`);
  } finally {
    await admin.end();
  }
};

const run = async (): Promise<void> => {
  const [dump = "", url = "", template = ""] = process.argv.slice(2);
  if (dump !== "") await makeDump(dump);
  if (url !== "") await makeServerTemplate(url, template);
};

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
