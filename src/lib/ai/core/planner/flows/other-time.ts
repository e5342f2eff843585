/** "Find another time for the dentist": free times for something that is there already; it stays where it is until one is chosen. */
import { lowerAt, readClause, textOf } from "../clause";
import { call, given } from "../flow";
import { offersOf } from "../outcomes";
import { sayEvent, sayOffers, saySpan, sayWithin } from "../phrasing";
import { readPick } from "../read-pick";
import { joinTimes } from "../when";
import { refusedEnding, whichEvent } from "./locate";
import { find, minutesOf, type ChangeFlow } from "./targets";

export const otherTime: ChangeFlow = function* (request, dialogue, context, overrides) {
  const { clause } = request;
  const end = clause.times[0]?.start ?? clause.tokens.length;
  const nounEnd = ["in", "on", "for"].includes(lowerAt(clause, end - 1)) ? end - 1 : end;
  const at = clause.tokens.findLastIndex(
    ({ lower }, index) => index > clause.bodyStart && index < nounEnd && ["for", "do", "have", "in", "hold"].includes(lower),
  );
  const when = joinTimes(clause.times, context);
  const from = at === -1 || at >= end ? clause.bodyStart : at + 1;
  const phrase = readClause(textOf(clause, from, nounEnd), context);
  const found = yield* find(readPick(phrase, context, 0), "move", request, dialogue, context, overrides);
  if (!found.ok) return found.ending;
  const [event] = found.events;
  if (!event || found.events.length > 1) return whichEvent(found.events, "move", request, context);
  const people = event.attendees.map(({ email }) => email);
  const free = yield* call("find_free_time", given({ when: when?.text, durationMinutes: Math.max(5, minutesOf(event)), people, limit: 5 }));
  if (free.status !== "done") return refusedEnding(free, request);
  const offers = [...offersOf(free).offers].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (offers.length === 0)
    return {
      text: `There is no free time for ${sayEvent(event, context)} ${when === null ? "in the next 7 days" : sayWithin(when, context)}.`,
      focus: [event],
    };
  const move = { ...request, intent: "move" as const, clause: readClause("move it", context) };
  return {
    text: `${sayEvent(event, context)} could be at:\n${sayOffers(offers, context)}\nTo which of these should I move it?`,
    focus: [event],
    question: { asks: "target", request: move, events: [event], options: offers.map((offer) => ({ label: saySpan(offer, context), value: offer.start })) },
  };
};
