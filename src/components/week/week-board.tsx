"use client";
/** The hours of the week: a scroller that opens at the working day, with the names of the days held on top. */
import { CloudOff } from "lucide-react";
import { Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Mark } from "@/lib/ai/contracts";
import { lazily } from "@/components/ui/lazily";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { AllDayRow } from "./all-day-row";
import { DayColumn } from "./day-column";
import { MovePaths } from "./move-paths";
import { mainMarks, type Day, type Item, type Move } from "./place-events";
import { useMoves } from "./use-moves";
import type { WeekState } from "./use-week";
import { DayNames } from "./week-header";
import { msOf, wallOf, type Clock, type Wall } from "./zoned-time";

const EventPopover = lazily(async () => (await import("./event-popover")).EventPopover);

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const hourText = (hour: number, { hourCycle }: Clock): string =>
  hourCycle === "h23" ? `${String(hour).padStart(2, "0")}:00` : `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`;

/** The working day fits from 7; someone up earlier or later sees the present. */
const openingHour = (now: Wall): number => {
  const hour = Math.floor(now.minutes / 60);
  return hour < 7 ? Math.max(0, hour - 1) : hour >= 20 ? 11 : 7;
};

/** Which days remain when fewer than seven fit: "1" alone, "3" in a window of three, "7" only in the whole week. */
const nearness = (dates: readonly string[], focus: string) => {
  const focused = Math.max(0, dates.indexOf(focus));
  const first = Math.min(Math.max(0, focused - 1), 4);
  return (date: string): string => {
    const index = dates.indexOf(date);
    return index === focused ? "1" : index >= first && index < first + 3 ? "3" : "7";
  };
};

export interface WeekBoardProps {
  readonly week: WeekState;
  readonly days: readonly Day[];
  readonly moves: readonly Move[];
  readonly marks: readonly Mark[];
  readonly clock: Clock;
  readonly now: Wall;
  readonly focus: string;
  /** Changes when the board comes into sight, and its place has to be taken again. */
  readonly unfolded: boolean;
  readonly colors: Readonly<Record<string, string>>;
  readonly onFocus: (date: string) => void;
  readonly onOffer: (mark: Mark) => void;
  readonly onProposal: (mark: Mark) => void;
}

/** Opens at the working day, and later brings into view what the conversation speaks of. */
const useScrolledHours = (opening: number, marks: readonly Mark[], zone: string, unfolded: boolean) => {
  const scroller = useRef<HTMLDivElement>(null);
  const hourHeight = () => (scroller.current?.querySelector<HTMLElement>("[data-hours]")?.offsetHeight ?? 0) / 24;
  useLayoutEffect(() => {
    if (scroller.current && scroller.current.scrollTop === 0) scroller.current.scrollTop = opening * hourHeight();
  }, [opening, unfolded]);
  const first = mainMarks(marks)
    .map((mark) => wallOf(msOf(mark.start), zone).minutes)
    .sort((a, b) => a - b)[0];
  useEffect(() => {
    const element = scroller.current;
    if (!element || first === undefined) return;
    const top = (first / 60) * hourHeight();
    if (top >= element.scrollTop && top < element.scrollTop + element.clientHeight - 120) return;
    element.scrollTo({ top: Math.max(0, top - hourHeight()), behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, [first, unfolded]);
  return scroller;
};

export function WeekBoard({ week, days, moves, marks, clock, now, focus, unfolded, colors, onFocus, onOffer, onProposal }: WeekBoardProps) {
  const dates = days.map((day) => day.date);
  const nearOf = nearness(dates, focus);
  // Taken once: from then on the reader scrolls.
  const [opening] = useState(() => openingHour(now));
  const scroller = useScrolledHours(opening, marks, clock.zone, unfolded);
  const board = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLElement>(null);
  const [shown, setShown] = useState<CalendarEvent | null>(null);
  useMoves(board, week.start, days);

  const colorOf = (item: Item): string => colors[item.event?.calendarId ?? ""] ?? "blue";
  const press = (item: Item, element: HTMLElement) => {
    if (item.mark?.kind === "free") onOffer(item.mark);
    else if (item.mark) onProposal(item.mark);
    anchor.current = element;
    setShown(item.event);
  };

  return (
    <div ref={scroller} tabIndex={0} role="group" aria-label="Hours" className="week-hours scroll-quiet relative min-h-0 grow overflow-y-auto">
      <div className="sticky top-0 z-30 bg-surface">
        <DayNames
          dates={dates}
          today={now.date}
          locale={clock.locale}
          nearOf={nearOf}
          busy={(date) => days.some((day) => day.date === date && day.timed.length + day.allDay.length > 0)}
          onPick={onFocus}
        />
        <AllDayRow days={days} nearOf={nearOf} clock={clock} colorOf={colorOf} onPress={press} />
        {week.status === "failed" && (
          <p role="alert" className="flex items-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-sm text-warn-text">
            <CloudOff aria-hidden className="size-4 shrink-0" />
            <span className="grow">The week couldn’t be read.</span>
            <Button variant="link" size="inline" onClick={week.refresh}>
              Try again
            </Button>
          </p>
        )}
      </div>
      <div data-hours className="week-grid week-rows relative" aria-busy={week.status === "loading"}>
        <div className="week-gutter relative">
          {hours.map((hour) => (
            <span key={hour} className={hour === opening ? "week-opening" : "week-hour"} style={{ insetBlockStart: `${(hour / 24) * 100}%` }}>
              {hour > 0 && hourText(hour, clock)}
            </span>
          ))}
        </div>
        <div ref={board} className="week-columns relative col-start-2">
          {days.map((day, index) => (
            <div key={day.date} data-near={nearOf(day.date)} className="week-day relative grid min-w-0">
              <DayColumn day={day} clock={clock} colorOf={colorOf} onPress={press} nowMinutes={day.date === now.date ? now.minutes : null} />
              {week.status === "loading" && <Skeleton className={`absolute inset-x-1 h-14 ${["top-[38%]", "top-[45%]", "top-[41%]"][index % 3] ?? ""}`} />}
            </div>
          ))}
          <MovePaths moves={moves} />
        </div>
      </div>
      {shown && (
        <Suspense>
          <EventPopover event={shown} clock={clock} anchor={anchor} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </div>
  );
}
