/** Events as iCalendar (RFC 5545): what any other calendar reads. Series keep the clock of their zone, which is described beside them. */

export interface IcsEvent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly allDay: boolean;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly zone: string;
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly showAs: "busy" | "free" | "out-of-office";
  readonly attendees: readonly {
    readonly email: string;
    readonly name?: string | undefined;
    readonly status?: string | undefined;
    readonly optional?: boolean;
  }[];
  readonly rrule: string | null;
  readonly exdates: readonly string[];
  readonly seriesId: string | null;
  readonly originalStartsAt: string | null;
  readonly sequence: number;
  readonly updatedAt: string;
  /** Only where people are invited to it: who answers go to, and the address that acts in their name (SENT-BY, section 3.2.18). */
  readonly organizer?: { readonly email: string; readonly name: string | null; readonly sentBy?: string | null };
}

const encoder = new TextEncoder();

/** Lines end after at most 75 octets and go on behind a space (section 3.1); never inside a character. */
const fold = (line: string): string => {
  if (encoder.encode(line).length <= 75) return line;
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      pieces.push(piece);
      piece = " ";
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join("\r\n");
};

const lines = (list: readonly string[]): string => list.map((line) => `${fold(line)}\r\n`).join("");

/** Section 3.3.11. Control characters can't be written at all. */
const text = (value: string): string =>
  value
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");

/** A parameter's value in quotation marks, which it can't hold itself. */
const parameter = (value: string): string => `"${value.replace(/["\r\n]/g, "'")}"`;

const digits = (value: string): string => value.replace(/[-:]/g, "");
const utc = (instant: string): string => `${digits(Temporal.Instant.from(instant).toString({ smallestUnit: "second" }).replace(/Z$/, ""))}Z`;
const wall = (instant: string, zone: string): string =>
  digits(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "second" }));
const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** A moment as a property: the clock of a zone where a series depends on it, else UTC. */
const moment = (name: string, instant: string, zone: string | null): string =>
  zone === null || zone === "UTC" ? `${name}:${utc(instant)}` : `${name};TZID=${zone}:${wall(instant, zone)}`;

const when = (event: IcsEvent, zone: string | null): string[] =>
  event.allDay && event.startDate !== null && event.endDate !== null
    ? [`DTSTART;VALUE=DATE:${digits(event.startDate)}`, `DTEND;VALUE=DATE:${digits(dayAfter(event.endDate))}`]
    : [moment("DTSTART", event.startsAt, zone), ...(event.endsAt > event.startsAt ? [moment("DTEND", event.endsAt, zone)] : [])];

const exception = (exdate: string, event: IcsEvent): string => {
  if (/^\d{8}$/.test(digits(exdate))) return `EXDATE;VALUE=DATE:${digits(exdate)}`;
  if (/Z$/i.test(exdate) || event.zone === "UTC") return `EXDATE:${digits(exdate).replace(/Z?$/i, "Z")}`;
  return `EXDATE;TZID=${event.zone}:${digits(exdate)}`;
};

const attending: Readonly<Record<string, string>> = { accepted: "ACCEPTED", declined: "DECLINED", tentative: "TENTATIVE" };

const organizing = ({ email, name, sentBy }: NonNullable<IcsEvent["organizer"]>): string => {
  const acting = sentBy == null || sentBy === email ? "" : `;SENT-BY=${parameter(`mailto:${sentBy}`)}`;
  return `ORGANIZER${name === null ? "" : `;CN=${parameter(name)}`}${acting}:mailto:${email}`;
};

/** One VEVENT. */
export const icsEvent = (event: IcsEvent): string => {
  const zone = event.rrule === null ? null : event.zone;
  const original = event.originalStartsAt;
  return lines([
    "BEGIN:VEVENT",
    `UID:${event.seriesId ?? event.id}@perin`,
    `DTSTAMP:${utc(event.updatedAt)}`,
    ...when(event, zone),
    ...(original === null ? [] : [event.allDay ? `RECURRENCE-ID;VALUE=DATE:${wall(original, event.zone).slice(0, 8)}` : `RECURRENCE-ID:${utc(original)}`]),
    ...(event.rrule === null ? [] : [`RRULE:${event.rrule.replace(/^RRULE:/i, "")}`, ...event.exdates.map((exdate) => exception(exdate, event))]),
    `SUMMARY:${text(event.title)}`,
    ...(event.description === "" ? [] : [`DESCRIPTION:${text(event.description)}`]),
    ...(event.location === "" ? [] : [`LOCATION:${text(event.location)}`]),
    `STATUS:${event.status.toUpperCase()}`,
    `TRANSP:${event.showAs === "free" ? "TRANSPARENT" : "OPAQUE"}`,
    `SEQUENCE:${event.sequence}`,
    ...(event.organizer === undefined ? [] : [organizing(event.organizer)]),
    ...event.attendees.map(({ email, name, status, optional }) => {
      const asked =
        event.organizer === undefined
          ? ""
          : `;ROLE=${optional === true ? "OPT" : "REQ"}-PARTICIPANT;RSVP=${status === undefined || status === "needs-action" ? "TRUE" : "FALSE"}`;
      return `ATTENDEE${name ? `;CN=${parameter(name)}` : ""}${asked};PARTSTAT=${attending[status ?? ""] ?? "NEEDS-ACTION"}:mailto:${email}`;
    }),
    "END:VEVENT",
  ]);
};

const offset = (nanoseconds: number): string => {
  const minutes = Math.round(Math.abs(nanoseconds) / 60_000_000_000);
  return `${nanoseconds < 0 ? "-" : "+"}${String(Math.floor(minutes / 60)).padStart(2, "0")}${String(minutes % 60).padStart(2, "0")}`;
};

/** The zone's clock changes from before the first event on, each written out (section 3.6.5); at most this many, two a year. */
const transitionsMax = 120;

/** A VTIMEZONE that says which offset held when, between two years. */
export const icsZone = (zone: string, fromYear: number, toYear: number): string => {
  const start = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 }).toZonedDateTime(zone);
  const observances = [
    [
      "BEGIN:STANDARD",
      `DTSTART:${wall(start.toInstant().toString(), zone)}`,
      `TZOFFSETFROM:${offset(start.offsetNanoseconds)}`,
      `TZOFFSETTO:${offset(start.offsetNanoseconds)}`,
      "END:STANDARD",
    ],
  ];
  let current = start;
  for (let count = 0; count < transitionsMax; count += 1) {
    const next = current.getTimeZoneTransition("next");
    if (next === null || next.year > toYear) break;
    const before = next.subtract({ nanoseconds: 1 }).offsetNanoseconds;
    const kind = next.offsetNanoseconds > before ? "DAYLIGHT" : "STANDARD";
    // The clock before the change says when it happens.
    const local = digits(next.toInstant().toZonedDateTimeISO("UTC").add({ nanoseconds: before }).toPlainDateTime().toString({ smallestUnit: "second" }));
    observances.push([`BEGIN:${kind}`, `DTSTART:${local}`, `TZOFFSETFROM:${offset(before)}`, `TZOFFSETTO:${offset(next.offsetNanoseconds)}`, `END:${kind}`]);
    current = next;
  }
  return lines(["BEGIN:VTIMEZONE", `TZID:${zone}`, ...observances.flat(), "END:VTIMEZONE"]);
};

export const icsHead = (name: string): string =>
  lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Perin//Export//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${text(name)}`]);
export const icsTail = (): string => lines(["END:VCALENDAR"]);
