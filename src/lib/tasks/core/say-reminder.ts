/** What a reminder says besides the to-do's name. */
import type { Task } from "../contracts";
import type { OwnerClock } from "./clock";
import { sayDue, sayInstant } from "./say-task";

/** A reminder told later than this says so. */
const lateMs = 2 * 60_000;

/** When it is due, and honestly when the reminder comes late because nothing ran at its moment. */
export const sayReminder = (task: Pick<Task, "dueDate" | "dueTime" | "zone" | "remindAt" | "notes">, clock: OwnerClock): string => {
  const due = sayDue(task, clock);
  const nowMs = Temporal.Instant.from(clock.now).epochMilliseconds;
  const late = task.remindAt !== null && nowMs - Temporal.Instant.from(task.remindAt).epochMilliseconds > lateMs;
  return [
    ...(due === null ? [] : [`Due ${due}.`]),
    ...(late && task.remindAt !== null ? [`This was meant for ${sayInstant(task.remindAt, clock)}; Perin wasn’t running then.`] : []),
    ...(task.notes === "" ? [] : [task.notes.split("\n")[0] ?? ""]),
  ].join(" ");
};
