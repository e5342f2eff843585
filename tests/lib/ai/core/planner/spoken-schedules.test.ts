/** Other people's schedules, written out by the owner, and the earliest time that suits all. */
import fc from "fast-check";
import { earliestCommon, readSchedules, type SpokenSchedules } from "@/lib/ai/core/planner/spoken-schedules";

const text = `Please find an hour for a meeting with Ina, Jon and Kim between 9:00 and 17:00 on either Tuesday or Wednesday.
Ina is busy on Tuesday during 9:00 to 11:00, 13:00 to 16:30, Wednesday during 9:00 to 10:00;
Jon has meetings on Tuesday during 11:30 to 13:00;
Kim's calendar is wide open.
Kim would rather not meet on Wednesday before 12:00. Jon can't meet on Wednesday after 15:00.`;

test("people, length, days, hours, busy times and wishes are read", () => {
  const read = readSchedules(text);
  expect(read).toMatchObject({ people: ["Ina", "Jon", "Kim"], durationMinutes: 60, days: ["tuesday", "wednesday"], hours: [540, 1020] });
  expect(read?.blocked).toContainEqual({ day: "wednesday", start: 0, end: 720, soft: true });
  expect(read?.blocked).toContainEqual({ day: "wednesday", start: 900, end: 1440, soft: false });
});

test("the earliest time that everybody can and likes is taken", () => {
  const read = readSchedules(text);
  expect(read && earliestCommon(read)).toEqual({ day: "wednesday", start: 720, end: 780, disliked: false });
});

test("a wish gives way when nothing else is left, and that is said", () => {
  const only: SpokenSchedules = {
    people: [],
    durationMinutes: 60,
    days: ["monday"],
    hours: [540, 600],
    blocked: [{ day: "monday", start: 540, end: 600, soft: true }],
  };
  expect(earliestCommon(only)).toEqual({ day: "monday", start: 540, end: 600, disliked: true });
});

test("an everyday request is not mistaken for a list of schedules", () => {
  expect(readSchedules("Schedule a meeting with Tom on Monday. I am busy in the morning.")).toBeNull();
});

test("what is found never overlaps what is blocked and never leaves the hours", () => {
  const span = fc.record({ day: fc.constantFrom("monday", "tuesday"), start: fc.integer({ min: 500, max: 1000 }), minutes: fc.integer({ min: 5, max: 300 }) });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), fc.integer({ min: 15, max: 120 }), (spans, durationMinutes) => {
      const blocked = spans.map(({ day, start, minutes }) => ({ day, start, end: start + minutes, soft: false }));
      const found = earliestCommon({ people: [], durationMinutes, days: ["monday", "tuesday"], hours: [540, 1020], blocked });
      if (!found) return true;
      return found.start >= 540 && found.end <= 1020 && !blocked.some(({ day, start, end }) => day === found.day && start < found.end && found.start < end);
    }),
  );
});
