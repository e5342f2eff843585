/** Graph's events in no provider's words (Graph v1.0, event resource). Times are asked for in UTC. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { ianaZoneOf } from "@/lib/time/windows-zones";
import type { OutsideCalendar, OutsideEvent, Unreadable } from "../../contracts";
import { htmlToText } from "../mail-text";
import { RecurrenceSchema, rruleOf, zoneOfRecurrence } from "./recurrence-map";

export const MomentSchema = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });
const AddressSchema = z.object({ name: z.string().nullish(), address: z.string().nullish() });

/** A property of ours (MS-OXPROPS, a named property in a set of our own): what Graph has no room for. */
const propertySet = "{6c1d7f0a-3b52-4d0e-9f5e-5a3c6f0e8d21}";
export const ourIdProperty = `String ${propertySet} Name PerinId`;
/** Who takes part in an event of ours. As attendees Outlook would write to them by itself. */
export const peopleProperty = `String ${propertySet} Name PerinPeople`;

/** Lenient: what isn't used isn't looked at. */
export const GraphEventSchema = z.object({
  id: z.string(),
  "@odata.etag": z.string().optional(),
  "@removed": z.object({ reason: z.string().optional() }).optional(),
  type: z.string().nullish(),
  seriesMasterId: z.string().nullish(),
  transactionId: z.string().nullish(),
  subject: z.string().nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  location: z.object({ displayName: z.string().nullish() }).nullish(),
  start: MomentSchema.nullish(),
  end: MomentSchema.nullish(),
  originalStart: z.string().nullish(),
  originalStartTimeZone: z.string().nullish(),
  occurrenceId: z.string().nullish(),
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  showAs: z.string().nullish(),
  responseStatus: z.object({ response: z.string().nullish() }).nullish(),
  attendees: z
    .array(z.object({ type: z.string().nullish(), status: z.object({ response: z.string().nullish() }).nullish(), emailAddress: AddressSchema.nullish() }))
    .nullish(),
  recurrence: RecurrenceSchema.nullish().catch(null),
  cancelledOccurrences: z.array(z.string()).nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string().nullish() })).nullish(),
});
export type GraphEvent = z.output<typeof GraphEventSchema>;

export const GraphCalendarSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  hexColor: z.string().nullish(),
  canEdit: z.boolean().nullish(),
  isDefaultCalendar: z.boolean().nullish(),
});

export const outsideCalendar = ({ id, name, hexColor, canEdit, isDefaultCalendar }: z.output<typeof GraphCalendarSchema>): OutsideCalendar => ({
  sourceId: id,
  name: name ?? "Calendar",
  color: hexColor != null && /^#[0-9a-f]{6}$/i.test(hexColor) ? hexColor.toLowerCase() : null,
  zone: null,
  readOnly: canEdit !== true,
  primary: isDefaultCalendar === true,
});

/** "2026-11-26T09:00:00.0000000": seven digits and no offset. Null for what is no time. */
const instantOf = (moment: z.output<typeof MomentSchema>): string | null => {
  try {
    const zone = ianaZoneOf(moment.timeZone ?? "UTC") ?? "UTC";
    return new Date(Temporal.PlainDateTime.from(moment.dateTime).toZonedDateTime(zone).epochMilliseconds).toISOString();
  } catch {
    return null;
  }
};

const dayMs = 86_400_000;
export const plusDays = (date: string, count: number): string => new Date(Date.parse(date) + count * dayMs).toISOString().slice(0, 10);

type Times = Pick<OutsideEvent, "start" | "end" | "allDay">;

/** All-day events begin and end at midnight of their own zone, whatever zone is asked for; the end is exclusive. */
const timesOf = ({ start, end, isAllDay }: GraphEvent): Times | null => {
  if (start == null) return null;
  if (isAllDay === true) {
    const first = start.dateTime.slice(0, 10);
    if (Number.isNaN(Date.parse(first))) return null;
    const last = end == null || Number.isNaN(Date.parse(end.dateTime.slice(0, 10))) ? first : plusDays(end.dateTime.slice(0, 10), -1);
    return { start: "", end: "", allDay: { first, last: last < first ? first : last } };
  }
  const startsAt = instantOf(start);
  return startsAt === null ? null : { start: startsAt, end: (end == null ? null : instantOf(end)) ?? startsAt, allDay: null };
};

const answers: Readonly<Record<string, OutsideEvent["attendees"][number]["status"]>> = {
  accepted: "accepted",
  organizer: "accepted",
  declined: "declined",
  tentativelyaccepted: "tentative",
};

const statusOf = ({ isCancelled, showAs, responseStatus }: GraphEvent): OutsideEvent["status"] => {
  if (isCancelled === true) return "cancelled";
  return showAs === "tentative" || responseStatus?.response?.toLowerCase() === "tentativelyaccepted" ? "tentative" : "confirmed";
};

/** What the owner declined stays to be seen and keeps nobody busy. */
const showAsOf = ({ showAs, responseStatus }: GraphEvent): OutsideEvent["showAs"] => {
  if (responseStatus?.response?.toLowerCase() === "declined") return "free";
  if (showAs === "oof") return "out-of-office";
  return showAs === "free" || showAs === "workingElsewhere" ? "free" : "busy";
};

const propertyOf = ({ singleValueExtendedProperties }: GraphEvent, id: string): string | null =>
  singleValueExtendedProperties?.find((one) => one.id.toLowerCase() === id.toLowerCase())?.value ?? null;

const PeopleSchema = z.array(
  z.object({ email: z.string(), name: z.string().optional(), optional: z.boolean(), status: z.enum(["needs-action", "accepted", "declined", "tentative"]) }),
);
const keptPeople = (event: GraphEvent): OutsideEvent["attendees"] => {
  try {
    const parsed = PeopleSchema.safeParse(JSON.parse(propertyOf(event, peopleProperty) ?? "[]"));
    return parsed.success ? parsed.data.map(({ name, ...rest }) => ({ ...rest, ...(name === undefined ? {} : { name }) })) : [];
  } catch {
    return [];
  }
};

const attendeesOf = (event: GraphEvent): OutsideEvent["attendees"] => {
  const invited = (event.attendees ?? []).flatMap(({ type, status, emailAddress }) => {
    const email = emailAddress?.address;
    if (email == null || email === "") return [];
    const name = emailAddress?.name;
    const answer = answers[status?.response?.toLowerCase() ?? ""] ?? ("needs-action" as const);
    return [{ email, ...(name == null || name === "" ? {} : { name }), optional: type === "optional", status: answer }];
  });
  return invited.length > 0 ? invited : keptPeople(event);
};

const transaction = "perin:";
/** What tells Graph that an event was made before, and us that it is ours. */
export const transactionOf = (ourId: string): string => `${transaction}${ourId.toLowerCase()}`;
export const isOurs = ({ transactionId }: GraphEvent): boolean => transactionId?.startsWith(transaction) === true;
/** A transaction that is known can't be used again for what was deleted since: further ones carry a mark. */
export const furtherTransaction = (ourId: string, mark: string): string => `${transactionOf(ourId)}#${mark}`;

const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 24);

/** Graph's own tag of a series changes with each of its occurrences; ours of both only with what they say themselves. */
const fingerprint = ({ subject, body, location, start, end, isAllDay, isCancelled, showAs, responseStatus, attendees, recurrence }: GraphEvent): string =>
  digest([subject, body?.content, location?.displayName, start, end, isAllDay, isCancelled, showAs, responseStatus, attendees, recurrence]);

/** Of a series in two parts: what it says, and which of its occurrences are left out (as far as is known here). */
export const tagOf = (event: GraphEvent, exdates: readonly string[]): string | null => {
  if (event.type === "singleInstance" || event.type == null) return event["@odata.etag"] ?? null;
  if (event.type !== "seriesMaster") return fingerprint(event);
  return `${fingerprint(event)} ${digest(exdates.map((start) => Date.parse(start)).sort())}`;
};

/** Whether it still says what it said: an occurrence that is left out is no change of its series. */
export const saysTheSame = (event: GraphEvent, etag: string): boolean => tagOf(event, [])?.split(" ")[0] === etag.split(" ")[0];

/** "OID.MASTER.2026-11-26": which day of its series an occurrence is of. */
const dayOfOccurrence = (occurrenceId: string): string | null => /\.(\d{4}-\d{2}-\d{2})$/.exec(occurrenceId)?.[1] ?? null;

/** The name of an occurrence that isn't kept under one of its own: its series' and when it would have started. */
export const occurrenceName = (seriesSourceId: string, originalStart: string): string =>
  `${seriesSourceId}_${originalStart.replace(/\.\d+/, "").replace(/[-:]/g, "")}`;

/** The name of an occurrence in its parts; null for any other name. */
export const readOccurrenceName = (sourceId: string): { readonly seriesSourceId: string; readonly originalStart: string } | null => {
  const [, seriesSourceId, year, month, day, time] = /^(.+)_(\d{4})(\d{2})(\d{2})(T\d{6}Z)?$/.exec(sourceId) ?? [];
  if (seriesSourceId === undefined) return null;
  const date = `${year ?? ""}-${month ?? ""}-${day ?? ""}`;
  const originalStart = time === undefined ? date : new Date(`${date}T${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}Z`).toISOString();
  return { seriesSourceId, originalStart };
};

const textOf = ({ body }: GraphEvent): string => {
  const content = body?.content ?? "";
  return (body?.contentType?.toLowerCase() === "html" ? htmlToText(content) : content).replace(/\r\n?/g, "\n").trim();
};

const zoneOf = (event: GraphEvent): string =>
  (event.recurrence == null ? null : zoneOfRecurrence(event.recurrence)) ?? ianaZoneOf(event.originalStartTimeZone ?? "") ?? "UTC";

/** When the occurrence of this day would have started: an instant, or a date for all-day series. */
const startOnDay = (series: Pick<OutsideEvent, "start" | "allDay" | "zone">, date: string): string => {
  if (series.allDay !== null) return date;
  const clock = Temporal.Instant.from(series.start).toZonedDateTimeISO(series.zone).toPlainTime();
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: series.zone, plainTime: clock }).epochMilliseconds).toISOString();
};

const cancelledStarts = ({ cancelledOccurrences }: GraphEvent, series: Pick<OutsideEvent, "start" | "allDay" | "zone">): string[] =>
  (cancelledOccurrences ?? []).flatMap((occurrenceId) => {
    const day = dayOfOccurrence(occurrenceId);
    return day === null ? [] : [startOnDay(series, day)];
  });

export interface Mapped {
  readonly event: OutsideEvent | null;
  readonly unreadable: Unreadable | null;
}

/** A single event or a series. `unreadable` beside an event: it is there, but not all of it could be kept. */
export const outsideEvent = (event: GraphEvent): Mapped => {
  const times = timesOf(event);
  const title = event.subject ?? "";
  if (times === null) return { event: null, unreadable: { what: title || event.id, reason: "It has no time." } };
  const zone = zoneOf(event);
  const rrule = event.recurrence == null ? null : rruleOf(event.recurrence, zone, times.allDay !== null);
  const unread = event.type === "seriesMaster" && rrule === null;
  const exdates = rrule === null ? [] : cancelledStarts(event, { ...times, zone });
  return {
    event: {
      sourceId: event.id,
      ...(isOurs(event) ? { madeAs: event.transactionId?.split("#")[0] ?? event.id } : {}),
      etag: tagOf(event, exdates),
      seriesSourceId: null,
      originalStart: null,
      title,
      description: textOf(event),
      location: event.location?.displayName ?? "",
      ...times,
      zone,
      status: statusOf(event),
      showAs: showAsOf(event),
      attendees: attendeesOf(event),
      rrule,
      exdates,
      sequence: 0,
    },
    unreadable: unread ? { what: title || event.id, reason: "How it repeats can't be read; only its first time is shown." } : null,
  };
};

export const originalStartOf = (exception: GraphEvent, series: OutsideEvent): string | null => {
  const day = dayOfOccurrence(exception.occurrenceId ?? "");
  if (exception.originalStart != null && series.allDay === null) return new Date(exception.originalStart).toISOString();
  return day === null ? (exception.originalStart?.slice(0, 10) ?? null) : startOnDay(series, day);
};

/** An occurrence that was changed on its own. */
export const outsideException = (exception: GraphEvent, series: OutsideEvent): OutsideEvent | null => {
  const { event } = outsideEvent(exception);
  const originalStart = originalStartOf(exception, series);
  if (event === null || originalStart === null) return null;
  const { madeAs: _own, ...rest } = event;
  return { ...rest, sourceId: occurrenceName(series.sourceId, originalStart), seriesSourceId: series.sourceId, originalStart, rrule: null, zone: series.zone };
};
