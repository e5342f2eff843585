/** What mails say to the calendar, as their owner sees it. Reading one changes nothing. */
import type { Actor, Profile } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findMailAccount } from "@/lib/integrations/service";
import { findEventRow, findOverride, type StoredEvent } from "@/lib/queries/events";
import { listInvitations, type StoredInvitation } from "@/lib/queries/invitations";
import type { StoredMail } from "@/lib/queries/mails";
import { isInTheWay } from "@/lib/scheduling/contracts";
import { describeRecurrence, listEvents } from "@/lib/scheduling/service";
import type { Invitation } from "./contracts";
import { eventIdOf, judgeInvitation, judgeReply, sentInTheNameOf } from "./core/invitation-state";
import { readCalendarMessage, type CalendarMessage, type CalendarPart } from "./core/itip";

export interface ReadInvitation {
  readonly message: CalendarMessage;
  readonly earlier: StoredInvitation | null;
  /** The owner's event that it is about. */
  readonly event: StoredEvent | null;
  /** The owner's address that is meant. */
  readonly own: string;
  readonly shown: Invitation;
}

const peopleMax = 20;
const conflictsMax = 3;

const ruleText = (rrule: string): string => {
  try {
    return describeRecurrence(rrule);
  } catch {
    return "It repeats.";
  }
};

const counted = (count: number, what: string): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? "date is" : "dates are"} ${what}`]);

/** "Every week on Thursday; 2 dates are left out, 1 date is otherwise". */
const repeatsText = ({ rrule, exdates, others, occurrence }: CalendarMessage): string | null => {
  if (rrule === null) return occurrence === null || others.length === 0 ? null : `${others.length + 1} dates of a series`;
  const off = others.filter(({ cancelled }) => cancelled).length;
  const beside = [...counted(exdates.length + off, "left out"), ...counted(others.length - off, "otherwise")];
  return [ruleText(rrule), beside.join(", ")].filter((text) => text !== "").join("; ");
};

/** The instant an occurrence of this event was planned for; null for the event as a whole. */
export const originalOf = (event: StoredEvent, { occurrence }: CalendarPart): string | null => {
  if (occurrence === null || event.rrule === null) return null;
  return new Date(
    occurrence.includes("T") ? Date.parse(occurrence) : Temporal.PlainDate.from(occurrence).toZonedDateTime(event.zone).epochMilliseconds,
  ).toISOString();
};

/** What an answer is measured by: an occurrence that was moved on its own has a SEQUENCE of its own, and people of its own. */
export const meetingOf = async (event: StoredEvent, part: CalendarPart): Promise<Pick<StoredEvent, "sequence" | "attendees">> => {
  const original = originalOf(event, part);
  const own = original === null ? null : await findOverride(event.userId, event.id, original);
  return own === null ? event : { attendees: own.attendees, sequence: Math.max(own.sequence, event.sequence) };
};

/** Titles of what is at that time; none for whole days and for what was answered already. */
const conflictsOf = async (actor: Actor, { start, end, allDay }: CalendarMessage, except: string | null): Promise<string[]> => {
  if (allDay !== null || Date.parse(end) <= Date.parse(start) || Date.parse(end) - Date.parse(start) > 24 * 3_600_000) return [];
  const { events } = await listEvents(actor, { from: start, to: end, limit: 20 });
  return events
    .filter((event) => event.id !== except && isInTheWay(event))
    .slice(0, conflictsMax)
    .map(({ title }) => title);
};

/** Of the occurrence where that was answered on its own; else of the meeting. A newer word about the whole overtakes what was said of a part. */
const earlierOf = (known: readonly StoredInvitation[], { occurrence }: CalendarMessage): StoredInvitation | null =>
  known.find((one) => one.occurrence === (occurrence ?? "")) ?? known.find((one) => one.occurrence === "") ?? null;

const judged = async (message: CalendarMessage, mail: StoredMail, own: ReadonlySet<string>, earlier: StoredInvitation | null, event: StoredEvent | null) => {
  if (message.method === "request" || message.method === "cancel") return judgeInvitation(message, mail.fromEmail, own, earlier);
  const problems = {
    sender: "Whoever sent it answers for somebody else.",
    attendee: `${mail.fromEmail} wasn’t invited to that.`,
    outdated: null,
  };
  if (event === null) return { state: "refused" as const, problem: "It is about a meeting that isn’t on your calendar." };
  const wrong = judgeReply(message, mail.fromEmail, await meetingOf(event, message));
  if (wrong === "outdated") return { state: "outdated" as const, problem: null };
  return wrong === null ? { state: "open" as const, problem: null } : { state: "refused" as const, problem: problems[wrong] };
};

/** Null for mails that say nothing to calendars, or nothing that can be read. */
export const readInvitation = async (actor: Actor, profile: Profile, mail: StoredMail, calendar: string): Promise<ReadInvitation | null> => {
  requireScope(actor, "mail:read");
  const message = mail.state === "received" ? readCalendarMessage(calendar, profile.zone) : null;
  if (message === null) return null;
  const account = await findMailAccount(actor.userId, mail.connectionId);
  const addresses = [account?.email.toLowerCase(), profile.email.toLowerCase()].filter((email) => email !== undefined);
  const own = addresses.find((email) => message.attendees.some((one) => one.email === email)) ?? addresses[0] ?? "";
  const earlier = earlierOf(await listInvitations(actor.userId, [message.uid]), message);
  const eventId = message.method === "reply" || message.method === "counter" ? eventIdOf(message.uid) : (earlier?.eventId ?? null);
  const row = eventId === null ? null : await findEventRow(actor.userId, eventId);
  const event = row === null || row.status === "cancelled" ? null : row;
  const { state, problem } = await judged(message, mail, new Set(addresses), earlier, event);
  const shown: Invitation = {
    method: message.method,
    title: message.title,
    location: message.location,
    start: message.start,
    end: message.end,
    allDay: message.allDay,
    repeats: repeatsText(message),
    organizer: message.organizer,
    sentBy: message.method === "reply" || message.method === "counter" ? null : sentInTheNameOf(message, mail.fromEmail.toLowerCase()),
    people: message.attendees.slice(0, peopleMax).map(({ email, name, status }) => ({ email, name, status })),
    peopleCount: message.attendees.length,
    state,
    problem,
    changes: state === "open" && earlier !== null && message.method === "request",
    conflicts: state === "open" && message.method !== "cancel" && message.method !== "reply" ? await conflictsOf(actor, message, event?.id ?? null) : [],
    eventId: event?.id ?? null,
  };
  return { message, earlier, event, own, shown };
};
