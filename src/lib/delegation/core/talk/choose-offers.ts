/** Which of the times on offer a message names: those that fit the wishes, a few of them, spread over days and times of day. */
import type { Clock, Span, TalkState } from "./talk-state";

export interface Offer {
  readonly startMs: number;
  readonly endMs: number;
}

/** As many as one can hear and still remember. */
const namedMax = 3;
const minuteMs = 60_000;

const clockAt = (atMs: number, zone: string): number => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return hour * 60 + minute;
};

const dayAt = (atMs: number, zone: string): string => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString();

const within = ({ startMs, endMs }: Offer, { from, until, zone }: Clock): boolean => {
  const start = clockAt(startMs, zone);
  return start >= from && start + (endMs - startMs) / minuteMs <= until;
};
const touches = ({ startMs, endMs }: Offer, { from, until, zone }: Clock): boolean => {
  const start = clockAt(startMs, zone);
  return start < until && start + (endMs - startMs) / minuteMs > from;
};
const inside = ({ startMs, endMs }: Offer, span: Span): boolean => startMs >= span.startMs && endMs <= span.endMs;
const overlaps = ({ startMs, endMs }: Offer, span: Span): boolean => startMs < span.endMs && endMs > span.startMs;

/** Whether a time fits everything the visitor said. */
export const fits = (offer: Offer, { windows, wanted, unwanted, except }: TalkState): boolean =>
  (windows.length === 0 || windows.some((span) => inside(offer, span))) &&
  (wanted.length === 0 || wanted.some((clock) => within(offer, clock))) &&
  !unwanted.some((clock) => touches(offer, clock)) &&
  !except.some((span) => overlaps(offer, span));

/** Soonest first, one a day before two of a day, then in order of time. `skip` are starts that were named already. */
export const spreadOut = (offers: readonly Offer[], zone: string, skip: ReadonlySet<number> = new Set()): Offer[] => {
  const fresh = offers.filter(({ startMs }) => !skip.has(startMs));
  const days = new Set<string>();
  const [firsts, rest]: [Offer[], Offer[]] = [[], []];
  for (const offer of fresh) {
    const day = dayAt(offer.startMs, zone);
    (days.has(day) ? rest : firsts).push(offer);
    days.add(day);
  }
  return [...firsts, ...rest].slice(0, namedMax).sort((a, b) => a.startMs - b.startMs);
};

/** Those at this time of day on the visitor's clock. */
export const atClock = (offers: readonly Offer[], minutes: number, zone: string): Offer[] =>
  // "At 3" is said of half past two afternoons as rarely as of the night: a bare hour before seven means the afternoon.
  offers.filter(({ startMs }) => clockAt(startMs, zone) === minutes || (minutes < 7 * 60 && clockAt(startMs, zone) === minutes + 12 * 60));

/** The nearest to a moment, soonest first. */
export const nearest = (offers: readonly Offer[], atMs: number, zone: string): Offer[] =>
  spreadOut([...offers].sort((a, b) => Math.abs(a.startMs - atMs) - Math.abs(b.startMs - atMs)).slice(0, namedMax * 2), zone);
