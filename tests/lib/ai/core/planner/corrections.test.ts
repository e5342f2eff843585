/** Words that correct or complete what was asked for, before it is there and after. */
import { CalendarInMemory, type Seed } from "./calendar-in-memory";

const now = "2026-11-23T10:00:00+01:00"; // a Monday
const seeds: readonly Seed[] = [
  { title: "Review", start: "2026-11-24T14:00:00+01:00" },
  { title: "Board call", start: "2026-11-24T16:00:00+01:00", minutes: 30 },
  { title: "Standup", start: "2026-11-27T09:30:00+01:00", minutes: 15 },
  { title: "Dentist", start: "2026-11-27T16:30:00+01:00" },
];
const calendar = (): CalendarInMemory => new CalendarInMemory(now, "Europe/Berlin", seeds, []);
const titles = (of: CalendarInMemory): string[] => of.events.map(({ title }) => title);

describe("while a length is asked for, the event can be corrected", () => {
  const asked = (): CalendarInMemory => {
    const perin = calendar();
    expect(perin.say("book a run tomorrow at 6pm")).toBe("How long should it be?");
    return perin;
  };

  test.each([
    ["no, I meant Friday", { when: "Friday at 18:00" }],
    ["make it 7pm", { when: "2026-11-24 7pm" }],
    ["move it an hour later", { when: "2026-11-24T19:00:00+01:00" }],
    ["call it Easy run", { title: "Easy run" }],
    ["at the park", { location: "the park" }],
    ["every day", { repeat: "every day" }],
  ])("“%s”", (words, input) => {
    const perin = asked();
    expect(perin.say(words)).toBe("How long should it be?");
    expect(perin.calls.at(-1)).toMatchObject({ tool: "create_event", input });
    perin.say("45 minutes");
    expect(perin.events).toHaveLength(seeds.length + 1);
  });
});

test("“not the dentist”, said to “which one?”, spares it", () => {
  const perin = calendar();
  expect(perin.say("cancel Friday")).toContain("Which one should I cancel?");
  perin.say("not the dentist");
  expect(titles(perin)).toContain("Dentist");
  expect(titles(perin)).not.toContain("Standup");
});

test("“and at 4?” asks about the day that was asked about", () => {
  const perin = calendar();
  perin.say("am I free tomorrow at 2?");
  perin.say("and at 4?");
  expect(perin.calls.at(-1)?.input).toMatchObject({ when: "at 4 on 2026-11-24" });
});

test("how much time lies between two events is counted from the end of one to the start of the other", () => {
  expect(calendar().say("how much time is there between the review and the board call?")).toBe("1 hour: “Review” ends at 15:00, “Board call” begins at 16:00.");
});

test("“that day” is the day that was named in the sentence before", () => {
  const perin = calendar();
  perin.say("I'm off on Friday. Cancel everything that day");
  expect(titles(perin)).toEqual(["Review", "Board call"]);
});

test("“block tomorrow morning” takes all of it, “every morning” says no hours", () => {
  const perin = calendar();
  perin.say("block tomorrow morning for writing");
  expect(perin.calls.at(-1)?.input).toMatchObject({ title: "Writing", when: "2026-11-24T08:00:00+01:00", durationMinutes: 240 });
  expect(calendar().say("schedule focus time every morning next week")).toBe("How long should it be?");
});
