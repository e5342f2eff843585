"use client";
/** When meetings of a link may lie, beside the owner's own availability. */
import { Plus, X } from "lucide-react";
import { weekdayNames } from "@/components/settings/weekdays";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Chips, NumberField, Part, toggled, type PartProps } from "./form-parts";
import type { LinkDraft } from "./link-draft";

const days = [1, 2, 3, 4, 5, 6, 7];

export function TimesPart({ draft, set, problems }: PartProps) {
  const names = weekdayNames("en", "short");
  const hours = draft.hours;
  const change = (index: number, changes: Partial<NonNullable<LinkDraft["hours"]>[number]>): void =>
    set({ hours: (hours ?? []).map((window, at) => (at === index ? { ...window, ...changes } : window)) });
  return (
    <Part title="When" hint="your own availability" open={problems.times !== undefined}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="First day">
          {(control) => <Input {...control} type="date" value={draft.from} onChange={(event) => set({ from: event.target.value })} />}
        </Field>
        <Field label="Last day">
          {(control) => <Input {...control} type="date" value={draft.until} onChange={(event) => set({ until: event.target.value })} />}
        </Field>
      </div>
      <fieldset className="min-w-0 space-y-3">
        <legend className="mb-2 text-sm font-medium">Hours of its own</legend>
        {hours === null && <p className="text-sm text-ink-faint">Your working hours hold.</p>}
        {hours?.map((window, index) => (
          <div key={index} className="space-y-2 rounded-lg bg-sunken p-3">
            <Chips
              label={`Days of line ${index + 1}`}
              options={days.map((day) => ({ value: day, label: names[day - 1] ?? "" }))}
              chosen={window.days}
              onToggle={(day) => change(index, { days: toggled(window.days, day) })}
            />
            <div className="flex items-center gap-2">
              <Input
                type="time"
                aria-label={`Line ${index + 1}, from`}
                value={window.start}
                onChange={(event) => change(index, { start: event.target.value })}
                className="min-w-0 !px-2"
              />
              <span aria-hidden className="text-ink-faint">
                to
              </span>
              <Input
                type="time"
                aria-label={`Line ${index + 1}, to`}
                value={window.end === "24:00" ? "00:00" : window.end}
                onChange={(event) => change(index, { end: event.target.value })}
                className="min-w-0 !px-2"
              />
              <IconButton label={`Remove line ${index + 1}`} onClick={() => set({ hours: hours.length === 1 ? null : hours.filter((_, at) => at !== index) })}>
                <X aria-hidden />
              </IconButton>
            </div>
          </div>
        ))}
        {problems.times !== undefined && (
          <p role="alert" className="text-sm text-danger-text">
            {problems.times}
          </p>
        )}
        <Button size="sm" onClick={() => set({ hours: [...(hours ?? []), { days: [1, 2, 3, 4, 5], start: "09:00", end: "12:00" }] })}>
          <Plus aria-hidden />
          Add hours
        </Button>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Minutes free before"
          hint="Empty: as always."
          max={240}
          value={draft.bufferBefore}
          onChange={(bufferBefore) => set({ bufferBefore })}
        />
        <NumberField label="Minutes free after" hint="Empty: as always." max={240} value={draft.bufferAfter} onChange={(bufferAfter) => set({ bufferAfter })} />
        <NumberField label="Notice, in minutes" hint="Empty: as always." max={86_400} value={draft.notice} onChange={(notice) => set({ notice })} />
        <NumberField label="Days ahead" hint="Empty: as always." max={365} value={draft.window} onChange={(window) => set({ window })} />
      </div>
    </Part>
  );
}
