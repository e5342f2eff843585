/**
 * What a mail says to calendars (iTIP over iMIP, RFC 5546 and 6047), read out of its text/calendar part as data. Made by anybody, so
 * nothing in it is trusted: sizes are bounded, zones are looked up by name, and what can't be read is said.
 */
import ICAL from "ical.js";
import { zoneNamed } from "@/lib/icalendar/zones";

export interface Person {
  readonly email: string;
  readonly name: string | null;
}

export type PartStat = "needs-action" | "accepted" | "declined" | "tentative";

export interface Invited extends Person {
  readonly status: PartStat;
  readonly optional: boolean;
}

/** An event, a series, or one occurrence of one. */
export interface CalendarPart {
  /** The occurrence of a series that is meant: an instant, or a date of an all-day series. Null: all of it. */
  readonly occurrence: string | null;
  readonly sequence: number;
  /** It is called off (STATUS:CANCELLED). */
  readonly cancelled: boolean;
  readonly attendees: readonly Invited[];
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Instants. */
  readonly start: string;
  readonly end: string;
  readonly allDay: { readonly first: string; readonly last: string } | null;
  /** IANA; null where it can't be told. */
  readonly zone: string | null;
}

export interface CalendarMessage extends CalendarPart {
  readonly method: "request" | "cancel" | "reply" | "counter";
  readonly uid: string;
  /** RFC 3339. */
  readonly stampedAt: string | null;
  readonly organizer: Person | null;
  /** Who acts in the organiser's name (SENT-BY, RFC 5545 section 3.2.18). */
  readonly sentBy: string | null;
  /** RRULE's value, without its name. */
  readonly rrule: string | null;
  /** Starts that the series leaves out (EXDATE), as `occurrence`. */
  readonly exdates: readonly string[];
  /** What is said of further occurrences beside it (RFC 5546 section 3.2.2): those of the series that are otherwise, or more of those meant. */
  readonly others: readonly CalendarPart[];
}

const methods: Readonly<Record<string, CalendarMessage["method"]>> = { REQUEST: "request", CANCEL: "cancel", REPLY: "reply", COUNTER: "counter" };
const sizeMax = 200_000;
const attendeesMax = 200;
const othersMax = 200;
const exdatesMax = 500;

/** The IANA zone of a TZID, by its name or by the place that its description names. */
const ianaOf = (name: string, calendar: ICAL.Component): string | null => {
  const described = calendar.getAllSubcomponents("vtimezone").find((zone) => zone.getFirstPropertyValue("tzid") === name);
  const location = described?.getFirstPropertyValue("x-lic-location");
  return zoneNamed(name) ?? (typeof location === "string" ? zoneNamed(location) : null);
};

interface Moment {
  readonly instant: string;
  /** Only for a date without a time. */
  readonly date: string | null;
  readonly zone: string | null;
}

/** "" where there is none, whatever the types say. */
const parameterOf = (property: ICAL.Property, name: string): string => {
  const value: unknown = property.getParameter(name);
  return typeof value === "string" ? value : "";
};

/** As it was written: ical.js makes a date of anything. Null for what is on no calendar. `at`: which one of several. */
const wallOf = (property: ICAL.Property, at: number): { readonly wall: Temporal.PlainDateTime; readonly utc: boolean; readonly dateOnly: boolean } | null => {
  const value: unknown = (property.toJSON() as readonly unknown[])[3 + at];
  if (typeof value !== "string") return null;
  try {
    const wall = Temporal.PlainDateTime.from(value.replace(/Z$/i, ""), { overflow: "reject" });
    return wall.year < 1900 || wall.year > 2200 ? null : { wall, utc: /Z$/i.test(value), dateOnly: !value.includes("T") };
  } catch {
    return null;
  }
};

/** A wall clock in a zone that is only described beside it. */
const byDescription = (time: ICAL.Time, tzid: string, calendar: ICAL.Component): string | null => {
  const described = calendar.getAllSubcomponents("vtimezone").find((zone) => zone.getFirstPropertyValue("tzid") === tzid);
  if (described === undefined) return null;
  const there = time.clone();
  there.zone = new ICAL.Timezone({ component: described, tzid });
  return Temporal.Instant.fromEpochMilliseconds(there.toUnixTime() * 1_000).toString();
};

const instantIn = (wall: Temporal.PlainDateTime, zone: string): string => wall.toZonedDateTime(zone).toInstant().toString();

/** Null where there is no such property, or no time in it. `ownZone`: for clocks without a zone. */
const momentOf = (property: ICAL.Property | null, calendar: ICAL.Component, ownZone: string, at = 0): Moment | null => {
  const written = property === null ? null : wallOf(property, at);
  if (property === null || written === null) return null;
  const { wall, utc, dateOnly } = written;
  if (dateOnly) return { instant: instantIn(wall, ownZone), date: wall.toPlainDate().toString(), zone: null };
  const tzid = parameterOf(property, "tzid");
  if (utc || tzid === "") return { instant: instantIn(wall, utc ? "UTC" : ownZone), date: null, zone: utc ? "UTC" : null };
  const zone = ianaOf(tzid, calendar);
  if (zone !== null) return { instant: instantIn(wall, zone), date: null, zone };
  const time = (property.getValues() as readonly unknown[])[at];
  const described = time instanceof ICAL.Time ? byDescription(time, tzid, calendar) : null;
  return { instant: described ?? instantIn(wall, ownZone), date: null, zone: null };
};

const emailOf = (value: unknown): string | null => {
  const email =
    typeof value === "string"
      ? value
          .replace(/^mailto:/i, "")
          .trim()
          .toLowerCase()
      : "";
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(email) && email.length <= 254 ? email : null;
};

const nameOf = (property: ICAL.Property): string | null => {
  const name = parameterOf(property, "cn").replace(/\s+/g, " ").trim();
  return name === "" ? null : name.slice(0, 120);
};

const statuses: Readonly<Record<string, PartStat>> = { ACCEPTED: "accepted", DECLINED: "declined", TENTATIVE: "tentative" };

const invitedOf = (event: ICAL.Component): Invited[] =>
  event
    .getAllProperties("attendee")
    .slice(0, attendeesMax)
    .flatMap((property) => {
      const email = emailOf(property.getFirstValue());
      if (email === null || /^(?:RESOURCE|ROOM)$/i.test(parameterOf(property, "cutype"))) return [];
      return [
        {
          email,
          name: nameOf(property),
          status: statuses[parameterOf(property, "partstat").toUpperCase()] ?? "needs-action",
          optional: /^(?:OPT|NON)-PARTICIPANT$/i.test(parameterOf(property, "role")),
        },
      ];
    });

const organizerOf = (event: ICAL.Component): Person | null => {
  const property = event.getFirstProperty("organizer");
  const email = property === null ? null : emailOf(property.getFirstValue());
  return property === null || email === null ? null : { email, name: nameOf(property) };
};

const textOf = (event: ICAL.Component, name: string, max: number): string => {
  const value = event.getFirstPropertyValue(name);
  return typeof value === "string" ? value.replaceAll("\u0000", "").slice(0, max).trim() : "";
};

const numberOf = (event: ICAL.Component, name: string): number => {
  const value = Number(event.getFirstPropertyValue(name));
  return Number.isSafeInteger(value) && value >= 0 && value < 2_147_483_647 ? value : 0;
};

const endOf = (event: ICAL.Component, start: Moment, calendar: ICAL.Component, ownZone: string): Moment => {
  const end = momentOf(event.getFirstProperty("dtend"), calendar, ownZone);
  if (end !== null) return end;
  const duration = event.getFirstPropertyValue("duration");
  const seconds = duration instanceof ICAL.Duration ? Math.max(0, duration.toSeconds()) : 0;
  if (start.date !== null) {
    const days = Math.max(1, Math.round(seconds / 86_400));
    const date = Temporal.PlainDate.from(start.date).add({ days });
    return { ...start, date: date.toString(), instant: instantIn(date.toPlainDateTime(), ownZone) };
  }
  return { ...start, instant: Temporal.Instant.from(start.instant).add({ seconds }).toString() };
};

/** DTEND of days is the day after. */
const daysOf = (start: Moment, end: Moment): CalendarMessage["allDay"] => {
  if (start.date === null) return null;
  const last = end.date === null ? start.date : Temporal.PlainDate.from(end.date).subtract({ days: 1 }).toString();
  return { first: start.date, last: last < start.date ? start.date : last };
};

const ruleOf = (event: ICAL.Component): string | null => {
  const rule = event.getFirstPropertyValue("rrule");
  const text = rule === null ? "" : String(rule);
  return text === "" || text.length > 500 ? null : text;
};

const parse = (text: string): ICAL.Component | null => {
  const jcal: unknown = ICAL.parse(text.replace(/^\uFEFF/, "").trim());
  const list = (Array.isArray(jcal) && Array.isArray(jcal[0]) ? jcal[0] : jcal) as ConstructorParameters<typeof ICAL.Component>[0];
  const calendar = new ICAL.Component(list);
  return calendar.name === "vcalendar" ? calendar : null;
};

const startText = ({ date, instant }: Moment): string => date ?? instant;

/** Starts that are left out (RFC 5545 section 3.8.5.1). A date in a series with times means that day's occurrence. */
const exdatesOf = (event: ICAL.Component, start: Moment, calendar: ICAL.Component, ownZone: string): string[] => {
  const zone = start.zone ?? ownZone;
  const clock = Temporal.Instant.from(start.instant).toZonedDateTimeISO(zone).toPlainTime();
  const found = event.getAllProperties("exdate").flatMap((property) =>
    property
      .getValues()
      .slice(0, exdatesMax)
      .flatMap((_value, at) => {
        const moment = momentOf(property, calendar, ownZone, at);
        if (moment === null) return [];
        if (start.date !== null) return [moment.date ?? Temporal.Instant.from(moment.instant).toZonedDateTimeISO(zone).toPlainDate().toString()];
        return [moment.date === null ? moment.instant : instantIn(Temporal.PlainDate.from(moment.date).toPlainDateTime(clock), zone)];
      }),
  );
  return [...new Set(found)].slice(0, exdatesMax);
};

/** Null for what has no time and needs one. An answer and a cancellation need not say when it was. */
const partOf = (event: ICAL.Component, calendar: ICAL.Component, ownZone: string, timeless: boolean): { part: CalendarPart; begins: Moment } | null => {
  const start = momentOf(event.getFirstProperty("dtstart"), calendar, ownZone);
  const occurrence = momentOf(event.getFirstProperty("recurrence-id"), calendar, ownZone);
  const begins = start ?? occurrence ?? (timeless ? { instant: "1970-01-01T00:00:00Z", date: null, zone: null } : null);
  if (begins === null || (occurrence === null && event.getFirstProperty("recurrence-id") !== null)) return null;
  const ends = endOf(event, begins, calendar, ownZone);
  const part: CalendarPart = {
    occurrence: occurrence === null ? null : startText(occurrence),
    sequence: numberOf(event, "sequence"),
    cancelled: textOf(event, "status", 20).toUpperCase() === "CANCELLED",
    attendees: invitedOf(event),
    title: textOf(event, "summary", 300).replace(/\s+/g, " "),
    description: textOf(event, "description", 10_000),
    location: textOf(event, "location", 500).replace(/\s+/g, " "),
    start: begins.instant,
    end: ends.instant < begins.instant ? begins.instant : ends.instant,
    allDay: daysOf(begins, ends),
    zone: begins.zone,
  };
  return { part, begins };
};

/** The meeting itself where its exceptions come along; else the first there is. */
const mainOf = (events: readonly ICAL.Component[]): ICAL.Component | null =>
  events.find((event) => event.getFirstProperty("recurrence-id") === null) ?? events[0] ?? null;

/** Of the same meeting and from the same organiser; of one occurrence what was said last. What can't be read is left out. */
const othersOf = (events: readonly ICAL.Component[], main: ICAL.Component, read: (event: ICAL.Component) => CalendarPart | null): CalendarPart[] => {
  const [uid, organizer] = [textOf(main, "uid", 1_000), organizerOf(main)?.email ?? null];
  const own = read(main)?.occurrence ?? null;
  const parts = new Map<string, CalendarPart>();
  for (const event of events.slice(0, othersMax)) {
    const said = organizerOf(event)?.email ?? organizer;
    const part = event === main || textOf(event, "uid", 1_000) !== uid || said !== organizer ? null : read(event);
    if (part?.occurrence == null || part.occurrence === own) continue;
    const before = parts.get(part.occurrence);
    if (before === undefined || before.sequence <= part.sequence) parts.set(part.occurrence, part);
  }
  return [...parts.values()];
};

const messageIn = (calendar: ICAL.Component, ownZone: string): CalendarMessage | null => {
  const method = methods[String(calendar.getFirstPropertyValue("method") ?? "").toUpperCase()];
  const events = calendar.getAllSubcomponents("vevent");
  const event = mainOf(events);
  const uid = event === null ? "" : textOf(event, "uid", 1_000);
  if (method === undefined || event === null || uid === "") return null;
  const read = (one: ICAL.Component) => partOf(one, calendar, ownZone, method === "reply" || method === "cancel");
  const main = read(event);
  if (main === null) return null;
  const { part, begins } = main;
  const organizer = event.getFirstProperty("organizer");
  const rrule = part.occurrence === null ? ruleOf(event) : null;
  return {
    ...part,
    method,
    uid,
    stampedAt: momentOf(event.getFirstProperty("dtstamp"), calendar, "UTC")?.instant ?? null,
    organizer: organizerOf(event),
    sentBy: organizer === null ? null : emailOf(parameterOf(organizer, "sent-by")),
    rrule,
    exdates: rrule === null ? [] : exdatesOf(event, begins, calendar, ownZone),
    others: othersOf(events, event, (one) => read(one)?.part ?? null),
  };
};

/** Null for what is no message to a calendar, or can't be read. `ownZone` is the owner's, for clocks without a zone. */
export const readCalendarMessage = (text: string, ownZone: string): CalendarMessage | null => {
  if (text.length > sizeMax) return null;
  try {
    const calendar = parse(text);
    return calendar === null ? null : messageIn(calendar, ownZone);
  } catch {
    return null;
  }
};
