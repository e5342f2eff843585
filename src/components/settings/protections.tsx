"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { weekdayNames, weekFrom } from "./weekdays";
import { clockStyles } from "./window-row";

type Protection = AvailabilityRules["protections"][number];

export interface ProtectionsProps {
  readonly protections: readonly Protection[];
  readonly weekStart: number;
  readonly onChange: (protections: Protection[]) => void;
}

function DayChoice({
  name,
  days,
  weekStart,
  onChange,
}: {
  readonly name: string;
  readonly days: readonly number[];
  readonly weekStart: number;
  readonly onChange: (days: number[]) => void;
}) {
  const long = weekdayNames("en");
  const short = weekdayNames("en", "short");
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Days of {name}</legend>
      {weekFrom(weekStart).map((day) => (
        <label key={day} className="relative">
          <input
            type="checkbox"
            aria-label={long[day - 1]}
            checked={days.includes(day)}
            onChange={(event) => onChange(event.target.checked ? [...days, day].sort() : days.filter((each) => each !== day))}
            className="peer absolute inset-0 cursor-pointer appearance-none rounded-md"
          />
          <span
            aria-hidden
            className="pointer-events-none relative block rounded-md border border-line px-2 py-1 text-sm text-ink-soft peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:text-accent-text pointer-coarse:py-2"
          >
            {short[day - 1]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Times kept free of meetings: lunch, focus. */
export function Protections({ protections, weekStart, onChange }: ProtectionsProps) {
  const replace = (index: number, change: Partial<Protection>): void => onChange(protections.map((each, at) => (at === index ? { ...each, ...change } : each)));
  const add = (): void =>
    onChange([...protections, { name: protections.length === 0 ? "Lunch" : "Focus", days: [1, 2, 3, 4, 5], start: "12:00", end: "13:00", soft: false }]);
  return (
    <div>
      {protections.length > 0 && (
        <ul className="mb-4 divide-y rounded-xl border bg-surface">
          {protections.map((protection, index) => (
            <li key={index} className="space-y-3 p-4">
              <div className="flex flex-wrap items-center gap-2">
                <Input
                  aria-label="Name"
                  value={protection.name}
                  maxLength={60}
                  onChange={(event) => replace(index, { name: event.target.value })}
                  className="!w-40 grow"
                />
                <div className="flex grow items-center gap-1.5 sm:grow-0 sm:gap-2">
                  <Input
                    type="time"
                    aria-label={`${protection.name}, from`}
                    value={protection.start}
                    onChange={(event) => replace(index, { start: event.target.value })}
                    className={clockStyles}
                  />
                  <span aria-hidden className="text-ink-faint">
                    to
                  </span>
                  <Input
                    type="time"
                    aria-label={`${protection.name}, to`}
                    value={protection.end}
                    onChange={(event) => replace(index, { end: event.target.value })}
                    className={clockStyles}
                  />
                  <IconButton label={`Remove ${protection.name}`} onClick={() => onChange(protections.filter((_, at) => at !== index))}>
                    <X aria-hidden />
                  </IconButton>
                </div>
              </div>
              <div className="flex flex-wrap items-center justify-between gap-3">
                <DayChoice name={protection.name} days={protection.days} weekStart={weekStart} onChange={(days) => replace(index, { days })} />
                <Select
                  aria-label={`How strict ${protection.name} is`}
                  value={protection.soft ? "soft" : "hard"}
                  onChange={(event) => replace(index, { soft: event.target.value === "soft" })}
                  className="w-56"
                >
                  <option value="hard">Never offered</option>
                  <option value="soft">Only if nothing else fits</option>
                </Select>
              </div>
            </li>
          ))}
        </ul>
      )}
      {protections.length < 20 && (
        <Button onClick={add}>
          <Plus aria-hidden />
          Keep a time free
        </Button>
      )}
    </div>
  );
}
