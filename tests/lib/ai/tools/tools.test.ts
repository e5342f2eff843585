/** What each tool does on a real calendar: the words it takes, what it says, when it asks. */
import { codeOf, hourAt, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";
import { performTool } from "@/lib/ai/perform-tool";
import { toolNames } from "@/lib/ai/core/tool-names";
import { readers } from "@/components/chat/outcome";
import { readingTools } from "@/lib/ai/core/tool-names";
import { toolList, toolNamed, toolsFor } from "@/lib/ai/tools/registry";
import { ToolOutcomeSchema, type ToolOutcome } from "@/lib/ai/contracts";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { createContact, listContacts } from "@/lib/people/service";
import { createEvent, getAvailability, getEvent, listEvents } from "@/lib/scheduling/service";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";
const span = { from: "2026-11-23T00:00:00+01:00", to: "2026-12-31T00:00:00+01:00" };

const use = async (actor: Actor, name: string, input: unknown): Promise<ToolOutcome> => {
  const tool = toolNamed(name);
  if (!tool) throw new Error(name);
  const context = { actor, profile: await findProfile(actor), now, conversationId: null, signal: new AbortController().signal };
  const outcome = ToolOutcomeSchema.parse(await performTool(tool, context, tool.input.parse(input)));
  if (outcome.status === "done") tool.output.parse(outcome.output);
  return outcome;
};
const output = <T>(outcome: ToolOutcome): T => {
  if (outcome.status !== "done") throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.output as T;
};
const book = async (actor: Actor, wall: string, rest: Parameters<typeof hourAt>[1] = {}) => (await createEvent(actor, hourAt(wall, rest), { now })).event;

test("the registry holds every tool once under its own name, and shows none of them to visitors or peers", () => {
  expect(toolList.map(({ name }) => name)).toEqual([...toolNames]);
  expect(toolsFor("visitor")).toEqual([]);
  expect(toolsFor("peer")).toEqual([]);
  for (const tool of toolList) expect(tool.effect === "read").toBe(tool.preview === undefined);
  expect([...readers].sort()).toEqual([...readingTools].sort());
  expect([...readingTools].sort()).toEqual(
    toolList
      .filter(({ effect }) => effect === "read")
      .map(({ name }) => name)
      .sort(),
  );
});

test("set_travel keeps a zone for some days: hours count there, and a later word replaces an earlier one", async () => {
  const actor = await newCalendarOwner();
  expect(await use(actor, "set_travel", { zone: "Atlantis", when: "next week" })).toMatchObject({ status: "refused", reason: "zone-unclear" });
  expect(await use(actor, "set_travel", { zone: "Tokyo", when: "from 3 to 9 December" })).toMatchObject({
    output: { from: "2026-12-03", to: "2026-12-09", zone: "Asia/Tokyo" },
  });
  await use(actor, "set_travel", { zone: "Lisbon", when: "from 7 to 8 December" });
  expect((await getAvailability(actor)).travel).toEqual([{ from: "2026-12-07", to: "2026-12-08", zone: "Europe/Lisbon" }]);
});

test("find_free_time keeps to hours of each day of a longer span, and leaves the hours of work only where a named part of the day lies outside", async () => {
  const actor = await newCalendarOwner();
  const starts = async (input: object) =>
    output<{ offers: { start: string }[] }>(await use(actor, "find_free_time", input)).offers.map(({ start }) => start.slice(0, 16));
  const afternoons = await starts({ when: "next week in the afternoon", durationMinutes: 60, limit: 20 });
  expect(afternoons.length).toBeGreaterThan(4);
  expect(afternoons.every((start) => start >= "2026-11-30" && start.slice(11) >= "12:00")).toBe(true);
  expect((await starts({ when: "tomorrow morning", durationMinutes: 120, ignoreHours: "when-needed" }))[0]).toBe("2026-11-24T09:00");
  expect((await starts({ when: "tomorrow evening", durationMinutes: 60, ignoreHours: "when-needed" }))[0]).toBe("2026-11-24T18:00");
});

test("find_free_time offers times of several days, one day after the other, and of a single day the first that fit", async () => {
  const actor = await newCalendarOwner();
  const starts = async (input: object) =>
    output<{ offers: { start: string }[] }>(await use(actor, "find_free_time", { durationMinutes: 45, ...input })).offers.map(({ start }) =>
      start.slice(8, 16),
    );
  expect(await starts({ when: "next week" })).toEqual(["30T09:00", "01T09:00", "02T09:00", "03T09:00", "04T09:00"]);
  expect(await starts({ when: "from Thursday to Friday", limit: 4 })).toEqual(["26T09:00", "26T09:45", "27T09:00", "27T09:45"]);
  expect(await starts({ when: "Thursday", limit: 3 })).toEqual(["26T09:00", "26T09:45", "26T10:30"]);
});

test("resolve_time says what a phrase means in the owner's zone, also after a reload of the same instant", async () => {
  const actor = await newCalendarOwner("America/New_York");
  const read = output<{ matches: { start: string; spoken: string }[] }>(await use(actor, "resolve_time", { phrase: "Thursday at 12:30" }));
  expect(read.matches).toMatchObject([{ start: "2026-11-26T12:30:00-05:00", spoken: "Thursday 26 Nov, 12:30" }]);
  expect(await use(actor, "resolve_time", { phrase: "2026-11-26T17:30:00Z" })).toMatchObject({ output: { matches: [{ start: "2026-11-26T12:30:00-05:00" }] } });
  expect(await use(actor, "resolve_time", { phrase: "blue" })).toMatchObject({ status: "refused", reason: "time-unclear" });
});

test("find_events narrows by span, words and people, and marks what it speaks of", async () => {
  const actor = await newCalendarOwner();
  await book(actor, "2026-11-26T12:30", { title: "Lunch with Maya", guests: ["Maya"] });
  await book(actor, "2026-11-26T15:00", { title: "Budget review" });
  await book(actor, "2026-11-27T09:00", { title: "Stand-up" });
  const titles = async (input: object) => output<{ events: { title: string }[] }>(await use(actor, "find_events", input)).events.map(({ title }) => title);
  expect(await titles({ when: "Thursday" })).toEqual(["Lunch with Maya", "Budget review"]);
  expect(await titles({ when: "Thursday afternoon", text: "the review" })).toEqual(["Budget review"]);
  expect(await titles({ people: ["maya"] })).toEqual(["Lunch with Maya"]);
  expect(await titles({ order: "desc", limit: 1 })).toEqual(["Stand-up"]);
  expect(await titles({ when: "Thursday at 3:15pm" })).toEqual(["Budget review"]);
  expect(await use(actor, "find_events", { when: "Thursday", limit: 1 })).toMatchObject({
    output: { more: true },
    marks: [{ kind: "highlight", title: "Lunch with Maya" }],
  });
  expect(await titles({ when: "today" })).toEqual([]);
});

test("find_free_time keeps to the owner's hours and wishes, and says whose calendar it can't see", async () => {
  const actor = await newCalendarOwner();
  await book(actor, "2026-11-24T09:00");
  const free = await use(actor, "find_free_time", { when: "tomorrow", durationMinutes: 60, people: ["Tom"], notBefore: "09:30" });
  expect(output<{ offers: { start: string }[] }>(free).offers[0]?.start).toBe("2026-11-24T10:00:00+01:00");
  expect(free).toMatchObject({
    said: expect.stringContaining("I can't see the calendar of Tom"),
    marks: expect.arrayContaining([expect.objectContaining({ kind: "free" })]),
  });
  expect(output<{ offers: unknown[] }>(await use(actor, "find_free_time", { when: "Saturday" })).offers).toEqual([]);
  expect(output<{ offers: unknown[] }>(await use(actor, "find_free_time", { when: "Saturday", ignoreHours: true })).offers.length).toBeGreaterThan(0);
  expect(await use(actor, "find_free_time", { when: "last week" })).toMatchObject({ status: "refused", reason: "time-past" });
});

test("explain_time names the rule or the event in the way and the next free time", async () => {
  const actor = await newCalendarOwner();
  await book(actor, "2026-11-26T12:30");
  expect(await use(actor, "explain_time", { when: "Friday at 5pm" })).toMatchObject({
    output: { free: false, blockers: [{ rule: "outside-hours" }], nextFree: { start: "2026-11-30T09:00:00+01:00" } },
  });
  expect(await use(actor, "explain_time", { when: "Thursday at 12:45" })).toMatchObject({
    output: { free: false, blockers: [expect.objectContaining({ rule: "event" })] },
    said: expect.stringContaining("Lunch"),
  });
  expect(await use(actor, "explain_time", { when: "Thursday at 10" })).toMatchObject({ output: { free: true } });
});

test("create_event asks for the length, the time or the day when they are missing", async () => {
  const actor = await newCalendarOwner();
  expect(await use(actor, "create_event", { title: "Lunch", when: "Thursday at 12:30" })).toMatchObject({
    status: "refused",
    reason: "duration-missing",
    options: [{ value: "30 minutes" }, {}, {}],
  });
  expect(await use(actor, "create_event", { title: "Lunch", when: "Thursday", durationMinutes: 30 })).toMatchObject({ reason: "time-missing" });
  expect(await use(actor, "create_event", { title: "Lunch", when: "Friday morning", durationMinutes: 30 })).toMatchObject({
    reason: "time-missing",
    options: expect.arrayContaining([{ label: "Friday 27 Nov, 09:00", value: "Friday 27 Nov, 09:00" }]),
  });
  expect((await listEvents(actor, span)).events).toEqual([]);
});

test("create_event books a time Perin chose only while it is free, and offers others", async () => {
  const actor = await newCalendarOwner();
  await book(actor, "2026-11-26T14:00");
  const taken = await use(actor, "create_event", { title: "Review", when: "2026-11-26T14:30:00+01:00", durationMinutes: 30, onlyIfFree: true });
  expect(taken).toMatchObject({ status: "refused", reason: "time-taken", options: [expect.objectContaining({ value: "Thursday 26 Nov, 15:00" }), {}, {}] });
  expect(await use(actor, "create_event", { title: "Review", when: "2026-11-26T15:00:00+01:00", durationMinutes: 30, onlyIfFree: true })).toMatchObject({
    status: "done",
  });
});

test("create_event takes repetitions and whole days in words", async () => {
  const actor = await newCalendarOwner();
  expect(await use(actor, "create_event", { title: "Stand-up", when: "Monday at 9", repeat: "every weekday", durationMinutes: 15 })).toMatchObject({
    status: "done",
    output: { event: { recurrence: { rrule: expect.stringContaining("FREQ=") } } },
  });
  expect(await use(actor, "create_event", { title: "Fair", when: "Thursday", end: "Friday", allDay: true })).toMatchObject({
    status: "done",
    said: expect.stringContaining("Thursday 26 Nov – Friday 27 Nov, all day"),
  });
});

test("move_event moves at once what is the owner's own, with both places drawn, and asks where others take part", async () => {
  const actor = await newCalendarOwner();
  const own = await book(actor, "2026-11-26T12:30");
  const moved = await use(actor, "move_event", { ref: own.ref, when: "to Friday" });
  expect(moved).toMatchObject({
    status: "done",
    said: "“Lunch” moved from Thursday 26 Nov, 12:30–13:30, Berlin time to Friday 27 Nov, 12:30–13:30, Berlin time.",
    marks: [{ kind: "highlight", from: { start: own.start } }],
    undo: expect.anything(),
  });
  const shared = await book(actor, "2026-11-26T15:00", { attendees: [{ email: "maya@example.com", name: "Maya" }] });
  expect(await use(actor, "move_event", { ref: shared.ref, when: "an hour later" })).toMatchObject({
    status: "waiting",
    action: {
      tells: ["Maya (maya@example.com)"],
      lines: [{ label: "When", before: "Thursday 26 Nov, 15:00–16:00, Berlin time", after: "Thursday 26 Nov, 16:00–17:00, Berlin time" }],
      marks: [{ kind: "ghost" }],
    },
  });
  expect(await getEvent(actor, { ref: shared.ref })).toMatchObject({ start: shared.start });
});

test("a ref that is guessed, another owner's or cancelled leads nowhere", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const { ref } = await book(stranger, "2026-11-26T12:30");
  for (const guessed of [ref, "the lunch", "0191b2c3-0000-7000-8000-000000000000"]) {
    expect(await use(actor, "move_event", { ref: guessed, when: "Friday" })).toMatchObject({ status: "refused", reason: "event-not-found" });
    expect(await use(actor, "cancel_events", { refs: [guessed] })).toMatchObject({ status: "refused", reason: "event-not-found" });
  }
  await use(stranger, "cancel_events", { refs: [ref] });
  expect(await use(stranger, "move_event", { ref, when: "Friday" })).toMatchObject({ status: "refused", reason: "event-cancelled" });
});

test("change_event lengthens, renames, and says what changed", async () => {
  const actor = await newCalendarOwner();
  const { ref } = await book(actor, "2026-11-26T12:30");
  expect(await use(actor, "change_event", { ref, extendMinutes: 30 })).toMatchObject({
    status: "done",
    output: { event: { end: expect.stringContaining("14:00") } },
  });
  expect(await use(actor, "change_event", { ref, title: "Brunch", location: "Café" })).toMatchObject({
    status: "done",
    said: expect.stringMatching(/title Lunch → Brunch.*where Café/),
  });
  expect(await use(actor, "change_event", { ref, title: "Brunch" })).toMatchObject({ status: "refused", reason: "nothing-to-change" });
  expect(await use(actor, "change_event", { ref, extendMinutes: -600 })).toMatchObject({ status: "refused", reason: "duration-missing" });
});

test("people come and go: names at once, addresses after a yes", async () => {
  const actor = await newCalendarOwner();
  await createContact(actor, { name: "Maya Cohen", email: "maya@example.com" });
  const { ref } = await book(actor, "2026-11-26T12:30");
  expect(await use(actor, "add_attendees", { ref, people: ["Tom"] })).toMatchObject({
    status: "done",
    said: "Tom was added to “Lunch” on Thursday 26 Nov, 12:30–13:30, Berlin time. Nobody was told: there is no address for Tom.",
  });
  expect(await use(actor, "add_attendees", { ref, people: ["tom"] })).toMatchObject({ status: "refused", reason: "nothing-to-change" });
  expect(await use(actor, "add_attendees", { ref, people: ["Maya"] })).toMatchObject({
    status: "waiting",
    action: { tells: ["Maya Cohen (maya@example.com)"] },
  });
  expect(await use(actor, "remove_attendees", { ref, people: ["Tom"] })).toMatchObject({ status: "done" });
  expect(await getEvent(actor, { ref })).toMatchObject({ guests: [], attendees: [] });
});

test("who will be e-mailed is said as it is: somebody here, nobody outside without a mail account, nobody where nothing changes for them", async () => {
  const [actor, tom] = [await newCalendarOwner(), await newCalendarOwner()];
  const here = `${tom.userId}@example.com`;
  const waits = async (name: string, input: unknown) => {
    const outcome = await use(actor, name, input);
    return outcome.status === "waiting" ? outcome.action.telling : outcome.status;
  };
  const when = { title: "Lunch", when: "Thursday at 12:30", durationMinutes: 60 };
  expect(await waits("create_event", { ...when, people: [here] })).toBe(`${here} will be e-mailed.`);
  expect(await waits("create_event", { ...when, people: ["maya@example.com"] })).toBe(
    "Nobody can be e-mailed: no mail account is connected. They see nothing of it.",
  );
  expect(await waits("create_event", { ...when, people: [here, "maya@example.com"] })).toBe(
    `${here} will be e-mailed. maya@example.com can’t be e-mailed: no mail account is connected.`,
  );
  const { ref } = await book(actor, "2026-11-26T12:30", { attendees: [{ email: here, name: "Tom" }] });
  expect(await waits("move_event", { ref, when: "Friday at 12:30" })).toBe("Tom will be e-mailed.");
  expect(await waits("change_event", { ref, description: "Ask about the flat" })).toBe("Nothing changes that they have to know, so nobody will be e-mailed.");
  expect(await waits("cancel_events", { refs: [ref] })).toBe("Tom will be e-mailed.");
});

test("contacts are added, completed, found, and deleted after a yes", async () => {
  const actor = await newCalendarOwner();
  expect(await use(actor, "save_contact", { name: "Tom", email: "tom@example.com" })).toMatchObject({
    status: "done",
    said: "Tom (tom@example.com) is in your contacts now.",
  });
  expect(await use(actor, "save_contact", { name: "Tom", phone: "+49 30 1234" })).toMatchObject({
    status: "done",
    output: { contact: { email: "tom@example.com", phone: "+49 30 1234" } },
  });
  expect(await use(actor, "save_contact", { name: "Tom", zone: "Atlantis" })).toMatchObject({ status: "refused", reason: "zone-unclear" });
  expect(await use(actor, "save_contact", { name: "Tom", hours: "blue" })).toMatchObject({ status: "refused", reason: "hours-unclear" });
  expect(await use(actor, "save_contact", { name: "Tom", hours: "mornings" })).toMatchObject({
    status: "done",
    said: expect.stringContaining("Prefers to meet 08:00–12:00 on their own clock.") as string,
  });
  expect(output<{ contact: { hours: unknown } }>(await use(actor, "save_contact", { name: "Tom", hours: null })).contact.hours).toBeNull();
  const found = output<{ contacts: { id: string }[] }>(await use(actor, "find_contacts", { text: "tom" }));
  expect(found.contacts).toHaveLength(1);
  expect(await use(actor, "delete_contact", { contactId: found.contacts[0]?.id })).toMatchObject({
    status: "waiting",
    action: { title: "Delete Tom from your contacts" },
  });
  expect((await listContacts(actor, {})).contacts).toHaveLength(1);
});

test("undo takes back the last thing, and says when there is nothing to take back", async () => {
  const actor = await newCalendarOwner();
  expect(await use(actor, "undo", {})).toMatchObject({ status: "refused", reason: "nothing-to-undo" });
  const { ref } = await book(actor, "2026-11-26T12:30");
  await use(actor, "cancel_events", { refs: [ref] });
  expect(await use(actor, "undo", {})).toMatchObject({ status: "done", said: expect.stringMatching(/^Taken back: /) });
  expect((await listEvents(actor, span)).events).toHaveLength(1);
});

test("a tool that is stopped before it begins does nothing", async () => {
  const actor = await newCalendarOwner();
  const tool = toolNamed("create_event");
  if (!tool) throw new Error("create_event");
  const stopped = { actor, profile: await findProfile(actor), now, conversationId: null, signal: AbortSignal.abort() };
  expect(await codeOf(performTool(tool, stopped, { title: "Lunch", when: "Thursday 12-1pm" }))).not.toBe("");
  expect((await listEvents(actor, span)).events).toEqual([]);
});
