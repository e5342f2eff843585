/** The plan's names for calls to models, over the neutral src/lib/resilience that everything else uses too. */
import type { BreakerStatus } from "@/lib/resilience/breaker";
import { circuitStatus, clearCircuits, guardedCall, type GuardOptions } from "@/lib/resilience/guarded-call";
import { judgeError, type Judgement } from "@/lib/resilience/judge-error";

export interface RetryConfig {
  /** Tries after the first one; 2 unless told. */
  readonly maxRetries?: number;
  readonly delayMs?: number;
  readonly delayMaxMs?: number;
  /** For all tries together. */
  readonly deadlineMs?: number;
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs a call under deadline, retry, budget and circuit. Errors: resilience/circuit-open, resilience/deadline, or the last error with its cause. */
export const withRetry = <T>(operation: (signal: AbortSignal) => Promise<T> | T, operationId: string, config: RetryConfig = {}): Promise<T> => {
  const { maxRetries, ...rest } = config;
  const options: Partial<GuardOptions> = maxRetries === undefined ? rest : { ...rest, retriesMax: maxRetries };
  return guardedCall(operationId, operation, options);
};

/** What kind of failure it was and whether trying again may help. */
export const categorizeError = (error: unknown): Judgement => judgeError(error);

export const isCircuitOpen = (operationId: string): boolean => circuitStatus(operationId).state === "open";

export const getCircuitStatus = (operationId: string): BreakerStatus => circuitStatus(operationId);

export const clearAllCircuitState = (): void => clearCircuits();
