"use client";
/** Until when, in the owner's own words. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Task } from "@/lib/tasks/contracts";
import { capital } from "./due-text";
import { snoozes } from "./task-row";

export interface SnoozeDialogProps {
  readonly task: Task;
  /** Answers what is wrong with the words, or nothing. */
  readonly onSnooze: (until: string) => Promise<string | undefined>;
  readonly onClose: () => void;
}

export function SnoozeDialog({ task, onSnooze, onClose }: SnoozeDialogProps) {
  const [until, setUntil] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const take = async (words: string): Promise<void> => {
    if (words.trim() === "" || busy) return;
    setBusy(true);
    const problem = await onSnooze(words);
    setBusy(false);
    setWrong(problem);
    if (problem === undefined) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Put “${task.title}” off`}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void take(until);
        }}
      >
        <Field label="Until" error={wrong} {...(wrong === undefined ? { hint: "“Monday”, “tomorrow at 9”, “for 2 hours”" } : {})}>
          {(control) => <Input {...control} value={until} autoComplete="off" onChange={(event) => setUntil(event.target.value)} />}
        </Field>
        <div className="flex flex-wrap gap-2">
          {snoozes.map(({ label, until: words }) => (
            <Button key={label} size="sm" onClick={() => void take(words)}>
              {capital(label)}
            </Button>
          ))}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={until.trim() === ""}>
            Put off
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
