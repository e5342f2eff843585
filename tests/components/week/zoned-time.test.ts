import { addDays, clockText, dayText, instantOfWall, spanText, wallOf, weekStartOf, weekText } from "@/components/week/zoned-time";
import { clock } from "../support/fixtures";

const iso = (ms: number): string => new Date(ms).toISOString();

test("a wall shows its zone's date and minutes, whatever zone the machine is in", () => {
  expect(wallOf(Date.parse("2026-11-23T23:30:00Z"), "Europe/Berlin")).toEqual({ date: "2026-11-24", minutes: 30 });
  expect(wallOf(Date.parse("2026-11-23T23:30:00Z"), "America/Los_Angeles")).toEqual({ date: "2026-11-23", minutes: 15 * 60 + 30 });
  expect(wallOf(Date.parse("2026-01-01T10:00:00Z"), "Pacific/Kiritimati")).toEqual({ date: "2026-01-02", minutes: 0 });
});

test("the way back agrees with Temporal, also in gaps and folds", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia"]) {
    for (const date of ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2026-11-23", "2026-04-24", "2026-10-30"]) {
      for (let minutes = 0; minutes < 1440; minutes += 30) {
        const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
        const expected = Temporal.PlainDate.from(date).toPlainDateTime({ hour, minute }).toZonedDateTime(zone).epochMilliseconds;
        expect(`${zone} ${date} ${minutes} ${iso(instantOfWall({ date, minutes }, zone))}`).toBe(`${zone} ${date} ${minutes} ${iso(expected)}`);
      }
    }
  }
});

test("weeks begin on the owner's first weekday", () => {
  expect(weekStartOf("2026-11-29", 1)).toBe("2026-11-23");
  expect(weekStartOf("2026-11-29", 7)).toBe("2026-11-29");
  expect(weekStartOf("2026-11-28", 7)).toBe("2026-11-22");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});

test("times are written in the owner's zone and clock", () => {
  expect(clockText(Date.parse("2026-11-24T14:00:00Z"), clock)).toBe("15:00");
  expect(clockText(Date.parse("2026-11-24T14:00:00Z"), { ...clock, locale: "en-US", hourCycle: "h12" })).toBe("3:00 pm");
  expect(dayText("2026-11-24", "en-US")).toBe("Tuesday 24 Nov");
  expect(weekText("2026-11-23", "en-GB")).toBe("23–29 Nov 2026");
  expect(weekText("2026-11-30", "en-GB")).toBe("30 Nov – 6 Dec 2026");
});

test("a span says its days, and an end at midnight belongs to the day before", () => {
  expect(spanText({ start: "2026-11-24T14:00:00Z", end: "2026-11-24T15:00:00Z" }, clock)).toBe("Tuesday 24 Nov, 15:00–16:00");
  expect(spanText({ start: "2026-11-24T22:00:00+01:00", end: "2026-11-25T00:00:00+01:00" }, clock)).toBe("Tuesday 24 Nov, 22:00–00:00");
  expect(spanText({ start: "2026-11-24T22:00:00+01:00", end: "2026-11-25T02:00:00+01:00" }, clock)).toBe("Tuesday 24 Nov, 22:00 – Wednesday 25 Nov, 02:00");
  expect(spanText({ start: "2026-11-28T00:00:00+01:00", end: "2026-11-30T00:00:00+01:00", allDay: true }, clock)).toBe("Saturday 28 Nov – Sunday 29 Nov");
  expect(spanText({ start: "2026-11-28T00:00:00+01:00", end: "2026-11-29T00:00:00+01:00", allDay: true }, clock)).toBe("Saturday 28 Nov, all day");
});
