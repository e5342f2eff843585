/**
 * Telling an owner of a to-do at its moment, once: whoever claims the row tells it, in the same transaction. A job wakes for each
 * reminder, and a sweep finds what a stopped server missed.
 */
import { z } from "zod";
import { ownerActor, findProfile, requireScope } from "@/lib/identity/service";
import { defineJob, enqueue } from "@/lib/jobs";
import { notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import { claimReminder, listDueReminders, lockTaskRow, moveReminder, type StoredTask } from "@/lib/queries/tasks";
import { transaction } from "@/lib/queries/transaction";
import { instantOfLocal } from "./core/clock";
import { sayReminder } from "./core/say-reminder";
import { nowOf, type TaskOptions } from "./stored-task";

/** So many are told in one sweep; the next one takes the rest. */
const sweepMax = 500;

/** Looks at one reminder at its moment. */
export const remindJob = defineJob({
  name: "remind",
  data: z.object({ userId: z.string(), taskId: z.uuid() }),
  run: async ({ userId, taskId }) => {
    await tellReminder(userId, taskId);
  },
});

/** Called whenever a reminder's moment was set or moved, in that transaction. */
export const scheduleReminder = async (userId: string, { id, remindAt, doneAt }: Pick<StoredTask, "id" | "remindAt" | "doneAt">): Promise<void> => {
  if (remindAt === null || doneAt !== null) return;
  await enqueue(remindJob, { userId, taskId: id }, { startAfter: new Date(remindAt), singletonKey: `${id}@${remindAt}` });
};

/** Tells one reminder if its moment has come and nobody has told it. True when this call told it. */
export const tellReminder = (userId: string, taskId: string, options: TaskOptions = {}): Promise<boolean> =>
  transaction(async () => {
    const actor = ownerActor(userId, "system");
    requireScope(actor, "tasks:write");
    const now = nowOf(options);
    const task = await lockTaskRow(userId, taskId);
    if (task?.remindLocal == null || task.remindAt === null) return false;
    // The wall clock is what was asked for; if the zones' table changed since, its instant is another one.
    const remindAt = instantOfLocal(task.remindLocal, task.zone);
    if (Temporal.Instant.compare(remindAt, now) > 0) {
      if (task.remindedAt === null && Temporal.Instant.compare(remindAt, task.remindAt) !== 0) {
        await moveReminder(userId, taskId, remindAt);
        await scheduleReminder(userId, { ...task, remindAt });
      }
      return false;
    }
    if (!(await claimReminder(userId, taskId, now))) return false;
    const { zone, locale, hourCycle, weekStart } = await findProfile(actor);
    const body = sayReminder({ ...task, remindAt }, { now, zone, locale, hourCycle, weekStart });
    await notify(userId, { kind: "reminder", title: task.title, body, href: `/tasks?task=${taskId}`, subjectId: taskId });
    await recordAudit(actor, { action: "task.remind", subjectId: taskId, after: { title: task.title } });
    return true;
  });

/** Tells every reminder whose moment has come. Answers how many this call told. */
export const sweepReminders = async (options: TaskOptions = {}): Promise<number> => {
  let told = 0;
  for (const { userId, id } of await listDueReminders(nowOf(options), sweepMax)) if (await tellReminder(userId, id, options)) told += 1;
  return told;
};

/** Makes up for reminders whose job was lost, every minute. */
export const sweepRemindersJob = defineJob({
  name: "sweep-reminders",
  data: z.object({}),
  cron: "* * * * *",
  retriesMax: 0,
  run: async () => {
    await sweepReminders();
  },
});
