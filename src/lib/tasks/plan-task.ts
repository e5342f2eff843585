/** "When I have 30 free minutes": the next gap of the calendar that is long enough becomes an event. */
import { AppError, isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findTaskRow, lockTaskRow, saveTaskRow } from "@/lib/queries/tasks";
import { transaction } from "@/lib/queries/transaction";
import type { EventChange } from "@/lib/scheduling/contracts";
import { bookTime, findFreeTime } from "@/lib/scheduling/service";
import type { Task } from "./contracts";
import { nowOf, shown, type TaskOptions } from "./stored-task";

/** Where nobody said how long it takes. */
const usualMinutes = 30;
/** How far to look for a to-do without a day. */
const lookAheadDays = 14;

export interface TaskPlan {
  readonly taskId: string;
  readonly minutes?: number | undefined;
  /** A gap found before, RFC 3339; the next one when left out. */
  readonly start?: string | undefined;
}

export interface FoundGap {
  readonly task: Task;
  readonly start: string;
  readonly end: string;
  readonly minutes: number;
}

const after = (instant: string, span: { readonly minutes?: number; readonly hours?: number }): string => Temporal.Instant.from(instant).add(span).toString();

/**
 * The next gap before the to-do is due (within two weeks without a day, or when that has passed), inside working hours. Errors:
 * tasks/not-found, tasks/done, tasks/already-planned, tasks/no-gap.
 */
export const findGap = async (actor: Actor, { taskId, minutes: asked }: TaskPlan, options: TaskOptions = {}): Promise<FoundGap> => {
  requireScope(actor, "tasks:read");
  const now = nowOf(options);
  const row = await findTaskRow(actor.userId, taskId);
  if (row === null) throw new AppError("tasks/not-found");
  const task = shown(row);
  if (task.doneAt !== null) throw new AppError("tasks/done");
  if (task.planned !== null && Temporal.Instant.compare(task.planned.end, now) > 0) throw new AppError("tasks/already-planned");
  const minutes = asked ?? task.minutes ?? usualMinutes;
  const horizon = after(now, { hours: lookAheadDays * 24 });
  const inTime = task.dueAt !== null && Temporal.Instant.compare(task.dueAt, after(now, { minutes })) >= 0;
  const to = inTime && task.dueAt !== null && Temporal.Instant.compare(task.dueAt, horizon) < 0 ? task.dueAt : horizon;
  const { offers } = await findFreeTime(actor, { from: now, to, durationMinutes: minutes, limit: 50 }, { now });
  const [first] = offers.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (!first) throw new AppError("tasks/no-gap");
  return { task, start: first.start, end: first.end, minutes };
};

/** Books the gap, or nothing. Errors: as `findGap`; scheduling/time-taken when the gap given is gone. */
export const planTask = async (actor: Actor, plan: TaskPlan, options: TaskOptions = {}): Promise<{ task: Task } & Pick<EventChange, "event" | "undo">> => {
  requireScope(actor, "tasks:write");
  const now = nowOf(options);
  const found = await findGap(actor, plan, options);
  const start = plan.start ?? found.start;
  const gap = { ...found, start, end: after(start, { minutes: found.minutes }) };
  try {
    return await book(actor, gap, now);
  } catch (error) {
    // Somebody took it between the looking and the booking: once more, with what is free now.
    if (plan.start !== undefined || !isAppError(error) || error.code !== "scheduling/time-taken") throw error;
    return book(actor, await findGap(actor, plan, options), now);
  }
};

const book = (actor: Actor, { task, start, end, minutes }: FoundGap, now: string) =>
  transaction(async () => {
    const { event, undo } = await bookTime(actor, { title: task.title, start, end, description: task.notes }, { now });
    const before = await lockTaskRow(actor.userId, task.id);
    if (before === null) throw new AppError("tasks/not-found");
    const planned = { ...before, minutes, plannedEventId: event.id, plannedStart: event.start, plannedEnd: event.end, version: before.version + 1 };
    await saveTaskRow(actor.userId, planned);
    await recordAudit(actor, { action: "task.plan", subjectId: task.id, before: shown(before), after: shown(planned) });
    return { task: shown(planned), event, undo };
  });
