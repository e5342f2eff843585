import fc from "fast-check";
import { dueInstant, instantOfLocal, localOf, type OwnerClock } from "@/lib/tasks/core/clock";
import { readDue } from "@/lib/tasks/core/read-due";
import { readTask } from "@/lib/tasks/core/read-task";
import { sayReminder } from "@/lib/tasks/core/say-reminder";
import { sayDue } from "@/lib/tasks/core/say-task";

/** A Thursday afternoon. */
const clock: OwnerClock = { now: "2026-11-26T14:30:00+01:00", zone: "Europe/Berlin", locale: "en-GB", hourCycle: "h23", weekStart: 1 };

test.each([
  ["tomorrow at 9", "2026-11-27", "09:00"],
  ["by Friday", "2026-11-27", null],
  ["before Monday", "2026-11-29", null],
  ["until Monday", "2026-11-30", null],
  ["Monday", "2026-11-30", null],
  ["next week", "2026-11-30", null],
  ["end of the month", "2026-11-30", null],
  ["due Friday at 5pm", "2026-11-27", "17:00"],
  ["Friday at 17:00", "2026-11-27", "17:00"],
  ["in 20 minutes", "2026-11-26", "14:50"],
  ["in 3 seconds", "2026-11-26", "14:30:03"],
  ["30 minutes", "2026-11-26", "15:00"],
  ["2026-12-24", "2026-12-24", null],
  ["2026-12-24T18:00", "2026-12-24", "18:00"],
  ["2026-12-24T18:00:00.000Z", "2026-12-24", "19:00"],
])("“%s” is due on %s at %s", (phrase, date, time) => {
  expect(readDue(phrase, clock)).toMatchObject({ ok: true, due: { date, time } });
});

test("a part of a day says a day and, softly, when it begins; one that has begun only the day", () => {
  expect(readDue("tomorrow morning", clock)).toMatchObject({ ok: true, due: { date: "2026-11-27", time: "08:00", soft: true } });
  expect(readDue("this afternoon", clock)).toMatchObject({ ok: true, due: { date: "2026-11-26", time: null } });
});

test("what isn't a time is unclear", () => {
  expect(readDue("blue", clock)).toEqual({ ok: false, reason: "unclear" });
  expect(readDue("2026-13-45", clock)).toEqual({ ok: false, reason: "unclear" });
});

test.each([
  ["every Monday at 9", "2026-11-30", "09:00", false, "FREQ=WEEKLY;BYDAY=MO"],
  ["every month on the 1st", "2026-12-01", null, false, "FREQ=MONTHLY;BYMONTHDAY=1"],
  ["every weekday", "2026-11-26", null, false, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["every other Friday", "2026-11-27", null, false, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"],
  ["every morning", "2026-11-27", "08:00", true, "FREQ=DAILY"],
  ["every hour", "2026-11-26", "15:00", false, "FREQ=HOURLY"],
  ["every year on 3 March", "2027-03-03", null, false, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3"],
])("“%s” is first due on %s at %s, and repeats", (phrase, date, time, soft, rrule) => {
  expect(readDue(phrase, clock)).toEqual({ ok: true, due: { date, time, soft, rrule } });
});

test.each([
  ["call Tom tomorrow at 9", "Call Tom", "2026-11-27", "09:00", false, null],
  ["remind me to call Tom tomorrow at 9", "Call Tom", "2026-11-27", "09:00", true, null],
  ["remind me tomorrow at 9 to call Tom", "Call Tom", "2026-11-27", "09:00", true, null],
  ["milk", "Milk", null, null, false, null],
  ["write the report by Friday (90 min)", "Write the report", "2026-11-27", null, false, 90],
  ["write the report by Friday 2h", "Write the report", "2026-11-27", null, false, 120],
  ["remind me to water the plants every Monday at 9", "Water the plants", "2026-11-30", "09:00", true, null],
  ["remind me every Monday at 9 to water the plants", "Water the plants", "2026-11-30", "09:00", true, null],
  ["pay rent every month on the 1st", "Pay rent", "2026-12-01", null, false, null],
  ["remind me every evening to lock the door?", "Lock the door", "2026-11-26", "18:00", true, null],
  ["remind me every year on 3 March of Mum's birthday", "Mum's birthday", "2027-03-03", null, true, null],
  ["remind me about the call on Friday at 3", "The call", "2026-11-27", "15:00", true, null],
  ["write the report by Friday for 2 hours", "Write the report", "2026-11-27", null, false, 120],
  ["todo: write report 45 min due tuesday", "Write report", "2026-12-01", null, false, 45],
  ["write the report by Wednesday, 45 minutes", "Write the report", "2026-12-02", null, false, 45],
  ["half an hour: tidy up", "Tidy up", null, null, false, 30],
  ["don't forget to water the plants", "Water the plants", null, null, false, null],
  ["30 minutes", "30 minutes", null, null, false, null],
  ["pay rent, due on 1 December", "Pay rent", "2026-12-01", null, false, null],
  ["Tomorrow", "Tomorrow", null, null, false, null],
  ["book flights for 3 people", "Book flights for 3 people", null, null, false, null],
])("the line “%s” is the to-do “%s”", (line, title, date, time, remind, minutes) => {
  const reading = readTask(line, clock);
  if (!reading.ok) throw new TypeError(reading.reason);
  const { due, ...task } = reading.task;
  expect({ ...task, date: due?.date ?? null, time: due?.time ?? null }).toEqual({ title, remind, minutes, date, time });
});

test("a line of any words is read to a title or refused, never an error", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (line) => {
      const reading = readTask(line, clock);
      return reading.ok ? typeof reading.task.title === "string" : ["unclear", "repeats", "past"].includes(reading.reason);
    }),
    { numRuns: 300 },
  );
});

test("a wall clock keeps its hour across clock changes; a skipped time is after the change, a doubled one its first coming", () => {
  expect(instantOfLocal("2026-03-28T09:00", "Europe/Berlin")).toBe("2026-03-28T08:00:00.000Z");
  expect(instantOfLocal("2026-03-29T09:00", "Europe/Berlin")).toBe("2026-03-29T07:00:00.000Z");
  expect(instantOfLocal("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect(instantOfLocal("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(instantOfLocal("2026-07-01T09:00", "Pacific/Apia")).toBe("2026-06-30T20:00:00.000Z");
  expect(dueInstant({ date: "2026-03-29", time: null }, "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
});

test("an instant's wall clock leads back to it, whatever the zone", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns"];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (zone, seconds) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toString();
      const back = instantOfLocal(localOf(instant, zone), zone);
      const off = Math.abs(Temporal.Instant.from(back).epochMilliseconds - seconds * 1_000);
      // In the hour that comes twice the first coming is meant.
      return off === 0 || off <= 3_600_000;
    }),
  );
});

test("when it is due is said as people say it", () => {
  const due = (dueDate: string | null, dueTime: string | null) => ({
    dueDate,
    dueTime,
    zone: clock.zone,
    dueAt: dueDate === null ? null : dueInstant({ date: dueDate, time: dueTime }, clock.zone),
  });
  expect(sayDue(due("2026-11-26", null), clock)).toBe("today");
  expect(sayDue(due("2026-11-27", "09:00"), clock)).toBe("tomorrow, 09:00");
  expect(sayDue(due("2026-12-01", null), clock)).toBe("Tuesday 1 Dec");
  expect(sayDue(due(null, null), clock)).toBeNull();
});

test("a reminder that comes late says for when it was meant", () => {
  const task = { dueDate: "2026-11-26", dueTime: "09:00", zone: clock.zone, notes: "Ask about March\nand April", remindAt: "2026-11-26T08:00:00.000Z" };
  expect(sayReminder(task, { ...clock, now: "2026-11-26T09:00:30+01:00" })).toBe("Due today, 09:00. Ask about March");
  expect(sayReminder(task, clock)).toBe("Due today, 09:00. This was meant for Thursday 26 Nov, 09:00; Perin wasn’t running then. Ask about March");
});
