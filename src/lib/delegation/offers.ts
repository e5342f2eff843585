/** The times a link offers: those of its candidates that are free. */
import type { Actor } from "@/lib/identity/contracts";
import { listBookedSpans } from "@/lib/queries/link-bookings";
import { createReveals, listHolds, listRevealed, type StoredVisit, type Watcher } from "@/lib/queries/link-visits";
import type { StoredLink } from "@/lib/queries/links";
import type { AvailabilityRules } from "@/lib/scheduling/contracts";
import { countWorkingMinutes, findOpenings, getAvailability, type Openings } from "@/lib/scheduling/service";
import type { Slot } from "./contracts";
import { reveal } from "./core/budget";
import { chooseCandidates, toldShare } from "./core/candidates";
import { clipToDates, rulesOfLink, weekStarts } from "./core/link-availability";
import { visitorActor } from "./guest";
import { offerRank } from "./secrets";
import { isoOf } from "./verb-options";

const minuteMs = 60_000;
/** Further ahead nothing is on offer, whatever the rules say. */
const horizonMs = 366 * 24 * 60 * minuteMs;

export interface Offer {
  readonly startMs: number;
  readonly endMs: number;
}

export interface OffersQuestion {
  /** Half-open, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly durationMinutes: number;
  readonly nowMs: number;
  /** Whose own hold doesn't stand in the way. */
  readonly visitId?: string | null;
  /** The booking that is being moved: its time may be taken again. */
  readonly moving?: { readonly id: string; readonly eventId: string | null; readonly startsAt: string } | null;
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const spanOf = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): Span => ({
  startMs: Date.parse(startsAt),
  endMs: Date.parse(endsAt),
});
const overlap = (a: Span, b: Span): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

/** How fine the times on offer are: on the half hour, or on the quarter where meetings are that short. */
const stepFor = (rules: AvailabilityRules, durations: readonly number[]): number => Math.max(rules.stepMinutes, Math.min(...durations) <= 20 ? 15 : 30);

interface Week {
  readonly fromMs: number;
  readonly toMs: number;
}

const candidatesOf = async (
  actor: Actor,
  link: StoredLink,
  week: Week,
  rules: { own: AvailabilityRules; link: AvailabilityRules },
  openings: Openings,
  taken: Span[],
) => {
  // The dates of the link, but never the clock: as time goes by no other times come up.
  const dates = clipToDates(week.fromMs, week.toMs, link.rules.times, rules.own.zone);
  const minutes = await Promise.all([rules.own, rules.link].map((each) => countWorkingMinutes(actor, each, week.fromMs, week.toMs)));
  return chooseCandidates({
    starts: openings.starts.filter(({ startMs }) => startMs >= dates.fromMs && startMs < dates.toMs),
    lengthMs: Math.max(...link.rules.durations) * minuteMs,
    beforeMs: rules.link.bufferBeforeMinutes * minuteMs,
    afterMs: rules.link.bufferAfterMinutes * minuteMs,
    budgetMs: Math.max(...minutes) * toldShare * minuteMs,
    taken,
    rank: offerRank(link.userId),
  });
};

/** What is on offer in a window, in order. The same for every visitor but for what they hold themselves. */
export const findOffers = async (link: StoredLink, question: OffersQuestion): Promise<Offer[]> => {
  const { durationMinutes, nowMs, visitId = null, moving = null } = question;
  const actor = visitorActor(link.userId);
  const own = await getAvailability(actor);
  const rules = rulesOfLink(own, link.rules.times);
  const { fromMs, toMs } = clipToDates(Math.max(question.fromMs, nowMs), Math.min(question.toMs, nowMs + horizonMs), link.rules.times, own.zone);
  if (fromMs >= toMs) return [];
  const weeks = weekStarts(fromMs, toMs, own.zone);
  const [firstMs, lastMs] = [weeks[0] ?? fromMs, weeks.at(-1) ?? toMs];
  const openings = await findOpenings(
    actor,
    {
      rules,
      fromMs: firstMs,
      toMs: lastMs,
      durationMinutes: Math.max(...link.rules.durations),
      stepMinutes: stepFor(rules, link.rules.durations),
      exceptEventId: moving?.eventId ?? null,
    },
    { now: isoOf(nowMs) },
  );
  const booked = (await listBookedSpans(link.userId, isoOf(firstMs), isoOf(lastMs))).filter(({ id }) => id !== moving?.id).map(spanOf);
  const held = (await listHolds(link.userId, isoOf(nowMs))).filter((hold) => hold.visitId !== visitId).map(spanOf);
  const offers: Offer[] = [];
  for (const [at, weekMs] of weeks.slice(0, -1).entries()) {
    const week = { fromMs: weekMs, toMs: weeks[at + 1] ?? lastMs };
    for (const startMs of await candidatesOf(actor, link, week, { own, link: rules }, openings, booked)) {
      const offer = { startMs, endMs: startMs + durationMinutes * minuteMs };
      if (startMs < fromMs || offer.endMs > toMs || !openings.isFree(offer.startMs, offer.endMs)) continue;
      // Where it stands already is nowhere to move to.
      if (moving !== null && startMs === Date.parse(moving.startsAt)) continue;
      if (![...booked, ...held].some((span) => overlap(span, offer))) offers.push(offer);
    }
  }
  return offers;
};

/** Whether this very time is on offer; a time that the visit holds counts as offered as long as it is free. */
const isOffered = async (link: StoredLink, startMs: number, question: Omit<OffersQuestion, "fromMs" | "toMs">): Promise<boolean> => {
  const offers = await findOffers(link, { ...question, fromMs: startMs, toMs: startMs + question.durationMinutes * minuteMs });
  return offers.some((offer) => offer.startMs === startMs);
};

/**
 * Whether this visitor may take this very time: it is on offer, and within what they may learn today, because being able to take it tells
 * that it is free. In the caller's transaction.
 */
export const mayTake = async (link: StoredLink, watcher: Watcher, startMs: number, question: Omit<OffersQuestion, "fromMs" | "toMs">): Promise<boolean> => {
  if (!(await isOffered(link, startMs, question))) return false;
  return (await showOffers(watcher, [{ startMs, endMs: startMs + question.durationMinutes * minuteMs }], question.nowMs)).length > 0;
};

/** Instants as the visitor's zone writes them. */
export const slotOf = ({ startMs, endMs }: Offer, zone: string): Slot => {
  const say = (atMs: number): string => Temporal.Instant.fromEpochMilliseconds(atMs).toString({ timeZone: zone, smallestUnit: "second" });
  return { start: say(startMs), end: say(endMs) };
};

export const watcherOf = ({ id, userId, linkId, visitorHash }: StoredVisit): Watcher => ({ userId, linkId, visitorHash, visitId: id });

/** Cuts offers to what this visitor may still learn today, and writes down what they learn. In the caller's transaction. */
export const showOffers = async (watcher: Watcher, offers: readonly Offer[], nowMs: number): Promise<readonly Offer[]> => {
  const day = isoOf(nowMs).slice(0, 10);
  const known = new Set((await listRevealed(watcher.linkId, watcher.visitorHash, day)).map((startsAt) => Date.parse(startsAt)));
  const { shown, fresh } = reveal(offers, known);
  await createReveals(
    watcher,
    day,
    fresh.map(({ startMs }) => isoOf(startMs)),
  );
  return shown;
};
