/** What fills whole days, above the hours. */
import clsx from "clsx";
import { describe, type EventBlockProps } from "./event-block";
import type { Day, Item, Look } from "./place-events";
import type { Clock } from "./zoned-time";

const looks: Record<Look, string> = {
  solid: "bg-[var(--fill)] text-[var(--fill-ink)]",
  lit: "bg-[var(--fill)] text-[var(--fill-ink)] ring-2 ring-accent ring-inset",
  leaving: "border border-dashed border-[var(--edge)] text-ink-faint",
  removed: "bg-danger-soft text-danger-text line-through",
  ghost: "border-2 border-dashed border-accent bg-accent-soft text-accent-text",
  free: "border-2 border-accent text-accent-text",
};

export interface AllDayRowProps {
  readonly days: readonly Day[];
  readonly nearOf: (date: string) => string;
  readonly clock: Clock;
  readonly colorOf: (item: Item) => string;
  readonly onPress: EventBlockProps["onPress"];
}

export function AllDayRow({ days, nearOf, clock, colorOf, onPress }: AllDayRowProps) {
  const filled = days
    .filter((day) => day.allDay.length > 0)
    .map((day) => nearOf(day.date))
    .sort();
  if (filled.length === 0) return null;
  // With fewer days on show than fill it, the row goes with them.
  return (
    <div data-near={filled[0]} className="week-day week-grid shrink-0 border-b">
      <span className="week-gutter self-center pe-2 text-end text-[0.6875rem] text-ink-faint">all day</span>
      {days.map((day) => (
        <div key={day.date} data-near={nearOf(day.date)} className="week-day min-w-0 space-y-0.5 border-s p-0.5">
          {day.allDay.map((item) => (
            <button
              key={item.key}
              type="button"
              data-look={item.look}
              aria-label={describe(item, clock)}
              onClick={(event) => onPress(item, event.currentTarget)}
              className={clsx("block w-full truncate rounded px-1.5 py-0.5 text-start text-xs font-medium", `calendar-${colorOf(item)}`, looks[item.look])}
            >
              {item.title}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
