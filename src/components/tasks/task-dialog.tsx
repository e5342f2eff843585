"use client";
/** Everything of one to-do, in the owner's own words. */
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { repeatChoices } from "@/components/calendar/event-draft";
import { toFormProblem, type FormProblem } from "@/components/identity/use-form-call";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFooter } from "@/components/ui/form-footer";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Clock } from "@/components/week/zoned-time";
import type { ChangeTaskInput, Task } from "@/lib/tasks/contracts";
import { capital, dueText, momentText } from "./due-text";

export interface TaskDialogProps {
  readonly task: Task;
  readonly reader: Clock;
  readonly nowMs: number;
  readonly onSave: (changes: Omit<ChangeTaskInput, "version">) => Promise<unknown>;
  readonly onClose: () => void;
}

type Changes = { -readonly [Key in keyof Omit<ChangeTaskInput, "version">]: ChangeTaskInput[Key] };

/** Only what was touched is sent: words that weren't changed needn't be read again. */
const changesOf = (before: Draft, draft: Draft): Changes => {
  const changes: Changes = {};
  if (draft.title !== before.title) changes.title = draft.title;
  if (draft.notes !== before.notes) changes.notes = draft.notes;
  if (draft.due !== before.due) changes.due = draft.due.trim() === "" ? null : draft.due;
  if (draft.repeat !== before.repeat) changes.repeat = draft.repeat === "" ? null : draft.repeat;
  if (draft.remind !== before.remind) changes.remind = draft.remind.trim() === "" ? false : draft.remind;
  if (draft.minutes !== before.minutes) changes.minutes = draft.minutes.trim() === "" ? null : Number(draft.minutes);
  return changes;
};

interface Draft {
  readonly title: string;
  readonly due: string;
  /** Its rule; empty: once. */
  readonly repeat: string;
  readonly remind: string;
  readonly minutes: string;
  readonly notes: string;
}

const none: FormProblem = { text: null, fields: {} };

const onceHint = "“Friday”, “tomorrow at 9”, or nothing";
const seriesHint = "Moves this one and those after it. To move this one alone, put it off.";

export function TaskDialog({ task, reader, nowMs, onSave, onClose }: TaskDialogProps) {
  const [before] = useState<Draft>({
    title: task.title,
    due: dueText(task, nowMs, reader) ?? "",
    repeat: task.recurrence?.rrule ?? "",
    // Of one that repeats it comes again, told or not.
    remind: task.remindAt === null || (task.reminded && task.recurrence === null) ? "" : momentText(task.remindAt, nowMs, reader),
    minutes: task.minutes === null ? "" : String(task.minutes),
    notes: task.notes,
  });
  // A rule of its own stays among the choices, so that it can be chosen again.
  const known = repeatChoices.some(({ value }) => value === before.repeat);
  const [draft, setDraft] = useState(before);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(none);
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSave(changesOf(before, draft));
      onClose();
    } catch (error) {
      setProblem(toFormProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="To-do">
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <FormAlert text={problem.text} />
        <Field label="What" error={problem.fields.title}>
          {(control) => <Input {...control} value={draft.title} onChange={(event) => set({ title: event.target.value })} />}
        </Field>
        <Field label="Due" error={problem.fields.due} {...(problem.fields.due === undefined ? { hint: task.recurrence === null ? onceHint : seriesHint } : {})}>
          {(control) => <Input {...control} value={draft.due} autoComplete="off" onChange={(event) => set({ due: event.target.value })} />}
        </Field>
        <Field label="Repeats" error={problem.fields.repeat}>
          {(control) => (
            <Select {...control} value={draft.repeat} onChange={(event) => set({ repeat: event.target.value })}>
              {!known && task.recurrence !== null && <option value={task.recurrence.rrule}>{capital(task.recurrence.text)}</option>}
              {repeatChoices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Remind me" error={problem.fields.remind} {...(problem.fields.remind === undefined ? { hint: "“Thursday at 18:00”, or nothing" } : {})}>
          {(control) => <Input {...control} value={draft.remind} autoComplete="off" onChange={(event) => set({ remind: event.target.value })} />}
        </Field>
        <Field label="Minutes it takes" error={problem.fields.minutes}>
          {(control) => (
            <Input {...control} value={draft.minutes} inputMode="numeric" onChange={(event) => set({ minutes: event.target.value.replace(/\D/g, "") })} />
          )}
        </Field>
        <Field label="Notes" error={problem.fields.notes}>
          {(control) => <Textarea {...control} rows={3} value={draft.notes} onChange={(event) => set({ notes: event.target.value })} />}
        </Field>
        <FormFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
        </FormFooter>
      </form>
    </Dialog>
  );
}
