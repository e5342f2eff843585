/**
 * A migrated database for one test file. `query()` opens an embedded one by itself; integration tests say on which kinds
 * they run:
 *
 *   describe.each(databases())("bookings on %s", (kind) => { useTestDatabase(kind); … });
 */
import pg from "pg";
import { openDatabase, type DatabaseKind } from "@/lib/db";
import { closeTestDatabase, embeddedTestSource } from "./test-source";
import { templateLocation, testServerUrl, workerDatabase } from "./template-location";

/** Embedded always, a server too when TEST_DATABASE_URL or DATABASE_URL names one. */
export const databases = (): DatabaseKind[] => (testServerUrl() === undefined ? ["embedded"] : ["embedded", "server"]);

const onServer = async (url: string, statements: readonly string[]): Promise<void> => {
  const admin = new pg.Client({ connectionString: new URL("/postgres", url).href });
  await admin.connect();
  try {
    for (const sql of statements) await admin.query(sql);
  } finally {
    await admin.end();
  }
};

/** The address of this worker's own database, freshly cloned. */
export const cloneServerDatabase = async (suffix = ""): Promise<string> => {
  const url = testServerUrl() ?? "";
  const name = `${workerDatabase(url)}${suffix}`;
  await onServer(url, [`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`, `CREATE DATABASE "${name}" TEMPLATE "${templateLocation().serverTemplate(url)}"`]);
  return new URL(`/${name}`, url).href;
};

export const dropServerDatabase = (url: string): Promise<void> => onServer(url, [`DROP DATABASE IF EXISTS "${new URL(url).pathname.slice(1)}" WITH (FORCE)`]);

/** A database of its own for all tests of the surrounding describe (or file), with the accounts `test-user` and `test` in it. */
export const useTestDatabase = (kind: DatabaseKind = "embedded", poolMax = 20): void => {
  let serverUrl: string | undefined;
  beforeAll(async () => {
    await closeTestDatabase();
    if (kind === "server") serverUrl = await cloneServerDatabase();
    await openDatabase(serverUrl === undefined ? await embeddedTestSource() : { kind: "server", url: serverUrl, poolMax });
  }, 30_000);
  afterAll(async () => {
    // Who listens on a server comes back by itself for as long as nobody says that it is over.
    if (kind === "server") await (await import("@/lib/pubsub")).closePubsub();
    await closeTestDatabase();
    if (serverUrl !== undefined) await dropServerDatabase(serverUrl);
  });
};
