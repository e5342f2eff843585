"use client";
/** The owner's list as it stands on the page: every change shows at once, and goes back with a reason when it can't be kept. */
import { useMemo, useState, type Dispatch, type SetStateAction } from "react";
import { toast } from "@/components/ui/toast";
import { changeTask, createTask, deleteTask, listTasks, planTask, restoreTask, snoozeTask, undoChange } from "@/hooks/addresses";
import { call, ProblemError } from "@/hooks/call";
import type { Clock } from "@/components/week/zoned-time";
import type { Undo } from "@/lib/scheduling/contracts";
import type { ChangeTaskInput, Task } from "@/lib/tasks/contracts";
import { dueText } from "./due-text";

const reasonOf = (error: unknown): string => (error instanceof ProblemError ? (error.issues[0]?.message ?? error.detail) : "Try again in a moment.");

const complain = (message: string, error: unknown): void => toast({ message, detail: reasonOf(error), tone: "danger" });

/** Open ones by when they are due, those without a day last. */
const inOrder = (a: Task, b: Task): number => {
  const [left, right] = [a.dueAt ?? "9", b.dueAt ?? "9"];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** What the server sent, and where each list goes on; null at its end. */
export interface FirstTasks {
  readonly tasks: readonly Task[];
  readonly openCursor?: string | null;
  readonly doneCursor?: string | null;
}

/** What is done with one of them. These stay the same while the list changes. */
export interface TaskActions {
  readonly add: (line: string) => Promise<boolean>;
  readonly change: (task: Task, changes: Omit<ChangeTaskInput, "version">) => Promise<Task>;
  readonly finish: (task: Task, done: boolean) => void;
  /** Answers what is wrong with the words, or nothing: anything else has been said. */
  readonly snooze: (task: Task, until: string) => Promise<string | undefined>;
  readonly plan: (task: Task) => void;
  readonly remove: (task: Task) => void;
}

export interface Tasks {
  readonly tasks: readonly Task[];
  readonly hasMore: { readonly open: boolean; readonly done: boolean };
  readonly more: (state: "open" | "done") => Promise<void>;
  readonly actions: TaskActions;
}

/** What stands there now, where somebody else was faster. */
const currentOf = (error: unknown): Task | null =>
  error instanceof ProblemError && error.code === "tasks/version-conflict" ? ((error.members["current"] as Task | undefined) ?? null) : null;

const actionsOn = (setTasks: Dispatch<SetStateAction<Task[]>>, reader: Clock): TaskActions => {
  const put = (task: Task): void => setTasks((before) => [...before.filter(({ id }) => id !== task.id), task].sort(inOrder));
  const drop = ({ id }: Task): void => setTasks((before) => before.filter((each) => each.id !== id));

  const add = async (line: string): Promise<boolean> => {
    try {
      put(await call(createTask, { line }));
      return true;
    } catch (error) {
      complain("Nothing was added.", error);
      return false;
    }
  };

  const change = async (task: Task, changes: Omit<ChangeTaskInput, "version">): Promise<Task> => {
    const { undo: _undo, ...after } = await call(changeTask, { taskId: task.id, ...changes });
    put(after);
    return after;
  };

  const reopen = async (task: Task): Promise<void> => {
    put({ ...task, doneAt: null });
    try {
      const { undo: _undo, ...after } = await call(changeTask, { taskId: task.id, done: false });
      put(after);
    } catch (error) {
      complain(`“${task.title}” is still done.`, error);
    }
  };

  /** One that went on to its next time stands where it stood, told of or not. */
  const takeBack = async (task: Task, { version }: Task, { changeId }: Undo, otherwise: string): Promise<void> => {
    try {
      await call(undoChange, { changeId });
      put({ ...task, version: version + 1 });
    } catch (error) {
      complain(`“${task.title}” is ${otherwise}.`, error);
    }
  };

  const finish = (task: Task, done: boolean): void => {
    if (!done) {
      void reopen(task);
      return;
    }
    put({ ...task, doneAt: new Date().toISOString() });
    // With its version, one that repeats goes on once however often this is pressed.
    call(changeTask, { taskId: task.id, done: true, ...(task.recurrence === null ? {} : { version: task.version }) }).then(
      ({ undo, ...after }) => {
        put(after);
        const next = after.doneAt === null ? dueText(after, Date.now(), reader) : null;
        toast({
          message: `“${task.title}” is done.`,
          ...(next === null ? {} : { detail: `Next: ${next}.` }),
          action: { label: "Undo", run: () => void (after.doneAt === null ? takeBack(task, after, undo, "still done") : reopen(task)) },
        });
      },
      (error: unknown) => {
        const current = currentOf(error);
        put(current ?? task);
        if (current !== null) toast({ message: `“${task.title}” went on meanwhile.`, detail: "This is how it stands now." });
        else complain(`“${task.title}” is still open.`, error);
      },
    );
  };

  const snooze = async (task: Task, until: string): Promise<string | undefined> => {
    try {
      const { undo, ...after } = await call(snoozeTask, { taskId: task.id, until });
      put(after);
      const due = dueText(after, Date.now(), reader);
      toast({
        message: `“${task.title}” is put off.`,
        ...(due === null ? {} : { detail: `Due ${due}.` }),
        action: { label: "Undo", run: () => void takeBack(task, after, undo, "still put off") },
      });
      return undefined;
    } catch (error) {
      const wrong = error instanceof ProblemError ? error.issues[0]?.message : undefined;
      if (wrong === undefined) complain(`“${task.title}” stays where it was.`, error);
      return wrong;
    }
  };

  /** Asked for and not answered yet: a second press plans nothing twice. */
  const planning = new Set<string>();
  const plan = (task: Task): void => {
    if (planning.has(task.id)) return;
    planning.add(task.id);
    const asked = call(planTask, { taskId: task.id }).finally(() => planning.delete(task.id));
    asked.then(
      ({ task: planned, event, undo }) => {
        put(planned);
        const takeBack = async (changeId: string): Promise<void> => {
          try {
            await call(undoChange, { changeId });
            put({ ...planned, planned: null });
          } catch (error) {
            complain(`“${event.title}” stays on the calendar.`, error);
          }
        };
        toast({
          message: `“${event.title}” is on the calendar.`,
          ...(undo === null ? {} : { action: { label: "Undo", run: () => void takeBack(undo.changeId) } }),
        });
      },
      (error: unknown) => complain(`“${task.title}” wasn’t planned.`, error),
    );
  };

  const remove = (task: Task): void => {
    drop(task);
    const bringBack = async (): Promise<void> => {
      try {
        put(await call(restoreTask, { taskId: task.id }));
      } catch (error) {
        complain(`“${task.title}” couldn’t be brought back.`, error);
      }
    };
    call(deleteTask, { taskId: task.id }).then(
      () => toast({ message: `“${task.title}” was deleted.`, action: { label: "Undo", run: () => void bringBack() } }),
      (error: unknown) => {
        put(task);
        complain(`“${task.title}” is still there.`, error);
      },
    );
  };

  return { add, change, finish, snooze, plan, remove };
};

export const useTasks = (first: FirstTasks, reader: Clock): Tasks => {
  const [tasks, setTasks] = useState(() => [...first.tasks].sort(inOrder));
  const [cursors, setCursors] = useState({ open: first.openCursor ?? null, done: first.doneCursor ?? null });
  // Read anew by the server, since something was added elsewhere on the page: then that is the list.
  const [read, setRead] = useState(first);
  if (first.tasks !== read.tasks) {
    setRead(first);
    setTasks([...first.tasks].sort(inOrder));
    setCursors({ open: first.openCursor ?? null, done: first.doneCursor ?? null });
  }
  const { zone, locale, hourCycle } = reader;
  const actions = useMemo(() => actionsOn(setTasks, { zone, locale, hourCycle }), [zone, locale, hourCycle]);

  const more = async (state: "open" | "done"): Promise<void> => {
    const cursor = cursors[state];
    if (cursor === null) return;
    try {
      const page = await call(listTasks, { state, cursor, limit: 100 });
      setTasks((before) => [...before.filter(({ id }) => page.tasks.every((task) => task.id !== id)), ...page.tasks].sort(inOrder));
      setCursors((before) => ({ ...before, [state]: page.nextCursor }));
    } catch (error) {
      complain("The rest of the list couldn’t be read.", error);
    }
  };

  return { tasks, hasMore: { open: cursors.open !== null, done: cursors.done !== null }, more, actions };
};
