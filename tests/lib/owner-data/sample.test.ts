import { randomUUID } from "node:crypto";
import { sampleEvents } from "@/lib/owner-data/core/sample-week";
import { fillSample, hasSample, removeSample } from "@/lib/owner-data/sample";
import { listMails, triageMails } from "@/lib/mail/service";
import { createMemory, listMemories } from "@/lib/memory/service";
import { createContact, listContacts } from "@/lib/people/service";
import { createEvent, listEvents } from "@/lib/scheduling/service";
import { createTask, listTasks } from "@/lib/tasks/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { arrive } from "../../support/mailboxes";

useTestDatabase();

const now = at("2026-11-26T09:00");
const span = { from: at("2026-11-20T00:00"), to: at("2026-12-20T00:00"), limit: 500 };

test("the sample week is there, and goes again without what its owner added", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-27T18:00", { title: "My own event" }));
  await createTask(ada, { title: "My own to-do" }, { now });
  await createContact(ada, { name: "My own contact", email: "tom@example.com" });
  await arrive(ada, { subject: "My own mail" });
  await createMemory(ada, { text: "My own memory" });
  await fillSample(ada, "Europe/Berlin", now);
  expect(await hasSample(ada)).toBe(true);
  expect((await listTasks(ada)).tasks.map(({ title }) => title)).toEqual(expect.arrayContaining(["Send the expenses", "Find a present for Mum"]));
  expect((await listEvents(ada, span)).events.filter(({ title }) => title === "Standup").length).toBeGreaterThan(5);
  const mails = (await listMails(ada, { limit: 50 })).mails.filter(({ subject }) => subject !== "My own mail");
  expect(mails).toHaveLength(5);
  expect(mails.map(({ labels }) => labels)).toEqual(mails.map(() => ["Sample"]));
  const { waiting } = await triageMails(ada, { limit: 20 }, { now });
  expect(waiting.map(({ mail }) => mail.subject)).toEqual(expect.arrayContaining(["Design review: one more screen", "Invoice 1042"]));
  expect(waiting.map(({ mail }) => mail.subject)).not.toContain("Your appointment");
  const kept = (await listMemories(ada)).memories.map(({ text, pinned }) => ({ text, pinned }));
  expect(kept[0]).toEqual({ text: "Writing time is mine: ask me before you book over it.", pinned: true });
  expect(kept.length).toBeGreaterThan(2);
  const { removed } = await removeSample(ada);
  expect(removed).toBeGreaterThan(10);
  expect(await hasSample(ada)).toBe(false);
  expect((await listEvents(ada, span)).events.map(({ title }) => title)).toEqual(["My own event"]);
  expect((await listTasks(ada)).tasks.map(({ title }) => title)).toEqual(["My own to-do"]);
  expect((await listMails(ada, { limit: 50 })).mails.map(({ subject }) => subject)).toEqual(["My own mail"]);
  expect((await listContacts(ada)).contacts.map(({ name }) => name)).toEqual(["My own contact"]);
  expect((await listMemories(ada)).memories.map(({ text }) => text)).toEqual(["My own memory"]);
});

test("work of the sample week falls on weekdays, whatever today is", () => {
  for (let day = 0; day < 7; day += 1) {
    const today = Temporal.PlainDate.from("2026-11-23").add({ days: day });
    const work = sampleEvents(today).filter(({ days }) => days === undefined);
    expect(work.every((event) => today.add({ days: event.day }).dayOfWeek <= 5)).toBe(true);
    // Every working day of the week that is looked at has something of its own.
    const busy = new Set(work.filter(({ rrule }) => rrule === undefined).map((event) => event.day));
    const monday = today.subtract({ days: today.dayOfWeek - 1 });
    const week = [0, 1, 2, 3, 4].map((days) => today.until(monday.add({ days })).days);
    expect(week.filter((days) => !busy.has(days))).toEqual([]);
  }
});

test("nobody removes a stranger's sample, and an actor without the scope none", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  await fillSample(ada, "Europe/Berlin", now);
  expect(await removeSample(eve)).toEqual({ removed: 0 });
  expect(await hasSample(ada)).toBe(true);
  const nobody = { userId: randomUUID(), via: "session" as const, scopes: [] };
  expect(await codeOf(Promise.resolve().then(() => removeSample(nobody)))).toBe("identity/forbidden");
  expect(await codeOf(Promise.resolve().then(() => hasSample(nobody)))).toBe("identity/forbidden");
});
