"use client";
/** The calendar: four ways to look, made and moved by pointer, touch or keyboard. */
import { ChevronLeft, ChevronRight, LoaderCircle, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { CalendarRef } from "@fullcalendar/react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { calendarColor } from "@/components/week/calendar-colors";
import { eventMailReach } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { Calendar, CalendarEvent, EventPatch, SeriesScope } from "@/lib/scheduling/contracts";
import type { Place } from "./calendar-grid";
import { createInputOf, draftOf, emptyDraft, nextPlace, patchOf, peopleOn, type EventDraft } from "./event-draft";
import { EventDetails } from "./event-details";
import { EventDialog } from "./event-dialog";
import { ScopeDialog } from "./scope-dialog";
import { spokenSpan } from "./spoken-span";
import { TellDialog } from "./tell-dialog";
import { useCalendarEvents } from "./use-calendar-events";
import { useWorkingTime } from "./use-working-time";
import { views, type View } from "./views";

const CalendarGrid = dynamic(() => import("./calendar-grid"), { ssr: false, loading: () => <GridSkeleton /> });

export interface CalendarPageProps {
  readonly zone: string;
  readonly locale: string;
  readonly weekStart: number;
  readonly hour12: boolean;
  readonly calendars: readonly Calendar[];
  readonly initialEvents: readonly CalendarEvent[];
  readonly initialDate: string;
  readonly initialTitle: string;
  /** The event whose details are open when the page arrives. */
  readonly openRef?: string;
}

type Act = (scope: SeriesScope, notify: boolean) => Promise<boolean>;

type Open =
  | { readonly kind: "details"; readonly event: CalendarEvent }
  | { readonly kind: "form"; readonly draft: EventDraft; readonly event: CalendarEvent | null }
  | { readonly kind: "remove"; readonly event: CalendarEvent }
  | { readonly kind: "move"; readonly event: CalendarEvent; readonly when: string; readonly act: Act }
  | { readonly kind: "scope"; readonly event: CalendarEvent; readonly question: string; readonly asksTelling: boolean; readonly act: Act };

/** A phone begins with one day; only the browser knows its own width, and turning it later changes nothing. */
const isNarrow = (): boolean => globalThis.matchMedia("(max-width: 767px)").matches;
const noSubscription = () => () => undefined;

/** Without events there is nothing to tab to inside the grid, yet its hours have to scroll by keyboard. */
const scrollHours = (pages: 1 | -1): void => {
  const scrolling = [...document.querySelectorAll<HTMLElement>(".calendar-grid div")].find(
    (part) => part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY),
  );
  scrolling?.scrollBy({ top: pages * scrolling.clientHeight * 0.8 });
};

/** Drawing other days takes FullCalendar a moment: the press is seen first. */
const afterPaint = (work: () => void): void => {
  requestAnimationFrame(() => setTimeout(work));
};

/** Whether anybody on the event could be told that it moves. Not knowing it asks nobody. */
const canReach = (event: CalendarEvent): Promise<boolean> => {
  const emails = peopleOn(event).map(({ email }) => email);
  if (emails.length === 0) return Promise.resolve(false);
  return call(eventMailReach, { eventId: event.id, emails }).then(
    ({ reached }) => reached.length > 0,
    () => false,
  );
};

/** A radio button of the view switch is an input, but nobody types into it. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("[contenteditable], textarea, select, input:not([type=radio], [type=checkbox])");

export function CalendarPage({ zone, locale, weekStart, hour12, calendars, initialEvents, initialDate, initialTitle, openRef }: CalendarPageProps) {
  const grid = useRef<CalendarRef>(null);
  const narrow = useSyncExternalStore<boolean | null>(noSubscription, isNarrow, () => null);
  const [chosen, setView] = useState<View | null>(null);
  const view = chosen ?? (narrow === null ? null : narrow ? "timeGridDay" : "timeGridWeek");
  const [title, setTitle] = useState(initialTitle);
  const [open, setOpen] = useState<Open | null>(() => {
    const event = initialEvents.find(({ ref }) => ref === openRef);
    return event ? { kind: "details", event } : null;
  });
  const { events, turning, show, free, place, reload, create, change, cancel } = useCalendarEvents(initialEvents);
  const { working, show: showWorking } = useWorkingTime();
  const colors = useMemo(() => Object.fromEntries(calendars.map((calendar) => [calendar.id, calendarColor(calendar.color)])), [calendars]);
  const speak = useMemo(() => ({ zone, locale, hour12 }), [zone, locale, hour12]);
  const close = useCallback(() => setOpen(null), []);

  const look = useCallback((next: View) => {
    setView(next);
    grid.current?.getApi().changeView(next);
  }, []);
  const startNew = useCallback(async () => {
    // A slow answer keeps nobody waiting: the form says whether its time is free.
    const known = await Promise.race([free(), new Promise<[]>((resolve) => setTimeout(() => resolve([]), 1_000))]);
    const { start, end } = nextPlace(known, Date.now(), zone);
    setOpen((now) => now ?? { kind: "form", event: null, draft: emptyDraft(start, end, false, zone) });
  }, [free, zone]);

  useEffect(() => {
    const onKey = (pressed: KeyboardEvent): void => {
      if (open !== null || isTyping(pressed.target) || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
      const api = grid.current?.getApi();
      const asked = views.find(({ key }) => key === pressed.key);
      if (asked) look(asked.value);
      else if (pressed.key === "t") afterPaint(() => api?.today());
      else if (pressed.key === "n") void startNew();
      else if (pressed.key === "PageDown") scrollHours(1);
      else if (pressed.key === "PageUp") scrollHours(-1);
      else if (pressed.key === "j") afterPaint(() => api?.next());
      else if (pressed.key === "k") afterPaint(() => api?.prev());
      else return;
      pressed.preventDefault();
    };
    globalThis.addEventListener("keydown", onKey);
    return () => globalThis.removeEventListener("keydown", onKey);
  }, [look, open, startNew]);

  /** Asks which part of a series is meant, when there is one. */
  const scoped = (event: CalendarEvent, question: string, act: Act): void => {
    if (event.recurrence === null) void act("this", false);
    else setOpen({ kind: "scope", event, question, asksTelling: true, act });
  };
  const move = async (event: CalendarEvent, to: Place): Promise<void> => {
    const when = spokenSpan({ ...event, ...to }, speak);
    const act: Act = (scope, notify) => {
      const untold = event.recurrence === null && event.attendees.length > 0 && !notify ? ". Nobody was e-mailed." : "";
      return change(event, { start: to.start, end: to.end, allDay: to.allDay }, scope, `“${event.title}” is now ${when}${untold}`, notify);
    };
    if (event.recurrence !== null) {
      scoped(event, "Move which?", act);
      return;
    }
    place(event, to);
    // Whom nobody can tell anyway, nobody is asked about. A second step while that is found out goes on from the first.
    if (await canReach(event))
      setOpen((now) => (now === null || (now.kind === "move" && now.event.ref === event.ref) ? { kind: "move", event, when, act } : now));
    else await act("this", false);
  };
  const save = async (draft: EventDraft, event: CalendarEvent | null, notify: boolean): Promise<boolean> => {
    if (event === null) {
      const done = await create({ ...createInputOf(draft), notify });
      // What was just made is shown, also when it lies beyond the day or week in view.
      if (done) grid.current?.getApi().gotoDate(draft.startDate);
      return done;
    }
    const patch: EventPatch = patchOf(draft, event);
    if (Object.keys(patch).length === 0) return true;
    const apply = (scope: SeriesScope): Promise<boolean> => change(event, patch, scope, `“${patch.title ?? event.title}” is changed`, notify);
    if (event.recurrence === null) return apply("this");
    setOpen({ kind: "scope", event, question: "Change which?", asksTelling: false, act: apply });
    return false;
  };
  const remove = (event: CalendarEvent): void =>
    event.recurrence === null ? setOpen({ kind: "remove", event }) : scoped(event, "Cancel which?", (scope, notify) => cancel(event, scope, notify));

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-2 border-b px-3 py-2 md:px-5">
        <h1 className="min-w-0 grow truncate text-sm font-semibold max-md:basis-24 md:text-lg" aria-live="polite" data-testid="calendar-title">
          {title}
          {turning && (
            <span aria-hidden className="appear-late ms-2 inline-block align-[-0.125em]">
              <LoaderCircle className="size-4 animate-spin text-ink-faint" />
            </span>
          )}
        </h1>
        <div className="flex items-center gap-1">
          <IconButton label="Earlier" onClick={() => afterPaint(() => grid.current?.getApi().prev())}>
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
          <Button size="sm" onClick={() => afterPaint(() => grid.current?.getApi().today())}>
            Today
          </Button>
          <IconButton label="Later" onClick={() => afterPaint(() => grid.current?.getApi().next())}>
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
        </div>
        <SegmentedControl label="View" segments={views} value={view ?? "timeGridWeek"} onChange={look} className="max-md:order-last max-md:w-full" />
        <Button variant="primary" size="sm" onClick={() => void startNew()} aria-label="New event" data-testid="new-event">
          <Plus aria-hidden />
          <span className="max-lg:hidden">New event</span>
        </Button>
      </header>
      <p className="sr-only" id="calendar-keys">
        Tab goes from event to event. Enter opens one, Alt with an arrow key moves it, Delete cancels it. D, W, M and A change the view, J and K go on and back,
        T goes to today, N makes an event, Page Up and Page Down scroll the hours.
      </p>
      <div className="min-h-0 grow" aria-describedby="calendar-keys" data-testid="calendar-grid" aria-busy={turning}>
        {view === null ? (
          <GridSkeleton />
        ) : (
          <CalendarGrid
            ref={grid}
            initialView={view}
            initialDate={initialDate}
            zone={zone}
            locale={locale}
            weekStart={weekStart}
            hour12={hour12}
            events={events}
            turning={turning}
            working={working}
            colors={colors}
            onRange={(from, to, next) => {
              setTitle(next);
              show({ from, to });
              showWorking(from, to);
            }}
            onOpen={(event) => setOpen({ kind: "details", event })}
            onPick={(place) => setOpen({ kind: "form", event: null, draft: emptyDraft(place.start, place.end, place.allDay, zone) })}
            onMove={(event, place) => void move(event, place)}
            onRemove={remove}
          />
        )}
      </div>
      {open?.kind === "details" && (
        <EventDetails
          event={open.event}
          zone={zone}
          locale={locale}
          hour12={hour12}
          onClose={close}
          onRemove={() => remove(open.event)}
          onEdit={() => setOpen({ kind: "form", event: open.event, draft: draftOf(open.event, zone) })}
        />
      )}
      {open?.kind === "form" && (
        <EventDialog
          initial={open.draft}
          event={open.event}
          calendars={calendars}
          onClose={close}
          onSave={(draft, notify) => save(draft, open.event, notify)}
        />
      )}
      {open?.kind === "scope" && (
        <ScopeDialog
          event={open.event}
          question={open.question}
          asksTelling={open.asksTelling}
          onClose={close}
          onChoose={(scope, notify) => {
            close();
            void open.act(scope, notify);
          }}
        />
      )}
      {open?.kind === "move" && (
        <TellDialog
          event={open.event}
          title={`Move “${open.event.title}”?`}
          description={`To ${open.when}.`}
          keep="Leave it"
          yes="Move it"
          onClose={() => {
            close();
            void reload();
          }}
          onYes={(notify) => {
            close();
            void open.act("this", notify);
          }}
        />
      )}
      {open?.kind === "remove" && (
        <TellDialog
          event={open.event}
          title={`Cancel “${open.event.title}”?`}
          description={`${spokenSpan(open.event, speak)}. You can take it back for a while.`}
          keep="Keep it"
          yes="Cancel the event"
          tone="danger"
          onClose={close}
          onYes={(notify) => {
            close();
            void cancel(open.event, "this", notify);
          }}
        />
      )}
    </div>
  );
}

function GridSkeleton() {
  return (
    <div className="grid h-full grid-cols-3 gap-px p-3 md:grid-cols-7 md:p-5" aria-hidden>
      {Array.from({ length: 7 }, (_, day) => (
        <div key={day} className={day > 2 ? "hidden space-y-3 md:block" : "space-y-3"}>
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className={day % 2 === 0 ? "h-24" : "mt-16 h-16"} />
          <Skeleton className={day % 3 === 0 ? "h-14" : "mt-8 h-28"} />
        </div>
      ))}
    </div>
  );
}
