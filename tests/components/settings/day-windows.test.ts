import fc from "fast-check";
import { fromDayWindows, isOvernight, nextWindow, problemOfDay, toDayWindows } from "@/components/settings/day-windows";

test("days that share a window share an entry, and 24:00 is typed as 00:00", () => {
  const hours = [
    { days: [1, 2], start: "09:00", end: "12:00" },
    { days: [1], start: "13:00", end: "24:00" },
  ];
  const days = toDayWindows(hours);
  expect(days[1]).toEqual([
    { start: "09:00", end: "12:00" },
    { start: "13:00", end: "00:00" },
  ]);
  expect(days[3]).toEqual([]);
  expect(fromDayWindows(days)).toEqual([
    { days: [1, 2], start: "09:00", end: "12:00" },
    { days: [1], start: "13:00", end: "00:00" },
  ]);
});

test("a window that isn't typed out yet isn't kept", () => {
  expect(fromDayWindows({ 1: [{ start: "09:00", end: "" }], 2: [{ start: "09:00", end: "10:00" }] })).toEqual([{ days: [2], start: "09:00", end: "10:00" }]);
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
test("no window of any day is lost or made up by editing and keeping", () => {
  const hours = fc.array(
    fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()), start: clock, end: clock }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(hours, (given) => {
      const days = toDayWindows(given);
      const again = toDayWindows(fromDayWindows(days));
      for (let day = 1; day <= 7; day += 1)
        expect(new Set(again[day]?.map(({ start, end }) => start + end))).toEqual(new Set(days[day]?.map(({ start, end }) => start + end)));
    }),
  );
});

test.each([
  [[], null],
  [
    [
      { start: "09:00", end: "12:00" },
      { start: "12:00", end: "17:00" },
    ],
    null,
  ],
  [
    [
      { start: "13:00", end: "17:00" },
      { start: "09:00", end: "13:30" },
    ],
    "Two of these overlap.",
  ],
  [
    [
      { start: "22:00", end: "02:00" },
      { start: "23:00", end: "23:30" },
    ],
    "Two of these overlap.",
  ],
  [[{ start: "09:00", end: "" }], "Fill in both times."],
])("%j has the problem %j", (windows, problem) => {
  expect(problemOfDay(windows)).toBe(problem);
});

test("a window that ends before it began runs into the next day, one that ends at midnight doesn't", () => {
  expect(isOvernight({ start: "22:00", end: "06:00" })).toBe(true);
  expect(isOvernight({ start: "18:00", end: "00:00" })).toBe(false);
});

test("another window begins after the last one", () => {
  expect(nextWindow([])).toEqual({ start: "09:00", end: "17:00" });
  expect(nextWindow([{ start: "09:00", end: "12:30" }])).toEqual({ start: "13:30", end: "14:30" });
});
