/**
 * One PGlite: PostgreSQL inside this process. A real server restarts its backend after a PANIC (a full disk while the
 * write-ahead log grows); PGlite goes on in an unknown state and would show rows that are not stored. So after such an
 * error nothing more runs until the files have been opened anew, which recovers them as after a crash.
 */
import { mkdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PGlite, QueryOptions, Results } from "@electric-sql/pglite";
import { AppError } from "@/lib/errors";
import type { DatabaseSource, QueryResult, RowMode } from "./backend";
import { pgCode, translatePgError } from "./pg-error";
import { statementsOf } from "./prepared-statements";
import { parsers, passThrough, toParameter } from "./values";

export interface Engine {
  run(text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult>;
  /** See `Backend.script`. */
  script(text: string, params: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Opens the files anew if the last error left the engine in an unknown state. Errors: db/disk-full. */
  revive(): Promise<void>;
  /** Writes a checkpoint and ends. */
  close(): Promise<void>;
}

type EmbeddedSource = Extract<DatabaseSource, { kind: "embedded" }>;

const load = async (source: EmbeddedSource): Promise<PGlite> => {
  if ("engine" in source) return source.engine();
  const [{ PGlite: Database }, { btree_gist: btreeGist }, { pg_trgm: trigrams }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite/contrib/btree_gist"),
    import("@electric-sql/pglite/contrib/pg_trgm"),
  ]);
  const extensions = { btree_gist: btreeGist, pg_trgm: trigrams };
  if ("memory" in source) return Database.create({ extensions, ...(source.dump ? { loadDataDir: source.dump } : {}) });
  const dataDir = join(source.dataDir, "db");
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o700 });
  return Database.create({ extensions, dataDir });
};

/** PGlite says only that it failed to start; a new write-ahead segment takes 16 MB, so less room than a few of them is why. */
const needsBytes = 64 * 1024 * 1024;
const whyNotOpened = (source: EmbeddedSource, cause: unknown): AppError => {
  if (!("dataDir" in source) || pgCode(cause) !== undefined) return translatePgError(cause);
  const { bavail, bsize } = statfsSync(source.dataDir);
  if (bavail * bsize >= needsBytes)
    return new AppError("db/unavailable", { message: `the embedded database in ${source.dataDir} doesn't open: ${String(cause)}`, cause });
  return new AppError("db/disk-full", {
    message: `No room is left on the disk of ${source.dataDir}. Free at least 64 MB and try again.`,
    cause,
    retryAfterSeconds: 5,
  });
};

const open = async (source: EmbeddedSource): Promise<PGlite> => {
  try {
    const database = await load(source);
    await database.exec("SET TIME ZONE 'UTC'; SET lock_timeout = '2s'");
    return database;
  } catch (cause) {
    throw whyNotOpened(source, cause);
  }
};

const resultOf = (results: readonly Results[]): QueryResult => {
  const last = results.at(-1);
  return { rows: last?.rows ?? [], rowCount: last?.affectedRows === undefined || last.affectedRows === 0 ? (last?.rows.length ?? 0) : last.affectedRows };
};

/** A semicolon with something behind it; one inside a text or a function only costs the other road. */
const mayHoldSeveral = (text: string): boolean => /;\s*\S/.test(text);

/**
 * Text without parameters may hold several statements, as on a server. Only then PGlite's `exec` is used: after a PANIC
 * (a full disk) `exec` never comes back, a single statement does.
 */
const ask = async (database: PGlite, text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult> => {
  if (params.length === 0 && mayHoldSeveral(text)) return resultOf(await database.exec(text, { rowMode, parsers, serializers: passThrough }));
  return (await statementsOf(database)).run(text, params, rowMode);
};

const asDates: QueryOptions = { serializers: passThrough, parsers: { ...parsers, 1114: (text) => new Date(`${text}Z`), 1184: (text) => new Date(text) } };

const askScript = async (database: PGlite, text: string, params: readonly unknown[]): Promise<Record<string, unknown>[]> => {
  const results = params.length === 0 ? await database.exec(text, asDates) : [await database.query(text, params.map(toParameter), asDates)];
  return results.flatMap(({ rows }) => rows as Record<string, unknown>[]);
};

/** No room on the disk, an internal error, or none of PostgreSQL's at all (the WebAssembly itself stopped). */
const leavesUnknownState = (error: unknown): boolean => /^(?:53100|58030|XX...)$/.test(pgCode(error) ?? "XX000");

/** Opening takes half a second of the whole process; on a disk that stays full not every request may try. */
const reviveEveryMs = 2_000;

export const openEngine = async (source: EmbeddedSource): Promise<Engine> => {
  let database = await open(source);
  let broken: AppError | undefined;
  let reviveAtMs = 0;
  const revivable = "dataDir" in source;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (broken) throw broken;
    try {
      return await work();
    } catch (error) {
      const translated = translatePgError(error);
      if (revivable && leavesUnknownState(error)) broken = translated;
      throw translated;
    }
  };
  return {
    run: (text, params, rowMode) => guarded(() => ask(database, text, params, rowMode)),
    script: (text, params) =>
      guarded(() =>
        askScript(database, text, params).catch(async (error: unknown) => {
          await database.query("ROLLBACK").catch(() => undefined);
          throw error;
        }),
      ),
    revive: async () => {
      if (!broken) return;
      if (Date.now() < reviveAtMs) throw broken;
      reviveAtMs = Date.now() + reviveEveryMs;
      await database.close().catch(() => undefined);
      database = await open(source);
      broken = undefined;
    },
    close: async () => {
      if (revivable && !broken) await database.query("CHECKPOINT");
      await database.close().catch((error: unknown) => (broken ? undefined : Promise.reject(translatePgError(error))));
    },
  };
};
