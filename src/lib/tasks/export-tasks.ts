/** To-dos as a calendar file (VTODO, RFC 5545 section 3.6.2), in pieces: nothing is held that isn't being written. */
import { icsHead, icsTail, icsTodo, icsZone, type IcsTodo } from "@/lib/icalendar/write";
import { listTaskRowsToExport } from "@/lib/queries/tasks";
import { momentOfWall, ruleFrom, wallOf } from "./core/repeat";
import { seriesOf } from "./stored-task";

type ExportedTask = Awaited<ReturnType<typeof listTaskRowsToExport>>[number];

const pageSize = 500;
/** Zones are described from 1970 to this many years ahead. */
const yearsAhead = 10;

const minutesBetween = (from: string, to: string): number =>
  Math.round(Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to), { largestUnit: "minutes" }).total({ unit: "minutes" }));

/** One that repeats begins at the occurrence it stands at; where that was put off, it comes beside it. */
const todosOf = (task: ExportedTask): IcsTodo[] => {
  const { id, title, notes: description, zone, dueDate, dueTime, doneAt, createdAt, updatedAt, remindAt, remindedAt } = task;
  const due = dueDate === null ? null : wallOf({ date: dueDate, time: dueTime });
  const told = remindedAt !== null || doneAt !== null;
  const single: IcsTodo = { id, title, description, due, zone, rrule: null, original: null, doneAt, createdAt, updatedAt, reminder: told ? null : remindAt };
  const series = seriesOf(task);
  if (series === null) return [single];
  const from = task.occurrence ?? series.from;
  const rule = ruleFrom(series, momentOfWall(from), momentOfWall(from));
  const reminder = series.remindsFrom === null ? null : minutesBetween(series.from, series.remindsFrom);
  const whole: IcsTodo = { ...single, due: from, rrule: { rule, from }, reminder };
  return due === from || due === null ? [whole] : [whole, { ...single, original: from }];
};

export async function* taskPieces(userId: string, name: string, nowYear: number): AsyncGenerator<string> {
  yield icsHead(name);
  const described = new Set<string>(["UTC"]);
  let after: string | null = null;
  for (;;) {
    const tasks: ExportedTask[] = await listTaskRowsToExport(userId, after, pageSize);
    for (const todo of tasks.flatMap(todosOf)) {
      if (!described.has(todo.zone) && [todo.due, todo.original, todo.rrule?.from].some((wall) => wall?.includes("T") === true)) {
        described.add(todo.zone);
        yield icsZone(todo.zone, 1970, nowYear + yearsAhead);
      }
      yield icsTodo(todo);
    }
    const last = tasks.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  yield icsTail();
}
