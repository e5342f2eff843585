/** Working hours the way they are edited, day by day, and the way they are kept, window by window. */
import type { Hours } from "@/lib/scheduling/contracts";

export interface TimeWindow {
  readonly start: string;
  readonly end: string;
}

/** Windows of each day, 1 = Monday … 7 = Sunday. */
export type DayWindows = Readonly<Record<number, readonly TimeWindow[]>>;

const days = [1, 2, 3, 4, 5, 6, 7] as const;
const byStart = (a: TimeWindow, b: TimeWindow): number => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0);
/** A clock that people type has no 24:00; an end at or before the start runs to the next day, so 00:00 says the same. */
const typable = ({ start, end }: TimeWindow): TimeWindow => ({ start, end: end === "24:00" ? "00:00" : end });

export const toDayWindows = (hours: readonly Hours[]): DayWindows =>
  Object.fromEntries(
    days.map((day) => [
      day,
      hours
        .filter((window) => window.days.includes(day))
        .map(typable)
        .sort(byStart),
    ]),
  );

/** Days that share a window share an entry. Windows with an empty clock are left out. */
export const fromDayWindows = (windows: DayWindows): Hours[] => {
  const daysOf = new Map<string, number[]>();
  for (const day of days)
    for (const { start, end } of windows[day] ?? []) {
      if (start === "" || end === "") continue;
      const sharing = daysOf.get(`${start} ${end}`) ?? [];
      if (!sharing.includes(day)) sharing.push(day);
      daysOf.set(`${start} ${end}`, sharing);
    }
  return [...daysOf].map(([key, sharing]) => ({ days: sharing, start: key.slice(0, 5), end: key.slice(6) }));
};

/** Does the window end on the day after it began? */
export const isOvernight = ({ start, end }: TimeWindow): boolean => start !== "" && end !== "" && end !== "00:00" && end <= start;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** What is wrong with the windows of one day, in words; null when nothing is. */
export const problemOfDay = (windows: readonly TimeWindow[]): string | null => {
  if (windows.some(({ start, end }) => start === "" || end === "")) return "Fill in both times.";
  const spans = [...windows]
    .sort(byStart)
    .map((window) => ({ from: minutesOf(window.start), to: window.end <= window.start ? minutesOf(window.end) + 1_440 : minutesOf(window.end) }));
  return spans.some((span, index) => index > 0 && span.from < (spans[index - 1]?.to ?? 0)) ? "Two of these overlap." : null;
};

/** A window to begin with: after the last one, or office hours. */
export const nextWindow = (windows: readonly TimeWindow[]): TimeWindow => {
  const last = windows.at(-1);
  if (last === undefined) return { start: "09:00", end: "17:00" };
  const from = Math.min(minutesOf(last.end === "" ? "17:00" : last.end) + 60, 22 * 60);
  const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return { start: clock(from), end: clock(from + 60) };
};
