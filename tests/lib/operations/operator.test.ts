import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { config } from "@/lib/config";
import { query } from "@/lib/db";
import { auditTrail, examine, makeBackup, backupPath, recentErrors } from "@/lib/operations/service";
import { ExaminationSchema } from "@/lib/operations/contracts";
import { requireRightKey } from "@/lib/queries/sealed-values";
import { recordAudit } from "@/lib/queries/audit";
import { newOwner } from "../../support/accounts";

jest.setTimeout(30_000);

const logs = (): string => join(config().DATA_DIR, "logs");
const write = (lines: readonly string[]): void => {
  mkdirSync(logs(), { recursive: true });
  writeFileSync(join(logs(), "error.log"), lines.join("\n"));
};
afterEach(() => rmSync(logs(), { recursive: true, force: true }));

test("what is told of the server is what its parts say, in the declared shape", async () => {
  await requireRightKey();
  const facts = await examine();
  expect(ExaminationSchema.safeParse(facts).error).toBeUndefined();
  expect(facts.database).toMatchObject({ kind: "embedded", reachable: true, fault: null, keyOpens: true });
  expect(facts.database.migrations.every(({ appliedAt }) => appliedAt !== null)).toBe(true);
  expect(facts.redis).toEqual({ configured: false, latencyMs: null });
});

test("a migration that was edited, and one that hasn't run, are told", async () => {
  await query("UPDATE migrations SET checksum = 'other' WHERE id = '0001_identity'");
  expect((await examine()).database.fault).toMatch(/0001_identity\.sql was edited/);
  await query("UPDATE migrations SET checksum = NULL WHERE id = '0001_identity'");
  await query("DELETE FROM migrations WHERE id = '0004_people'");
  expect((await examine()).database.migrations.filter(({ appliedAt }) => appliedAt === null)).toEqual([{ filename: "0004_people.sql", appliedAt: null }]);
});

test("the newest backup is named", async () => {
  expect((await examine()).newestBackup).toBeNull();
  const { path } = await makeBackup({ path: backupPath("perin", new Date("2026-11-26T10:00:00Z")) });
  expect((await examine()).newestBackup).toMatchObject({ name: "perin-20261126-100000.jsonl.gz" });
  rmSync(path);
});

test("errors come newest first, only with the fields that are known to be harmless, from at most the last 128 kB", () => {
  const line = (n: number): string =>
    JSON.stringify({
      timestamp: `2026-11-26T10:00:${String(n % 60).padStart(2, "0")}Z`,
      level: "error",
      message: `failure ${n}`,
      requestId: `r${n}`,
      path: "/api/x",
      stack: "somewhere",
      secretField: "no",
      error: { code: "db/busy", message: "busy" },
    });
  write([...Array.from({ length: 3_000 }, (_, n) => line(n)), "not json", ""]);
  const { kept, errors } = recentErrors(3);
  expect(kept).toBe(true);
  expect(errors.map(({ message }) => message)).toEqual(["failure 2999", "failure 2998", "failure 2997"]);
  expect(Object.keys(errors[0] ?? {}).sort()).toEqual(["at", "code", "message", "path", "reason", "requestId"]);
  expect(recentErrors(10_000).errors.length).toBeLessThan(1_000);
});

test("without log files that is said, not invented", () => {
  expect(recentErrors()).toEqual({ kept: false, errors: [] });
});

test("the trail is paged without gaps or repeats, and shows nothing of what was changed", async () => {
  const owner = await newOwner();
  await query("DELETE FROM audit_log");
  for (let n = 0; n < 7; n += 1) {
    await recordAudit(owner, { action: `thing.${n}`, after: { private: "Lunch with Maya" } });
    // Ids are in the order of time, to the millisecond.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const seen: string[] = [];
  for (let before: string | undefined, page = await auditTrail({ limit: 3 }); ; page = await auditTrail({ before, limit: 3 })) {
    seen.push(...page.entries.map(({ action }) => action));
    expect(JSON.stringify(page)).not.toContain("Maya");
    if (page.before === null) break;
    before = page.before;
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `thing.${n}`));
});
