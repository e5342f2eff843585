"use client";
import clsx from "clsx";
import { AlarmClock, Bell, CalendarCheck, CalendarPlus, Ellipsis, Pencil, Repeat, Trash2 } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { MenuButton } from "@/components/ui/menu-button";
import type { Clock } from "@/components/week/zoned-time";
import type { Task } from "@/lib/tasks/contracts";
import { lengthText } from "@/components/today/countdown";
import { dueText, groupOf, momentText } from "./due-text";
import type { TaskActions } from "./use-tasks";

export interface TaskRowProps {
  readonly task: Task;
  readonly nowMs: number;
  readonly reader: Clock;
  readonly actions: Pick<TaskActions, "finish" | "snooze" | "plan" | "remove">;
  readonly current?: boolean;
  readonly onEdit?: (task: Task) => void;
  readonly onSnooze?: (task: Task) => void;
}

/** The steps people take most; anything else is said in words. */
export const snoozes = [
  { label: "for an hour", until: "for 1 hour" },
  { label: "until tomorrow", until: "tomorrow" },
  { label: "until next Monday", until: "next Monday" },
] as const;

function Facts({ task, nowMs, reader }: Pick<TaskRowProps, "task" | "nowMs" | "reader">) {
  const due = dueText(task, nowMs, reader);
  const reminder = task.remindAt === null || task.reminded || task.doneAt !== null ? null : momentText(task.remindAt, nowMs, reader);
  const late = task.doneAt === null && groupOf(task, nowMs, reader.zone) === "overdue";
  const ahead = task.planned !== null && Date.parse(task.planned.end) > nowMs ? task.planned : null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft empty:hidden">
      {due !== null && (
        <span className={clsx(late && "text-danger-text")}>
          {late ? "Was due" : "Due"} {due}
        </span>
      )}
      {task.recurrence !== null && (
        <span className="inline-flex items-center gap-1">
          <Repeat aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">Repeats </span>
          {task.recurrence.text}
        </span>
      )}
      {reminder !== null && (
        <span className="inline-flex items-center gap-1">
          <Bell aria-hidden className="size-3.5" />
          {reminder === due ? (
            // The moment stands beside it already.
            <span className="sr-only">With a reminder then</span>
          ) : (
            <>
              <span className="sr-only">Reminder </span>
              {reminder}
            </>
          )}
        </span>
      )}
      {ahead !== null && (
        <Link
          href={`/calendar?event=${ahead.eventId}&date=${ahead.start.slice(0, 10)}`}
          className="inline-flex min-h-6 items-center gap-1 text-accent-text hover:underline"
        >
          <CalendarCheck aria-hidden className="size-3.5" />
          Planned {momentText(ahead.start, nowMs, reader)}
        </Link>
      )}
      {task.minutes !== null && <span>{lengthText(task.minutes)}</span>}
    </p>
  );
}

/** Going up and down draws two rows anew, however many there are. */
export const TaskRow = memo(function TaskRow({ task, nowMs, reader, actions, current = false, onEdit, onSnooze }: TaskRowProps) {
  const done = task.doneAt !== null;
  const groups = [
    [
      ...(onEdit && !done ? [{ label: "Edit", icon: Pencil, onSelect: () => onEdit(task) }] : []),
      ...(done || task.planned !== null ? [] : [{ label: "Plan into free time", icon: CalendarPlus, onSelect: () => actions.plan(task) }]),
    ],
    done
      ? []
      : [
          ...snoozes.map(({ label, until }) => ({ label: `Put off ${label}`, icon: AlarmClock, onSelect: () => void actions.snooze(task, until) })),
          ...(onSnooze ? [{ label: "Put off until…", icon: AlarmClock, onSelect: () => onSnooze(task) }] : []),
        ],
    [{ label: "Delete", icon: Trash2, tone: "danger" as const, onSelect: () => actions.remove(task) }],
  ].filter((group) => group.length > 0);
  return (
    <li
      data-testid="task"
      data-task={task.id}
      className={clsx("flex items-start gap-3 px-4 py-3", current && "bg-sunken outline-2 -outline-offset-2 outline-accent")}
      {...(current ? { "aria-current": true as const } : {})}
    >
      <label className="-m-2 grid size-9 shrink-0 place-items-center pointer-coarse:-m-3 pointer-coarse:size-11">
        <Checkbox aria-label={task.title} checked={done} onChange={(event) => actions.finish(task, event.target.checked)} />
      </label>
      <div className="min-w-0 grow">
        {onEdit && !done ? (
          <button type="button" className="block max-w-full text-start break-words hover:underline" onClick={() => onEdit(task)}>
            {task.title}
          </button>
        ) : (
          <span className={clsx("block break-words", done && "text-ink-faint line-through")}>{task.title}</span>
        )}
        <Facts task={task} nowMs={nowMs} reader={reader} />
        {task.notes !== "" && <p className="line-clamp-2 text-sm break-words whitespace-pre-line text-ink-faint">{task.notes}</p>}
      </div>
      <MenuButton
        label={`More about ${task.title}`}
        groups={groups}
        className="grid size-9 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink aria-expanded:bg-sunken pointer-coarse:size-11"
      >
        <Ellipsis aria-hidden className="size-[1.125rem]" />
      </MenuButton>
    </li>
  );
});
