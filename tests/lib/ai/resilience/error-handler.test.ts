/** What the plan's sample leaves open: when the circuit opens, what is never retried, how long anything lasts. */
import { categorizeError, clearAllCircuitState, getCircuitStatus, isCircuitOpen, withRetry } from "@/lib/ai/resilience/error-handler";

const fast = { delayMs: 1, delayMaxMs: 2 };
const status = (statusCode: number, more: object = {}): Error => Object.assign(new Error("x"), { statusCode, ...more });
const failing = (error: Error) => jest.fn(() => Promise.reject(error));

beforeEach(clearAllCircuitState);

test("maxRetries counts the tries after the first; two unless told", async () => {
  const told = failing(status(500));
  await expect(withRetry(told, "told", { ...fast, maxRetries: 1 })).rejects.toMatchObject({ statusCode: 500 });
  expect(told).toHaveBeenCalledTimes(2);
  const untold = failing(status(500));
  await expect(withRetry(untold, "untold", fast)).rejects.toThrow();
  expect(untold).toHaveBeenCalledTimes(3);
});

test.each([400, 401, 403, 404, 422])("a %s is not tried again and doesn't open the circuit", async (code) => {
  const operation = failing(status(code));
  for (let call = 0; call < 6; call += 1) await expect(withRetry(operation, "own-fault", fast)).rejects.toMatchObject({ statusCode: code });
  expect(operation).toHaveBeenCalledTimes(6);
  expect(isCircuitOpen("own-fault")).toBe(false);
});

test("after five failures the circuit is open: no call is made, and the answer says when to come back", async () => {
  const operation = failing(status(503));
  await expect(withRetry(operation, "down", { ...fast, maxRetries: 9 })).rejects.toMatchObject({ statusCode: 503 });
  expect(operation).toHaveBeenCalledTimes(5);
  expect(isCircuitOpen("down")).toBe(true);
  await expect(withRetry(operation, "down", fast)).rejects.toMatchObject({ code: "resilience/circuit-open", retryAfterSeconds: 30 });
  expect(operation).toHaveBeenCalledTimes(5);
  expect(getCircuitStatus("down")).toMatchObject({ state: "open", failures: 5 });
  expect(isCircuitOpen("another")).toBe(false);
});

test("a write that may have happened is not sent twice; one that was refused at the door is", async () => {
  const lost = failing(Object.assign(new Error("x"), { code: "ECONNRESET" }));
  await expect(withRetry(lost, "write-lost", { ...fast, idempotent: false })).rejects.toThrow();
  expect(lost).toHaveBeenCalledTimes(1);
  const refused = failing(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
  await expect(withRetry(refused, "write-refused", { ...fast, idempotent: false })).rejects.toThrow();
  expect(refused).toHaveBeenCalledTimes(3);
});

test("all tries together end at the deadline, and the call is told to stop", async () => {
  let stopped = false;
  const hanging = (signal: AbortSignal): Promise<never> => new Promise(() => signal.addEventListener("abort", () => (stopped = true)));
  await expect(withRetry(hanging, "hang", { deadlineMs: 30 })).rejects.toMatchObject({ code: "resilience/deadline" });
  expect(stopped).toBe(true);
});

test("a service that hangs opens its circuit like one that refuses", async () => {
  for (let call = 0; call < 5; call += 1) await withRetry(() => new Promise(() => undefined), "deaf", { deadlineMs: 5 }).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isCircuitOpen("deaf")).toBe(true);
});

test("the caller's abort ends the waiting at once", async () => {
  const controller = new AbortController();
  const call = withRetry(failing(status(500)), "abort", { delayMs: 60_000, delayMaxMs: 60_000, signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});

test("when half of 200 calls fail, retries add at most a fifth to the traffic", async () => {
  let calls = 0;
  for (let index = 0; index < 200; index += 1) {
    let first = true;
    await withRetry(
      () => {
        calls += 1;
        if (index % 2 === 0 && first) {
          first = false;
          throw status(500);
        }
        return "ok";
      },
      "half",
      { delayMs: 0.01, delayMaxMs: 0.01 },
    ).catch(() => undefined);
  }
  expect(calls).toBeLessThanOrEqual(240);
});

test.each([
  ["a slow down", status(429, { responseHeaders: { "retry-after": "2" } }), { category: "rate-limit", retryable: true, retryAfterMs: 2000 }],
  ["an exact slow down", status(429, { responseHeaders: { "retry-after-ms": "150" } }), { category: "rate-limit", retryAfterMs: 150 }],
  ["no more money", status(429, { data: { error: { code: "insufficient_quota" } } }), { category: "quota", retryable: false }],
  ["an overloaded service", status(529), { category: "server", retryable: true }],
  ["a wrong key", status(401), { category: "auth", retryable: false }],
  [
    "a lost connection inside a fetch error",
    Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("x"), { code: "ECONNRESET" }) }),
    { category: "network", retryable: true },
  ],
  ["the AI SDK's own retries", Object.assign(new Error("x"), { lastError: status(401) }), { category: "auth", retryable: false }],
  ["a bare error", new Error("rate limit 429 exceeded"), { category: "unknown", retryable: true }],
  ["an abort", new DOMException("stop", "AbortError"), { category: "aborted", retryable: false }],
])("%s is recognised by its parts, not its words", (_name, error, expected) => expect(categorizeError(error)).toMatchObject(expected));
