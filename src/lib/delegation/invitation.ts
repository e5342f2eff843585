/** A booking as iCalendar (RFC 5545), for mails (iMIP, RFC 6047) and for downloading. Times are written in UTC: every calendar shows them in its own zone. */
import ICAL from "ical.js";
import { config, publicOrigin } from "@/lib/config";
import type { Profile } from "@/lib/identity/contracts";
import type { StoredBooking } from "@/lib/queries/link-bookings";
import type { StoredLink } from "@/lib/queries/links";
import { languageFor } from "./core/meeting-words";
import { titleFor } from "./core/titles";
import { manageKeyOf } from "./secrets";

/** REQUEST invites and updates, CANCEL takes back, PUBLISH is for a file. */
export type Method = "REQUEST" | "CANCEL" | "PUBLISH";

const hostOf = (): string => new URL(publicOrigin()).hostname;

/** The server's own address: the owner's isn't told to visitors. */
export const serverAddress = (): string => {
  const from = config().MAIL_FROM ?? `perin@${hostOf()}`;
  return /<([^<>]+)>/.exec(from)?.[1] ?? from;
};

const plain = (text: string): string => text.replace(/[\p{Cc}"]/gu, " ").trim();

const person = (name: "organizer" | "attendee", email: string, commonName: string): ICAL.Property => {
  const property = new ICAL.Property(name);
  property.setParameter("cn", plain(commonName));
  property.setValue(`mailto:${email}`);
  return property;
};

const utc = (instant: string): ICAL.Time => ICAL.Time.fromJSDate(new Date(instant), true);

/** Errors of ical.js aside, there are none: everything it is given was checked before it was stored. `now` is RFC 3339. */
export const invitationOf = (booking: StoredBooking, link: StoredLink, owner: Profile, method: Method, now: string): string => {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.updatePropertyWithValue("prodid", "-//Perin//Perin//EN");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("method", method);
  const event = new ICAL.Component("vevent");
  event.updatePropertyWithValue("uid", `${booking.id}@${hostOf()}`);
  event.updatePropertyWithValue("sequence", booking.sequence);
  event.updatePropertyWithValue("dtstamp", utc(now));
  event.updatePropertyWithValue("dtstart", utc(booking.startsAt));
  event.updatePropertyWithValue("dtend", utc(booking.endsAt));
  event.updatePropertyWithValue("summary", titleFor(link.rules, owner.name, languageFor(link.rules.language, booking.locale)));
  event.updatePropertyWithValue("description", `${publicOrigin()}/talk/manage/${manageKeyOf("booking", booking.id)}`);
  if (booking.place !== "") event.updatePropertyWithValue("location", booking.place);
  event.updatePropertyWithValue("status", method === "CANCEL" ? "CANCELLED" : "CONFIRMED");
  event.addProperty(person("organizer", serverAddress(), owner.name));
  const attendee = person("attendee", booking.email, booking.name);
  attendee.setParameter("role", "REQ-PARTICIPANT");
  attendee.setParameter("partstat", "ACCEPTED");
  attendee.setParameter("rsvp", "FALSE");
  event.addProperty(attendee);
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
};
