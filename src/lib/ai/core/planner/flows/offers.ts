/** Which of the times that were offered an answer means, and booking it. */
import type { Offer } from "@/lib/scheduling/contracts";
import type { Clause } from "../clause";
import type { PlannerContext } from "../planner-context";
import { readCreate } from "../read-create";
import { bookOffer, createFrom } from "./create";
import type { RequestFlow } from "./registry";

const byTime = (offers: readonly Offer[]): Offer[] => [...offers].sort((a, b) => Temporal.Instant.compare(a.start, b.start));

const ordinals: Readonly<Record<string, number>> = {
  first: 0,
  "1": 0,
  "1st": 0,
  second: 1,
  "2": 1,
  "2nd": 1,
  third: 2,
  "3": 2,
  "3rd": 2,
  fourth: 3,
  "4": 3,
  fifth: 4,
  "5": 4,
  last: -1,
};

/** A whole moment that was said instead of an offered one, as long as the offers are; booking it asks whether it is free. */
const momentMeant = (clause: Clause, offers: readonly Offer[]): Offer | null => {
  const said = clause.times.find(({ match }) => match.dateGiven && match.timeGiven && match.kind !== "recurrence")?.match;
  const [like] = offers;
  if (!said || !like) return null;
  const length = Temporal.Instant.from(like.start).until(Temporal.Instant.from(like.end));
  return { start: said.start, end: Temporal.Instant.from(said.start).add(length).toString(), score: 0, because: [] };
};

/** Which of the offers the words mean, or the moment they name instead; null when none is meant. */
export const offerMeant = (clause: Clause, offers: readonly Offer[], context: PlannerContext): Offer | null => {
  // The 1 of "1 Dec" is no ordinal.
  const words = clause.tokens.filter((_, at) => !clause.times.some(({ start, end }) => at >= start && at < end)).map(({ lower }) => lower);
  if (words.some((word) => ["earliest", "soonest"].includes(word))) return byTime(offers)[0] ?? null;
  for (const { match } of clause.times) {
    const start = Temporal.Instant.from(match.start).epochMilliseconds;
    const end = match.end === null ? start + 60_000 : Temporal.Instant.from(match.end).epochMilliseconds;
    const clock = Temporal.Instant.from(match.start).toZonedDateTimeISO(context.zone).toPlainTime();
    const fits = offers.find((offer) => {
      const at = Temporal.Instant.from(offer.start);
      return match.dateGiven ? at.epochMilliseconds >= start && at.epochMilliseconds < end : at.toZonedDateTimeISO(context.zone).toPlainTime().equals(clock);
    });
    if (fits) return fits;
  }
  const moment = momentMeant(clause, offers);
  if (moment) return moment;
  const at = words.map((word) => ordinals[word]).find((value) => value !== undefined);
  return at === undefined ? null : (offers.at(at) ?? null);
};

/** "book the earliest" after times were offered. */
export const chooseOffer: RequestFlow = function* (request, dialogue, context) {
  const { offers, create } = dialogue;
  if (offers.length === 0 || !create) return yield* createFrom(readCreate(request.clause, context), request);
  const offer = offerMeant(request.clause, offers, context) ?? (request.clause.times.length === 0 ? offers[0] : undefined);
  return offer ? yield* bookOffer(offer, create, request) : { text: "Which of the times should I book?" };
};
