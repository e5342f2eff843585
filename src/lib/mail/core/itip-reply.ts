/** What somebody says to an invitation (RFC 5546 section 3.2.3), as every calendar reads it. */
import ICAL from "ical.js";
import type { CalendarMessage, CalendarPart, PartStat, Person } from "./itip";

interface Answering {
  readonly attendee: Person;
  readonly status: Exclude<PartStat, "needs-action">;
  /** RFC 3339. */
  readonly now: string;
}

const utc = (instant: string): ICAL.Time => ICAL.Time.fromJSDate(new Date(instant), true);
const day = (date: string): ICAL.Time => ICAL.Time.fromDateString(date);

const answerTo = (message: CalendarMessage, part: CalendarPart, { attendee, status, now }: Answering): ICAL.Component => {
  const event = new ICAL.Component("vevent");
  event.updatePropertyWithValue("uid", message.uid);
  event.updatePropertyWithValue("sequence", part.sequence);
  event.updatePropertyWithValue("dtstamp", utc(now));
  event.updatePropertyWithValue("dtstart", part.allDay === null ? utc(part.start) : day(part.allDay.first));
  if (part.allDay === null) event.updatePropertyWithValue("dtend", utc(part.end));
  if (part.occurrence !== null) event.updatePropertyWithValue("recurrence-id", part.occurrence.includes("T") ? utc(part.occurrence) : day(part.occurrence));
  if (part.title !== "") event.updatePropertyWithValue("summary", part.title);
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
  return event;
};

/** The invitation's identity and the one who answers, nothing else: to the meeting with all that comes along, or to each occurrence that is meant. */
export const writeReply = (message: CalendarMessage, answering: Answering): string => {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.updatePropertyWithValue("prodid", "-//Perin//Perin//EN");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("method", "REPLY");
  for (const part of message.occurrence === null ? [message] : [message, ...message.others]) calendar.addSubcomponent(answerTo(message, part, answering));
  return `${calendar.toString()}\r\n`;
};
