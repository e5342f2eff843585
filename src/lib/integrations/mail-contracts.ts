/** Mailboxes: a mail in no provider's words, and what every account that carries mail can do. */
import type { CallOptions, Unreadable } from "./calendar-contracts";
import type { ProviderId } from "./provider-ids";

/** A mail as it leaves: complete, with its headers. */
export interface OutgoingMail {
  readonly userId: string;
  readonly from: { readonly email: string; readonly name: string };
  readonly recipients: readonly { readonly kind: "to" | "cc" | "bcc"; readonly email: string; readonly name: string | null }[];
  readonly subject: string;
  readonly body: string;
  readonly preview: string;
  /** RFC 5322, without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly sentAt: string;
  /** Folded, for the recipient's search. */
  readonly searchText: string;
  readonly fromText: string;
  /** An earlier try was cut off: what can't be done twice without harm isn't done again. */
  readonly resumed: boolean;
  /** The provider's name for the conversation it belongs to, where one is known. */
  readonly sourceThreadId: string | null;
  /** What it says to calendars (iMIP, RFC 6047): an answer to an invitation. */
  readonly calendar?: MailedCalendar | null;
}

export interface MailedCalendar {
  readonly method: "REPLY" | "COUNTER" | "REQUEST" | "CANCEL";
  readonly content: string;
}

/** How to get off a list: RFC 2369, and RFC 8058 for what one request does. */
export interface Unsubscribe {
  readonly https: string | null;
  readonly mailto: string | null;
  readonly oneClick: boolean;
}

/** What became of a mail for one person. */
export interface MailDelivery {
  readonly email: string;
  readonly delivery: "delivered" | "sent" | "not-sent";
  /** Why not, in words. */
  readonly reason: string | null;
}

/** Where a mail lies and how it is marked, in no provider's words. */
export interface OutsideMarks {
  readonly folder: "inbox" | "drafts" | "sent" | "archive" | "trash";
  readonly read: boolean;
  readonly flagged: boolean;
  /** The owner's own labels, by name. */
  readonly labels: readonly string[];
}

export interface OutsideMail extends OutsideMarks {
  /** Unique in its account. */
  readonly sourceId: string;
  readonly sourceThreadId: string | null;
  readonly from: { readonly email: string; readonly name: string | null };
  readonly recipients: readonly { readonly kind: "to" | "cc" | "bcc"; readonly email: string; readonly name: string | null }[];
  readonly subject: string;
  /** Plain text. What came as HTML only is turned into text. */
  readonly body: string;
  /** RFC 5322, without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Lists, receipts, automatic answers (RFC 3834, List-Id, Precedence). */
  readonly automatic: boolean;
  readonly sentAt: string;
  /** As it came; it is sanitised before it is shown. Null or left out: there is none. */
  readonly html?: string | null;
  /** The text/calendar part, as it came (iMIP). */
  readonly calendar?: string | null;
  readonly unsubscribe?: Unsubscribe | null;
}

export interface MailPage {
  readonly mails: readonly OutsideMail[];
  /** Mails that are known and only lie elsewhere or are marked differently now. */
  readonly marks: readonly (OutsideMarks & { readonly sourceId: string })[];
  readonly removed: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** How many there are to read in all, where that is known. */
  readonly total: number | null;
  /** On the last page: where to go on next time. */
  readonly cursor: string | null;
}

export interface MailPort {
  readonly id: ProviderId;
  /** For the settings page and for sentences: "the mailbox of this server". */
  readonly label: string;
  /** Who of these a mail of this owner's would get to, without sending anything. */
  readonly reach: (
    ownEmail: string,
    emails: readonly string[],
  ) => Promise<readonly { readonly email: string; readonly reached: boolean; readonly reason: string | null }[]>;
  /** Hands a mail over. Answers for every address; throws where trying again may help. A mail handed over twice arrives once. */
  readonly deliver: (mail: OutgoingMail) => Promise<readonly MailDelivery[]>;
  /** As `CalendarPort.changes`. The first time newest first, and no more than a mailbox needs to be of use; older ones are found by `search`. */
  readonly changes: (cursor: string | null, options: CallOptions) => AsyncIterable<MailPage>;
  /** Asks the provider, for what isn't mirrored. Words as the owner typed them. */
  readonly search: (words: string, limit: number, options: CallOptions) => Promise<readonly OutsideMail[]>;
  /** Makes each mail lie and be marked as said. What is gone is passed over. Where a mail has another name after that, `renamed` hears it. */
  readonly mark: (
    marks: readonly (OutsideMarks & { readonly sourceId: string })[],
    options: CallOptions & { readonly renamed?: (from: string, to: string) => void },
  ) => Promise<void>;
  /** Keeps a draft there; `sourceId` is the one kept before. Answers the `sourceId` under which `changes` tells of it. Twice is once. */
  readonly keepDraft: (mail: OutgoingMail, sourceId: string | null, options: CallOptions) => Promise<string>;
  readonly dropDraft: (sourceId: string, options: CallOptions) => Promise<void>;
  /** Calls `onNews` whenever something may have changed, until the signal or the connection ends. Only where the provider tells by itself. */
  readonly watch?: (onNews: () => void, options: CallOptions) => Promise<void>;
}
