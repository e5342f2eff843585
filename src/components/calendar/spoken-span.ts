/** When an event is, in words and in the owner's zone: "Tuesday 24 November, 15:00 to 16:00". */
import type { CalendarEvent } from "@/lib/scheduling/contracts";

export interface SpeakOptions {
  readonly zone: string;
  readonly locale: string;
  readonly hour12: boolean;
}

const MINUTE_MS = 60_000;

export const spokenSpan = (event: Pick<CalendarEvent, "start" | "end" | "allDay" | "zone">, { zone, locale, hour12 }: SpeakOptions): string => {
  const timeZone = event.allDay ? event.zone : zone;
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday: "long", day: "numeric", month: "long" });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: hour12 ? "numeric" : "2-digit", minute: "2-digit", hour12 });
  const start = new Date(event.start);
  // An all-day event is half-open; its last day is the one that holds its last minute.
  const end = new Date(Date.parse(event.end) - (event.allDay ? MINUTE_MS : 0));
  const [firstDay, lastDay] = [day.format(start), day.format(end)];
  if (event.allDay) return firstDay === lastDay ? `${firstDay}, all day` : `${firstDay} to ${lastDay}`;
  return firstDay === lastDay
    ? `${firstDay}, ${clock.format(start)} to ${clock.format(end)}`
    : `${firstDay}, ${clock.format(start)} to ${lastDay}, ${clock.format(end)}`;
};
