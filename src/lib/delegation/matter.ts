/** What a signed address out of a mail is about, and what every verb that takes one asks first. */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import {
  findBookingRow,
  findProposalRow,
  forgottenEmail,
  lockBookingRow,
  lockProposalRow,
  type StoredBooking,
  type StoredProposal,
} from "@/lib/queries/link-bookings";
import { findLinkRow, type StoredLink } from "@/lib/queries/links";
import { formatInstant } from "@/lib/time/format";
import type { Managed } from "./contracts";
import { findOwner, visitorActor, type Owner } from "./guest";
import { readManageKey } from "./secrets";
import { managedBooking, managedProposal } from "./shown";
import { isoOf } from "./verb-options";

export interface Matter {
  readonly actor: Actor;
  readonly link: StoredLink;
  readonly owner: Owner;
  readonly booking: StoredBooking | null;
  readonly proposal: StoredProposal | null;
}

export const unknownKey = (): AppError => new AppError("delegation/managed-not-found");

/** What a key is about. A key that we didn't sign, and one whose person was forgotten, lead nowhere in the same words. */
export const requireMatter = async (key: string, lock = false): Promise<Matter> => {
  const read = readManageKey(key);
  if (read === null) throw unknownKey();
  const booking = read.kind === "booking" ? await (lock ? lockBookingRow : findBookingRow)(read.id) : null;
  const proposal = read.kind === "proposal" ? await (lock ? lockProposalRow : findProposalRow)(read.id) : null;
  const row = booking ?? proposal;
  if (row === null || row.email === forgottenEmail) throw unknownKey();
  const link = await findLinkRow(row.userId, row.linkId);
  if (link === null) throw unknownKey();
  const actor = visitorActor(row.userId);
  return { actor, link, owner: await findOwner(actor), booking, proposal };
};

export const shownMatter = ({ booking, proposal, link, owner }: Matter, nowMs: number): Managed => {
  if (booking !== null) return managedBooking(booking, link, owner, nowMs);
  if (proposal !== null) return managedProposal(proposal, link, owner, nowMs);
  throw unknownKey();
};

export const requireBooking = (matter: Matter): StoredBooking => {
  if (matter.booking === null) throw unknownKey();
  return matter.booking;
};

export const stillOpen = ({ state, startsAt }: StoredBooking, nowMs: number): boolean =>
  (state === "booked" || state === "waiting") && Date.parse(startsAt) > nowMs;

/** As the owner reads it. */
export const whenFor = (owner: Owner, instant: string, nowMs: number): string =>
  formatInstant(instant, { zone: owner.zone, locale: owner.locale, hourCycle: owner.hourCycle, now: isoOf(nowMs) });
