/** When a message is tried again. */
import fc from "fast-check";
import { nextTryMs, type FailedTry } from "@/lib/background/core/next-try";

const failed: FailedTry = { attempt: 1, retryable: true, retryAfterSeconds: undefined, ageMs: 0, dice: 0 };
const anyTry = fc.record({
  attempt: fc.integer({ min: 1, max: 10_000 }),
  retryable: fc.boolean(),
  retryAfterSeconds: fc.option(fc.integer({ min: 0, max: 3_600 }), { nil: undefined }),
  ageMs: fc.integer({ min: 0, max: 10 * 86_400_000 }),
  dice: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

test("pauses double from a second up to five minutes, and half of each is left to chance", () => {
  expect([1, 2, 3, 9, 10, 5_000].map((attempt) => nextTryMs({ ...failed, attempt }))).toEqual([500, 1_000, 2_000, 128_000, 150_000, 150_000]);
  expect(nextTryMs({ ...failed, attempt: 3, dice: 0.999 })).toBeGreaterThan(3_990);
});

test("what fails for a reason of its own is given up after five tries, what is only away after a day", () => {
  expect([4, 5].map((attempt) => nextTryMs({ ...failed, attempt, retryable: false }))).toEqual([4_000, null]);
  expect(nextTryMs({ ...failed, attempt: 400, ageMs: 86_400_000 })).toBe(150_000);
  expect(nextTryMs({ ...failed, attempt: 400, ageMs: 86_400_001 })).toBeNull();
});

test("whatever fails, a pause is never shorter than half a second nor than what was asked for", () => {
  fc.assert(
    fc.property(anyTry, (given) => {
      const delay = nextTryMs(given);
      return delay === null || (delay >= 500 && delay >= (given.retryAfterSeconds ?? 0) * 1_000 && Number.isFinite(delay));
    }),
  );
});
