"use client";
import { CalendarPlus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { WindowList } from "./window-list";

type Override = AvailabilityRules["overrides"][number];

const spoken = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));

export interface SpecialDaysProps {
  readonly overrides: readonly Override[];
  readonly locale: string;
  readonly onChange: (overrides: Override[]) => void;
}

/** Dates with hours of their own: a day off, a late start. */
export function SpecialDays({ overrides, locale, onChange }: SpecialDaysProps) {
  const [date, setDate] = useState("");
  const replace = (index: number, change: Partial<Override>): void => onChange(overrides.map((each, at) => (at === index ? { ...each, ...change } : each)));
  const add = (): void => {
    if (date !== "" && !overrides.some((each) => each.date === date)) onChange([...overrides, { date, hours: [] }].sort((a, b) => (a.date < b.date ? -1 : 1)));
    setDate("");
  };
  return (
    <div>
      {overrides.length > 0 && (
        <ul className="mb-4 divide-y rounded-xl border bg-surface">
          {overrides.map((override, index) => (
            <li key={override.date} className="p-4">
              <div className="flex items-center gap-2">
                <p className="grow font-medium">{spoken(override.date, locale)}</p>
                <IconButton label={`Remove ${spoken(override.date, locale)}`} onClick={() => onChange(overrides.filter((_, at) => at !== index))}>
                  <X aria-hidden />
                </IconButton>
              </div>
              <WindowList
                whose={spoken(override.date, locale)}
                windows={override.hours}
                empty="Day off"
                onChange={(hours) => replace(index, { hours: [...hours] })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Input type="date" aria-label="Date" value={date} onChange={(event) => setDate(event.target.value)} className="!w-44" />
        <Button onClick={add} disabled={date === ""}>
          <CalendarPlus aria-hidden />
          Add this day
        </Button>
      </div>
    </div>
  );
}
