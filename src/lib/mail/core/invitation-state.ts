/** What an owner can do with a message to their calendar: who it is from decides, and what was said since. */
import type { CalendarMessage } from "./itip";

/** What was answered before, to the same meeting. */
export interface Earlier {
  readonly organizer: string;
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

/** Apple sends invitations of iCloud from an address of its own, with the organiser's as Reply-To. */
const relays = /@(?:email\.apple\.com|insideicloud\.icloud\.com)$/;

const olderThan = (message: CalendarMessage, earlier: Earlier): boolean =>
  message.sequence < earlier.sequence ||
  (message.sequence === earlier.sequence &&
    message.stampedAt !== null &&
    earlier.stampedAt !== null &&
    Date.parse(message.stampedAt) < Date.parse(earlier.stampedAt));

const refused = (problem: string): Judged => ({ state: "refused", problem });

const fromOrganizer = (message: CalendarMessage, from: string): Judged | null => {
  if (message.organizer === null) return refused("It names nobody who invites, so there is nobody to answer.");
  if (message.organizer.email !== from && !(message.method === "request" && relays.test(from)))
    return refused(`It says that ${message.organizer.email} invites, but ${from} sent it.`);
  return null;
};

/** REQUEST and CANCEL. `own`: the owner's addresses, in lower case. */
export const judgeInvitation = (message: CalendarMessage, from: string, own: ReadonlySet<string>, earlier: Earlier | null): Judged => {
  const wrong = fromOrganizer(message, from.toLowerCase());
  if (wrong !== null) return wrong;
  if (earlier !== null && earlier.organizer !== message.organizer?.email)
    return refused(`This meeting was announced by ${earlier.organizer}; nobody else can change it.`);
  if (message.method === "request" && own.has(message.organizer?.email ?? "")) return refused("You invited to this yourself.");
  if (message.method === "request" && !message.attendees.some(({ email }) => own.has(email)))
    return refused("It invites another address than the one it came to.");
  if (earlier !== null && olderThan(message, earlier)) return { state: "outdated", problem: null };
  if (message.method === "cancel") return { state: earlier === null || earlier.answer === "cancelled" ? "cancelled" : "open", problem: null };
  // A newer word about the same meeting asks anew.
  if (earlier === null || message.sequence > earlier.sequence) return { state: "open", problem: null };
  return { state: earlier.answer, problem: null };
};

/** REPLY and COUNTER: only of oneself, and only somebody who was invited. Null: it may be heeded. */
export const judgeReply = (
  message: CalendarMessage,
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
