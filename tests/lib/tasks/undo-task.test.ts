import { undoAnyChange } from "@/lib/ai/service";
import { addTask, deleteTask, editTask, findTaskUndo, getTask, listTasks, putOffTask, tellReminder, undoTaskChange } from "@/lib/tasks/service";
import { at, codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const now = at("2026-11-26T09:00");
const nowMs = Date.parse(now);
const laterMs = nowMs + 60_000;
const titles = async (owner: Parameters<typeof listTasks>[0]): Promise<string[]> => (await listTasks(owner)).tasks.map(({ title }) => title);

test("whatever was done to a to-do can be taken back, once, until it changes again", async () => {
  const ada = await newCalendarOwner();
  const added = await addTask(ada, { title: "Pay the rent", due: "2026-11-27" }, { now });
  const taskId = added.task.id;
  const edited = await editTask(ada, { taskId, title: "Pay the rent and the gas" }, { now });
  expect(await codeOf(undoTaskChange(ada, added.undo.changeId, laterMs))).toBe("scheduling/undo-over");
  await undoTaskChange(ada, edited.undo.changeId, laterMs);
  expect(await titles(ada)).toEqual(["Pay the rent"]);
  expect(await codeOf(undoTaskChange(ada, edited.undo.changeId, laterMs))).toBe("scheduling/undo-over");

  const putOff = await putOffTask(ada, { taskId, until: "2026-12-01" }, { now });
  expect(putOff.task.dueDate).toBe("2026-12-01");
  await undoTaskChange(ada, putOff.undo.changeId, laterMs);
  expect((await getTask(ada, { taskId })).dueDate).toBe("2026-11-27");

  const done = await editTask(ada, { taskId, done: true }, { now });
  expect(done.undo.summary).toBe("“Pay the rent” was finished");
  await undoTaskChange(ada, done.undo.changeId, laterMs);
  expect(await titles(ada)).toEqual(["Pay the rent"]);

  const { undo } = await deleteTask(ada, { taskId }, { now });
  expect(await findTaskUndo(ada, laterMs)).toEqual(undo);
  expect(await titles(ada)).toEqual([]);
  await undoTaskChange(ada, undo.changeId, laterMs);
  expect(await titles(ada)).toEqual(["Pay the rent"]);
});

test("adding is taken back by taking it off the list; a day later nothing is", async () => {
  const ada = await newCalendarOwner();
  const { undo } = await addTask(ada, { line: "water the plants" }, { now });
  expect(await codeOf(undoTaskChange(ada, undo.changeId, nowMs + 25 * 3_600_000))).toBe("scheduling/undo-over");
  await undoTaskChange(ada, undo.changeId, laterMs);
  expect(await titles(ada)).toEqual([]);
});

test("a reminder that was told before the way back isn't told again, and nobody takes back a stranger's change", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const { task } = await addTask(ada, { title: "Leave", due: "2026-11-26T17:00", remind: true }, { now });
  const edited = await editTask(ada, { taskId: task.id, notes: "the blue door" }, { now });
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T17:01") })).toBe(true);
  await undoTaskChange(ada, edited.undo.changeId, Date.parse(at("2026-11-26T17:02")));
  expect(await getTask(ada, { taskId: task.id })).toMatchObject({ notes: "", reminded: true });
  expect(await tellReminder(ada.userId, task.id, { now: at("2026-11-26T17:03") })).toBe(false);
  const again = await editTask(ada, { taskId: task.id, notes: "x" }, { now });
  expect(await codeOf(undoTaskChange(eve, again.undo.changeId, laterMs))).toBe("scheduling/change-not-found");
  expect(await codeOf(undoAnyChange(eve, { changeId: again.undo.changeId }, { now }))).toBe("scheduling/change-not-found");
});
