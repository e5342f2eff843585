import { resolveHours } from "@/lib/ai/core/resolve-hours";

test.each([
  ["mornings", "08:00", "12:00"],
  ["weekday mornings", "08:00", "12:00"],
  ["in the afternoon", "12:00", "19:00"],
  ["between 9 and 12", "09:00", "12:00"],
  ["9–12", "09:00", "12:00"],
  ["9-17", "09:00", "17:00"],
  ["9 to 5", "09:00", "17:00"],
  ["09:00–12:00", "09:00", "12:00"],
  ["after 2pm", "14:00", "24:00"],
  ["before noon", "00:00", "12:00"],
  ["18:00–24:00", "18:00", "24:00"],
])("“%s” is %s to %s", (words, from, to) => expect(resolveHours(words, "en-GB")).toEqual({ ok: true, hours: { from, to } }));

test.each(["tomorrow morning", "tea", "", "Friday", "between 5 and 5", "a".repeat(100)])("“%s” is refused with a question", (words) =>
  expect(resolveHours(words, "en-GB")).toMatchObject({ ok: false, reason: "hours-unclear" }),
);
