/** Which times a link may speak about: chosen without the calendar, few, spread, and foreseeable by nobody. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { chooseCandidates, toldShare, type Candidate } from "@/lib/delegation/core/candidates";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const monday = Date.UTC(2027, 0, 4);

const rankWith =
  (key: string) =>
  (atMs: number): number =>
    createHmac("sha256", key).update(String(atMs)).digest().readUIntBE(0, 6);

/** Half-hour starts, nine to five, Monday to Friday. */
const week: Candidate[] = Array.from({ length: 5 }, (_, day) =>
  Array.from({ length: 16 }, (_slot, half) => monday + day * dayMs + 9 * hourMs + half * 30 * minuteMs),
)
  .flat()
  .map((startMs) => ({ startMs, wallMs: startMs }));

const question = { starts: week, lengthMs: 30 * minuteMs, beforeMs: 0, afterMs: 0, budgetMs: 40 * hourMs * toldShare, taken: [], rank: rankWith("k") };

test("times and their buffers never take up more than the budget, and never overlap, whatever the lengths", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(4), fc.nat(4), fc.string(), (length, before, after, key) => {
      const given = { ...question, lengthMs: length * 15 * minuteMs, beforeMs: before * 15 * minuteMs, afterMs: after * 15 * minuteMs, rank: rankWith(key) };
      const footprint = given.lengthMs + given.beforeMs + given.afterMs;
      const chosen = chooseCandidates(given);
      expect(chosen.length).toBeGreaterThan(0);
      if (chosen.length > 1) expect(chosen.length * footprint).toBeLessThanOrEqual(given.budgetMs);
      for (const [at, startMs] of chosen.slice(1).entries()) expect(startMs - (chosen[at] ?? 0)).toBeGreaterThanOrEqual(footprint);
    }),
  );
});

test("every day of the week has some, in the morning and in the afternoon", () => {
  const chosen = chooseCandidates(question);
  expect(chosen).toHaveLength(12);
  for (let day = 0; day < 5; day += 1) {
    const hours = chosen.filter((startMs) => Math.floor((startMs - monday) / dayMs) === day).map((startMs) => ((startMs - monday) % dayMs) / hourMs);
    expect(hours.some((hour) => hour < 13)).toBe(true);
    expect(hours.some((hour) => hour >= 13)).toBe(true);
  }
});

test("what visitors have booked makes room for others, and what was on offer stays", () => {
  const before = chooseCandidates(question);
  const booked = before[4] ?? 0;
  const after = chooseCandidates({ ...question, taken: [{ startMs: booked, endMs: booked + 30 * minuteMs }] });
  expect(after).toHaveLength(before.length);
  expect(after).not.toContain(booked);
  expect(before.filter((startMs) => startMs !== booked && !after.includes(startMs))).toEqual([]);
});

test("another secret means other times", () => {
  const of = (key: string) => chooseCandidates({ ...question, rank: rankWith(key) }).join();
  expect(new Set(["a", "b", "c", "d"].map(of)).size).toBe(4);
});
