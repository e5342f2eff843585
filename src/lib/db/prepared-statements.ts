/**
 * Statements of the embedded database, each parsed and planned the first time it is asked and afterwards only bound and run, in one message
 * (PostgreSQL manual, 55.2.3 extended query). PGlite's own `query` parses anew and crosses into the WebAssembly for every step: five times as slow.
 */
import type { messages, PGlite, protocol } from "@electric-sql/pglite";
import type { QueryResult, RowMode } from "./backend";
import { pgCode } from "./pg-error";
import { parsers, toParameter } from "./values";

type Protocol = typeof protocol;
type Field = messages.RowDescriptionMessage["fields"][number];
type Answer = Awaited<ReturnType<PGlite["execProtocol"]>>["messages"][number];

interface Prepared {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** What an embedded database keeps per statement is some kilobytes; texts are made by code, so there are a few hundred. */
const keptMax = 500;

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const asIs = (text: string): unknown => text;

const rowsOf = (answers: readonly Answer[], fields: readonly Field[], rowMode: RowMode): Record<string, unknown>[] => {
  const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parsers[dataTypeID] ?? asIs }));
  return answers
    .filter((answer): answer is messages.DataRowMessage => answer.name === "dataRow")
    .map(({ fields: values }) => {
      const parsed = columns.map(({ name, parse }, i) => [name, values[i] == null ? null : parse(values[i])] as const);
      // Rows as arrays are asked for by those who know their columns by place (drizzle).
      return rowMode === "array" ? (parsed.map(([, value]) => value) as unknown as Record<string, unknown>) : Object.fromEntries(parsed);
    });
};

/** "INSERT 0 5", "UPDATE 2", "SELECT 3"; what has no number changed nothing. */
const countOf = (answers: readonly Answer[]): number => {
  const complete = answers.find((answer): answer is messages.CommandCompleteMessage => answer.name === "commandComplete");
  return Number(/\d+$/.exec(complete?.text ?? "")?.[0] ?? 0);
};

const fieldsOf = (answers: readonly Answer[]): readonly Field[] =>
  answers.find((answer): answer is messages.RowDescriptionMessage => answer.name === "rowDescription")?.fields ?? [];

export interface PreparedStatements {
  /** Runs one statement. Errors: the database's own. */
  run(text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult>;
}

const createStatements = (database: PGlite, { serialize }: Protocol): PreparedStatements => {
  /** By text, the longest unused first. */
  const kept = new Map<string, Prepared>();
  let made = 0;

  /** Makes room: the one that nobody has asked for the longest is given back with the next message. */
  const evicted = (): Uint8Array[] => {
    const [oldest] = kept.size >= keptMax ? kept : [];
    if (oldest === undefined) return [];
    kept.delete(oldest[0]);
    return [serialize.close({ type: "S", name: oldest[1].name })];
  };

  const send = async (parts: readonly Uint8Array[]): Promise<readonly Answer[]> => (await database.execProtocol(joined([...parts, serialize.sync()]))).messages;

  const prepare = async (text: string): Promise<Prepared> => {
    const name = `s${(made += 1)}`;
    const answers = await send([...evicted(), serialize.parse({ name, text }), serialize.describe({ type: "S", name })]);
    return { name, fields: fieldsOf(answers) };
  };

  const run: PreparedStatements["run"] = async (text, params, rowMode) => {
    const statement = kept.get(text) ?? (await prepare(text));
    // Said again, so that it is the last to go.
    kept.delete(text);
    kept.set(text, statement);
    try {
      const answers = await send([serialize.bind({ statement: statement.name, values: params.map(toParameter) }), serialize.execute({})]);
      return { rows: rowsOf(answers, statement.fields, rowMode), rowCount: countOf(answers) };
    } catch (error) {
      // A migration gave it other columns: it is prepared anew when it is asked next.
      if (pgCode(error) === "0A000") kept.delete(text);
      throw error;
    }
  };

  // PGlite queues its own queries, but not bare messages: of two at once each would read the other's answer.
  return { run: (text, params, rowMode) => database.runExclusive(() => run(text, params, rowMode)) };
};

/** One list per database, however often it is opened. */
const all = new WeakMap<PGlite, Promise<PreparedStatements>>();

export const statementsOf = (database: PGlite): Promise<PreparedStatements> => {
  const found = all.get(database) ?? import("@electric-sql/pglite").then(({ protocol: wire }) => createStatements(database, wire));
  all.set(database, found);
  return found;
};
