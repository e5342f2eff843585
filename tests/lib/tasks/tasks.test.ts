import { randomUUID } from "node:crypto";
import { listNotifications } from "@/lib/notifications/service";
import { query } from "@/lib/db";
import { cancelEvents, createEvent, listEvents, undoChange } from "@/lib/scheduling/service";
import {
  changeTask,
  createTask,
  createTaskFromLine,
  deleteTask,
  findGap,
  getTask,
  listTasks,
  planTask,
  restoreTask,
  snoozeTask,
  sweepReminders,
  tellReminder,
} from "@/lib/tasks/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

/** A Thursday morning in Berlin. */
const now = at("2026-11-26T09:00");
const told = async (actor: Awaited<ReturnType<typeof newCalendarOwner>>) => (await listNotifications(actor)).notifications.map(({ title }) => title);

test("a to-do with a time is due then and reminds then; one with a day alone reminds only when asked", async () => {
  const ada = await newCalendarOwner();
  const call = await createTaskFromLine(ada, "call Tom tomorrow at 9", { now });
  expect(call).toMatchObject({
    title: "Call Tom",
    dueDate: "2026-11-27",
    dueTime: "09:00",
    dueAt: "2026-11-27T08:00:00.000Z",
    remindAt: "2026-11-27T08:00:00.000Z",
  });
  expect(await createTask(ada, { title: "Rent", due: "tomorrow" }, { now })).toMatchObject({
    dueTime: null,
    remindAt: null,
    dueAt: "2026-11-27T23:00:00.000Z",
  });
  expect(await createTask(ada, { title: "Rent", due: "tomorrow", remind: true }, { now })).toMatchObject({ remindAt: "2026-11-27T08:00:00.000Z" });
  expect(await createTaskFromLine(ada, "remind me tomorrow morning to stretch", { now })).toMatchObject({
    dueTime: null,
    remindAt: "2026-11-27T07:00:00.000Z",
  });
  expect(await createTask(ada, { title: "Call", due: "tomorrow at 9", remind: false }, { now })).toMatchObject({ dueTime: "09:00", remindAt: null });
  expect(await createTask(ada, { title: "Call", remind: "in 2 hours" }, { now })).toMatchObject({ dueDate: null, remindAt: "2026-11-26T10:00:00.000Z" });
});

test("words that aren't a time, a time behind and what can't repeat are refused, naming the field", async () => {
  const ada = await newCalendarOwner();
  const issue = async (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error as { issues: readonly unknown[] }).issues[0],
    );
  expect(await issue(createTask(ada, { title: "x", due: "blue" }, { now }))).toMatchObject({ path: ["due"] });
  expect(await issue(createTask(ada, { title: "x", remind: "yesterday at 9" }, { now }))).toMatchObject({ path: ["remind"], message: "That time has passed" });
  expect(await issue(createTask(ada, { title: "x", remind: true }, { now }))).toMatchObject({ path: ["remind"] });
  expect(await issue(createTask(ada, { title: "x", repeat: "blue" }, { now }))).toMatchObject({ path: ["repeat"] });
  expect(await issue(createTask(ada, { title: "x", repeat: "FREQ=SOMETIMES" }, { now }))).toMatchObject({ path: ["repeat"] });
  expect(await issue(createTask(ada, { title: "x", repeat: "FREQ=DAILY;UNTIL=20200101" }, { now }))).toMatchObject({ path: ["repeat"] });
  expect(await issue(createTask(ada, { title: "x", due: "Friday", remind: "every Monday" }, { now }))).toMatchObject({ path: ["remind"] });
  expect(await issue(createTaskFromLine(ada, "breathe every minute", { now }))).toMatchObject({ message: "A to-do repeats once an hour at most" });
  expect(await issue(createTask(ada, { title: " " }, { now }))).toMatchObject({ path: ["title"] });
});

test("open ones are listed by when they are due, those without a day last, page by page; words find them", async () => {
  const ada = await newCalendarOwner();
  for (const line of ["someday", "plants on Monday", "soon tomorrow", "another someday Ärger"]) await createTaskFromLine(ada, line, { now });
  const first = await listTasks(ada, { limit: 3 });
  expect(first.tasks.map(({ title }) => title)).toEqual(["Soon", "Plants", "Someday"]);
  const rest = await listTasks(ada, { limit: 3, ...(first.nextCursor === null ? {} : { cursor: first.nextCursor }) });
  expect(rest.tasks.map(({ title }) => title)).toEqual(["Another someday Ärger"]);
  expect(rest.nextCursor).toBeNull();
  expect((await listTasks(ada, { query: "arger another" })).tasks).toHaveLength(1);
  expect((await listTasks(ada, { query: "100%" })).tasks).toHaveLength(0);
  expect(await codeOf(listTasks(ada, { cursor: "nonsense" }))).toBe("request/invalid");
});

test("done ones leave the list for the other one, and come back when opened again", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call" }, { now });
  expect(await changeTask(ada, { taskId: task.id, done: true }, { now })).toMatchObject({ doneAt: "2026-11-26T08:00:00.000Z", version: 2 });
  expect((await listTasks(ada)).tasks).toEqual([]);
  expect((await listTasks(ada, { state: "done" })).tasks.map(({ id }) => id)).toEqual([task.id]);
  expect(await codeOf(snoozeTask(ada, { taskId: task.id, until: "Monday" }, { now }))).toBe("tasks/done");
  expect(await changeTask(ada, { taskId: task.id, done: false }, { now })).toMatchObject({ doneAt: null });
  expect((await listTasks(ada)).tasks).toHaveLength(1);
});

test("a change counts once: an older version is refused with the to-do as it is", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call", due: "tomorrow at 9", notes: "n" }, { now });
  await changeTask(ada, { taskId: task.id, title: "Call Tom", version: 1 }, { now });
  expect(await codeOf(changeTask(ada, { taskId: task.id, title: "Call Ann", version: 1 }, { now }))).toBe("tasks/version-conflict");
  expect(await getTask(ada, { taskId: task.id })).toMatchObject({ title: "Call Tom", notes: "n", dueTime: "09:00", remindAt: "2026-11-27T08:00:00.000Z" });
  expect(await changeTask(ada, { taskId: task.id, due: null }, { now })).toMatchObject({ dueDate: null, dueAt: null, remindAt: null });
});

test("snoozing moves the day and keeps the hour of the reminder; a time moves both", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call", due: "tomorrow at 9" }, { now });
  expect(await snoozeTask(ada, { taskId: task.id, until: "till Monday" }, { now })).toMatchObject({
    dueDate: "2026-11-30",
    dueTime: "09:00",
    remindAt: "2026-11-30T08:00:00.000Z",
  });
  expect(await snoozeTask(ada, { taskId: task.id, until: "for 2 hours" }, { now })).toMatchObject({ dueDate: "2026-11-26", dueTime: "11:00" });
  expect(await codeOf(snoozeTask(ada, { taskId: task.id, until: "yesterday" }, { now }))).toBe("request/invalid");
});

test("a deleted to-do is gone and can be brought back", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call" }, { now });
  await deleteTask(ada, { taskId: task.id });
  expect(await codeOf(getTask(ada, { taskId: task.id }))).toBe("tasks/not-found");
  expect(await codeOf(deleteTask(ada, { taskId: task.id }))).toBe("tasks/not-found");
  expect(await restoreTask(ada, { taskId: task.id })).toMatchObject({ title: "Call" });
  expect(await codeOf(restoreTask(ada, { taskId: task.id }))).toBe("tasks/not-found");
});

test("a reminder is told at its moment, not before, and once however many look", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call Tom", due: "today at 10:00" }, { now });
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T09:59") })).toBe(false);
  const looks = await Promise.all(Array.from({ length: 5 }, () => tellReminder(ada.userId, task.id, { now: at("2026-11-26T10:00") })));
  expect(looks.filter(Boolean)).toHaveLength(1);
  await sweepReminders({ now: at("2026-11-26T12:00") });
  expect(await told(ada)).toEqual(["Call Tom"]);
  expect(await getTask(ada, { taskId: task.id })).toMatchObject({ reminded: true });
});

test("a sweep tells what was missed, but nothing that is done, deleted or put off", async () => {
  const ada = await newCalendarOwner();
  const make = (title: string) => createTask(ada, { title, due: "today at 10:00" }, { now });
  const [missed, done, gone, later] = [await make("missed"), await make("done"), await make("gone"), await make("later")];
  await changeTask(ada, { taskId: done.id, done: true }, { now });
  await deleteTask(ada, { taskId: gone.id });
  await snoozeTask(ada, { taskId: later.id, until: "tomorrow" }, { now });
  expect(await sweepReminders({ now: at("2026-11-26T11:00") })).toBeGreaterThan(0);
  const { notifications } = await listNotifications(ada);
  expect(notifications).toEqual([expect.objectContaining({ title: "missed", href: `/tasks?task=${missed.id}`, kind: "reminder" })]);
  expect(notifications[0]?.body).toContain("Perin wasn’t running then");
});

test("a moved reminder is told again at its new moment", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call", due: "today at 10:00" }, { now });
  await tellReminder(ada.userId, task.id, { now: at("2026-11-26T10:00") });
  await snoozeTask(ada, { taskId: task.id, until: "for 30 minutes" }, { now: at("2026-11-26T10:00") });
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T10:29") })).toBe(false);
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T10:30") })).toBe(true);
  expect(await told(ada)).toEqual(["Call", "Call"]);
});

test("when the table of zones changes, a reminder follows its wall clock and not the instant of yesterday", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Call", due: "today at 10:00" }, { now });
  await query("UPDATE tasks SET remind_at = remind_at - interval '1 hour' WHERE id = $1", [task.id]);
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T09:30") })).toBe(false);
  expect(await getTask(ada, { taskId: task.id })).toMatchObject({ remindAt: "2026-11-26T09:00:00.000Z" });
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T10:00") })).toBe(true);
});

test("planning takes the next gap that is long enough, once, and undoing the event frees it again", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-26T09:00", { title: "Busy", end: at("2026-11-26T11:00") }));
  const task = await createTask(ada, { title: "Report" }, { now });
  const { task: planned, event, undo } = await planTask(ada, { taskId: task.id, minutes: 30 }, { now });
  expect(event).toMatchObject({ title: "Report", start: at("2026-11-26T11:00"), end: at("2026-11-26T11:30") });
  expect(planned).toMatchObject({ minutes: 30, planned: { eventId: event.id } });
  expect(await codeOf(planTask(ada, { taskId: task.id }, { now }))).toBe("tasks/already-planned");
  await undoChange(ada, { changeId: undo?.changeId ?? "" }, { now });
  expect((await getTask(ada, { taskId: task.id })).planned).toBeNull();
  expect(await findGap(ada, { taskId: task.id }, { now })).toMatchObject({ minutes: 30 });
});

test("where there is no gap before it is due nothing is planned", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-26T09:00", { title: "Busy", end: at("2026-11-26T20:00") }));
  const task = await createTask(ada, { title: "Report", due: "today at 18:00" }, { now });
  expect(await codeOf(planTask(ada, { taskId: task.id }, { now }))).toBe("tasks/no-gap");
  expect((await listEvents(ada, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") })).events).toHaveLength(1);
  expect((await getTask(ada, { taskId: task.id })).planned).toBeNull();
});

test("a to-do whose event was cancelled can be planned again", async () => {
  const ada = await newCalendarOwner();
  const task = await createTask(ada, { title: "Report", minutes: 45 }, { now });
  const { event } = await planTask(ada, { taskId: task.id }, { now });
  await cancelEvents(ada, { scope: "this", events: [{ ref: event.ref }] }, { now });
  expect((await planTask(ada, { taskId: task.id }, { now })).task.minutes).toBe(45);
});

test("nobody reaches a stranger's to-do, and an actor without the scope reaches none", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const { id: taskId } = await createTask(ada, { title: "Call", due: "tomorrow at 9" }, { now });
  const tries = [
    () => getTask(eve, { taskId }),
    () => changeTask(eve, { taskId, done: true }),
    () => snoozeTask(eve, { taskId, until: "Monday" }),
    () => planTask(eve, { taskId }),
    () => deleteTask(eve, { taskId }),
    () => restoreTask(eve, { taskId }),
  ];
  for (const attempt of tries as readonly (() => Promise<unknown>)[]) expect(await codeOf(attempt())).toBe("tasks/not-found");
  expect((await listTasks(eve)).tasks).toEqual([]);
  const nobody = { userId: randomUUID(), via: "session" as const, scopes: [] };
  const refused = [
    () => createTask(nobody, { title: "x" }),
    () => createTaskFromLine(nobody, "x"),
    () => getTask(nobody, { taskId }),
    () => listTasks(nobody),
    () => changeTask(nobody, { taskId }),
    () => snoozeTask(nobody, { taskId, until: "Monday" }),
    () => planTask(nobody, { taskId }),
    () => findGap(nobody, { taskId }),
    () => deleteTask(nobody, { taskId }),
    () => restoreTask(nobody, { taskId }),
  ];
  for (const attempt of refused as readonly (() => Promise<unknown>)[]) expect(await codeOf(attempt())).toBe("identity/forbidden");
});
