/** Connections that the server cuts, as when it restarts (R19): this process goes on, and so does the next query. */
import pg from "pg";
import { closeDatabase, openDatabase, query } from "@/lib/db";
import { transaction } from "@/lib/queries/transaction";
import { cloneServerDatabase, databases, dropServerDatabase } from "../support/database";

/** As an operator would: from a connection of his own. */
const cutAll = async (url: string): Promise<void> => {
  const operator = new pg.Client({ connectionString: url });
  await operator.connect();
  await operator.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'perin'");
  await operator.end();
};

if (databases().includes("server")) {
  let url = "";
  beforeAll(async () => {
    await closeDatabase();
    url = await cloneServerDatabase("_restart");
    await openDatabase({ kind: "server", url, poolMax: 3 });
  });
  afterAll(async () => {
    await closeDatabase();
    await dropServerDatabase(url);
  });

  test("a query in flight is answered db/unavailable with when to come back, and the next one works", async () => {
    const inFlight = query("SELECT pg_sleep(5)").catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await cutAll(url);
    expect(await inFlight).toMatchObject({ code: "db/unavailable", retryAfterSeconds: 2 });
    expect((await query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
  });

  test("a transaction that loses its connection between two statements leaves nothing behind", async () => {
    await query("CREATE TABLE cut (n int)");
    const cut = transaction(async () => {
      await query("INSERT INTO cut VALUES (1)");
      await cutAll(url);
      await query("INSERT INTO cut VALUES (2)");
    });
    await expect(cut).rejects.toMatchObject({ code: "db/unavailable" });
    expect((await query("SELECT * FROM cut")).rows).toEqual([]);
  });

  test("idle connections that were cut are replaced without anybody noticing", async () => {
    await Promise.all([query("SELECT pg_sleep(0.05)"), query("SELECT pg_sleep(0.05)")]);
    await cutAll(url);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
  });

  test("a lock that somebody else keeps is waited for two seconds, then named busy", async () => {
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query("SELECT pg_advisory_lock(4711)");
    const startedMs = performance.now();
    await expect(query("SELECT pg_advisory_lock($1)", [4711])).rejects.toMatchObject({ code: "db/busy", retryAfterSeconds: 1 });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    await holder.end();
  });
} else {
  test("without a server there are no connections to cut", () => expect(databases()).toEqual(["embedded"]));
}
