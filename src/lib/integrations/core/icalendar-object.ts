/**
 * Changes one object of a calendar server (a series with its occurrences) and leaves alone whatever isn't ours: alarms, attachments, other
 * programs' properties. Built on ical.js, which knows how everything is written.
 */
import ICAL from "ical.js";
import { icsZone } from "@/lib/icalendar/write";
import type { OutsideEvent } from "../contracts";
import { etagOf, sameWords } from "./fingerprint";
import { writtenOriginal } from "./icalendar-event";
import { startsOf } from "./icalendar-occurrences";
import { CalendarReading } from "./icalendar-reading";
import { writeEvent } from "./icalendar-properties";

export interface ObjectContext {
  /** What the object is called: the name of its series or single event. */
  readonly sourceId: string;
  readonly zone: string;
  readonly year: number;
  readonly self: string | null;
  /** The moment of the change, RFC 3339 in UTC. */
  readonly stamp: string;
}

export type Edited =
  { readonly ok: true; readonly text: string; readonly etag: string | null } | { readonly ok: false; readonly reason: "unreadable" | "changed" | "gone" };

/** What an object holds, the series first. */
export const readObject = (text: string, { sourceId, zone, year, self }: Omit<ObjectContext, "stamp">): ReturnType<CalendarReading["take"]> => {
  const reading = new CalendarReading({ sourceId, zone, year, self, eventsMax: 2_000 });
  reading.push(text);
  reading.end();
  return reading.take();
};

const emptyCalendar = (): ICAL.Component => {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//Perin//Perin//EN");
  return calendar;
};

const parse = (text: string): ICAL.Component | null => {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return calendar.name === "vcalendar" ? calendar : null;
  } catch {
    return null;
  }
};

const yearsAhead = 10;

/** Describes the zone that a written event names, once. */
const describe = (calendar: ICAL.Component, { zone, allDay }: OutsideEvent, year: number): void => {
  if (allDay !== null || zone === "UTC" || calendar.getAllSubcomponents("vtimezone").some((one) => one.getFirstPropertyValue("tzid") === zone)) return;
  const described = parse(`BEGIN:VCALENDAR\r\n${icsZone(zone, year - 1, year + yearsAhead)}END:VCALENDAR`)?.getFirstSubcomponent("vtimezone");
  if (described) calendar.addSubcomponent(described);
};

const recurrenceIdOf = (component: ICAL.Component): ICAL.Property | null => component.getFirstProperty("recurrence-id");

/** What one component says, read as everybody's is. */
const readOne = (calendar: ICAL.Component, component: ICAL.Component, context: ObjectContext): OutsideEvent | null => {
  const zones = calendar.getAllSubcomponents("vtimezone").map((one) => one.toString());
  return readObject(["BEGIN:VCALENDAR", ...zones, component.toString(), "END:VCALENDAR", ""].join("\r\n"), context).events[0] ?? null;
};

interface Parts {
  readonly calendar: ICAL.Component;
  readonly master: ICAL.Component | null;
  readonly occurrences: readonly { readonly component: ICAL.Component; readonly event: OutsideEvent | null }[];
}

const partsOf = (calendar: ICAL.Component, context: ObjectContext): Parts => {
  const events = calendar.getAllSubcomponents("vevent");
  return {
    calendar,
    master: events.find((one) => recurrenceIdOf(one) === null) ?? null,
    occurrences: events.filter((one) => recurrenceIdOf(one) !== null).map((component) => ({ component, event: readOne(calendar, component, context) })),
  };
};

type Written = Extract<Edited, { ok: true }>;

const finished = ({ calendar }: Parts, component: ICAL.Component | null, context: ObjectContext): Written => ({
  ok: true,
  text: `${calendar.toString()}\r\n`,
  etag: component === null ? null : (readOne(calendar, component, context)?.etag ?? null),
});

/** A start as the series writes its own: a date, on its zone's clock, or in UTC. */
const startLike = (name: "recurrence-id" | "exdate", originalStart: string, series: OutsideEvent): ICAL.Property => {
  const zone = series.zone === "UTC" ? null : series.zone;
  const { text, dateOnly } = writtenOriginal(originalStart, zone);
  const params = dateOnly ? ";VALUE=DATE" : zone === null ? "" : `;TZID=${zone}`;
  return ICAL.Property.fromString(`${name.toUpperCase()}${params}:${text}`);
};

const setExdates = (master: ICAL.Component, series: OutsideEvent, exdates: readonly string[]): void => {
  master.removeAllProperties("exdate");
  for (const exdate of exdates) master.addProperty(startLike("exdate", exdate, series));
};

/** Changed occurrences of what the series doesn't name any more go, as the series' own program would let them go. */
const dropStrays = ({ calendar, occurrences }: Parts, event: OutsideEvent): void => {
  const originals = occurrences.flatMap(({ event: one }) => one?.originalStart ?? []);
  if (originals.length === 0) return;
  const starts = startsOf(event, Math.max(...originals.map((original) => Date.parse(original))));
  for (const { component, event: one } of occurrences)
    if (one !== null && (event.exdates.includes(one.originalStart ?? "") || (starts !== null && !starts.has(one.originalStart ?? ""))))
      calendar.removeSubcomponent(component);
};

const movedIn = (before: OutsideEvent, after: OutsideEvent): boolean =>
  before.start !== after.start || before.allDay?.first !== after.allDay?.first || before.zone !== after.zone;

const editSeries = (parts: Parts, master: ICAL.Component, event: OutsideEvent, context: ObjectContext): Edited => {
  const before = readOne(parts.calendar, master, context);
  if (event.etag !== null && before?.etag != null && !sameWords(event.etag, before.etag)) return { ok: false, reason: "changed" };
  describe(parts.calendar, event, context.year);
  writeEvent(master, event, before, context.stamp);
  const moved = before !== null && movedIn(before, event);
  // What was left out there by itself stays left out, unless everything moved.
  const exdates = event.rrule === null ? [] : [...new Set([...event.exdates, ...(moved || before === null ? [] : before.exdates)])];
  setExdates(master, event, exdates);
  if (event.rrule === null) for (const { component } of parts.occurrences) parts.calendar.removeSubcomponent(component);
  else if (moved || before?.rrule !== event.rrule || event.exdates.length > 0) dropStrays(parts, event);
  // What was seen is what was asked for: left out by others, an occurrence is still to be read.
  const written = readOne(parts.calendar, master, context);
  return { ...finished(parts, master, context), etag: written === null ? null : etagOf({ ...written, exdates: event.rrule === null ? [] : event.exdates }) };
};

const bare = (master: ICAL.Component): ICAL.Component => {
  const copy = new ICAL.Component(structuredClone(master.jCal));
  for (const name of ["rrule", "rdate", "exdate", "exrule", "recurrence-id"]) copy.removeAllProperties(name);
  return copy;
};

const editOccurrence = (parts: Parts, master: ICAL.Component, event: OutsideEvent, context: ObjectContext): Edited => {
  const series = readOne(parts.calendar, master, context);
  const originalStart = event.originalStart ?? event.start;
  if (series === null) return { ok: false, reason: "unreadable" };
  const known = parts.occurrences.find(({ event: one }) => one?.originalStart === originalStart);
  if (event.etag !== null && known?.event?.etag != null && !sameWords(event.etag, known.event.etag)) return { ok: false, reason: "changed" };
  // Under another name before: its series moved, and it moved along.
  const renamed = parts.occurrences.find(({ event: one }) => one?.sourceId === event.sourceId && one.originalStart !== originalStart);
  if (renamed !== undefined) parts.calendar.removeSubcomponent(renamed.component);
  if (event.status === "cancelled") {
    if (known !== undefined) parts.calendar.removeSubcomponent(known.component);
    setExdates(master, series, [...new Set([...series.exdates, originalStart])]);
    return finished(parts, null, context);
  }
  setExdates(
    master,
    series,
    series.exdates.filter((exdate) => exdate !== originalStart),
  );
  const component = known?.component ?? bare(master);
  if (known === undefined) {
    component.addProperty(startLike("recurrence-id", originalStart, series));
    parts.calendar.addSubcomponent(component);
  }
  describe(parts.calendar, event, context.year);
  writeEvent(component, { ...event, rrule: null }, readOne(parts.calendar, component, context), context.stamp);
  return finished(parts, component, context);
};

/** A new object with one event. */
export const newObject = (event: OutsideEvent, uid: string, context: ObjectContext): Edited => {
  const calendar = emptyCalendar();
  describe(calendar, event, context.year);
  const component = new ICAL.Component("vevent");
  component.updatePropertyWithValue("uid", uid);
  calendar.addSubcomponent(component);
  writeEvent(component, event, null, context.stamp);
  setExdates(component, event, event.rrule === null ? [] : event.exdates);
  return finished({ calendar, master: component, occurrences: [] }, component, context);
};

/** The object with one of its events as `event` says; with an etag only if it still says what was seen. */
export const editObject = (text: string, event: OutsideEvent, context: ObjectContext): Edited => {
  const calendar = parse(text);
  if (calendar === null) return { ok: false, reason: "unreadable" };
  const parts = partsOf(calendar, context);
  if (event.seriesSourceId === null) {
    // An occurrence that was shared without its series stands for itself.
    const only = parts.master ?? parts.occurrences[0]?.component;
    return only === undefined
      ? { ok: false, reason: "gone" }
      : editSeries({ ...parts, occurrences: parts.master === null ? [] : parts.occurrences }, only, event, context);
  }
  if (parts.master === null) return { ok: false, reason: "gone" };
  return editOccurrence(parts, parts.master, event, context);
};
