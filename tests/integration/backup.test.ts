/** R46: what was backed up comes back, on either database; a bad backup changes nothing. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { rereadConfig } from "@/lib/config";
import { closeDatabase, openDatabase, query, type DatabaseKind } from "@/lib/db";
import { bringUpToDate, loadIntoServer, makeBackup, restoreBackup } from "@/lib/operations/service";
import { createUserIntegration, findIntegrationTokens } from "@/lib/queries/integrations";
import { listAppliedMigrations, migrate } from "@/lib/queries/migrations";
import { newOwner } from "../support/accounts";
import { cloneServerDatabase, databases, dropServerDatabase } from "../support/database";
import { embeddedTestSource } from "../support/test-source";

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), "perin-backup-"));
const at = (name: string): string => join(folder, name);
const servers: string[] = [];

const open = async (kind: DatabaseKind, suffix: string): Promise<void> => {
  await closeDatabase();
  if (kind === "embedded") return openDatabase(await embeddedTestSource());
  const url = await cloneServerDatabase(suffix);
  servers.push(url);
  return openDatabase({ kind, url, poolMax: 4 });
};
afterAll(async () => {
  await closeDatabase();
  for (const url of servers) await dropServerDatabase(url);
  rmSync(folder, { recursive: true });
});

/** Everything that stands in a backup but when it was made: two databases with the same content tell the same. */
const contents = async (): Promise<string[]> => {
  const path = at(`contents-${Math.random()}.jsonl.gz`);
  await makeBackup({ path, withoutSecrets: true });
  const [, ...lines] = gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");
  return lines.filter((line) => !line.includes("server.restore") && !line.startsWith('{"end"')).sort();
};

/** Values that copies tend to lose: both kinds of null, fractions of a second, ranges, arrays, quotes, a child before its parent. */
const fill = async (): Promise<string> => {
  const { userId } = await newOwner();
  await createUserIntegration(userId, "gmail", "access-of-gmail", "refresh-of-gmail", new Date(), ["a,b", 'c"d', "e\\f"], {
    deep: { nul: null, text: "ä\n\t" },
  });
  await query("INSERT INTO calendars (id, user_id, name, color) VALUES ('00000000-0000-7000-8000-000000000001', $1, 'Own', '#fff')", [userId]);
  const event = `INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone, series_id, original_starts_at, exdates) VALUES ($1, $2, '00000000-0000-7000-8000-000000000001', $3, '2026-11-23 09:00:00.123456+00', '2026-11-23T10:00:00Z', 'Europe/Berlin', $4, $5, $6)`;
  const [parent, child] = ["00000000-0000-7000-8000-0000000000ff", "00000000-0000-7000-8000-000000000002"];
  await query(event, [parent, userId, "Weekly “stand-up” \\ 'x'", null, null, ["2026-11-30"]]);
  await query(event, [child, userId, "Moved", parent, "2026-11-23T09:00:00Z", []]);
  await query("INSERT INTO busy_slots (event_id, person_id, span) VALUES ($1, $2, tstzrange('2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'))", [
    parent,
    userId,
  ]);
  await query("INSERT INTO conversations (id, user_id, title) VALUES ('00000000-0000-7000-8000-000000000003', $1, 'Talk')", [userId]);
  for (const id of ["a", "b", "c"])
    await query(
      "INSERT INTO messages (conversation_id, id, user_id, role, parts, metadata) VALUES ('00000000-0000-7000-8000-000000000003', $1, $2, 'user', 'null'::jsonb, '{}')",
      [id, userId],
    );
  return userId;
};

const pairs = databases().flatMap((from) => databases().map((to) => [from, to] as const));

test.each(pairs)(
  "what was backed up on %s comes back whole on %s, and the next message gets the next number",
  async (from, to) => {
    await open(from, "_from");
    const userId = await fill();
    const before = await contents();
    const report = await makeBackup({ path: at(`${from}-${to}.jsonl.gz`) });
    expect(statSync(report.path).mode & 0o077).toBe(0);
    await open(to, "_to");
    await newOwner();
    await expect(restoreBackup(report.path, { replace: false })).rejects.toMatchObject({ code: "operations/not-empty" });
    const restored = await restoreBackup(report.path, { replace: true });
    expect(restored).toMatchObject({ rows: report.rows, tables: report.tables, migrated: [] });
    expect(statSync(restored.before ?? "").size).toBeGreaterThan(100);
    expect(await contents()).toEqual(before);
    expect(await findIntegrationTokens(userId, "gmail")).toEqual({ accessToken: "access-of-gmail", refreshToken: "refresh-of-gmail" });
    const { rows } = await query<{ later: boolean }>(
      `INSERT INTO messages (conversation_id, id, user_id, role, parts) VALUES ('00000000-0000-7000-8000-000000000003', 'd', $1, 'user', '[]')
     RETURNING position > (SELECT max(position) FROM messages) AS later`,
      [userId],
    );
    expect(rows).toEqual([{ later: true }]);
  },
  60_000,
);

test("references are checked again once everything is there", async () => {
  await open("embedded", "");
  await fill();
  const { path } = await makeBackup({ path: at("references.jsonl.gz") });
  await restoreBackup(path, { replace: true });
  await expect(query("UPDATE events SET calendar_id = '00000000-0000-7000-8000-00000000dead'")).rejects.toMatchObject({ cause: { code: "23503" } });
});

test.each(["cut short", "row missing", "not gzip", "other program's"])("a backup that is %s changes nothing", async (kind) => {
  await open("embedded", "");
  await fill();
  const good = await makeBackup({ path: at("good.jsonl.gz") });
  const bytes = readFileSync(good.path);
  const lines = gunzipSync(bytes).toString("utf8").split("\n");
  const bad = {
    "cut short": bytes.subarray(0, bytes.length - 40),
    "row missing": gzipSync(lines.filter((line) => !line.includes("Moved")).join("\n")),
    "not gzip": Buffer.from("hello"),
    "other program's": gzipSync('{"format":"other"}\n'),
  }[kind];
  writeFileSync(at("bad.jsonl.gz"), bad ?? "");
  const before = await contents();
  await expect(restoreBackup(at("bad.jsonl.gz"), { replace: true })).rejects.toMatchObject({ code: "operations/backup-damaged" });
  expect(await contents()).toEqual(before);
});

test("a backup of an older release is brought up to date; one of a newer release is refused and nothing changes", async () => {
  const old = at("old-migrations");
  cpSync(join(process.cwd(), "migrations"), old, { recursive: true });
  const names = readdirSync(old).sort();
  for (const name of names.slice(2)) rmSync(join(old, name));
  await closeDatabase();
  await openDatabase({ kind: "embedded", memory: true });
  await migrate({ folder: old });
  await query(`INSERT INTO "user" (id, name, email) VALUES ('o', 'Old', 'old@example.com')`);
  const { path } = await makeBackup({ path: at("old.jsonl.gz"), withoutSecrets: true });
  await open("embedded", "");
  const { migrated } = await restoreBackup(path, { replace: true });
  expect(migrated).toHaveLength(names.length - 2);
  expect((await query('SELECT email FROM "user"')).rows).toEqual([{ email: "old@example.com" }]);
  expect(await listAppliedMigrations()).toHaveLength(names.length);

  const [header = "", ...rest] = gunzipSync(readFileSync(path)).toString("utf8").split("\n");
  const newer = JSON.parse(header) as { migrations: unknown[] };
  newer.migrations.push({ id: "9999_future", filename: "9999_future.sql", applied_at: "2030-01-01T00:00:00Z", checksum: null });
  writeFileSync(at("newer.jsonl.gz"), gzipSync([JSON.stringify(newer), ...rest].join("\n")));
  await expect(restoreBackup(at("newer.jsonl.gz"), { replace: true })).rejects.toMatchObject({
    code: "operations/backup-newer",
    publicMessage: expect.stringContaining("9999_future") as string,
  });
  expect((await query('SELECT email FROM "user"')).rows).toEqual([{ email: "old@example.com" }]);
});

test("an embedded database is backed up before an update, a new one isn't, and if the copy fails nothing is updated", async () => {
  const directory = at("updated");
  process.env.DATA_DIR = directory;
  rereadConfig();
  await closeDatabase();
  await openDatabase({ kind: "embedded", memory: true });
  const backups = (): string[] => readdirSync(join(directory, "backups")).filter((name) => name.startsWith("before-update-"));
  await bringUpToDate();
  expect(() => backups()).toThrow();
  const applied = (await listAppliedMigrations()).length;
  // The first of these can't run twice, which shows that the copy came first.
  const { rowCount: forgotten } = await query("DELETE FROM migrations WHERE id >= '0067'");
  await expect(bringUpToDate()).rejects.toMatchObject({ code: "internal/unexpected" });
  expect(backups()).toHaveLength(1);
  rmSync(join(directory, "backups"), { recursive: true });
  writeFileSync(join(directory, "backups"), "in the way");
  await expect(bringUpToDate()).rejects.toMatchObject({ code: expect.stringMatching(/EEXIST|ENOTDIR/) as string });
  expect(await listAppliedMigrations()).toHaveLength(applied - forgotten);
});

if (databases().includes("server")) {
  test("a database of another program is left alone", async () => {
    await open("embedded", "");
    const { path } = await makeBackup({ path: at("ours.jsonl.gz") });
    const url = await cloneServerDatabase("_other");
    servers.push(url);
    await closeDatabase();
    await openDatabase({ kind: "server", url, poolMax: 2 });
    await query("DROP TABLE migrations");
    await expect(loadIntoServer(path, url, { replace: true })).rejects.toMatchObject({ code: "operations/not-ours" });
    expect((await query(`SELECT count(*) AS n FROM "user"`)).rows).toEqual([{ n: 2 }]);
  });

  test("an embedded database moves to an empty server while it goes on answering itself", async () => {
    await open("embedded", "");
    const userId = await fill();
    const { path, rows } = await makeBackup({ path: at("moves.jsonl.gz"), withoutSecrets: true });
    const url = await cloneServerDatabase("_moves");
    servers.push(url);
    await expect(loadIntoServer(path, url, { replace: false })).rejects.toMatchObject({ code: "operations/not-empty" });
    expect(await loadIntoServer(path, url, { replace: true })).toMatchObject({ rows });
    expect((await query("SELECT user_id FROM calendars")).rows).toEqual([{ user_id: userId }]);
    await closeDatabase();
    await openDatabase({ kind: "server", url, poolMax: 2 });
    expect(await findIntegrationTokens(userId, "gmail")).toMatchObject({ accessToken: "access-of-gmail" });
  });
}
