/** Dates as people name them, by their parts or by their distance from today, turned into spans of wall-clock time once the clock is known. */
import { DAY, addPeriods, civilDate, dayNumber, dayOf, daysInMonth, isWorkday, periodAt, startOf, weekdayOf, type Period, type Span } from "../calendar";
import type { Anchor, DateFields, DateValue } from "../grammar/values";
import type { TimeGrain } from "../time-match";

/** A date that counts only in company, once it has some. */
export const strong = (date: DateValue): DateValue => (date.weak ? { ...date, weak: false } : date);

export const daySpan = (days: number): Span => ({ start: days * DAY, end: (days + 1) * DAY });
export const today = (anchor: Anchor): number => dayOf(anchor.wall);

export const grainOf = (period: Period): TimeGrain => (period === "workday" || period === "weekend" ? "day" : period === "half" ? "quarter" : period);

/** Orders candidates by the direction that was wished for: the next one, the latest one, or the nearest. */
export const byPreference = (candidates: readonly Span[], anchor: Anchor, current: "counts" | "skipped"): Span[] => {
  const start = today(anchor) * DAY;
  const isAhead = (span: Span): boolean => (current === "counts" ? span.end > start : span.start > start);
  if (anchor.prefer === "future")
    return [...candidates.filter(isAhead).sort((a, b) => a.start - b.start), ...candidates.filter((span) => !isAhead(span)).sort((a, b) => b.start - a.start)];
  if (anchor.prefer === "past")
    return [...candidates].sort((a, b) => Number(a.start > start) - Number(b.start > start) || Math.abs(a.start - start) - Math.abs(b.start - start));
  return [...candidates].sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start) || b.start - a.start);
};

export const valid = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && year >= 1 && year <= 9999;

/** Whether some year has such a date. */
const possible = ({ year, month, day }: DateFields): boolean => {
  if (month !== undefined && (month < 1 || month > 12)) return false;
  if (day === undefined) return true;
  return day >= 1 && day <= (month === undefined ? 31 : daysInMonth(year ?? 2024, month));
};

export const monthSpan = (year: number, month: number): Span => {
  const start = dayNumber(year, month, 1);
  return { start: start * DAY, end: (start + daysInMonth(year, month)) * DAY };
};

const dayInYears = (month: number, day: number, weekday: number | undefined, anchor: Anchor): readonly Span[] => {
  const { year } = civilDate(today(anchor));
  const spans: Span[] = [];
  const reach = month === 2 && day === 29 ? 8 : 2;
  for (let candidate = year - reach; candidate <= year + reach; candidate += 1)
    if (valid(candidate, month, day)) spans.push(daySpan(dayNumber(candidate, month, day)));
  const near = spans.filter((span) => span.start > anchor.wall - 400 * DAY && span.start < anchor.wall + 800 * DAY);
  // What we print leaves out the running year, past or ahead; a weekday that only fits an earlier year is a slip.
  const likely = anchor.prefer === "future" ? near.filter((span) => span.end > dayNumber(year, 1, 1) * DAY) : near;
  const matching = weekday === undefined ? spans : likely.filter((span) => weekdayOf(dayOf(span.start)) === weekday);
  return byPreference(matching.length > 0 ? matching : spans, anchor, "counts").slice(0, 1);
};

const dayInMonths = (day: number, weekday: number | undefined, anchor: Anchor): readonly Span[] => {
  const { year, month } = civilDate(today(anchor));
  const spans: Span[] = [];
  for (let shift = -12; shift <= 24; shift += 1) {
    const index = year * 12 + month - 1 + shift;
    const y = Math.floor(index / 12);
    const m = index - y * 12 + 1;
    if (!valid(y, m, day)) continue;
    const days = dayNumber(y, m, day);
    if (weekday === undefined || weekdayOf(days) === weekday) spans.push(daySpan(days));
  }
  const current = weekday !== undefined || anchor.prefer !== "future" ? "counts" : "skipped";
  return byPreference(spans, anchor, current).slice(0, 1);
};

const weekdayAround = (weekday: number, anchor: Anchor): readonly Span[] => {
  const base = today(anchor);
  const ahead = (weekday - weekdayOf(base) + 7) % 7;
  if (ahead === 0 && anchor.prefer === "future") return [daySpan(base + 7), daySpan(base)];
  return byPreference(
    [ahead - 14, ahead - 7, ahead, ahead + 7].map((shift) => daySpan(base + shift)),
    anchor,
    anchor.prefer === "future" ? "skipped" : "counts",
  ).slice(0, anchor.prefer ? 1 : 2);
};

const monthAround = (month: number, anchor: Anchor): readonly Span[] => {
  const { year } = civilDate(today(anchor));
  return byPreference(
    [year - 1, year, year + 1].map((candidate) => monthSpan(candidate, month)),
    anchor,
    "counts",
  ).slice(0, anchor.prefer ? 1 : 2);
};

const resolveFields = (fields: DateFields, anchor: Anchor): readonly Span[] => {
  const { year, month, day, weekday } = fields;
  if (year !== undefined && month !== undefined && day !== undefined) return valid(year, month, day) ? [daySpan(dayNumber(year, month, day))] : [];
  if (year !== undefined && month !== undefined) return [monthSpan(year, month)];
  if (year !== undefined) return [{ start: dayNumber(year, 1, 1) * DAY, end: dayNumber(year + 1, 1, 1) * DAY }];
  if (month !== undefined && day !== undefined) return dayInYears(month, day, weekday, anchor);
  if (day !== undefined) return dayInMonths(day, weekday, anchor);
  if (month !== undefined) return monthAround(month, anchor);
  if (weekday !== undefined) return weekdayAround(weekday, anchor);
  return [];
};

const matches = (days: number, { year, month, day, weekday }: DateFields): boolean => {
  const date = civilDate(days);
  return (
    (year === undefined || date.year === year) &&
    (month === undefined || date.month === month) &&
    (day === undefined || date.day === day) &&
    (weekday === undefined || weekdayOf(days) === weekday)
  );
};

/** The first day (or month) with these fields inside a span. */
const fieldsWithin = (fields: DateFields, outer: Span): readonly Span[] => {
  const first = dayOf(outer.start);
  const last = Math.min(dayOf(outer.end - 1), first + 1500);
  const wholeMonth = fields.month !== undefined && fields.day === undefined && fields.weekday === undefined;
  for (let days = first; days <= last; days += 1) {
    if (!matches(days, fields)) continue;
    if (!wholeMonth) return [daySpan(days)];
    const { year, month } = civilDate(days);
    return [monthSpan(year, month)];
  }
  return [];
};

const grainOfFields = ({ month, day, weekday }: DateFields): TimeGrain =>
  day !== undefined || weekday !== undefined ? "day" : month !== undefined ? "month" : "year";

/** A date by its parts; null when no calendar has it. */
export const dateFromFields = (fields: DateFields, extra: Partial<DateValue> = {}): DateValue | null => {
  if (!possible(fields)) return null;
  return { grain: grainOfFields(fields), at: (anchor) => resolveFields(fields, anchor), within: (outer) => fieldsWithin(fields, outer), fields, ...extra };
};

/** Two digits of a year as people mean them: up to 39 this century. */
export const fullYear = (year: number, digits: number): number => (digits > 2 ? year : year < 40 ? 2000 + year : 1900 + year);

/** Adds what a second name says to a first one ("Tuesday" + "19th"); null when both say the same part. */
export const mergeFields = (a: DateFields | undefined, b: DateFields | undefined): DateValue | null => {
  if (!a || !b) return null;
  for (const key of ["year", "month", "day", "weekday"] as const) if (a[key] !== undefined && b[key] !== undefined) return null;
  return dateFromFields({ ...a, ...b });
};

/** The current period shifted: 0 = this, 1 = next, -1 = last. */
export const periodFromNow = (period: Period, shift: number): DateValue => ({
  grain: grainOf(period),
  period,
  ...(period === "weekend" ? { range: true } : {}),
  at: (anchor) => {
    const span =
      period === "workday" ? daySpan(dayOf(addPeriods(today(anchor) * DAY, "workday", shift))) : periodAt(period, anchor.wall, shift, anchor.weekStart);
    return [span];
  },
  ...(period === "weekend"
    ? {
        within: (outer: Span) => {
          for (let days = dayOf(outer.start); days < dayOf(outer.end); days += 1)
            if (weekdayOf(days) === 6) return [{ start: days * DAY, end: (days + 2) * DAY }];
          return [];
        },
      }
    : {}),
});

/** Saturday and Sunday around or after today; on the days themselves it is the running one. */
export const weekendFromNow = (shift: number): DateValue => ({
  ...periodFromNow("weekend", shift),
  at: (anchor) => {
    const base = today(anchor);
    const day = weekdayOf(base);
    const saturday = day === 7 ? base - 1 : base + (6 - day);
    const running = shift < 0 && day < 6 ? -7 : 0;
    const first = saturday + (shift < 0 ? (shift + 1) * 7 + (running || -7) : shift * 7);
    return [{ start: first * DAY, end: (first + 2) * DAY }];
  },
});

/** The week that a day lies in; null for anything longer. */
export const weekAround = (date: DateValue): DateValue | null =>
  date.grain === "day" && !date.range
    ? { ...periodFromNow("week", 0), at: (anchor) => date.at(anchor).map(({ start }) => periodAt("week", start, 0, anchor.weekStart)) }
    : null;

/** The weekend that a day belongs to, the day itself included: a Monday or Tuesday ends the one before it. */
export const weekendAround = (date: DateValue): DateValue => ({
  grain: "day",
  range: true,
  at: (anchor) =>
    date.at(anchor).map(({ start, end }) => {
      const weekday = weekdayOf(dayOf(start));
      const saturday = start - (weekday <= 2 ? weekday + 1 : weekday - 6) * DAY;
      return { start: Math.min(saturday, start), end: Math.max(saturday + 2 * DAY, end) };
    }),
});

/** "this Friday", "next Friday" (the one of the coming calendar week), "last Friday" (the latest before today). */
export const weekdayFromNow = (weekday: number, shift: number): DateValue => ({
  grain: "day",
  at: (anchor) => {
    const base = today(anchor);
    const ahead = (weekday - weekdayOf(base) + 7) % 7;
    if (shift === 0) return [daySpan(anchor.prefer === "past" && ahead > 0 ? base + ahead - 7 : base + ahead)];
    if (shift < 0) return [daySpan(base + (ahead === 0 ? 0 : ahead - 7) + (ahead === 0 ? -7 : 0) + (shift + 1) * 7)];
    const inNextWeek = dayOf(startOf("week", anchor.wall, anchor.weekStart)) + 7 * shift + ((weekday - anchor.weekStart + 7) % 7);
    const coming = base + (ahead === 0 ? 7 : ahead);
    return coming === inNextWeek || shift > 1 ? [daySpan(inNextWeek)] : [daySpan(inNextWeek), daySpan(coming)];
  },
});

/** The nth such weekday after today ("Friday after next" = 2nd, "three Fridays from now" = 3rd); negative counts back. */
export const nthWeekdayFrom = (weekday: number, count: number, from?: DateValue): DateValue => ({
  grain: "day",
  at: (anchor) => {
    const bases = from ? from.at(anchor).map((span) => dayOf(count > 0 ? span.end - 1 : span.start)) : [today(anchor)];
    return bases.map((base) => {
      const ahead = (weekday - weekdayOf(base) + 7) % 7;
      if (count > 0) return daySpan(base + (ahead === 0 ? 7 : ahead) + (count - 1) * 7);
      return daySpan(base + (ahead === 0 ? -7 : ahead - 7) + (count + 1) * 7);
    });
  },
});

/** The nth day of that name by its distance from a date, the date itself included. */
export const closestWeekday = (n: number, weekday: number, date: DateValue): DateValue => ({
  grain: "day",
  at: (anchor) =>
    date.at(anchor).flatMap(({ start }) => {
      const base = dayOf(start);
      const before = base - ((weekdayOf(base) - weekday + 7) % 7);
      const days = Array.from({ length: 2 * n }, (_, index) => before + (index - n + 1) * 7).sort((a, b) => Math.abs(a - base) - Math.abs(b - base));
      return days.slice(n - 1, n).map(daySpan);
    }),
});

/** "next March": the month of next year unless that leaves out this year's, which then is the other reading. */
export const monthFromNow = (month: number, shift: number): DateValue => ({
  grain: "month",
  at: (anchor) => {
    const { year, month: current } = civilDate(today(anchor));
    if (shift === 0) return [monthSpan(year, month)];
    if (shift < 0) return [monthSpan((current > month ? year : year - 1) + shift + 1, month)];
    return [monthSpan((current < month ? year : year + 1) + shift - 1, month)];
  },
});

/** "Friday of next week", "the 20th of next month", "March" in two years. */
export const dateWithin = (inner: DateValue, outer: DateValue): DateValue | null => {
  const { within } = inner;
  if (
    !within ||
    sizeOf(inner) > sizeOf(outer) ||
    (inner.grain === outer.grain && outer.period !== "weekend") ||
    (outer.grain === "day" && outer.period !== "weekend") ||
    outer.weak
  )
    return null;
  return { grain: inner.grain, inside: true, at: (anchor) => outer.at(anchor).flatMap((span) => within(span, anchor)) };
};

export const nthDay = (outer: Span, n: number, fits: (days: number) => boolean): Span[] => {
  const first = dayOf(outer.start);
  const last = Math.min(dayOf(outer.end - 1), first + 4000);
  let left = Math.abs(n);
  for (let days = n > 0 ? first : last; n > 0 ? days <= last : days >= first; days += n > 0 ? 1 : -1) {
    if (fits(days) && (left -= 1) === 0) return [daySpan(days)];
  }
  return [];
};

/** "second Tuesday in March", "last Friday of the month" (n = -1). */
export const nthWeekdayOf = (n: number, weekday: number, outer: DateValue): DateValue | null => {
  if (n === 0 || outer.grain === "day") return null;
  return { grain: "day", at: (anchor) => outer.at(anchor).flatMap((span) => nthDay(span, n, (days) => weekdayOf(days) === weekday)) };
};

/** A week belongs to the period that holds its Thursday, as ISO 8601 counts them. */
const weeksOf = (outer: Span, anchor: Anchor): Span[] => {
  const weeks: Span[] = [];
  for (let start = startOf("week", outer.start, anchor.weekStart); start < outer.end && weeks.length < 60; start += 7 * DAY) {
    const middle = start + 3 * DAY;
    if (middle >= outer.start && middle < outer.end) weeks.push({ start, end: start + 7 * DAY });
  }
  return weeks;
};

const piecesOf = (outer: Span, period: Period, anchor: Anchor): Span[] => {
  if (period === "week") return weeksOf(outer, anchor);
  const pieces: Span[] = [];
  const first = period === "weekend" ? (weekdayOf(dayOf(outer.start)) === 7 ? outer.start + 6 * DAY : startOf("weekend", outer.start, 1)) : outer.start;
  for (let start = period === "weekend" && first < outer.start ? first + 7 * DAY : first; start < outer.end && pieces.length < 4000;) {
    const next = period === "weekend" ? start + 7 * DAY : addPeriods(startOf(period, start, anchor.weekStart), period, 1);
    if (period !== "workday" || isWorkday(dayOf(start)))
      pieces.push({ start, end: period === "weekend" ? start + 2 * DAY : period === "workday" ? start + DAY : next });
    start = period === "workday" ? start + DAY : next;
  }
  return pieces;
};

const sizes: Record<Period, number> = { second: 0, minute: 1, hour: 2, day: 3, workday: 3, weekend: 4, week: 4, month: 5, quarter: 6, half: 7, year: 8 };
export const sizeOf = (date: DateValue): number => sizes[date.period ?? date.grain];

/** "first week of October", "last working day of the month", "last four months of 2021" (count 4, n = -1). */
export const nthPeriodOf = (n: number, count: number, period: Period, outer: DateValue): DateValue | null => {
  if (n === 0 || sizes[period] >= sizeOf(outer) || sizes[period] < 3) return null;
  return {
    grain: grainOf(period),
    ...(count > 1 || period === "weekend" ? { range: true } : {}),
    at: (anchor) =>
      outer.at(anchor).flatMap((span) => {
        const pieces = piecesOf(span, period, anchor);
        const from = n > 0 ? (n - 1) * count : pieces.length + n * count;
        const first = pieces[from];
        const last = pieces[from + count - 1];
        return first && last ? [{ start: first.start, end: last.end }] : [];
      }),
  };
};
