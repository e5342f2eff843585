/** A month as a grid of weeks, in dates alone: no zone, no clock. */
import { addDays, weekStartOf } from "@/components/week/zoned-time";

/** "2026-12" and the months beside it. */
export const monthAfter = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
};

export const daysIn = (month: string): string[] => {
  const days: string[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) days.push(date);
  return days;
};

/** Weeks of seven; null where the day belongs to another month. `weekStart`: 1 = Monday … 7 = Sunday. */
export const weeksOf = (month: string, weekStart: number): (string | null)[][] => {
  const weeks: (string | null)[][] = [];
  for (let start = weekStartOf(`${month}-01`, weekStart); start < `${monthAfter(month, 1)}-01`; start = addDays(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)).map((date) => (date.startsWith(month) ? date : null)));
  return weeks;
};

/** Where a key leads from a day, past the end of its month too; null when the key means nothing here. `rtl`: the next day is on the left. */
export const dayByKey = (key: string, date: string, weekStart: number, rtl: boolean): string | null => {
  const forward = rtl ? -1 : 1;
  const steps: Readonly<Record<string, number>> = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 7, ArrowUp: -7 };
  const first = weekStartOf(date, weekStart);
  if (key === "Home") return first;
  if (key === "End") return addDays(first, 6);
  return steps[key] === undefined ? null : addDays(date, steps[key]);
};

/** The day itself, or the nearest one of the months from `first` to `last`. */
export const dayWithin = (date: string, first: string, last: string): string => {
  if (date.slice(0, 7) < first) return `${first}-01`;
  return date.slice(0, 7) > last ? (daysIn(last).at(-1) ?? date) : date;
};
