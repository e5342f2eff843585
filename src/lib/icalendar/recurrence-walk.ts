/**
 * Walks the instances of one rule on a clock without zone, period by period (a year, month, week, day, hour, minute or second each).
 * Every jump is computed: to the period of a date, over days that don't pass, to the next allowed hour. So nothing is ever walked from
 * the start, and a rule that never matches ends at once.
 */
import { dateOfDay, dayOf, daysInMonth, isLeapYear, weekdayOfDay, yearOfDay, yearStartDay, daysBeforeMonth } from "@/lib/time/calendar-days";
import { lastDay, makeDayFilter, weekdayFits, weekYearOfDay, weekYearStart, type DayFilter } from "./recurrence-days";
import type { Frequency, RecurrenceRule, WallTime } from "./recurrence-rule";

const daySeconds = 86_400;
const lastSecond = (lastDay + 1) * daySeconds - 1;

/** How much work a question may cause. Shared by all rules of one question; spent = the answer is refused. */
export interface WorkBudget {
  left: number;
}

/** How periods of one frequency are numbered and which seconds they begin with. */
interface PeriodKind {
  readonly indexOfDay: (day: number) => number;
  readonly firstDay: (index: number) => number;
}

/** A rule made ready to walk: defaults from DTSTART filled in, periods and allowed times worked out. */
export interface CompiledRule {
  readonly rule: RecurrenceRule;
  readonly startSeconds: number;
  readonly untilSeconds: number;
  readonly days: DayFilter;
  /** Null for HOURLY, MINUTELY, SECONDLY, whose periods are `unitSeconds` long. */
  readonly period: PeriodKind | null;
  readonly unitSeconds: number;
  /** Times within a period, each sorted. */
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  /** Days of a period where RFC 7529's SKIP moves invalid dates; null where the day filter is enough. */
  readonly movedDays: ((periodIndex: number) => readonly number[]) | null;
  /** False when the interval and the allowed times can never meet, or BYSETPOS asks for more than a period can hold. */
  readonly possible: boolean;
}

const periodKinds = (rule: RecurrenceRule): PeriodKind | null => {
  const { frequency, weekStart } = rule;
  if (frequency === "YEARLY" && rule.byWeekNo.length > 0)
    return { indexOfDay: (day) => weekYearOfDay(day, weekStart), firstDay: (year) => weekYearStart(year, weekStart) };
  if (frequency === "YEARLY") return { indexOfDay: yearOfDay, firstDay: yearStartDay };
  if (frequency === "MONTHLY") {
    return {
      indexOfDay: (day) => {
        const date = dateOfDay(day);
        return date.year * 12 + date.month - 1;
      },
      firstDay: (index) => dayOf(Math.floor(index / 12), (index % 12) + 1, 1),
    };
  }
  if (frequency === "WEEKLY") {
    // Day -3 was a Monday, so day weekStart - 4 began a week.
    const anchor = weekStart - 4;
    return { indexOfDay: (day) => Math.floor((day - anchor) / 7), firstDay: (index) => index * 7 + anchor };
  }
  return frequency === "DAILY" ? { indexOfDay: (day) => day, firstDay: (day) => day } : null;
};

/** RFC 5545 section 3.3.10: what the rule doesn't say comes from DTSTART. */
const withDefaults = (rule: RecurrenceRule, startDay: number): RecurrenceRule => {
  const { frequency } = rule;
  const date = dateOfDay(startDay);
  const weekday = [{ weekday: weekdayOfDay(startDay), ordinal: 0 }];
  const daysGiven = rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length > 0;
  if (frequency === "YEARLY" && rule.byWeekNo.length > 0) return daysGiven ? rule : { ...rule, byDay: weekday };
  if (daysGiven || rule.byWeekNo.length > 0) return rule;
  if (frequency === "WEEKLY") return { ...rule, byDay: weekday };
  if (frequency === "MONTHLY") return { ...rule, byMonthDay: [date.day] };
  if (frequency === "YEARLY") return { ...rule, byMonthDay: [date.day], byMonth: rule.byMonth.length > 0 ? rule.byMonth : [date.month] };
  return rule;
};

const moveDate = (skip: RecurrenceRule["skip"], first: number, length: number, number: number): number | null => {
  const day = number > 0 ? number - 1 : length + number;
  if (day >= 0 && day < length) return first + day;
  if (skip === "OMIT") return null;
  const past = day >= length;
  if (skip === "FORWARD") return past ? first + length : first;
  return past ? first + length - 1 : first - 1;
};

const movedDaysOf = (rule: RecurrenceRule): CompiledRule["movedDays"] => {
  const monthly = rule.frequency === "MONTHLY" && rule.byMonthDay.length > 0;
  const yearly = rule.frequency === "YEARLY" && rule.byMonthDay.length + rule.byYearDay.length > 0 && rule.byWeekNo.length === 0;
  if (rule.skip === "OMIT" || !(monthly || yearly)) return null;
  const ofMonth = (year: number, month: number): (number | null)[] =>
    rule.byMonth.length > 0 && !rule.byMonth.includes(month)
      ? []
      : rule.byMonthDay.map((number) => moveDate(rule.skip, dayOf(year, month, 1), daysInMonth(year, month), number));
  const ofYear = (year: number): (number | null)[] =>
    rule.byYearDay.length > 0
      ? rule.byYearDay.map((number) => moveDate(rule.skip, yearStartDay(year), daysBeforeMonth(isLeapYear(year), 13), number))
      : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((month) => ofMonth(year, month));
  return (index) => {
    const days = monthly ? ofMonth(Math.floor(index / 12), (index % 12) + 1) : ofYear(index);
    const kept = days.filter((day): day is number => day !== null && (rule.byDay.length === 0 || weekdayFits(rule, day)));
    return [...new Set(kept)].sort((a, b) => a - b);
  };
};

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

const allowedOr = (values: readonly number[], all: number): readonly number[] => (values.length > 0 ? values : Array.from({ length: all }, (_, i) => i));

/** Can an hourly, minutely or secondly rule ever hit its BYHOUR, BYMINUTE and BYSECOND? Times of day repeat modulo gcd(interval, day). */
const canMeet = (rule: RecurrenceRule, unitSeconds: number, startSeconds: number): boolean => {
  const step = greatestCommonDivisor(rule.interval * unitSeconds, daySeconds);
  if (step === unitSeconds) return true;
  const base = Math.floor(startSeconds / unitSeconds) * unitSeconds;
  const residue = ((base % step) + step) % step;
  const minutes = unitSeconds < 3600 ? allowedOr(rule.byMinute, 60) : [0];
  const seconds = unitSeconds < 60 ? allowedOr(rule.bySecond, 60) : [0];
  return allowedOr(rule.byHour, 24).some((hour) => minutes.some((minute) => seconds.some((second) => (hour * 3600 + minute * 60 + second) % step === residue)));
};

const unitOf: Record<Frequency, number> = { YEARLY: 0, MONTHLY: 0, WEEKLY: 0, DAILY: 0, HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/** Most days a period can have. */
const daysMax: Record<Frequency, number> = { YEARLY: 371, MONTHLY: 31, WEEKLY: 7, DAILY: 1, HOURLY: 1, MINUTELY: 1, SECONDLY: 1 };

/** Makes a rule ready to walk from its DTSTART. `untilSeconds` is the last second allowed, on the same clock; Infinity for none. */
export const compileRule = (given: RecurrenceRule, start: WallTime, untilSeconds: number): CompiledRule => {
  const startSeconds = Math.floor(start.wallMs / 1000);
  const startDay = Math.floor(startSeconds / daySeconds);
  const clock = startSeconds - startDay * daySeconds;
  // A date has no clock: RFC 5545 says to ignore the time parts then.
  const timed: RecurrenceRule = start.dateOnly ? { ...given, byHour: [], byMinute: [], bySecond: [] } : given;
  const rule = withDefaults(timed, startDay);
  const unitSeconds = unitOf[rule.frequency];
  const timesOf = (values: readonly number[], own: number, above: number): readonly number[] =>
    unitSeconds > 0 && unitSeconds <= above ? [0] : values.length > 0 ? values : [own];
  const hours = timesOf(rule.byHour, Math.floor(clock / 3600), 3600);
  const minutes = timesOf(rule.byMinute, Math.floor(clock / 60) % 60, 60);
  const seconds = timesOf(rule.bySecond, clock % 60, 1);
  const sizeMax = daysMax[rule.frequency] * hours.length * minutes.length * seconds.length;
  const reachable = rule.bySetPos.length === 0 || rule.bySetPos.some((position) => Math.abs(position) <= sizeMax);
  return {
    rule,
    startSeconds,
    untilSeconds: Math.min(untilSeconds, lastSecond),
    days: makeDayFilter(rule),
    period: periodKinds(rule),
    unitSeconds,
    hours,
    minutes,
    seconds,
    movedDays: movedDaysOf(rule),
    possible: reachable && (unitSeconds === 0 || canMeet(rule, unitSeconds, startSeconds)),
  };
};

/** First allowed value at or after `value`, or -1. An empty list allows all. */
const nextAllowed = (values: readonly number[], value: number): number => {
  if (values.length === 0) return value;
  for (const allowed of values) if (allowed >= value) return allowed;
  return -1;
};

/** Seconds of the next moment whose hour, minute and second the rule allows, at or after `at`; may lie on the next day, whose date is not checked. */
const nextAllowedClock = (rule: RecurrenceRule, unitSeconds: number, at: number): number => {
  const day = Math.floor(at / daySeconds) * daySeconds;
  const clock = at - day;
  const hourNow = Math.floor(clock / 3600);
  const hour = nextAllowed(rule.byHour, hourNow);
  if (hour < 0) return day + daySeconds;
  if (hour > hourNow) return day + hour * 3600;
  if (unitSeconds === 3600) return at;
  const minuteNow = Math.floor(clock / 60) % 60;
  const minute = nextAllowed(rule.byMinute, minuteNow);
  if (minute < 0) return day + (hour + 1) * 3600;
  if (minute > minuteNow) return day + hour * 3600 + minute * 60;
  if (unitSeconds === 60) return at;
  const second = nextAllowed(rule.bySecond, clock % 60);
  return day + hour * 3600 + (second < 0 ? (minute + 1) * 60 : minute * 60 + second);
};

/** Instances of one rule in order, as seconds on a clock without zone. */
export class RuleWalk {
  readonly #compiled: CompiledRule;
  readonly #budget: WorkBudget;
  readonly #firstIndex: number;
  /** Number of intervals from the first period to the one to be read next. */
  #steps = 0;
  /** Seconds at which the days (or the one short period) of the current period begin. */
  #anchors: number[] = [];
  /** Positions within the period that BYSETPOS leaves; null = all. */
  #chosen: readonly number[] | null = null;
  #at = 0;
  #size = 0;

  constructor(compiled: CompiledRule, budget: WorkBudget) {
    this.#compiled = compiled;
    this.#budget = budget;
    const { period, startSeconds, unitSeconds } = compiled;
    this.#firstIndex = period === null ? Math.floor(startSeconds / unitSeconds) : period.indexOfDay(Math.floor(startSeconds / daySeconds));
    this.seek(startSeconds);
  }

  /** Goes to the first instance at or after `seconds`, forwards or backwards. */
  seek(seconds: number): void {
    const target = Math.max(seconds, this.#compiled.startSeconds);
    if (!this.#compiled.possible || target > this.#compiled.untilSeconds) {
      this.#steps = Infinity;
      this.#size = 0;
      return;
    }
    const { period, unitSeconds, rule, movedDays } = this.#compiled;
    const index = period === null ? Math.floor(target / unitSeconds) : period.indexOfDay(Math.floor(target / daySeconds));
    // SKIP=FORWARD moves a day into the next period, so the one before may still hold it.
    const steps = Math.ceil((index - this.#firstIndex) / rule.interval) - (movedDays === null ? 0 : 2);
    this.#steps = Math.max(0, steps);
    do {
      if (!this.#load()) return;
      this.#at = this.#firstAtLeast(target);
    } while (this.#at >= this.#size);
  }

  /** The next instance, or Infinity after the last (or when the budget is spent). */
  next(): number {
    while (this.#at >= this.#size) if (!this.#load()) return Infinity;
    const value = this.#value(this.#at);
    if (value > this.#compiled.untilSeconds) {
      this.#steps = Infinity;
      this.#size = 0;
      return Infinity;
    }
    this.#at += 1;
    return value;
  }

  /** The `count`-th instance, or Infinity if there are fewer. Adds up whole periods instead of stepping through instances. */
  nth(count: number): number {
    let left = count;
    const perPeriod = this.#constantSize();
    for (;;) {
      const rest = this.#size - this.#at;
      if (rest >= left) return this.#value(this.#at + left - 1);
      left -= rest;
      this.#at = this.#size;
      if (perPeriod > 0 && left > perPeriod) {
        const periods = Math.floor((left - 1) / perPeriod);
        this.#steps += periods;
        left -= periods * perPeriod;
      }
      if (!this.#load()) return Infinity;
    }
  }

  /** Instances of each period but the first where that number is always the same; 0 where it isn't. */
  #constantSize(): number {
    const { rule, days, unitSeconds, hours, minutes, seconds } = this.#compiled;
    if (rule.bySetPos.length > 0) return 0;
    const times = hours.length * minutes.length * seconds.length;
    if (rule.frequency === "WEEKLY") return days.weekdaysOnly ? new Set(rule.byDay.map((part) => part.weekday)).size * times : 0;
    if (!days.always) return 0;
    if (rule.frequency === "DAILY") return times;
    const limited = rule.byHour.length > 0 || (unitSeconds < 3600 && rule.byMinute.length > 0) || (unitSeconds < 60 && rule.bySecond.length > 0);
    return unitSeconds > 0 && !limited ? times : 0;
  }

  /** Reads the next period that has instances; false when there is none or the budget is spent. */
  #load(): boolean {
    this.#size = 0;
    this.#at = 0;
    for (;;) {
      this.#budget.left -= 1;
      if (this.#budget.left < 0 || this.#steps === Infinity) return false;
      const found = this.#compiled.period === null ? this.#readShortPeriod() : this.#readDays(this.#compiled.period);
      if (!found) continue;
      this.#choose();
      if (this.#steps === 1 && this.#size > 0) this.#at = this.#firstAtLeast(this.#compiled.startSeconds);
      if (this.#at < this.#size) return true;
    }
  }

  /** One hour, minute or second. Where it doesn't pass, jumps to the first that may. */
  #readShortPeriod(): boolean {
    const { unitSeconds, rule, days, untilSeconds } = this.#compiled;
    const stepSeconds = rule.interval * unitSeconds;
    const base = this.#firstIndex * unitSeconds;
    const start = base + this.#steps * stepSeconds;
    if (start > untilSeconds) return this.#end();
    const day = Math.floor(start / daySeconds);
    const passing = days.next(day);
    const wanted = passing > day ? passing * daySeconds : nextAllowedClock(rule, unitSeconds, start);
    if (wanted > start) {
      this.#steps = Math.max(this.#steps + 1, Math.ceil((wanted - base) / stepSeconds));
      return false;
    }
    this.#anchors = [start];
    this.#steps += 1;
    return true;
  }

  /** The passing days of one day, week, month or year. Where there are none, jumps to the period of the next passing day. */
  #readDays(period: PeriodKind): boolean {
    const { rule, days, movedDays, untilSeconds } = this.#compiled;
    const index = this.#firstIndex + this.#steps * rule.interval;
    const first = period.firstDay(index);
    if (first * daySeconds > untilSeconds + daySeconds) return this.#end();
    if (movedDays !== null) {
      this.#anchors = movedDays(index).map((day) => day * daySeconds);
      this.#steps += 1;
      return this.#anchors.length > 0;
    }
    const end = period.firstDay(index + 1);
    let day = days.next(first);
    if (day >= end) {
      if (day > lastDay) return this.#end();
      this.#steps = Math.max(this.#steps + 1, Math.ceil((period.indexOfDay(day) - this.#firstIndex) / rule.interval));
      return false;
    }
    this.#anchors = [];
    for (; day < end; day = days.next(day + 1)) this.#anchors.push(day * daySeconds);
    this.#steps += 1;
    return true;
  }

  #end(): false {
    this.#steps = Infinity;
    return false;
  }

  /** BYSETPOS: positions counted from either end of the period's instances. */
  #choose(): void {
    const { hours, minutes, seconds, rule } = this.#compiled;
    const all = this.#anchors.length * hours.length * minutes.length * seconds.length;
    this.#chosen = null;
    this.#size = all;
    this.#at = 0;
    if (rule.bySetPos.length === 0) return;
    const positions = rule.bySetPos.map((position) => (position > 0 ? position - 1 : all + position)).filter((position) => position >= 0 && position < all);
    this.#chosen = [...new Set(positions)].sort((a, b) => a - b);
    this.#size = this.#chosen.length;
  }

  #value(at: number): number {
    const { hours, minutes, seconds } = this.#compiled;
    const position = this.#chosen === null ? at : (this.#chosen[at] ?? 0);
    const perHour = minutes.length * seconds.length;
    const perDay = hours.length * perHour;
    if (perDay === 1) return (this.#anchors[position] ?? Infinity) + (hours[0] ?? 0) * 3600 + (minutes[0] ?? 0) * 60 + (seconds[0] ?? 0);
    const inDay = position % perDay;
    const inHour = inDay % perHour;
    return (
      (this.#anchors[(position - inDay) / perDay] ?? Infinity) +
      (hours[(inDay - inHour) / perHour] ?? 0) * 3600 +
      (minutes[Math.floor(inHour / seconds.length)] ?? 0) * 60 +
      (seconds[inHour % seconds.length] ?? 0)
    );
  }

  #firstAtLeast(target: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#value(middle) < target) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
