import { judgeError, retryAfterMsOf } from "@/lib/resilience/judge-error";
import { backoffMs } from "@/lib/resilience/retry";

test("waits lie anywhere between nothing and the doubled delay, up to the cap", () => {
  const policy = { delayMs: 100, delayMaxMs: 1_000 };
  expect([0, 1, 2, 10].map((attempt) => backoffMs(attempt, { ...policy, random: () => 1 }))).toEqual([100, 200, 400, 1_000]);
  expect(backoffMs(5, { ...policy, random: () => 0 })).toBe(0);
});

test("a Retry-After is the least that is waited, in seconds or as a date", () => {
  expect(backoffMs(0, { delayMs: 100, delayMaxMs: 100, random: () => 0.5 }, 2_000)).toBe(2_050);
  expect(retryAfterMsOf(new Headers({ "retry-after": "3" }), 0)).toBe(3_000);
  expect(retryAfterMsOf({ "retry-after": "Mon, 23 Nov 2026 09:00:05 GMT" }, Date.parse("2026-11-23T09:00:00Z"))).toBe(5_000);
  expect(retryAfterMsOf({}, 0)).toBeUndefined();
});

test("an HTTP answer below 400 in an error is no judgement about the service", () =>
  expect(judgeError(Object.assign(new Error("bad JSON"), { statusCode: 200 })).category).toBe("unknown"));
