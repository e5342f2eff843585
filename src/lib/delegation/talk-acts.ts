/** What a turn does, by the same verbs that the picker and the mails call: keeping a time, booking it, moving, cancelling. */
import { isAppError } from "@/lib/errors";
import { listBookingsOfVisit, type StoredBooking } from "@/lib/queries/link-bookings";
import { formatTime } from "@/lib/time/format";
import { bookSlot } from "./book";
import { sendCode } from "./codes";
import { atClock, fits, nearest, spreadOut } from "./core/talk/choose-offers";
import type { TalkState } from "./core/talk/talk-state";
import { cancelBooking, moveBooking } from "./manage";
import { showOffers, watcherOf } from "./offers";
import { manageKeyOf } from "./secrets";
import { name, nothing, offersFor, offerSome } from "./talk-offers";
import { durationOf, localeOf, movingOf, sayOffer, saySpan, sayZone, type Answer, type Turn } from "./talk-turn";
import { isoOf } from "./verb-options";
import { holdSlot, visitStateOf } from "./visits";

const dayMs = 86_400_000;

const isOver = (error: unknown, ...codes: string[]): boolean => isAppError(error) && codes.includes(error.code);

/** Takes a time that was named: holds it, or moves the booking there. */
export const take = async (turn: Turn, state: TalkState, startMs: number): Promise<Answer> => {
  const { words, token, caller, guest, nowMs } = turn;
  const options = { now: isoOf(nowMs) };
  const moving = await movingOf(turn, state);
  try {
    if (moving !== null) {
      const { state: after } = await moveBooking(caller, { key: manageKeyOf("booking", moving.id), start: isoOf(startMs) }, options);
      const when = saySpan(turn, startMs, startMs + Date.parse(moving.endsAt) - Date.parse(moving.startsAt));
      const text = after === "waiting" ? words.moveAsked(guest.owner.name, when) : words.moved(when);
      return { text, offers: [], state: { ...state, movingId: null, offered: [], taken: null, windows: [], wanted: [], unwanted: [], except: [] } };
    }
    const durationMinutes = durationOf(turn, state);
    const { hold } = await holdSlot(caller, { token, start: isoOf(startMs), durationMinutes }, options);
    const offer = { startMs, endMs: startMs + durationMinutes * 60_000 };
    const until = formatTime(hold.expiresAt, { zone: turn.zone, locale: localeOf(turn) });
    // "The second, rather" may still be said.
    const named = state.offered.includes(startMs) ? state.offered : [startMs];
    const kept = words.kept(saySpan(turn, offer.startMs, offer.endMs), until);
    return { text: `${kept} ${byForm(turn) ? words.fillIn : words.sayWho}`, offers: [offer], state: { ...state, offered: named, taken: startMs } };
  } catch (error) {
    if (isOver(error, "delegation/not-available")) return { ...(await offerSome(turn, state, false)), text: words.gone, facts: [] };
    if (isOver(error, "delegation/not-changeable")) return { text: words.cantChange, offers: [], state: { ...state, movingId: null } };
    throw error;
  }
};

/** Some links need more than a name and an address. */
const byForm = ({ guest: { link } }: Turn): boolean =>
  link.rules.questions.some(({ required }) => required) || (link.rules.meeting.type === "phone" && link.rules.meeting.caller === "owner");

export const tryBooking = async (turn: Turn, state: TalkState, code: string | undefined): Promise<Answer> => {
  const { words, guest, token, caller, nowMs } = turn;
  const options = { now: isoOf(nowMs) };
  const { hold } = await visitStateOf(guest, nowMs);
  if (hold === null) return { text: words.pickFirst, facts: [], offers: [], state };
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
    return { text, offers: [], state: { ...state, offered: [], taken: null, windows: [], wanted: [], unwanted: [], except: [] } };
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

export const exactly = async (turn: Turn, state: TalkState, startMs: number): Promise<Answer> => {
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
  const instead = (times: string[]): string => `${turn.words.notThat(said)} ${turn.words.nearest(times, sayZone(turn))}`;
  return (await name(turn, state, close, instead, [said])) ?? nothing(turn, state);
};

export const atTime = async (turn: Turn, state: TalkState, minutes: number): Promise<Answer> => {
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
    times.length === 1 ? turn.words.only(times[0] ?? "", sayZone(turn)) : turn.words.offer(times, sayZone(turn)),
  );
  return found ?? offerSome(turn, state, false, turn.words.nothingFits);
};

export const openBookings = async ({ guest: { visit }, nowMs }: Turn): Promise<StoredBooking[]> =>
  (await listBookingsOfVisit(visit.id)).filter(({ state, startsAt }) => (state === "booked" || state === "waiting") && Date.parse(startsAt) > nowMs);

export const cancelLast = async (turn: Turn, state: TalkState): Promise<Answer> => {
  const [booking] = await openBookings(turn);
  if (booking === undefined) return { text: turn.words.nothingBooked, offers: [], state };
  const when = saySpan(turn, Date.parse(booking.startsAt), Date.parse(booking.endsAt));
  return { text: turn.words.sureCancel(when), offers: [], state: { ...state, cancellingId: booking.id } };
};

export const reallyCancel = async (turn: Turn, state: TalkState, id: string): Promise<Answer> => {
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
