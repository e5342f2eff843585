/** `npm run db:migrate [-- --status | --dry-run]`: the plan's MigrationRunner over src/lib/queries/migrations. */
import { closeDatabase, readMigrationFile, readMigrationFiles, type MigrationFile } from "@/lib/db";
import { isAppError } from "@/lib/errors";
import { bringUpToDate, holderOfDatabase } from "@/lib/operations/service";
import { applyMigration, createMigrationsTable, listAppliedMigrations, pendingMigrations, type AppliedMigration } from "@/lib/queries/migrations";
import { prepareSecrets } from "@/lib/secrets";
import { transaction } from "@/lib/queries/transaction";

export class MigrationRunner {
  /** Applies every pending migration; safe when several processes start at once. */
  static async run(): Promise<void> {
    await bringUpToDate((filename) => console.log(`Applying migration: ${filename}`));
  }

  static async ensureMigrationsTable(): Promise<void> {
    await createMigrationsTable();
  }

  static getAppliedMigrations(): Promise<AppliedMigration[]> {
    return listAppliedMigrations();
  }

  static async getPendingMigrations(applied: readonly AppliedMigration[]): Promise<MigrationFile[]> {
    return pendingMigrations(await readMigrationFiles(), applied);
  }

  /** Reads the file and runs it, all or nothing. */
  static async applyMigration({ filename }: Pick<MigrationFile, "id" | "filename">): Promise<void> {
    const migration = await readMigrationFile(filename);
    await transaction(() => applyMigration(migration));
  }

  /** One line per migration: when it ran, or that it is pending. */
  static async status(): Promise<string[]> {
    const applied = await this.getAppliedMigrations();
    const pending = await this.getPendingMigrations(applied);
    return [
      ...applied.map(({ filename, applied_at }) => `${applied_at}  ${filename}`),
      ...pending.map(({ filename }) => `${"pending".padEnd(24)}  ${filename}`),
    ];
  }
}

const main = async (flags: readonly string[]): Promise<void> => {
  if (holderOfDatabase() !== null) {
    console.log("A server is running on this data directory. It applied every migration at its start; /operator lists them.");
  } else if (flags.includes("--status")) {
    for (const line of await MigrationRunner.status()) console.log(line);
  } else if (flags.includes("--dry-run")) {
    const pending = await MigrationRunner.getPendingMigrations(await MigrationRunner.getAppliedMigrations());
    for (const { filename, sql } of pending) console.log(`-- ${filename}\n${sql}`);
    if (pending.length === 0) console.log("Nothing to apply.");
  } else {
    await MigrationRunner.run();
    console.log("The database is up to date.");
  }
};

const runAsScript = async (): Promise<void> => {
  try {
    await prepareSecrets();
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(isAppError(error) ? error.message : error);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
};

// Not when the plan's class is imported by a test.
if (/[\\/]migrate\.(?:ts|js|mjs)$/.test(process.argv[1] ?? "")) void runAsScript();
