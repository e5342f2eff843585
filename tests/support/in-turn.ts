/** Two ways measured in turn, so that whatever else the machine does comes to both. */

/** Milliseconds that the quickest of eleven runs of each took: the one that was disturbed least. */
export const fastestInTurn = async (small: () => Promise<unknown>, large: () => Promise<unknown>): Promise<{ readonly few: number; readonly all: number }> => {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const times = { few: Infinity, all: Infinity };
  // The first of each warms up.
  for (let run = 0; run < 12; run += 1) {
    const [few, all] = [await timed(small), await timed(large)];
    if (run > 0) Object.assign(times, { few: Math.min(times.few, few), all: Math.min(times.all, all) });
  }
  return times;
};
