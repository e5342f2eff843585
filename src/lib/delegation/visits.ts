/** A visit: coming in, seeing times, keeping one for a few minutes. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { listBookingsOfVisit, listProposalsOfVisit } from "@/lib/queries/link-bookings";
import {
  createVisitRow,
  deleteHold,
  listHolds,
  listTalkMessages,
  saveHold,
  updateVisitRow,
  type StoredHold,
  type StoredVisit,
} from "@/lib/queries/link-visits";
import { touchLink, type StoredLink } from "@/lib/queries/links";
import { transaction } from "@/lib/queries/transaction";
import { holdPeople, inTurn } from "@/lib/scheduling/service";
import type { Hold, holdSlotEndpoint, listSlotsEndpoint, openTalkEndpoint, Slot, VisitState } from "./contracts";
import { monthSpan } from "./core/link-availability";
import { findOwner, findVisit, languageOf, requireGuest, requireLink, visitorActor, type Caller, type Guest } from "./guest";
import { counts, requireRoom } from "./limits";
import { findOffers, mayTake, showOffers, slotOf, watcherOf } from "./offers";
import { hashOf, isPin, newSecret, visitorHashOf } from "./secrets";
import { managedBooking, managedProposal, toHold, toView } from "./shown";
import { tellOwner } from "./tell-owner";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { requireWork } from "./work";

const minuteMs = 60_000;
const holdMs = 5 * minuteMs;
/** Of a conversation that much is shown after a reload. */
const messagesShown = 200;

/**
 * Tells the owner, at most once an hour and link, that somebody was stopped. In a transaction of its own. `who` is told, and not kept in
 * the trail, which outlives what is known of visitors; a whole address is neither, because nobody could have it deleted.
 */
export const tellStopped = async (link: StoredLink, what: string, who = ""): Promise<void> => {
  if (!(await counts("told", link.id))) return;
  const actor = visitorActor(link.userId);
  requireScope(actor, "scheduling:read");
  await transaction(async () => {
    await tellOwner(link.userId, {
      kind: "link-stopped",
      title: `Stopped at “${link.rules.name}”`,
      body: `${what} ${who}`.trim(),
      href: `/links?link=${link.id}`,
      subjectId: link.id,
    });
    await recordAudit(actor, { action: "link.stopped", subjectId: link.id, after: { what } });
  });
};

/** Errors: delegation/wrong-pin; request/rate-limited after a few wrong ones. A wrong PIN costs no booking. */
const requirePin = async (link: StoredLink, pin: string, { address }: Caller): Promise<void> => {
  const [byAddress, byLink] = [await counts("pinByAddress", `${link.id}:${address}`), await counts("pinByLink", link.id)];
  if (!byAddress || !byLink) {
    await tellStopped(link, "Somebody tried too many PINs. No booking was used up; they have to wait now.");
    throw new AppError("request/rate-limited", { retryAfterSeconds: byAddress ? 3_600 : 900 });
  }
  if (!(await isPin(pin, link.pinHash ?? ""))) throw new AppError("delegation/wrong-pin");
};

/** The part of a visit's state without its messages. */
export const visitStateOf = async ({ link, owner, visit }: Pick<Guest, "link" | "owner" | "visit">, nowMs: number): Promise<Omit<VisitState, "messages">> => {
  const hold = (await listHolds(link.userId, isoOf(nowMs))).find(({ visitId }) => visitId === visit.id);
  const bookings = (await listBookingsOfVisit(visit.id)).map((booking) => managedBooking(booking, link, owner, nowMs));
  const proposals = (await listProposalsOfVisit(visit.id))
    .filter(({ bookingId }) => bookingId === null)
    .map((proposal) => managedProposal(proposal, link, owner, nowMs));
  const said = visit.talk.durationMinutes;
  return {
    zone: visit.zone,
    durationMinutes: typeof said === "number" && link.rules.durations.includes(said) ? said : (link.rules.durations[0] ?? 30),
    hold: hold === undefined ? null : toHold(hold, visit.zone),
    verifiedEmail: visit.verifiedEmail,
    managed: [...bookings, ...proposals],
  };
};

export interface Opened {
  readonly answer: z.input<typeof openTalkEndpoint.output>;
  /** Of a new visit: for the cookie, told once. */
  readonly secret: string | null;
}

const beginVisit = async (link: StoredLink, { address }: Caller, { zone, locale }: { zone: string; locale: string }, nowMs: number) => {
  await requireRoom("visits", address);
  const secret = newSecret();
  const visit = { id: newId(nowMs), userId: link.userId, linkId: link.id, visitorHash: visitorHashOf(address), zone, locale };
  await createVisitRow(visit, hashOf(secret));
  return { secret, visit: { ...visit, name: null, email: null, verifiedEmail: null, talk: {} } satisfies StoredVisit };
};

/**
 * Begins a visit or goes on with the caller's. Errors: delegation/link-unavailable, delegation/work-needed, delegation/wrong-pin,
 * request/rate-limited.
 */
export const openTalk = async (
  caller: Caller,
  { token, pin, zone, locale, work }: z.output<typeof openTalkEndpoint.input>,
  options: VerbOptions = {},
): Promise<Opened> => {
  const nowMs = nowMsOf(options);
  const link = await requireLink(token, nowMs);
  let visit = await findVisit(link, caller);
  let secret: string | null = null;
  if (visit === null) {
    if (link.pinHash !== null && pin === undefined) return { answer: { status: "pin", ...languageOf(link, locale) }, secret };
    await requireWork("visit", link, caller, work, nowMs);
    if (link.pinHash !== null) await requirePin(link, pin ?? "", caller);
    ({ secret, visit } = await beginVisit(link, caller, { zone, locale }, nowMs));
  } else {
    visit = { ...visit, zone, locale };
    await updateVisitRow(visit.id, { zone, locale }, isoOf(nowMs));
  }
  await touchLink(link.id, isoOf(nowMs));
  const owner = await findOwner(visitorActor(link.userId));
  const state = await visitStateOf({ link, owner, visit }, nowMs);
  return {
    answer: {
      status: "open",
      view: toView(link, owner, languageOf(link, locale).language, nowMs),
      visit: { ...state, messages: await listTalkMessages(visit.id, messagesShown) },
    },
    secret,
  };
};

/** Errors: request/invalid when the link doesn't offer meetings that long. */
export const requireDuration = ({ rules }: StoredLink, minutes: number): void => {
  if (!rules.durations.includes(minutes))
    throw new AppError("request/invalid", { issues: [{ path: ["durationMinutes"], message: "This link doesn't offer that length" }] });
};

/** The times on offer in a month, as far as this visitor may learn today. Errors: as `requireGuest`, request/invalid. */
export const listSlots = async (
  caller: Caller,
  { token, month, zone, durationMinutes }: z.output<typeof listSlotsEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ slots: Slot[] }> => {
  const nowMs = nowMsOf(options);
  const { link, visit } = await requireGuest(token, caller, nowMs);
  requireDuration(link, durationMinutes);
  const offers = await findOffers(link, { ...monthSpan(month, zone), durationMinutes, nowMs, visitId: visit.id });
  return { slots: (await showOffers(watcherOf(visit), offers, nowMs)).map((offer) => slotOf(offer, zone)) };
};

/** Keeps an offered time for five minutes. Errors: as `requireGuest`; delegation/not-available, whatever the reason; request/rate-limited. */
export const holdSlot = async (
  caller: Caller,
  { token, start, durationMinutes }: z.output<typeof holdSlotEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ hold: Hold }> => {
  const nowMs = nowMsOf(options);
  const { link, visit, actor } = await requireGuest(token, caller, nowMs);
  requireDuration(link, durationMinutes);
  await requireRoom("holds", `${link.id}:${caller.address}`);
  const startMs = Date.parse(start);
  const held: StoredHold = {
    visitId: visit.id,
    startsAt: isoOf(startMs),
    endsAt: isoOf(startMs + durationMinutes * minuteMs),
    expiresAt: isoOf(nowMs + holdMs),
  };
  return inTurn(link.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor);
      if (!(await mayTake(link, watcherOf(visit), startMs, { durationMinutes, nowMs, visitId: visit.id }))) throw new AppError("delegation/not-available");
      await saveHold(link.userId, held);
      await recordAudit(actor, { action: "link.hold", subjectId: link.id, after: { start: held.startsAt } });
      return { hold: toHold(held, visit.zone) };
    }),
  );
};

/** Errors: as `requireGuest`. */
export const releaseHold = async (caller: Caller, { token }: { readonly token: string }, options: VerbOptions = {}): Promise<{ released: boolean }> => {
  const { visit } = await requireGuest(token, caller, nowMsOf(options));
  return { released: await deleteHold(visit.id) };
};
