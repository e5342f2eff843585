/** Deadline, retry, budget and breaker around one named outside service; state is per name, in this process or in all that share a Redis. */
import { processWide } from "@/lib/config";
import { timed } from "@/lib/metrics";
import { redisConfigured, shareCircuit, type ShareHandle } from "@/lib/redis";
import { Breaker, probeLeaseMs, type BreakerStatus } from "./breaker";
import { Deadline } from "./deadline";
import { judgeError, type Judgement } from "./judge-error";
import { retry } from "./retry";
import { createRetryBudget, type RetryBudget } from "./retry-budget";

export interface GuardOptions {
  /** Tries after the first one; 2 unless told. */
  readonly retriesMax: number;
  /** 200 unless told, doubled up to 5,000. */
  readonly delayMs: number;
  readonly delayMaxMs: number;
  /** For everything together: all tries and the waits between them; 30,000 unless told. */
  readonly deadlineMs: number;
  /** False for a write that would happen twice: it is sent again only if it surely never took effect. */
  readonly idempotent: boolean;
  readonly signal?: AbortSignal;
}

const failuresMax = 5;
const resetMs = 30_000;
const namesMax = 200;

interface Guard {
  readonly breaker: Breaker;
  readonly budget: RetryBudget;
  readonly shared: ShareHandle | null;
}
const { get: guards } = processWide("resilience", () => new Map<string, Guard>());

/** Where Redis is configured the processes open, probe and close together. */
const createGuard = (name: string): Guard => {
  const shared = redisConfigured() ? shareCircuit(name, { failuresMax, resetMs, leaseMs: probeLeaseMs }) : null;
  const breaker = new Breaker({ failuresMax, resetMs }, shared?.circuit);
  shared?.onView((view) => breaker.adopt(view));
  return { breaker, budget: createRetryBudget(), shared };
};

const guardOf = (name: string): Guard => {
  const known = guards().get(name);
  if (known) return known;
  if (guards().size >= namesMax) guards().delete(guards().keys().next().value ?? "");
  const made = createGuard(name);
  guards().set(name, made);
  return made;
};

const judgeFor =
  (guard: Guard, idempotent: boolean) =>
  (error: unknown): Pick<Judgement, "retryable" | "retryAfterMs"> => {
    const judged = judgeError(error);
    const allowed = judged.retryable && (idempotent || judged.neverTookEffect) && guard.breaker.status().state === "closed";
    return judged.retryAfterMs === undefined ? { retryable: allowed } : { retryable: allowed, retryAfterMs: judged.retryAfterMs };
  };

const counts = (error: unknown): boolean => judgeError(error).counts;

/** `guardedCall` without its line in the metrics. */
export const callGuarded = async <T>(name: string, work: (signal: AbortSignal) => Promise<T> | T, options: Partial<GuardOptions> = {}): Promise<T> => {
  const { retriesMax = 2, delayMs = 200, delayMaxMs = 5_000, deadlineMs = 30_000, idempotent = true, signal } = options;
  const guard = guardOf(name);
  const news = guard.shared?.fresh();
  if (news) await news;
  const deadline = new Deadline(name, deadlineMs, signal);
  const step = (): Promise<T> => deadline.run(work);
  try {
    return await retry(() => guard.breaker.run(name, step, counts), {
      retriesMax,
      delayMs,
      delayMaxMs,
      deadline,
      budget: guard.budget,
      judge: judgeFor(guard, idempotent),
    });
  } finally {
    deadline.end();
  }
};

/** Errors: resilience/circuit-open without a call, resilience/deadline, or the last error as it came. */
export const guardedCall = <T>(name: string, work: (signal: AbortSignal) => Promise<T> | T, options: Partial<GuardOptions> = {}): Promise<T> =>
  timed("provider_call_ms", { provider: name }, () => callGuarded(name, work, options));

/** A name nobody has called yet is closed. */
export const circuitStatus = (name: string): BreakerStatus =>
  guards().get(name)?.breaker.status() ?? { state: "closed", failures: 0, openedAtMs: null, retryAfterMs: 0 };

/** Every circuit that has been used, by name. */
export const circuitStatuses = (): Readonly<Record<string, BreakerStatus>> =>
  Object.fromEntries([...guards()].map(([name, { breaker }]) => [name, breaker.status()]));

export const clearCircuits = (): void => {
  for (const { shared } of guards().values()) shared?.leave();
  guards().clear();
};
