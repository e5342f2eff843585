/** When a to-do is due, in a few letters, and which group of the list it belongs to. */
import type { Task } from "@/lib/tasks/contracts";
import { addDays, clockText, wallOf, type Clock } from "@/components/week/zoned-time";

export type TaskGroup = "overdue" | "today" | "later" | "someday";

export const groupOf = ({ dueDate, dueAt }: Pick<Task, "dueDate" | "dueAt">, nowMs: number, zone: string): TaskGroup => {
  if (dueDate === null || dueAt === null) return "someday";
  if (Date.parse(dueAt) <= nowMs) return "overdue";
  return dueDate <= wallOf(nowMs, zone).date ? "today" : "later";
};

const dayText = (date: string, today: string, locale: string): string => {
  if (date === today) return "today";
  if (date === addDays(today, 1)) return "tomorrow";
  if (date === addDays(today, -1)) return "yesterday";
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  const day = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(day);
};

/** "today, 15:00", "Mon 30 Nov"; null without a day. */
export const dueText = ({ dueDate, dueTime, dueAt }: Pick<Task, "dueDate" | "dueTime" | "dueAt">, nowMs: number, reader: Clock): string | null => {
  if (dueDate === null || dueAt === null) return null;
  const today = wallOf(nowMs, reader.zone).date;
  const date = dueTime === null ? dueDate : wallOf(Date.parse(dueAt), reader.zone).date;
  return `${dayText(date, today, reader.locale)}${dueTime === null ? "" : `, ${clockText(Date.parse(dueAt), reader)}`}`;
};

/** "tomorrow, 09:00" of any instant. */
export const momentText = (instant: string, nowMs: number, reader: Clock): string =>
  `${dayText(wallOf(Date.parse(instant), reader.zone).date, wallOf(nowMs, reader.zone).date, reader.locale)}, ${clockText(Date.parse(instant), reader)}`;

/** At the beginning of a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
