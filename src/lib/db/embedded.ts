/** PGlite as the database of this process: one connection, so everybody takes turns, and a directory nobody else may open. */
import { processWide } from "@/lib/config";
import type { Backend, DatabaseSource, Session } from "./backend";
import { lockDirectory, type DirectoryLock } from "./directory-lock";
import { openEngine, type Engine } from "./embedded-engine";
import { translatePgError } from "./pg-error";
import { createTurns } from "./turns";

const waitMaxMs = 10_000;

/** Opens the embedded database and holds its directory. Errors: db/directory-held, db/disk-full. */
export const openEmbedded = async (source: Extract<DatabaseSource, { kind: "embedded" }>): Promise<Backend> => {
  const lock: DirectoryLock | undefined = "dataDir" in source ? lockDirectory(source.dataDir) : undefined;
  try {
    return backendOn(await openEngine(source), lock);
  } catch (error) {
    lock?.release();
    throw translatePgError(error);
  }
};

const commit = async <T>(engine: Engine, session: Session, work: (session: Session) => Promise<T>): Promise<T> => {
  await engine.run("BEGIN", [], "object");
  try {
    const result = await work(session);
    await engine.run("COMMIT", [], "object");
    return result;
  } catch (error) {
    // An engine that broke can't roll back; it forgets the transaction when it is opened anew.
    await engine.run("ROLLBACK", [], "object").catch(() => undefined);
    throw error;
  }
};

/** Of all that this process has opened, so that no two states of any of them have the same number. */
const counted = processWide("db.writes", () => ({ writes: 0 }));

/** One SELECT and nothing else; whatever else begins otherwise counts as a change. */
const onlyReads = (text: string): boolean => /^\s*select\b(?![^]*;\s*\S)/i.test(text);

const backendOn = (engine: Engine, lock: DirectoryLock | undefined): Backend => {
  const turns = createTurns(waitMaxMs);
  const count = counted.get();
  count.writes += 1;
  const session: Session = {
    query: (text, params, rowMode) => {
      if (!onlyReads(text)) count.writes += 1;
      return engine.run(text, params, rowMode);
    },
  };
  const take = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    turns.take(name, async () => {
      await engine.revive();
      return work();
    });
  return {
    kind: "embedded",
    query: (text, params, rowMode) => take(text.slice(0, 80), () => session.query(text, params, rowMode)),
    atomically: (work) => take("a transaction", () => commit(engine, session, work)),
    script: (text, params) => {
      count.writes += 1;
      return take("a job's statement", () => engine.script(text, params));
    },
    writes: () => count.writes,
    close: () =>
      turns.take("closing", async () => {
        await engine.close();
        lock?.release();
      }),
  };
};
