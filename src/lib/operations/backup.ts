/** Copies of everything: made, put back, carried to a server. Whoever calls this may read the data directory or is the server itself. */
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { dataPath, version } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { recordAudit } from "@/lib/queries/audit";
import { databaseInUse, onDatabase } from "@/lib/queries/database";
import { dumpTables, holdsAccounts, loadTables, type DumpCounts } from "@/lib/queries/dump";
import { migrate } from "@/lib/queries/migrations";
import { adoptSecrets, generatedSecrets } from "@/lib/secrets";
import { createBackupFile, openBackupFile } from "./backup-file";
import type { BackupReport } from "./contracts";

/** What a machine does, nobody's word behind it. */
const nobody = { userId: "system", via: "command-line", scopes: [] } as const;

const stamp = (now: Date): string => now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");

/** Where a backup goes that nobody named a place for. */
export const backupPath = (reason = "perin", now = new Date()): string => dataPath("backups", `${reason}-${stamp(now)}.jsonl.gz`);

export interface BackupOptions {
  readonly path: string;
  /** Without the generated secrets; they are then to be kept elsewhere. */
  readonly withoutSecrets?: boolean;
}

/** Errors: those of the database; a file that can't be written. A backup that failed leaves no file. */
export const makeBackup = async ({ path: given, withoutSecrets = false }: BackupOptions): Promise<BackupReport> => {
  const path = resolve(given);
  const secrets = withoutSecrets ? undefined : generatedSecrets();
  const file = createBackupFile(path);
  try {
    const counts = await dumpTables(
      (migrations) =>
        file.write(
          JSON.stringify({
            format: "perin-backup",
            formatVersion: 1,
            perin: version(),
            createdAt: new Date().toISOString(),
            database: databaseInUse(),
            migrations,
            ...(secrets === undefined ? {} : { secrets }),
          }),
        ),
      file.write,
    );
    return { path, ...counts, bytes: await file.finish(counts.rows), holdsSecrets: secrets !== undefined };
  } catch (error) {
    file.abandon();
    throw error;
  }
};

const load = async (
  path: string,
): Promise<DumpCounts & { readonly createdAt: string; readonly secrets: { authSecret: string; encryptionKey: string } | undefined }> => {
  const backup = await openBackupFile(resolve(path));
  try {
    const counts = await loadTables(backup.header.migrations, backup.lines, (rows) => {
      if (rows !== backup.promised()) throw new AppError("operations/backup-damaged", { message: `${rows} rows came, ${backup.promised()} were promised` });
    });
    return { ...counts, createdAt: backup.header.createdAt, secrets: backup.header.secrets };
  } finally {
    backup.close();
  }
};

export interface RestoreReport extends DumpCounts {
  readonly createdAt: string;
  /** Migrations of this release that the backup didn't have yet. */
  readonly migrated: readonly string[];
  /** Copy of what was there before; null when there was nothing. */
  readonly before: string | null;
  readonly secrets: "none" | "kept" | "restored";
}

/**
 * Puts a backup in the place of everything that is there, then brings it up to this release. What was there is backed up
 * first. Errors: operations/not-empty without `replace`, operations/backup-missing, -damaged, -newer, operations/not-ours.
 */
export const restoreBackup = async (path: string, { replace }: { readonly replace: boolean }): Promise<RestoreReport> => {
  const occupied = await holdsAccounts();
  if (occupied && !replace) throw new AppError("operations/not-empty");
  const before = occupied ? (await makeBackup({ path: backupPath("before-restore") })).path : null;
  const { secrets, ...counts } = await load(path);
  const adopted = secrets === undefined ? "none" : adoptSecrets(secrets);
  const migrated = (await migrate()).map(({ id }) => id);
  await recordAudit(nobody, { action: "server.restore", after: { rows: counts.rows, backupOf: counts.createdAt } });
  return { ...counts, migrated, before, secrets: adopted };
};

/** Loads a backup into a PostgreSQL server. Errors: operations/not-empty without `replace`, db/unavailable, operations/not-ours. */
export const loadIntoServer = async (path: string, url: string, { replace }: { readonly replace: boolean }): Promise<DumpCounts> =>
  onDatabase({ kind: "server", url, poolMax: 1 }, async () => {
    if (!replace && (await holdsAccounts())) throw new AppError("operations/not-empty");
    const { tables, rows } = await load(path);
    return { tables, rows };
  });

/** The backups in the data directory, newest first. */
export const backupsMade = (): { readonly name: string; readonly at: string; readonly bytes: number }[] => {
  const folder = dataPath("backups");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl.gz"))
    .map((name) => {
      const { mtime, size } = statSync(resolve(folder, name));
      return { name, at: mtime.toISOString(), bytes: size };
    })
    .sort((a, b) => b.at.localeCompare(a.at));
};

const keepBefore = 5;

/** Copies made before an update, the newest five. */
const tidy = (): void => {
  const folder = dataPath("backups");
  const old = readdirSync(folder)
    .filter((name) => name.startsWith("before-update-"))
    .sort()
    .slice(0, -keepBefore);
  for (const name of old) rmSync(resolve(folder, name), { force: true });
};

/**
 * Brings the schema up to this release. An embedded database that holds something is backed up first: nobody else does it.
 * Errors: db/migration-edited; when the copy can't be made, nothing is migrated.
 */
export const bringUpToDate = async (beforeEach: (filename: string) => void = () => undefined): Promise<readonly string[]> => {
  const done = await migrate({
    beforeAll: async (applied) => {
      if (databaseInUse() !== "embedded" || applied === 0) return;
      const { path } = await makeBackup({ path: backupPath("before-update") });
      logger.info("backed up before the update", { path });
      tidy();
    },
    beforeEach: ({ filename }) => beforeEach(filename),
  });
  return done.map(({ id }) => id);
};
