import fc from "fast-check";
import { clip, contains, fromPieces, intersect, merge, overlaps, subtract, toPieces, totalLength, type Intervals } from "@/lib/scheduling/core/intervals";

const span = 60;
const set = fc
  .array(fc.tuple(fc.integer({ min: 0, max: span }), fc.integer({ min: -3, max: 12 })), { maxLength: 12 })
  .map((pieces) => fromPieces(pieces.map(([start, length]) => ({ startMs: start, endMs: start + length }))));
/** The slow truth: every unit of time asked one by one. */
const units = (intervals: Intervals): Set<number> =>
  new Set(toPieces(intervals).flatMap(({ startMs, endMs }) => Array.from({ length: endMs - startMs }, (_, i) => startMs + i)));
const tidy = (intervals: Intervals): boolean => intervals.every((value, i) => i === 0 || value > (intervals[i - 1] ?? Infinity));

describe("sets of time", () => {
  it("merge, intersect and subtract as sets of single units do, and stay sorted without touching pieces", () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [units(a), units(b)];
        expect(units(merge(a, b))).toEqual(new Set([...inA, ...inB].sort((x, y) => x - y)));
        expect(units(intersect(a, b))).toEqual(new Set([...inA].filter((unit) => inB.has(unit))));
        expect(units(subtract(a, b))).toEqual(new Set([...inA].filter((unit) => !inB.has(unit))));
        for (const result of [merge(a, b), intersect(a, b), subtract(a, b)]) expect(tidy(result)).toBe(true);
      }),
    );
  });

  it("know whether a stretch lies wholly or partly inside", () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 0, max: span }), fc.integer({ min: 1, max: 8 }), (a, start, length) => {
        const inside = Array.from({ length }, (_, i) => units(a).has(start + i));
        expect(contains(a, start, start + length)).toBe(inside.every(Boolean));
        expect(overlaps(a, start, start + length)).toBe(inside.some(Boolean));
      }),
    );
  });

  it("lose nothing when cut at a bound", () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 0, max: span }), (a, at) => {
        expect(totalLength(clip(a, -100, at)) + totalLength(clip(a, at, 1000))).toBe(totalLength(a));
      }),
    );
  });
});
