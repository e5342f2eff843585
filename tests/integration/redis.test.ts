/** The real Redis where TEST_REDIS_URL names one, and one that has gone. */
import { createServer, type Server, type Socket } from "node:net";
import { rereadConfig } from "@/lib/config";
import { checkRateLimit, closeRedis, forgetRateLimits, getCircuitState, redis, setCircuitState } from "@/lib/redis";

const use = (url: string): void => {
  closeRedis();
  forgetRateLimits();
  process.env.REDIS_URL = url;
  rereadConfig();
};
afterEach(() => {
  closeRedis();
  delete process.env.REDIS_URL;
  rereadConfig();
});

const url = process.env.TEST_REDIS_URL;

const onServer = (url: string): void => {
  const id = `test-${process.pid}-${Date.now()}`;
  beforeEach(() => use(url));
  afterAll(async () => {
    use(url);
    await redis.del(`circuit:${id}`);
    closeRedis();
  });

  test("exactly 60 of 200 pass, also when the memory of a second process knows nothing of the first", async () => {
    const first = await Promise.all(Array.from({ length: 100 }, () => checkRateLimit(id, 60, 60_000)));
    forgetRateLimits();
    const second = await Promise.all(Array.from({ length: 100 }, () => checkRateLimit(id, 60, 60_000)));
    expect([...first, ...second].filter(({ allowed }) => allowed)).toHaveLength(60);
    expect(await redis.eval("return redis.call('pttl', KEYS[1])", 1, `limit:60/60:${id}`)).toBeGreaterThan(0);
  });

  test("a circuit's state comes back as it was said", async () => {
    await setCircuitState(id, { state: "open", failures: 5, openedAtMs: 12 });
    expect(await getCircuitState(id)).toEqual({ state: "open", failures: 5, openedAtMs: 12 });
  });
};

if (url !== undefined) describe("on a Redis server", () => onServer(url));

describe("on a Redis that doesn't answer", () => {
  const sockets: Socket[] = [];
  let deaf: Server;
  let port = 0;
  beforeAll(async () => {
    deaf = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    port = (deaf.address() as { port: number }).port;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    deaf.close();
  });

  test.each(["refused", "frozen"])("%s: limits stay closed in memory and add at most 250 ms", async (how) => {
    use(`redis://127.0.0.1:${how === "refused" ? 1 : port}`);
    const startedMs = performance.now();
    const first = await checkRateLimit("gone", 3, 60_000);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    const times: number[] = [];
    for (let call = 0; call < 5; call += 1) {
      const callMs = performance.now();
      await checkRateLimit("gone", 3, 60_000);
      times.push(performance.now() - callMs);
    }
    expect(Math.min(...times)).toBeLessThan(250);
    expect(Math.max(...times)).toBeLessThan(1_000);
    expect(first.allowed).toBe(true);
    expect((await checkRateLimit("gone", 3, 60_000)).allowed).toBe(false);
  });
});
