/**
 * Sets of time as flat, sorted arrays of integers: [start, end, start, end, …], half-open, disjoint, touching ones merged. One linear
 * sweep answers every question, which is what keeps a thousand calendars fast.
 */

/** Sorted, disjoint, non-touching, half-open: `[s0, e0, s1, e1, …]` in epoch milliseconds (or any one integer unit). */
export type Intervals = readonly number[];

export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

export const noTime: Intervals = [];

/** Appends a piece whose start is not before the last piece's start; touching or overlapping pieces grow together, empty ones vanish. */
const append = (out: number[], start: number, end: number): void => {
  if (end <= start) return;
  const last = out.length - 1;
  const lastEnd = out[last];
  if (lastEnd === undefined || start > lastEnd) out.push(start, end);
  else if (end > lastEnd) out[last] = end;
};

/** Any pieces, in any order, overlapping or empty, made into a set. */
export const fromPieces = (pieces: readonly Interval[]): Intervals => {
  let sorted = true;
  for (let i = 1; i < pieces.length && sorted; i += 1) sorted = (pieces[i]?.startMs ?? 0) >= (pieces[i - 1]?.startMs ?? 0);
  const ordered = sorted ? pieces : [...pieces].sort((a, b) => a.startMs - b.startMs);
  const out: number[] = [];
  for (const { startMs, endMs } of ordered) append(out, startMs, endMs);
  return out;
};

export const toPieces = (set: Intervals): Interval[] => {
  const pieces: Interval[] = [];
  for (let i = 0; i + 1 < set.length; i += 2) pieces.push({ startMs: set[i] ?? 0, endMs: set[i + 1] ?? 0 });
  return pieces;
};

/** Time in any of the sets. */
export const merge = (...sets: readonly Intervals[]): Intervals => fromPieces(sets.flatMap(toPieces));

/** Time in both. */
export const intersect = (a: Intervals, b: Intervals): Intervals => {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const endA = a[i + 1] ?? 0;
    const endB = b[j + 1] ?? 0;
    append(out, Math.max(a[i] ?? 0, b[j] ?? 0), Math.min(endA, endB));
    if (endA < endB) i += 2;
    else j += 2;
  }
  return out;
};

/** Time in `a` and not in `b`. */
export const subtract = (a: Intervals, b: Intervals): Intervals => {
  const out: number[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let start = a[i] ?? 0;
    const end = a[i + 1] ?? 0;
    while (j < b.length && (b[j + 1] ?? 0) <= start) j += 2;
    for (let k = j; k < b.length && (b[k] ?? 0) < end; k += 2) {
      append(out, start, Math.min(b[k] ?? 0, end));
      start = Math.max(start, b[k + 1] ?? 0);
    }
    append(out, start, end);
  }
  return out;
};

/** The part inside [start, end). */
export const clip = (set: Intervals, start: number, end: number): Intervals => intersect(set, [start, end]);

/** Index (even) of the first piece that ends after `at`; the length when there is none. */
export const firstEndingAfter = (set: Intervals, at: number): number => {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[2 * middle + 1] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
};

/** Is all of [start, end) in the set? */
export const contains = (set: Intervals, start: number, end: number): boolean => {
  const i = firstEndingAfter(set, start);
  return i < set.length && (set[i] ?? 0) <= start && (set[i + 1] ?? 0) >= end;
};

/** Does [start, end) share any time with the set? */
export const overlaps = (set: Intervals, start: number, end: number): boolean => {
  const i = firstEndingAfter(set, start);
  return i < set.length && (set[i] ?? 0) < end;
};

/** Sum of all pieces. */
export const totalLength = (set: Intervals): number => {
  let total = 0;
  for (let i = 0; i < set.length; i += 2) total += (set[i + 1] ?? 0) - (set[i] ?? 0);
  return total;
};
