/** Periods in company and in part: quarters and weeks by number, edges and rests, decades, seasons, several ahead or behind. */
import { DAY, addPeriods, civilDate, dayNumber, dayOf, periodAt, weekdayOf, type Period, type Span } from "../calendar";
import type { Anchor, DateValue } from "../grammar/values";
import { grainOf, monthSpan, nthPeriodOf, periodFromNow, sizeOf, today, weekendFromNow } from "./dates";

/** What is numbered within a year is the nearer one, where the future is wished for: "Q1" said in November is the next, "Q3" the last. */
const isNearer = (next: Span, running: Span, anchor: Anchor): boolean =>
  anchor.prefer === "future" && running.end <= anchor.wall && next.start - anchor.wall < anchor.wall - running.end;

/** Calendar week by number, in a year; without one the nearer one, see `isNearer`. */
export const weekNumber = (n: number, outer?: DateValue): DateValue | null => {
  if (n < 1 || n > 53) return null;
  if (outer) return nthPeriodOf(n, 1, "week", outer);
  const [running, next] = [nthPeriodOf(n, 1, "week", periodFromNow("year", 0)), nthPeriodOf(n, 1, "week", periodFromNow("year", 1))];
  return (
    running &&
    next && {
      ...running,
      at: (anchor) => {
        const [one, other] = [running.at(anchor)[0], next.at(anchor)[0]];
        return one && other ? (isNearer(other, one, anchor) ? [other, one] : [one]) : [];
      },
    }
  );
};

/** A quarter (size 3) or half (size 6) by number; without a year the nearer one, see `isNearer`. */
export const partOfYear = (period: "quarter" | "half", n: number, year?: number): DateValue | null => {
  const count = period === "quarter" ? 4 : 2;
  if (n < 1 || n > count) return null;
  const months = 12 / count;
  const spanIn = (y: number): Span => ({ start: monthSpan(y, (n - 1) * months + 1).start, end: monthSpan(y, n * months).end });
  return {
    grain: "quarter",
    period,
    at: (anchor) => {
      if (year !== undefined) return [spanIn(year)];
      const current = civilDate(today(anchor)).year;
      const [running, next] = [spanIn(current), spanIn(current + 1)];
      return isNearer(next, running, anchor) ? [next, running] : [running, next];
    },
    within: (outer) => [spanIn(civilDate(dayOf(outer.start)).year)],
  };
};

type Edge = "start" | "middle" | "end";
const weekEdges: Record<Edge, readonly [number, number]> = { start: [0, 3], middle: [2, 5], end: [4, 7] };
const monthEdges: Record<Edge, readonly [number, number]> = { start: [0, 10], middle: [10, 20], end: [20, 31] };
const yearEdges: Record<Edge, readonly [number, number]> = { start: [0, 3], middle: [4, 8], end: [8, 12] };

const edgeSpan = (edge: Edge, span: Span): Span => {
  const days = (span.end - span.start) / DAY;
  const between = ([from, to]: readonly [number, number]): Span => ({ start: span.start + from * DAY, end: Math.min(span.start + to * DAY, span.end) });
  if (days <= 7) return between(weekEdges[edge]);
  if (days <= 31) return between(monthEdges[edge]);
  const months = Math.round(days / 30.4);
  const [from, to] = yearEdges[edge];
  return { start: addPeriods(span.start, "month", Math.round((from * months) / 12)), end: addPeriods(span.start, "month", Math.round((to * months) / 12)) };
};

/** "end of the month", "early March", "mid next week": the first, middle or last third, roughly. */
export const edgeOf = (edge: Edge, date: DateValue): DateValue | null => {
  if ((sizeOf(date) < 4 && !date.range) || date.edge) return null;
  return {
    edge: true,
    grain: sizeOf(date) >= 6 ? "month" : "day",
    range: true,
    at: (anchor) => date.at(anchor).map((span) => edgeSpan(edge, span)),
  };
};

/** "later this week", "earlier this month": the other half of it, never the wrong side of now. */
export const restOf = (side: "later" | "earlier" | "rest", date: DateValue): DateValue | null => {
  if (sizeOf(date) < 3) return null;
  return {
    grain: "day",
    range: true,
    at: (anchor) =>
      date.at(anchor).map((span) => {
        const base = today(anchor) * DAY;
        const middle = span.start + Math.floor((span.end - span.start) / 2 / DAY) * DAY;
        if (side === "rest") return { start: Math.min(Math.max(span.start, base), span.end - DAY), end: span.end };
        if (side === "earlier") return { start: span.start, end: base > span.start && base < middle ? base + DAY : middle };
        return { start: Math.min(Math.max(middle, base > span.start ? base + DAY : middle), span.end - DAY), end: span.end };
      }),
  };
};

/** What has passed of a period, today included: "year to date", "so far this week". */
export const toDate = (date: DateValue): DateValue | null => {
  if (sizeOf(date) < 4 || date.range) return null;
  return {
    grain: "day",
    range: true,
    at: (anchor) => date.at(anchor).map(({ start, end }) => ({ start, end: Math.min(end, Math.max(start, today(anchor) * DAY) + DAY) })),
  };
};

/** Whole years as one stretch: "the nineties", "the 21st century". */
export const yearsSpan = (from: number, count: number): DateValue => ({
  grain: "year",
  range: true,
  at: () => [{ start: dayNumber(from, 1, 1) * DAY, end: dayNumber(from + count, 1, 1) * DAY }],
});

/** "this decade", "next century": the years that begin alike. */
export const yearsFromNow = (count: number, shift: number): DateValue => ({
  grain: "year",
  range: true,
  at: (anchor) => yearsSpan((Math.floor(civilDate(today(anchor)).year / count) + shift) * count, count).at(anchor),
});

/** Seasons of the north: 0 = spring … 3 = winter, by their usual first days. */
const seasonStarts: readonly (readonly [number, number])[] = [
  [3, 20],
  [6, 21],
  [9, 23],
  [12, 21],
];

const seasonSpan = (season: number, year: number): Span => {
  const [month, day] = seasonStarts[season] ?? [3, 20];
  const [endMonth, endDay] = seasonStarts[(season + 1) % 4] ?? [6, 21];
  return { start: dayNumber(year, month, day) * DAY, end: (dayNumber(season === 3 ? year + 1 : year, endMonth, endDay) + 1) * DAY };
};

export const seasonFromNow = (season: number, shift: number): DateValue => ({
  grain: "day",
  range: true,
  at: (anchor) => {
    const { year } = civilDate(today(anchor));
    const spans = [year - 2, year - 1, year, year + 1, year + 2].map((candidate) => seasonSpan(season, candidate));
    const index = spans.findIndex((span) => span.end > anchor.wall);
    const running = (spans[index]?.start ?? 0) <= anchor.wall;
    const span = spans[index + (shift > 0 && !running ? shift - 1 : shift)];
    return span ? [span] : [];
  },
  within: (outer) => [seasonSpan(season, civilDate(dayOf(outer.start)).year)],
});

/** "this season", "last season". */
export const anySeason = (shift: number): DateValue => ({
  grain: "day",
  range: true,
  at: (anchor) => {
    const { year } = civilDate(today(anchor));
    const all = [year - 2, year - 1, year, year + 1, year + 2].flatMap((candidate) => [0, 1, 2, 3].map((season) => seasonSpan(season, candidate)));
    const index = all.findIndex((span) => span.start <= anchor.wall && span.end - DAY > anchor.wall);
    const span = all[index + shift];
    return span ? [{ start: span.start, end: span.end - DAY }] : [];
  },
});

/** "the next three days" (whole days after today), "last two weeks" (whole ones before this). */
export const periodsFromNow = (period: Period, count: number, direction: 1 | -1): DateValue => ({
  grain: grainOf(period),
  range: true,
  at: (anchor) => {
    if (period === "workday") {
      const base = today(anchor);
      const edges = [addPeriods(base * DAY, "workday", direction), addPeriods(base * DAY, "workday", direction * count)].sort((a, b) => a - b);
      return [{ start: edges[0] ?? 0, end: (edges[1] ?? 0) + DAY }];
    }
    const nth = (shift: number): Span =>
      period === "weekend"
        ? (weekendFromNow(direction > 0 && weekdayOf(today(anchor)) < 6 ? shift - 1 : shift).at(anchor)[0] ?? { start: 0, end: 0 })
        : periodAt(period, anchor.wall, shift, anchor.weekStart);
    const first = nth(direction);
    const last = nth(direction * count);
    return [{ start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) }];
  },
});

/** "in the next two weeks": from tomorrow, that long; "in the last two weeks": that long, up to yesterday. */
export const rollingPeriods = (period: Period, count: number, direction: 1 | -1): DateValue | null => {
  if (!["day", "week", "month", "year"].includes(period)) return null;
  return {
    grain: "day",
    range: true,
    at: (anchor) => {
      const start = (today(anchor) + (direction > 0 ? 1 : 0)) * DAY;
      const other = addPeriods(start, period, direction * count);
      return [{ start: Math.min(start, other), end: Math.max(start, other) }];
    },
  };
};
