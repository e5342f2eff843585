/** What every benchmark prints, and the arithmetic they share. */

/** One JSON line. `ratio` is ours divided by the peer's in the same run, where there is a peer; `pass` is null where there is no target. */
export interface Measure {
  readonly id: string;
  readonly n: number;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly ratio: number | null;
  readonly pass: boolean | null;
}

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Milliseconds of one call. */
export const timeMs = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** Runs two peers alternately, so that the machine's moods hit both; medians of `rounds`. */
export const alternate = async (ours: () => unknown, peer: () => unknown, rounds = 7): Promise<{ oursMs: number; peerMs: number }> => {
  const times = { ours: [] as number[], peer: [] as number[] };
  await ours();
  await peer();
  for (let i = 0; i < rounds; i += 1) {
    times.ours.push(await timeMs(ours));
    times.peer.push(await timeMs(peer));
  }
  return { oursMs: median(times.ours), peerMs: median(times.peer) };
};
