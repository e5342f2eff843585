/** Between stored rows and what owners and visitors see. */
import { publicOrigin } from "@/lib/config";
import { mailerConfigured } from "@/lib/mailer";
import { forgottenEmail, type StoredBooking, type StoredProposal } from "@/lib/queries/link-bookings";
import type { StoredLink } from "@/lib/queries/links";
import type { StoredHold } from "@/lib/queries/link-visits";
import type { Hold, Link, LinkBooking, Managed, Proposal, TalkView } from "./contracts";
import { linkStateOf } from "./core/link-state";
import type { Owner } from "./guest";
import { directionOf, languageFor, meetingText, type Language } from "./core/meeting-words";
import { monthOf } from "./core/link-availability";
import { titleFor } from "./core/titles";
import { slotOf } from "./offers";
import { manageKeyOf } from "./secrets";

const dayMs = 86_400_000;
/** Further ahead nothing is offered, whatever the rules say. */
const horizonDays = 365;

export const toLink = (link: StoredLink, nowMs: number): Link => ({
  ...link.rules,
  id: link.id,
  state: linkStateOf(link, nowMs),
  hasPin: link.pinHash !== null,
  bookings: link.bookingsMade,
  bookingsLeft: link.bookingsMax === null ? null : Math.max(0, link.bookingsMax - link.bookingsMade),
  waiting: link.waiting,
  lastVisitAt: link.lastVisitAt,
  version: link.version,
  createdAt: link.createdAt,
});

/** The address that is handed out. */
export const addressOf = (token: string): string => `${publicOrigin()}/talk/${token}`;

const monthsOf = (link: StoredLink, zone: string, nowMs: number): { firstMonth: string; lastMonth: string } => {
  const { from, until, bookingWindowDays } = link.rules.times;
  const now = monthOf(nowMs, zone);
  const first = from === null || from.slice(0, 7) < now ? now : from.slice(0, 7);
  const last = monthOf(nowMs + (bookingWindowDays ?? horizonDays) * dayMs, zone);
  const bounded = until === null || until.slice(0, 7) > last ? last : until.slice(0, 7);
  return { firstMonth: first, lastMonth: bounded < first ? first : bounded };
};

const ownerOf = ({ name, delegateName, hasPicture }: Owner): TalkView["owner"] => ({ name, delegateName, hasPicture });

export const toView = (link: StoredLink, owner: Owner, language: Language, nowMs: number): TalkView => {
  const { purpose, expiresAt, durations, meeting, questions, approval, verifyEmail, allowed } = link.rules;
  return {
    owner: ownerOf(owner),
    purpose,
    expiresAt,
    durations,
    meeting: { type: meeting.type, text: meetingText(meeting, language), askPhone: meeting.type === "phone" && meeting.caller === "owner" },
    questions,
    approval,
    verifyEmail,
    restricted: allowed.length > 0,
    language,
    direction: directionOf(language),
    ...monthsOf(link, owner.zone, nowMs),
    mailReady: mailerConfigured(),
  };
};

export const toHold = ({ startsAt, endsAt, expiresAt }: StoredHold, zone: string): Hold => ({
  ...slotOf({ startMs: Date.parse(startsAt), endMs: Date.parse(endsAt) }, zone),
  expiresAt,
});

export const toBooking = (booking: StoredBooking): LinkBooking => ({
  id: booking.id,
  linkId: booking.linkId,
  linkName: booking.linkName,
  state: booking.state,
  start: booking.startsAt,
  end: booking.endsAt,
  name: booking.name,
  email: booking.email === forgottenEmail ? "" : booking.email,
  emailVerified: booking.emailVerified,
  zone: booking.zone,
  answers: [...booking.answers],
  eventRef: booking.state === "booked" || booking.state === "waiting" ? booking.eventId : null,
  createdAt: booking.createdAt,
});

export const toProposal = (proposal: StoredProposal, free: boolean): Proposal => ({
  id: proposal.id,
  linkId: proposal.linkId,
  linkName: proposal.linkName,
  state: proposal.state,
  start: proposal.startsAt,
  end: proposal.endsAt,
  counterStart: proposal.counterStartsAt,
  counterEnd: proposal.counterEndsAt,
  name: proposal.name,
  email: proposal.email,
  zone: proposal.zone,
  note: proposal.note,
  free,
  createdAt: proposal.createdAt,
});

const compact = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** Addresses of calendars that take an event as a link. */
const calendarsFor = (key: string, title: string, place: string, { startsAt, endsAt }: StoredBooking): Managed["calendars"] => ({
  google: `https://calendar.google.com/calendar/render?${new URLSearchParams({ action: "TEMPLATE", text: title, dates: `${compact(startsAt)}/${compact(endsAt)}`, location: place }).toString()}`,
  outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${new URLSearchParams({ subject: title, startdt: startsAt, enddt: endsAt, location: place }).toString()}`,
  ics: `/api/managed/${key}/invitation`,
});

/** May a booking be moved under a link in this state? A booking that used it up may. */
export const allowsMoves = ({ chosen, allPaused, expiresAt }: StoredLink, nowMs: number): boolean =>
  chosen === "active" && !allPaused && (expiresAt === null || Date.parse(expiresAt) > nowMs);

const shared = (link: StoredLink, owner: Owner, row: { readonly zone: string; readonly locale: string }, nowMs: number) => {
  const language = languageFor(link.rules.language, row.locale);
  return {
    zone: row.zone,
    title: titleFor(link.rules, owner.name, language),
    owner: ownerOf(owner),
    language,
    direction: directionOf(language),
    ...monthsOf(link, owner.zone, nowMs),
  };
};

export const managedBooking = (booking: StoredBooking, link: StoredLink, owner: Owner, nowMs: number): Managed => {
  const key = manageKeyOf("booking", booking.id);
  const common = shared(link, owner, booking, nowMs);
  const open = (booking.state === "booked" || booking.state === "waiting") && Date.parse(booking.startsAt) > nowMs;
  const booked = booking.state === "booked";
  const place = booked || link.rules.meeting.type !== "video" ? booking.place : "";
  return {
    kind: "booking",
    key,
    state: booking.state,
    ...slotOf({ startMs: Date.parse(booking.startsAt), endMs: Date.parse(booking.endsAt) }, booking.zone),
    counter: null,
    ...common,
    place: place || meetingText(link.rules.meeting, common.language),
    name: booking.name,
    email: booking.email,
    canMove: open && allowsMoves(link, nowMs),
    canCancel: open,
    calendars: booked ? calendarsFor(key, common.title, place, booking) : null,
  };
};

export const managedProposal = (proposal: StoredProposal, link: StoredLink, owner: Owner, nowMs: number): Managed => {
  const common = shared(link, owner, proposal, nowMs);
  const { counterStartsAt, counterEndsAt } = proposal;
  return {
    kind: "proposal",
    key: manageKeyOf("proposal", proposal.id),
    state: proposal.state,
    ...slotOf({ startMs: Date.parse(proposal.startsAt), endMs: Date.parse(proposal.endsAt) }, proposal.zone),
    counter:
      counterStartsAt === null || counterEndsAt === null
        ? null
        : slotOf({ startMs: Date.parse(counterStartsAt), endMs: Date.parse(counterEndsAt) }, proposal.zone),
    ...common,
    place: meetingText(link.rules.meeting, common.language),
    name: proposal.name,
    email: proposal.email,
    canMove: false,
    canCancel: proposal.state === "waiting" || proposal.state === "countered",
    calendars: null,
  };
};
