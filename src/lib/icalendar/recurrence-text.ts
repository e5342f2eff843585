/** Says a recurrence rule in plain English: "every second Thursday until 30 June". */
import { dateOfDay, dayOfMs, weekdayOfDay } from "@/lib/time/calendar-days";
import { parseRule, parseWallTime, type Frequency, type RecurrenceRule, type WeekdayPart } from "./recurrence-rule";

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const monthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ordinalWords = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const unitNames: Record<Frequency, string> = {
  YEARLY: "year",
  MONTHLY: "month",
  WEEKLY: "week",
  DAILY: "day",
  HOURLY: "hour",
  MINUTELY: "minute",
  SECONDLY: "second",
};

export interface RuleTextOptions {
  /** "20261126T090000": fills in what the rule leaves to its first time ("every Thursday"). */
  readonly dtstart?: string;
  /** An end in this year is said without its year. */
  readonly thisYear?: number;
}

const weekdayName = (weekday: number): string => weekdayNames[weekday - 1] ?? "";
const monthName = (month: number): string => monthNames[month - 1] ?? "";

const joinWords = (words: readonly string[], last = "and"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;

/** "1st", "22nd". */
const numberTh = (value: number): string => {
  const tens = value % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${String(value)}${ending}`;
};

const everyNth = (interval: number): string => (interval === 1 ? "every" : `every ${ordinalWords[interval] ?? numberTh(interval)}`);

/** "second", "last", "second to last". */
const place = (ordinal: number): string => {
  if (ordinal > 0) return ordinalWords[ordinal] ?? numberTh(ordinal);
  return ordinal === -1 ? "last" : `${ordinalWords[-ordinal] ?? numberTh(-ordinal)} to last`;
};

const plainDays = (parts: readonly WeekdayPart[]): number[] => [...new Set(parts.map((part) => part.weekday))].sort((a, b) => a - b);
const isWorkweek = (days: readonly number[]): boolean => days.join() === "1,2,3,4,5";
const isWholeWeek = (days: readonly number[]): boolean => days.length === 7;

const dayPhrase = (part: WeekdayPart): string =>
  part.ordinal === 0 ? `every ${weekdayName(part.weekday)}` : `the ${place(part.ordinal)} ${weekdayName(part.weekday)}`;
const monthDayPhrase = (day: number): string => (day > 0 ? `the ${numberTh(day)}` : `the ${place(day)} day`);

/** BYDAY with BYSETPOS is how calendars say "the last working day". */
const setPosPhrase = (rule: RecurrenceRule): string | null => {
  const [position] = rule.bySetPos;
  if (
    rule.bySetPos.length !== 1 ||
    position === undefined ||
    rule.byDay.length === 0 ||
    rule.byDay.some((part) => part.ordinal !== 0) ||
    rule.byMonthDay.length > 0
  )
    return null;
  const days = plainDays(rule.byDay);
  const what = isWorkweek(days) ? "working day" : isWholeWeek(days) ? "day" : joinWords(days.map(weekdayName), "or");
  return `the ${place(position)} ${what}`;
};

const daysWithin = (rule: RecurrenceRule): string => {
  const position = setPosPhrase(rule);
  if (position !== null) return position;
  const days = plainDays(rule.byDay);
  const numbered = rule.byDay.some((part) => part.ordinal !== 0);
  const weekdays =
    rule.byDay.length === 0 ? "" : numbered ? joinWords(rule.byDay.map(dayPhrase)) : isWorkweek(days) ? "every weekday" : joinWords(rule.byDay.map(dayPhrase));
  const dates = joinWords(rule.byMonthDay.map(monthDayPhrase));
  if (weekdays !== "" && dates !== "")
    return `${dates} if it is ${joinWords(
      days.map((day) => `a ${weekdayName(day)}`),
      "or",
    )}`;
  return weekdays || dates;
};

const weekly = (rule: RecurrenceRule): string => {
  const days = plainDays(rule.byDay);
  if (days.length === 0) return `${everyNth(rule.interval)} week`;
  if (rule.interval === 1 && isWorkweek(days)) return "every weekday";
  if (rule.interval === 1 && isWholeWeek(days)) return "every day";
  if (rule.interval === 1 || days.length === 1) return `${everyNth(rule.interval)} ${joinWords(days.map(weekdayName))}`;
  return `${everyNth(rule.interval)} week on ${isWorkweek(days) ? "weekdays" : joinWords(days.map(weekdayName))}`;
};

const monthly = (rule: RecurrenceRule): string => {
  const within = daysWithin(rule);
  return within === "" ? `${everyNth(rule.interval)} month` : `${within} of ${everyNth(rule.interval)} month`;
};

const yearly = (rule: RecurrenceRule): string => {
  const year = `${everyNth(rule.interval)} year`;
  const months = joinWords(rule.byMonth.map(monthName));
  const within = daysWithin(rule);
  if (rule.byMonth.length > 0 && rule.byMonthDay.length > 0 && rule.byDay.length === 0 && rule.byMonthDay.every((day) => day > 0))
    return `${year} on ${joinWords(rule.byMonthDay.map(String))} ${months}`;
  if (within !== "") return `${year} on ${within}${months === "" ? (rule.byMonthDay.length > 0 ? " of every month" : "") : ` of ${months}`}`;
  return months === "" ? year : `${year} in ${months}`;
};

const inMonths = (rule: RecurrenceRule): string => (rule.byMonth.length === 0 ? "" : ` in ${joinWords(rule.byMonth.map(monthName))}`);

const basis = (rule: RecurrenceRule): string => {
  if (rule.frequency === "YEARLY") return yearly(rule);
  if (rule.frequency === "MONTHLY") return monthly(rule) + inMonths(rule);
  if (rule.frequency === "WEEKLY") return weekly(rule) + inMonths(rule);
  const days = plainDays(rule.byDay);
  const on = days.length === 0 ? "" : ` on ${isWorkweek(days) ? "weekdays" : joinWords(days.map((day) => `${weekdayName(day)}s`))}`;
  if (rule.frequency === "DAILY" && rule.interval === 1 && isWorkweek(days)) return `every weekday${inMonths(rule)}`;
  return `${everyNth(rule.interval)} ${unitNames[rule.frequency]}${on}${rule.byMonthDay.length === 0 ? "" : ` on ${joinWords(rule.byMonthDay.map(monthDayPhrase))} of the month`}${inMonths(rule)}`;
};

const two = (value: number): string => String(value).padStart(2, "0");

const rest = (rule: RecurrenceRule): string => {
  const parts: string[] = [];
  if (rule.byWeekNo.length > 0) parts.push(`in week ${joinWords(rule.byWeekNo.map((week) => (week > 0 ? String(week) : place(week))))} of the year`);
  if (rule.byYearDay.length > 0) parts.push(`on ${joinWords(rule.byYearDay.map((day) => `the ${place(day)}`))} day of the year`);
  const exact = rule.byHour.length * Math.max(1, rule.byMinute.length) <= 6 && rule.bySecond.length === 0;
  if (rule.byHour.length > 0 && exact)
    parts.push(
      `at ${joinWords(rule.byHour.flatMap((hour) => (rule.byMinute.length > 0 ? rule.byMinute : [0]).map((minute) => `${two(hour)}:${two(minute)}`)))}`,
    );
  else {
    if (rule.byHour.length > 0) parts.push(`in the hours ${joinWords(rule.byHour.map(String))}`);
    if (rule.byMinute.length > 0) parts.push(`at minute ${joinWords(rule.byMinute.map(String))}`);
    if (rule.bySecond.length > 0) parts.push(`at second ${joinWords(rule.bySecond.map(String))}`);
  }
  if (rule.bySetPos.length > 0 && !((rule.frequency === "MONTHLY" || rule.frequency === "YEARLY") && setPosPhrase(rule) !== null))
    parts.push(`only the ${joinWords(rule.bySetPos.map(place))} of each ${unitNames[rule.frequency]}`);
  return parts.map((part) => ` ${part}`).join("");
};

const ending = (rule: RecurrenceRule, thisYear: number | undefined): string => {
  if (rule.count !== null) return rule.count === 1 ? ", once" : `, ${String(rule.count)} times`;
  if (rule.until === null) return "";
  const { year, month, day } = dateOfDay(dayOfMs(rule.until.wallMs));
  return ` until ${String(day)} ${monthName(month)}${year === thisYear ? "" : ` ${String(year)}`}`;
};

/** What a weekly, monthly or yearly rule takes from its first time, so that it can be said. */
const withStart = (rule: RecurrenceRule, dtstart: string | undefined): RecurrenceRule => {
  const start = dtstart === undefined ? null : parseWallTime(dtstart);
  if (start === null || rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length + rule.byWeekNo.length > 0) return rule;
  const startDay = dayOfMs(start.wallMs);
  const date = dateOfDay(startDay);
  if (rule.frequency === "WEEKLY") return { ...rule, byDay: [{ weekday: weekdayOfDay(startDay), ordinal: 0 }] };
  if (rule.frequency === "MONTHLY") return { ...rule, byMonthDay: [date.day] };
  if (rule.frequency === "YEARLY") return { ...rule, byMonthDay: [date.day], byMonth: rule.byMonth.length > 0 ? rule.byMonth : [date.month] };
  return rule;
};

/** A rule in words, without a capital or full stop; the text itself where it can't be read. */
export const describeRule = (rrule: string, options: RuleTextOptions = {}): string => {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return rrule;
  const rule = withStart(parsed.rule, options.dtstart);
  return `${basis(rule)}${rest(rule)}${ending(rule, options.thisYear)}`;
};
