import { dueText, groupOf, momentText } from "@/components/tasks/due-text";

const clock = { zone: "Europe/Berlin", locale: "en-GB", hourCycle: "h23" as const };
/** A Thursday afternoon in Berlin. */
const nowMs = Date.parse("2026-11-26T14:30:00+01:00");
const due = (dueDate: string | null, dueTime: string | null, dueAt: string | null) => ({ dueDate, dueTime, dueAt });

test("to-dos fall into groups by the owner's day, not the browser's", () => {
  expect(groupOf(due("2026-11-25", null, "2026-11-25T23:00:00Z"), nowMs, clock.zone)).toBe("overdue");
  expect(groupOf(due("2026-11-26", "14:00", "2026-11-26T13:00:00Z"), nowMs, clock.zone)).toBe("overdue");
  expect(groupOf(due("2026-11-26", null, "2026-11-26T23:00:00Z"), nowMs, clock.zone)).toBe("today");
  expect(groupOf(due("2026-12-01", null, "2026-12-01T23:00:00Z"), nowMs, clock.zone)).toBe("later");
  expect(groupOf(due(null, null, null), nowMs, clock.zone)).toBe("someday");
});

test("when it is due is said in few words, on the owner's clock", () => {
  expect(dueText(due("2026-11-26", null, "2026-11-26T23:00:00Z"), nowMs, clock)).toBe("today");
  expect(dueText(due("2026-11-27", "09:00", "2026-11-27T08:00:00Z"), nowMs, clock)).toBe("tomorrow, 09:00");
  expect(dueText(due("2026-12-01", null, "2026-12-01T23:00:00Z"), nowMs, clock)).toMatch(/^Tue,? 1 Dec$/);
  expect(dueText(due(null, null, null), nowMs, clock)).toBeNull();
  expect(momentText("2026-11-25T08:00:00Z", nowMs, clock)).toBe("yesterday, 09:00");
});
