/** The owner's answer to an invitation: the calendar first, then a mail to whoever invited (iMIP, RFC 6047). Doing it twice does it once. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor, Profile, Undo } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import type { OutsideEvent } from "@/lib/integrations/contracts";
import { recordAudit } from "@/lib/queries/audit";
import { findEventRow, type StoredEvent } from "@/lib/queries/events";
import { listInvitations, saveInvitation, type InvitationAnswer } from "@/lib/queries/invitations";
import { findMailContent } from "@/lib/queries/mail-contents";
import { findMailRow, type StoredMail } from "@/lib/queries/mails";
import { transaction } from "@/lib/queries/transaction";
import { cancelEvents, createEvent, findWholeEvent, listEvents, plannedFacts, putInvited, updateEvent, type WholeEvent } from "@/lib/scheduling/service";
import { AttendeeSchema, type CreateEventInput, type EventChange } from "@/lib/scheduling/contracts";
import type { Answer, answerInvitationEndpoint, Invitation } from "./contracts";
import type { CalendarMessage, CalendarPart } from "./core/itip";
import { writeReply } from "./core/itip-reply";
import { originalOf, readInvitation, type ReadInvitation } from "./invitations";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { sendMail } from "./write-mail";

type Asked = z.output<typeof answerInvitationEndpoint.input>;
type Answered = z.input<typeof answerInvitationEndpoint.output>;

const said: Readonly<Record<Answer, string>> = { accepted: "Accepted", tentative: "Tentative", declined: "Declined" };

/** The event that is meant: of a series the first, or the occurrence that the message names. */
const refOf = (event: StoredEvent, part: CalendarPart): string => {
  if (event.rrule === null) return event.id;
  return `${event.id}@${originalOf(event, part) ?? isoOf(Date.parse(event.startsAt))}`;
};
const scopeOf = ({ occurrence }: CalendarPart): "this" | "all" => (occurrence === null ? "all" : "this");
/** What the message is about: the whole meeting with what comes along, or each occurrence that it names. */
const meant = (message: CalendarMessage): readonly CalendarPart[] => (message.occurrence === null ? [message] : [message, ...message.others]);

type Attendees = NonNullable<CreateEventInput["attendees"]>;

const attendeesOf = ({ organizer }: CalendarMessage, { attendees }: CalendarPart, own: string, answer: Answer): Attendees =>
  [
    ...(organizer === null || attendees.some(({ email }) => email === organizer.email) ? [] : [{ ...organizer, optional: false, status: "accepted" as const }]),
    ...attendees.map((one) => (one.email === own ? { ...one, status: answer } : one)),
  ]
    .slice(0, 200)
    // Addresses are the sender's: what isn't one is left out.
    .flatMap(({ name, ...one }) => AttendeeSchema.safeParse({ ...one, ...(name === null ? {} : { name }) }).data ?? []);

const eventOf = (message: CalendarMessage, part: CalendarPart, own: string, answer: Answer): CreateEventInput => ({
  title: part.title === "" ? "(no title)" : part.title,
  description: part.description,
  location: part.location,
  start: part.start,
  end: part.end,
  allDay: part.allDay !== null,
  status: answer === "tentative" ? "tentative" : "confirmed",
  attendees: attendeesOf(message, part, own, answer),
  ...(zoneOf(message) === "" ? {} : { zone: zoneOf(message) }),
});

/** Calendars write single meetings in UTC wherever they are: that says nothing about whose clock they go by. "": it isn't told. */
const zoneOf = ({ zone, rrule }: Pick<CalendarMessage, "zone" | "rrule">): string => (zone === null || (zone === "UTC" && rrule === null) ? "" : zone);

/** Off for this owner: called off, without them, or declined before. An occurrence that names nobody is everybody's. */
const isOff = ({ cancelled, attendees }: CalendarPart, own: string): boolean => {
  const status = attendees.find(({ email }) => email === own)?.status;
  return cancelled || status === "declined" || (attendees.length > 0 && status === undefined);
};

const meetingOf = (message: CalendarMessage, part: CalendarPart, own: string, answer: Answer): OutsideEvent => {
  const whole = part.occurrence === null;
  const { title, description, location, start, end, allDay, sequence } = part;
  const said = part.attendees.length > 0 ? part : message;
  return {
    ...{ title, description, location, start, end, allDay, sequence },
    sourceId: message.uid,
    etag: null,
    seriesSourceId: whole ? null : message.uid,
    originalStart: part.occurrence,
    zone: whole ? zoneOf(message) : (part.zone ?? message.zone ?? ""),
    status: isOff(part, own) && !whole ? "cancelled" : answer === "tentative" ? "tentative" : "confirmed",
    showAs: "busy",
    attendees: attendeesOf(message, said, own, answer).map(({ email, name, optional = false, status = "needs-action" }) => ({
      email,
      ...(name === undefined ? {} : { name }),
      optional,
      status,
    })),
    rrule: whole ? message.rrule : null,
    exdates: whole ? message.exdates : [],
  };
};

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

/** Occurrences that the owner declined stay off, as long as the series keeps its times. */
const declinedOf = async (actor: Actor, message: CalendarMessage, event: StoredEvent | null): Promise<CalendarPart[]> => {
  if (event === null || event.rrule === null || event.rrule !== message.rrule || Date.parse(event.startsAt) !== Date.parse(message.start)) return [];
  const said = new Set(message.others.map(({ occurrence }) => occurrence));
  return (await listInvitations(actor.userId, [message.uid]))
    .filter(({ occurrence, answer }) => occurrence !== "" && answer === "declined" && !said.has(occurrence))
    .map(({ occurrence }) => ({ ...message, occurrence, cancelled: true }));
};

const putWhole = async (actor: Actor, mailId: string, read: ReadInvitation, answer: Answer, there: StoredEvent | null): Promise<Booked> => {
  const { message, own } = read;
  const others = message.rrule === null ? [] : [...message.others, ...(await declinedOf(actor, message, there))];
  const meeting = {
    eventId: there?.id ?? null,
    event: meetingOf(message, message, own, answer),
    occurrences: others.map((part) => meetingOf(message, part, own, answer)),
  };
  return bookedBy(await putInvited(actor, meeting, there === null ? { idempotencyKey: keyOf(mailId, read) } : {}));
};

const putIn = async (actor: Actor, mailId: string, read: ReadInvitation, answer: Answer): Promise<Booked> => {
  const { message, own } = read;
  const there = await eventThere(actor, read);
  if (message.occurrence === null && (there === null || there.origin === "perin")) return putWhole(actor, mailId, read, answer, there);
  const booked: Booked[] = [];
  for (const [at, part] of meant(message).entries()) {
    if (at > 0 && isOff(part, own)) continue;
    const wanted = eventOf(message, part, own, answer);
    if (there === null) {
      booked.push(bookedBy(await createEvent(actor, wanted, { idempotencyKey: `${keyOf(mailId, read)}${at === 0 ? "" : `:${part.occurrence}`}` })));
      continue;
    }
    // Where another calendar keeps it, that one knows its series.
    const { zone: _zone, status, ...rest } = wanted;
    booked.push(bookedBy(await updateEvent(actor, { ref: refOf(there, part), scope: scopeOf(part), patch: { ...rest, status: status ?? "confirmed" } })));
  }
  const [first, ...more] = booked;
  // What takes several changes is taken back one by one.
  return first === undefined ? { eventId: null, undo: null } : { ...first, undo: more.length === 0 ? first.undo : null };
};

/** Is it still on the calendar? */
const stands = ({ main, overrides }: WholeEvent, original: string): boolean => {
  const own = overrides.find(({ originalStartsAt }) => originalStartsAt === original);
  return own === undefined ? plannedFacts(main, original) !== null : own.status !== "cancelled";
};

const takeOut = async (actor: Actor, { message, event }: ReadInvitation): Promise<Booked> => {
  if (event === null) return { eventId: null, undo: null };
  const whole = await findWholeEvent(actor.userId, event.id);
  const parts = meant(message).filter((part) => {
    const original = originalOf(event, part);
    return original === null || stands(whole, original);
  });
  if (parts.length === 0) return { eventId: event.id, undo: null };
  const { undo } = await cancelEvents(actor, { events: parts.map((part) => ({ ref: refOf(event, part) })), scope: scopeOf(message) });
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
      for (const part of meant(message))
        await saveInvitation(actor.userId, {
          uid: message.uid,
          occurrence: part.occurrence ?? "",
          organizer: message.organizer?.email ?? "",
          sentBy: read.shown.sentBy,
          sequence: part.sequence,
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
