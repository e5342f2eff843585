/** What every request asks is read once while nothing changes, and never answered from before a change. */
import fc from "fast-check";
import { query, readUntilWritten } from "@/lib/db";
import { transaction } from "@/lib/queries/transaction";
import { databases, useTestDatabase } from "../support/database";

describe.each(databases())("reading until something is written, on %s", (kind) => {
  useTestDatabase(kind);

  let reads = 0;
  const valueOf = readUntilWritten(`things-${kind}`, async (id) => {
    reads += 1;
    return (await query<{ value: number }>("SELECT value FROM things WHERE id = $1", [id])).rows[0]?.value ?? null;
  });
  beforeAll(() => query("CREATE TABLE things (id text PRIMARY KEY, value int NOT NULL)"));
  beforeEach(async () => {
    await query("DELETE FROM things");
    reads = 0;
  });

  test("once while nothing changes on the embedded database, each time on a server, where others write too", async () => {
    await query("INSERT INTO things VALUES ('a', 1)");
    for (let n = 0; n < 5; n += 1) {
      expect(await valueOf("a")).toBe(1);
      expect(await valueOf("b")).toBeNull();
      await query("SELECT count(*) FROM things");
    }
    expect(reads).toBe(kind === "embedded" ? 2 : 10);
  });

  test("after any order of writes, of transactions that hold or fail, and of readers at the same time, the answer is the database's", async () => {
    const step = fc.record({ how: fc.constantFrom("alone", "kept", "failed", "with", "second"), value: fc.nat(9), asked: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await query("INSERT INTO things VALUES ('a', 0) ON CONFLICT (id) DO UPDATE SET value = 0");
        let now = 0;
        for (const { how, value, asked } of steps) {
          if (asked) await valueOf("a");
          const write = (): Promise<unknown> => query("UPDATE things SET value = $1 WHERE id = 'a'", [value]);
          if (how === "alone") await Promise.all([write(), valueOf("a")]);
          else if (how === "with")
            await query("WITH changed AS (UPDATE things SET value = $1 WHERE id = 'a' RETURNING 1) SELECT count(*) FROM changed", [value]);
          else if (how === "second") await query(`SELECT 1; UPDATE things SET value = ${value} WHERE id = 'a'`);
          else {
            const changing = transaction(async () => {
              await write();
              expect(await valueOf("a")).toBe(value);
              if (how === "failed") throw new Error("taken back");
            });
            await Promise.allSettled([changing, valueOf("a")]);
          }
          if (how !== "failed") now = value;
          expect(await valueOf("a")).toBe(now);
        }
      }),
      { numRuns: 60 },
    );
  });
});
