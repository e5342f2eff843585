import { moveRule } from "@/lib/icalendar/move-rule";
import { parseWallTime } from "@/lib/icalendar/recurrence-rule";

const wallMs = (text: string): number => parseWallTime(text)?.wallMs ?? NaN;
const moved = (rrule: string, from: string, to: string): string =>
  moveRule(rrule, { fromWallMs: wallMs(from), toWallMs: wallMs(to), zone: "Europe/Berlin", allDay: false });

test.each([
  ["FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-30T09:00", "2026-12-02T09:00", "FREQ=WEEKLY;BYDAY=WE,SU"],
  ["FREQ=WEEKLY;BYDAY=SU", "2026-11-29T09:00", "2026-11-30T09:00", "FREQ=WEEKLY;BYDAY=MO"],
  ["FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01T09:00", "2026-12-03T09:00", "FREQ=MONTHLY;BYMONTHDAY=3"],
  ["FREQ=MONTHLY;BYDAY=1TU", "2026-12-01T09:00", "2026-12-09T09:00", "FREQ=MONTHLY;BYDAY=2WE"],
  ["FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=12", "2026-12-31T09:00", "2027-01-02T09:00", "FREQ=YEARLY;BYMONTHDAY=2;BYMONTH=1"],
])("%s moved from %s to %s is %s", (rrule, from, to, after) => {
  expect(moved(rrule, from, to)).toBe(after);
});

test("another hour of the same day leaves the days alone, and the end goes along", () => {
  expect(moved("FREQ=WEEKLY;BYDAY=MO", "2026-11-30T09:00", "2026-11-30T18:00")).toBe("FREQ=WEEKLY;BYDAY=MO");
  expect(moved("FREQ=DAILY;UNTIL=20261205T090000", "2026-11-30T09:00", "2026-11-30T18:00")).toBe("FREQ=DAILY;UNTIL=20261205T180000");
});
