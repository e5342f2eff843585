/** One typed line: what was shown is what is done. */
import { listHistory, quickAdd, readQuickAdd, undoAnyChange } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { ownerActor } from "@/lib/identity/service";
import { createMemory, listMemories } from "@/lib/memory/service";
import { createContact, deleteContact, listContacts } from "@/lib/people/service";
import { listEvents } from "@/lib/scheduling/service";
import { listTasks } from "@/lib/tasks/service";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const read = async (actor: Actor, text: string) => {
  const reading = await readQuickAdd(actor, { text });
  if (!reading.understood) throw new Error(reading.said);
  return reading;
};
const events = async (actor: Actor) =>
  (
    await listEvents(actor, {
      from: Temporal.Now.instant().toString(),
      to: Temporal.Now.instant()
        .add({ hours: 24 * 300 })
        .toString(),
      limit: 10,
    })
  ).events;

test("a line is read with weekday, date, zone and a length that is shown, and nothing is added by reading it", async () => {
  const actor = await newCalendarOwner();
  const reading = await read(actor, "lunch with Maya Thu 12:30");
  expect(reading).toMatchObject({ tool: "create_event", asks: false });
  expect(reading.lines.find(({ label }) => label === "When")?.after).toMatch(/^Thursday \d{1,2} \w{3}.*12:30–13:30, Berlin time$/);
  expect(await events(actor)).toEqual([]);
  expect(await quickAdd(actor, { text: "lunch with Maya Thu 12:30", inputHash: reading.inputHash })).toMatchObject({ status: "done" });
  expect(await events(actor)).toMatchObject([{ guests: ["Maya"] }]);
});

test("a length that is said is kept, and a guest with an address makes it wait for a word", async () => {
  const actor = await newCalendarOwner();
  await createContact(actor, { name: "Maya Cohen", email: `maya-${actor.userId}@example.com` });
  const text = "Coffee with Maya tomorrow at 15:00 for 30 minutes";
  const reading = await read(actor, text);
  expect(reading.asks).toBe(true);
  expect(reading.lines.find(({ label }) => label === "When")?.after).toContain("15:00–15:30");
  expect(await quickAdd(actor, { text, inputHash: reading.inputHash })).toMatchObject({ status: "waiting" });
  expect(await events(actor)).toEqual([]);
});

test("what is to be done by a day becomes a to-do with that day and its length", async () => {
  const actor = await newCalendarOwner();
  expect(await read(actor, "write the report by 1 March, 45 minutes")).toMatchObject({
    tool: "add_task",
    title: "Add “Write the report” to your list",
    lines: [{ after: "Write the report" }, { label: "Due", after: expect.stringContaining("1 Mar") }, { label: "Length", after: "45 minutes" }],
  });
  expect(await read(actor, "call the dentist tomorrow")).toMatchObject({ tool: "add_task" });
  expect(await read(actor, "call the dentist tomorrow at 9")).toMatchObject({ tool: "create_event" });
});

test("a contact and a memory can be added by the same line", async () => {
  const actor = await newCalendarOwner();
  const contact = "add Tom Baker, tom@baker.example, to my contacts";
  expect((await quickAdd(actor, { text: contact, inputHash: (await read(actor, contact)).inputHash })).status).toBe("done");
  expect((await listContacts(actor)).contacts).toMatchObject([{ name: "Tom Baker" }]);
  const memory = "remember that the gate code is 4711";
  expect((await quickAdd(actor, { text: memory, inputHash: (await read(actor, memory)).inputHash })).status).toBe("done");
  expect((await listMemories(actor)).memories).toMatchObject([{ text: "The gate code is 4711." }]);
});

test.each(["lunch", "what is on Friday?", "cancel everything", "hello", "🙂", "'; DROP TABLE events; --"])("“%s” adds nothing and says why", async (text) => {
  const actor = await newCalendarOwner();
  const reading = await readQuickAdd(actor, { text });
  expect(reading.understood).toBe(false);
  expect(await codeOf(quickAdd(actor, { text, inputHash: "0".repeat(64) }))).toBe("ai/quick-add-unclear");
});

test("what means something else by now than what was shown isn't done", async () => {
  const actor = await newCalendarOwner();
  expect(await codeOf(quickAdd(actor, { text: "lunch with Maya Thu 12:30", inputHash: "0".repeat(64) }))).toBe("ai/action-changed");
  expect(await codeOf(readQuickAdd({ ...ownerActor(actor.userId, "session"), scopes: [] }, { text: "lunch Thu 12:30" }))).toBe("identity/forbidden");
});

test("the history says what was done, by whom, newest first, page by page, and takes back what still can be", async () => {
  const actor = await newCalendarOwner();
  const text = "Dentist Thu 12:30";
  await quickAdd(actor, { text, inputHash: (await read(actor, text)).inputHash });
  const { id } = await createContact({ ...actor, via: "assistant" }, { name: "Maya" });
  await createMemory(actor, { text: "Tea" });
  await deleteContact(actor, { contactId: id });
  const all = await listHistory(actor, { kind: "all", limit: 30 });
  expect(all.entries.map(({ action, by }) => [action, by])).toEqual([
    ["contact.delete", "You"],
    ["memory.create", "You"],
    ["contact.create", "Perin"],
    ["event.create", "You"],
  ]);
  expect(all.entries[0]).toMatchObject({ said: "Maya was deleted", undone: false, href: null });
  expect(all.entries[3]?.href).toMatch(/^\/calendar\?date=\d{4}-\d\d-\d\d&event=/);
  await undoAnyChange(actor, { changeId: all.entries[0]?.undo?.changeId ?? "" });
  expect((await listContacts(actor)).contacts).toMatchObject([{ name: "Maya" }]);
  expect((await listHistory(actor, { kind: "contacts", limit: 30 })).entries[0]).toMatchObject({ action: "contact.delete", undone: true, undo: null });
  const first = await listHistory(actor, { kind: "all", limit: 2 });
  const second = await listHistory(actor, { kind: "all", limit: 2, cursor: first.nextCursor ?? "" });
  expect(new Set([...first.entries, ...second.entries].map((entry) => entry.id)).size).toBe(4);
  expect((await listHistory(await newCalendarOwner(), { kind: "all", limit: 30 })).entries).toEqual([]);
  expect(await codeOf(listHistory(actor, { kind: "all", limit: 30, cursor: "nonsense" }))).toBe("request/invalid");
});

test("a chore without a day is a to-do, and one that repeats says how often before it is added", async () => {
  const actor = await newCalendarOwner();
  expect(await read(actor, "buy milk")).toMatchObject({ tool: "add_task", lines: [{ label: "To-do", after: "Buy milk" }] });
  expect(await read(actor, "call Tom")).toMatchObject({ tool: "add_task" });
  const text = "remind me to water the plants every Monday at 9";
  const reading = await read(actor, text);
  expect(reading.lines.find(({ label }) => label === "Repeats")?.after).toBe("every Monday");
  expect(await quickAdd(actor, { text, inputHash: reading.inputHash })).toMatchObject({ status: "done" });
  const [task] = (await listTasks(actor)).tasks;
  expect(task).toMatchObject({ title: "Water the plants", dueTime: "09:00", recurrence: { text: "every Monday" } });
});
