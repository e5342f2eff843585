"use client";
/** The owner's to-dos, by mouse, finger or keyboard. */
import { ListTodo } from "lucide-react";
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useFocusAfterRemoval } from "@/components/ui/focus-return";
import { Kbd } from "@/components/ui/kbd";
import { useNow } from "@/hooks/use-now";
import type { Clock } from "@/components/week/zoned-time";
import { lazily } from "@/components/ui/lazily";
import type { Task } from "@/lib/tasks/contracts";
import { groupOf, type TaskGroup } from "./due-text";
import { NewTask } from "./new-task";
import { TaskRow } from "./task-row";
import { useTasks, type FirstTasks } from "./use-tasks";

const TaskDialog = lazily(async () => (await import("./task-dialog")).TaskDialog);
const SnoozeDialog = lazily(async () => (await import("./snooze-dialog")).SnoozeDialog);

export interface TaskPageProps {
  readonly first: FirstTasks;
  readonly reader: Clock;
  /** The moment it was read at. */
  readonly nowMs: number;
  /** A reminder led here: this one is shown first. */
  readonly taskId?: string;
}

const groups: readonly { readonly group: TaskGroup; readonly title: string }[] = [
  { group: "overdue", title: "Overdue" },
  { group: "today", title: "Today" },
  { group: "later", title: "Later" },
  { group: "someday", title: "Whenever" },
];

const keys: readonly (readonly [string, string])[] = [
  ["n", "new"],
  ["j k", "down, up"],
  ["x", "done"],
  ["e", "edit"],
  ["s", "put off"],
  ["p", "plan"],
  ["⌫", "delete"],
];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === "checkbox");

/** Calls the action of a key that was pressed for the page itself. */
const useKeys = (actions: Readonly<Record<string, () => void>>): void => {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
};

export function TaskPage({ first, reader, nowMs: readMs, taskId }: TaskPageProps) {
  const nowMs = useNow(readMs);
  const tasks = useTasks(first, reader);
  const { actions } = tasks;
  const [currentId, setCurrentId] = useState<string | null>(taskId ?? null);
  const [ledTo, setLedTo] = useState(taskId);
  if (taskId !== ledTo) {
    setLedTo(taskId);
    setCurrentId(taskId ?? null);
  }
  const [reading, setReading] = useState<"open" | "done" | null>(null);
  const [editing, setEditing] = useState<Task | null>(null);
  const [snoozing, setSnoozing] = useState<Task | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // The one that was asked for may lie far down.
  useEffect(() => {
    if (taskId === undefined) return;
    const rows = [...document.querySelectorAll<HTMLElement>("[data-task]")];
    rows.find(({ dataset }) => dataset["task"] === taskId)?.scrollIntoView({ block: "nearest" });
  }, [taskId]);
  const readOn = async (state: "open" | "done"): Promise<void> => {
    setReading(state);
    await tasks.more(state);
    setReading(null);
  };
  const more = (state: "open" | "done") =>
    tasks.hasMore[state] && (
      <Button variant="quiet" className="mt-3" busy={reading === state} onClick={() => void readOn(state)}>
        Show more
      </Button>
    );

  const finished = tasks.tasks.filter(({ doneAt }) => doneAt !== null).toSorted((a, b) => ((a.doneAt ?? "") < (b.doneAt ?? "") ? 1 : -1));
  const grouped = useMemo(() => {
    const pending = tasks.tasks.filter(({ doneAt }) => doneAt === null);
    return groups.map(({ group, title }) => ({ title, group, list: pending.filter((task) => groupOf(task, nowMs, reader.zone) === group) }));
  }, [tasks.tasks, nowMs, reader.zone]);
  const shown = grouped.flatMap(({ list }) => list);
  useFocusAfterRemoval(shown.length);
  const current = shown.find(({ id }) => id === currentId);

  const go = (step: 1 | -1): void => {
    const at = shown.findIndex(({ id }) => id === currentId);
    const next = shown[at === -1 ? (step === 1 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + step))];
    if (!next) return;
    setCurrentId(next.id);
    document.querySelector(`[data-task="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  };
  /** Acts on the current one and moves on to its neighbour. */
  const leaving = (act: (task: Task) => void) => (): void => {
    if (!current) return;
    const at = shown.indexOf(current);
    setCurrentId((shown[at + 1] ?? shown[at - 1])?.id ?? null);
    act(current);
  };
  useKeys({
    n: () => field.current?.focus(),
    j: () => go(1),
    k: () => go(-1),
    x: leaving((task) => actions.finish(task, true)),
    e: () => current && setEditing(current),
    s: () => current && setSnoozing(current),
    p: () => current && current.planned === null && actions.plan(current),
    Backspace: leaving(actions.remove),
    Delete: leaving(actions.remove),
  });

  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 lg:py-10">
      <h1 className="text-2xl font-semibold tracking-tight">To-dos</h1>
      <NewTask field={field} onAdd={actions.add} />
      {shown.length === 0 && !tasks.hasMore.open && (
        <EmptyState icon={ListTodo} title="Nothing to do">
          Write what it is and until when: “pay rent on 1 December”, “water the plants every Monday”, “remind me at 5 to leave”. Or say it in the chat.
        </EmptyState>
      )}
      {grouped.map(({ title, group, list }) =>
        list.length === 0 ? null : (
          <section key={group} aria-label={title} className="mt-6">
            <h2 className="text-sm font-medium text-ink-soft">{title}</h2>
            <ul className="mt-2 divide-y rounded-xl border bg-surface">
              {list.map((task) => (
                <TaskRow
                  key={task.id}
                  task={task}
                  nowMs={nowMs}
                  reader={reader}
                  actions={actions}
                  current={task.id === currentId}
                  onEdit={setEditing}
                  onSnooze={setSnoozing}
                />
              ))}
            </ul>
          </section>
        ),
      )}
      {more("open")}
      {finished.length > 0 && (
        <details className="mt-8" open={finished.some(({ id }) => id === taskId) || undefined}>
          <summary className="w-fit rounded text-sm font-medium text-ink-soft hover:text-ink">
            Done ({finished.length}
            {tasks.hasMore.done && " and more"})
          </summary>
          <ul className="mt-2 divide-y rounded-xl border bg-surface">
            {finished.map((task) => (
              <TaskRow key={task.id} task={task} nowMs={nowMs} reader={reader} actions={actions} current={task.id === taskId} />
            ))}
          </ul>
          {more("done")}
        </details>
      )}
      <p className="mt-8 hidden flex-wrap gap-x-4 gap-y-1 text-sm text-ink-faint pointer-fine:flex">
        {keys.map(([key, what]) => (
          <span key={key}>
            <Kbd>{key}</Kbd> {what}
          </span>
        ))}
      </p>
      <Suspense>
        {editing && (
          <TaskDialog
            key={editing.id}
            task={editing}
            reader={reader}
            nowMs={nowMs}
            onSave={(changes) => actions.change(editing, changes)}
            onClose={() => setEditing(null)}
          />
        )}
        {snoozing && <SnoozeDialog key={snoozing.id} task={snoozing} onSnooze={(until) => actions.snooze(snoozing, until)} onClose={() => setSnoozing(null)} />}
      </Suspense>
    </div>
  );
}
