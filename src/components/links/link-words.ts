/** How links, visits and bookings are told to their owner. */
import { clockText, dayText, msOf, wallOf, type Clock } from "@/components/week/zoned-time";
import type { BookingState, Link, LinkState, Proposal } from "@/lib/delegation/contracts";

export const stateWords: Readonly<Record<LinkState, string>> = {
  active: "Active",
  paused: "Paused",
  expired: "Expired",
  "used-up": "Used up",
  revoked: "Revoked",
};
export const bookingWords: Readonly<Record<BookingState, string>> = {
  waiting: "Waits for you",
  booked: "Booked",
  declined: "Declined",
  cancelled: "Cancelled",
};
export const proposalWords: Readonly<Record<Proposal["state"], string>> = {
  waiting: "Waits for you",
  countered: "You suggested another time",
  accepted: "Accepted",
  declined: "Declined",
  withdrawn: "Taken back",
};

/** "Tuesday 24 Nov, 15:00" */
export const atText = (instant: string, reader: Clock): string =>
  `${dayText(wallOf(msOf(instant), reader.zone).date, reader.locale)}, ${clockText(msOf(instant), reader)}`;

const usesText = ({ bookings, bookingsLeft }: Link): string =>
  bookingsLeft === null ? (bookings === 1 ? "1 booking" : `${bookings} bookings`) : `${bookingsLeft} of ${bookings + bookingsLeft} bookings left`;

/** "2 of 3 bookings left · until Tuesday 24 Nov, 15:00 · last visit …" */
export const aboutLink = (link: Link, reader: Clock): string =>
  [
    usesText(link),
    link.expiresAt === null || link.state === "revoked" ? null : `${link.state === "expired" ? "ended" : "until"} ${atText(link.expiresAt, reader)}`,
    link.lastVisitAt === null ? "nobody came yet" : `last visit ${atText(link.lastVisitAt, reader)}`,
    link.hasPin ? "PIN" : null,
  ]
    .filter(Boolean)
    .join(" · ");
