/** Finds out before anything slow happens whether the data directory can be written to. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { AppError } from "@/lib/errors";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "Perin may not write there",
  EPERM: "Perin may not write there",
  EEXIST: "a file of this name is in the way",
  ENOTDIR: "a part of it is a file",
  EROFS: "its disk can only be read",
  ENOSPC: "its disk is full",
};

/** Errors: config/invalid, naming directory, reason and cure. */
export const requireDataDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("config/invalid", {
      message: `The data directory ${directory} can't be used: ${reasons[code] ?? "it can't be made"} (${code}). Set DATA_DIR to a folder that Perin may write to, or give it this one.`,
      cause,
    });
  }
};
