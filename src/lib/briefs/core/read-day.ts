/** What today holds, out of the calendar and the list. Pure: everything is given. */
import type { CalendarEvent, Span } from "@/lib/scheduling/contracts";
import type { Task } from "@/lib/tasks/contracts";
import type { Today } from "../contracts";

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const blocks = ({ allDay, showAs, status }: CalendarEvent): boolean => !allDay && showAs !== "free" && status !== "cancelled";

const overlap = (a: CalendarEvent, b: CalendarEvent): boolean => ms(a.start) < ms(b.end) && ms(b.start) < ms(a.end);

/** Titles of what else takes the same time. */
export const conflictsOf = (event: CalendarEvent, events: readonly CalendarEvent[]): string[] =>
  blocks(event) ? events.filter((other) => other.ref !== event.ref && blocks(other) && overlap(event, other)).map(({ title }) => title) : [];

export interface DayFacts {
  readonly now: string;
  readonly zone: string;
  /** From the beginning of today on, in order. */
  readonly events: readonly CalendarEvent[];
  readonly windows: readonly Span[];
  /** Open ones that are due before the day is over. */
  readonly tasks: readonly Task[];
}

/** Half-open bounds of the owner's day. */
export const dayBounds = (now: string, zone: string): { readonly date: string; readonly start: string; readonly end: string } => {
  const date = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const print = (day: Temporal.PlainDate): string => day.toZonedDateTime(zone).toInstant().toString();
  return { date: date.toString(), start: print(date), end: print(date.add({ days: 1 })) };
};

export const readDay = ({ now, zone, events, windows, tasks }: DayFacts): Today => {
  const { date, end } = dayBounds(now, zone);
  const held = events.filter(({ status }) => status !== "cancelled");
  const ahead = held.filter((event) => ms(event.end) > ms(now));
  const next = ahead.find((event) => !event.allDay);
  const left = windows.map((window) => (ms(window.start) < ms(now) ? { ...window, start: now } : window)).filter((window) => ms(window.end) > ms(window.start));
  return {
    now,
    date,
    zone,
    next: next === undefined ? null : { event: next, conflicts: conflictsOf(next, ahead) },
    events: ahead.filter((event) => ms(event.start) < ms(end)),
    over: held.filter((event) => !event.allDay && ms(event.end) <= ms(now)).length,
    free: { minutes: Math.floor(left.reduce((sum, window) => sum + ms(window.end) - ms(window.start), 0) / 60_000), windows: left },
    tasks: {
      overdue: tasks.filter(({ dueAt }) => dueAt !== null && ms(dueAt) <= ms(now)),
      today: tasks.filter(({ dueAt }) => dueAt !== null && ms(dueAt) > ms(now)),
    },
  };
};
