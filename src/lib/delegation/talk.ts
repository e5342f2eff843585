/**
 * The conversation with a visitor. The words are read by the time grammar, what is done by the same verbs that the picker calls, and what
 * is said is filled in from their results: the delegate has no other tools and knows nothing else of its owner.
 */
import type { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { findRelevantMemories } from "@/lib/memory/service";
import { listBookingsOfVisit, type StoredBooking } from "@/lib/queries/link-bookings";
import { countTalkMessages, createTalkMessage, findVisitRow, updateVisitRow, type StoredVisit } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import { formatDay, formatInstant, formatRange, formatTime, formatZone } from "@/lib/time/format";
import { bookSlot } from "./book";
import { sendCode } from "./codes";
import type { sayEndpoint, TalkMessage, VisitState } from "./contracts";
import { phrasesOf, type Phrases } from "./core/talk/phrases";
import { atClock, fits, nearest, spreadOut } from "./core/talk/choose-offers";
import { nameIn, readMessage, type Meant } from "./core/talk/read-words";
import { readTalkState, type TalkState } from "./core/talk/talk-state";
import { requireGuest, type Caller, type Guest } from "./guest";
import { cancelBooking, moveBooking } from "./manage";
import { findOffers, showOffers, slotOf, watcherOf, type Offer } from "./offers";
import { manageKeyOf } from "./secrets";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { holdSlot, visitStateOf } from "./visits";

const dayMs = 86_400_000;
/** How far ahead times are looked for when the visitor names no day. */
const lookAheadMs = 35 * dayMs;
const messagesMax = 200;

interface Answer {
  readonly text: string;
  readonly offers: readonly Offer[];
  readonly state: TalkState;
}

interface Turn {
  readonly guest: Guest;
  readonly caller: Caller;
  readonly token: string;
  readonly zone: string;
  readonly nowMs: number;
  readonly words: Phrases;
}

const localeOf = ({ guest: { visit, language } }: Turn): string => (visit.locale.toLowerCase().startsWith(language) ? visit.locale : language);

const sayOffer = (turn: Turn, { startMs }: Offer): string => formatInstant(isoOf(startMs), { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) });

/** "Thursday 3 Dec, 14:00; 15:30": the day is said once. */
const sayOffers = (turn: Turn, offers: readonly Offer[]): string[] => {
  const options = { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) };
  let day = "";
  return offers.map((offer) => {
    const iso = isoOf(offer.startMs);
    const same = formatDay(iso, options) === day;
    day = formatDay(iso, options);
    return same ? formatTime(iso, options) : sayOffer(turn, offer);
  });
};

const saySpan = (turn: Turn, startMs: number, endMs: number): string =>
  formatRange(isoOf(startMs), isoOf(endMs), { zone: turn.zone, locale: localeOf(turn), now: isoOf(turn.nowMs) });

const durationOf = ({ guest: { link } }: Turn, state: TalkState): number =>
  state.durationMinutes !== null && link.rules.durations.includes(state.durationMinutes) ? state.durationMinutes : (link.rules.durations[0] ?? 30);

const movingOf = async ({ guest: { visit } }: Turn, state: TalkState): Promise<StoredBooking | null> =>
  state.movingId === null ? null : ((await listBookingsOfVisit(visit.id)).find(({ id }) => id === state.movingId) ?? null);

/** Everything on offer as far as these wishes may reach. */
const offersFor = async (turn: Turn, state: TalkState): Promise<Offer[]> => {
  const { link, visit } = turn.guest;
  const moving = await movingOf(turn, state);
  const until = Math.max(turn.nowMs + lookAheadMs, ...state.windows.map(({ endMs }) => Math.min(endMs, turn.nowMs + 366 * dayMs)));
  const durationMinutes = moving === null ? durationOf(turn, state) : Math.round((Date.parse(moving.endsAt) - Date.parse(moving.startsAt)) / 60_000);
  return findOffers(link, { fromMs: turn.nowMs, toMs: until, durationMinutes, nowMs: turn.nowMs, visitId: visit.id, moving });
};

/** Only what is named is learnt: the budget is asked for those few. */
const name = async (turn: Turn, state: TalkState, candidates: readonly Offer[], say: (times: string[]) => string): Promise<Answer | null> => {
  const offers = await showOffers(watcherOf(turn.guest.visit), candidates, turn.nowMs);
  if (offers.length === 0) return null;
  return { text: say(sayOffers(turn, offers)), offers, state: { ...state, offered: offers.map(({ startMs }) => startMs) } };
};

const nothing = (turn: Turn, state: TalkState): Answer => ({ text: turn.words.nothingAtAll(turn.guest.owner.name), offers: [], state });

const offerSome = async (turn: Turn, state: TalkState, more: boolean, lead = ""): Promise<Answer> => {
  const { words, zone } = turn;
  const zoneText = formatZone(zone);
  const all = await offersFor(turn, state);
  const fitting = all.filter((offer) => fits(offer, state));
  const picked = spreadOut(fitting, zone, new Set(more ? state.offered : []));
  const found = await name(turn, state, picked, (times) =>
    [lead, times.length === 1 ? words.only(times[0] ?? "", zoneText) : words.offer(times, zoneText)].join(" ").trim(),
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
  return (await name(turn, eased, close, (times) => [lead, words.nothingFits, words.nearest(times, zoneText)].join(" ").trim())) ?? nothing(turn, eased);
};

const isOver = (error: unknown, ...codes: string[]): boolean => isAppError(error) && codes.includes(error.code);

/** Takes a time that was named: holds it, or moves the booking there. */
const take = async (turn: Turn, state: TalkState, startMs: number): Promise<Answer> => {
  const { words, token, caller, guest, nowMs } = turn;
  const options = { now: isoOf(nowMs) };
  const moving = await movingOf(turn, state);
  try {
    if (moving !== null) {
      const { state: after } = await moveBooking(caller, { key: manageKeyOf("booking", moving.id), start: isoOf(startMs) }, options);
      const when = saySpan(turn, startMs, startMs + Date.parse(moving.endsAt) - Date.parse(moving.startsAt));
      const text = after === "waiting" ? words.moveAsked(guest.owner.name, when) : words.moved(when);
      return { text, offers: [], state: { ...state, movingId: null, offered: [], windows: [], wanted: [], unwanted: [], except: [] } };
    }
    const durationMinutes = durationOf(turn, state);
    const { hold } = await holdSlot(caller, { token, start: isoOf(startMs), durationMinutes }, options);
    const offer = { startMs, endMs: startMs + durationMinutes * 60_000 };
    const until = formatTime(hold.expiresAt, { zone: turn.zone, locale: localeOf(turn) });
    const kept = words.kept(saySpan(turn, offer.startMs, offer.endMs), until);
    return { text: `${kept} ${byForm(turn) ? words.fillIn : words.sayWho}`, offers: [offer], state: { ...state, offered: [startMs] } };
  } catch (error) {
    if (isOver(error, "delegation/not-available")) return { ...(await offerSome(turn, state, false)), text: words.gone };
    if (isOver(error, "delegation/not-changeable")) return { text: words.cantChange, offers: [], state: { ...state, movingId: null } };
    throw error;
  }
};

/** Some links need more than a name and an address. */
const byForm = ({ guest: { link } }: Turn): boolean =>
  link.rules.questions.some(({ required }) => required) || (link.rules.meeting.type === "phone" && link.rules.meeting.caller === "owner");

const tryBooking = async (turn: Turn, state: TalkState, code: string | undefined): Promise<Answer> => {
  const { words, guest, token, caller, nowMs } = turn;
  const options = { now: isoOf(nowMs) };
  const { hold } = await visitStateOf(guest, nowMs);
  if (hold === null) return { text: words.pickFirst, offers: [], state };
  if (byForm(turn)) return { text: words.needForm, offers: [], state };
  if (state.name === null || state.email === null) return { text: state.email === null ? words.sayWho : words.needName, offers: [], state };
  const [startMs, endMs] = [Date.parse(hold.start), Date.parse(hold.end)];
  try {
    const { booking } = await bookSlot(
      caller,
      {
        token,
        start: hold.start,
        durationMinutes: Math.round((endMs - startMs) / 60_000),
        name: state.name,
        email: state.email,
        consent: true,
        answers: {},
        ...(code === undefined ? {} : { code }),
      },
      options,
    );
    const when = saySpan(turn, startMs, endMs);
    const text = booking.state === "waiting" ? words.requested(guest.owner.name, when) : words.booked(when, state.email);
    return { text, offers: [], state: { ...state, offered: [], windows: [], wanted: [], unwanted: [], except: [] } };
  } catch (error) {
    if (isOver(error, "delegation/code-needed")) {
      await sendCode(caller, { token, email: state.email }, options);
      return { text: words.codeSent(state.email), offers: [], state };
    }
    if (isOver(error, "delegation/wrong-code")) return { text: words.wrongCode, offers: [], state };
    if (isOver(error, "delegation/email-not-allowed")) return { text: words.emailNotAllowed, offers: [], state: { ...state, email: null } };
    if (isOver(error, "delegation/not-available")) return { text: words.gone, offers: [], state };
    throw error;
  }
};

const exactly = async (turn: Turn, state: TalkState, startMs: number): Promise<Answer> => {
  const all = await offersFor(turn, { ...state, windows: [{ startMs, endMs: startMs + dayMs }] });
  if (all.some((offer) => offer.startMs === startMs)) {
    const [shown] = await showOffers(
      watcherOf(turn.guest.visit),
      all.filter((offer) => offer.startMs === startMs),
      turn.nowMs,
    );
    if (shown !== undefined) return take(turn, state, startMs);
  }
  const said = sayOffer(turn, { startMs, endMs: startMs });
  const close = nearest(all, startMs, turn.zone);
  return (await name(turn, state, close, (times) => `${turn.words.notThat(said)} ${turn.words.nearest(times, formatZone(turn.zone))}`)) ?? nothing(turn, state);
};

const atTime = async (turn: Turn, state: TalkState, minutes: number): Promise<Answer> => {
  const all = await offersFor(turn, state);
  const named = atClock(
    all.filter(({ startMs }) => state.offered.includes(startMs)),
    minutes,
    turn.zone,
  );
  const [only] = named;
  if (only !== undefined && named.length === 1) return take(turn, state, only.startMs);
  const fitting = atClock(
    all.filter((offer) => fits(offer, state)),
    minutes,
    turn.zone,
  );
  const found = await name(turn, state, spreadOut(fitting, turn.zone), (times) =>
    times.length === 1 ? turn.words.only(times[0] ?? "", formatZone(turn.zone)) : turn.words.offer(times, formatZone(turn.zone)),
  );
  return found ?? offerSome(turn, state, false, turn.words.nothingFits);
};

const changeLength = async (turn: Turn, state: TalkState, minutes: number): Promise<Answer> => {
  const { words, guest } = turn;
  const { durations } = guest.link.rules;
  if (!durations.includes(minutes)) {
    const lengths = durations.map((length) => words.minutes(length));
    return {
      text: words.durations(lengths.length < 2 ? lengths.join("") : `${lengths.slice(0, -1).join(", ")} ${words.or} ${lengths.at(-1) ?? ""}`),
      offers: [],
      state,
    };
  }
  return offerSome(turn, { ...state, durationMinutes: minutes }, false, words.durationSet(words.minutes(minutes)));
};

const openBookings = async ({ guest: { visit }, nowMs }: Turn): Promise<StoredBooking[]> =>
  (await listBookingsOfVisit(visit.id)).filter(({ state, startsAt }) => (state === "booked" || state === "waiting") && Date.parse(startsAt) > nowMs);

const cancelLast = async (turn: Turn, state: TalkState): Promise<Answer> => {
  const [booking] = await openBookings(turn);
  if (booking === undefined) return { text: turn.words.nothingBooked, offers: [], state };
  const when = saySpan(turn, Date.parse(booking.startsAt), Date.parse(booking.endsAt));
  return { text: turn.words.sureCancel(when), offers: [], state: { ...state, cancellingId: booking.id } };
};

const reallyCancel = async (turn: Turn, state: TalkState, id: string): Promise<Answer> => {
  const after: TalkState = { ...state, cancellingId: null };
  const mine = (await listBookingsOfVisit(turn.guest.visit.id)).some((booking) => booking.id === id);
  if (!mine) return { text: turn.words.nothingBooked, offers: [], state: after };
  try {
    await cancelBooking({ key: manageKeyOf("booking", id), reason: "" }, { now: isoOf(turn.nowMs) });
    return { text: turn.words.cancelled, offers: [], state: after };
  } catch (error) {
    if (!isOver(error, "delegation/not-changeable")) throw error;
    return { text: turn.words.cantChange, offers: [], state: after };
  }
};

/** What the owner let visitors' conversations use, word for word; null where nothing matches. */
const remembered = async ({ guest: { link } }: Turn, text: string): Promise<string | null> => {
  const memories = await findRelevantMemories({ userId: link.userId, via: "visitor", scopes: ["memory:read"] }, text, { forVisitors: true, limit: 1 });
  return memories[0]?.text ?? null;
};

const answerTo = async (turn: Turn, meant: Meant, before: TalkState, text: string): Promise<Answer> => {
  const { words, guest } = turn;
  const plain = (said: string, state: TalkState = before): Answer => ({ text: said, offers: [], state });
  switch (meant.kind) {
    case "find": {
      const { state } = meant;
      if (state.durationMinutes !== null && state.durationMinutes !== before.durationMinutes && !guest.link.rules.durations.includes(state.durationMinutes))
        return changeLength(turn, before, state.durationMinutes);
      const agreed =
        meant.agrees === true ? before.offered.filter((startMs) => fits({ startMs, endMs: startMs + durationOf(turn, state) * 60_000 }, state)) : [];
      if (agreed.length === 1) return take(turn, state, agreed[0] ?? 0);
      return meant.exact === null ? offerSome(turn, state, meant.more) : exactly(turn, state, meant.exact);
    }
    case "pick":
      return take(turn, meant.state, meant.state.offered[meant.index] ?? 0);
    case "pick-clock":
      return atTime(turn, meant.state, meant.minutes);
    case "duration":
      return changeLength(turn, before, meant.minutes);
    case "yes":
      if (before.cancellingId !== null) return reallyCancel(turn, before, before.cancellingId);
      if (before.offered.length === 1) return take(turn, before, before.offered[0] ?? 0);
      return plain(words.whichOne);
    case "no":
      return plain(words.leftAsIs, { ...before, cancellingId: null });
    case "cancel":
      return cancelLast(turn, before);
    case "move": {
      const [booking] = await openBookings(turn);
      return booking === undefined
        ? plain(words.nothingBooked)
        : plain(words.whichNew, { ...before, movingId: booking.id, offered: [], windows: [], wanted: [], unwanted: [], except: [] });
    }
    case "contact":
      return tryBooking(turn, { ...before, email: meant.email, name: meant.name ?? before.name }, undefined);
    case "code":
      return before.email === null ? plain(words.noCodeAsked) : tryBooking(turn, before, meant.code);
    case "propose":
      return plain(words.propose(guest.owner.name));
    case "message":
      return plain(words.message(guest.owner.name));
    case "hello":
      return plain(words.hello(guest.owner.name, guest.link.rules.purpose));
    case "thanks":
      return plain(words.thanks);
    case "who":
      return plain(words.who(guest.owner.name));
    case "other": {
      // After "And your name?" whatever is said is one, if it can be.
      if (before.email !== null && before.name === null && nameIn(text) !== null) return tryBooking(turn, { ...before, name: nameIn(text) }, undefined);
      return plain((await remembered(turn, text)) ?? words.other(guest.owner.name));
    }
  }
};

/** Both sides of a turn, and what the next one needs to know. The transcript is its own record. */
const store = (visit: StoredVisit, text: string, { text: said, offers, state }: Answer, nowMs: number): Promise<{ said: TalkMessage; answer: TalkMessage }> =>
  transaction(async () => {
    const asked = await createTalkMessage(visit, { id: newId(), role: "visitor", text, slots: [] });
    const answer = await createTalkMessage(visit, { id: newId(), role: "perin", text: said, slots: offers.map((offer) => slotOf(offer, visit.zone)) });
    await updateVisitRow(visit.id, { zone: visit.zone, talk: state }, isoOf(nowMs));
    return { said: asked, answer };
  });

/**
 * Answers one message. What was said and answered is stored. Errors: as `requireGuest`; delegation/talk-over after 200 messages;
 * request/rate-limited.
 */
export const say = async (
  caller: Caller,
  { token, text, zone: given }: z.output<typeof sayEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ said: TalkMessage; answer: TalkMessage; visit: Omit<VisitState, "messages"> }> => {
  const nowMs = nowMsOf(options);
  const guest = await requireGuest(token, caller, nowMs);
  const { visit, link, owner, language } = guest;
  const zone = given ?? visit.zone;
  if ((await countTalkMessages(visit.id)) >= messagesMax) throw new AppError("delegation/talk-over");
  const turn: Turn = { guest: { ...guest, visit: { ...visit, zone } }, caller, token, zone, nowMs, words: phrasesOf[language] };
  const before = readTalkState(visit.talk);
  const locale = localeOf(turn);
  const meant = readMessage(text, before, { now: isoOf(nowMs), zone, ownerZone: owner.zone, locale, language });
  const answer = await answerTo(turn, meant, before, text);
  const stored = await store({ ...visit, zone }, text, answer, nowMs);
  const now = (await findVisitRow(visit.id)) ?? visit;
  return { ...stored, visit: await visitStateOf({ link, owner, visit: now }, nowMs) };
};
