/**
 * Two PGlites on one directory lose acknowledged rows in silence, so the directory is held by an exclusive SQLite
 * transaction: the operating system frees it even after kill -9, which a file with a process id in it doesn't.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "@/lib/errors";

export interface DirectoryLock {
  release(): void;
}

const held = (error: unknown): boolean => typeof error === "object" && error !== null && (error as { errcode?: number }).errcode === 5;

/** Holds `directory` for this process until release or exit. Errors: db/directory-held at once, db/disk-full. */
export const lockDirectory = (directory: string): DirectoryLock => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if (!held(error)) throw error;
    throw new AppError("db/directory-held", {
      message: `Another Perin is running on ${directory}. Stop it first, or set DATA_DIR to another folder.`,
      cause: error,
    });
  }
  return { release: () => file.close() };
};
