import { editsOf, shownValue, withWords } from "@/components/chat/edited-fields";
import { stepsOf } from "@/components/chat/outcome";
import { problemText } from "@/components/chat/problem-text";
import { askedLines, stepLabel } from "@/components/chat/tool-words";
import { ProblemError } from "@/hooks/call";
import { done, pendingAction, said, toolPart, waiting } from "../support/fixtures";

const step = (tool: string, ...rest: Parameters<typeof toolPart> extends [string, ...infer R] ? R : never) =>
  stepsOf(said("1", "assistant", toolPart(tool, ...rest)))[0]!;

test("a step is named by what happens and then by what happened", () => {
  expect(stepLabel(step("find_events", null))).toBe("Looking at the calendar");
  expect(stepLabel(step("find_events", done("2")))).toBe("Looked at the calendar");
  expect(stepLabel(step("move_event", waiting()))).toBe("Moving the event needs your word");
  expect(stepLabel(step("water_plants", done("ok")))).toBe("Water plants");
});

test("what was asked is told in words, without handles", () => {
  expect(askedLines({ when: "Thursday at 12:30", durationMinutes: 60, people: ["Maya", "Tom"], ref: "0192", allDay: false })).toEqual([
    { label: "When", text: "Thursday at 12:30" },
    { label: "Minutes", text: "60" },
    { label: "People", text: "Maya, Tom" },
    { label: "All day", text: "no" },
  ]);
});

test("a problem is told in the server's words, a lost connection by name, anything else without jargon", () => {
  expect(problemText(new Error('{"type":"/docs/errors/db/busy","detail":"The database is busy. Nothing was changed."}'))).toBe(
    "The database is busy. Nothing was changed.",
  );
  expect(problemText(new ProblemError(409, { detail: "Somebody was faster." }))).toBe("Somebody was faster.");
  expect(problemText(new TypeError("Failed to fetch"))).toMatch(/connection was lost/);
  expect(problemText(new Error("ECONNRESET at Socket {}"))).toBe("Something went wrong. What you wrote is kept.");
});

const zone = "Europe/Berlin";
const start = { path: "start", label: "Starts", kind: "instant" as const, value: "2026-11-25T15:00:00+01:00" };
const end = { path: "end", label: "Ends", kind: "instant" as const, value: "2026-11-25T16:00:00+01:00" };

test("only corrected fields travel, each in its own kind", () => {
  const fields = [
    ...pendingAction().editable,
    { path: "durationMinutes", label: "Minutes", kind: "minutes" as const, value: 30 },
    { path: "people", label: "Who", kind: "emails" as const, value: ["a@example.com"] },
  ];
  expect(editsOf(fields, {}, zone)).toBeUndefined();
  expect(editsOf(fields, { when: "Wednesday 25 Nov at 15:00", durationMinutes: "45", people: "a@example.com, b@example.com" }, zone)).toEqual({
    durationMinutes: 45,
    people: ["a@example.com", "b@example.com"],
  });
});

test("a moment is corrected on the owner's wall clock, and an untouched end keeps the length", () => {
  expect(shownValue(start, zone)).toBe("2026-11-25T15:00");
  const words = withWords([start, end], {}, "start", "2026-11-26T09:30", zone);
  expect(editsOf([start, end], words, zone)).toEqual({ start: "2026-11-26T08:30:00.000Z", end: "2026-11-26T09:30:00.000Z" });
  const longer = withWords([start, end], {}, "end", "2026-11-25T17:00", zone);
  expect(editsOf([start, end], longer, zone)).toEqual({ end: "2026-11-25T16:00:00.000Z" });
  expect(withWords([start, end], longer, "start", "2026-11-25T14:00", zone)).toMatchObject({ end: "2026-11-25T17:00" });
});
