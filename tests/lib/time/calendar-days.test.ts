import fc from "fast-check";
import { dateOfDay, dayOfIso, isoOfDay, weekdayOfDay, daysInMonth } from "@/lib/time/calendar-days";

describe("day arithmetic", () => {
  it("agrees with Temporal on dates and weekdays from year 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const date = Temporal.PlainDate.from("1970-01-01").add({ days: day });
        expect(dateOfDay(day)).toEqual({ year: date.year, month: date.month, day: date.day });
        expect(weekdayOfDay(day)).toBe(date.dayOfWeek);
        expect(daysInMonth(date.year, date.month)).toBe(date.daysInMonth);
        expect(dayOfIso(isoOfDay(day))).toBe(day);
      }),
      { numRuns: 500 },
    );
  });
});
