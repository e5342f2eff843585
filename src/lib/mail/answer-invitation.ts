/** The owner's answer to an invitation: the calendar first, then a mail to whoever invited (iMIP, RFC 6047). Doing it twice does it once. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor, Profile, Undo } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findEventRow, type StoredEvent } from "@/lib/queries/events";
import { saveInvitation, type InvitationAnswer } from "@/lib/queries/invitations";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findMailRow, type StoredMail } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { cancelEvent, createEvent, listEvents, updateEvent } from "@/lib/scheduling/service";
import { AttendeeSchema, type CreateEventInput, type EventChange } from "@/lib/scheduling/contracts";
import type { Answer, answerInvitationEndpoint, Invitation } from "./contracts";
import { writeReply, type CalendarMessage } from "./core/itip";
import { readInvitation, type ReadInvitation } from "./invitations";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { sendMail } from "./write-mail";

type Asked = z.output<typeof answerInvitationEndpoint.input>;
type Answered = z.input<typeof answerInvitationEndpoint.output>;

const said: Readonly<Record<Answer, string>> = { accepted: "Accepted", tentative: "Tentative", declined: "Declined" };

/** The event that is meant: of a series the first, or the occurrence that the message names. */
const refOf = (event: StoredEvent, { occurrence }: CalendarMessage): string => {
  if (event.rrule === null) return event.id;
  const start =
    occurrence === null
      ? event.startsAt
      : occurrence.includes("T")
        ? occurrence
        : Temporal.PlainDate.from(occurrence).toZonedDateTime(event.zone).toInstant().toString();
  return `${event.id}@${isoOf(Date.parse(start))}`;
};
const scopeOf = ({ occurrence }: CalendarMessage): "this" | "all" => (occurrence === null ? "all" : "this");

const attendeesOf = ({ attendees, organizer }: CalendarMessage, own: string, answer: Answer): CreateEventInput["attendees"] =>
  [
    ...(organizer === null || attendees.some(({ email }) => email === organizer.email) ? [] : [{ ...organizer, optional: false, status: "accepted" as const }]),
    ...attendees.map((one) => (one.email === own ? { ...one, status: answer } : one)),
  ]
    .slice(0, 200)
    // Addresses are the sender's: what isn't one is left out.
    .flatMap(({ name, ...one }) => AttendeeSchema.safeParse({ ...one, ...(name === null ? {} : { name }) }).data ?? []);

const eventOf = (message: CalendarMessage, own: string, answer: Answer): CreateEventInput => ({
  title: message.title === "" ? "(no title)" : message.title,
  description: message.description,
  location: message.location,
  start: message.start,
  end: message.end,
  allDay: message.allDay !== null,
  status: answer === "tentative" ? "tentative" : "confirmed",
  attendees: attendeesOf(message, own, answer),
  // Calendars write single meetings in UTC wherever they are: that says nothing about whose clock they go by.
  ...(message.zone === null || (message.zone === "UTC" && message.rrule === null) ? {} : { zone: message.zone }),
  ...(message.rrule === null ? {} : { rrule: message.rrule }),
});

/** Google and others put invitations into their calendar by themselves; from there it may be here already. */
const alreadyThere = async (actor: Actor, { title, start, end }: CalendarMessage): Promise<string | null> => {
  const { events } = await listEvents(actor, { from: start, to: isoOf(Math.max(Date.parse(end), Date.parse(start) + 60_000)), limit: 50 });
  return (
    events.find((event) => event.title === title && Date.parse(event.start) === Date.parse(start) && Date.parse(event.end) === Date.parse(end))?.id ?? null
  );
};

interface Booked {
  readonly eventId: string | null;
  readonly undo: Undo | null;
}
const bookedBy = ({ event, undo }: EventChange): Booked => ({ eventId: event.id, undo });

/** The same until something was answered since: a second press makes no second event. */
const keyOf = (mailId: string, { earlier }: ReadInvitation): string =>
  `invitation:${mailId}:${earlier === null ? "" : `${earlier.answer}:${earlier.eventId ?? ""}`}`;

const eventThere = async (actor: Actor, { event, message }: ReadInvitation): Promise<StoredEvent | null> => {
  if (event !== null) return event;
  const id = await alreadyThere(actor, message);
  return id === null ? null : findEventRow(actor.userId, id);
};

const putIn = async (actor: Actor, mailId: string, read: ReadInvitation, answer: Answer): Promise<Booked> => {
  const { message, own } = read;
  const there = await eventThere(actor, read);
  const wanted = eventOf(message, own, answer);
  if (there === null) return bookedBy(await createEvent(actor, wanted, { idempotencyKey: keyOf(mailId, read) }));
  const { zone: _zone, rrule, status, ...rest } = wanted;
  const changesRule = message.occurrence === null && rrule !== undefined && rrule !== there.rrule;
  const patch = { ...rest, status: status ?? "confirmed", ...(changesRule ? { rrule } : {}) };
  return bookedBy(await updateEvent(actor, { ref: refOf(there, message), scope: scopeOf(message), patch }));
};

const takeOut = async (actor: Actor, { message, event }: ReadInvitation): Promise<Booked> => {
  if (event === null) return { eventId: null, undo: null };
  const { undo } = await cancelEvent(actor, { ref: refOf(event, message), scope: scopeOf(message) });
  return { eventId: event.id, undo };
};

const move = async (actor: Actor, { message, event }: ReadInvitation): Promise<Booked> => {
  if (event === null) throw new AppError("mail/invitation-over");
  const { start, end } = message;
  return bookedBy(await updateEvent(actor, { ref: refOf(event, message), scope: scopeOf(message), patch: { start, end } }));
};

const wordsOf = ({ title }: CalendarMessage, answer: Answer, { name }: Profile): { subject: string; body: string } => ({
  subject: `${said[answer]}: ${title === "" ? "your invitation" : title}`.slice(0, 500),
  body: `${name} has ${answer === "accepted" ? "accepted" : answer === "declined" ? "declined" : "tentatively accepted"} this invitation.`,
});

const reply = async (actor: Actor, profile: Profile, mail: StoredMail, { message, own }: ReadInvitation, answer: Answer, nowMs: number) => {
  const to = message.organizer?.email ?? "";
  const sending = {
    to: [{ email: to, name: message.organizer?.name ?? null }],
    cc: [],
    bcc: [],
    ...wordsOf(message, answer, profile),
    answersId: mail.id,
    how: "reply" as const,
    calendar: writeReply(message, { attendee: { email: own, name: profile.name }, status: answer, now: isoOf(nowMs) }),
  };
  return { to, undo: (await sendMail(actor, sending, { now: isoOf(nowMs) })).undo };
};

/** What this answer is for: each kind of message takes its own. */
const fits = ({ method, state }: Invitation, answer: Asked["answer"]): boolean => {
  if (state === "outdated" || state === "refused") return false;
  if (answer === "remove") return method === "cancel" && state === "open";
  if (answer === "move") return method === "counter" && state === "open";
  return method === "request" && state !== "cancelled" && state !== answer;
};

/** Errors: mail/not-found, mail/no-invitation, mail/invitation-over; scheduling's own. */
export const answerInvitation = async (actor: Actor, { mailId, answer }: Asked, options: VerbOptions = {}): Promise<Answered> => {
  requireScope(actor, "mail:write");
  requireScope(actor, "scheduling:write");
  const profile = await findProfile(actor);
  const [mail, content] = await Promise.all([findMailRow(actor.userId, mailId), findMailContent(actor.userId, mailId)]);
  if (mail === null) throw new AppError("mail/not-found");
  const read = content?.calendar == null ? null : await readInvitation(actor, profile, mail, content.calendar);
  if (read === null) throw new AppError("mail/no-invitation");
  if (!fits(read.shown, answer)) throw new AppError("mail/invitation-over");
  const nowMs = nowMsOf(options);
  const { message } = read;
  const booked =
    answer === "move"
      ? await move(actor, read)
      : answer === "remove" || answer === "declined"
        ? await takeOut(actor, read)
        : await putIn(actor, mailId, read, answer);
  const asAnswer: InvitationAnswer | null = answer === "move" ? null : answer === "remove" ? "cancelled" : answer;
  const replied = await transaction(async () => {
    if (asAnswer !== null)
      await saveInvitation(actor.userId, {
        uid: message.uid,
        occurrence: message.occurrence ?? "",
        organizer: message.organizer?.email ?? "",
        sequence: message.sequence,
        stampedAt: message.stampedAt,
        answer: asAnswer,
        eventId: booked.eventId ?? read.earlier?.eventId ?? null,
      });
    await recordAudit(actor, { action: "mail.answer-invitation", subjectId: mailId, after: { answer, eventId: booked.eventId } });
    return answer === "move" || answer === "remove" ? null : reply(actor, profile, mail, read, answer, nowMs);
  });
  const after = content?.calendar == null ? null : await readInvitation(actor, profile, mail, content.calendar);
  return { invitation: after?.shown ?? read.shown, undo: booked.undo, reply: replied };
};
