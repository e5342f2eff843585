/** Without Redis: the product's default. tests/integration/redis.test.ts has the server. */
import { checkRateLimit, getCircuitState, redis, setCircuitState } from "@/lib/redis";
import { createRest } from "@/lib/redis/rest";

test("without REDIS_URL every command is refused at once and nothing is dialled", async () => {
  await expect(redis.ping()).rejects.toMatchObject({ code: "redis/unavailable" });
  const startedMs = performance.now();
  await expect(redis.get("x")).rejects.toMatchObject({ code: "redis/unavailable" });
  expect(performance.now() - startedMs).toBeLessThan(200);
});

test("what was never opened is closed without being opened", async () => {
  expect(await redis.quit()).toBe("OK");
  redis.disconnect();
  await expect(redis.ttl("x")).rejects.toMatchObject({ code: "redis/unavailable" });
});

test("of 200 calls at once exactly 60 pass a limit of 60", async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, () => checkRateLimit("burst", 60, 60_000)));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(60);
  expect(answers.at(-1)).toMatchObject({ limit: 60, count: 200 });
});

test("the window starts at the first call, and resetTime is its end, not a moving one", async () => {
  const first = await checkRateLimit("window", 5, 10_000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await checkRateLimit("window", 5, 10_000);
  expect(Math.abs(second.resetTime - first.resetTime)).toBeLessThan(150);
  expect(first.resetTime - Date.now()).toBeLessThanOrEqual(10_000);
});

test("the gates open again when the window has ended", async () => {
  await checkRateLimit("again", 1, 1_000);
  expect((await checkRateLimit("again", 1, 1_000)).allowed).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect((await checkRateLimit("again", 1, 1_000)).allowed).toBe(true);
});

test("one key's calls don't count for another", async () => {
  await checkRateLimit("a", 1, 60_000);
  expect((await checkRateLimit("b", 1, 60_000)).allowed).toBe(true);
});

test("a circuit's state is remembered in this process", async () => {
  await setCircuitState("openai-chat", { state: "open", failures: 5, openedAtMs: 1 });
  expect(await getCircuitState("openai-chat")).toEqual({ state: "open", failures: 5, openedAtMs: 1 });
  expect(await getCircuitState("unknown")).toBeNull();
});

test("after a failure Redis rests for a second, and an answer wakes it", () => {
  const clock = { ms: 5 };
  const rest = createRest(() => clock.ms);
  expect(rest.resting()).toBe(false);
  rest.failed();
  expect(rest.resting()).toBe(true);
  clock.ms += 1_000;
  expect(rest.resting()).toBe(false);
  rest.failed();
  rest.answered();
  expect(rest.resting()).toBe(false);
});
