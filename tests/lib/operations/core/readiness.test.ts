import fc from "fast-check";
import { report, type Finding } from "@/lib/operations/core/readiness";

const finding = (state: Finding["state"], points = 10, cure?: string): Finding => ({
  row: `row ${state}`,
  points,
  state,
  says: `it is ${state}`,
  ...(cure === undefined ? {} : { cure }),
});

test("good earns all, advice half; what is missing, untested or wrong earns nothing", () => {
  expect(report([finding("good")]).score).toBe(100);
  expect(report([finding("advice")]).score).toBe(50);
  for (const state of ["missing", "untested", "problem"] as const) expect(report([finding(state), finding("good")]).score).toBe(50);
});

test("the text names every row, the cure of what isn't good, and how many couldn't be tested", () => {
  const { text, problems } = report([finding("good", 5, "nothing"), finding("problem", 5, "mend it"), finding("untested")]);
  expect(text).toContain("row good");
  expect(text).not.toContain("nothing\n");
  expect(text).toContain("→ mend it");
  expect(text).toMatch(/Readiness: 25 of 100\. One thing is wrong\. 1 could not be tested and earned nothing\.$/);
  expect(problems).toBe(1);
});

test("the score stays between 0 and 100, never rounds up to 100, and rises with every finding that gets better", () => {
  const findings = fc.array(
    fc.record({ points: fc.integer({ min: 1, max: 20 }), state: fc.constantFrom("good", "advice", "missing", "untested", "problem") }),
    { minLength: 1, maxLength: 25 },
  );
  fc.assert(
    fc.property(findings, fc.nat(), (list, index) => {
      const made = list.map(({ points, state }) => finding(state as Finding["state"], points));
      const { score } = report(made);
      const better = report(made.map((each, at) => (at === index % made.length ? { ...each, state: "good" as const } : each)));
      const whole = made.every(({ state }) => state === "good");
      return score >= 0 && score <= 100 && (score === 100) === whole && better.score >= score;
    }),
  );
});
