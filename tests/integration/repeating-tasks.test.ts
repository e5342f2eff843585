/** To-dos that repeat: finished once whoever else finishes them, taken back whole, and reminded of once for each time, whatever stood still. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { listNotifications } from "@/lib/notifications/service";
import {
  addTask,
  changeTask,
  createTaskFromLine,
  deleteTask,
  editTask,
  getTask,
  listTasks,
  putOffTask,
  restoreTask,
  sweepReminders,
  tellReminder,
  undoTaskChange,
} from "@/lib/tasks/service";
import { at, newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";

/** A Thursday morning in Berlin. */
const now = at("2026-11-26T09:00");
const told = async (actor: Actor) => (await listNotifications(actor)).notifications.map(({ title, body }) => `${title}: ${body}`);
const audited = async (actor: Actor, action: string) =>
  (await query<{ n: number }>("SELECT count(*)::int AS n FROM audit_log WHERE user_id = $1 AND action = $2", [actor.userId, action])).rows[0]?.n;

describe.each(databases())("repeating to-dos on %s", (kind) => {
  useTestDatabase(kind);

  test("of many who read it and finish it at once one does: it goes on by one time, and there is one entry in the history", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId, version } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => editTask(ada, { taskId, done: true, version }, { now })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const each of tries) if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "tasks/version-conflict" });
    expect(await getTask(ada, { taskId })).toMatchObject({ dueDate: "2026-12-07", doneAt: null, version: 2 });
    expect(await audited(ada, "task.complete")).toBe(1);
  });

  test("who names no version and sends it twice, at once or again after a moment, finishes one time, and gets the same answer", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
    const answers = await Promise.all(Array.from({ length: 5 }, () => editTask(ada, { taskId, done: true }, { now })));
    const later = await editTask(ada, { taskId, done: true }, { now });
    for (const answer of [...answers, later]) expect(answer).toEqual(answers[0]);
    expect(later.task).toMatchObject({ dueDate: "2026-12-07", doneAt: null, version: 2 });
    expect(await audited(ada, "task.complete")).toBe(1);
    // What else is said of it isn't lost, and whoever takes it back can finish it again.
    expect(await changeTask(ada, { taskId, done: true, title: "Bins and glass" }, { now })).toMatchObject({ title: "Bins and glass", dueDate: "2026-12-07" });
    await query("UPDATE changes SET created_at = now() - interval '61 seconds' WHERE user_id = $1", [ada.userId]);
    expect(await changeTask(ada, { taskId, done: true }, { now })).toMatchObject({ dueDate: "2026-12-14" });
    expect(await audited(ada, "task.complete")).toBe(2);
  });

  test("finished, taken back and finished again: that is no second sending", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
    const { undo } = await editTask(ada, { taskId, done: true }, { now });
    await undoTaskChange(ada, undo.changeId, Date.parse(now));
    expect(await changeTask(ada, { taskId, done: true }, { now })).toMatchObject({ dueDate: "2026-12-07" });
    expect(await audited(ada, "task.complete")).toBe(2);
  });

  test("finishing the version that was read twice moves it once, however far apart", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId, version } = await createTaskFromLine(ada, "bins every Monday at 9", { now });
    await changeTask(ada, { taskId, done: true, version }, { now });
    await expect(changeTask(ada, { taskId, done: true, version }, { now })).rejects.toMatchObject({ code: "tasks/version-conflict" });
    expect(await getTask(ada, { taskId })).toMatchObject({ dueDate: "2026-12-07" });
  });

  test("taking it back brings the time, the reminder and what was put off back", async () => {
    const ada = await newCalendarOwner();
    const { task } = await addTask(ada, { line: "remind me to take out the bins every Monday at 9" }, { now });
    const { task: before } = await putOffTask(ada, { taskId: task.id, until: "Tuesday at 18:00" }, { now });
    const { undo } = await editTask(ada, { taskId: task.id, done: true }, { now });
    await undoTaskChange(ada, undo.changeId, Date.parse(now));
    expect(await getTask(ada, { taskId: task.id })).toEqual({ ...before, version: before.version + 2 });
    await sweepReminders({ now: at("2026-12-01T18:00") });
    expect(await told(ada)).toHaveLength(1);
    expect(await changeTask(ada, { taskId: task.id, done: true }, { now: at("2026-12-01T19:00") })).toMatchObject({ dueDate: "2026-12-07", dueTime: "09:00" });
  });

  test("left undone it is told of once each time, at its local time on both sides of a clock change, and stays one to-do", async () => {
    const ada = await newCalendarOwner();
    const { id } = await createTaskFromLine(ada, "remind me to stretch every day at 9", { now: at("2027-03-26T12:00") });
    const look = async (instant: string) => {
      await Promise.all([tellReminder(ada.userId, id, { now: instant }), tellReminder(ada.userId, id, { now: instant }), sweepReminders({ now: instant })]);
      return (await told(ada)).length;
    };
    expect(await look("2027-03-27T07:59:00Z")).toBe(0);
    expect(await look("2027-03-27T08:00:00Z")).toBe(1);
    expect(await look("2027-03-27T22:00:00Z")).toBe(1);
    // The night between is the one with an hour less.
    expect(await look("2027-03-28T06:59:00Z")).toBe(1);
    expect(await look("2027-03-28T07:00:00Z")).toBe(2);
    expect(await getTask(ada, { taskId: id })).toMatchObject({ dueDate: "2027-03-28", reminded: true });
    expect((await listTasks(ada)).tasks).toHaveLength(1);
    expect(await audited(ada, "task.repeat")).toBe(1);
  });

  test("after days of standing still the last time is told of, late and once, and what was missed before it doesn't pile up", async () => {
    const ada = await newCalendarOwner();
    const { id } = await createTaskFromLine(ada, "remind me to stretch every day at 9", { now });
    const later = at("2026-12-03T11:00");
    await sweepReminders({ now: later });
    await sweepReminders({ now: later });
    const [only, ...others] = await told(ada);
    expect(others).toEqual([]);
    expect(only).toContain("Perin wasn’t running then");
    expect(await getTask(ada, { taskId: id })).toMatchObject({ dueDate: "2026-12-03", dueTime: "09:00", reminded: true });
    expect((await changeTask(ada, { taskId: id, done: true }, { now: later })).dueDate).toBe("2026-12-04");
  });

  test("one without a reminder goes on by itself too, and tells nobody", async () => {
    const ada = await newCalendarOwner();
    const { id } = await createTaskFromLine(ada, "pay rent every month on the 31st", { now });
    await sweepReminders({ now: at("2027-02-28T00:00") });
    expect(await getTask(ada, { taskId: id })).toMatchObject({ dueDate: "2027-02-28" });
    expect(await told(ada)).toEqual([]);
  });

  test("put off past its next time it is told of at that moment once, and then goes on as before", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId } = await createTaskFromLine(ada, "remind me to stretch every day at 9", { now });
    await putOffTask(ada, { taskId, until: "Monday" }, { now });
    await sweepReminders({ now: at("2026-11-28T12:00") });
    expect(await told(ada)).toEqual([]);
    await sweepReminders({ now: at("2026-11-30T09:00") });
    await sweepReminders({ now: at("2026-11-30T09:05") });
    expect(await told(ada)).toHaveLength(1);
    await sweepReminders({ now: at("2026-12-01T09:00") });
    expect(await told(ada)).toHaveLength(2);
  });

  test("deleting takes the whole series, bringing back brings it; nothing deleted or finished goes on", async () => {
    const ada = await newCalendarOwner();
    const { id: taskId } = await createTaskFromLine(ada, "remind me to stretch every day at 9", { now });
    await deleteTask(ada, { taskId }, { now });
    await sweepReminders({ now: at("2026-11-28T12:00") });
    expect(await told(ada)).toEqual([]);
    expect(await restoreTask(ada, { taskId })).toMatchObject({ dueDate: "2026-11-26", recurrence: { text: "every day" } });
    await sweepReminders({ now: at("2026-11-28T12:00") });
    expect(await told(ada)).toHaveLength(1);
    expect(await getTask(ada, { taskId })).toMatchObject({ dueDate: "2026-11-28" });
  });
});
