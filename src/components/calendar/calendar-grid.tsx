"use client";
/** FullCalendar in our clothes. Loaded only on this page; moving by keyboard is ours. */
import FullCalendar, { type CalendarRef, type DayHeaderInfo, type EventDisplayInfo } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import themePlugin from "@fullcalendar/react/themes/breezy";
import clsx from "clsx";
import { Repeat, Users } from "lucide-react";
import { useEffect, useMemo, useState, type KeyboardEvent, type Ref } from "react";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { addDays, wallClock } from "./event-draft";
import type { WorkingTime } from "./use-working-time";
import type { View } from "./views";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/breezy/theme.css";
import "./calendar-grid.css";

export interface Place {
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
}

export interface CalendarGridProps {
  readonly ref: Ref<CalendarRef>;
  readonly initialView: View;
  readonly initialDate: string;
  readonly zone: string;
  readonly locale: string;
  readonly weekStart: number;
  readonly hour12: boolean;
  readonly events: readonly CalendarEvent[];
  /** They aren't those of the days in view yet. */
  readonly turning: boolean;
  readonly working: WorkingTime;
  readonly colors: Readonly<Record<string, string>>;
  readonly onRange: (from: string, to: string, title: string) => void;
  readonly onOpen: (event: CalendarEvent) => void;
  readonly onPick: (place: Place) => void;
  readonly onMove: (event: CalendarEvent, place: Place) => void;
  readonly onRemove: (event: CalendarEvent) => void;
}

const MINUTE_MS = 60_000;
const keyMoves: Readonly<Record<string, { days: number; minutes: number }>> = {
  ArrowUp: { days: 0, minutes: -15 },
  ArrowDown: { days: 0, minutes: 15 },
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
};

/** The same wall clock some days on, or some minutes later, in the owner's zone. */
const shifted = (event: CalendarEvent, { days, minutes }: { days: number; minutes: number }, zone: string): Place => {
  const shift = (instant: string): string =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone).add({ days }).add({ minutes }).toString({ timeZoneName: "never" });
  return { start: shift(event.start), end: shift(event.end), allDay: event.allDay };
};

const onGrid = (event: CalendarEvent, zone: string) =>
  event.allDay
    ? { start: wallClock(event.start, event.zone).date, end: wallClock(event.end, event.zone).date }
    : {
        start: event.start,
        end: Date.parse(event.end) - Date.parse(event.start) < MINUTE_MS ? new Date(Date.parse(event.start) + 15 * MINUTE_MS).toISOString() : event.end,
        zone,
      };

/** Outside the hours of work the grid is dimmed; a public holiday is named where all-day events stand. */
const around = ({ off, holidays }: WorkingTime) => [
  ...off.map(({ start, end }) => ({ title: "", start, end, display: "background" as const })),
  ...holidays.map(({ date, name }) => ({ title: name, start: date, allDay: true, display: "background" as const, editable: false })),
];

type FaceShape = "row" | "line" | "block";

/** The grid's rows and heads are pixels, whatever size of letters somebody has set: ours grow as far as there is room. */
const faceShapes: Readonly<Record<FaceShape, string>> = {
  // The time wraps out of sight where it has no room beside the title: half a time would be a wrong one.
  row: "flex h-[min(1.125rem,22px)] min-w-0 flex-wrap items-baseline gap-x-1.5 overflow-hidden px-1.5 py-px text-[min(0.75rem,15px)] leading-[1.34]",
  line: "flex h-[min(1rem,20px)] min-w-0 flex-wrap items-center gap-x-1.5 overflow-hidden px-1.5 text-[min(0.6875rem,14px)] leading-[min(1rem,20px)]",
  // The title comes first, in as many whole lines as there are; the time wraps out of sight likewise.
  block: "flex h-full min-w-0 flex-col flex-wrap content-start items-start gap-x-3 overflow-hidden px-1.5 py-1 text-[min(0.75rem,15px)] leading-snug xl:px-2",
};

/** "2:30 pm", where FullCalendar writes "2:30PM". */
const asElsewhere = (time: string): string => time.replace(/\s*([AP])M/g, (_, half: string) => ` ${half.toLowerCase()}m`);

/** Half an hour and less has room for one line only. */
const shapeOf = (event: CalendarEvent, view: string): FaceShape => {
  if (view === "dayGridMonth" || event.allDay) return "row";
  return view.startsWith("timeGrid") && Date.parse(event.end) - Date.parse(event.start) <= 30 * MINUTE_MS ? "line" : "block";
};

function EventFace({ event, timeText, shape }: { readonly event: CalendarEvent; readonly timeText: string; readonly shape: FaceShape }) {
  const people = event.attendees.length + event.guests.length;
  return (
    <span className={faceShapes[shape]}>
      <span
        dir="auto"
        className={clsx(
          "shrink-0 font-medium",
          shape === "block" ? "max-h-[round(down,100%,1lh)] w-full overflow-hidden break-words whitespace-normal" : "max-w-full truncate",
        )}
      >
        {event.title}
      </span>
      {timeText !== "" && (
        <span className={clsx("flex shrink-0 items-center gap-1", shape === "block" && "w-full flex-wrap whitespace-normal")}>
          {timeText}
          {event.recurrence !== null && <Repeat aria-label="repeats" className="size-3" />}
          {people > 0 && <Users aria-label={`${people} more`} className="size-3" />}
        </span>
      )}
    </span>
  );
}

/** FullCalendar measures itself in its first frame and stands where it belongs in the next: until then it isn't seen, so that nothing jumps. */
const useMeasured = (): boolean => {
  const [measured, setMeasured] = useState(false);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setMeasured(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return measured;
};

/**
 * FullCalendar draws every event anew whenever the list changes. Whoever stands on one by keyboard stays on it: the next press would
 * go nowhere otherwise.
 */
const keepFocus = () => {
  let lost: string | null = null;
  const isFree = (): boolean => document.activeElement === document.body;
  /** What isn't measured yet is hidden for a frame or two, and takes no focus. */
  const take = (element: HTMLElement, frames: number): void => {
    if (isFree()) element.focus();
    if (!isFree()) lost = null;
    else if (frames > 0 && element.isConnected) requestAnimationFrame(() => take(element, frames - 1));
  };
  return {
    /** The event that was stood on and isn't drawn again yet. */
    lost: (): string | null => (isFree() ? lost : null),
    forget: (): void => {
      lost = null;
    },
    removed: (id: string, element: HTMLElement): void => {
      if (element.contains(document.activeElement)) lost = id;
    },
    drawn: (id: string, element: HTMLElement): void => {
      if (lost === id) take(element, 5);
    },
  };
};

export default function CalendarGrid({
  ref,
  initialView,
  initialDate,
  zone,
  locale,
  weekStart,
  hour12,
  events,
  turning,
  working,
  colors,
  onRange,
  onOpen,
  onPick,
  onMove,
  onRemove,
}: CalendarGridProps) {
  const measured = useMeasured();
  const [focus] = useState(keepFocus);
  const byRef = useMemo(() => new Map(events.map((event) => [event.ref, event])), [events]);
  const shown = useMemo(
    () => [
      ...events.map((event) => ({ id: event.ref, title: event.title, allDay: event.allDay, ...onGrid(event, zone), extendedProps: { known: event } })),
      ...around(working),
    ],
    [events, working, zone],
  );
  const eventOf = (info: { event: { id: string } }): CalendarEvent | undefined => byRef.get(info.event.id);
  const placeOf = (moved: { startStr: string; endStr: string; allDay: boolean }): Place =>
    moved.allDay
      ? {
          start: midnight(moved.startStr, zone),
          end: midnight(moved.endStr === "" ? addDays(moved.startStr.slice(0, 10), 1) : moved.endStr, zone),
          allDay: true,
        }
      : { start: moved.startStr, end: moved.endStr, allDay: false };
  const move = (info: { event: { id: string; startStr: string; endStr: string; allDay: boolean }; revert: () => void }): void => {
    const event = eventOf(info);
    const place = placeOf(info.event);
    info.revert();
    if (event) onMove(event, place);
  };
  const press = (pressed: Pick<KeyboardEvent, "key" | "altKey" | "preventDefault">, event: CalendarEvent | undefined): void => {
    if (!event) return;
    const step = pressed.altKey ? keyMoves[pressed.key] : undefined;
    if (step && !(event.allDay && step.minutes !== 0)) {
      pressed.preventDefault();
      onMove(event, shifted(event, step, zone));
    } else if (pressed.key === "Delete" || pressed.key === "Backspace") {
      pressed.preventDefault();
      onRemove(event);
    }
  };
  const onKeyDown = (pressed: KeyboardEvent<HTMLDivElement>): void =>
    press(pressed, byRef.get((pressed.target as HTMLElement).closest<HTMLElement>("[data-event-ref]")?.dataset.eventRef ?? ""));
  // Between two drawings a press falls on the page itself.
  useEffect(() => {
    const onPage = (pressed: globalThis.KeyboardEvent): void => {
      if (pressed.altKey && pressed.target === document.body) press(pressed, byRef.get(focus.lost() ?? ""));
    };
    globalThis.addEventListener("keydown", onPage);
    globalThis.addEventListener("pointerdown", focus.forget);
    return () => {
      globalThis.removeEventListener("keydown", onPage);
      globalThis.removeEventListener("pointerdown", focus.forget);
    };
  });
  const timeFormat = { hour: hour12 ? "numeric" : "2-digit", minute: "2-digit", hour12 } as const;
  return (
    <div className={clsx("calendar-grid h-full", !measured && "invisible")} onKeyDown={onKeyDown}>
      <FullCalendar
        ref={ref}
        plugins={[themePlugin, dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin]}
        initialView={initialView}
        initialDate={initialDate}
        timeZone={zone}
        locale={locale}
        firstDay={weekStart % 7}
        headerToolbar={false}
        height="100%"
        borderless
        nowIndicator
        scrollTime="07:30:00"
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        slotHeaderFormat={{ ...timeFormat, omitZeroMinute: hour12 }}
        slotHeaderContent={({ text }) => asElsewhere(text)}
        eventTimeFormat={timeFormat}
        // The year stands above the list, and the whole date wouldn't fit beside it.
        listDayFormat={{ day: "numeric", month: "short" }}
        listDayAltFormat={{ weekday: "long" }}
        listItemEventBeforeClass="hidden"
        dayHeaderContent={({ weekdayText, dayNumberText, isToday }: DayHeaderInfo) => (
          // In narrow columns one stands above the other, and the head is no higher for it.
          <span className="flex flex-col items-center justify-center gap-x-1.5 text-[min(0.75rem,14px)] leading-[1.34] text-ink-soft xl:flex-row xl:text-[min(0.875rem,16px)]">
            {weekdayText}
            {dayNumberText !== "" && (
              <span
                className={clsx(
                  "grid h-[min(1.375rem,24px)] min-w-[min(1.375rem,24px)] place-items-center text-[min(0.875rem,16px)] leading-none font-semibold",
                  isToday ? "rounded-full bg-accent text-accent-ink" : "text-ink",
                )}
              >
                {dayNumberText}
              </span>
            )}
          </span>
        )}
        allDayText="All day"
        noEventsText={turning ? "Looking…" : "Nothing on the calendar here"}
        dayMaxEvents
        eventMinHeight={26}
        forceEventDuration
        defaultTimedEventDuration="01:00"
        editable
        selectable
        selectMirror
        longPressDelay={350}
        eventInteractive
        events={shown}
        datesSet={(info: { startStr: string; endStr: string; view: { title: string } }) => onRange(info.startStr, info.endStr, info.view.title)}
        eventClick={(info: { event: { id: string } }) => {
          const event = eventOf(info);
          if (event) onOpen(event);
        }}
        select={(info: { startStr: string; endStr: string; allDay: boolean }) => onPick(placeOf(info))}
        eventDrop={move}
        eventResize={move}
        eventDidMount={(info: EventDisplayInfo & { el: HTMLElement }) => {
          if (info.event.id === "") return;
          info.el.dataset.eventRef = info.event.id;
          focus.drawn(info.event.id, info.el);
        }}
        eventWillUnmount={(info: EventDisplayInfo & { el: HTMLElement }) => focus.removed(info.event.id, info.el)}
        eventClass={(info: EventDisplayInfo) => {
          const event = eventOf(info);
          if (!event) return "";
          return `calendar-${colors[event.calendarId] ?? "blue"} event-face ${event.status === "tentative" ? "event-tentative" : ""} ${event.showAs === "free" ? "event-free" : ""} ${info.isPast ? "event-past" : ""} ${info.view.type === "listMonth" ? "event-listed" : ""}`;
        }}
        backgroundEventClass="around-work"
        eventContent={(info: EventDisplayInfo) => {
          const event = eventOf(info);
          return event ? <EventFace event={event} timeText={asElsewhere(info.timeText)} shape={shapeOf(event, info.view.type)} /> : info.event.title;
        }}
      />
    </div>
  );
}

const midnight = (text: string, zone: string): string => Temporal.PlainDate.from(text.slice(0, 10)).toZonedDateTime(zone).toString({ timeZoneName: "never" });
