/** The newest lines of error.log. They were redacted when they were written; only fields known to be harmless are shown. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { config, dataPath } from "@/lib/config";
import type { RecentErrors } from "./contracts";

const bytesMax = 128 * 1024;

const LineSchema = z.looseObject({
  timestamp: z.string(),
  message: z.string(),
  requestId: z.string().optional(),
  path: z.string().optional(),
  code: z.string().optional(),
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).optional(),
});

/** At most the last 128 kB, whatever the file's size. */
const tail = (path: string): string => {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, bytesMax));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8");
  } finally {
    closeSync(file);
  }
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    // The first line of a tail is cut in the middle.
    return undefined;
  }
};

/** Newest first. `kept` is false where no log files are written. */
export const recentErrors = (limit = 20): RecentErrors => {
  try {
    const lines = tail(join(/* turbopackIgnore: true */ config().LOG_DIR ?? dataPath("logs"), "error.log")).split("\n");
    const errors = lines.reverse().flatMap((line) => {
      const read = LineSchema.safeParse(parsed(line));
      if (!read.success) return [];
      const { timestamp, message, requestId, path, code, error } = read.data;
      return [
        {
          at: timestamp,
          message,
          code: code ?? error?.code ?? null,
          reason: error?.message?.slice(0, 300) ?? null,
          path: path ?? null,
          requestId: requestId ?? null,
        },
      ];
    });
    return { kept: true, errors: errors.slice(0, limit) };
  } catch {
    return { kept: false, errors: [] };
  }
};
