"use client";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { fromDayWindows, type DayWindows } from "./day-windows";
import { weekdayNames, weekFrom } from "./weekdays";
import { WindowList } from "./window-list";

export interface WeeklyHoursProps {
  readonly hours: AvailabilityRules["hours"];
  readonly weekStart: number;
  /** Windows as typed; incomplete ones live here until they are whole. */
  readonly windows: DayWindows;
  readonly onChange: (windows: DayWindows, hours: AvailabilityRules["hours"]) => void;
}

/** The ordinary week: for each day, the hours in which one can be met. */
export function WeeklyHours({ hours, weekStart, windows, onChange }: WeeklyHoursProps) {
  const names = weekdayNames("en");
  const change = (next: DayWindows): void => onChange(next, fromDayWindows(next));
  const [first = 1, ...others] = weekFrom(weekStart).filter((day) => day <= 5);
  return (
    <div>
      <label className="flex items-center justify-between gap-4 rounded-xl border bg-surface p-4">
        <span>I can be met at any time</span>
        <Switch checked={hours === null} onChange={(event) => (event.target.checked ? onChange(windows, null) : change(windows))} />
      </label>
      {hours !== null && (
        <ul className="mt-4 divide-y rounded-xl border bg-surface">
          {weekFrom(weekStart).map((day) => (
            <li key={day} className="grid gap-x-4 gap-y-1 p-4 sm:grid-cols-[5.5rem_minmax(0,1fr)] lg:grid-cols-[7rem_minmax(0,1fr)]">
              <p className="font-medium sm:pt-2">{names[day - 1]}</p>
              <div>
                <WindowList
                  whose={names[day - 1] ?? ""}
                  windows={windows[day] ?? []}
                  empty="No meetings"
                  onChange={(list) => change({ ...windows, [day]: list })}
                />
                {day === first && (windows[day] ?? []).length > 0 && (
                  <Button
                    variant="link"
                    size="inline"
                    className="mt-1 text-sm"
                    onClick={() => change({ ...windows, ...Object.fromEntries(others.map((other) => [other, windows[day] ?? []])) })}
                  >
                    Use these for every working day
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
