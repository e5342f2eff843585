/** What the categories of the grammar stand for: descriptions that are only worked out against the clock once a phrase has won. */
import type { Period, Span } from "../calendar";
import type { TimeGrain, TimeKind } from "../time-match";

/** The moment and place a phrase is read from. Wall and epoch are seconds. */
export interface Anchor {
  readonly wall: number;
  readonly epoch: number;
  readonly zone: string;
  readonly prefer: "future" | "past" | undefined;
  readonly weekStart: number;
}

/** One way to understand a phrase. `exact`: the figures are epoch seconds, not wall seconds. */
export interface Reading {
  readonly start: number;
  readonly end: number | null;
  readonly exact?: boolean;
}

export interface NumberValue {
  readonly value: number;
  /** How many digits it was written with; 0 for words. */
  readonly digits: number;
  /** "a few", "some". */
  readonly vague?: boolean;
}

export interface WeekdayValue {
  readonly weekday: number;
  /** Also an everyday word ("sat", "sun"): counts only in company. */
  readonly weak: boolean;
}

export interface MonthValue {
  readonly month: number;
  readonly weak: boolean;
}

export interface UnitValue {
  readonly period: Period;
  readonly times: number;
  /** A name that only one of them has ("day", not "days"). */
  readonly single?: boolean;
}

/** Parts of a date that were named; what is missing is filled in from the clock. */
export interface DateFields {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly weekday?: number;
}

export interface DateValue {
  readonly grain: TimeGrain;
  /** Best reading first; empty when there is no such date. */
  readonly at: (anchor: Anchor) => readonly Span[];
  /** The same name inside a given span: "Friday" of next week. */
  readonly within?: (outer: Span, anchor: Anchor) => readonly Span[];
  readonly fields?: DateFields;
  /** Counts only in company. */
  readonly weak?: boolean;
  /** Written in figures (2026-11-23), so a clock beside it is on 24 hours. */
  readonly figures?: boolean;
  /** Found inside a longer span ("Thursday next week"), which the other end of a range then shares. */
  readonly inside?: boolean;
  /** A range of dates ("Mon-Wed") rather than one named period. */
  readonly range?: boolean;
  /** Both ends were named ("from Monday to Friday"). */
  readonly pair?: boolean;
  /** The day of a holiday that is the same every year. */
  readonly yearly?: { readonly month: number; readonly day: number };
  /** A third of something ("end of May"), which has no thirds of its own. */
  readonly edge?: boolean;
  /** Keeps the clock of now ("in 3 days" is exact for hours and shorter). */
  readonly period?: Period;
}

export interface ClockValue {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly grain: "hour" | "minute" | "second";
  /** Morning or afternoon wasn't said. */
  readonly open: boolean;
  /** Said with am, pm or the like, so it says nothing about how the other end of a range is counted. */
  readonly marked?: boolean;
  /** Counts only in company ("3"). */
  readonly weak?: boolean;
}

export interface ClocksValue {
  readonly from: ClockValue;
  readonly to: ClockValue;
  readonly weak?: boolean;
}

export interface PartValue {
  readonly name: string;
  /** Seconds of the day; the end may lie past midnight. */
  readonly start: number;
  readonly end: number;
  /** Where a clock named together with it may lie ("11 at night"). */
  readonly wideStart: number;
  readonly wideEnd: number;
  /** A meal or the like: a title rather than a time when it stands alone. */
  readonly weak?: boolean;
}

export interface DayPartValue {
  readonly date: DateValue | null;
  readonly part: PartValue;
  readonly weak?: boolean;
}

export interface MomentValue {
  readonly date: DateValue | null;
  readonly clock: ClockValue;
  readonly part?: PartValue;
  readonly zone?: string;
}

export interface DurationValue {
  readonly months: number;
  readonly days: number;
  readonly workdays: number;
  readonly seconds: number;
  /** The smallest unit that was said. */
  readonly unit: Period;
  readonly iso: string;
  /** Not a match of its own ("a second", "a day"). */
  readonly weak?: boolean;
}

/** Seconds of the day; null leaves that side open. */
export interface DayHours {
  readonly from: number | null;
  readonly to: number | null;
}

export interface WhenValue {
  readonly kind: TimeKind;
  readonly grain: TimeGrain;
  readonly at: (anchor: Anchor) => readonly Reading[];
  readonly dateGiven: boolean;
  readonly timeGiven: boolean;
  readonly zone?: string;
  readonly direction?: "after" | "before";
  readonly duration?: DurationValue;
  readonly rrule?: (anchor: Anchor) => string;
  /** Both ends were named. */
  readonly pair?: boolean;
  /** A stretch of dates that has no name of its own ("end of May"). */
  readonly stretch?: boolean;
  readonly except?: (anchor: Anchor) => readonly Reading[];
  /** Seconds of the day between which each day of the span counts. */
  readonly daily?: DayHours;
  readonly weak?: boolean;
}

/** A repeating pattern, before it is printed as RFC 5545. */
export interface RecurValue {
  readonly frequency: "HOURLY" | "MINUTELY" | "SECONDLY" | "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  readonly weekdays?: readonly number[];
  /** nth weekday of the month or year: [n, weekday]. */
  readonly nth?: readonly (readonly [number, number])[];
  readonly monthDays?: readonly number[];
  readonly months?: readonly number[];
  readonly position?: number;
  readonly clock?: ClockValue;
  readonly clocks?: ClocksValue;
  readonly part?: PartValue;
  readonly duration?: DurationValue;
  readonly zone?: string;
  readonly count?: number;
  readonly until?: DateValue;
  readonly from?: DateValue;
}

export interface Values {
  number: NumberValue;
  ordinal: number;
  unit: UnitValue;
  weekday: WeekdayValue;
  weekdays: readonly number[];
  /** Days named one after the other, each by its own name ("Monday, Wednesday and Friday"). */
  daylist: readonly number[];
  month: MonthValue;
  year: number;
  half: "am" | "pm";
  part: PartValue;
  /** The part of every day ("mornings"). */
  parts: PartValue;
  shift: number;
  edge: "start" | "middle" | "end";
  season: number;
  holiday: DateValue;
  zone: string;
  duration: DurationValue;
  date: DateValue;
  clock: ClockValue;
  loose: ClockValue;
  clocks: ClocksValue;
  daypart: DayPartValue;
  moment: MomentValue;
  when: WhenValue;
  recur: RecurValue;
}

export type Category = keyof Values;
