/** A backup is one gzipped file of lines: what it is, every table with its rows, and a last line that says how many there should be. */
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/errors";

const SecretsSchema = z.object({ authSecret: z.string(), encryptionKey: z.string() });

const HeaderSchema = z.object({
  format: z.literal("perin-backup"),
  formatVersion: z.literal(1),
  perin: z.string(),
  createdAt: z.string(),
  database: z.enum(["embedded", "server"]),
  migrations: z.array(z.object({ id: z.string(), filename: z.string(), applied_at: z.string(), checksum: z.string().nullable() })),
  /** The generated secrets, without which stored tokens couldn't be opened. */
  secrets: SecretsSchema.optional(),
});
export type BackupHeader = z.infer<typeof HeaderSchema>;

const EndSchema = z.object({ end: z.literal(true), rows: z.number().int() });

export interface BackupWriter {
  readonly write: (line: string) => Promise<void>;
  /** Ends the file and puts it in its place; answers its size. */
  readonly finish: (rows: number) => Promise<number>;
  /** Leaves nothing behind. */
  readonly abandon: () => void;
}

/** Written beside its place under another name, for this user's eyes only, so that a half backup is never taken for a whole one. */
export const createBackupFile = (path: string): BackupWriter => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.partial`;
  const file = createWriteStream(draft, { mode: 0o600, flags: "wx" });
  const gzip = createGzip({ level: 6 });
  gzip.pipe(file);
  // A stream that broke rejects whoever waits for it next, instead of ending the process.
  let failure: Error | undefined;
  file.on("error", (error) => {
    failure = error;
    gzip.destroy(error);
  });
  gzip.on("error", () => undefined);
  const write = async (line: string): Promise<void> => {
    if (failure) throw failure;
    if (!gzip.write(`${line}\n`)) await once(gzip, "drain");
  };
  return {
    write,
    finish: async (rows) => {
      await write(JSON.stringify({ end: true, rows }));
      gzip.end();
      await finished(file);
      renameSync(draft, path);
      return statSync(path).size;
    },
    abandon: () => {
      gzip.destroy();
      file.destroy();
      rmSync(draft, { force: true });
    },
  };
};

const damaged = (path: string, cause?: unknown): AppError =>
  new AppError("operations/backup-damaged", { publicMessage: `${path} is damaged or no backup of Perin's. Nothing was changed.`, cause });

export interface BackupReader {
  readonly header: BackupHeader;
  /** Tables and rows, once. Errors: operations/backup-damaged. */
  readonly lines: AsyncIterable<string>;
  /** How many rows the last line promises; known once all lines were read. */
  readonly promised: () => number;
  readonly close: () => void;
}

/** Errors: operations/backup-missing, operations/backup-damaged. */
export const openBackupFile = async (path: string): Promise<BackupReader> => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new AppError("operations/backup-missing", { publicMessage: `There is no file ${path}.` });
  const source = createReadStream(path);
  const gunzip = createGunzip();
  let failure: unknown;
  source.on("error", (error) => gunzip.destroy(error));
  gunzip.on("error", (error) => {
    failure = error;
  });
  const close = (): void => {
    source.destroy();
    gunzip.destroy();
  };
  const iterator = createInterface({ input: source.pipe(gunzip), crlfDelay: Infinity })[Symbol.asyncIterator]();
  const next = async (): Promise<string | undefined> => {
    const { value, done } = await iterator.next().catch((error: unknown) => Promise.reject(damaged(path, error)));
    if (failure !== undefined) throw damaged(path, failure);
    return done === true ? undefined : value;
  };
  let promised: number | undefined;
  async function* lines(): AsyncGenerator<string> {
    for (let line = await next(); line !== undefined; line = await next()) {
      const end = line.startsWith('{"end"') ? EndSchema.safeParse(JSON.parse(line)) : undefined;
      if (end?.success === true) promised = end.data.rows;
      else yield line;
    }
  }
  try {
    const header = HeaderSchema.parse(JSON.parse((await next()) ?? ""));
    return {
      header,
      lines: lines(),
      promised: () => {
        if (promised === undefined) throw damaged(path);
        return promised;
      },
      close,
    };
  } catch (cause) {
    close();
    throw damaged(path, cause);
  }
};
