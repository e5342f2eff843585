/** Tries again, a little later each time and never in step with everybody else. */
import type { Deadline } from "./deadline";
import type { RetryBudget } from "./retry-budget";

export interface RetryPolicy {
  /** Tries after the first one. */
  readonly retriesMax: number;
  readonly delayMs: number;
  readonly delayMaxMs: number;
  /** Over all tries and the waits between them. */
  readonly deadline: Deadline;
  readonly budget?: RetryBudget;
  /** Whether this error may pass, and how long the service asked us to wait. */
  readonly judge: (error: unknown) => { readonly retryable: boolean; readonly retryAfterMs?: number | undefined };
  readonly random?: () => number;
}

/** A wait asked for that is longer than this is not waited for: the caller is a person. */
const retryAfterMaxMs = 20_000;

/**
 * Full jitter: anywhere between nothing and the doubled delay ("Exponential Backoff And Jitter", AWS Architecture Blog,
 * 2015). A Retry-After of the service is the least that is waited.
 */
export const backoffMs = (attempt: number, policy: Pick<RetryPolicy, "delayMs" | "delayMaxMs" | "random">, retryAfterMs = 0): number =>
  retryAfterMs + (policy.random ?? Math.random)() * Math.min(policy.delayMaxMs, policy.delayMs * 2 ** attempt);

/** The last error is thrown as it came. */
export const retry = async <T>(work: (attempt: number) => Promise<T>, policy: RetryPolicy): Promise<T> => {
  policy.budget?.earn();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const { retryable, retryAfterMs = 0 } = policy.judge(error);
      const worthIt = retryable && attempt < policy.retriesMax && retryAfterMs <= retryAfterMaxMs && !policy.deadline.stopped;
      if (!worthIt || policy.budget?.spend() === false) throw error;
      await policy.deadline.pause(backoffMs(attempt, policy, retryAfterMs));
    }
  }
};
