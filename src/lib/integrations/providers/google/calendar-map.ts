/** Between Google Calendar's events and ours in no provider's words (Calendar API v3, Events resource; RFC 5545). */
import { z } from "zod";
import { isKnownZone } from "@/lib/time/known-zone";
import type { OutsideCalendar, OutsideEvent, Unreadable } from "../../contracts";

const MomentSchema = z.object({ date: z.string().optional(), dateTime: z.string().optional(), timeZone: z.string().optional() });

/** Lenient: what isn't used isn't looked at. */
export const GoogleEventSchema = z.object({
  id: z.string(),
  etag: z.string().optional(),
  updated: z.string().optional(),
  status: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  start: MomentSchema.optional(),
  end: MomentSchema.optional(),
  recurrence: z.array(z.string()).optional(),
  recurringEventId: z.string().optional(),
  originalStartTime: MomentSchema.optional(),
  transparency: z.string().optional(),
  eventType: z.string().optional(),
  sequence: z.number().optional(),
  attendees: z
    .array(
      z.object({
        email: z.string().optional(),
        displayName: z.string().optional(),
        optional: z.boolean().optional(),
        responseStatus: z.string().optional(),
        self: z.boolean().optional(),
      }),
    )
    .optional(),
});
export type GoogleEvent = z.output<typeof GoogleEventSchema>;

export const GoogleCalendarSchema = z.object({
  id: z.string(),
  summary: z.string().optional(),
  summaryOverride: z.string().optional(),
  timeZone: z.string().optional(),
  backgroundColor: z.string().optional(),
  accessRole: z.string().optional(),
  primary: z.boolean().optional(),
  deleted: z.boolean().optional(),
});

const zoneOf = (...zones: readonly (string | undefined)[]): string => zones.find((zone) => zone !== undefined && isKnownZone(zone)) ?? "UTC";

export const outsideCalendar = ({
  id,
  summary,
  summaryOverride,
  timeZone,
  backgroundColor,
  accessRole,
  primary,
}: z.output<typeof GoogleCalendarSchema>): OutsideCalendar => ({
  sourceId: id,
  name: summaryOverride ?? summary ?? id,
  color: backgroundColor !== undefined && /^#[0-9a-f]{6}$/i.test(backgroundColor) ? backgroundColor.toLowerCase() : null,
  zone: timeZone === undefined ? null : zoneOf(timeZone),
  readOnly: accessRole !== "owner" && accessRole !== "writer",
  primary: primary === true,
});

const dayMs = 86_400_000;
const dayBefore = (date: string): string => new Date(Date.parse(date) - dayMs).toISOString().slice(0, 10);
const dayAfter = (date: string): string => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);
const isoOf = (dateTime: string): string => new Date(dateTime).toISOString();

const wall = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

/** One value of an EXDATE: an instant, or a date. Null for what can't be read. */
const leftOut = (value: string, zone: string): string | null => {
  const parts = wall.exec(value);
  if (parts === null) return null;
  const [, year = "", month = "", day = "", hour, minute, second, utc] = parts;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const time = `${date}T${hour}:${minute ?? "00"}:${second ?? "00"}`;
  try {
    return new Date(utc === undefined ? Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds : Date.parse(`${time}Z`)).toISOString();
  } catch {
    return null;
  }
};

interface Repetition {
  readonly rrule: string | null;
  readonly exdates: readonly string[];
  /** There is more to it than one rule and what it leaves out. */
  readonly more: boolean;
}

/** RRULE, EXDATE, RDATE lines of RFC 5545, without DTSTART. */
const repetitionOf = (lines: readonly string[], zone: string): Repetition => {
  const rules = lines.flatMap((line) => (/^RRULE:/i.test(line) ? [line.slice(6)] : []));
  const exdates = lines.flatMap((line) => {
    const parts = /^EXDATE([^:]*):(.*)$/i.exec(line);
    if (parts === null) return [];
    const named = /TZID=([^;:]+)/i.exec(parts[1] ?? "")?.[1];
    return (parts[2] ?? "").split(",").flatMap((value) => leftOut(value.trim(), zoneOf(named, zone)) ?? []);
  });
  return { rrule: rules[0] ?? null, exdates, more: rules.length > 1 || lines.some((line) => /^(?:RDATE|EXRULE)/i.test(line)) };
};

const answers: Readonly<Record<string, "accepted" | "declined" | "tentative">> = { accepted: "accepted", declined: "declined", tentative: "tentative" };

const showAsOf = ({ transparency, eventType, attendees }: GoogleEvent): OutsideEvent["showAs"] => {
  if (eventType === "outOfOffice") return "out-of-office";
  // What the owner declined stays to be seen and keeps nobody busy.
  return transparency === "transparent" || attendees?.some(({ self, responseStatus }) => self === true && responseStatus === "declined") === true
    ? "free"
    : "busy";
};

const statusOf = ({ status, attendees }: GoogleEvent): OutsideEvent["status"] => {
  if (status === "cancelled") return "cancelled";
  return status === "tentative" || attendees?.some(({ self, responseStatus }) => self === true && responseStatus === "tentative") === true
    ? "tentative"
    : "confirmed";
};

/** The emulator's tags never change, so the moment of the last change is part of ours. */
const tagOf = ({ etag, updated }: Pick<GoogleEvent, "etag" | "updated">): string | null => (etag === undefined ? null : `${etag} ${updated ?? ""}`.trim());
export const writtenOf = (event: Pick<GoogleEvent, "id" | "etag" | "updated">): { sourceId: string; etag: string | null } => ({
  sourceId: event.id,
  etag: tagOf(event),
});
/** As If-Match takes it. */
export const matchOf = (etag: string | null): string | null => etag?.split(" ")[0] ?? null;

const originalOf = ({ originalStartTime }: GoogleEvent): string | null => {
  if (originalStartTime?.date !== undefined) return originalStartTime.date;
  return originalStartTime?.dateTime === undefined ? null : isoOf(originalStartTime.dateTime);
};

const timeOf = ({ start, end }: GoogleEvent): Pick<OutsideEvent, "start" | "end" | "allDay"> | null => {
  // Google's end date is exclusive.
  if (start?.date !== undefined) {
    const last = dayBefore(end?.date ?? dayAfter(start.date));
    return { start: "", end: "", allDay: { first: start.date, last: last < start.date ? start.date : last } };
  }
  if (start?.dateTime === undefined) return null;
  return { start: isoOf(start.dateTime), end: isoOf(end?.dateTime ?? start.dateTime), allDay: null };
};

/** `unreadable` beside an event: it is there, but not all of it could be kept. */
export const outsideEvent = (event: GoogleEvent, calendarZone: string | undefined): { event: OutsideEvent | null; unreadable: Unreadable | null } => {
  const time = timeOf(event);
  const status = statusOf(event);
  // A cancelled occurrence names its series and when it would have been, and nothing else.
  if (time === null && status !== "cancelled") return { event: null, unreadable: { what: event.summary ?? event.id, reason: "It has no time." } };
  const zone = zoneOf(event.start?.timeZone, calendarZone);
  const { rrule, exdates, more } = repetitionOf(event.recurrence ?? [], zone);
  return {
    event: {
      sourceId: event.id,
      etag: tagOf(event),
      seriesSourceId: event.recurringEventId ?? null,
      originalStart: originalOf(event),
      title: event.summary ?? "",
      description: event.description ?? "",
      location: event.location ?? "",
      ...(time ?? { start: "", end: "", allDay: null }),
      zone,
      status,
      showAs: showAsOf(event),
      attendees: (event.attendees ?? []).flatMap(({ email, displayName, optional, responseStatus }) =>
        email === undefined
          ? []
          : [
              {
                email,
                ...(displayName === undefined ? {} : { name: displayName }),
                optional: optional === true,
                status: answers[responseStatus ?? ""] ?? "needs-action",
              },
            ],
      ),
      rrule,
      exdates,
      sequence: event.sequence ?? 0,
    },
    unreadable: more ? { what: event.summary ?? event.id, reason: "It repeats on further dates that aren't shown." } : null,
  };
};

const compact = (iso: string): string => iso.replace(/\.\d+/, "").replace(/[-:]/g, "");

const recurrenceOf = ({ rrule, exdates, allDay }: OutsideEvent): string[] => {
  if (rrule === null) return [];
  const left = exdates.map((exdate) => compact(exdate));
  if (left.length === 0) return [`RRULE:${rrule}`];
  return [`RRULE:${rrule}`, allDay === null ? `EXDATE:${left.join(",")}` : `EXDATE;VALUE=DATE:${left.join(",")}`];
};

const momentOf = (event: OutsideEvent, which: "start" | "end"): z.output<typeof MomentSchema> => {
  const { allDay, zone } = event;
  if (allDay !== null) return { date: which === "start" ? allDay.first : dayAfter(allDay.last) };
  return { dateTime: event[which], timeZone: zone };
};

const statusWord: Readonly<Record<string, string>> = { accepted: "accepted", declined: "declined", tentative: "tentative", "needs-action": "needsAction" };

/** The whole event, as insert and patch take it. */
export const googleEvent = (event: OutsideEvent): Record<string, unknown> => ({
  summary: event.title,
  description: event.description,
  location: event.location,
  start: momentOf(event, "start"),
  end: momentOf(event, "end"),
  status: event.status,
  transparency: event.showAs === "free" ? "transparent" : "opaque",
  attendees: event.attendees.map(({ email, name, optional, status }) => ({
    email,
    ...(name === undefined ? {} : { displayName: name }),
    optional,
    responseStatus: statusWord[status],
  })),
  // An occurrence has none of its own.
  ...(event.seriesSourceId === null ? { recurrence: recurrenceOf(event) } : {}),
});

/** Base32hex without dashes is what Google takes as an id of ours; a UUID's digits are such. */
export const idFor = (ourId: string): string => ourId.replaceAll("-", "").toLowerCase();
/** Ids of occurrences: the series', and when it would have started in UTC (or its date). */
export const idForOccurrence = (seriesSourceId: string, originalStart: string): string => `${seriesSourceId}_${compact(originalStart)}`;
