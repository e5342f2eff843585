/** The two verbs everything else is made of: a query, and a transaction that queries inside it join by themselves. */
import { isAppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { inSpan } from "@/lib/telemetry";
import type { Backend, DatabaseSource, QueryResult, RowMode } from "./backend";
import { closeBackend, openBackend, openSource, runningTransactions, type Running } from "./state";

const slowMs = 1_000;

type Run = (text: string, params: readonly unknown[], rowMode: RowMode) => Promise<QueryResult>;

/** The running transaction's connection, or the database itself, opened if need be. */
const target = async (): Promise<Run> => {
  const running = runningTransactions().getStore();
  if (running && !running.over) return running.session.query.bind(running.session);
  const backend = await openBackend();
  return backend.query.bind(backend);
};

/** A statement without its values, in a word: what a span may say of it. */
const firstWord = (text: string): string => /^\s*(\w{1,20})/.exec(text)?.[1]?.toUpperCase() ?? "QUERY";

/** Every statement passes here: measured once, and logged when it was slow or failed for the database's reasons. */
export const execute: Run = async (text, params, rowMode) => {
  const run = await target();
  const verb = firstWord(text);
  return inSpan(verb, { kind: "client", attributes: { "db.system.name": "postgresql", "db.operation.name": verb } }, () =>
    measured(run, text, params, rowMode),
  );
};

const measured = async (run: Run, ...[text, params, rowMode]: Parameters<Run>): Promise<QueryResult> => {
  const startedMs = performance.now();
  let outcome = "ok";
  try {
    return await run(text, params, rowMode);
  } catch (error) {
    outcome = isAppError(error) ? error.code : "failed";
    if (isAppError(error) && error.kind === "unavailable")
      logger.warn("query failed", { code: error.code, cause: error.message, statement: text.slice(0, 120) });
    throw error;
  } finally {
    const tookMs = performance.now() - startedMs;
    MetricsCollector.record({ name: "db_query_ms", value: tookMs, tags: { outcome } });
    if (tookMs > slowMs) logger.warn("slow query", { tookMs: Math.round(tookMs), statement: text.slice(0, 120) });
  }
};

/**
 * Runs one statement, or several when there are no parameters (the last one answers), on the running transaction's
 * connection if there is one. timestamptz arrives as "2026-11-23T09:00:00.000Z", date as text, int8 and numeric as
 * numbers, JSON parsed. Errors: db/unavailable, db/busy, db/conflict (23P01), db/disk-full; `isPgError` tells the rest apart.
 */
export const query = async <Row = Record<string, unknown>>(text: string, params: readonly unknown[] = []): Promise<QueryResult<Row>> =>
  (await execute(text, params, "object")) as unknown as QueryResult<Row>;

const transactionOn = async <T>(backend: Backend, work: () => Promise<T>): Promise<T> => {
  const onCommit: Running["onCommit"] = [];
  const result = await backend.atomically(async (session) => {
    const running: Running = { session, onCommit, over: false };
    try {
      return await runningTransactions().run(running, work);
    } finally {
      running.over = true;
    }
  });
  for (const hook of onCommit) await hook();
  return result;
};

/**
 * All or nothing. A transaction inside a transaction joins it (no savepoint): it commits or fails with the outer one.
 * Nothing slow belongs inside: the embedded database has one connection, and a model or a network call would hold it.
 */
export const runInTransaction = async <T>(work: () => Promise<T>): Promise<T> => {
  const outer = runningTransactions().getStore();
  if (outer && !outer.over) return work();
  return transactionOn(await openBackend(), work);
};

/** The same on another database, opened for this one transaction: whatever queries inside `work`, queries there. */
export const runElsewhere = async <T>(source: DatabaseSource, work: () => Promise<T>): Promise<T> => {
  const backend = await openSource(source);
  try {
    return await transactionOn(backend, work);
  } finally {
    await backend.close();
  }
};

/** Runs after the running transaction has committed, or right away if there is none; never when it failed. */
export const onCommit = async (hook: () => Promise<void> | void): Promise<void> => {
  const running = runningTransactions().getStore();
  if (running && !running.over) running.onCommit.push(hook);
  else await hook();
};

/** True inside `runInTransaction`: whoever is, must not wait for somebody who may be waiting for this connection. */
export const inTransaction = (): boolean => {
  const running = runningTransactions().getStore();
  return running !== undefined && !running.over;
};

/** Opens the configured database, or the given one. Errors: db/directory-held, db/unavailable, db/disk-full. */
export const openDatabase = async (source?: DatabaseSource): Promise<void> => {
  await openBackend(source);
};

/** Ends every connection; the embedded database writes a checkpoint first. */
export const closeDatabase = (): Promise<void> => closeBackend();

/** True when the database answers now. */
export const databaseReady = async (): Promise<boolean> => {
  try {
    await query("SELECT 1");
    return true;
  } catch {
    return false;
  }
};
