import fc from "fast-check";
import { dayByKey, dayWithin, daysIn, monthAfter, weeksOf } from "@/components/talk/month-grid";

const months = fc
  .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`);
const weekStarts = fc.integer({ min: 1, max: 7 });

test("a month's weeks hold each of its days once, in order, in rows of seven", () => {
  fc.assert(
    fc.property(months, weekStarts, (month, weekStart) => {
      const weeks = weeksOf(month, weekStart);
      expect(weeks.every((week) => week.length === 7 && week.some((day) => day !== null))).toBe(true);
      expect(weeks.flat().filter((day) => day !== null)).toEqual(daysIn(month));
    }),
  );
});

test("December 2026 begins on a Tuesday", () => {
  expect(weeksOf("2026-12", 1)[0]).toEqual([null, "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06"]);
  expect(weeksOf("2026-12", 7)[0]).toEqual([null, null, "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"]);
});

test("months go over the year's end", () => {
  expect([monthAfter("2026-12", 1), monthAfter("2027-01", -1), monthAfter("2026-05", 0)]).toEqual(["2027-01", "2026-12", "2026-05"]);
});

test("keys lead on over the ends of a month as far as times are offered, and left is forward where one reads from the right", () => {
  const keys = fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End");
  fc.assert(
    fc.property(months, weekStarts, keys, fc.boolean(), fc.nat(30), (month, weekStart, key, rtl, at) => {
      const days = daysIn(month);
      const day = dayByKey(key, days[at % days.length] ?? "", weekStart, rtl) ?? "";
      expect(days).toContain(dayWithin(day, month, month));
      expect(dayWithin(day, monthAfter(month, -1), monthAfter(month, 1))).toBe(day);
    }),
  );
  expect(dayByKey("ArrowLeft", "2026-12-10", 1, false)).toBe("2026-12-09");
  expect(dayByKey("ArrowLeft", "2026-12-10", 7, true)).toBe("2026-12-11");
  expect(dayByKey("ArrowDown", "2026-12-28", 1, false)).toBe("2027-01-04");
  expect(dayWithin("2027-01-04", "2026-11", "2026-12")).toBe("2026-12-31");
  expect(dayWithin("2026-10-31", "2026-11", "2026-12")).toBe("2026-11-01");
  expect(dayByKey("End", "2026-12-10", 1, false)).toBe("2026-12-13");
  expect(dayByKey("x", "2026-12-10", 1, false)).toBeNull();
});
