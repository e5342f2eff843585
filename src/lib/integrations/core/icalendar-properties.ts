/** Writes what an event says into a VEVENT of ical.js: only properties whose meaning differs are touched, so that others' parameters stay. */
import ICAL from "ical.js";
import { compactText } from "@/lib/icalendar/moments";
import { clockOf } from "@/lib/icalendar/zones";
import type { OutsideEvent } from "../contracts";

const dayMs = 86_400_000;
const descriptionKept = 10_000;

const partstats: Readonly<Record<OutsideEvent["attendees"][number]["status"], string>> = {
  "needs-action": "NEEDS-ACTION",
  accepted: "ACCEPTED",
  declined: "DECLINED",
  tentative: "TENTATIVE",
};

/** Control characters can't be written. */
const clean = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ");
const parameter = (text: string): string => clean(text).replace(/["\n]/g, "'");

const setText = (component: ICAL.Component, name: string, text: string): void => {
  if (text === "") component.removeAllProperties(name);
  else component.updatePropertyWithValue(name, clean(text));
};

const replaced = (component: ICAL.Component, line: string): void => {
  const property = ICAL.Property.fromString(line);
  component.removeAllProperties(property.name);
  component.addProperty(property);
};

const timed = (name: "DTSTART" | "DTEND", instant: string, zone: string): string => {
  const ms = Date.parse(instant);
  return zone === "UTC" ? `${name}:${compactText(ms, "utc")}` : `${name};TZID=${zone}:${compactText(clockOf(zone).toWallMs(ms), "wall")}`;
};

const writeTimes = (component: ICAL.Component, { allDay, start, end, zone }: OutsideEvent): void => {
  component.removeAllProperties("duration");
  component.removeAllProperties("x-microsoft-cdo-alldayevent");
  if (allDay === null) {
    replaced(component, timed("DTSTART", start, zone));
    replaced(component, timed("DTEND", end, zone));
    return;
  }
  replaced(component, `DTSTART;VALUE=DATE:${compactText(Date.parse(allDay.first), "date")}`);
  replaced(component, `DTEND;VALUE=DATE:${compactText(Date.parse(allDay.last) + dayMs, "date")}`);
};

const addressOf = (property: ICAL.Property): string =>
  String(property.getFirstValue())
    .replace(/^mailto:/i, "")
    .toLowerCase();

/** Whoever is known keeps their other parameters; we send invitations ourselves, so the server there doesn't (RFC 6638, section 7.1). */
const writeAttendees = (component: ICAL.Component, attendees: OutsideEvent["attendees"]): void => {
  const before = new Map(component.getAllProperties("attendee").map((one) => [addressOf(one), one]));
  component.removeAllProperties("attendee");
  for (const { email, name, optional, status } of attendees) {
    const known = before.get(email.toLowerCase());
    const property = known ?? new ICAL.Property("attendee");
    if (known === undefined) {
      property.setValue(`mailto:${clean(email)}`);
      property.setParameter("schedule-agent", "CLIENT");
      if (name !== undefined) property.setParameter("cn", parameter(name));
    }
    property.setParameter("role", optional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT");
    property.setParameter("partstat", partstats[status]);
    component.addProperty(property);
  }
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const lowered = ({ email, optional, status }: OutsideEvent["attendees"][number]): unknown => [email.toLowerCase(), optional, status];

const timesOf = ({ allDay, start, end, zone, rrule }: OutsideEvent): unknown => [allDay, start, end, rrule === null ? null : zone];

/** Everything but EXDATE, which depends on what else is left out. `stamp` is RFC 3339 in UTC. */
export const writeEvent = (component: ICAL.Component, event: OutsideEvent, before: OutsideEvent | null, stamp: string): void => {
  if (before === null || before.title !== event.title) setText(component, "summary", event.title);
  // A long text is kept here in part; the whole of it stays there.
  if (before === null || before.description.slice(0, descriptionKept) !== event.description) {
    setText(component, "description", event.description);
    component.removeAllProperties("x-alt-desc");
  }
  if (before === null || before.location !== event.location) setText(component, "location", event.location);
  if (before === null || !same(timesOf(before), timesOf(event))) writeTimes(component, event);
  if (before === null || before.status !== event.status) component.updatePropertyWithValue("status", event.status.toUpperCase());
  if (before === null || before.showAs !== event.showAs) {
    component.updatePropertyWithValue("transp", event.showAs === "free" ? "TRANSPARENT" : "OPAQUE");
    if (event.showAs === "out-of-office") component.updatePropertyWithValue("x-microsoft-cdo-busystatus", "OOF");
    else component.removeAllProperties("x-microsoft-cdo-busystatus");
  }
  if (before === null || !same(before.attendees.map(lowered), event.attendees.map(lowered))) writeAttendees(component, event.attendees);
  if (before === null || before.rrule !== event.rrule) {
    for (const name of ["rrule", "exrule"]) component.removeAllProperties(name);
    if (event.rrule === null) component.removeAllProperties("rdate");
    else component.addProperty(ICAL.Property.fromString(`RRULE:${event.rrule.replace(/[\r\n]/g, "")}`));
  }
  component.updatePropertyWithValue("sequence", Math.max(event.sequence, before === null ? 0 : before.sequence + 1));
  for (const name of ["DTSTAMP", "LAST-MODIFIED"]) replaced(component, `${name}:${compactText(Date.parse(stamp), "utc")}`);
};
