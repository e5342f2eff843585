/** How the assistant says moments, spans and events: in the owner's zone, with the weekday, and with the zone named where it matters. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { formatDays, formatInstant, formatRange, formatZone, type FormatOptions } from "@/lib/time/format";

/** What is needed to say a moment to the owner. */
export interface Listener {
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly hourCycle: "h12" | "h23";
}

const optionsFor = ({ now, zone, locale, hourCycle }: Listener): FormatOptions => ({ now, zone, locale, hourCycle });

interface Stretch {
  readonly start: string;
  readonly end: string;
  readonly allDay?: boolean;
}

/** "Thursday 26 Nov, 12:30–13:30" or "Thursday 26 Nov, all day". */
export const spokenSpan = ({ start, end, allDay }: Stretch, listener: Listener): string =>
  allDay === true ? `${formatDays(start, end, optionsFor(listener))}, all day` : formatRange(start, end, optionsFor(listener));

/** The same, with the zone: "…, Berlin time". */
export const spokenSpanInZone = (stretch: Stretch, listener: Listener): string =>
  stretch.allDay === true ? spokenSpan(stretch, listener) : `${spokenSpan(stretch, listener)}, ${formatZone(listener.zone)}`;

/** "Thursday 26 Nov, 12:30". Can be read back by the time grammar. */
export const spokenInstant = (instant: string, listener: Listener): string => formatInstant(instant, optionsFor(listener));

export const spokenEvent = (event: CalendarEvent, listener: Listener): string => `“${event.title}” (${spokenSpan(event, listener)})`;

/** "Anna", "Anna and Tom", "Anna, Tom and Maya", "Anna, Tom and 3 others". */
export const spokenList = (items: readonly string[], most = 5, joint: "and" | "or" = "and"): string => {
  if (items.length > most) return `${items.slice(0, most - 1).join(", ")} ${joint} ${items.length - most + 1} others`;
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${joint} ${items.at(-1) ?? ""}`;
};

/** "1 event", "3 events". */
export const counted = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`;
