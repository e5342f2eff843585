/** Adding, changing, finishing, putting off, deleting and listing to-dos. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { toIssues } from "@/lib/http/read-input";
import type { Actor, Undo } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import {
  createTaskRow,
  deleteTaskRow,
  findTaskRow,
  listDoneTaskRows,
  listOpenTaskRows,
  lockTaskRow,
  restoreTaskRow,
  saveTaskRow,
  type StoredTask,
} from "@/lib/queries/tasks";
import { findLastRecordChange } from "@/lib/queries/record-changes";
import { transaction } from "@/lib/queries/transaction";
import { ChangeTaskInputSchema, CreateTaskInputSchema, listTasksEndpoint, type ChangeTaskInput, type CreateTaskInput, type Task } from "./contracts";
import type { OwnerClock } from "./core/clock";
import { readTask } from "./core/read-task";
import { finished } from "./move-on";
import { scheduleReminder } from "./reminders";
import { clockOf, fold, nowOf, searchTextOf, shown, type TaskOptions } from "./stored-task";
import { noTiming, refusePhrase, timingAfter, timingSnoozed, type Timing } from "./timing";
import { writeTaskChange, type TaskAction } from "./write-change";

const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
};

const notFound = (): AppError => new AppError("tasks/not-found");
const conflict = (found: StoredTask): AppError => new AppError("tasks/version-conflict", { details: { current: shown(found) } });

type Draft = Pick<StoredTask, "title" | "notes" | "minutes"> & Timing;

const rowOf = (draft: Draft, now: string): StoredTask => ({
  ...draft,
  id: newId(),
  doneAt: null,
  plannedEventId: null,
  plannedStart: null,
  plannedEnd: null,
  searchText: searchTextOf(draft),
  version: 1,
  createdAt: now,
});

const draftOfFields = (input: CreateTaskInput, clock: OwnerClock): Draft => {
  const { title, notes, due, repeat, remind, minutes } = parse(CreateTaskInputSchema, input);
  return { title, notes, minutes: minutes ?? null, ...timingAfter(noTiming(clock.zone), { due: due ?? null, repeat: repeat ?? undefined, remind }, clock) };
};

const draftOfLine = (line: string, clock: OwnerClock): Draft => {
  const reading = readTask(line, clock);
  if (!reading.ok) throw refusePhrase("line", reading.reason);
  const { title, due, remind, minutes } = reading.task;
  const named = parse(CreateTaskInputSchema.pick({ title: true, minutes: true }), { title, minutes });
  return {
    title: named.title,
    notes: "",
    minutes: named.minutes ?? null,
    ...timingAfter(noTiming(clock.zone), remind && due !== null ? { remind } : {}, clock, due),
  };
};

/** A to-do as it is now, and the way back. */
export interface DoneTask {
  readonly task: Task;
  readonly undo: Undo;
}

/** From fields, or read out of one line ("call Tom tomorrow at 9"). Errors: request/invalid naming the field, also for words about time that can't be read or lie behind. */
export const addTask = async (actor: Actor, input: CreateTaskInput | { readonly line: string }, options: TaskOptions = {}): Promise<DoneTask> => {
  requireScope(actor, "tasks:write");
  const clock = await clockOf(actor, options);
  const row = rowOf("line" in input ? draftOfLine(input.line, clock) : draftOfFields(input, clock), clock.now);
  return transaction(async () => {
    await createTaskRow(actor.userId, row);
    await scheduleReminder(actor.userId, row);
    const undo = await writeTaskChange(actor.userId, "task.create", { before: null, after: row }, clock.now);
    await recordAudit(actor, { action: "task.create", subjectId: row.id, after: shown(row) });
    return { task: shown(row), undo };
  });
};

/** Errors: as `addTask`. */
export const createTask = async (actor: Actor, input: CreateTaskInput, options: TaskOptions = {}): Promise<Task> => (await addTask(actor, input, options)).task;
export const createTaskFromLine = async (actor: Actor, line: string, options: TaskOptions = {}): Promise<Task> =>
  (await addTask(actor, { line }, options)).task;

/** What would be added, without adding it. Errors: as the two above. */
export const previewTask = async (actor: Actor, input: CreateTaskInput | { readonly line: string }, options: TaskOptions = {}): Promise<Task> => {
  requireScope(actor, "tasks:read");
  const clock = await clockOf(actor, options);
  return shown(rowOf("line" in input ? draftOfLine(input.line, clock) : draftOfFields(input, clock), clock.now));
};

interface Kept {
  readonly before: StoredTask;
  readonly after: StoredTask;
}

/** Locks, changes and keeps one to-do. Errors: tasks/not-found, tasks/version-conflict (as it is now in `details.current`). */
const keep = async (userId: string, taskId: string, change: (before: StoredTask) => StoredTask, version?: number): Promise<Kept> => {
  const found = await lockTaskRow(userId, taskId);
  if (found === null) throw notFound();
  if (version !== undefined && version !== found.version) throw conflict(found);
  const changed = change(found);
  const after: StoredTask = { ...changed, searchText: searchTextOf(changed), version: found.version + 1 };
  await saveTaskRow(userId, after);
  if (after.remindAt !== found.remindAt || after.movesOnAt !== found.movesOnAt || after.doneAt !== found.doneAt) await scheduleReminder(userId, after);
  return { before: found, after };
};

const actionOf = (done: boolean | undefined): TaskAction => (done === undefined ? "task.update" : done ? "task.complete" : "task.reopen");

/** Who sends the same again without naming a version means what they finished, not the time it went on to. */
const sentTwiceMs = 60_000;

/** Finished a moment ago, and at its next time since: that answer again. Within a transaction that holds the row. */
const finishedJustNow = async (userId: string, taskId: string): Promise<DoneTask | null> => {
  const found = await lockTaskRow(userId, taskId);
  if (found === null || found.rrule === null || found.doneAt !== null) return null;
  const since = new Date(Date.now() - sentTwiceMs).toISOString();
  const change = await findLastRecordChange(userId, "tasks", { subjectId: taskId, action: "task.complete", since });
  return change === null ? null : { task: shown(found), undo: { changeId: change.id, until: change.until, summary: change.summary } };
};

/**
 * Changes the fields given; `done` finishes or opens again. One that repeats goes on to its next occurrence instead: of many who finish the
 * version they read, one does, and the others are refused; without a version it is finished once in a minute, and who asks again is told
 * that it was. Errors: tasks/not-found, tasks/version-conflict, request/invalid.
 */
export const editTask = async (
  actor: Actor,
  { taskId, ...input }: ChangeTaskInput & { readonly taskId: string },
  options: TaskOptions = {},
): Promise<DoneTask> => {
  requireScope(actor, "tasks:write");
  const { title, notes, due, repeat, remind, minutes, done, version } = parse(ChangeTaskInputSchema, input);
  return transaction(async () => {
    const clock = await clockOf(actor, options);
    const again = done === true && version === undefined ? await finishedJustNow(actor.userId, taskId) : null;
    const more = [title, notes, due, repeat, remind, minutes].some((field) => field !== undefined);
    if (again !== null && !more) return again;
    const finishes = again === null ? done : undefined;
    const changed = (before: StoredTask): StoredTask => {
      const said: StoredTask = {
        ...before,
        ...timingAfter(before, { due, repeat, remind }, clock),
        title: title ?? before.title,
        notes: notes ?? before.notes,
        minutes: minutes === undefined ? before.minutes : minutes,
      };
      return finishes === undefined ? said : finishes ? finished(said, clock.now) : { ...said, doneAt: null };
    };
    const { before, after } = await keep(actor.userId, taskId, changed, version);
    const undo = await writeTaskChange(actor.userId, actionOf(finishes), { before, after }, clock.now);
    await recordAudit(actor, { action: actionOf(finishes), subjectId: taskId, before: shown(before), after: shown(after) });
    return { task: shown(after), undo };
  });
};

/** As it is now, with the way back. */
type ChangedTask = Task & { readonly undo: Undo };
const withUndo = ({ task, undo }: DoneTask): ChangedTask => ({ ...task, undo });

/** Errors: as `editTask`. */
export const changeTask = async (actor: Actor, input: ChangeTaskInput & { readonly taskId: string }, options: TaskOptions = {}): Promise<ChangedTask> =>
  withUndo(await editTask(actor, input, options));

interface Snooze {
  readonly taskId: string;
  /** The owner's own words. */
  readonly until: string;
}

/** Puts a to-do and its reminder off. Errors: tasks/not-found, tasks/done, request/invalid naming `until`. */
export const putOffTask = (actor: Actor, { taskId, until }: Snooze, options: TaskOptions = {}): Promise<DoneTask> =>
  transaction(async () => {
    requireScope(actor, "tasks:write");
    const clock = await clockOf(actor, options);
    const { before, after } = await keep(actor.userId, taskId, (found) => {
      if (found.doneAt !== null) throw new AppError("tasks/done");
      return { ...found, ...timingSnoozed(found, until, clock) };
    });
    const undo = await writeTaskChange(actor.userId, "task.snooze", { before, after }, clock.now);
    await recordAudit(actor, { action: "task.snooze", subjectId: taskId, before: shown(before), after: shown(after) });
    return { task: shown(after), undo };
  });
/** Errors: as `putOffTask`. */
export const snoozeTask = async (actor: Actor, input: Snooze, options: TaskOptions = {}): Promise<ChangedTask> =>
  withUndo(await putOffTask(actor, input, options));

/** Errors: tasks/not-found. */
export const deleteTask = async (actor: Actor, { taskId }: { readonly taskId: string }, options: TaskOptions = {}): Promise<{ deleted: true; undo: Undo }> =>
  transaction(async () => {
    requireScope(actor, "tasks:write");
    const now = nowOf(options);
    const found = await lockTaskRow(actor.userId, taskId);
    if (found === null || !(await deleteTaskRow(actor.userId, taskId, now))) throw notFound();
    const undo = await writeTaskChange(actor.userId, "task.delete", { before: found, after: null }, now);
    await recordAudit(actor, { action: "task.delete", subjectId: taskId, before: shown(found) });
    return { deleted: true as const, undo };
  });

/** Brings a deleted one back, for a day. A reminder whose moment has passed meanwhile is told at once. Errors: tasks/not-found. */
export const restoreTask = (actor: Actor, { taskId }: { readonly taskId: string }): Promise<Task> =>
  transaction(async () => {
    requireScope(actor, "tasks:write");
    if (!(await restoreTaskRow(actor.userId, taskId))) throw notFound();
    const found = await findTaskRow(actor.userId, taskId);
    if (found === null) throw notFound();
    await scheduleReminder(actor.userId, found);
    await recordAudit(actor, { action: "task.restore", subjectId: taskId, after: shown(found) });
    return shown(found);
  });

/** Errors: tasks/not-found. */
export const getTask = async (actor: Actor, { taskId }: { readonly taskId: string }): Promise<Task> => {
  requireScope(actor, "tasks:read");
  const found = await findTaskRow(actor.userId, taskId);
  if (found === null) throw notFound();
  return shown(found);
};

const CursorPattern = /^(infinity|[0-9TZ:.+-]{10,40})\/([0-9a-f-]{36})$/;

const readCursor = (cursor: string | undefined): { at: string; id: string } | null => {
  if (cursor === undefined) return null;
  const [, at, id] = CursorPattern.exec(cursor) ?? [];
  if (at === undefined || id === undefined || (at !== "infinity" && Number.isNaN(Date.parse(at))))
    throw new AppError("request/invalid", { issues: [{ path: ["cursor"], message: "Send back the cursor of the page before" }] });
  return { at, id };
};

/** Open ones by when they are due, done ones newest first; `query` keeps those in whose title or notes every word occurs. */
export const listTasks = async (actor: Actor, input: z.input<typeof listTasksEndpoint.input> = {}): Promise<{ tasks: Task[]; nextCursor: string | null }> => {
  requireScope(actor, "tasks:read");
  const { state, query = "", dueBefore, cursor, limit } = parse(listTasksEndpoint.input, input);
  const question = { words: fold(query).split(/\s+/).filter(Boolean), dueBefore: dueBefore ?? null, after: readCursor(cursor), limit: limit + 1 };
  const rows = state === "open" ? await listOpenTaskRows(actor.userId, question) : await listDoneTaskRows(actor.userId, question);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const at = state === "open" ? (last?.dueAt ?? "infinity") : last?.doneAt;
  return { tasks: page.map(shown), nextCursor: rows.length > limit && last && at ? `${at}/${last.id}` : null };
};
