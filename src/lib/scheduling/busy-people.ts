/** Who is busy when: the owner by everything that takes time, others by the owner's events that name them and by booked time. */
import { findAvailabilityRules } from "@/lib/queries/availability";
import { listBooked } from "@/lib/queries/bookings";
import { defaultRules, type AvailabilityRules } from "./contracts";
import { busyWithBuffers } from "./core/availability";
import { isBusy } from "./core/event-time";
import { overlaps, type Interval } from "./core/intervals";
import { isoOf } from "./stored-event";
import { listHappenings, type Happening } from "./window";
import { personIdOf } from "./write-change";

/** What takes the owner's own time. */
export const takesTime = (rules: Pick<AvailabilityRules, "tentativeBlocks">, { row }: Happening): boolean => isBusy(row, rules.tentativeBlocks);

/** Whether an event names this address as somebody who may come, whatever it means for the owner's own time. */
export const names = ({ row }: Happening, email: string): boolean =>
  row.status !== "cancelled" && row.attendees.some((attendee) => attendee.email === email && attendee.status !== "declined");

const ownerBusy = (rules: AvailabilityRules, happenings: readonly Happening[], { startMs, endMs }: Interval): boolean =>
  overlaps(
    busyWithBuffers(
      rules,
      happenings.filter((one) => takesTime(rules, one) && one.endMs > one.startMs),
    ),
    startMs,
    endMs,
  );

export interface BookingQuestion extends Interval {
  /** Owners of this server whose time it would take. */
  readonly ownerIds: readonly string[];
  /** Who books, and whom by address. */
  readonly bookerId: string;
  readonly emails: readonly string[];
}

/** Of the rules only what makes somebody busy counts here, and that needs no zone. */
const busyRulesOf = async (userId: string): Promise<AvailabilityRules> => (await findAvailabilityRules(userId)) ?? defaultRules("UTC");

const bufferMs = ({ bufferBeforeMinutes, bufferAfterMinutes }: AvailabilityRules): number => Math.max(bufferBeforeMinutes, bufferAfterMinutes) * 60_000;

/** Is anybody named busy in the span? Only right while those people are held (`lockPeople`). Booked time is asked first: one cheap look refuses most. */
export const anybodyBusy = async ({ ownerIds, bookerId, emails, startMs, endMs }: BookingQuestion): Promise<boolean> => {
  const people = [...ownerIds, ...emails.map((email) => personIdOf(bookerId, email))];
  if ((await listBooked(people, isoOf(startMs), isoOf(endMs))).length > 0) return true;
  for (const userId of ownerIds) {
    const rules = await busyRulesOf(userId);
    if (ownerBusy(rules, await listHappenings(userId, startMs - bufferMs(rules), endMs + bufferMs(rules)), { startMs, endMs })) return true;
  }
  if (emails.length === 0) return false;
  const named = await listHappenings(bookerId, startMs, endMs);
  return named.some((one) => one.startMs < endMs && startMs < one.endMs && emails.some((email) => names(one, email)));
};
