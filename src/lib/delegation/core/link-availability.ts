/** A link's own times over its owner's availability. */
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import type { LinkTimes } from "../contracts";

/** What a link leaves open is the owner's. Hours of its own take the place of the owner's, days off and holidays stay. */
export const rulesOfLink = (own: AvailabilityRules, times: LinkTimes): AvailabilityRules => ({
  ...own,
  hours: times.hours ?? own.hours,
  overrides: times.hours === null ? own.overrides : own.overrides.filter(({ hours }) => hours.length === 0),
  bufferBeforeMinutes: times.bufferBeforeMinutes ?? own.bufferBeforeMinutes,
  bufferAfterMinutes: times.bufferAfterMinutes ?? own.bufferAfterMinutes,
  minimumNoticeMinutes: times.minimumNoticeMinutes ?? own.minimumNoticeMinutes,
  bookingWindowDays: times.bookingWindowDays ?? own.bookingWindowDays,
});

const midnight = (date: Temporal.PlainDate, zone: string): number => date.toZonedDateTime(zone).epochMilliseconds;
const dateOf = (atMs: number, zone: string): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();

/** The part of [fromMs, toMs) that lies on the dates of the link. */
export const clipToDates = (fromMs: number, toMs: number, { from, until }: LinkTimes, zone: string): { readonly fromMs: number; readonly toMs: number } => ({
  fromMs: from === null ? fromMs : Math.max(fromMs, midnight(Temporal.PlainDate.from(from), zone)),
  toMs: until === null ? toMs : Math.min(toMs, midnight(Temporal.PlainDate.from(until).add({ days: 1 }), zone)),
});

/** Starts of the ISO weeks that [fromMs, toMs) touches, and the start of the one after: Mondays 00:00 in the zone. */
export const weekStarts = (fromMs: number, toMs: number, zone: string): number[] => {
  const first = dateOf(fromMs, zone);
  let monday = first.subtract({ days: first.dayOfWeek - 1 });
  const starts = [midnight(monday, zone)];
  while ((starts.at(-1) ?? toMs) < toMs) {
    monday = monday.add({ weeks: 1 });
    starts.push(midnight(monday, zone));
  }
  return starts;
};

/** [first instant, end) of a month, "2026-12", in a zone. */
export const monthSpan = (month: string, zone: string): { readonly fromMs: number; readonly toMs: number } => {
  const first = Temporal.PlainYearMonth.from(month);
  return { fromMs: midnight(first.toPlainDate({ day: 1 }), zone), toMs: midnight(first.add({ months: 1 }).toPlainDate({ day: 1 }), zone) };
};

export const monthOf = (atMs: number, zone: string): string => dateOf(atMs, zone).toPlainYearMonth().toString();
