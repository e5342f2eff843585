/** Differences in words: what an approval card shows before anything happens. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { ChangeLine, Mark } from "../contracts";
import { formatDuration } from "@/lib/time/format";
import { spokenList, spokenSpanInZone, type Listener } from "./spoken";

export const line = (label: string, before: string | null, after: string | null): ChangeLine => ({ label, before, after });

/** Lines of what differs; what is the same on both sides isn't shown. */
export const changedLines = (lines: readonly ChangeLine[]): ChangeLine[] => lines.filter(({ before, after }) => (before ?? "") !== (after ?? ""));

type Shown = Pick<CalendarEvent, "title" | "start" | "end" | "allDay" | "location" | "description" | "showAs" | "status" | "attendees" | "guests"> & {
  readonly recurrence: { readonly text: string } | null;
};

const names = (people: readonly { readonly email: string; readonly name?: string | undefined }[]): string =>
  spokenList(
    people.map(({ name, email }) => (name ? `${name} (${email})` : email)),
    8,
  );

const minutes = ({ start, end }: Pick<CalendarEvent, "start" | "end">): number => Math.round(Temporal.Instant.from(start).until(end).total("minutes"));

const orNull = (text: string): string | null => (text === "" ? null : text);

/** The readable fields of an event, in the order of the card. */
const fieldsOf = (event: Shown, listener: Listener): readonly (readonly [string, string | null])[] => [
  ["Title", event.title],
  ["When", spokenSpanInZone(event, listener)],
  ["Length", event.allDay ? null : formatDuration(minutes(event), listener.locale)],
  ["Repeats", event.recurrence?.text ?? null],
  ["Where", orNull(event.location)],
  ["Invited", orNull(names(event.attendees))],
  ["With", orNull(spokenList(event.guests, 8))],
  ["Notes", orNull(event.description)],
  ["Shown as", event.showAs === "busy" ? null : event.showAs === "free" ? "free" : "out of office"],
  ["Status", event.status === "confirmed" ? null : event.status],
];

/** Every readable field of a new event. */
export const linesOfNew = (event: Shown, listener: Listener): ChangeLine[] =>
  fieldsOf(event, listener).flatMap(([label, after]) => (after === null ? [] : [line(label, null, after)]));

/** What differs between an event and what it would become. */
export const linesOfChange = (before: Shown, after: Shown, listener: Listener): ChangeLine[] => {
  const then = new Map(fieldsOf(after, listener));
  return changedLines(fieldsOf(before, listener).map(([label, value]) => line(label, value, then.get(label) ?? null)));
};

type Placed = Pick<CalendarEvent, "title" | "start" | "end"> & { readonly ref?: string };

export const markOf = (kind: Mark["kind"], { title, start, end, ref }: Placed, from?: Mark["from"]): Mark => ({
  kind,
  title,
  start,
  end,
  ...(ref ? { ref } : {}),
  ...(from ? { from } : {}),
});

/** Attendees that would hear of a change: everybody with an address but the owner. */
export const toldPeople = (attendees: readonly { readonly email: string; readonly name?: string | undefined }[], ownerEmail: string): string[] =>
  attendees.filter(({ email }) => email.toLowerCase() !== ownerEmail.toLowerCase()).map(({ name, email }) => (name ? `${name} (${email})` : email));
