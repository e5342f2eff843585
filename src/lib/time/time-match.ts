/** What a phrase about time means: the one shape that the parser returns, the planner reads and the tools print. */

export type TimeKind = "instant" | "date" | "interval" | "duration" | "recurrence";
export type TimeGrain = "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** Half-open span of time. Each end is an RFC 3339 instant with the offset of the zone it was said in. */
export interface TimeSpan {
  readonly start: string;
  readonly end: string | null;
}

export interface TimeMatch extends TimeSpan {
  /** The words that were read, and where they stand in the text (UTF-16 offsets, half-open). */
  readonly text: string;
  readonly index: number;
  readonly endIndex: number;
  readonly kind: TimeKind;
  readonly grain: TimeGrain;
  readonly endExclusive: true;
  /** "after" = only the start bounds ("after 3"); "before" = only the end bounds ("by Friday"). */
  readonly direction?: "after" | "before";
  /** ISO 8601 duration, when kind is "duration" or the phrase gave a length ("at 3 for 45 minutes"). */
  readonly duration?: string;
  /** RFC 5545 rule without DTSTART, when kind is "recurrence". `start`/`end` are then the first occurrence. */
  readonly rrule?: string;
  /** True when the phrase named a clock time, false when the clock was filled in ("tomorrow"). */
  readonly timeGiven: boolean;
  /** True when the phrase named a day, false when today (or the next such time) was assumed ("at 3"). */
  readonly dateGiven: boolean;
  /** IANA zone or offset the phrase itself named ("3pm London time"). */
  readonly zone?: string;
  /** Spans cut out of this one ("any day but Friday"). */
  readonly except?: readonly TimeSpan[];
  /** Clock times (HH:MM) between which each day of the span counts ("next week in the afternoon"); a side left out is open. */
  readonly daily?: { readonly from?: string; readonly to?: string };
  /** Other readings, best first. */
  readonly alternatives: readonly TimeSpan[];
}

export interface TimeContext {
  /** RFC 3339 instant with offset, or with Z. */
  readonly now: string;
  /** IANA zone id or a numeric offset such as "+02:00". */
  readonly zone: string;
  /** Which way a bare "Friday" or "at 5" points; none wished for when missing. */
  readonly prefer?: "future" | "past";
  /** BCP 47 tag; picks the grammar and the order of 3/12. Default "en-US". */
  readonly locale?: string;
  /** Start of the week, 1 = Monday … 7 = Sunday. Default 1. */
  readonly weekStart?: number;
}
