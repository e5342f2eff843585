/** The trail as its owner reads it. */
import { listHistory, undoAnyChange } from "@/lib/ai/service";
import { updateProfile } from "@/lib/identity/service";
import { createContact, listContacts } from "@/lib/people/service";
import { transaction } from "@/lib/queries/transaction";
import { createEvent } from "@/lib/scheduling/service";
import { addTask, listTasks, tellReminder } from "@/lib/tasks/service";
import { hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

test("things done in one transaction each have words and a way back of their own", async () => {
  const ada = await newCalendarOwner();
  const soon = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  await transaction(async () => {
    await createContact(ada, { name: "Maya" });
    await createContact(ada, { name: "Tom" });
    await addTask(ada, { title: "Milk" });
    await addTask(ada, { title: "Rent" });
    await createEvent(ada, { ...hourAt("2026-11-27T12:00"), title: "Lunch", start: soon(24), end: soon(25) });
    await createEvent(ada, { ...hourAt("2026-11-27T12:00"), title: "Dinner", start: soon(30), end: soon(31) });
  });
  const { entries } = await listHistory(ada, { kind: "all", limit: 30 });
  expect(entries.map(({ said }) => said)).toEqual([
    "Booked “Dinner”",
    "Booked “Lunch”",
    "“Rent” was added to the to-dos",
    "“Milk” was added to the to-dos",
    "Tom was added to the contacts",
    "Maya was added to the contacts",
  ]);
  expect(new Set(entries.map(({ undo }) => undo?.changeId)).size).toBe(6);
  for (const said of ["“Milk” was added to the to-dos", "Tom was added to the contacts"]) {
    const entry = entries.find((one) => one.said === said);
    await undoAnyChange(ada, { changeId: entry?.undo?.changeId ?? "" });
  }
  expect((await listTasks(ada)).tasks.map(({ title }) => title)).toEqual(["Rent"]);
  expect((await listContacts(ada)).contacts.map(({ name }) => name)).toEqual(["Maya"]);
});

test("what Perin did is told under the name its owner gave it, and a reminder by what it reminded of", async () => {
  const ada = await newCalendarOwner();
  await updateProfile(ada, { delegateName: "Pim" });
  const { task } = await addTask(ada, { title: "Stretch", due: "today at 20:00" }, { now: "2026-11-27T06:00:00Z" });
  expect(await tellReminder(ada.userId, task.id, { now: "2026-11-28T06:00:00Z" })).toBe(true);
  await createContact({ ...ada, via: "assistant" }, { name: "Maya" });
  const { entries } = await listHistory(ada, { kind: "all", limit: 30 });
  expect(entries.map(({ by, said }) => `${by}: ${said}`)).toEqual(
    expect.arrayContaining(["Pim, by itself: Reminded you of “Stretch”", "Pim: Maya was added to the contacts", "You: “Stretch” was added to the to-dos"]),
  );
});
