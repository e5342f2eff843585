import { createStormGate } from "@/lib/logger/storm";

test("of a thousand equal lines in one second ten are written, and the next second says how many were not", () => {
  const gate = createStormGate(10);
  const written = Array.from({ length: 1000 }, () => gate.admit("error x", 5_000)).filter(({ write }) => write);
  expect(written).toHaveLength(10);
  expect(gate.admit("error x", 6_000)).toEqual({ write: true, heldBack: 990 });
});

test("a storm of one kind doesn't silence another", () => {
  const gate = createStormGate(1);
  gate.admit("a", 0);
  gate.admit("a", 0);
  expect(gate.admit("b", 0).write).toBe(true);
});
