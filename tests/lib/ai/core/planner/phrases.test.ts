/** Small readings that several flows lean on: lists of days, days that don't exist, follow-ups, words of a reply. */
import { impossibleTime } from "@/lib/ai/core/planner/impossible-time";
import { quietDialogue } from "@/lib/ai/core/planner/flow";
import { readReplyRequest } from "@/lib/ai/core/planner/read-reply";
import { eachDay } from "@/lib/ai/core/planner/several-days";
import { tokenise } from "@/lib/ai/core/planner/tokens";
import { understandTime } from "@/lib/time/understand";
import { CalendarInMemory } from "./calendar-in-memory";

const now = "2026-11-23T10:00:00+01:00"; // a Monday
const context = {
  now,
  zone: "Europe/Berlin",
  locale: "en-US",
  understand: (text: string) => understandTime(text, { now, zone: "Europe/Berlin", prefer: "future" }),
  tools: new Set(["reply_mail"]),
};

test.each([
  ["gym mon wed fri 7am", ["gym mon 7am", "gym wed 7am", "gym fri 7am"]],
  ["yoga on Tuesday and Thursday at 6", ["yoga Tuesday at 6", "yoga Thursday at 6"]],
  ["gym mon, wed, and fri at 7", ["gym mon at 7", "gym wed at 7", "gym fri at 7"]],
])("“%s” is one event a day", (text, each) => {
  expect(eachDay(text)).toEqual(each);
});

test.each(["gym every Monday and Wednesday at 7", "Monday to Friday at 9", "on Monday or Tuesday at 3", "Friday at 7", "sun and moon talk at 7"])(
  "“%s” is one event",
  (text) => {
    expect(eachDay(text)).toEqual([text]);
  },
);

test.each([
  ["lunch on February 30 at 1", "February has no 30. Which day do you mean?", "lunch at 1"],
  ["lunch on the 31st of April", "April has no 31. Which day do you mean?", "lunch on the"],
  ["a call at 25:00 tomorrow", "There is no 25:00. What time do you mean?", "a call tomorrow"],
])("“%s” names a time that doesn't exist", (text, said, rest) => {
  expect(impossibleTime(text)).toEqual({ said, rest });
});

test.each(["lunch on February 29", "on December 31 at 23:59", "at 24:00", "March 15:30 call", "room 31, May", "a ratio of 30:70 in the review on May 3"])(
  "every day and hour of “%s” exists",
  (text) => {
    expect(impossibleTime(text)).toBeNull();
  },
);

test("words typed without their apostrophe are the same words", () => {
  const lowers = (text: string): string[] => tokenise(text).map(({ lower }) => lower);
  expect(lowers("whats on, i cant come, im out, dont book")).toEqual(lowers("what's on, I can't come, I'm out, don't book"));
  expect(lowers("wants plants vents")).toEqual(["wants", "plants", "vents"]);
});

test("the words of a reply are kept whole, commas and all, and only where a mail was spoken of", () => {
  const mails = [{ id: "m" }] as unknown as typeof quietDialogue.mails;
  expect(readReplyRequest("reply yes, that's fine, book it", { ...quietDialogue, mails }, context)).toMatchObject({
    intent: "reply-mail",
    taken: ["Yes, that's fine, book it."],
  });
  expect(readReplyRequest("reply yes, that's fine", quietDialogue, context)).toBeNull();
  expect(readReplyRequest("reply to Ana's mail saying yes", { ...quietDialogue, mails }, context)).toBeNull();
});

const starts = (of: CalendarInMemory, title: string): string | undefined => of.events.find((event) => event.title === title)?.start.slice(0, 16);

test("a correction moves what was just made; after another matter the same words move nothing", () => {
  const perin = new CalendarInMemory(now, "Europe/Berlin", [{ title: "Review", start: "2026-11-24T15:00:00+01:00" }]);
  perin.say("gym tomorrow at 7 for an hour");
  perin.say("oops, 8");
  expect(starts(perin, "Gym")).toBe("2026-11-24T08:00");
  perin.say("no, Thursday");
  expect(starts(perin, "Gym")).toBe("2026-11-26T08:00");
  perin.say("thanks");
  perin.say("no, 11");
  expect(starts(perin, "Gym")).toBe("2026-11-26T08:00");
});

test("a length is no hour: it answers how long, and the hour is asked for still", () => {
  const perin = new CalendarInMemory(now, "Europe/Berlin");
  perin.say("haircut on Friday");
  expect(perin.say("1 hour")).toContain("At what time");
  perin.say("at 10");
  expect(starts(perin, "Haircut")).toBe("2026-11-27T10:00");
});

test("nobody whose calendar wasn't looked at is called free, however the name is typed", () => {
  const perin = new CalendarInMemory(now, "Europe/Berlin", [], [{ name: "Tom", email: "tom@example.com" }]);
  perin.say("is tom free tomorrow at 3");
  expect(perin.calls.map(({ tool, input }) => [tool, input.people])).toEqual([["find_free_time", ["tom"]]]);
});
