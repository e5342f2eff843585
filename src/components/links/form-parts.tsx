"use client";
/** What the parts of a link's form are made of. */
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LinkDraft } from "./link-draft";

export interface PartProps {
  readonly draft: LinkDraft;
  readonly set: (changes: Partial<LinkDraft>) => void;
  readonly problems: Readonly<Record<string, string>>;
}

export function Part({
  title,
  hint,
  open = false,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details open={open} className="group border-t pt-3">
      <summary className="flex cursor-pointer list-none items-center gap-3 rounded-md py-1 pointer-coarse:py-2 [&::-webkit-details-marker]:hidden">
        <span className="shrink-0 font-medium">{title}</span>
        <span className="min-w-0 grow truncate text-end text-sm text-ink-faint group-open:invisible">{hint}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-180" />
      </summary>
      <div className="space-y-4 pt-3 pb-2">{children}</div>
    </details>
  );
}

export function Chips({
  label,
  options,
  chosen,
  onToggle,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly chosen: readonly number[];
  readonly onToggle: (value: number) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={chosen.includes(option.value)}
          onClick={() => onToggle(option.value)}
          className="h-8 rounded-lg border border-line-strong px-2.5 text-sm text-ink-soft hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-10"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

export const toggled = (list: readonly number[], value: number): number[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value].sort((a, b) => a - b);

export function NumberField({
  label,
  hint,
  value,
  max,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  max: number;
  onChange: (text: string) => void;
}) {
  return (
    <Field label={label} hint={hint}>
      {(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={max} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
