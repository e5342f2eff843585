/** A PostgreSQL server through a pool that fails fast: a request never waits longer than a person would. */
import type { Pool, PoolClient, QueryConfig } from "pg";
import { isAppError } from "@/lib/errors";
import type { Backend, DatabaseSource, QueryResult, RowMode, Session } from "./backend";
import { translateServerError, unavailable } from "./pg-error";
import { parsers, toParameter } from "./values";

const connectMaxMs = 3_000;
const statementMaxMs = 30_000;

const types = { getTypeParser: (oid: number) => parsers[oid] ?? ((text: string) => text) };

const run = async (client: PoolClient, text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult> => {
  const base = params.length === 0 ? { text, types } : { text, types, values: params.map(toParameter) };
  const answer: unknown = await client.query((rowMode === "array" ? { ...base, rowMode } : base) as QueryConfig);
  // Several statements answer with a list; the last one counts.
  const last = (Array.isArray(answer) ? answer.at(-1) : answer) as { rows: Record<string, unknown>[]; rowCount: number | null };
  return { rows: last.rows, rowCount: last.rowCount ?? last.rows.length };
};

/** pg refuses overlapping queries on one client, so a transaction's statements queue here. */
const sessionOn = (client: PoolClient): Session => {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    query: (text, params, rowMode) => {
      const next = tail.then(() => run(client, text, params, rowMode).catch((error: unknown) => Promise.reject(translateServerError(error))));
      tail = next.catch(() => undefined);
      return next;
    },
  };
};

const connect = async (pool: Pool): Promise<PoolClient> => {
  try {
    return await pool.connect();
  } catch (error) {
    throw unavailable(error);
  }
};

const commit = async <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> => {
  await session.query("BEGIN", [], "object");
  const result = await work(session);
  await session.query("COMMIT", [], "object");
  return result;
};

export const openServer = async (source: Extract<DatabaseSource, { kind: "server" }>, onIdleError: (error: unknown) => void): Promise<Backend> => {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: source.url,
    max: source.poolMax,
    connectionTimeoutMillis: connectMaxMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "perin",
    onConnect: (client) => {
      // A connection that breaks while it is in use says so here as well; unheard it would end the process.
      client.on("error", onIdleError);
      // Compiling a plan costs tens of milliseconds; the index reads here take one, however many rows their estimate fears.
      return client.query(`SET TIME ZONE 'UTC'; SET jit = off; SET statement_timeout = ${statementMaxMs}; SET lock_timeout = '2s'`) as unknown as undefined;
    },
  });
  pool.on("error", onIdleError);

  return {
    kind: "server",
    query: async (text, params, rowMode) => {
      const client = await connect(pool);
      let broken = false;
      try {
        return await sessionOn(client).query(text, params, rowMode);
      } catch (error) {
        broken = isAppError(error) && error.code === "db/unavailable";
        throw error;
      } finally {
        client.release(broken);
      }
    },
    atomically: async (work) => {
      const client = await connect(pool);
      const session = sessionOn(client);
      let broken = false;
      try {
        return await commit(session, work);
      } catch (error) {
        broken = await session.query("ROLLBACK", [], "object").then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
};
