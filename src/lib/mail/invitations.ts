/** What mails say to the calendar, as their owner sees it. Reading one changes nothing. */
import type { Actor, Profile } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { findMailAccount } from "@/lib/integrations/service";
import { findEventRow, type StoredEvent } from "@/lib/queries/events";
import { listInvitations, type StoredInvitation } from "@/lib/queries/invitations";
import type { StoredMail } from "@/lib/queries/mails";
import { describeRecurrence, listEvents } from "@/lib/scheduling/service";
import type { Invitation } from "./contracts";
import { eventIdOf, judgeInvitation, judgeReply } from "./core/invitation-state";
import { readCalendarMessage, type CalendarMessage } from "./core/itip";

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

const repeatsText = (rrule: string | null): string | null => {
  if (rrule === null) return null;
  try {
    return describeRecurrence(rrule);
  } catch {
    return "It repeats.";
  }
};

/** Titles of what is at that time; none for whole days and for what was answered already. */
const conflictsOf = async (actor: Actor, { start, end, allDay }: CalendarMessage, except: string | null): Promise<string[]> => {
  if (allDay !== null || Date.parse(end) <= Date.parse(start) || Date.parse(end) - Date.parse(start) > 24 * 3_600_000) return [];
  const { events } = await listEvents(actor, { from: start, to: end, limit: 20 });
  return events
    .filter(({ id, status, showAs, allDay: wholeDay }) => id !== except && status !== "cancelled" && showAs !== "free" && !wholeDay)
    .slice(0, conflictsMax)
    .map(({ title }) => title);
};

/** Of the occurrence where that was answered on its own; else of the meeting. A newer word about the whole overtakes what was said of a part. */
const earlierOf = (known: readonly StoredInvitation[], { occurrence }: CalendarMessage): StoredInvitation | null =>
  known.find((one) => one.occurrence === (occurrence ?? "")) ?? known.find((one) => one.occurrence === "") ?? null;

const judged = (message: CalendarMessage, mail: StoredMail, own: ReadonlySet<string>, earlier: StoredInvitation | null, event: StoredEvent | null) => {
  if (message.method === "request" || message.method === "cancel") return judgeInvitation(message, mail.fromEmail, own, earlier);
  const problems = {
    sender: "Whoever sent it answers for somebody else.",
    attendee: `${mail.fromEmail} wasn’t invited to that.`,
    outdated: null,
  };
  if (event === null) return { state: "refused" as const, problem: "It is about a meeting that isn’t on your calendar." };
  const wrong = judgeReply(message, mail.fromEmail, event);
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
  const { state, problem } = judged(message, mail, new Set(addresses), earlier, event);
  const shown: Invitation = {
    method: message.method,
    title: message.title,
    location: message.location,
    start: message.start,
    end: message.end,
    allDay: message.allDay,
    repeats: repeatsText(message.rrule),
    organizer: message.organizer,
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
