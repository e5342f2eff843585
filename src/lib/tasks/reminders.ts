/**
 * Telling an owner of a to-do at its moment, once: whoever claims the row tells it, in the same transaction. One that repeats first goes
 * on to the occurrence that has begun, so that each is told of once. A job wakes for each moment, and a sweep finds what a stopped server
 * missed.
 */
import { z } from "zod";
import type { Actor } from "@/lib/identity/contracts";
import { ownerActor, findProfile, requireScope } from "@/lib/identity/service";
import { defineJob, enqueue } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import { claimReminder, listDueReminders, lockTaskRow, moveReminder, saveTaskRow, type StoredTask } from "@/lib/queries/tasks";
import { transaction } from "@/lib/queries/transaction";
import { instantOfLocal } from "./core/clock";
import { sayReminder } from "./core/say-reminder";
import { movedOn } from "./move-on";
import { nowOf, shown, type TaskOptions } from "./stored-task";

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

type Moments = Pick<StoredTask, "id" | "remindAt" | "remindedAt" | "movesOnAt" | "doneAt">;

/** Called whenever a reminder's moment, or that of going on to the next occurrence, was set or moved, in that transaction. */
export const scheduleReminder = async (userId: string, { id, remindAt, remindedAt, movesOnAt, doneAt }: Moments): Promise<void> => {
  if (doneAt !== null) return;
  for (const at of new Set([remindedAt === null ? remindAt : null, movesOnAt]))
    if (at !== null) await enqueue(remindJob, { userId, taskId: id }, { startAfter: new Date(at), singletonKey: `${id}@${at}` });
};

/** As it stands now: one that was left undone until its next occurrence came is at that one. Within a transaction that holds the row. */
const asBegun = async (actor: Actor, task: StoredTask, now: string): Promise<StoredTask> => {
  const moved = movedOn(task, now);
  if (moved === null) return task;
  await saveTaskRow(actor.userId, moved);
  await scheduleReminder(actor.userId, moved);
  await recordAudit(actor, { action: "task.repeat", subjectId: task.id, before: shown(task), after: shown(moved) });
  return moved;
};

/** Tells one reminder if its moment has come and nobody has told it. True when this call told it. */
export const tellReminder = (userId: string, taskId: string, options: TaskOptions = {}): Promise<boolean> =>
  transaction(async () => {
    const actor = ownerActor(userId, "system");
    requireScope(actor, "tasks:write");
    const now = nowOf(options);
    const found = await lockTaskRow(userId, taskId);
    if (found === null || found.doneAt !== null) return false;
    const task = await asBegun(actor, found, now);
    if (task.remindLocal === null || task.remindAt === null) return false;
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
  for (const { userId, id } of await listDueReminders(nowOf(options), sweepMax)) {
    try {
      if (await tellReminder(userId, id, options)) told += 1;
    } catch (error) {
      // One that can't be told keeps nobody else waiting.
      logger.error("A reminder could not be told", { error, userId, taskId: id });
    }
  }
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
