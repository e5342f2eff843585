/** How a test file gets and gives back a database, without importing the product: setup.ts runs before every test, also those that need none. */
import { readFile } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { DatabaseSource } from "@/lib/db";
import { templateLocation } from "./template-location";

type Lend = () => Promise<PGlite>;

/** What the other realm answers, in objects of this one: `instanceof Error` and `toStrictEqual` hold. */
const here = <T>(answer: T): T => {
  if (Array.isArray(answer)) return answer.map(here) as T;
  return answer !== null && typeof answer === "object" && Object.prototype.toString.call(answer) === "[object Object]"
    ? (Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, here(value)])) as T)
    : answer;
};
const thrownHere = (error: Error): never => {
  throw Object.assign(new Error(error.message), error);
};

/** The worker's database as if it were this file's own: closing it only gives it back. */
const borrowed = async (lend: Lend): Promise<PGlite> => {
  const database = await lend();
  const face: Pick<PGlite, "query" | "exec" | "execProtocol" | "runExclusive" | "close"> = {
    query: (text, params, options) => database.query<never>(text, params, options).then(here, thrownHere),
    exec: (text, options) => database.exec(text, options).then(here, thrownHere),
    // Its answers are read piece by piece here, so that nothing of the other realm goes on.
    execProtocol: (message, options) => database.execProtocol(message, options).catch(thrownHere),
    runExclusive: (work) => database.runExclusive(work),
    close: () => Promise.resolve(),
  };
  return face as PGlite;
};

/** The worker's shared database where the environment lends one (environment.ts), one of its own otherwise. */
export const embeddedTestSource = async (): Promise<DatabaseSource> => {
  const lend = (globalThis as { [key: symbol]: Lend | undefined })[Symbol.for("perin.test.database")];
  return lend === undefined
    ? { kind: "embedded", memory: true, dump: new Blob([await readFile(templateLocation().dump)]) }
    : { kind: "embedded", engine: () => borrowed(lend) };
};

interface OpenState {
  backend?: Promise<{ close(): Promise<void> }> | undefined;
}

export const closeTestDatabase = async (): Promise<void> => {
  const state = (globalThis as { [key: symbol]: OpenState | undefined })[Symbol.for("perin.db")];
  const backend = state?.backend;
  if (!state || !backend) return;
  state.backend = undefined;
  await (await backend).close();
};
