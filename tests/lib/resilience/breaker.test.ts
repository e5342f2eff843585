import { Breaker } from "@/lib/resilience/breaker";

const always = (): boolean => true;
const fail = (): Promise<never> => Promise.reject(new TypeError("down"));

const opened = async (clock: { ms: number }): Promise<Breaker> => {
  const breaker = new Breaker({ failuresMax: 2, resetMs: 1_000, now: () => clock.ms });
  for (let call = 0; call < 2; call += 1) await breaker.run("x", fail, always).catch(() => undefined);
  return breaker;
};

test("after its rest exactly one of a hundred callers is let through, and its success closes the circuit", async () => {
  const clock = { ms: 0 };
  const breaker = await opened(clock);
  clock.ms = 1_000;
  expect(breaker.status().state).toBe("half-open");
  let calls = 0;
  const slow = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(`ok${(calls += 1)}`), 5));
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => breaker.run("x", slow, always)));
  expect(calls).toBe(1);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(breaker.status()).toMatchObject({ state: "closed", failures: 0 });
});

test("a probe that fails opens the circuit for another full rest", async () => {
  const clock = { ms: 0 };
  const breaker = await opened(clock);
  clock.ms = 1_000;
  await breaker.run("x", fail, always).catch(() => undefined);
  expect(breaker.status()).toMatchObject({ state: "open", retryAfterMs: 1_000 });
});

test("a success in between starts the count anew", async () => {
  const breaker = new Breaker({ failuresMax: 2, resetMs: 1_000 });
  await breaker.run("x", fail, always).catch(() => undefined);
  await breaker.run("x", () => "ok", always);
  await breaker.run("x", fail, always).catch(() => undefined);
  expect(breaker.status().state).toBe("closed");
});
