/** A few choices of which exactly one is on; radio buttons underneath, so arrows and forms work. */
import clsx from "clsx";
import { useId } from "react";

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly className?: string;
}

export function SegmentedControl<Value extends string>({ label, segments, value, onChange, className }: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={clsx("inline-flex flex-wrap rounded-lg bg-sunken p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label key={segment.value} className="relative grow">
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="peer absolute inset-0 cursor-pointer appearance-none rounded-md"
          />
          <span className="pointer-events-none relative block rounded-md px-3 py-1 text-center text-sm text-ink-soft peer-checked:bg-surface peer-checked:font-medium peer-checked:text-ink peer-checked:shadow-raised pointer-coarse:py-2">
            {segment.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
