/** When a series takes place, worked out by ical.js and only as far as it is asked. */
import ICAL from "ical.js";
import { clockOf } from "@/lib/icalendar/zones";
import type { OutsideEvent } from "../contracts";

const dayMs = 86_400_000;
const stepsMax = 5_000;

export interface BusySpan {
  readonly start: string;
  readonly end: string;
}

/** Starts of a series up to a moment, as instants or dates; null when it is too long to be walked. */
export const startsOf = ({ rrule, start, allDay, zone }: OutsideEvent, untilMs: number): ReadonlySet<string> | null => {
  const clock = clockOf(zone);
  const wallMs = allDay === null ? clock.toWallMs(Date.parse(start)) : Date.parse(allDay.first);
  const first = ICAL.Time.fromDateTimeString(new Date(wallMs).toISOString().slice(0, 19));
  const steps = ICAL.Recur.fromString(rrule ?? "FREQ=DAILY;COUNT=1").iterator(first);
  const starts = new Set<string>();
  for (let step = 0; step < stepsMax; step += 1) {
    const next = steps.next() as ICAL.Time | null;
    if (next === null) return starts;
    const nextMs = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute, next.second);
    if (nextMs > untilMs + 2 * dayMs) return starts;
    starts.add(allDay === null ? new Date(clock.toInstantMs(nextMs)).toISOString() : new Date(nextMs).toISOString().slice(0, 10));
  }
  return null;
};

const spanOf = ({ start, end, allDay, zone }: OutsideEvent): { readonly startMs: number; readonly endMs: number } => {
  if (allDay === null) return { startMs: Date.parse(start), endMs: Date.parse(end) };
  const clock = clockOf(zone);
  return { startMs: clock.toInstantMs(Date.parse(allDay.first)), endMs: clock.toInstantMs(Date.parse(allDay.last) + dayMs) };
};

const takesTime = ({ status, showAs }: OutsideEvent): boolean => status !== "cancelled" && showAs !== "free";

/** When the events of one object keep their owner busy inside a span. A series that is too long to be walked says nothing. */
export const busyTimes = (events: readonly OutsideEvent[], span: BusySpan): BusySpan[] => {
  const [fromMs, toMs] = [Date.parse(span.start), Date.parse(span.end)];
  const changed = new Set(events.flatMap(({ originalStart }) => originalStart ?? []));
  return events.filter(takesTime).flatMap((event) => {
    const { startMs, endMs } = spanOf(event);
    const starts = event.rrule === null ? null : startsOf(event, toMs);
    if (event.rrule !== null && starts === null) return [];
    const spans =
      starts === null
        ? [{ startMs, endMs }]
        : [...starts]
            .filter((start) => !changed.has(start) && !event.exdates.includes(start))
            .map((start) => {
              const atMs = event.allDay === null ? Date.parse(start) : clockOf(event.zone).toInstantMs(Date.parse(start));
              return { startMs: atMs, endMs: atMs + (endMs - startMs) };
            });
    return spans
      .filter((one) => one.endMs > fromMs && one.startMs < toMs)
      .map((one) => ({ start: new Date(one.startMs).toISOString(), end: new Date(one.endMs).toISOString() }));
  });
};
