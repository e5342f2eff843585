/**
 * P7: bookings a second on server Postgres, beside the very same statements sent by `pg` alone. One run of bookings is recorded on a database
 * of its own, statement by statement, and played back on a second one with as many connections; ours books on a third.
 */
import { randomUUID } from "node:crypto";
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { median, round, timeMs, type Measure } from "./measure";

process.env.LOG_LEVEL ??= "silent";

const owners = 200;
const bookingsEachRound = 1_000;
const connections = 8;
const rounds = 5;
const originMs = Date.parse("2027-01-04T08:00:00Z");

/** One statement as it went over the wire. */
interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const givenServer = (): string => process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";

const onServer = async (statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: new URL("/postgres", givenServer()).href });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
};

/** As many at a time as there are connections. */
const inLanes = async <T>(items: readonly T[], work: (item: T, lane: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, lane) => {
      for (let i = next++; i < items.length; i = next++) await work(items[i] as T, lane);
    }),
  );
};

const noted = new AsyncLocalStorage<Statement[]>();

/** Lets every statement through and writes down those of a booking. */
const recordStatements = (): (() => void) => {
  const original = Reflect.get(pg.Client.prototype, "query") as (...all: unknown[]) => unknown;
  const noting = function (this: unknown, ...all: unknown[]): unknown {
    const [first] = all as [string | { text: string; values?: unknown[] }];
    if (typeof first === "object") noted.getStore()?.push({ text: first.text, values: first.values ?? [] });
    return original.apply(this, all);
  };
  Reflect.set(pg.Client.prototype, "query", noting);
  return () => void Reflect.set(pg.Client.prototype, "query", original);
};

const prepare = async (name: string): Promise<{ address: (suffix: string) => string; ids: string[] }> => {
  const { closeDatabase, openDatabase, query } = await import("../src/lib/db");
  const { bringUpToDate } = await import("../src/lib/operations/service");
  const address = (suffix: string): string => new URL(`/${name}${suffix}`, givenServer()).href;
  await onServer([`CREATE DATABASE "${name}"`]);
  await openDatabase({ kind: "server", url: address(""), poolMax: 2 });
  await bringUpToDate(() => undefined);
  const ids = Array.from({ length: owners }, () => randomUUID());
  await query('INSERT INTO "user" (id, name, email) SELECT id, $2, id || $3 FROM unnest($1::text[]) id', [ids, "Ada Owner", "@example.com"]);
  await query("INSERT INTO profiles (user_id, zone, seeded) SELECT id, $2, true FROM unnest($1::text[]) id", [ids, "Europe/Berlin"]);
  const { ownerActor } = await import("../src/lib/identity/service");
  const { listCalendars } = await import("../src/lib/scheduling/service");
  for (const id of ids) await listCalendars(ownerActor(id, "session"));
  await closeDatabase();
  await onServer(["_ours", "_noted", "_alone"].map((suffix) => `CREATE DATABASE "${name}${suffix}" TEMPLATE "${name}"`));
  return { address, ids };
};

export const benchBooking = async (): Promise<Measure[]> => {
  const id = "P7 booking commits, beside the same SQL alone";
  try {
    await onServer([]);
  } catch {
    return [{ id, n: 0, figures: { skipped: "no PostgreSQL answers" }, ratio: null, pass: null }];
  }
  const name = `perin_bench_${process.pid}`;
  const { closeDatabase, openDatabase } = await import("../src/lib/db");
  const { ownerActor } = await import("../src/lib/identity/service");
  const { bookTime } = await import("../src/lib/scheduling/service");
  const { address, ids } = await prepare(name);
  const slotOf = (n: number) => ({
    actor: ownerActor(ids[n % owners] ?? "", "session"),
    input: {
      title: "Intro",
      start: new Date(originMs + Math.floor(n / owners) * 3_600_000).toISOString(),
      end: new Date(originMs + Math.floor(n / owners) * 3_600_000 + 1_800_000).toISOString(),
    },
  });
  const numbers = (turn: number): number[] => Array.from({ length: bookingsEachRound }, (_, n) => turn * bookingsEachRound + n);
  const book = (n: number): Promise<unknown> => bookTime(slotOf(n).actor, slotOf(n).input, { idempotencyKey: `bench-${n}` });
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: address("_alone") }));
  try {
    await openDatabase({ kind: "server", url: address("_noted"), poolMax: connections });
    const stop = recordStatements();
    const recorded: Statement[][] = [];
    for (let turn = 0; turn <= rounds; turn += 1)
      await inLanes(numbers(turn), (n) => {
        const statements: Statement[] = [];
        recorded[n] = statements;
        return noted.run(statements, () => book(n));
      });
    stop();
    await closeDatabase();

    await openDatabase({ kind: "server", url: address("_ours"), poolMax: connections });
    for (const client of clients) await client.connect();
    const alone = (turn: number): Promise<void> =>
      inLanes(numbers(turn), async (n, lane) => {
        for (const { text, values } of recorded[n] ?? []) await clients[lane]?.query(text, values);
      });
    const ours = (turn: number): Promise<void> => inLanes(numbers(turn), book);
    await ours(0);
    await alone(0);
    const times = { ours: [] as number[], alone: [] as number[] };
    for (let turn = 1; turn <= rounds; turn += 1) {
      times.ours.push(await timeMs(() => ours(turn)));
      times.alone.push(await timeMs(() => alone(turn)));
    }
    const perSecond = (ms: readonly number[]): number => (bookingsEachRound / median(ms)) * 1_000;
    const [mine, peer] = [perSecond(times.ours), perSecond(times.alone)];
    return [
      {
        id,
        n: bookingsEachRound * rounds,
        figures: {
          oursPerSecond: round(mine, 0),
          alonePerSecond: round(peer, 0),
          statements: recorded[bookingsEachRound]?.length ?? 0,
          connections,
        },
        ratio: round(mine / peer, 2),
        pass: mine / peer >= 0.6,
      },
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    await closeDatabase();
    await onServer(["", "_ours", "_noted", "_alone"].map((suffix) => `DROP DATABASE IF EXISTS "${name}${suffix}" WITH (FORCE)`));
  }
};
