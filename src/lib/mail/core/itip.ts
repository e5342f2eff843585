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

export interface CalendarMessage {
  readonly method: "request" | "cancel" | "reply" | "counter";
  readonly uid: string;
  /** The occurrence of a series that is meant: an instant, or a date of an all-day series. Null: all of it. */
  readonly occurrence: string | null;
  readonly sequence: number;
  /** RFC 3339. */
  readonly stampedAt: string | null;
  readonly organizer: Person | null;
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
  /** RRULE's value, without its name. */
  readonly rrule: string | null;
}

const methods: Readonly<Record<string, CalendarMessage["method"]>> = { REQUEST: "request", CANCEL: "cancel", REPLY: "reply", COUNTER: "counter" };
const sizeMax = 200_000;
const attendeesMax = 200;

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

/** As it was written: ical.js makes a date of anything. Null for what is on no calendar. */
const wallOf = (property: ICAL.Property): { readonly wall: Temporal.PlainDateTime; readonly utc: boolean; readonly dateOnly: boolean } | null => {
  const value: unknown = (property.toJSON() as readonly unknown[])[3];
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
const momentOf = (property: ICAL.Property | null, calendar: ICAL.Component, ownZone: string): Moment | null => {
  const written = property === null ? null : wallOf(property);
  if (property === null || written === null) return null;
  const { wall, utc, dateOnly } = written;
  if (dateOnly) return { instant: instantIn(wall, ownZone), date: wall.toPlainDate().toString(), zone: null };
  const tzid = parameterOf(property, "tzid");
  if (utc || tzid === "") return { instant: instantIn(wall, utc ? "UTC" : ownZone), date: null, zone: utc ? "UTC" : null };
  const zone = ianaOf(tzid, calendar);
  if (zone !== null) return { instant: instantIn(wall, zone), date: null, zone };
  const time = property.getFirstValue();
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

/** The meeting itself where its exceptions come along; else the first there is. */
const eventIn = (calendar: ICAL.Component): ICAL.Component | null => {
  const events = calendar.getAllSubcomponents("vevent");
  return events.find((event) => event.getFirstProperty("recurrence-id") === null) ?? events[0] ?? null;
};

const messageIn = (calendar: ICAL.Component, ownZone: string): CalendarMessage | null => {
  const method = methods[String(calendar.getFirstPropertyValue("method") ?? "").toUpperCase()];
  const event = eventIn(calendar);
  const uid = event === null ? "" : textOf(event, "uid", 1_000);
  if (method === undefined || event === null || uid === "") return null;
  const start = momentOf(event.getFirstProperty("dtstart"), calendar, ownZone);
  const occurrence = momentOf(event.getFirstProperty("recurrence-id"), calendar, ownZone);
  // An answer and a cancellation need not say when it was.
  const begins = start ?? occurrence ?? (method === "reply" || method === "cancel" ? { instant: "1970-01-01T00:00:00Z", date: null, zone: null } : null);
  if (begins === null) return null;
  const ends = endOf(event, begins, calendar, ownZone);
  return {
    method,
    uid,
    occurrence: occurrence === null ? null : (occurrence.date ?? occurrence.instant),
    sequence: numberOf(event, "sequence"),
    stampedAt: momentOf(event.getFirstProperty("dtstamp"), calendar, "UTC")?.instant ?? null,
    organizer: organizerOf(event),
    attendees: invitedOf(event),
    title: textOf(event, "summary", 300).replace(/\s+/g, " "),
    description: textOf(event, "description", 10_000),
    location: textOf(event, "location", 500).replace(/\s+/g, " "),
    start: begins.instant,
    end: ends.instant < begins.instant ? begins.instant : ends.instant,
    allDay: daysOf(begins, ends),
    zone: begins.zone,
    rrule: ruleOf(event),
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

/** An answer (RFC 5546 section 3.2.3): the invitation's identity and the one who answers, nothing else. `now` is RFC 3339. */
export const writeReply = (
  message: CalendarMessage,
  { attendee, status, now }: { readonly attendee: Person; readonly status: Exclude<PartStat, "needs-action">; readonly now: string },
): string => {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.updatePropertyWithValue("prodid", "-//Perin//Perin//EN");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("method", "REPLY");
  const event = new ICAL.Component("vevent");
  const utc = (instant: string): ICAL.Time => ICAL.Time.fromJSDate(new Date(instant), true);
  const day = (date: string): ICAL.Time => ICAL.Time.fromDateString(date);
  event.updatePropertyWithValue("uid", message.uid);
  event.updatePropertyWithValue("sequence", message.sequence);
  event.updatePropertyWithValue("dtstamp", utc(now));
  event.updatePropertyWithValue("dtstart", message.allDay === null ? utc(message.start) : day(message.allDay.first));
  if (message.allDay === null) event.updatePropertyWithValue("dtend", utc(message.end));
  if (message.occurrence !== null)
    event.updatePropertyWithValue("recurrence-id", message.occurrence.includes("T") ? utc(message.occurrence) : day(message.occurrence));
  if (message.title !== "") event.updatePropertyWithValue("summary", message.title);
  if (message.organizer !== null) {
    const organizer = new ICAL.Property("organizer");
    organizer.setValue(`mailto:${message.organizer.email}`);
    event.addProperty(organizer);
  }
  const answering = new ICAL.Property("attendee");
  if (attendee.name !== null) answering.setParameter("cn", attendee.name.replace(/[\p{Cc}"]/gu, " ").trim());
  answering.setParameter("partstat", status.toUpperCase());
  answering.setValue(`mailto:${attendee.email}`);
  event.addProperty(answering);
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
};
