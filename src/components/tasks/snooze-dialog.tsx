"use client";
/** Until when, in the owner's own words. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Task } from "@/lib/tasks/contracts";
import { snoozes } from "./task-row";

export interface SnoozeDialogProps {
  readonly task: Task;
  readonly onSnooze: (until: string) => void;
  readonly onClose: () => void;
}

export function SnoozeDialog({ task, onSnooze, onClose }: SnoozeDialogProps) {
  const [until, setUntil] = useState("");
  const take = (words: string): void => {
    if (words.trim() === "") return;
    onSnooze(words);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Put “${task.title}” off`}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          take(until);
        }}
      >
        <Field label="Until" hint="“Monday”, “tomorrow at 9”, “for 2 hours”">
          {(control) => <Input {...control} value={until} autoComplete="off" onChange={(event) => setUntil(event.target.value)} />}
        </Field>
        <div className="flex flex-wrap gap-2">
          {snoozes.map(({ label, until: words }) => (
            <Button key={label} size="sm" onClick={() => take(words)}>
              {label}
            </Button>
          ))}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={until.trim() === ""}>
            Put off
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
