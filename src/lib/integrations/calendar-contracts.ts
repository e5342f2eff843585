/** Calendars of others: an event in no provider's words, and what every calendar can do. */

export interface OutsideCalendar {
  /** The provider's own name for it; stays the same. */
  readonly sourceId: string;
  readonly name: string;
  /** "#rrggbb", or null to take the connection's. */
  readonly color: string | null;
  /** IANA; null: the owner's. */
  readonly zone: string | null;
  readonly readOnly: boolean;
  /** Where new events go unless the owner says otherwise. */
  readonly primary: boolean;
}

/** An event in no provider's words. */
export interface OutsideEvent {
  /** Unique in its calendar. */
  readonly sourceId: string;
  /** Where the provider gives names of its own: the one under which it was inserted (`nameOf`), so that it is recognised before its answer came. */
  readonly madeAs?: string;
  readonly etag: string | null;
  /** A changed or cancelled occurrence: the `sourceId` of its series, and when it would have started (an instant; for all-day a date). */
  readonly seriesSourceId: string | null;
  readonly originalStart: string | null;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Instants. For all-day events only the dates count, the last one inclusive; the instants are left "". */
  readonly start: string;
  readonly end: string;
  readonly allDay: { readonly first: string; readonly last: string } | null;
  /** IANA. Where a series repeats. */
  readonly zone: string;
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly showAs: "busy" | "free" | "out-of-office";
  readonly attendees: readonly {
    readonly email: string;
    readonly name?: string;
    readonly optional: boolean;
    readonly status: "needs-action" | "accepted" | "declined" | "tentative";
  }[];
  /** RRULE's value, without its name. */
  readonly rrule: string | null;
  /** Starts that are left out: instants, or dates for all-day series. */
  readonly exdates: readonly string[];
  readonly sequence: number;
}

/** Something that couldn't be read: it is named and left out, and everything else is kept. */
export interface Unreadable {
  /** What the owner would recognise it by. */
  readonly what: string;
  readonly reason: string;
}

export interface CalendarPage {
  readonly events: readonly OutsideEvent[];
  /** `sourceId`s that are gone; of a series, everything that belongs to it. */
  readonly removed: readonly string[];
  /** Series whose changed occurrences are all on this page: those we know and that aren't here are changed no more. */
  readonly wholeSeries: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** On the last page: where to go on next time. Null on all others. */
  readonly cursor: string | null;
}

export interface WrittenEvent {
  readonly sourceId: string;
  readonly etag: string | null;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

/**
 * What every calendar can do. Calls are guarded inside (deadline, retry, breaker); errors are ours:
 * integrations/reconnect, integrations/unreachable, integrations/quota, integrations/changed-outside, integrations/gone-outside.
 */
export interface CalendarPort {
  readonly calendars: (options: CallOptions) => Promise<readonly OutsideCalendar[]>;
  /** Page by page what changed since `cursor`; everything when it is null. Errors also: integrations/cursor-expired, then everything is asked for, once. */
  readonly changes: (calendarSourceId: string, cursor: string | null, options: CallOptions) => AsyncIterable<CalendarPage>;
  /** One event as it is now; null when it is gone. */
  readonly find: (calendarSourceId: string, sourceId: string, options: CallOptions) => Promise<OutsideEvent | null>;
  /** The `sourceId` an event of ours (a UUID) will have there, or an occurrence of a series there. An occurrence's begins with its series'. */
  readonly nameOf: (
    calendarSourceId: string,
    event: { readonly ourId: string } | { readonly seriesSourceId: string; readonly originalStart: string },
  ) => string;
  /**
   * Makes an event under the name that follows from our id, so that doing it twice makes one; one that was deleted there is there again. The
   * name it is answered by may be another one, which then says `madeAs`.
   */
  readonly insert: (calendarSourceId: string, event: OutsideEvent, options: CallOptions) => Promise<WrittenEvent>;
  /**
   * Makes it what `event` says. With an etag only if nobody changed it since (integrations/changed-outside). Also for an occurrence that had
   * not been changed on its own before, and to cancel one (`status`). Errors also: integrations/gone-outside.
   */
  readonly update: (calendarSourceId: string, event: OutsideEvent, options: CallOptions) => Promise<WrittenEvent>;
  /** What is already gone counts as removed. */
  readonly remove: (calendarSourceId: string, sourceId: string, etag: string | null, options: CallOptions) => Promise<void>;
  /** When it is busy, in one call; null where that can't be asked. */
  readonly busy: (
    calendarSourceIds: readonly string[],
    span: { readonly start: string; readonly end: string },
    options: CallOptions,
  ) => Promise<readonly { readonly start: string; readonly end: string }[] | null>;
  /** Only where the provider tells of news by calling: asks it to, at `address`, with the channel's name and secret. Errors: as every call. */
  readonly openChannel?: (
    calendar: string,
    channel: { readonly id: string; readonly secret: string; readonly address: string },
    options: CallOptions,
  ) => Promise<{ readonly resource: string; readonly until: string }>;
  /** What is already closed counts as closed. */
  readonly closeChannel?: (channel: { readonly id: string; readonly resource: string }, options: CallOptions) => Promise<void>;
}
