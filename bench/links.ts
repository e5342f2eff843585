/**
 * Booking by links on the built server, over HTTP: R1 with k = 1,000 (many want one time, one gets it) and how long a booking takes at 20 a
 * second. On an embedded database, or on a throw-away one of the server that TEST_DATABASE_URL names.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { buildOurs, signUp, startBuilt, stop, untilAnswers } from "./built-server";
import { median, quantile, round, timeMs, type Measure } from "./measure";

const port = 3_391;
const origin = `http://127.0.0.1:${port}`;
const rivals = 1_000;
const [owners, bookingsEach, everyMs] = [10, 30, 50];

interface Slot {
  readonly start: string;
  readonly end: string;
}

/** Each visitor from an address of their own: the server trusts the header as it would a proxy's. */
let visitors = 0;

const post = (path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${origin}${path}`, { method: "POST", headers: { "content-type": "application/json", origin, ...headers }, body: JSON.stringify(body) });

interface Visitor {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const visit = async (path: string): Promise<Visitor> => {
  visitors += 1;
  const address = { "x-forwarded-for": `10.${Math.floor(visitors / 65_536)}.${Math.floor(visitors / 256) % 256}.${visitors % 256}` };
  const response = await post(`/api${path}/open`, { zone: "Europe/London", locale: "en-GB" }, address);
  if (!response.ok) throw new Error(`A visit is answered with ${response.status}: ${await response.text()}`);
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { path, headers: { ...address, cookie } };
};

const slotsIn = async ({ path, headers }: Visitor, month: string): Promise<Slot[]> => {
  const response = await post(`/api${path}/slots`, { month, zone: "Europe/London", durationMinutes: 30 }, headers);
  return ((await response.json()) as { slots: Slot[] }).slots;
};

const book = async ({ path, headers }: Visitor, { start }: Slot, at: number): Promise<number> => {
  const body = { start, durationMinutes: 30, name: `Visitor ${at}`, email: `visitor-${at}@example.org`, consent: true };
  const response = await post(`/api${path}/book`, body, headers);
  await response.arrayBuffer();
  return response.status;
};

const newLink = async (number: number): Promise<string> => {
  const cookie = await signUp(origin, `bench-${number}@example.com`);
  const response = await post("/api/links", { name: "Bench", times: { bookingWindowDays: 120, minimumNoticeMinutes: 0 } }, { cookie });
  if (!response.ok) throw new Error(`A link is answered with ${response.status}: ${await response.text()}`);
  return new URL(((await response.json()) as { address: string }).address).pathname;
};

const months = (): string[] => [1, 2, 3].map((ahead) => Temporal.Now.plainDateISO("UTC").add({ months: ahead }).toPlainYearMonth().toString());

/** So many at a time: the visits aren't what is measured. */
const inRounds = async <Result>(count: number, width: number, work: (at: number) => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  for (let from = 0; from < count; from += width)
    results.push(...(await Promise.all(Array.from({ length: Math.min(width, count - from) }, (_, each) => work(from + each)))));
  return results;
};

const benchRivals = async (database: string): Promise<Measure> => {
  const path = await newLink(0);
  const many = await inRounds(rivals, 20, () => visit(path));
  const [first] = many;
  if (first === undefined) throw new Error("nobody came");
  const [slot] = await slotsIn(first, months()[0] ?? "");
  if (slot === undefined) throw new Error("nothing is on offer");
  let statuses: number[] = [];
  const ms = await timeMs(async () => {
    statuses = await Promise.all(many.map((visitor, at) => book(visitor, slot, at)));
  });
  const count = (matches: (status: number) => boolean): number => statuses.filter(matches).length;
  const [booked, refused, failed] = [count((status) => status < 300), count((status) => status === 409), count((status) => status >= 500)];
  return {
    id: "links-r1",
    n: rivals,
    figures: { database, booked, refused, failed, seconds: round(ms / 1_000) },
    ratio: null,
    pass: booked === 1 && refused === rivals - 1 && failed === 0 && ms < 15_000,
  };
};

/** One every 50 ms, whether the one before is answered or not, as people do. */
const benchRate = async (database: string): Promise<Measure> => {
  const paths = await inRounds(owners, 2, (at) => newLink(at + 1));
  const orders = await inRounds(owners, 2, async (at) => {
    const visitor = await visit(paths[at] ?? "");
    const slots: Slot[] = [];
    for (const month of months()) if (slots.length < bookingsEach) slots.push(...(await slotsIn(visitor, month)));
    const takers = await inRounds(bookingsEach, 10, () => visit(paths[at] ?? ""));
    return takers.map((taker, each) => ({ taker, slot: slots[each] }));
  });
  const turns = Array.from({ length: bookingsEach }, (_, each) => orders.map((order) => order[each])).flat();
  const times: number[] = [];
  const statuses: number[] = [];
  const underway: Promise<void>[] = [];
  for (const [at, turn] of turns.entries()) {
    const slot = turn?.slot;
    if (turn === undefined || slot === undefined) continue;
    underway.push(
      timeMs(async () => {
        statuses.push(await book(turn.taker, slot, at));
      }).then((ms) => void times.push(ms)),
    );
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  await Promise.all(underway);
  const booked = statuses.filter((status) => status === 200).length;
  const p99 = quantile(times, 0.99);
  return {
    id: "links-booking-20-a-second",
    n: times.length,
    figures: { database, booked, p50Ms: round(median(times)), p99Ms: round(p99), worstMs: round(Math.max(...times)) },
    ratio: null,
    pass: booked === times.length && p99 <= 100,
  };
};

/** A database that is there for this run only; null on an embedded one. */
const throwAway = async (): Promise<{ readonly url: string; readonly drop: () => Promise<void> } | null> => {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) return null;
  const name = `perin_bench_links_${process.pid}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: new URL("/postgres", server).href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE "${name}"`);
  return { url: new URL(`/${name}`, server).href, drop: () => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
};

export const benchLinks = async (): Promise<Measure[]> => {
  buildOurs();
  const dataDir = mkdtempSync(join(tmpdir(), "perin-bench-links-"));
  const database = await throwAway();
  const settings = { TRUST_PROXY: "1", RATE_LIMIT_SCALE: "10000", ...(database === null ? {} : { DATABASE_URL: database.url }) };
  const { child } = await untilAnswers(() => startBuilt(port, dataDir, settings), `${origin}/api/health/ready`);
  try {
    const kind = database === null ? "embedded" : "server";
    return [await benchRivals(kind), await benchRate(kind)];
  } finally {
    await stop(child);
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
