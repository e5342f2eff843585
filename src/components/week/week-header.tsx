/** Which week this is, the way to its neighbours, and the names of its days. */
import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { dayNumber, dayText, weekdayText, weekText } from "./zoned-time";

export interface WeekTitleProps {
  readonly start: string;
  readonly locale: string;
  readonly holdsToday: boolean;
  readonly onStep: (weeks: -1 | 0 | 1) => void;
}

export function WeekTitle({ start, locale, holdsToday, onStep }: WeekTitleProps) {
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 ps-4 pe-2">
      <h2 aria-live="polite" className="grow truncate text-sm font-semibold tabular-nums">
        {weekText(start, locale)}
      </h2>
      {!holdsToday && (
        <Button size="sm" variant="quiet" onClick={() => onStep(0)}>
          Today
        </Button>
      )}
      <IconButton label="Previous week" onClick={() => onStep(-1)}>
        <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
      <IconButton label="Next week" onClick={() => onStep(1)}>
        <ChevronRight aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
    </div>
  );
}

export interface DayNamesProps {
  readonly dates: readonly string[];
  readonly today: string;
  readonly locale: string;
  readonly nearOf: (date: string) => string;
  readonly busy: (date: string) => boolean;
  readonly onPick: (date: string) => void;
}

const number = (date: string, today: string) => (
  <span
    className={clsx("inline-grid size-6 place-items-center rounded-full tabular-nums", date === today ? "bg-accent font-semibold text-accent-ink" : "text-ink")}
  >
    {dayNumber(date)}
  </span>
);

/** Wide, the names stand over their columns. Narrow, all seven are buttons that choose which day is on show. */
export function DayNames({ dates, today, locale, nearOf, busy, onPick }: DayNamesProps) {
  return (
    <>
      <div className="week-grid week-names shrink-0 border-b">
        <span className="week-gutter" />
        {dates.map((date) => (
          <div
            key={date}
            {...(date === today ? { "aria-current": "date" as const } : {})}
            className="flex items-center justify-center gap-1 py-1 text-xs text-ink-soft"
          >
            {weekdayText(date, locale)} {number(date, today)}
          </div>
        ))}
      </div>
      <div role="group" aria-label="Day on show" className="week-strip shrink-0 border-b px-2 pb-1">
        {dates.map((date) => (
          <button
            key={date}
            type="button"
            data-near={nearOf(date)}
            aria-label={`${dayText(date, locale)}${date === today ? ", today" : ""}`}
            onClick={() => onPick(date)}
            className="week-chip relative flex min-h-11 grow basis-0 flex-col items-center justify-center rounded-lg text-xs text-ink-soft"
          >
            <span aria-hidden>{weekdayText(date, locale, "narrow")}</span>
            {number(date, today)}
            <span aria-hidden className={clsx("absolute bottom-0.5 size-1 rounded-full", busy(date) ? "bg-ink-faint" : "bg-transparent")} />
          </button>
        ))}
      </div>
    </>
  );
}
