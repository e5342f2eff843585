/** One table of type parsers: a row looks the same whichever database answers. */
import { db, databaseKind, isPgError, query } from "@/lib/db";
import { afterCommit, transaction } from "@/lib/queries/transaction";
import { sql } from "drizzle-orm";
import { databases, useTestDatabase } from "../support/database";

describe.each(databases())("values and transactions on %s", (kind) => {
  useTestDatabase(kind);

  test("the database is the one that was asked for", () => expect(databaseKind()).toBe(kind));

  test("instants arrive as ISO text in UTC with milliseconds, also when they were given as Date or with an offset", async () => {
    const { rows } = await query(
      "SELECT $1::timestamptz AS a, $2::timestamptz AS b, '2026-11-23 09:00:00.1234+00'::timestamptz AS c, 'infinity'::timestamptz AS d",
      [new Date(Date.UTC(2026, 10, 23, 9)), "2026-11-23T10:00:00+01:00"],
    );
    expect(rows[0]).toEqual({ a: "2026-11-23T09:00:00.000Z", b: "2026-11-23T09:00:00.000Z", c: "2026-11-23T09:00:00.123Z", d: "infinity" });
  });

  test("dates are text, whole and decimal numbers are numbers, JSON is parsed, bytes are a buffer", async () => {
    const { rows } = await query(
      `SELECT DATE '2026-11-23' AS day, 9007199254740991::int8 AS big, 12.50::numeric AS price, '{"a":[1]}'::jsonb AS data, true AS yes, NULL AS nothing, $1::bytea AS raw, '09:30'::time AS clock`,
      [new Uint8Array([1, 255])],
    );
    expect(rows[0]).toEqual({
      day: "2026-11-23",
      big: 9007199254740991,
      price: 12.5,
      data: { a: [1] },
      yes: true,
      nothing: null,
      raw: Buffer.from([1, 255]),
      clock: "09:30:00",
    });
  });

  test("lists go in and out unchanged, with quotes, commas, braces, backslashes and NULL in them", async () => {
    const nasty = ["a,b", "{c}", 'd"e', "f\\g", "", "NULL", "ü"];
    const { rows } = await query(
      "SELECT $1::text[] AS texts, $2::int[] AS numbers, ARRAY[NULL, 'x'] AS gaps, '{}'::text[] AS none, $3::timestamptz[] AS moments, ARRAY[[1,2],[3,4]] AS nested",
      [nasty, [1, 2], ["2026-11-23T09:00:00Z"]],
    );
    expect(rows[0]).toEqual({
      texts: nasty,
      numbers: [1, 2],
      gaps: [null, "x"],
      none: [],
      moments: ["2026-11-23T09:00:00.000Z"],
      nested: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  test("plain objects become JSON, numbers and booleans fit any column", async () => {
    const { rows } = await query("SELECT $1::jsonb AS data, $2::text AS text, $3::boolean AS flag, $4::int8 AS big", [{ a: { b: 1 } }, 7, false, 12n]);
    expect(rows[0]).toEqual({ data: { a: { b: 1 } }, text: "7", flag: false, big: 12 });
  });

  test("text without parameters may hold several statements; the last one answers", async () => {
    const { rows, rowCount } = await query("CREATE TEMP TABLE several (n int); INSERT INTO several VALUES (1), (2); SELECT n FROM several ORDER BY n");
    expect({ rows, rowCount }).toEqual({ rows: [{ n: 1 }, { n: 2 }], rowCount: 2 });
  });

  test("rowCount counts what an INSERT, UPDATE or DELETE touched", async () => {
    await query("CREATE TABLE counted (n int)");
    expect((await query("INSERT INTO counted SELECT generate_series(1, 5)")).rowCount).toBe(5);
    expect((await query("UPDATE counted SET n = n + 1 WHERE n > $1", [3])).rowCount).toBe(2);
    expect((await query("DELETE FROM counted WHERE n = $1 RETURNING n", [99])).rowCount).toBe(0);
    await query("DROP TABLE counted");
  });

  test("drizzle reads rows in which two tables have columns of one name", async () => {
    const rows = await db.execute(sql`SELECT 1 AS n, ${"x"} AS text`);
    expect(rows).toEqual([{ n: 1, text: "x" }]);
  });

  test("a transaction that throws leaves nothing behind and runs no hook; one that returns keeps all", async () => {
    await query("CREATE TABLE kept (n int)");
    const ran: string[] = [];
    const failing = transaction(async () => {
      await query("INSERT INTO kept VALUES (1)");
      await afterCommit(() => void ran.push("failed"));
      throw new TypeError("no");
    });
    await expect(failing).rejects.toThrow("no");
    await transaction(async () => {
      await query("INSERT INTO kept VALUES (2)");
      await afterCommit(() => void ran.push("committed"));
      await transaction(() => query("INSERT INTO kept VALUES (3)"));
      expect(ran).toEqual([]);
    });
    expect((await query("SELECT n FROM kept ORDER BY n")).rows).toEqual([{ n: 2 }, { n: 3 }]);
    expect(ran).toEqual(["committed"]);
    await query("DROP TABLE kept");
  });

  test("statements asked at once inside a transaction all run in it", async () => {
    await query("CREATE TABLE together (n int)");
    await transaction(async () => {
      await Promise.all([1, 2, 3].map((n) => query("INSERT INTO together VALUES ($1)", [n])));
    });
    expect((await query("SELECT count(*) AS n FROM together")).rows).toEqual([{ n: 3 }]);
    await query("DROP TABLE together");
  });

  test("work left running after its transaction ended uses a connection of its own", async () => {
    let late: Promise<unknown> = Promise.resolve();
    await transaction(async () => {
      await query("SELECT 1");
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => query("SELECT 1 AS n"));
    });
    await expect(late).resolves.toMatchObject({ rows: [{ n: 1 }] });
  });

  test("the database's own refusals keep their code: unique, exclusion, foreign key", async () => {
    await query("CREATE TABLE refused (n int PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&)); INSERT INTO refused VALUES (1, '[1,5)')");
    const unique = await query("INSERT INTO refused VALUES (1, NULL)").catch((error: unknown) => error);
    expect(isPgError(unique, "23505")).toBe(true);
    const overlap = await query("INSERT INTO refused VALUES (2, '[4,6)')").catch((error: unknown) => error);
    expect(isPgError(overlap, "23P01")).toBe(true);
    expect(overlap).toMatchObject({ code: "db/conflict", status: 409 });
    expect(isPgError(overlap, "23505")).toBe(false);
    await query("DROP TABLE refused");
  });

  test("a refused statement inside a transaction undoes all of it, and the next query works", async () => {
    await query("CREATE TABLE undone (n int PRIMARY KEY)");
    const twice = transaction(async () => {
      await query("INSERT INTO undone VALUES (1)");
      await query("INSERT INTO undone VALUES (1)");
    });
    await expect(twice).rejects.toMatchObject({ code: "internal/unexpected" });
    expect((await query("SELECT * FROM undone")).rows).toEqual([]);
    await query("DROP TABLE undone");
  });
});
