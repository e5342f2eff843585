"use client";
/** When an owner is told things: before meetings, not in quiet hours, and once a day what they haven't read. */
import { useState, type ReactNode } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { putNotificationSettings } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { NotificationKind, NotificationSettings } from "@/lib/notifications/contracts";
import { remindChoices } from "./remind-choices";
import { useSaving } from "./use-saving";

export interface NotificationTimesProps {
  readonly settings: NotificationSettings;
  readonly kinds: readonly { readonly kind: NotificationKind; readonly label: string }[];
  /** "Berlin time": whose clock counts. */
  readonly zone: string;
}

/** Where nobody chose yet. */
const usualQuiet = { from: "22:00", until: "07:00" };
const usualDigest = "18:00";

function Option({ label, about, checked, onChange, children }: OptionProps) {
  return (
    <div className="space-y-4 p-4">
      <label className="flex items-center justify-between gap-6">
        <span className="min-w-0">
          <span className="block font-medium">{label}</span>
          <span className="block text-sm text-ink-soft">{about}</span>
        </span>
        <Switch checked={checked} onChange={(event) => onChange(event.target.checked)} />
      </label>
      {checked && children}
    </div>
  );
}

interface OptionProps {
  readonly label: string;
  readonly about: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function NotificationTimes({ settings, kinds, zone }: NotificationTimesProps) {
  const [draft, setDraft] = useState(settings);
  // What was typed stays while a switch is off.
  const [quiet, setQuiet] = useState(settings.quiet ?? usualQuiet);
  const [digest, setDigest] = useState(settings.digestTime ?? usualDigest);
  const { busy, problem, run } = useSaving(() => call(putNotificationSettings, draft), "Saved.");
  const change = (part: Partial<NotificationSettings>): void => setDraft((now) => ({ ...now, ...part }));
  const changeQuiet = (next: typeof quiet): void => {
    setQuiet(next);
    change({ quiet: next });
  };
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void run();
      }}
    >
      <FormAlert text={problem.text} />
      <div className="divide-y rounded-xl border bg-surface">
        <div className="p-4">
          <Field label="Before a meeting" error={problem.fields.remindMinutes}>
            {(control) => (
              <Select
                {...control}
                className="max-w-xs"
                value={draft.remindMinutes === null ? "" : String(draft.remindMinutes)}
                onChange={({ target }) => change({ remindMinutes: target.value === "" ? null : Number(target.value) })}
              >
                {remindChoices(draft.remindMinutes).map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Option
          label="Quiet hours"
          about={`Mail and push that come then wait for their end (${zone}). Inside Perin everything stands at once.`}
          checked={draft.quiet !== null}
          onChange={(on) => change({ quiet: on ? quiet : null })}
        >
          <div className="grid max-w-sm grid-cols-2 gap-4">
            <Field label="From">
              {(control) => <Input {...control} type="time" value={quiet.from} onChange={({ target }) => changeQuiet({ ...quiet, from: target.value })} />}
            </Field>
            <Field label="Until" error={problem.fields.quiet}>
              {(control) => <Input {...control} type="time" value={quiet.until} onChange={({ target }) => changeQuiet({ ...quiet, until: target.value })} />}
            </Field>
          </div>
          <fieldset>
            <legend className="text-sm font-medium">These come at once all the same</legend>
            <div className="mt-2 grid gap-x-6 sm:grid-cols-2">
              {kinds.map(({ kind, label }) => (
                <label key={kind} className="flex min-h-10 items-center gap-3 text-sm pointer-coarse:min-h-11">
                  <Checkbox
                    checked={draft.urgent.includes(kind)}
                    onChange={({ target }) => change({ urgent: target.checked ? [...draft.urgent, kind] : draft.urgent.filter((each) => each !== kind) })}
                  />
                  {label}
                </label>
              ))}
            </div>
          </fieldset>
        </Option>
        <Option
          label="Daily digest"
          about="One mail a day with what you haven’t read. Nothing unread, no mail."
          checked={draft.digestTime !== null}
          onChange={(on) => change({ digestTime: on ? digest : null })}
        >
          <div className="max-w-44">
            <Field label="At" hint={zone} error={problem.fields.digestTime}>
              {(control) => (
                <Input
                  {...control}
                  type="time"
                  value={digest}
                  onChange={({ target }) => {
                    setDigest(target.value);
                    change({ digestTime: target.value });
                  }}
                />
              )}
            </Field>
          </div>
        </Option>
      </div>
      <Button type="submit" variant="primary" busy={busy}>
        Save
      </Button>
    </form>
  );
}
