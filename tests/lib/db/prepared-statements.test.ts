import { query } from "@/lib/db";
import { transaction } from "@/lib/queries/transaction";
import { codeOf } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

beforeAll(() => query("CREATE TABLE prepared_things (id int PRIMARY KEY, name text)"));

const insert = "INSERT INTO prepared_things (id, name) VALUES ($1, $2) RETURNING id";

test("a statement that failed is asked again with other values, inside a transaction and out of it", async () => {
  expect((await query(insert, [1, "one"])).rows).toEqual([{ id: 1 }]);
  expect(await codeOf(query(insert, [1, "one again"]))).toBe("internal/unexpected");
  expect((await query(insert, [2, "two"])).rowCount).toBe(1);
  const failed = transaction(async () => {
    await query(insert, [3, "three"]);
    await query("SELECT 1 / $1::int", [0]);
  });
  expect(await codeOf(failed)).toBe("internal/unexpected");
  expect((await query(insert, [3, "three"])).rowCount).toBe(1);
  // What failed the first time it was asked, for its values, isn't broken for good.
  expect((await query("SELECT 1 / $1::int AS n", [1])).rows).toEqual([{ n: 1 }]);
});

test("a text that no statement is, is refused each time", async () => {
  expect(await codeOf(query("SELEC 1"))).toBe("internal/unexpected");
  expect(await codeOf(query("SELEC 1"))).toBe("internal/unexpected");
  expect((await query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
});

test("more texts than are kept all get their own answer, also the ones that were dropped", async () => {
  const ask = async (n: number): Promise<unknown> => (await query(`SELECT ${n} + $1::int AS n`, [1])).rows[0];
  for (let n = 0; n < 520; n += 1) expect(await ask(n)).toEqual({ n: n + 1 });
  const { rows } = await query<{ kept: number }>("SELECT count(*)::int AS kept FROM pg_prepared_statements");
  expect(rows[0]?.kept).toBeLessThanOrEqual(500);
  for (const n of [0, 1, 519]) expect(await ask(n)).toEqual({ n: n + 1 });
});

test("after a migration has given a table another column the statement answers with it, at the latest the second time", async () => {
  const all = "SELECT * FROM prepared_things WHERE id = $1";
  expect(Object.keys((await query(all, [1])).rows[0] ?? {})).toEqual(["id", "name"]);
  await query("ALTER TABLE prepared_things ADD COLUMN note text DEFAULT 'new'");
  await query(all, [1]).catch(() => undefined);
  expect((await query(all, [1])).rows).toEqual([{ id: 1, name: "one", note: "new" }]);
});

test("of many asked at once, in a transaction and out of it, each gets its own answer", async () => {
  const ask = async (n: number): Promise<unknown> => (await query(`SELECT $1::int AS n${n % 7}`, [n])).rows[0];
  const all = Array.from({ length: 60 }, (_, n) => n);
  const wanted = all.map((n) => ({ [`n${n % 7}`]: n }));
  expect(await Promise.all(all.map(ask))).toEqual(wanted);
  expect(await transaction(() => Promise.all(all.map(ask)))).toEqual(wanted);
});
