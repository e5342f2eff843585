/** Where what is read goes: implemented by the rooms that keep it, handed in by whoever runs the job. */
import type { CalendarPage, OutsideCalendar } from "./calendar-contracts";
import type { MailPage } from "./mail-contracts";
import type { IntegrationType } from "./provider-ids";

export interface CalendarToRead {
  readonly calendarId: string;
  readonly sourceId: string;
  readonly cursor: string | null;
}

/** Takes the pages of one reading in, each in one transaction. Answers how many events a page touched. */
export type CalendarReader = (page: CalendarPage) => Promise<number>;

export interface CalendarSink {
  /** Lines our calendars up with those of the account; answers which to read. */
  readonly lineUp: (connection: MirroredConnection, calendars: readonly OutsideCalendar[]) => Promise<readonly CalendarToRead[]>;
  /** Begins a reading; without a cursor what no page names is removed on the last one. */
  readonly reader: (connection: MirroredConnection, calendar: CalendarToRead) => CalendarReader;
}

export interface MailSink {
  /** Takes one page in, in one transaction, cursor and all. Answers how many mails it touched. */
  readonly take: (connection: MirroredConnection, page: MailPage, options: { readonly first: boolean }) => Promise<number>;
}

export interface MirroredConnection {
  readonly id: string;
  readonly userId: string;
  readonly provider: IntegrationType;
  readonly account: string;
  readonly color: string;
}
