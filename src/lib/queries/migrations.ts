/**
 * Brings the schema up to date. Each migration is one transaction on one connection that first takes an advisory lock and
 * then looks again at what has run, so any number of processes may start at once.
 */
import { query, readMigrationFiles, type MigrationFile } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { transaction } from "./transaction";

export interface AppliedMigration {
  readonly id: string;
  readonly filename: string;
  readonly applied_at: string;
  readonly checksum: string | null;
}

/** Any number will do as long as nobody else in this database uses it. */
const lockId = 7_263_517_811;

export const createMigrationsTable = async (): Promise<void> => {
  await query(`
    CREATE TABLE IF NOT EXISTS migrations (
      id TEXT PRIMARY KEY,
      filename TEXT NOT NULL,
      applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      checksum TEXT
    )`);
};

/** What has run, oldest first; empty when nothing ever has. */
export const listAppliedMigrations = async (): Promise<AppliedMigration[]> => {
  const { rows } = await query<{ present: boolean }>("SELECT to_regclass('migrations') IS NOT NULL AS present");
  if (rows[0]?.present !== true) return [];
  return (await query<AppliedMigration>("SELECT id, filename, applied_at, checksum FROM migrations ORDER BY id")).rows;
};

/** Files that haven't run. Errors: db/migration-edited when one that has run reads differently now. */
export const pendingMigrations = (files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] => {
  const checksums = new Map(applied.map(({ id, checksum }) => [id, checksum]));
  const edited = files.find(({ id, checksum }) => (checksums.get(id) ?? checksum) !== checksum);
  if (edited)
    throw new AppError("db/migration-edited", {
      message: `${edited.filename} was edited after it had been applied. Restore it and add a new migration instead.`,
    });
  return files.filter(({ id }) => !checksums.has(id));
};

/** Runs one migration in the running transaction and writes down that it ran. */
export const applyMigration = async ({ id, filename, checksum, sql }: MigrationFile): Promise<void> => {
  await query(sql);
  await query("INSERT INTO migrations (id, filename, checksum) VALUES ($1, $2, $3)", [id, filename, checksum]);
};

const applyNext = (files: readonly MigrationFile[], beforeEach: (migration: MigrationFile) => void): Promise<MigrationFile | undefined> =>
  transaction(async () => {
    await query("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0");
    await query("SELECT pg_advisory_xact_lock($1)", [lockId]);
    await createMigrationsTable();
    const [next] = pendingMigrations(files, await listAppliedMigrations());
    if (!next) return undefined;
    beforeEach(next);
    await applyMigration(next);
    return next;
  });

export interface MigrateOptions {
  readonly folder?: string;
  /** Only when something is pending: how many have run before. When it rejects, nothing is applied. */
  readonly beforeAll?: (applied: number) => Promise<void>;
  readonly beforeEach?: (migration: MigrationFile) => void;
}

/** Applies what is pending and returns it. Errors: db/migration-edited; a migration that fails leaves no trace. */
export const migrate = async (options: MigrateOptions = {}): Promise<MigrationFile[]> => {
  const files = await readMigrationFiles(options.folder);
  const done: MigrationFile[] = [];
  const applied = await listAppliedMigrations();
  if (pendingMigrations(files, applied).length === 0) return done;
  await options.beforeAll?.(applied.length);
  for (;;) {
    const migration = await applyNext(files, options.beforeEach ?? (() => undefined));
    if (!migration) return done;
    done.push(migration);
  }
};

/** Every migration there is, and when it ran here. Errors: db/migration-edited. */
export const migrationStates = async (): Promise<{ readonly filename: string; readonly appliedAt: string | null }[]> => {
  const [files, applied] = await Promise.all([readMigrationFiles(), listAppliedMigrations()]);
  pendingMigrations(files, applied);
  const ran = new Map(applied.map(({ id, applied_at: appliedAt }) => [id, appliedAt]));
  return files.map(({ id, filename }) => ({ filename, appliedAt: ran.get(id) ?? null }));
};
