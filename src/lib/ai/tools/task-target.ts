/** What the tools for to-dos share: which one is meant, and how one is said. */
import { z } from "zod";
import type { Task } from "@/lib/tasks/contracts";
import { getTask, resolveTask } from "@/lib/tasks/service";
import { formatDay, formatInstant, formatTime, relativeDay } from "@/lib/time/format";
import { refuse, type Refused } from "../core/refusal";
import { spokenList } from "../core/spoken";
import type { ToolContext } from "./define-tool";
import { momentOf } from "./tool-moment";

export const TaskWordsSchema = z.string().max(300).describe('The to-do\'s own words, an id from find_tasks, or "it" for the one spoken of last.');

/** "today", "tomorrow, 09:00", "Monday 30 Nov"; null without a day. */
export const spokenDue = ({ dueDate, dueTime, dueAt, zone }: Task, context: ToolContext): string | null => {
  if (dueDate === null || dueAt === null) return null;
  const options = momentOf(context);
  const instant = dueTime === null ? Temporal.PlainDate.from(dueDate).toZonedDateTime({ timeZone: zone, plainTime: "12:00" }).toInstant().toString() : dueAt;
  const day = relativeDay(instant, options) ?? formatDay(instant, options);
  return dueTime === null ? day : `${day}, ${formatTime(instant, options)}`;
};

const isLate = ({ dueAt }: Task, { now }: ToolContext): boolean => dueAt !== null && Temporal.Instant.compare(dueAt, now) <= 0;

/** "every Monday, 09:00; next Monday 30 Nov", with its own time where it was put off; null for what happens once. */
export const spokenRepeat = (task: Task, context: ToolContext): string | null => {
  if (task.recurrence === null) return null;
  const { start, text, rrule } = task.recurrence;
  // What comes several times a day has no one hour.
  const time = /FREQ=HOURLY|BYHOUR=\d+,/.test(rrule) ? null : (start.split("T")[1] ?? null);
  const usual = time === null ? "" : `, ${formatTime(Temporal.PlainDateTime.from(start).toZonedDateTime(task.zone).toInstant().toString(), momentOf(context))}`;
  const due = spokenDue(task.dueTime === time ? { ...task, dueTime: null } : task, context);
  return `${text}${usual}${due === null ? "" : `; ${isLate(task, context) ? "due" : "next"} ${due}`}`;
};

/** "“Call Tom”, due tomorrow, 09:00" */
export const spokenTask = (task: Task, context: ToolContext): string => {
  const when = spokenRepeat(task, context);
  const due = spokenDue(task, context);
  return `“${task.title}”${when === null ? (due === null ? "" : `, due ${due}`) : `, ${when}`}`;
};

/** "I'll remind you then." or when else. */
export const spokenReminder = ({ remindAt, dueAt, dueTime, recurrence }: Task, context: ToolContext): string => {
  if (remindAt === null) return "";
  const then = dueTime !== null && dueAt !== null && Temporal.Instant.compare(dueAt, remindAt) === 0;
  if (recurrence !== null) return then ? " I'll remind you each time." : ` I'll remind you each time, first on ${formatInstant(remindAt, momentOf(context))}.`;
  return then ? " I'll remind you then." : ` I'll remind you on ${formatInstant(remindAt, momentOf(context))}.`;
};

const isId = (words: string): boolean => z.uuid().safeParse(words.trim()).success;

/** The one to-do that is meant; refuses with the choices where several fit. */
export const taskNamed = async (context: ToolContext, words: string): Promise<{ readonly ok: true; readonly task: Task } | Refused> => {
  if (isId(words)) return { ok: true, task: await getTask(context.actor, { taskId: words.trim() }) };
  const found = await resolveTask(context.actor, words);
  if (found.kind === "one") return { ok: true, task: found.task };
  if (found.kind === "none")
    return refuse("task-not-found", words.trim() === "" ? "There is nothing on your list." : `No open to-do sounds like “${words.trim()}”.`);
  const some = found.tasks.slice(0, 6);
  return refuse(
    "task-ambiguous",
    `Which one: ${spokenList(
      some.map((task) => spokenTask(task, context)),
      6,
      "or",
    )}?`,
    some.map((task) => ({ label: task.title, value: task.id })),
  );
};
