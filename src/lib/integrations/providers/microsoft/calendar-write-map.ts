/** Events in Graph's words: whole ones as they are made, and of others what is different. */
import type { z } from "zod";
import { windowsZoneOf } from "@/lib/time/windows-zones";
import type { OutsideEvent } from "../../contracts";
import { ourIdProperty, peopleProperty, plusDays, transactionOf, type MomentSchema } from "./calendar-map";
import { recurrenceOf } from "./recurrence-map";

const momentOf = (event: OutsideEvent, which: "start" | "end"): z.output<typeof MomentSchema> => {
  const { allDay, zone } = event;
  const timeZone = windowsZoneOf(zone);
  if (allDay !== null) return { dateTime: `${which === "start" ? allDay.first : plusDays(allDay.last, 1)}T00:00:00`, timeZone };
  return { dateTime: Temporal.Instant.from(event[which]).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "second" }), timeZone };
};

const showAsWord = ({ showAs, status }: OutsideEvent): string => {
  if (showAs === "free") return "free";
  if (showAs === "out-of-office") return "oof";
  return status === "tentative" ? "tentative" : "busy";
};

const invitation = ({ email, name, optional }: OutsideEvent["attendees"][number]): object => ({
  type: optional ? "optional" : "required",
  emailAddress: { address: email, ...(name === undefined ? {} : { name }) },
});

const people = (attendees: OutsideEvent["attendees"]): object => ({
  singleValueExtendedProperties: [{ id: peopleProperty, value: JSON.stringify(attendees) }],
});

type Body = Record<string, unknown>;

const whenOf = (event: OutsideEvent): Body => ({ start: momentOf(event, "start"), end: momentOf(event, "end"), isAllDay: event.allDay !== null });

/** The whole event, as it is made. */
export const newGraphEvent = (event: OutsideEvent, ourId: string, transactionId = transactionOf(ourId)): Body => ({
  transactionId,
  subject: event.title,
  body: { contentType: "text", content: event.description },
  location: { displayName: event.location },
  ...whenOf(event),
  showAs: showAsWord(event),
  recurrence: recurrenceOf(event),
  singleValueExtendedProperties: [
    { id: ourIdProperty, value: ourId.toLowerCase() },
    { id: peopleProperty, value: JSON.stringify(event.attendees) },
  ],
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Long texts are kept here in part, and an empty title under a name: neither is a change. */
const cutFrom = 300;
const sameText = (wanted: string, stands: string): boolean =>
  wanted.trim() === stands.trim() || (wanted.length >= cutFrom && stands.trim().startsWith(wanted.trim())) || (stands.trim() === "" && wanted === "(no title)");

const sameTimes = (wanted: OutsideEvent, stands: OutsideEvent): boolean =>
  wanted.zone === stands.zone &&
  (wanted.allDay === null
    ? stands.allDay === null && Date.parse(wanted.start) === Date.parse(stands.start) && Date.parse(wanted.end) === Date.parse(stands.end)
    : same(wanted.allDay, stands.allDay));

/** How it repeats and from when: Outlook wants the first day of both to be the same. */
const sameRepetition = (wanted: OutsideEvent, stands: OutsideEvent): boolean =>
  wanted.seriesSourceId !== null || (wanted.rrule === null && stands.rrule === null) || same(recurrenceOf(wanted), recurrenceOf(stands));

/** Who answered what is for them to say. */
const who = ({ attendees }: OutsideEvent): string[] => attendees.map(({ email, optional }) => `${email.toLowerCase()} ${optional}`).sort();

/**
 * What has to be said so that it is as `wanted`. Nothing else is touched: a text that stays keeps its links and formats, and people who
 * stay aren't written to. `invited`: its people were invited by Outlook, which goes on writing to them.
 */
export const graphChange = (wanted: OutsideEvent, stands: OutsideEvent, invited: boolean): Body => ({
  ...(sameText(wanted.title, stands.title) ? {} : { subject: wanted.title }),
  ...(sameText(wanted.description, stands.description) ? {} : { body: { contentType: "text", content: wanted.description } }),
  ...(sameText(wanted.location, stands.location) ? {} : { location: { displayName: wanted.location } }),
  ...(sameTimes(wanted, stands) ? {} : whenOf(wanted)),
  ...(wanted.showAs === stands.showAs && wanted.status === stands.status ? {} : { showAs: showAsWord(wanted) }),
  ...(sameRepetition(wanted, stands) ? {} : { recurrence: recurrenceOf(wanted) }),
  ...(same(who(wanted), who(stands)) ? {} : invited ? { attendees: wanted.attendees.map(invitation) } : people(wanted.attendees)),
});
