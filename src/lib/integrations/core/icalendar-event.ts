/** One VEVENT in no provider's words (RFC 5545): its times on their clocks, how it repeats, and what of it can't be kept. */
import type { Component, Property } from "@/lib/icalendar/reader";
import { compactText, dateText, durationMsOf, momentOf, type Moment } from "@/lib/icalendar/moments";
import { plainText } from "@/lib/icalendar/text";
import { clockOf } from "@/lib/icalendar/zones";
import type { OutsideEvent, Unreadable } from "../contracts";
import { etagOf, fingerprintOf } from "./fingerprint";

export interface ReadingContext {
  /** The zone of a TZID; null when nobody knows it. */
  readonly zoneOf: (tzid: string) => string | null;
  /** For times without a zone, and for whole days. */
  readonly zone: string;
  /** What the event (or its series) is called; null: by its UID. */
  readonly sourceId: string | null;
  /** The owner's address there, in lower case: what they declined keeps nobody busy. */
  readonly self: string | null;
}

export interface ReadEvent {
  /** Null when it can't be read at all. */
  readonly event: OutsideEvent | null;
  /** Further dates (RDATE), each an occurrence of its own. */
  readonly further: readonly OutsideEvent[];
  readonly unreadable: readonly Unreadable[];
}

const dayMs = 86_400_000;
const datesMax = 2_000;
const furtherMax = 500;
const attendeesMax = 500;
const idMax = 300;
const whatMax = 120;
/** More often than a calendar can show. */
const tooOften = /(?:^|;)FREQ=(?:SECONDLY|MINUTELY)(?:;|$)/;

interface Fields {
  readonly single: ReadonlyMap<string, Property>;
  readonly rrules: readonly Property[];
  readonly rdates: readonly Property[];
  readonly exdates: readonly Property[];
  readonly attendees: readonly Property[];
}

const collect = ({ properties }: Component): Fields => {
  const single = new Map<string, Property>();
  const rrules: Property[] = [];
  const rdates: Property[] = [];
  const exdates: Property[] = [];
  const attendees: Property[] = [];
  for (const property of properties)
    switch (property.name) {
      case "RRULE":
      case "EXRULE":
        rrules.push(property);
        break;
      case "RDATE":
        rdates.push(property);
        break;
      case "EXDATE":
        exdates.push(property);
        break;
      case "ATTENDEE":
        if (attendees.length < attendeesMax) attendees.push(property);
        break;
      default:
        if (!single.has(property.name)) single.set(property.name, property);
    }
  return { single, rrules, rdates, exdates, attendees };
};

const isoOf = (ms: number): string => new Date(ms).toISOString();

interface Placed extends Moment {
  readonly zone: string;
  /** As an instant; for dates the date as if UTC. */
  readonly instantMs: number;
}

/** Reads what one event says; `problems` gathers what can't be read. */
class EventReader {
  readonly problems: string[] = [];
  readonly #context: ReadingContext;
  readonly #unknownZones = new Set<string>();

  constructor(context: ReadingContext) {
    this.#context = context;
  }

  placed(moment: Moment, { params }: Property): Placed {
    if (moment.dateOnly) return { ...moment, zone: this.#context.zone, instantMs: moment.wallMs };
    if (moment.utc) return { ...moment, zone: "UTC", instantMs: moment.wallMs };
    const zone = this.#zone(params.TZID);
    return { ...moment, zone, instantMs: clockOf(zone).toInstantMs(moment.wallMs) };
  }

  moment(property: Property | undefined): Placed | null {
    const moment = property === undefined ? null : momentOf(property.value);
    return moment === null || property === undefined ? null : this.placed(moment, property);
  }

  #zone(tzid: string | undefined): string {
    if (tzid === undefined || tzid === "") return this.#context.zone;
    const zone = this.#context.zoneOf(tzid);
    if (zone !== null) return zone;
    if (!this.#unknownZones.has(tzid)) {
      this.#unknownZones.add(tzid);
      this.problems.push(`Its time zone “${tzid.slice(0, 60)}” isn't known; its times are taken as in ${this.#context.zone}.`);
    }
    return this.#context.zone;
  }

  /** Starts of EXDATE or RDATE lines. A date in a series with times means that day's occurrence. */
  starts(properties: readonly Property[], start: Placed): { readonly starts: Placed[]; readonly ends: (number | null)[] } {
    const starts: Placed[] = [];
    const ends: (number | null)[] = [];
    for (const property of properties)
      for (const value of property.value.split(",")) {
        if (starts.length >= datesMax) {
          this.problems.push("It names more dates than can be kept.");
          return { starts, ends };
        }
        const [first = "", rest] = value.split("/");
        const read = momentOf(first);
        if (read === null) {
          if (first.trim() !== "") this.problems.push("A date that it names can't be read.");
          continue;
        }
        const timed = read.dateOnly && !start.dateOnly ? { ...read, dateOnly: false, utc: start.utc, wallMs: read.wallMs + (start.wallMs % dayMs) } : read;
        const at = timed === read ? this.placed(read, property) : { ...timed, zone: start.zone, instantMs: clockOf(start.zone).toInstantMs(timed.wallMs) };
        const until = rest === undefined ? null : (durationMsOf(rest) ?? this.#lengthTo(rest, at, property));
        starts.push(
          start.dateOnly && !at.dateOnly ? { ...at, dateOnly: true, wallMs: at.wallMs - (at.wallMs % dayMs), instantMs: at.wallMs - (at.wallMs % dayMs) } : at,
        );
        ends.push(until);
      }
    return { starts, ends };
  }

  #lengthTo(end: string, start: Placed, property: Property): number | null {
    const moment = momentOf(end);
    return moment === null ? null : this.placed(moment, property).instantMs - start.instantMs;
  }
}

const answers: Readonly<Record<string, "accepted" | "declined" | "tentative">> = { ACCEPTED: "accepted", DECLINED: "declined", TENTATIVE: "tentative" };

const emailOf = (value: string): string => value.replace(/^\s*mailto:/i, "").trim();

const attendeesOf = (properties: readonly Property[]): OutsideEvent["attendees"] =>
  properties.flatMap(({ params, value }) => {
    const email = emailOf(value);
    if (!email.includes("@")) return [];
    const name = plainText(params.CN ?? "").trim();
    return [
      {
        email,
        ...(name === "" || name === email ? {} : { name }),
        optional: params.ROLE?.toUpperCase() === "OPT-PARTICIPANT",
        status: answers[params.PARTSTAT?.toUpperCase() ?? ""] ?? ("needs-action" as const),
      },
    ];
  });

const upper = (property: Property | undefined): string => property?.value.trim().toUpperCase() ?? "";

const statusOf = (single: Fields["single"], own: string | undefined): OutsideEvent["status"] => {
  const status = upper(single.get("STATUS"));
  if (status === "CANCELLED") return "cancelled";
  return status === "TENTATIVE" || own === "tentative" || upper(single.get("X-MICROSOFT-CDO-BUSYSTATUS")) === "TENTATIVE" ? "tentative" : "confirmed";
};

const showAsOf = (single: Fields["single"], own: string | undefined): OutsideEvent["showAs"] => {
  const busy = upper(single.get("X-MICROSOFT-CDO-BUSYSTATUS"));
  if (busy === "OOF") return "out-of-office";
  return upper(single.get("TRANSP")) === "TRANSPARENT" || busy === "FREE" || own === "declined" ? "free" : "busy";
};

const timesOf = (reader: EventReader, single: Fields["single"], start: Placed): Pick<OutsideEvent, "start" | "end" | "allDay"> => {
  const end = reader.moment(single.get("DTEND"));
  const duration = single.get("DURATION");
  const lengthMs = duration === undefined ? null : durationMsOf(duration.value);
  const midnights = start.wallMs % dayMs === 0 && (end === null || end.wallMs % dayMs === 0) && upper(single.get("X-MICROSOFT-CDO-ALLDAYEVENT")) === "TRUE";
  if (start.dateOnly || midnights) {
    // The end date is the day after the last one.
    const endMs = end?.wallMs ?? start.wallMs + Math.max(dayMs, Math.ceil((lengthMs ?? dayMs) / dayMs) * dayMs);
    return { start: "", end: "", allDay: { first: dateText(start.wallMs), last: dateText(Math.max(start.wallMs, Math.ceil(endMs / dayMs) * dayMs - dayMs)) } };
  }
  const endMs = end === null ? start.instantMs + (lengthMs ?? 0) : end.dateOnly ? clockOf(start.zone).toInstantMs(end.wallMs) : end.instantMs;
  return { start: isoOf(start.instantMs), end: isoOf(Math.max(start.instantMs, endMs)), allDay: null };
};

/** What an occurrence is called: its series' name, and when it would have started. */
export const occurrenceName = (seriesSourceId: string, originalStart: string): string =>
  `${seriesSourceId}#${originalStart.replace(/\.\d+/, "").replace(/[-:]/g, "")}`;

const originalOf = (at: Placed): string => (at.dateOnly ? dateText(at.wallMs) : isoOf(at.instantMs));

const ruleOf = (reader: EventReader, { rrules, rdates }: Fields): string | null => {
  const [rule, ...more] = rrules.filter(({ name }) => name === "RRULE");
  if (more.length > 0 || rrules.some(({ name }) => name === "EXRULE")) reader.problems.push("It repeats by more than one rule; the first one is shown.");
  // A list of dates alone: the first one is its start.
  if (rule === undefined) return rdates.length === 0 ? null : "FREQ=DAILY;COUNT=1";
  const text = rule.value.trim().toUpperCase().replace(/\s+/g, "");
  if (!tooOften.test(text) && text.length <= 2_000) return text;
  reader.problems.push("It repeats more often than a calendar can show; only its first time is kept.");
  return null;
};

const furtherOf = (reader: EventReader, series: OutsideEvent, start: Placed, rdates: readonly Property[]): OutsideEvent[] => {
  const { starts, ends } = reader.starts(rdates, start);
  if (starts.length > furtherMax) reader.problems.push("It names more further dates than can be kept.");
  const lengthMs =
    series.allDay === null ? Date.parse(series.end) - Date.parse(series.start) : Date.parse(series.allDay.last) - Date.parse(series.allDay.first);
  const leftOut = new Set(series.exdates);
  return starts.slice(0, furtherMax).flatMap((at, index) => {
    const originalStart = originalOf(at);
    if (leftOut.has(originalStart) || at.instantMs === start.instantMs) return [];
    const long = ends[index] ?? lengthMs;
    const times =
      series.allDay === null
        ? { start: isoOf(at.instantMs), end: isoOf(at.instantMs + Math.max(0, long)), allDay: null }
        : { start: "", end: "", allDay: { first: dateText(at.wallMs), last: dateText(at.wallMs + lengthMs) } };
    const event = {
      ...series,
      ...times,
      sourceId: occurrenceName(series.sourceId, originalStart),
      seriesSourceId: series.sourceId,
      originalStart,
      rrule: null,
      exdates: [],
    };
    return [{ ...event, etag: etagOf(event) }];
  });
};

/** A name that fits into an index whatever the feed says. */
const nameOf = (uid: string): string => (uid.length <= idMax ? uid : `${uid.slice(0, idMax - 20)}-${fingerprintOf(uid)}`);

export const readEvent = (component: Component, context: ReadingContext): ReadEvent => {
  const fields = collect(component);
  const { single } = fields;
  const title = plainText(single.get("SUMMARY")?.value ?? "").trim();
  const uid = plainText(single.get("UID")?.value ?? "").trim();
  const what = (title || uid || "An event without a name").slice(0, whatMax);
  const reader = new EventReader(context);
  const refuse = (reason: string): ReadEvent => ({ event: null, further: [], unreadable: [{ what, reason }] });
  const start = reader.moment(single.get("DTSTART"));
  const recurrenceId = single.get("RECURRENCE-ID");
  const original = reader.moment(recurrenceId);
  if (component.cut) return refuse("It is cut off in the middle.");
  if (recurrenceId !== undefined && original === null) return refuse("It changes a time of a series that can't be read.");
  if (start === null) return refuse(single.has("DTSTART") ? "Its start can't be read." : "It has no start.");
  if (recurrenceId?.params.RANGE?.toUpperCase() === "THISANDFUTURE")
    reader.problems.push("It changes all times from there on; only the first one is changed here.");
  const attendees = attendeesOf(fields.attendees);
  const own = context.self === null ? undefined : attendees.find(({ email }) => email.toLowerCase() === context.self)?.status;
  const rrule = original === null ? ruleOf(reader, fields) : null;
  const exdates = rrule === null ? [] : [...new Set(reader.starts(fields.exdates, start).starts.map(originalOf))];
  const times = timesOf(reader, single, start);
  const words = {
    title,
    description: plainText(single.get("DESCRIPTION")?.value ?? ""),
    location: plainText(single.get("LOCATION")?.value ?? "").trim(),
    ...times,
    zone: start.utc && rrule === null ? context.zone : start.zone,
    status: statusOf(single, own),
    showAs: showAsOf(single, own),
    attendees,
    rrule,
    exdates,
    sequence: Math.min(Number(/^\d{1,9}$/.exec(single.get("SEQUENCE")?.value.trim() ?? "")?.[0] ?? 0), 1_000_000),
  };
  const base = context.sourceId ?? (uid === "" ? `no-uid-${fingerprintOf({ title, ...times })}` : nameOf(uid));
  const originalStart = original === null ? null : originalOf(original);
  const unnamed = {
    ...words,
    sourceId: originalStart === null ? base : occurrenceName(base, originalStart),
    seriesSourceId: originalStart === null ? null : base,
    originalStart,
  };
  const event: OutsideEvent = { ...unnamed, etag: etagOf(unnamed) };
  const further = original === null && fields.rdates.length > 0 ? furtherOf(reader, event, start, fields.rdates) : [];
  return { event, further, unreadable: reader.problems.map((reason) => ({ what, reason })) };
};

/** The instant or date of a RECURRENCE-ID as the property writes it, for the clock that a series keeps. */
export const writtenOriginal = (originalStart: string, zone: string | null): { readonly text: string; readonly dateOnly: boolean } => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(originalStart)) return { text: originalStart.replaceAll("-", ""), dateOnly: true };
  const ms = Date.parse(originalStart);
  return { text: zone === null ? compactText(ms, "utc") : compactText(clockOf(zone).toWallMs(ms), "wall"), dateOnly: false };
};
