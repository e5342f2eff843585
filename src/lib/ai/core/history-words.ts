/** The audit trail in words its owner understands. */

export interface TrailEntry {
  readonly action: string;
  readonly via: string;
  readonly subjectId: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** What the change said of itself, where there is one. */
  readonly summary: string | null;
}

export type HistoryKind = "all" | "calendar" | "contacts" | "memory" | "tasks" | "mail" | "approvals" | "account";

const kinds: Readonly<Record<Exclude<HistoryKind, "all">, readonly string[]>> = {
  calendar: ["event", "booking", "calendar", "change", "availability", "series"],
  contacts: ["contact"],
  memory: ["memory"],
  tasks: ["task", "reminder"],
  mail: ["mail", "message", "draft"],
  approvals: ["approval", "action", "policy"],
  account: [
    "account",
    "session",
    "password",
    "profile",
    "picture",
    "passkey",
    "second-factor",
    "email",
    "api-key",
    "google",
    "integration",
    "notifications",
    "brief",
    "sample",
  ],
};

/** The things whose entries belong to a kind; null = all of them. */
export const subjectsOf = (kind: HistoryKind): readonly string[] | null => (kind === "all" ? null : kinds[kind]);

const doers: Readonly<Record<string, string>> = {
  session: "You",
  "command-line": "You, on the command line",
  visitor: "A visitor",
  peer: "Another Perin",
  "api-key": "A program with your key",
};

/** Who is asked about: Perin on the owner's word or by itself, or the owner's own hand. */
export type Doer = "perin" | "owner";

/** The ways in that one of them comes by. */
export const viasOf: Readonly<Record<Doer, readonly string[]>> = { perin: ["assistant", "system"], owner: ["session", "command-line"] };

/** In the words of an owner who calls their delegate by this name. */
export const whoDid = (via: string, delegate: string): string => {
  if (via === "assistant") return delegate;
  if (via === "system") return `${delegate}, by itself`;
  return doers[via] ?? via.charAt(0).toUpperCase() + via.slice(1).replace(/[-_]/g, " ");
};

/** `%` stands for the thing's name. */
const phrases: Readonly<Record<string, string>> = {
  "link.create": "Made the link %",
  "link.update": "Changed a link",
  "link.pause": "Paused a link",
  "link.resume": "Let a link work again",
  "link.revoke": "Revoked a link",
  "link.renew-address": "Gave a link a new address",
  "link.pause-all": "Paused all links",
  "link.resume-all": "Let the links work again",
  "link.book": "Booked by a link",
  "link.hold": "Kept a time for a few minutes",
  "link.stopped": "Stopped somebody at a link",
  "event.create": "Booked %",
  "event.book": "Booked %",
  "event.update": "Changed %",
  "event.move": "Moved %",
  "event.cancel": "Cancelled %",
  "event.forget": "Took a visitor’s name out of %",
  "link.remind": "Reminded a visitor of a booking",
  "link.erase": "Deleted a visitor’s data",
  "change.undo": "Took back: %",
  "contact.create": "Added % to the contacts",
  "contact.update": "Changed the contact %",
  "contact.delete": "Deleted the contact %",
  "contact.merge": "Merged contacts into %",
  "task.create": "Added % to the to-dos",
  "task.update": "Changed the to-do %",
  "task.complete": "Finished %",
  "task.reopen": "Opened % again",
  "task.delete": "Deleted the to-do %",
  "task.restore": "Restored the to-do %",
  "task.plan": "Planned time for %",
  "task.remind": "Reminded you of %",
  "task.repeat": "Took % on to its next time",
  "task.snooze": "Put off %",
  "mail.draft": "Wrote the draft %",
  "mail.draft-update": "Changed the draft %",
  "mail.send": "Sent %",
  "mail.undo": "Held back %",
  "mail.delete": "Deleted the mail %",
  "brief.choose": "Changed the daily brief",
  "brief.write": "Wrote the brief of the day",
  "brief.phrase": "Put the brief of the day into words",
  "notifications.choose": "Changed what is notified",
  "notifications.times": "Changed when it is notified",
  "notifications.unsubscribe": "Ended mails of a kind out of a mail",
  "notifications.digest": "Wrote the digest",
  "meeting.remind": "Reminded you of %",
  "push.subscribe": "Allowed a browser to be told things",
  "push.unsubscribe": "Ended telling a browser things",
  "sample.fill": "Filled in the sample data",
  "sample.remove": "Removed the sample data",
  "memory.create": "Kept something in mind",
  "memory.update": "Changed something that is kept",
  "memory.delete": "Forgot something",
  "approval.approve": "Approved: %",
  "approval.decline": "Declined: %",
  "approval.error": "Approved, and it failed: %",
  "action.approved": "Done as approved: %",
  "action.declined": "Not done, as declined: %",
  "action.failed": "Didn't work: %",
  "policy.save": "Changed what Perin may do by itself",
  "profile.update": "Changed the profile",
  "picture.save": "Changed the picture",
  "picture.remove": "Took the picture away",
  "availability.update": "Changed the working hours",
  "password.change": "Changed the password",
  "password.reset": "Set a new password by a link",
  "password.reset-link": "Asked for a link to set a new password",
  "passkey.add": "Added the passkey %",
  "passkey.remove": "Removed the passkey %",
  "second-factor.enable": "Turned on the authenticator app",
  "second-factor.disable": "Turned off the authenticator app",
  "second-factor.new-recovery-codes": "Made new recovery codes",
  "second-factor.recovery-code": "Signed in with a recovery code",
  "api-key.create": "Made the API key %",
  "api-key.revoke": "Revoked the API key %",
  "email.verify": "Confirmed the e-mail address",
  "account.connect": "Connected an account",
  "account.reconnect": "Signed in to a connected account again",
  "account.reconnect-needed": "A connected account asked for a new sign-in",
  "account.update": "Changed a connected account",
  "account.disconnect": "Disconnected an account",
  "google.link": "Connected Google",
  "google.unlink": "Disconnected Google",
  "session.confirm": "Confirmed who it is",
  "session.revoke": "Ended a session",
  "session.sign-out": "Signed out",
  "session.sign-out-everywhere": "Signed out everywhere",
  "account.create": "Made the account",
  "account.export": "Took an export of everything",
  "conversation.delete": "Deleted a conversation",
};

const nameMax = 80;

const nameOf = ({ before, after }: TrailEntry): string | null => {
  for (const source of [after, before])
    for (const key of ["title", "name", "summary", "subject", "text"]) {
      const value = source?.[key];
      if (typeof value === "string" && value.trim() !== "") {
        const line = value.replace(/\s+/g, " ").trim();
        return `“${line.length > nameMax ? `${line.slice(0, nameMax).trimEnd()}…` : line}”`;
      }
    }
  return null;
};

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const spaced = (action: string): string => {
  const [thing = action, verb = ""] = action.split(".");
  const words = `${thing} ${verb}`.replace(/[-_]/g, " ").trim();
  return capitalised(words);
};

const addressesMax = 5;

/** Who was written to, by address; a number where there are many. */
const addressesOf = ({ after }: TrailEntry): string => {
  const people = after?.["attendees"];
  const emails = Array.isArray(people) ? people.filter((one): one is string => typeof one === "string") : [];
  if (emails.length === 0) return "somebody";
  return emails.length > addressesMax ? `${emails.length} people` : emails.join(", ");
};

/** "Booked “Lunch”". What a change said of itself is preferred; an action nobody gave words to is named by its own. */
export const sayEntry = (entry: TrailEntry): string => {
  const summary = entry.summary ?? "";
  // Of an event the summary says what taking it back would do, so the deed has words of its own.
  if (summary !== "" && entry.action !== "change.undo" && !entry.action.startsWith("event.")) return capitalised(summary.replace(/[.]$/, ""));
  const undone = entry.before?.["summary"] ?? entry.after?.["summary"];
  if (entry.action === "change.undo" && typeof undone === "string" && undone !== "") return `Took back: ${undone.replace(/[.]$/, "")}`;
  const phrase = phrases[entry.action];
  const name = nameOf(entry);
  if (entry.action === "event.tell") return `Wrote to ${addressesOf(entry)} about ${name ?? "an event"}`;
  if (phrase === undefined) return name === null ? spaced(entry.action) : `${spaced(entry.action)}: ${name}`;
  return phrase.replace("%", name ?? "it").replace(/: it$/, "");
};

/** Where the thing can be looked at; null where it is gone or has no page. */
export const hrefOf = ({ action, subjectId, after }: TrailEntry): string | null => {
  const [thing] = action.split(".");
  if (thing === "event" && action !== "event.cancel" && subjectId !== null) {
    const start = after?.["start"];
    return typeof start === "string" ? `/calendar?date=${start.slice(0, 10)}&event=${encodeURIComponent(subjectId)}` : null;
  }
  if (thing === "contact" && action !== "contact.delete") return "/contacts";
  if (thing === "memory" && action !== "memory.delete") return "/memory";
  if (thing === "task") return "/tasks";
  if (thing === "mail") return "/mail";
  if (thing === "policy") return "/settings/approvals";
  if (thing === "profile") return "/settings";
  if (thing === "availability") return "/settings/hours";
  return thing === "session" || thing === "password" ? "/settings/security" : null;
};
