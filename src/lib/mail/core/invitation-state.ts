/** What an owner can do with a message to their calendar: who it is from decides, and what was said since. */
import type { CalendarMessage, CalendarPart } from "./itip";

/** What was answered before, to the same meeting. */
export interface Earlier {
  readonly organizer: string;
  /** Whoever sent it in the organiser's name; null when the organiser did. */
  readonly sentBy: string | null;
  readonly sequence: number;
  readonly stampedAt: string | null;
  readonly answer: "accepted" | "tentative" | "declined" | "cancelled";
}

export type InvitationState =
  | "open"
  | "accepted"
  | "tentative"
  | "declined"
  | "cancelled"
  /** Overtaken by a newer one. */
  | "outdated"
  /** Told by somebody who has no say in it, or meant for somebody else. */
  | "refused";

export interface Judged {
  readonly state: InvitationState;
  /** Why nothing can be done with it; null otherwise. */
  readonly problem: string | null;
}

/** Apple and Google send invitations from addresses of their own where they may not use the organiser's. */
const relays = /@(?:email\.apple\.com|insideicloud\.icloud\.com)$|^calendar-notification@google\.com$/;
/** Calendars that several people share have an address of their own there, which no mail comes from. */
const sharedCalendars = /@(?:[\w-]+\.)?calendar\.google\.com$/;

/** The organiser's own word sets right whatever was said in their name. */
const olderThan = (message: CalendarMessage, sentBy: string | null, earlier: Earlier): boolean => {
  if (sentBy === null && earlier.sentBy !== null) return false;
  return (
    message.sequence < earlier.sequence ||
    (message.sequence === earlier.sequence &&
      message.stampedAt !== null &&
      earlier.stampedAt !== null &&
      Date.parse(message.stampedAt) < Date.parse(earlier.stampedAt))
  );
};

const refused = (problem: string): Judged => ({ state: "refused", problem });

/** Whoever acts in the organiser's name: null where the organiser sent it themselves. `from` in lower case. */
export const sentInTheNameOf = ({ organizer }: CalendarMessage, from: string): string | null => (organizer?.email === from ? null : from);

const speaksFor = (message: CalendarMessage, organizer: string, from: string): boolean =>
  message.sentBy === from || (message.method === "request" && relays.test(from)) || sharedCalendars.test(organizer);

/**
 * Who may say what of a meeting (RFC 6047 sections 2.2.1 and 3, RFC 5546 section 6.1). Anybody can write SENT-BY, so it is no proof: it lets
 * somebody bring a new invitation, which its reader sees and answers or not. A meeting that is known is changed by its organiser, and by
 * whoever brought it; by nobody else, whatever they say of themselves.
 */
const outsider = (message: CalendarMessage, from: string, earlier: Earlier | null): Judged | null => {
  const organizer = message.organizer?.email;
  if (organizer === undefined) return refused("It names nobody who invites, so there is nobody to answer.");
  if (earlier !== null && earlier.organizer !== organizer) return refused(`This meeting was announced by ${earlier.organizer}; nobody else can change it.`);
  if (organizer === from) return null;
  if (!speaksFor(message, organizer, from)) return refused(`It says that ${organizer} invites, but ${from} sent it.`);
  if (earlier === null || earlier.sentBy === from) return null;
  return refused(`It says that ${organizer} sent it through ${from}, but the invitation came from ${earlier.sentBy ?? organizer}.`);
};

/** REQUEST and CANCEL. `own`: the owner's addresses, in lower case. */
export const judgeInvitation = (message: CalendarMessage, sender: string, own: ReadonlySet<string>, earlier: Earlier | null): Judged => {
  const from = sender.toLowerCase();
  const wrong = outsider(message, from, earlier);
  if (wrong !== null) return wrong;
  if (message.method === "request" && own.has(message.organizer?.email ?? "")) return refused("You invited to this yourself.");
  if (message.method === "request" && ![message, ...message.others].some(({ attendees }) => attendees.some(({ email }) => own.has(email))))
    return refused("It invites another address than the one it came to.");
  const sentBy = sentInTheNameOf(message, from);
  if (earlier !== null && olderThan(message, sentBy, earlier)) return { state: "outdated", problem: null };
  if (message.method === "cancel") return { state: earlier === null || earlier.answer === "cancelled" ? "cancelled" : "open", problem: null };
  // A newer word about the same meeting asks anew, and so does the organiser's about what another said.
  if (earlier === null || message.sequence > earlier.sequence || (sentBy === null && earlier.sentBy !== null)) return { state: "open", problem: null };
  return { state: earlier.answer, problem: null };
};

/** REPLY and COUNTER: only of oneself, and only somebody who was invited. Null: it may be heeded. */
export const judgeReply = (
  message: CalendarPart,
  from: string,
  meeting: { readonly sequence: number; readonly attendees: readonly { readonly email: string }[] },
): "sender" | "attendee" | "outdated" | null => {
  const [one, ...others] = message.attendees;
  if (one === undefined || others.length > 0 || one.email !== from.toLowerCase()) return "sender";
  if (!meeting.attendees.some(({ email }) => email.toLowerCase() === one.email)) return "attendee";
  return message.sequence < meeting.sequence ? "outdated" : null;
};

const eventPattern = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})@/i;
/** The event of ours that a UID we gave out names. */
export const eventIdOf = (uid: string): string | null => eventPattern.exec(uid)?.[1]?.toLowerCase() ?? null;
