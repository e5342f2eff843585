/** Whoever books over something of theirs is told so: before, where it asks, and after. */
import type { ToolOutcome } from "@/lib/ai/contracts";
import { performTool } from "@/lib/ai/perform-tool";
import { toolNamed } from "@/lib/ai/tools/registry";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { createContact } from "@/lib/people/service";
import { createEvent } from "@/lib/scheduling/service";
import { hourAt, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";

const use = async (actor: Actor, name: string, input: unknown): Promise<ToolOutcome> => {
  const tool = toolNamed(name);
  if (!tool) throw new Error(name);
  const context = { actor, profile: await findProfile(actor), now, conversationId: null, signal: new AbortController().signal };
  return performTool(tool, context, tool.input.parse(input));
};
const saidBy = (outcome: ToolOutcome): string => (outcome.status === "done" ? outcome.said : JSON.stringify(outcome));

/** An owner with a team lunch from 12 to 13 on Thursday 26 November. */
const withLunch = async (rest: Parameters<typeof hourAt>[1] = {}) => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:00", { title: "Team lunch", ...rest }), { now });
  return { actor, lunch: event };
};
const beside = "It overlaps “Team lunch” (12:00–13:00).";

test.each([
  ["Thursday at 12:30", true],
  ["Thursday at 11:30", true],
  ["Thursday at 13:00", false],
  ["Thursday at 11:00", false],
])("an hour on %s overlaps a lunch from 12 to 13: %s", async (when, overlaps) => {
  const { actor } = await withLunch();
  expect(saidBy(await use(actor, "create_event", { title: "Dentist", when, durationMinutes: 60 })).includes(beside)).toBe(overlaps);
});

test.each([
  ["what shows as free", { showAs: "free" as const }],
  ["a whole day", { start: "2026-11-26T00:00:00+01:00", end: "2026-11-27T00:00:00+01:00", allDay: true }],
])("%s is nothing to overlap", async (_what, rest) => {
  const { actor } = await withLunch(rest);
  expect(saidBy(await use(actor, "create_event", { title: "Dentist", when: "Thursday at 12:30", durationMinutes: 60 }))).not.toContain("overlaps");
});

test("days away are, and of a series the first is looked at, which never stands in its own way", async () => {
  const { actor } = await withLunch({
    title: "Lisbon",
    start: "2026-11-26T00:00:00+01:00",
    end: "2026-11-28T00:00:00+01:00",
    allDay: true,
    showAs: "out-of-office",
  });
  const said = saidBy(await use(actor, "create_event", { title: "Swimming", when: "Thursday at 18:00", durationMinutes: 60, repeat: "every day" }));
  expect(said).toContain("The first one overlaps “Lisbon”");
  expect(said).not.toContain("Swimming” (");
});

test("a card shows it before anybody is asked along", async () => {
  const { actor } = await withLunch();
  await createContact(actor, { name: "Maya", email: "maya@example.com" });
  const outcome = await use(actor, "create_event", { title: "Lunch", when: "Thursday at 12:30", durationMinutes: 60, people: ["Maya"] });
  expect(outcome).toMatchObject({
    status: "waiting",
    action: { lines: expect.arrayContaining([{ label: "Overlaps", before: null, after: "“Team lunch” (12:00–13:00)" }]) as unknown },
  });
});

test("moving and making longer tell it too, and an event doesn't overlap itself", async () => {
  const { actor, lunch } = await withLunch();
  const { event } = await createEvent(actor, hourAt("2026-11-26T10:00", { title: "Review" }), { now });
  expect(saidBy(await use(actor, "move_event", { ref: event.ref, when: "Thursday at 12:30" }))).toContain(beside);
  expect(saidBy(await use(actor, "move_event", { ref: event.ref, when: "Thursday at 10:30" }))).not.toContain("overlaps");
  expect(saidBy(await use(actor, "change_event", { ref: event.ref, extendMinutes: 60 }))).toContain(beside);
  expect(saidBy(await use(actor, "change_event", { ref: lunch.ref, title: "Lunch of the team" }))).not.toContain("overlaps");
  expect(saidBy(await use(actor, "move_event", { ref: lunch.ref, when: "half an hour later" }))).not.toContain("overlaps");
});
