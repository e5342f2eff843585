import { changeTask, createTask, createTaskFromLine, snoozeTask } from "@/lib/tasks/service";
import { query } from "@/lib/db";
import { at, codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

/** A Thursday morning in Berlin. */
const now = at("2026-11-26T09:00");

test("words say when and how often; each occurrence keeps its local time and its reminder across a clock change", async () => {
  const ada = await newCalendarOwner();
  const plants = await createTaskFromLine(ada, "remind me to water the plants every Monday at 9", { now });
  expect(plants).toMatchObject({
    title: "Water the plants",
    dueDate: "2026-11-30",
    dueTime: "09:00",
    remindAt: "2026-11-30T08:00:00.000Z",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO", start: "2026-11-30T09:00", text: "every Monday" },
  });
  const summer = await changeTask(ada, { taskId: plants.id, done: true }, { now: at("2027-03-25T12:00") });
  expect(summer).toMatchObject({ dueDate: "2027-03-29", dueTime: "09:00", dueAt: "2027-03-29T07:00:00.000Z", remindAt: "2027-03-29T07:00:00.000Z" });
});

test("a repetition is asked for beside the day, in words or as a rule, and begins on the first day that it names", async () => {
  const ada = await newCalendarOwner();
  const make = (input: object) => createTask(ada, { title: "x", ...input }, { now });
  expect(await make({ due: "2026-12-02T18:00", repeat: "every Monday" })).toMatchObject({ dueDate: "2026-12-07", dueTime: "18:00" });
  expect(await make({ due: "2026-12-02", repeat: "FREQ=WEEKLY" })).toMatchObject({ dueDate: "2026-12-02", recurrence: { text: "every Wednesday" } });
  expect(await make({ repeat: "FREQ=MONTHLY" })).toMatchObject({ dueDate: "2026-11-26", recurrence: { text: "the 26th of every month" } });
  expect(await make({ remind: "every Friday at 8" })).toMatchObject({ dueDate: "2026-11-27", dueTime: "08:00", remindAt: "2026-11-27T07:00:00.000Z" });
  expect(await make({ due: "every month on the 31st" })).toMatchObject({ dueDate: "2026-12-31", recurrence: { text: "the 31st of every month" } });
  // Late already: the first one is what is late, and there is no reminder of it, but one of every other.
  const late = await make({ due: "2026-11-20T09:00", repeat: "FREQ=WEEKLY" });
  expect(late).toMatchObject({ dueDate: "2026-11-20", remindAt: null });
  expect(await changeTask(ada, { taskId: late.id, done: true }, { now })).toMatchObject({ dueDate: "2026-11-27", remindAt: "2026-11-27T08:00:00.000Z" });
});

test("“remind me every day” reminds in the morning of each, today in an hour where that has passed", async () => {
  const ada = await newCalendarOwner();
  const pills = await createTaskFromLine(ada, "remind me to take my pills every day", { now: at("2026-11-26T14:00") });
  expect(pills).toMatchObject({ dueDate: "2026-11-26", dueTime: null, remindAt: "2026-11-26T14:00:00.000Z" });
  expect(await changeTask(ada, { taskId: pills.id, done: true }, { now: at("2026-11-26T16:00") })).toMatchObject({
    dueDate: "2026-11-27",
    remindAt: "2026-11-27T08:00:00.000Z",
  });
  expect(await createTaskFromLine(ada, "remind me to stretch every morning", { now })).toMatchObject({ dueTime: null, remindAt: "2026-11-27T07:00:00.000Z" });
});

test("a new day moves the ones after it too, a new hour all hours; without a repetition it is due once more and no more", async () => {
  const ada = await newCalendarOwner();
  const { id: taskId } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
  expect(await changeTask(ada, { taskId, due: "Tuesday at 10" }, { now })).toMatchObject({
    dueDate: "2026-12-01",
    remindAt: "2026-12-01T09:00:00.000Z",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=TU", start: "2026-12-01T10:00" },
  });
  expect(await changeTask(ada, { taskId, repeat: "every weekday" }, { now })).toMatchObject({ dueDate: "2026-12-01", dueTime: "10:00" });
  expect(await changeTask(ada, { taskId, due: "2026-12-02T10:00" }, { now })).toMatchObject({ recurrence: { text: "every weekday" } });
  expect(await changeTask(ada, { taskId, repeat: null }, { now })).toMatchObject({ dueDate: "2026-12-02", recurrence: null });
  expect((await changeTask(ada, { taskId, done: true }, { now })).doneAt).not.toBeNull();
  const other = await createTaskFromLine(ada, "stamps every Monday", { now });
  expect(await changeTask(ada, { taskId: other.id, due: null }, { now })).toMatchObject({ dueDate: null, recurrence: null });
});

test("a repetition asked for later keeps the reminder there was; a new reminder holds for every time", async () => {
  const ada = await newCalendarOwner();
  const { id: taskId } = await createTask(ada, { title: "Rent", due: "2026-12-01", remind: "2026-11-30T18:00" }, { now });
  expect(await changeTask(ada, { taskId, repeat: "FREQ=MONTHLY" }, { now })).toMatchObject({ dueDate: "2026-12-01", remindAt: "2026-11-30T17:00:00.000Z" });
  expect(await changeTask(ada, { taskId, done: true }, { now })).toMatchObject({ dueDate: "2027-01-01", remindAt: "2026-12-31T17:00:00.000Z" });
  await changeTask(ada, { taskId, remind: "2027-01-01T07:30" }, { now });
  expect(await changeTask(ada, { taskId, done: true }, { now })).toMatchObject({ dueDate: "2027-02-01", remindAt: "2027-02-01T06:30:00.000Z" });
  await changeTask(ada, { taskId, remind: false }, { now });
  expect(await changeTask(ada, { taskId, done: true }, { now })).toMatchObject({ dueDate: "2027-03-01", remindAt: null });
});

test("putting off moves this time alone, in the zone that the series is meant in, and only once", async () => {
  const ada = await newCalendarOwner();
  const { id: taskId } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
  await query("UPDATE profiles SET zone = 'Asia/Tokyo' WHERE user_id = $1", [ada.userId]);
  expect(await snoozeTask(ada, { taskId, until: "Wednesday at 17:00" }, { now })).toMatchObject({
    dueAt: "2026-12-02T08:00:00.000Z",
    dueTime: "09:00",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO", start: "2026-11-30T09:00" },
  });
  expect(await codeOf(snoozeTask(ada, { taskId, until: "every Monday" }, { now }))).toBe("request/invalid");
  expect(await changeTask(ada, { taskId, done: true }, { now: at("2026-12-01T12:00") })).toMatchObject({
    dueDate: "2026-12-07",
    dueAt: "2026-12-07T08:00:00.000Z",
  });
});

test("a series that ends is done after its last time, and can be opened again", async () => {
  const ada = await newCalendarOwner();
  const { id: taskId, version } = await createTask(ada, { title: "Drops", due: "2026-11-26", repeat: "FREQ=DAILY;COUNT=2" }, { now });
  expect(await changeTask(ada, { taskId, done: true, version }, { now })).toMatchObject({ dueDate: "2026-11-27", doneAt: null });
  expect((await changeTask(ada, { taskId, done: true, version: version + 1 }, { now })).doneAt).not.toBeNull();
  expect(await changeTask(ada, { taskId, done: false }, { now })).toMatchObject({ dueDate: "2026-11-27", doneAt: null });
});
