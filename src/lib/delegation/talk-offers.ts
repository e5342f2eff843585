/** Which times a turn names: those on offer that fit what was said, or the nearest, and only as many as one can hear. */
import { fits, nearest, spreadOut } from "./core/talk/choose-offers";
import type { TalkState } from "./core/talk/talk-state";
import { findOffers, showOffers, watcherOf, type Offer } from "./offers";
import { durationOf, movingOf, sayOffers, sayZone, type Answer, type Turn } from "./talk-turn";

const dayMs = 86_400_000;
/** How far ahead times are looked for when the visitor names no day. */
const lookAheadMs = 35 * dayMs;

/** Everything on offer as far as these wishes may reach. */
export const offersFor = async (turn: Turn, state: TalkState): Promise<Offer[]> => {
  const { link, visit } = turn.guest;
  const moving = await movingOf(turn, state);
  const until = Math.max(turn.nowMs + lookAheadMs, ...state.windows.map(({ endMs }) => Math.min(endMs, turn.nowMs + 366 * dayMs)));
  const durationMinutes = moving === null ? durationOf(turn, state) : Math.round((Date.parse(moving.endsAt) - Date.parse(moving.startsAt)) / 60_000);
  return findOffers(link, { fromMs: turn.nowMs, toMs: until, durationMinutes, nowMs: turn.nowMs, visitId: visit.id, moving });
};

/** Only what is named is learnt: the budget is asked for those few. */
export const name = async (
  turn: Turn,
  state: TalkState,
  candidates: readonly Offer[],
  say: (times: string[]) => string,
  before: readonly string[] = [],
): Promise<Answer | null> => {
  const offers = await showOffers(watcherOf(turn.guest.visit), candidates, turn.nowMs);
  if (offers.length === 0) return null;
  const times = sayOffers(turn, offers);
  return {
    text: say(times),
    facts: [...before, ...times, sayZone(turn)],
    offers,
    state: { ...state, offered: offers.map(({ startMs }) => startMs), taken: null },
  };
};

export const nothing = (turn: Turn, state: TalkState): Answer => ({
  text: turn.words.nothingAtAll(turn.guest.owner.name),
  facts: [turn.guest.owner.name],
  offers: [],
  state,
});

export const offerSome = async (turn: Turn, state: TalkState, more: boolean, lead = "", leadFacts: readonly string[] = []): Promise<Answer> => {
  const { words, zone } = turn;
  const zoneText = sayZone(turn);
  const all = await offersFor(turn, state);
  const fitting = all.filter((offer) => fits(offer, state));
  const picked = spreadOut(fitting, zone, new Set(more ? state.offered : []));
  const found = await name(
    turn,
    state,
    picked,
    (times) => [lead, times.length === 1 ? words.only(times[0] ?? "", zoneText) : words.offer(times, zoneText)].join(" ").trim(),
    leadFacts,
  );
  if (found !== null) return found;
  const around = state.windows[0]?.startMs ?? turn.nowMs;
  const close = nearest(
    all.filter((offer) => !state.except.some((span) => offer.startMs < span.endMs && offer.endMs > span.startMs)),
    Math.max(around, turn.nowMs),
    zone,
  );
  // The wishes that nothing fits are let go of, so that the next answer isn't empty again.
  const eased: TalkState = { ...state, windows: [], wanted: [], unwanted: [] };
  const nearby = (times: string[]): string => [lead, words.nothingFits, words.nearest(times, zoneText)].join(" ").trim();
  return (await name(turn, eased, close, nearby, leadFacts)) ?? nothing(turn, eased);
};

/** Which lengths there are. */
export const sayLengths = ({ words, guest }: Turn, state: TalkState): Answer => {
  const lengths = guest.link.rules.durations.map((length) => words.minutes(length));
  const listed = lengths.length < 2 ? lengths.join("") : `${lengths.slice(0, -1).join(", ")} ${words.or} ${lengths.at(-1) ?? ""}`;
  return { text: words.durations(listed), facts: [listed], offers: [], state };
};

export const changeLength = async (turn: Turn, state: TalkState, minutes: number): Promise<Answer> => {
  const { words, guest } = turn;
  if (!guest.link.rules.durations.includes(minutes)) return sayLengths(turn, state);
  return offerSome(turn, { ...state, durationMinutes: minutes }, false, words.durationSet(words.minutes(minutes)), [words.minutes(minutes)]);
};
