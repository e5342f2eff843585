"use client";
/** How the delegate speaks, each way with a sentence of it. */
import { useId } from "react";
import type { Profile } from "@/lib/identity/contracts";

type Tone = Profile["tone"];

const tonesFor = (name: string): readonly { readonly tone: Tone; readonly label: string; readonly sample: string }[] => [
  { tone: "plain", label: "Plain", sample: "“Lunch with Maya” is booked for Thursday, 12:30." },
  { tone: "warm", label: "Warm", sample: `Good morning, ${name}. What can I take off your hands?` },
  { tone: "formal", label: "Formal", sample: "Good morning. How may I be of service?" },
];

export interface ToneChoiceProps {
  readonly value: Tone;
  readonly onChange: (tone: Tone) => void;
  /** Who is spoken to. */
  readonly owner: string;
}

export function ToneChoice({ value, onChange, owner }: ToneChoiceProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">How it speaks</legend>
      <div className="divide-y rounded-xl border bg-surface">
        {tonesFor(owner.trim().split(/\s+/)[0] ?? owner).map(({ tone, label, sample }) => (
          <label key={tone} className="flex gap-3 p-4 first:rounded-t-xl last:rounded-b-xl has-checked:bg-accent-soft">
            <input type="radio" name={name} value={tone} checked={tone === value} onChange={() => onChange(tone)} className="mt-1 size-4 accent-(--accent)" />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-ink-soft">{sample}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
