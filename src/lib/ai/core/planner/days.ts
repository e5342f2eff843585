/** What a run of days holds: day by day, how much of it is taken, what overlaps. Pure; wall clocks of the owner's zone. */
import { takesTime, type CalendarEvent } from "@/lib/scheduling/contracts";

export interface DayHeld {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Begun on that day, all-day ones of several days on their first within the run; in order. */
  readonly events: readonly CalendarEvent[];
  /** Minutes taken by timed events; where two overlap, once. */
  readonly minutes: number;
}

const millis = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

export const dateOf = (instant: string, zone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Minutes that events take together; where two overlap, once. */
export const minutesTaken = (events: readonly CalendarEvent[]): number => {
  const spans = events
    .filter(takesTime)
    .map(({ start, end }) => ({ start: millis(start), end: millis(end) }))
    .sort((a, b) => a.start - b.start);
  let taken = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of spans) {
    taken += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return Math.round(taken / 60_000);
};

/** Every day from `from` on that ends by `to` or holds it, also empty ones. Instants; at most a year of them. */
export const dayByDay = (events: readonly CalendarEvent[], from: string, to: string, zone: string): DayHeld[] => {
  const days: DayHeld[] = [];
  const first = dateOf(from, zone);
  const last = Temporal.Instant.from(to).subtract({ seconds: 1 }).toString();
  for (let date = Temporal.PlainDate.from(first); days.length < 366 && date.toString() <= dateOf(last, zone); date = date.add({ days: 1 })) {
    const held = events.filter(({ start }) => {
      const begun = dateOf(start, zone);
      return begun === date.toString() || (date.toString() === first && begun < first);
    });
    days.push({ date: date.toString(), events: held, minutes: minutesTaken(held) });
  }
  return days;
};

/** Pairs that take the same time, in order. */
export const overlapsAmong = (events: readonly CalendarEvent[]): (readonly [CalendarEvent, CalendarEvent])[] => {
  const timed = events.filter(takesTime).sort((a, b) => millis(a.start) - millis(b.start));
  return timed.flatMap((one, at) =>
    timed.slice(at + 1).flatMap((other) => (millis(other.start) < millis(one.end) && millis(other.end) > millis(one.start) ? [[one, other] as const] : [])),
  );
};
