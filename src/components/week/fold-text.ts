/** The one line that stands for the day while it is folded up. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { clockText, dayText, msOf, wallOf, type Clock } from "./zoned-time";

const countText = (count: number): string => (count === 0 ? "nothing planned" : count === 1 ? "1 event" : `${count} events`);

/** "Monday 23 Nov · 3 events · next 12:30 Lunch" */
export const foldText = (events: readonly CalendarEvent[], date: string, nowMs: number, clock: Clock): string => {
  const shown = events.filter((event) => event.status !== "cancelled" && wallOf(msOf(event.start), clock.zone).date === date);
  const next = shown.filter((event) => !event.allDay && msOf(event.start) > nowMs).sort((a, b) => msOf(a.start) - msOf(b.start))[0];
  return [dayText(date, clock.locale), countText(shown.length), ...(next ? [`next ${clockText(msOf(next.start), clock)} ${next.title}`] : [])].join(" · ");
};
