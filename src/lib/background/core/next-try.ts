/** When a message that couldn't be delivered is tried again, and when it is put aside. */

const delayMaxMs = 300_000;
/** What fails for a reason of its own (a refusal, a fault of ours) will go on failing. */
const triesMax = 5;
/** What fails because the other side is away is tried for a day. */
const patienceMs = 24 * 3_600_000;

export interface FailedTry {
  /** Which try failed, from 1. */
  readonly attempt: number;
  /** The error says that trying again may help: away, too busy, too many requests. */
  readonly retryable: boolean;
  /** What the other side asked to be waited for. */
  readonly retryAfterSeconds: number | undefined;
  readonly ageMs: number;
  /** 0 ≤ dice < 1; spreads what failed together. */
  readonly dice: number;
}

/** Milliseconds until the next try: 1, 2, 4 … 300 s, of which half is left to chance; null when it is given up. */
export const nextTryMs = ({ attempt, retryable, retryAfterSeconds, ageMs, dice }: FailedTry): number | null => {
  if (retryable ? ageMs > patienceMs : attempt >= triesMax) return null;
  const delayMs = Math.min(1_000 * 2 ** (attempt - 1), delayMaxMs);
  return Math.max(Math.round(delayMs * (0.5 + dice / 2)), (retryAfterSeconds ?? 0) * 1_000);
};
