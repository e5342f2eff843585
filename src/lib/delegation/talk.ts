/**
 * The conversation with a visitor. The words are read by the time grammar, what is done by the same verbs that the picker calls, and what
 * is said is filled in from their results: the delegate has no other tools and knows nothing else of its owner.
 */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { findRelevantMemories } from "@/lib/memory/service";
import { countTalkMessages, createTalkMessage, findVisitRow, updateVisitRow, type StoredVisit } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import type { sayEndpoint, TalkMessage, VisitState } from "./contracts";
import { phrasesOf } from "./core/talk/phrases";
import { fits } from "./core/talk/choose-offers";
import { nameIn, readGoal, readMessage, type Meant } from "./core/talk/read-words";
import { readTalkState, type TalkState } from "./core/talk/talk-state";
import { requireGuest, type Caller } from "./guest";
import { slotOf } from "./offers";
import { sayWith, understandWith, type Speaker, type SpeakerContext } from "./speaker";
import { atTime, cancelLast, exactly, openBookings, reallyCancel, take, tryBooking } from "./talk-acts";
import { changeLength, offerSome, sayLengths } from "./talk-offers";
import { durationOf, localeOf, sayOffer, type Answer, type Turn } from "./talk-turn";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { visitStateOf } from "./visits";
import { requireWork } from "./work";

const messagesMax = 200;

/** What the owner let visitors' conversations use, word for word; null where nothing matches. */
const remembered = async ({ guest: { link } }: Turn, text: string): Promise<string | null> => {
  const memories = await findRelevantMemories({ userId: link.userId, via: "visitor", scopes: ["memory:read"] }, text, { forVisitors: true, limit: 1 });
  return memories[0]?.text ?? null;
};

const contextOf = (turn: Turn): SpeakerContext => {
  const { guest, zone, nowMs } = turn;
  return { now: isoOf(nowMs), zone, ownerZone: guest.owner.zone, locale: localeOf(turn), language: guest.language, linkId: guest.link.id, nowMs };
};

const givesName = ({ email, name: known }: TalkState, text: string): boolean => email !== null && known === null && nameIn(text) !== null;

/** What a model makes of a message that the grammar couldn't read; it sees the times that this visitor was told, and nothing else. */
const wishOf = (turn: Turn, speaker: Speaker, text: string, before: TalkState, context: SpeakerContext): Promise<Meant | null> =>
  understandWith(
    speaker,
    text,
    before.offered.map((startMs) => sayOffer(turn, { startMs, endMs: startMs })),
    before,
    context,
  );

const answerTo = async (turn: Turn, meant: Meant, before: TalkState, text: string): Promise<Answer> => {
  const { words, guest } = turn;
  const plain = (said: string, state: TalkState = before, facts?: readonly string[]): Answer => ({
    text: said,
    offers: [],
    state,
    ...(facts === undefined ? {} : { facts }),
  });
  const { name: owner } = guest.owner;
  const { purpose } = guest.link.rules;
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
      if (before.taken !== null) return tryBooking(turn, before, undefined);
      if (before.offered.length === 1) return take(turn, before, before.offered[0] ?? 0);
      return plain(words.whichOne, before, []);
    case "no":
      return plain(words.leftAsIs, { ...before, cancellingId: null });
    case "cancel":
      return cancelLast(turn, before);
    case "move": {
      const [booking] = await openBookings(turn);
      if (booking === undefined) return plain(words.nothingBooked);
      const moving: TalkState = { ...before, movingId: booking.id, offered: [], taken: null, windows: [], wanted: [], unwanted: [], except: [] };
      const goal = readGoal(text, moving, contextOf(turn));
      return goal === null ? plain(words.whichNew, moving, []) : answerTo(turn, goal, moving, text);
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
      return plain(words.hello(owner, purpose));
    case "thanks":
      return plain(words.thanks, before, []);
    case "length":
      return sayLengths(turn, before);
    case "about":
      return plain(words.about(owner, purpose));
    case "who":
      return plain(words.who(guest.owner.name));
    case "other": {
      // After "And your name?" whatever is said is one, if it can be.
      if (givesName(before, text)) return tryBooking(turn, { ...before, name: nameIn(text) }, undefined);
      return plain((await remembered(turn, text)) ?? words.other(guest.owner.name));
    }
  }
};

/** Whether to cancel is asked of the very next message: a "yes" to something else later cancels nothing. */
const askedOnce = (before: TalkState, after: TalkState, { kind }: Meant): TalkState =>
  before.cancellingId !== null && after.cancellingId === before.cancellingId && kind !== "cancel" ? { ...after, cancellingId: null } : after;

/** Both sides of a turn, and what the next one needs to know. The transcript is its own record. */
const store = (visit: StoredVisit, text: string, { text: said, offers, state }: Answer, nowMs: number): Promise<{ said: TalkMessage; answer: TalkMessage }> =>
  transaction(async () => {
    const asked = await createTalkMessage(visit, { id: newId(), role: "visitor", text, slots: [] });
    const answer = await createTalkMessage(visit, { id: newId(), role: "perin", text: said, slots: offers.map((offer) => slotOf(offer, visit.zone)) });
    await updateVisitRow(visit.id, { zone: visit.zone, talk: state }, isoOf(nowMs));
    return { said: asked, answer };
  });

/**
 * Answers one message. What was said and answered is stored. A `speaker` helps to understand and may find the words; what is done, and
 * when, is decided here. Errors: as `requireGuest`; delegation/talk-over after 200 messages; delegation/work-needed; request/rate-limited.
 */
export const say = async (
  caller: Caller,
  { token, text, zone: given, work }: z.output<typeof sayEndpoint.input>,
  options: VerbOptions = {},
  speaker: Speaker | null = null,
): Promise<{ said: TalkMessage; answer: TalkMessage; visit: Omit<VisitState, "messages"> }> => {
  const nowMs = nowMsOf(options);
  const guest = await requireGuest(token, caller, nowMs);
  const { visit, link, owner, language } = guest;
  await requireWork("message", link, caller, work, nowMs);
  const zone = given ?? visit.zone;
  if ((await countTalkMessages(visit.id)) >= messagesMax) throw new AppError("delegation/talk-over");
  const turn: Turn = { guest: { ...guest, visit: { ...visit, zone } }, caller, token, zone, nowMs, words: phrasesOf[language] };
  const before = readTalkState(visit.talk);
  const context = contextOf(turn);
  const read = readMessage(text, before, context);
  const meant = speaker === null || read.kind !== "other" || givesName(before, text) ? read : ((await wishOf(turn, speaker, text, before, context)) ?? read);
  const answer = await answerTo(turn, meant, before, text);
  const words = speaker === null || answer.facts === undefined ? answer.text : await sayWith(speaker, answer.text, answer.facts, context);
  const stored = await store({ ...visit, zone }, text, { ...answer, text: words, state: askedOnce(before, answer.state, meant) }, nowMs);
  const now = (await findVisitRow(visit.id)) ?? visit;
  return { ...stored, visit: await visitStateOf({ link, owner, visit: now }, nowMs) };
};
