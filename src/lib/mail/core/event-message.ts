/** An invitation, an update of one or its end (iTIP, RFC 5546: REQUEST and CANCEL), as every calendar reads it. */
import { icsEvent, icsTail, icsZone, type IcsEvent } from "@/lib/icalendar/write";
import type { EventFacts } from "@/lib/scheduling/contracts";
import type { Person } from "./itip";

export interface AskedPerson {
  readonly email: string;
  readonly name?: string | undefined;
  readonly status?: string | undefined;
  readonly optional?: boolean;
}

export interface MessagePart {
  /** The instant an occurrence was planned for; '' for the event as a whole. */
  readonly occurrence: string;
  readonly facts: EventFacts;
  readonly attendees: readonly AskedPerson[];
  readonly status: "confirmed" | "tentative";
}

export interface EventMessage {
  readonly method: "REQUEST" | "CANCEL";
  /** Of the event or series; its UID is made of it. */
  readonly eventId: string;
  /** With the address that acts in their name, where the mail comes from another one. */
  readonly organizer: Person & { readonly sentBy?: string | null };
  readonly sequence: number;
  /** The event's zone, IANA. */
  readonly zone: string;
  /** The part that is meant, and with a whole series its occurrences that are otherwise than planned. */
  readonly parts: readonly MessagePart[];
  /** Occurrences that don't take place for whoever gets it: instants they were planned for. */
  readonly off: readonly string[];
  /** RFC 3339. */
  readonly now: string;
}

const yearsAhead = 10;

const exception = (original: string, { startDate }: EventFacts, zone: string): string =>
  startDate === null
    ? Temporal.Instant.from(original).toString({ smallestUnit: "second" })
    : Temporal.Instant.from(original).toZonedDateTimeISO(zone).toPlainDate().toString();

const partText = ({ method, eventId, organizer, sequence, zone, off, now }: EventMessage, { occurrence, facts, attendees, status }: MessagePart): string => {
  const event: IcsEvent = {
    ...facts,
    id: eventId,
    description: "",
    allDay: facts.startDate !== null,
    zone,
    status: method === "CANCEL" ? "cancelled" : status,
    showAs: "busy",
    attendees,
    exdates: occurrence === "" ? [...facts.exdates, ...off.map((original) => exception(original, facts, zone))] : [],
    seriesId: occurrence === "" ? null : eventId,
    originalStartsAt: occurrence === "" ? null : occurrence,
    sequence,
    updatedAt: now,
    organizer,
  };
  return icsEvent(event);
};

export const writeEventMessage = (message: EventMessage): string => {
  const [first] = message.parts;
  const year = Number(first?.facts.startsAt.slice(0, 4) ?? 1970);
  const repeats = message.zone !== "UTC" && message.parts.some(({ facts }) => facts.rrule !== null && facts.startDate === null);
  return [
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Perin//Perin//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:${message.method}\r\n`,
    ...(repeats ? [icsZone(message.zone, year, year + yearsAhead)] : []),
    ...message.parts.map((part) => partText(message, part)),
    icsTail(),
  ].join("");
};
