/** R19, R20, R22: a database that goes away, a server that is told to stop, a start that is told nonsense. */
import pg from "pg";
import { startModelServer } from "../support/model-server";
import { until } from "../support/until";
import { book, get, post, signUp, type Owner } from "./support/client";
import { hasServer, ownDatabase } from "./support/database";
import { endAll, run, startServer, type Running } from "./support/processes";
import { createPostgres, postgresInstalled, type OwnPostgres } from "./support/postgres";

const awayMs = Number(process.env.RELIABILITY_DATABASE_AWAY_SECONDS ?? 6) * 1_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

afterAll(endAll, 30_000);

if (postgresInstalled) {
  describe("a PostgreSQL that goes away", () => {
    let postgres: OwnPostgres;
    let server: Running;
    let owner: Owner;
    beforeAll(async () => {
      postgres = await createPostgres();
      server = await startServer({ DATABASE_URL: postgres.url });
      owner = await signUp(server.origin);
    }, 180_000);
    afterAll(async () => {
      await server.kill("SIGKILL");
      postgres.remove();
    }, 30_000);

    /** How often each kind of line was written in each second of the log. */
    const linesBySecond = (): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const line of server
        .said()
        .split("\n")
        .filter((text) => text.startsWith("{"))) {
        const { timestamp, level, message } = JSON.parse(line) as { timestamp: string; level: string; message: string };
        const kind = `${timestamp.slice(0, 19)} ${level} ${message}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      return counts;
    };

    test(`R19/R20: away for ${awayMs / 1000} s under load: 503 with Retry-After and nothing else, alive but not ready, back within three seconds, no storm in the log`, async () => {
      const answers: { status: number; retryAfter: string | null; type: string | null }[] = [];
      let asking = true;
      const client = async (): Promise<void> => {
        while (asking) {
          const response = await get(server.origin, owner, "/api/settings/profile");
          answers.push({ status: response.status, retryAfter: response.headers.get("retry-after"), type: response.headers.get("content-type") });
          await response.arrayBuffer();
          await pause(10);
        }
      };
      const clients = [client(), client(), client(), client(), client()];
      await pause(1_000);
      postgres.stop();
      await pause(500);
      const [live, ready] = await Promise.all([fetch(`${server.origin}/api/health/live`), fetch(`${server.origin}/api/health/ready`)]);
      expect([live.status, ready.status]).toEqual([200, 503]);
      await pause(awayMs - 500);
      postgres.start();
      const backMs = performance.now();
      await until(async () => (await get(server.origin, owner, "/api/settings/profile")).status === 200, 3_000);
      await until(async () => (await fetch(`${server.origin}/api/health/ready`)).status === 200, 3_000);
      const tookMs = performance.now() - backMs;
      await pause(1_000);
      asking = false;
      await Promise.all(clients);
      expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 503]);
      for (const { status, retryAfter, type } of answers)
        if (status === 503) expect([Number(retryAfter) > 0, type?.includes("application/problem+json")]).toEqual([true, true]);
      expect(answers.at(-1)?.status).toBe(200);
      expect(server.child.exitCode).toBeNull();
      const lines = [...linesBySecond()];
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter(([, count]) => count > 10)).toEqual([]);
      console.info(
        JSON.stringify({
          id: "R20",
          awayMs,
          answers: answers.length,
          refused: answers.filter(({ status }) => status === 503).length,
          backAfterMs: Math.round(tookMs),
        }),
      );
    }, 120_000);

    test("R19: background work that was cut off goes on: a booking after the restart still leaves the outbox empty", async () => {
      postgres.stop();
      postgres.start();
      await until(async () => (await book(server.origin, owner, 1)).ok, 5_000);
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await until(async () => ((await client.query("SELECT 1 FROM outbox WHERE delivered_at IS NULL")).rowCount ?? 1) === 0, 10_000);
      await client.end();
    }, 60_000);
  });
}

if (hasServer) {
  test.each([
    ["npm start", "scripts/start.mjs"],
    ["the image", "tests/reliability/support/as-in-the-image.ts"],
  ])(
    "R22, %s: told to stop with fifty bookings, five answers and an open page in flight, all are answered whole, and it ends with 0 within ten seconds",
    async (how, script) => {
      const look = await ownDatabase("_stop");
      const model = await startModelServer();
      model.enqueue(...Array.from({ length: 5 }, () => ({ text: "word ".repeat(40), piece: 5, pauseMs: 50 })));
      const server = await startServer({ DATABASE_URL: look.url, DATABASE_POOL_MAX: "60", OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: "scripted" }, script);
      const owner = await signUp(server.origin);
      // Whoever writes an event waits for this, so that fifty are in flight when the signal comes.
      const holder = new pg.Client({ connectionString: look.url });
      await holder.connect();
      await holder.query("BEGIN; LOCK TABLE events IN EXCLUSIVE MODE");
      const streams = Array.from({ length: 5 }, async () => {
        const response = await post(server.origin, owner, "/api/ai/chat", { messages: [{ role: "user", parts: [{ type: "text", text: "Tell me a story" }] }] });
        return response.text();
      });
      await until(() => model.requests.length === 5, 10_000);
      const listening = (await get(server.origin, owner, "/api/notifications/stream")).text();
      const bookings = Array.from({ length: 50 }, (_, n) => book(server.origin, owner, n));
      await until(
        async () =>
          (await look.rows<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))[0]
            ?.n !== 0,
        5_000,
      );
      await pause(300);
      const startedMs = performance.now();
      server.child.kill("SIGTERM");
      await pause(300);
      await holder.query("COMMIT");
      const answered = await Promise.all(bookings);
      expect(answered.filter(({ ok }) => !ok).map(({ status }) => status)).toEqual([]);
      for (const text of await Promise.all(streams)) expect(text.trimEnd()).toMatch(/\[DONE\]$/);
      expect(await listening).toContain("data: {");
      expect(await server.gone).toBe(0);
      const tookMs = performance.now() - startedMs;
      expect(tookMs).toBeLessThan(10_000);
      console.info(JSON.stringify({ id: "R22", how, bookings: answered.length, streams: streams.length + 1, endedAfterMs: Math.round(tookMs) }));
      expect((await look.rows<{ n: number }>("SELECT count(*)::int AS n FROM events"))[0]?.n).toBe(50);
      await holder.end();
      await model.close();
      await look.close();
    },
    180_000,
  );
}

test.each([
  ["PORT", "eighty"],
  ["DATABASE_URL", "mysql://somewhere/else"],
  ["WORKER", "sometimes"],
])(
  "R22: a server with %s=%s doesn't start, and says within three seconds which variable is wrong",
  async (name, value) => {
    // What any process here needs to begin at all isn't the server's doing.
    const bareMs = performance.now();
    await run("scripts/start/node-version.ts", {}).gone;
    const startedMs = performance.now();
    const server = run("scripts/start.mjs", { [name]: value });
    expect(await server.gone).toBe(1);
    expect(performance.now() - startedMs).toBeLessThan(startedMs - bareMs + 3_000);
    expect(server.said()).toContain(`${name} isn't right`);
    expect(server.said()).not.toContain(value);
  },
  60_000,
);
