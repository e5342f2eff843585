/** Finds out before anything slow happens whether the data directory can be written to. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { AppError } from "@/lib/errors";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "Perin may not write there",
  EPERM: "Perin may not write there",
  ENOENT: "no folder can be made there",
  EEXIST: "a file of this name is in the way",
  ENOTDIR: "a part of it is a file",
  EROFS: "its disk can only be read",
  ENOSPC: "its disk is full",
};

/** Part by part: Node's own way of making them all never ends where the system says that a folder which is there isn't (/proc). */
const makeDirectory = (directory: string): void => {
  const parent = dirname(directory);
  if (parent !== directory && !existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // It is there, or another start made it meanwhile. A file in its place can't be entered.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !statSync(directory).isDirectory()) throw error;
  }
};

/** Errors: config/invalid, naming directory, reason and cure. */
export const requireDataDirectory = (directory: string): void => {
  try {
    makeDirectory(resolve(directory));
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("config/invalid", {
      message: `The data directory ${directory} can't be used: ${reasons[code] ?? "it can't be made"} (${code}). Set DATA_DIR to a folder that Perin may write to, or give it this one.`,
      cause,
    });
  }
};
