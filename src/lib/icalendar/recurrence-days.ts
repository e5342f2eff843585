/**
 * Which days a rule's BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO and BYDAY let through. Apart from their number, years come in 21 kinds
 * (weekday of January 1st, leap or not, length of the year before), so each kind's list of days is found once and then only looked up.
 */
import { daysBeforeMonth, isLeapYear, weekdayOfDay, yearOfDay, yearStartDay } from "@/lib/time/calendar-days";
import type { RecurrenceRule, WeekdayPart } from "./recurrence-rule";

/** The last day that rules reach: 9999-12-31. */
export const lastDay = yearStartDay(10_000) - 1;

/** First day of the week-numbering year (RFC 5545: week 1 is the first with at least four days in the year). */
export const weekYearStart = (year: number, weekStart: number): number => {
  const fourth = yearStartDay(year) + 3;
  return fourth - ((weekdayOfDay(fourth) - weekStart + 7) % 7);
};

/** Year whose weeks a day belongs to. */
export const weekYearOfDay = (day: number, weekStart: number): number => {
  const year = yearOfDay(day);
  if (day < weekYearStart(year, weekStart)) return year - 1;
  return day >= weekYearStart(year + 1, weekStart) ? year + 1 : year;
};

const inWeeks = (rule: RecurrenceRule, day: number): boolean => {
  const year = weekYearOfDay(day, rule.weekStart);
  const start = weekYearStart(year, rule.weekStart);
  const weeks = (weekYearStart(year + 1, rule.weekStart) - start) / 7;
  const week = Math.floor((day - start) / 7) + 1;
  return rule.byWeekNo.includes(week) || rule.byWeekNo.includes(week - weeks - 1);
};

/** Is this the n-th such weekday of a span of days? `index` counts from the span's first day. */
const isNth = (part: WeekdayPart, weekday: number, index: number, length: number): boolean => {
  if (part.weekday !== weekday) return false;
  if (part.ordinal === 0) return true;
  return part.ordinal > 0 ? Math.floor(index / 7) + 1 === part.ordinal : -(Math.floor((length - 1 - index) / 7) + 1) === part.ordinal;
};

/** Numbered weekdays count within the month where the rule speaks of months, else within the year. */
export const weekdayFits = (rule: RecurrenceRule, day: number): boolean => {
  const weekday = weekdayOfDay(day);
  if (rule.frequency !== "YEARLY" && rule.frequency !== "MONTHLY") return rule.byDay.some((part) => part.weekday === weekday);
  const year = yearOfDay(day);
  const leap = isLeapYear(year);
  const inYear = day - yearStartDay(year);
  if (rule.frequency === "YEARLY" && rule.byMonth.length === 0) return rule.byDay.some((part) => isNth(part, weekday, inYear, daysBeforeMonth(leap, 13)));
  let month = 12;
  while (daysBeforeMonth(leap, month) > inYear) month -= 1;
  const first = daysBeforeMonth(leap, month);
  return rule.byDay.some((part) => isNth(part, weekday, inYear - first, daysBeforeMonth(leap, month + 1) - first));
};

const listYear = (rule: RecurrenceRule, year: number): number[] => {
  const leap = isLeapYear(year);
  const start = yearStartDay(year);
  const length = daysBeforeMonth(leap, 13);
  const days: number[] = [];
  for (let month = 1; month <= 12; month += 1) {
    if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) continue;
    const first = daysBeforeMonth(leap, month);
    const size = daysBeforeMonth(leap, month + 1) - first;
    for (let i = 0; i < size; i += 1) {
      const inYear = first + i;
      if (rule.byMonthDay.length > 0 && !rule.byMonthDay.includes(i + 1) && !rule.byMonthDay.includes(i - size)) continue;
      if (rule.byYearDay.length > 0 && !rule.byYearDay.includes(inYear + 1) && !rule.byYearDay.includes(inYear - length)) continue;
      if (rule.byDay.length > 0 && !weekdayFits(rule, start + inYear)) continue;
      if (rule.byWeekNo.length > 0 && !inWeeks(rule, start + inYear)) continue;
      days.push(inYear);
    }
  }
  return days;
};

/** The days a rule lets through, whatever its frequency and interval. */
export interface DayFilter {
  /** True when every day passes. */
  readonly always: boolean;
  /** True when the same weekdays pass every week and nothing else counts. */
  readonly weekdaysOnly: boolean;
  /** First passing day at or after `day`; Infinity when there is none up to 9999. */
  readonly next: (day: number) => number;
}

const firstAtLeast = (days: readonly number[], value: number): number => {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const filterByWeekday = (weekdays: readonly number[]): DayFilter["next"] => {
  const wait = [1, 2, 3, 4, 5, 6, 7].map((today) => Math.min(...weekdays.map((weekday) => (weekday - today + 7) % 7)));
  return (day) => day + (wait[weekdayOfDay(day) - 1] ?? 0);
};

const filterByYear = (rule: RecurrenceRule): DayFilter["next"] => {
  const lists = new Map<number, readonly number[]>();
  const listOf = (year: number, start: number): readonly number[] => {
    const kind = weekdayOfDay(start) + (isLeapYear(year) ? 8 : 0) + (isLeapYear(year - 1) ? 16 : 0);
    let list = lists.get(kind);
    if (list === undefined) {
      list = listYear(rule, year);
      lists.set(kind, list);
    }
    return list;
  };
  return (day) => {
    let year = yearOfDay(day);
    let from = day;
    for (; year <= 9999; year += 1) {
      const start = yearStartDay(year);
      const list = listOf(year, start);
      const found = list[firstAtLeast(list, from - start)];
      if (found !== undefined) return start + found;
      from = start;
    }
    return Infinity;
  };
};

export const makeDayFilter = (rule: RecurrenceRule): DayFilter => {
  const numbered = rule.frequency === "YEARLY" || rule.frequency === "MONTHLY";
  const plain = rule.byMonth.length + rule.byMonthDay.length + rule.byYearDay.length + rule.byWeekNo.length === 0;
  if (plain && rule.byDay.length === 0) return { always: true, weekdaysOnly: false, next: (day) => day };
  if (plain && !(numbered && rule.byDay.some((part) => part.ordinal !== 0)))
    return { always: false, weekdaysOnly: true, next: filterByWeekday(rule.byDay.map((part) => part.weekday)) };
  return { always: false, weekdaysOnly: false, next: filterByYear(rule) };
};
