/** The trail in words: what was done, not what taking it back would do. */
import { sayEntry, subjectsOf } from "@/lib/ai/core/history-words";

const entry = (action: string, rest: Partial<Parameters<typeof sayEntry>[0]> = {}) =>
  sayEntry({ action, via: "session", subjectId: null, before: null, after: null, summary: null, ...rest });

test("a booking is called booked, not by what taking it back would do", () => {
  const summary = "“Lunch” is off the calendar again.";
  expect(entry("event.create", { after: { title: "Lunch" }, summary })).toBe("Booked “Lunch”");
  expect(entry("event.cancel", { before: { title: "Lunch" }, summary: "“Lunch” is back on the calendar." })).toBe("Cancelled “Lunch”");
  expect(entry("change.undo", { before: { action: "event.create", summary } })).toBe("Took back: “Lunch” is off the calendar again");
});

test("a deed is a sentence that begins with a capital", () => {
  expect(entry("mail.send", { summary: "sending “Late”" })).toBe("Sending “Late”");
  expect(entry("availability.update")).toBe("Changed the working hours");
  expect(entry("task.create", { after: { title: "Call the bank" } })).toBe("Added “Call the bank” to the to-dos");
});

test("what concerns the account is found under it", () => {
  expect(subjectsOf("account")).toEqual(expect.arrayContaining(["api-key", "second-factor", "google"]));
});

test("a decision says what was decided, as far as it is known", () => {
  expect(entry("approval.approve", { after: { title: "Move “Lunch” to Friday" } })).toBe("Approved: “Move “Lunch” to Friday”");
  expect(entry("approval.decline")).toBe("Declined");
});
