/** R9 and R10: processes that are killed and a provider that is away. Rounds: RELIABILITY_ROUNDS (6; the full test is 100). */
import { until } from "../support/until";
import { book, signUp, type Owner } from "./support/client";
import { hasServer, ownDatabase, type Look } from "./support/database";
import { endAll, run, startServer, type Running } from "./support/processes";
import { startProvider, type Provider } from "./support/provider";

const rounds = Number(process.env.RELIABILITY_ROUNDS ?? 6);
const awayMs = Number(process.env.RELIABILITY_PROVIDER_AWAY_SECONDS ?? 5) * 1_000;

if (hasServer) {
  let look: Look;
  let provider: Provider;
  let server: Running;
  let worker: Running;
  let owner: Owner;
  let next = 0;

  const startWorker = async (mode = "deliver"): Promise<Running> => {
    const started = run("tests/reliability/support/delivering-worker.ts", {
      DATABASE_URL: look.url,
      PROVIDER_URL: `http://127.0.0.1:${provider.port}/`,
      PROVIDER_MODE: mode,
    });
    await until(() => started.said().includes("delivering"), 30_000);
    return started;
  };
  const startWeb = (): Promise<Running> => startServer({ DATABASE_URL: look.url, WORKER: "off" });
  const waiting = async (): Promise<number> =>
    (await look.rows<{ n: number }>("SELECT count(*)::int AS n FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL"))[0]?.n ?? -1;

  beforeAll(async () => {
    look = await ownDatabase("_crash");
    provider = await startProvider();
    server = await startWeb();
    worker = await startWorker();
    owner = await signUp(server.origin);
  }, 180_000);
  afterAll(async () => {
    await endAll();
    await provider.leave();
    await look.close();
  }, 30_000);

  test(
    `R9: server or worker killed at ${rounds} random moments: every acknowledged booking exists, the provider did each event once, the outbox is empty within ten seconds`,
    async () => {
      const acknowledged: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const killAtMs = performance.now() + 100 + Math.random() * 900;
        let booking = true;
        const client = async (): Promise<void> => {
          while (booking) {
            const response = await book(server.origin, owner, (next += 1)).catch(() => null);
            if (response?.ok === true) acknowledged.push(((await response.json().catch(() => null)) as { event: { id: string } } | null)?.event.id ?? "unread");
            else await new Promise((resolve) => setTimeout(resolve, 50));
          }
        };
        const clients = [client(), client(), client()];
        await new Promise((resolve) => setTimeout(resolve, killAtMs - performance.now()));
        const victim = round % 3;
        if (victim !== 1) await server.kill("SIGKILL");
        if (victim !== 0) await worker.kill("SIGKILL");
        booking = false;
        await Promise.all(clients);
        if (victim !== 1) server = await startWeb();
        if (victim !== 0) worker = await startWorker();
      }
      await until(async () => (await waiting()) === 0, 10_000);
      const events = new Set((await look.rows<{ id: string }>("SELECT id FROM events")).map(({ id }) => id));
      const messages = (await look.rows<{ id: string }>("SELECT id FROM outbox")).map(({ id }) => id);
      expect(acknowledged.length).toBeGreaterThan(rounds);
      expect(acknowledged.filter((id) => id !== "unread" && !events.has(id))).toEqual([]);
      expect(messages.length).toBe(events.size);
      expect(provider.done.toSorted()).toEqual(messages.toSorted());
      console.info(
        JSON.stringify({
          id: "R9",
          rounds,
          acknowledged: acknowledged.length,
          events: events.size,
          deliveries: [...provider.asked.values()].reduce((sum, n) => sum + n, 0),
        }),
      );
    },
    60_000 + rounds * 20_000,
  );

  test("R9 twin: who marks first and tells then loses the event that a kill interrupts; ours tells it again under the same id", async () => {
    const killWhileTelling = async (mode: string): Promise<number> => {
      await worker.kill("SIGKILL");
      provider.hangs = true;
      worker = await startWorker(mode);
      const before = new Set(provider.asked.keys());
      expect((await book(server.origin, owner, (next += 1))).ok).toBe(true);
      await until(() => provider.asked.size > before.size, 10_000);
      await worker.kill("SIGKILL");
      provider.hangs = false;
      worker = await startWorker(mode);
      const id = [...provider.asked.keys()].find((each) => !before.has(each)) ?? "";
      await until(() => provider.done.includes(id), 12_000).catch(() => undefined);
      return provider.done.filter((each) => each === id).length;
    };
    expect(await killWhileTelling("mark-first")).toBe(0);
    expect(await killWhileTelling("deliver")).toBe(1);
  }, 120_000);

  test(`R10: fifty bookings while the provider is away for ${awayMs / 1000} s are all taken, and each is done once within thirty seconds of its return; poison is put aside`, async () => {
    await until(async () => (await waiting()) === 0, 20_000);
    const before = new Set(provider.done);
    await provider.leave();
    const backAtMs = performance.now() + awayMs;
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await book(server.origin, owner, (next += 1))).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, backAtMs - performance.now())));
    const messages = (await look.rows<{ id: string }>("SELECT id FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL")).map(({ id }) => id);
    expect(messages).toHaveLength(50);
    const [poison = ""] = messages;
    provider.refuses.add(poison);
    await provider.comeBack();
    await until(async () => provider.done.length >= before.size + 49 && (await waiting()) <= 1, 30_000);
    expect(provider.done.slice(before.size).toSorted()).toEqual(messages.filter((id) => id !== poison).toSorted());
    // What failed while the provider was away counts as tries, so the refusals soon are enough.
    await until(async () => (await look.rows("SELECT 1 FROM outbox WHERE id = $1 AND dead_at IS NOT NULL", [poison])).length === 1, 60_000);
    expect(provider.done).not.toContain(poison);
  }, 180_000);
} else {
  test.skip("R9 and R10 need a PostgreSQL server (TEST_DATABASE_URL)", () => undefined);
}
