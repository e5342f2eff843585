/** Booking: every rule of the link is looked at here, in one transaction, in which the owner is held and the use is consumed. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { createBookingRow, findBookingByRequest, findBookingRow, type StoredBooking } from "@/lib/queries/link-bookings";
import { deleteHold, tryCode, updateVisitRow, type StoredVisit } from "@/lib/queries/link-visits";
import { findLinkRow, takeLinkUse, type StoredLink } from "@/lib/queries/links";
import { transaction } from "@/lib/queries/transaction";
import { bookTime, holdPeople, inTurn } from "@/lib/scheduling/service";
import { formatInstant } from "@/lib/time/format";
import type { bookSlotEndpoint, Managed } from "./contracts";
import { isAllowed } from "./core/allowed";
import { placeOf } from "./core/meeting-words";
import { linkStateOf } from "./core/link-state";
import { titleFor } from "./core/titles";
import { requireGuest, unavailable, type Caller, type Guest } from "./guest";
import { requireRoom } from "./limits";
import { mayTake, watcherOf } from "./offers";
import { codeHashOf, newRoom } from "./secrets";
import { managedBooking } from "./shown";
import { tellOwner } from "./tell-owner";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { requireDuration, tellStopped } from "./visits";

const minuteMs = 60_000;

type BookInput = z.output<typeof bookSlotEndpoint.input>;

/** The questions with their answers, in the link's order. Errors: request/invalid for a required one that is missing, or a choice that isn't one. */
const answersTo = ({ rules }: StoredLink, given: Readonly<Record<string, string>>): { question: string; answer: string }[] => {
  const wrong = (id: string, message: string): AppError => new AppError("request/invalid", { issues: [{ path: ["answers", id], message }] });
  return rules.questions.flatMap(({ id, label, type, choices, required }) => {
    const answer = given[id] ?? "";
    if (answer === "" && required) throw wrong(id, "Please answer this");
    if (answer !== "" && type === "choice" && !choices.includes(answer)) throw wrong(id, "Choose one of the answers");
    return answer === "" ? [] : [{ question: label, answer: type === "short" ? answer.replace(/\s+/g, " ").slice(0, 300) : answer }];
  });
};

/** Errors: delegation/email-not-allowed. */
export const requireAllowed = async ({ link }: Pick<Guest, "link">, email: string): Promise<void> => {
  if (isAllowed(email, link.rules.allowed)) return;
  await tellStopped(link, "Somebody wrote an address that may not book", `(at ${email.slice(email.lastIndexOf("@") + 1)}).`);
  throw new AppError("delegation/email-not-allowed");
};

/** True when the visit read a code from this mailbox. Errors: delegation/code-needed, delegation/wrong-code. */
const requireVerified = async ({ link, visit }: Pick<Guest, "link" | "visit">, email: string, code: string | undefined, nowMs: number): Promise<boolean> => {
  if (visit.verifiedEmail === email) return true;
  if (code === undefined) {
    if (link.rules.verifyEmail) throw new AppError("delegation/code-needed");
    return false;
  }
  const kept = await tryCode(visit.id, email, isoOf(nowMs));
  if (kept === null || kept.codeHash !== codeHashOf(visit.id, code)) throw new AppError("delegation/wrong-code");
  await updateVisitRow(visit.id, { verifiedEmail: email }, isoOf(nowMs));
  return true;
};

const requirePhone = ({ rules }: StoredLink, phone: string | undefined): void => {
  if (rules.meeting.type !== "phone" || rules.meeting.caller !== "owner" || (phone ?? "") !== "") return;
  throw new AppError("request/invalid", { issues: [{ path: ["phone"], message: "Write the number to call" }] });
};

const notesFor = (link: StoredLink, booking: Pick<StoredBooking, "answers" | "phone">): string =>
  [
    ...(booking.phone === null ? [] : [`Phone: ${booking.phone}`]),
    ...booking.answers.map(({ question, answer }) => `${question}\n${answer}`),
    `Booked through your link “${link.rules.name}”.`,
  ].join("\n\n");

export interface Placing {
  readonly actor: Actor;
  readonly link: StoredLink;
  readonly owner: Guest["owner"];
  readonly visitId: string | null;
  readonly booking: Omit<StoredBooking, "id" | "userId" | "linkId" | "linkName" | "visitId" | "eventId" | "place" | "sequence" | "endedBy" | "createdAt">;
  readonly requestHash: string | null;
  readonly nowMs: number;
}

/**
 * Puts a booking on the owner's calendar and writes it down, in the caller's transaction with the owner held. A waiting one takes its
 * time already. Errors: delegation/not-available when the calendar has something there.
 */
export const placeBooking = async ({ actor, link, owner, visitId, booking, requestHash, nowMs }: Placing): Promise<StoredBooking> => {
  const place = placeOf(link.rules.meeting, booking.phone, newRoom());
  const title = titleFor(link.rules, booking.name, "en");
  const event = await bookTime(
    actor,
    {
      title: title.slice(0, 300),
      description: notesFor(link, booking),
      location: place,
      start: booking.startsAt,
      end: booking.endsAt,
      zone: owner.zone,
      status: booking.state === "booked" ? "confirmed" : "tentative",
      attendees: [{ email: booking.email, name: booking.name, status: "accepted" }],
    },
    { now: isoOf(nowMs) },
  ).catch((error: unknown) => {
    throw isAppError(error) && error.code === "scheduling/time-taken" ? new AppError("delegation/not-available", { cause: error }) : error;
  });
  const id = newId(nowMs);
  await createBookingRow({ ...booking, id, userId: link.userId, linkId: link.id, visitId, eventId: event.event.id, place, sequence: 0 }, requestHash);
  const stored = await findBookingRow(id);
  if (stored === null) throw new AppError("internal/unexpected", { message: "a booking that was just written isn't there" });
  return stored;
};

const tellOfBooking = async ({ link, owner }: Guest, booking: StoredBooking, now: string): Promise<void> => {
  const when = formatInstant(booking.startsAt, { zone: owner.zone, locale: owner.locale, hourCycle: owner.hourCycle, now });
  const asks = booking.state === "waiting";
  await tellOwner(link.userId, {
    kind: asks ? "link-request" : "link-booking",
    title: asks ? `${booking.name} asks for ${when}` : `${booking.name} booked ${when}`,
    body: `${booking.email}, by “${link.rules.name}”${asks ? ". It waits for your yes." : ""}`,
    href: asks ? "/links?tab=waiting" : `/links?link=${link.id}`,
    subjectId: booking.id,
  });
};

/** The same request of the same visit; another visit's key is another request. */
const requestHashOf = (visit: StoredVisit, key: string | undefined): string | null =>
  key === undefined ? null : createHash("sha256").update(`${visit.id}:${key}`).digest("hex");

/**
 * Books. Errors: as `requireGuest`; request/invalid; delegation/email-not-allowed, delegation/code-needed, delegation/wrong-code;
 * delegation/not-available, whatever the reason; delegation/link-unavailable when the link was used up or ended meanwhile.
 */
export const bookSlot = async (caller: Caller, input: BookInput, options: VerbOptions = {}): Promise<{ booking: Managed }> => {
  const nowMs = nowMsOf(options);
  const guest = await requireGuest(input.token, caller, nowMs);
  const { actor, visit, owner } = guest;
  const { durationMinutes, name, email, phone } = input;
  requireDuration(guest.link, durationMinutes);
  requirePhone(guest.link, phone);
  const answers = answersTo(guest.link, input.answers);
  await requireRoom("bookings", `${guest.link.id}:${caller.address}`);
  await requireAllowed(guest, email);
  const emailVerified = await requireVerified(guest, email, input.code, nowMs);
  const startMs = Date.parse(input.start);
  const requestHash = requestHashOf(visit, options.idempotencyKey);
  return inTurn(guest.link.userId, () =>
    transaction(async () => {
      requireScope(actor, "scheduling:write");
      await holdPeople(actor, [email]);
      // As it is now that nobody else can book: rules may have changed since this visitor's page was made.
      const link = await findLinkRow(guest.link.userId, guest.link.id);
      if (link === null) throw unavailable();
      const repeated = requestHash === null ? null : await findBookingByRequest(link.id, requestHash);
      if (repeated !== null) return { booking: managedBooking(repeated, link, owner, nowMs) };
      if (linkStateOf(link, nowMs) !== "active") throw unavailable();
      requireDuration(link, durationMinutes);
      if (!isAllowed(email, link.rules.allowed)) throw new AppError("delegation/email-not-allowed");
      if (link.rules.verifyEmail && !emailVerified) throw new AppError("delegation/code-needed");
      if (!(await mayTake(link, watcherOf(visit), startMs, { durationMinutes, nowMs, visitId: visit.id }))) throw new AppError("delegation/not-available");
      if (!(await takeLinkUse(link.id, isoOf(nowMs)))) throw unavailable();
      const booking = await placeBooking({
        actor,
        link,
        owner,
        visitId: visit.id,
        booking: {
          state: link.rules.approval ? "waiting" : "booked",
          startsAt: isoOf(startMs),
          endsAt: isoOf(startMs + durationMinutes * minuteMs),
          zone: visit.zone,
          locale: visit.locale,
          name,
          email,
          emailVerified,
          phone: phone === undefined || phone === "" ? null : phone,
          answers,
        },
        requestHash,
        nowMs,
      });
      await deleteHold(visit.id);
      await updateVisitRow(visit.id, { name, email }, isoOf(nowMs));
      await tellOfBooking(guest, booking, isoOf(nowMs));
      await tellVisitor(link.userId, { kind: booking.state === "waiting" ? "requested" : "booked", bookingId: booking.id });
      await recordAudit(actor, { action: "link.book", subjectId: link.id, after: { bookingId: booking.id, start: booking.startsAt } });
      return { booking: managedBooking(booking, link, owner, nowMs) };
    }),
  );
};
