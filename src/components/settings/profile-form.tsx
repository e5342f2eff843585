"use client";
import { useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { updateProfile } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { Profile } from "@/lib/identity/contracts";
import { ToneChoice } from "./tone-choice";
import { useSaving } from "./use-saving";
import { useUnsaved } from "./use-unsaved";
import { weekdayNames } from "./weekdays";
import { ZoneField } from "./zone-field";

/** Locales whose way of writing dates people choose most; the owner's own is always among them. */
const locales = [
  "en-GB",
  "en-US",
  "en-AU",
  "en-CA",
  "en-IN",
  "de-DE",
  "de-AT",
  "de-CH",
  "fr-FR",
  "es-ES",
  "es-MX",
  "it-IT",
  "nl-NL",
  "pt-BR",
  "pt-PT",
  "sv-SE",
  "da-DK",
  "nb-NO",
  "fi-FI",
  "pl-PL",
  "cs-CZ",
  "tr-TR",
  "ja-JP",
  "ko-KR",
  "zh-CN",
  "zh-TW",
  "ar-EG",
  "he-IL",
  "hi-IN",
];
const localeName = (locale: string): string => new Intl.DisplayNames("en", { type: "language" }).of(locale) ?? locale;

type Draft = Pick<Profile, "name" | "zone" | "locale" | "weekStart" | "hourCycle" | "delegateName" | "tone">;

export function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { name, zone, locale, weekStart, hourCycle, delegateName, tone } = profile;
  const [draft, setDraft] = useState<Draft>({ name, zone, locale, weekStart, hourCycle, delegateName, tone });
  const [kept, setKept] = useState(draft);
  const { busy, problem, run } = useSaving(() => call(updateProfile, draft), "Saved.");
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const save = async (): Promise<void> => {
    if (await run()) setKept(draft);
  };
  useUnsaved(JSON.stringify(draft) !== JSON.stringify(kept));
  return (
    <form
      noValidate
      className="max-w-md space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <FormAlert text={problem.text} />
      <Field label="Your name" error={problem.fields.name}>
        {(control) => <Input {...control} autoComplete="name" value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <Field label="E-mail address" hint="Your account’s name. It can’t be changed here.">
        {(control) => <Input {...control} value={profile.email} readOnly />}
      </Field>
      <Field label="Name of your delegate" error={problem.fields.delegateName}>
        {(control) => <Input {...control} value={draft.delegateName} onChange={(event) => set({ delegateName: event.target.value })} />}
      </Field>
      <ZoneField
        label="Time zone"
        hint="Type a city. All times are shown in it."
        error={problem.fields.zone}
        value={draft.zone}
        onChange={(next) => set({ zone: next })}
      />
      <Field label="Dates are written as in" error={problem.fields.locale}>
        {(control) => (
          <Select {...control} value={draft.locale} onChange={(event) => set({ locale: event.target.value })}>
            {[...new Set([locale, ...locales])].map((id) => (
              <option key={id} value={id}>
                {localeName(id)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="The week begins on" error={problem.fields.weekStart}>
        {(control) => (
          <Select {...control} value={draft.weekStart} onChange={(event) => set({ weekStart: Number(event.target.value) })}>
            {weekdayNames("en").map((day, index) => (
              <option key={day} value={index + 1}>
                {day}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="space-y-1.5">
        <p aria-hidden className="text-sm font-medium">
          Clock
        </p>
        <SegmentedControl
          label="Clock"
          value={draft.hourCycle}
          onChange={(next) => set({ hourCycle: next })}
          segments={[
            { value: "h23", label: "15:30" },
            { value: "h12", label: "3:30 pm" },
          ]}
        />
      </div>
      <div className="space-y-1.5">
        <p aria-hidden className="text-sm font-medium">
          How it speaks
        </p>
        <ToneChoice owner={draft.name} value={draft.tone} onChange={(next) => set({ tone: next })} />
      </div>
      <Button type="submit" variant="primary" busy={busy}>
        Save
      </Button>
    </form>
  );
}
