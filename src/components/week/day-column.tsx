/** One day, midnight to midnight. */
import clsx from "clsx";
import { EventBlock, type EventBlockProps } from "./event-block";
import type { Day } from "./place-events";
import { dayText, weekdayOf, type Clock } from "./zoned-time";

export interface DayColumnProps {
  readonly day: Day;
  readonly clock: Clock;
  readonly colorOf: (item: Day["timed"][number]["item"]) => string;
  readonly onPress: EventBlockProps["onPress"];
  /** Minutes since midnight when this is today. */
  readonly nowMinutes: number | null;
}

export function DayColumn({ day, clock, colorOf, onPress, nowMinutes }: DayColumnProps) {
  return (
    <div
      role="group"
      aria-label={dayText(day.date, clock.locale)}
      className={clsx("relative border-s", weekdayOf(day.date) > 5 && "bg-sunken/45", nowMinutes !== null && "bg-accent-soft/30")}
    >
      {day.timed.map((placed) => (
        <EventBlock key={placed.item.key} placed={placed} clock={clock} color={colorOf(placed.item)} onPress={onPress} />
      ))}
      {nowMinutes !== null && (
        <div aria-hidden className="pointer-events-none absolute inset-x-0 z-20 h-0.5 bg-accent" style={{ insetBlockStart: `${(nowMinutes / 1440) * 100}%` }}>
          <span className="absolute -start-1 -top-[3px] size-2 rounded-full bg-accent" />
        </div>
      )}
    </div>
  );
}
