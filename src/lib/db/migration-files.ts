/** The migrations as they stand on disk, in the order they run. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface MigrationFile {
  /** "0002_integrations": the file's name without its ending. */
  readonly id: string;
  readonly filename: string;
  /** SHA-256 over the text with LF line ends, so that a checkout on Windows isn't an edit. */
  readonly checksum: string;
  readonly sql: string;
}

const migrationName = /^\d{4}_[a-z0-9_-]+\.sql$/;

/** `migrations/` of the working directory. */
const ownFolder = (): string => join(/* turbopackIgnore: true */ process.cwd(), "migrations");

/** The file of that name, as it stands now. */
export const readMigrationFile = async (filename: string, folder: string = ownFolder()): Promise<MigrationFile> => {
  const sql = (await readFile(join(folder, filename), "utf8")).replaceAll("\r\n", "\n");
  return { id: filename.slice(0, -".sql".length), filename, sql, checksum: createHash("sha256").update(sql).digest("hex") };
};

/** Files named NNNN_name.sql under `folder`. */
export const readMigrationFiles = async (folder: string = ownFolder()): Promise<MigrationFile[]> => {
  const names = (await readdir(folder)).filter((name) => migrationName.test(name)).sort();
  return Promise.all(names.map((name) => readMigrationFile(name, folder)));
};
