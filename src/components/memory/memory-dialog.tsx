"use client";
/** Writing down what is to be kept, or changing it. */
import { useState } from "react";
import { toFormProblem, type FormProblem } from "@/components/identity/use-form-call";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { instantOfWall, wallOf } from "@/components/week/zoned-time";
import { createMemory, updateMemory } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { Undo } from "@/lib/identity/contracts";
import type { Memory, SaveMemoryInput } from "@/lib/memory/contracts";

export interface MemoryDialogProps {
  /** Null for a new one. */
  readonly memory: Memory | null;
  /** IANA zone of the owner. */
  readonly zone: string;
  readonly onClose: () => void;
  readonly onSaved: (memory: Memory, undo: Undo) => void;
}

/** The end of that day where the owner is. */
const endOfDay = (date: string, zone: string): string => new Date(instantOfWall({ date, minutes: 23 * 60 + 59 }, zone)).toISOString();
const dayOf = (instant: string | null | undefined, zone: string): string => (instant ? wallOf(Date.parse(instant), zone).date : "");

export function MemoryDialog({ memory, zone, onClose, onSaved }: MemoryDialogProps) {
  const [text, setText] = useState(memory?.text ?? "");
  const [until, setUntil] = useState(dayOf(memory?.expiresAt, zone));
  const [visitors, setVisitors] = useState(memory?.visitors ?? false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>({ text: null, fields: {} });
  const save = async () => {
    setBusy(true);
    try {
      const fields: SaveMemoryInput = {
        text,
        visitors,
        expiresAt: until === "" ? null : until === dayOf(memory?.expiresAt, zone) ? memory?.expiresAt : endOfDay(until, zone),
      };
      const saved = await (memory === null ? call(createMemory, fields) : call(updateMemory, { memoryId: memory.id, version: memory.version, ...fields }));
      onSaved(saved.memory, saved.undo);
    } catch (error) {
      setProblem(toFormProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose} title={memory === null ? "Keep something in mind" : "Change what is kept"}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FormAlert text={problem.text} />
        <Field label="What to keep" error={problem.fields.text}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={2_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder="I like short meetings."
            />
          )}
        </Field>
        <Field label="Until" hint="Leave empty to keep it until you delete it." error={problem.fields.expiresAt}>
          {(control) => <Input {...control} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />}
        </Field>
        <label className="flex items-start justify-between gap-4">
          <span>
            <span className="block text-sm font-medium">Visitors’ conversations may use it</span>
            <span className="block text-sm text-ink-faint">Otherwise only you hear of it.</span>
          </span>
          <Switch checked={visitors} onChange={(event) => setVisitors(event.target.checked)} />
        </label>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {memory === null ? "Keep it" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
