/** After a failure Redis is left alone for a second: a frozen one would otherwise cost every request its whole time limit. */
export interface Rest {
  resting(): boolean;
  failed(): void;
  answered(): void;
}

const restMs = 1_000;

export const createRest = (now: () => number = Date.now): Rest => {
  let untilMs = 0;
  return {
    resting: () => untilMs > 0 && now() < untilMs,
    failed: () => {
      untilMs = now() + restMs;
    },
    answered: () => {
      untilMs = 0;
    },
  };
};
