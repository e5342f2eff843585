/** From nothing to the newest schema, again, at once, edited, broken; on both databases. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase, query } from "@/lib/db";
import { listAppliedMigrations, migrate } from "@/lib/queries/migrations";
import { MigrationRunner } from "../../scripts/migrate";
import { cloneServerDatabase, databases, dropServerDatabase } from "../support/database";

const root = join(__dirname, "..", "..");

const copyOfMigrations = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "perin-migrations-"));
  cpSync(join(root, "migrations"), folder, { recursive: true });
  return folder;
};

/** Tables, columns, indexes and constraints, told in a way that both versions of PostgreSQL agree on. */
const schema = async (): Promise<string[]> => {
  const columns = await query<{ line: string }>(
    "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
  );
  const indexes = await query<{ line: string }>("SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1");
  const constraints = await query<{ line: string }>(
    "SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'x') ORDER BY 1",
  );
  return [...columns.rows, ...indexes.rows, ...constraints.rows].map(({ line }) => line);
};

const schemas: string[][] = [];

describe.each(databases())("migrations on %s", (kind) => {
  let url: string | undefined;

  beforeAll(async () => {
    await closeDatabase();
    if (kind === "embedded") return openDatabase({ kind, memory: true });
    url = await cloneServerDatabase("_migrations");
    await openDatabase({ kind, url, poolMax: 5 });
    return void (await query("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS jobs CASCADE; CREATE SCHEMA public"));
  }, 30_000);
  afterAll(async () => {
    await closeDatabase();
    if (url !== undefined) await dropServerDatabase(url);
  });

  test("an empty database gets every migration once, each with time and checksum; the second time there is nothing to do", async () => {
    const done = await migrate();
    expect(done.map(({ filename }) => filename)).toContain("0000_extensions.sql");
    const applied = await listAppliedMigrations();
    expect(applied.map(({ id }) => id)).toEqual(done.map(({ id }) => id));
    expect(applied.every(({ checksum, applied_at: appliedAt }) => /^[0-9a-f]{64}$/.test(checksum ?? "") && appliedAt.endsWith("Z"))).toBe(true);
    expect(await migrate()).toEqual([]);
    schemas.push(await schema());
  });

  test("the plan's runner finds nothing left to do and tells what ran", async () => {
    await MigrationRunner.ensureMigrationsTable();
    await MigrationRunner.run();
    expect(await MigrationRunner.getPendingMigrations(await MigrationRunner.getAppliedMigrations())).toEqual([]);
    expect((await MigrationRunner.status()).every((line) => line.startsWith("20"))).toBe(true);
  });

  test("the plan's runner applies the file that it is named, all or nothing", async () => {
    const file = { id: "9998_named", filename: "9998_named.sql" };
    const folder = mkdtempSync(join(tmpdir(), "perin-named-"));
    const cwd = jest.spyOn(process, "cwd").mockReturnValue(folder);
    mkdirSync(join(folder, "migrations"));
    const path = join(folder, "migrations", file.filename);
    try {
      writeFileSync(path, "CREATE TABLE named (id int); SELECT nothing_of_that_name");
      await expect(MigrationRunner.applyMigration(file)).rejects.toThrow();
      await expect(query("SELECT id FROM named")).rejects.toThrow();
      writeFileSync(path, "CREATE TABLE named (id int)");
      await MigrationRunner.applyMigration(file);
    } finally {
      cwd.mockRestore();
      rmSync(folder, { recursive: true });
    }
    expect((await query("SELECT id FROM named")).rows).toEqual([]);
    expect((await query("SELECT filename FROM migrations WHERE id = $1", [file.id])).rows).toEqual([{ filename: file.filename }]);
    await query("DROP TABLE named; DELETE FROM migrations WHERE id = '9998_named'");
  });

  test("a migration that fails leaves nothing of itself behind, and the ones before it stay", async () => {
    const folder = copyOfMigrations();
    writeFileSync(join(folder, "9000_good.sql"), "CREATE TABLE good_one (n int);");
    writeFileSync(join(folder, "9001_bad.sql"), "CREATE TABLE half_done (n int); SELECT * FROM nowhere;");
    await expect(migrate({ folder })).rejects.toMatchObject({ code: "internal/unexpected" });
    const { rows } = await query("SELECT to_regclass('good_one') IS NOT NULL AS good, to_regclass('half_done') IS NOT NULL AS half");
    expect(rows).toEqual([{ good: true, half: false }]);
    expect((await listAppliedMigrations()).map(({ id }) => id)).toContain("9000_good");
    rmSync(folder, { recursive: true });
  });

  test("an applied migration that was edited is refused by name, and nothing else runs", async () => {
    const folder = copyOfMigrations();
    const path = join(folder, "0000_extensions.sql");
    writeFileSync(path, `${readFileSync(path, "utf8")}\n-- changed`);
    writeFileSync(join(folder, "9100_after.sql"), "CREATE TABLE after_edit (n int);");
    await expect(migrate({ folder })).rejects.toMatchObject({ code: "db/migration-edited", message: expect.stringContaining("0000_extensions.sql") as string });
    expect((await query("SELECT to_regclass('after_edit') AS t")).rows).toEqual([{ t: null }]);
    rmSync(folder, { recursive: true });
  });

  test("line ends of another system are no edit", async () => {
    const folder = copyOfMigrations();
    const path = join(folder, "0000_extensions.sql");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
    expect(await migrate({ folder })).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

if (databases().includes("server")) {
  test("both databases end with the same schema", () => expect(schemas[0]).toEqual(schemas[1]));

  test("four processes that start at once apply each migration once, and all succeed", async () => {
    await closeDatabase();
    const url = await cloneServerDatabase("_four");
    await openDatabase({ kind: "server", url, poolMax: 2 });
    await query("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS jobs CASCADE; CREATE SCHEMA public");
    const env = { PATH: process.env.PATH ?? "", DATABASE_URL: url, NODE_ENV: "production", LOG_LEVEL: "silent" } as unknown as NodeJS.ProcessEnv;
    const one = (): Promise<{ code: number | null; said: string }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], { cwd: root, env });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += String(chunk)));
        child.on("exit", (code) => resolve({ code, said }));
      });
    const answers = await Promise.all([one(), one(), one(), one()]);
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const applied = answers.flatMap(({ said }) => said.match(/Applying migration: .+/g) ?? []);
    expect(new Set(applied).size).toBe(applied.length);
    expect(applied).toHaveLength((await listAppliedMigrations()).length);
    await closeDatabase();
    await dropServerDatabase(url);
  }, 60_000);
}
