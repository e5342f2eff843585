/** Standing wishes about the week: which time of it they keep free. */
import { isKept, liftFreeRule, readFreeRule, spokenProtection, type Protection } from "@/lib/ai/core/free-rule";

const read = (said: string): Protection => {
  const rule = readFreeRule(said);
  if (!rule.ok) throw new Error(rule.said);
  return rule.protection;
};
const all = [1, 2, 3, 4, 5, 6, 7];

test.each([
  ["no meetings before 10", { days: all, start: "00:00", end: "10:00" }, "every day before 10:00"],
  ["don't book anything on Fridays", { days: [5], start: "00:00", end: "24:00" }, "Fridays, all day"],
  ["keep lunch free", { days: [1, 2, 3, 4, 5], start: "12:00", end: "13:00" }, "Monday to Friday, 12:00–13:00"],
  ["keep lunch free from 12:30 to 1:30", { days: [1, 2, 3, 4, 5], start: "12:30", end: "13:30" }, "Monday to Friday, 12:30–13:30"],
  ["no calls after 5pm", { days: all, start: "17:00", end: "24:00" }, "every day from 17:00"],
  ["no calls after 5", { days: all, start: "17:00", end: "24:00" }, "every day from 17:00"],
  ["no meetings before noon on Mondays and Wednesdays", { days: [1, 3], start: "00:00", end: "12:00" }, "Mondays and Wednesdays before 12:00"],
  ["never book me before 9:30 on Tuesdays", { days: [2], start: "00:00", end: "09:30" }, "Tuesdays before 09:30"],
  ["keep Thursday mornings free", { days: [4], start: "00:00", end: "12:00" }, "Thursdays before 12:00"],
  ["no meetings on weekends", { days: [6, 7], start: "00:00", end: "24:00" }, "weekends, all day"],
  ["keep weekdays between 2 and 4 free", { days: [1, 2, 3, 4, 5], start: "14:00", end: "16:00" }, "Monday to Friday, 14:00–16:00"],
])("“%s” keeps what it names, and is said back so", (said, protection, words) => {
  expect(read(said)).toMatchObject({ ...protection, soft: false });
  expect(spokenProtection(read(said))).toBe(words);
});

test("a wish that names neither days nor hours is asked about, and an hour that doesn't exist isn't guessed", () => {
  expect(readFreeRule("no meetings please")).toMatchObject({ ok: false, reason: "time-unclear" });
  expect(readFreeRule("no meetings before 99")).toMatchObject({ ok: false, reason: "time-unclear" });
});

test("what is kept already is kept by a wider rule too, never by a softer one or by fewer days", () => {
  const before10 = read("no meetings before 10");
  expect(isKept([before10], read("no meetings before 9 on Fridays"))).toBe(true);
  expect(isKept([{ ...before10, soft: true }], read("no meetings before 9"))).toBe(false);
  expect(isKept([read("no meetings on Fridays")], read("no meetings before 9"))).toBe(false);
});

describe("taking a rule away", () => {
  const rules = [read("no meetings before 10"), read("keep Mondays and Fridays free")];
  const left = (said: string, of: readonly Protection[] = rules): readonly Protection[] => {
    const lifted = liftFreeRule(said, of);
    if (!lifted.ok) throw new Error(lifted.said);
    return lifted.left;
  };

  test("the days that are named go, the others stay", () => {
    expect(left("allow calls on Fridays again", [read("keep Mondays and Fridays free")])).toMatchObject([{ days: [1] }]);
  });

  test("“that rule” is the newest; with several, “my rules” is asked about", () => {
    expect(left("forget that rule")).toEqual([rules[0]]);
    expect(liftFreeRule("stop my protections", rules)).toMatchObject({ ok: false, reason: "which-rule" });
  });

  test("what isn't kept free isn't taken away, and what is kept softly isn't touched", () => {
    expect(liftFreeRule("meetings after 6pm are fine again", [read("no meetings before 10")])).toMatchObject({ ok: false, reason: "nothing-to-change" });
    expect(liftFreeRule("forget that rule", [{ ...read("no meetings before 10"), soft: true }])).toMatchObject({ ok: false, reason: "nothing-to-change" });
  });
});
