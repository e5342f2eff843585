/** Events and to-dos as iCalendar (RFC 5545): what any other calendar reads. Series keep the clock of their zone, which is described beside them. */

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

/** Of a character in UTF-8. */
const octetsOf = (codePoint: number): number => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

const lineMax = 75;

/** Lines end after at most 75 octets and go on behind a space (section 3.1); never inside a character. */
const fold = (line: string): string => {
  const pieces: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < line.length;) {
    const codePoint = line.codePointAt(at) ?? 0;
    const size = octetsOf(codePoint);
    if (octets + size > lineMax) {
      pieces.push(line.slice(from, at));
      from = at;
      octets = 1;
    }
    octets += size;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return pieces.length === 0 ? line : [...pieces, line.slice(from)].join("\r\n ");
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

export interface IcsTodo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Wall clocks in `zone`, "2026-11-30T09:00", or days. */
  readonly due: string | null;
  readonly zone: string;
  /** With where it begins. */
  readonly rrule: { readonly rule: string; readonly from: string } | null;
  /** Of a to-do that repeats: the occurrence that is otherwise due. */
  readonly original: string | null;
  /** Instants. */
  readonly doneAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When to remind: an instant; of one that repeats so many minutes after it begins, or before. */
  readonly reminder: string | number | null;
}

const wallMoment = (name: string, written: string, zone: string): string => {
  if (!written.includes("T")) return `${name};VALUE=DATE:${digits(written)}`;
  const clock = digits(Temporal.PlainDateTime.from(written).toString({ smallestUnit: "second" }));
  return zone === "UTC" ? `${name}:${clock}Z` : `${name};TZID=${zone}:${clock}`;
};

const alarm = ({ reminder, title }: IcsTodo): string[] => {
  if (reminder === null) return [];
  const trigger =
    typeof reminder === "string" ? `TRIGGER;VALUE=DATE-TIME:${utc(reminder)}` : `TRIGGER;RELATED=START:${reminder < 0 ? "-" : ""}PT${Math.abs(reminder)}M`;
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text(title)}`, trigger, "END:VALARM"];
};

/** One VTODO (section 3.6.2). One that repeats begins when it is due, as other programs write it. */
export const icsTodo = (todo: IcsTodo): string =>
  lines([
    "BEGIN:VTODO",
    `UID:${todo.id}@perin`,
    `DTSTAMP:${utc(todo.updatedAt)}`,
    `CREATED:${utc(todo.createdAt)}`,
    ...(todo.original === null ? [] : [wallMoment("RECURRENCE-ID", todo.original, todo.zone)]),
    ...(todo.rrule === null ? [] : [wallMoment("DTSTART", todo.rrule.from, todo.zone), `RRULE:${todo.rrule.rule}`]),
    ...(todo.due === null ? [] : [wallMoment("DUE", todo.due, todo.zone)]),
    `SUMMARY:${text(todo.title)}`,
    ...(todo.description === "" ? [] : [`DESCRIPTION:${text(todo.description)}`]),
    ...(todo.doneAt === null ? ["STATUS:NEEDS-ACTION"] : ["STATUS:COMPLETED", "PERCENT-COMPLETE:100", `COMPLETED:${utc(todo.doneAt)}`]),
    ...alarm(todo),
    "END:VTODO",
  ]);

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
