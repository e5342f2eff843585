/** Retries may add at most about a tenth to the traffic: when everything fails, trying everything thrice makes it worse. */
export interface RetryBudget {
  /** Every first try earns a part of a retry. */
  earn(): void;
  /** True, and spent, when a retry is still paid for. */
  spend(): boolean;
}

const perCall = 0.1;
const savedMax = 10;
/** A quiet service earns one retry in this time, too. */
const refillMs = 5_000;

export const createRetryBudget = (now: () => number = Date.now): RetryBudget => {
  let saved = savedMax;
  let filledAtMs = now();
  return {
    earn: () => {
      saved = Math.min(savedMax, saved + perCall);
    },
    spend: () => {
      const nowMs = now();
      saved = Math.min(savedMax, saved + (nowMs - filledAtMs) / refillMs);
      filledAtMs = nowMs;
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
};
