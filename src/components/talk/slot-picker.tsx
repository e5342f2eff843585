"use client";
/** Times on offer: a month of days, and the times of the chosen one. Arrows go through the days as in any date grid (WAI-ARIA APG). */
import clsx from "clsx";
import { ChevronLeft, ChevronRight, MessageCircle } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { clockText, dayNumber, dayText, msOf, wallOf, weekdayText } from "@/components/week/zoned-time";
import type { Slot } from "@/lib/delegation/contracts";
import { dayByKey, daysIn, monthAfter, weeksOf } from "./month-grid";
import { problemWords, type Speech } from "./speech";

export interface SlotPickerProps {
  readonly speech: Speech;
  readonly zone: string;
  /** Months in which times may be offered, inclusive. */
  readonly firstMonth: string;
  readonly lastMonth: string;
  /** The times of a month. A new function asks again: give the same one while zone and length stay. */
  readonly load: (month: string) => Promise<readonly Slot[]>;
  /** Times that the chat named last. */
  readonly lit?: readonly Slot[];
  /** Absent: times are shown, not chosen. */
  readonly onChoose?: (slot: Slot) => void;
  /** Start of the time that is being kept. */
  readonly choosing?: string | null;
}

interface Loaded {
  readonly load: SlotPickerProps["load"];
  readonly month: string;
  readonly slots: readonly Slot[];
  /** Why it couldn't be asked; null when it could. */
  readonly error: unknown;
}

const none: readonly Slot[] = [];
const sameTime = (a: Slot, b: Slot): boolean => msOf(a.start) === msOf(b.start);

/** What `load` gave for the month; null while it is asked. An empty first month leads to the next one. */
const useMonth = ({ firstMonth, lastMonth, load }: SlotPickerProps) => {
  const [month, setMonth] = useState(firstMonth);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const looked = useRef(false);
  useEffect(() => {
    let live = true;
    load(month).then(
      (slots) => {
        if (!live) return;
        setLoaded({ load, month, slots, error: null });
        if (slots.length === 0 && !looked.current && month < lastMonth) setMonth(monthAfter(month, 1));
        looked.current = true;
      },
      (error: unknown) => live && setLoaded({ load, month, slots: [], error }),
    );
    return () => {
      live = false;
    };
  }, [load, month, lastMonth]);
  return { month, setMonth, loaded: loaded?.load === load && loaded.month === month ? loaded : null };
};

interface DaysProps extends Pick<SlotPickerProps, "speech" | "zone"> {
  readonly month: string;
  readonly countOf: (date: string) => number;
  readonly isLit: (date: string) => boolean;
  readonly chosen: string | null;
  readonly onDay: (date: string) => void;
  /** False where there is no such month on offer. */
  readonly onPage: (by: 1 | -1) => boolean;
}

function Days({ speech, zone, month, countOf, isLit, chosen, onDay, onPage }: DaysProps) {
  const { locale, weekStart, words } = speech;
  const table = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(month, weekStart);
  const [nowMs] = useState(() => Date.now());
  const today = wallOf(nowMs, zone).date;
  const reached = chosen ?? daysIn(month).find((date) => date >= today) ?? `${month}-01`;
  const press = (event: KeyboardEvent, date: string): void => {
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      onPage(event.key === "PageUp" ? -1 : 1);
      requestAnimationFrame(() => table.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus());
      return;
    }
    const next = dayByKey(event.key, date, weekStart, speech.language === "he");
    if (next === null) return;
    event.preventDefault();
    if (next === date && event.key.startsWith("Arrow")) {
      // At the month's edge the next day is in the next month.
      const by = date.endsWith("-01") ? -1 : 1;
      const target = by === 1 ? `${monthAfter(month, 1)}-01` : (daysIn(monthAfter(month, -1)).at(-1) ?? date);
      if (!onPage(by)) return;
      onDay(target);
      requestAnimationFrame(() => table.current?.querySelector<HTMLButtonElement>(`[data-date="${target}"]`)?.focus());
      return;
    }
    onDay(next);
    table.current?.querySelector<HTMLButtonElement>(`[data-date="${next}"]`)?.focus();
  };
  const monthWords = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01`));
  return (
    <table ref={table} role="grid" aria-label={monthWords} className="w-full table-fixed border-separate border-spacing-0.5">
      <thead>
        <tr>
          {weeks[1]?.map((date) => (
            <th key={date} scope="col" abbr={weekdayText(date ?? "", locale)} className="h-8 text-center text-xs font-medium text-ink-faint">
              {weekdayText(date ?? "", locale, speech.language === "he" ? "narrow" : "short").slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, index) =>
              date === null ? (
                <td key={index} />
              ) : (
                <td key={date} aria-selected={date === chosen}>
                  <button
                    type="button"
                    data-date={date}
                    data-offers={countOf(date)}
                    tabIndex={date === reached ? 0 : -1}
                    aria-label={`${dayText(date, locale)}: ${countOf(date) === 0 ? words.nothingOnDay : words.times(countOf(date))}${isLit(date) ? `, ${words.named}` : ""}`}
                    {...(date === today ? { "aria-current": "date" as const } : {})}
                    onClick={() => onDay(date)}
                    onKeyDown={(event) => press(event, date)}
                    className={clsx(
                      "relative grid h-10 w-full place-items-center rounded-lg text-sm tabular-nums transition-colors pointer-coarse:h-11",
                      date === chosen
                        ? "bg-accent font-semibold text-accent-ink"
                        : countOf(date) > 0
                          ? "bg-accent-soft font-semibold text-accent-text hover:bg-accent-soft/70"
                          : "text-ink-faint hover:bg-sunken",
                      isLit(date) && date !== chosen && "outline-2 -outline-offset-2 outline-accent",
                    )}
                  >
                    {dayNumber(date)}
                    {date === today && <span aria-hidden className="absolute bottom-1 size-1 rounded-full bg-current" />}
                  </button>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TimesProps extends Pick<SlotPickerProps, "speech" | "zone" | "onChoose" | "choosing"> {
  readonly slots: readonly Slot[];
  readonly lit: readonly Slot[];
}

function Times({ speech, zone, slots, lit, onChoose, choosing }: TimesProps) {
  const clock = { zone, locale: speech.locale, hourCycle: speech.hourCycle };
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-1 lg:grid-cols-2">
      {slots.map((slot) => {
        const named = lit.some((one) => sameTime(one, slot));
        const face: ReactNode = (
          <>
            {named && <MessageCircle aria-hidden className="size-3.5 shrink-0" />}
            <bdi dir="ltr">{clockText(msOf(slot.start), clock)}</bdi>
            {named && <span className="sr-only">, {speech.words.named}</span>}
          </>
        );
        const look = clsx(
          "flex h-11 w-full items-center justify-center gap-1.5 rounded-lg border text-sm font-medium tabular-nums transition-colors",
          named ? "border-accent bg-accent-soft text-accent-text" : "border-line-strong bg-surface text-ink",
        );
        return (
          <li key={slot.start}>
            {onChoose === undefined ? (
              <span className={look}>{face}</span>
            ) : (
              <button
                type="button"
                data-testid="slot"
                data-start={slot.start}
                data-lit={named || undefined}
                aria-busy={choosing === slot.start || undefined}
                onClick={() => onChoose(slot)}
                className={clsx(look, "hover:border-accent hover:bg-accent-soft", choosing === slot.start && "opacity-55")}
              >
                {face}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function SlotPicker(props: SlotPickerProps) {
  const { speech, zone, firstMonth, lastMonth, lit = none } = props;
  const { words, locale } = speech;
  const { month, setMonth, loaded } = useMonth(props);
  const [day, setDay] = useState<string | null>(null);
  const [seen, setSeen] = useState(lit);
  const dateOf = (slot: Slot): string => wallOf(msOf(slot.start), zone).date;
  if (lit !== seen) {
    // The chat named other times: the picker goes there.
    setSeen(lit);
    const first = lit[0];
    if (first) {
      setDay(dateOf(first));
      setMonth(dateOf(first).slice(0, 7));
    }
  }
  const slots = [...(loaded?.slots ?? []), ...lit.filter((one) => !loaded?.slots.some((slot) => sameTime(one, slot)))]
    .filter((slot) => dateOf(slot).startsWith(month))
    .sort((a, b) => msOf(a.start) - msOf(b.start));
  const chosen = day?.startsWith(month) ? day : slots[0] === undefined ? null : dateOf(slots[0]);
  const ofDay = slots.filter((slot) => dateOf(slot) === chosen);
  const page = (by: 1 | -1): boolean => {
    const next = monthAfter(month, by);
    const offered = next >= firstMonth && next <= lastMonth;
    if (offered) setMonth(next);
    return offered;
  };
  return (
    <div data-testid="picker" className="grid gap-6 sm:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
      <div>
        <div className="mb-2 flex items-center gap-1">
          <h3 aria-live="polite" className="grow ps-1 text-sm font-semibold">
            {new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01`))}
          </h3>
          <IconButton label={words.previousMonth} disabled={month <= firstMonth} onClick={() => page(-1)}>
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
          <IconButton label={words.nextMonth} disabled={month >= lastMonth} onClick={() => page(1)}>
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
        </div>
        <Days
          speech={speech}
          zone={zone}
          month={month}
          countOf={(date) => slots.filter((slot) => dateOf(slot) === date).length}
          isLit={(date) => lit.some((slot) => dateOf(slot) === date)}
          chosen={chosen}
          onDay={setDay}
          onPage={page}
        />
      </div>
      <div aria-busy={loaded === null} className="min-h-24">
        <h3 className="mb-3 flex min-h-9 items-center text-sm font-semibold">{chosen === null ? "" : dayText(chosen, locale)}</h3>
        {loaded === null && slots.length === 0 && (
          <div role="status" className="space-y-2">
            <span className="sr-only">{words.looking}</span>
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        )}
        {loaded !== null && loaded.error !== null && (
          <p role="alert" className="text-sm text-danger-text">
            {problemWords(loaded.error, speech)}
          </p>
        )}
        {loaded !== null && loaded.error === null && ofDay.length === 0 && (
          <p role="status" className="text-sm text-ink-soft">
            {slots.length === 0 ? words.nothingInMonth : words.nothingOnDay}
          </p>
        )}
        <Times
          speech={speech}
          zone={zone}
          slots={ofDay}
          lit={lit}
          {...(props.onChoose === undefined ? {} : { onChoose: props.onChoose })}
          choosing={props.choosing ?? null}
        />
      </div>
    </div>
  );
}
