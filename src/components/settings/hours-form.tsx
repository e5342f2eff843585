"use client";
/** When the owner can be met. Everything here is one set of rules: it is changed in peace and saved as a whole. */
import { useState, type ReactNode } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { putAvailability } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { problemOfDay, toDayWindows } from "./day-windows";
import { MeetingLimits } from "./meeting-limits";
import { Protections } from "./protections";
import { RuleEffects } from "./rule-effects";
import { SpecialDays } from "./special-days";
import { useSaving } from "./use-saving";
import { useUnsaved } from "./use-unsaved";
import { WeeklyHours } from "./weekly-hours";
import { ZoneField } from "./zone-field";

function Part({ title, about, children }: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      {about !== undefined && <p className="mt-0.5 text-sm text-ink-soft">{about}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

export interface HoursFormProps {
  readonly rules: AvailabilityRules;
  readonly weekStart: number;
  readonly locale: string;
}

export function HoursForm({ rules, weekStart, locale }: HoursFormProps) {
  const [draft, setDraft] = useState(rules);
  const [kept, setKept] = useState(rules);
  const [windows, setWindows] = useState(() => toDayWindows(rules.hours ?? []));
  const { busy, problem, run } = useSaving(() => call(putAvailability, draft), "Your hours are saved.");
  const set = (change: Partial<AvailabilityRules>): void => setDraft((now) => ({ ...now, ...change }));
  const dirty = JSON.stringify(draft) !== JSON.stringify(kept);
  useUnsaved(dirty);
  const wrong =
    (draft.hours !== null && Object.values(windows).some((day) => problemOfDay(day) !== null)) ||
    draft.overrides.some(({ hours }) => problemOfDay(hours) !== null);
  const text = problem.text ?? (Object.keys(problem.fields).length > 0 ? "Something here isn’t right. Check the times and days." : null);
  const save = async (): Promise<void> => {
    if (await run()) setKept(draft);
  };
  const restore = (): void => {
    setDraft(kept);
    setWindows(toDayWindows(kept.hours ?? []));
  };
  return (
    <form
      noValidate
      className="space-y-10"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !wrong) void save();
      }}
    >
      <div className="max-w-md">
        <ZoneField label="Hours are in" value={draft.zone} onChange={(zone) => set({ zone })} />
      </div>
      <Part title="Your week">
        <WeeklyHours
          hours={draft.hours}
          weekStart={weekStart}
          windows={windows}
          onChange={(next, hours) => {
            setWindows(next);
            set({ hours });
          }}
        />
      </Part>
      <Part title="Days that differ" about="A day off, or other hours on one date.">
        <SpecialDays overrides={draft.overrides} locale={locale} onChange={(overrides) => set({ overrides })} />
      </Part>
      <Part title="Kept free" about="Lunch, focus, the school run: no meetings then.">
        <Protections protections={draft.protections} weekStart={weekStart} onChange={(protections) => set({ protections })} />
      </Part>
      <Part title="Around meetings">
        <MeetingLimits rules={draft} onChange={set} />
      </Part>
      <FormAlert text={text} />
      <div className={dirty ? "sticky bottom-0 -mx-1 space-y-3 border-t bg-ground px-1 py-3" : "hidden"}>
        {dirty && !wrong && <RuleEffects draft={draft} locale={locale} />}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={busy} disabled={wrong}>
            Save
          </Button>
          <Button variant="quiet" onClick={restore}>
            Undo the changes
          </Button>
          <p role="status" className="text-sm text-ink-faint">
            {wrong ? "Some times aren’t right yet." : "Not saved yet."}
          </p>
        </div>
      </div>
    </form>
  );
}
