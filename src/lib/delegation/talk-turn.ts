/** One turn of the conversation with a visitor: what it knows, what it answers, and how times are said in it. */
import { listBookingsOfVisit, type StoredBooking } from "@/lib/queries/link-bookings";
import { formatDay, formatInstant, formatRange, formatTime, formatZone } from "@/lib/time/format";
import type { Phrases } from "./core/talk/phrases";
import type { TalkState } from "./core/talk/talk-state";
import type { Caller, Guest } from "./guest";
import type { Offer } from "./offers";
import { isoOf } from "./verb-options";

export interface Answer {
  readonly text: string;
  /** What of the text a model may not touch, in the order in which it stands; without it the text is said as it is. */
  readonly facts?: readonly string[];
  readonly offers: readonly Offer[];
  readonly state: TalkState;
}

export interface Turn {
  readonly guest: Guest;
  readonly caller: Caller;
  readonly token: string;
  readonly zone: string;
  readonly nowMs: number;
  readonly words: Phrases;
}

export const localeOf = ({ guest: { visit, language } }: Turn): string => (visit.locale.toLowerCase().startsWith(language) ? visit.locale : language);

export const sayOffer = (turn: Turn, { startMs }: Offer): string =>
  formatInstant(isoOf(startMs), { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) });

/** "Thursday 3 Dec, 14:00; 15:30": the day is said once. */
export const sayOffers = (turn: Turn, offers: readonly Offer[]): string[] => {
  const options = { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) };
  let day = "";
  return offers.map((offer) => {
    const iso = isoOf(offer.startMs);
    const same = formatDay(iso, options) === day;
    day = formatDay(iso, options);
    return same ? formatTime(iso, options) : sayOffer(turn, offer);
  });
};

export const saySpan = (turn: Turn, startMs: number, endMs: number): string =>
  formatRange(isoOf(startMs), isoOf(endMs), { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) });

export const sayZone = (turn: Turn): string => formatZone(turn.zone, localeOf(turn));

export const durationOf = ({ guest: { link } }: Turn, state: TalkState): number =>
  state.durationMinutes !== null && link.rules.durations.includes(state.durationMinutes) ? state.durationMinutes : (link.rules.durations[0] ?? 30);

export const movingOf = async ({ guest: { visit } }: Turn, state: TalkState): Promise<StoredBooking | null> =>
  state.movingId === null ? null : ((await listBookingsOfVisit(visit.id)).find(({ id }) => id === state.movingId) ?? null);
