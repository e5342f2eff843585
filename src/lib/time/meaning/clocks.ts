/** Clock times as people say them: what "at 5" may mean, and which reading comes first (docs/decisions/0010-time-bare-hours.md). */
import { DAY, HOUR, MINUTE } from "../calendar";
import type { ClockValue, ClocksValue, PartValue } from "../grammar/values";

/** Bare hours from here to noon are morning, before it afternoon. */
const earliestMorningHour = 7;

/** A clock time; null when no clock shows it. */
export const clock = (
  hour: number,
  minute = 0,
  second = 0,
  extra: { half?: "am" | "pm" | undefined; open?: boolean; grain?: ClockValue["grain"]; weak?: boolean } = {},
): ClockValue | null => {
  if (hour > 24 || hour < 0 || minute > 59 || minute < 0 || second > 60 || (hour === 24 && minute + second > 0)) return null;
  if (!Number.isInteger(hour) || !Number.isInteger(minute)) return null;
  const { half } = extra;
  if (half && (hour === 0 || hour > 12))
    return hour <= 23 && half === "pm" && hour > 12 ? { hour, minute, second, grain: extra.grain ?? "hour", open: false } : null;
  const full = half === "pm" ? (hour % 12) + 12 : half === "am" ? hour % 12 : hour;
  return {
    hour: full,
    minute,
    second,
    grain: extra.grain ?? "hour",
    open: half === undefined && (extra.open ?? true) && hour >= 1 && hour <= 12,
    ...(half ? { marked: true } : {}),
    ...(extra.weak ? { weak: true } : {}),
  };
};

export const secondsOf = ({ hour, minute, second }: ClockValue): number => hour * HOUR + minute * MINUTE + second;

/** Seconds of the day that a clock time may mean, the likely one first. */
export const candidates = (value: ClockValue): readonly number[] => {
  const seconds = secondsOf(value);
  if (!value.open) return [seconds];
  const am = value.hour === 12 ? seconds - 12 * HOUR : seconds;
  const pm = am + 12 * HOUR;
  if (value.hour === 12) return [pm];
  return value.hour >= earliestMorningHour ? [am, pm] : [pm, am];
};

const bothHalves = (value: ClockValue): readonly number[] =>
  value.open ? [(value.hour % 12) * HOUR + (secondsOf(value) % HOUR), ((value.hour % 12) + 12) * HOUR + (secondsOf(value) % HOUR)] : [secondsOf(value)];

/** A clock time with the half of the day that a part names ("8 in the evening", "12 at night"). Seconds may pass midnight. */
export const candidatesIn = (value: ClockValue, part: PartValue): readonly number[] => {
  const options = bothHalves(value);
  const shifted = options.flatMap((seconds) => [seconds, seconds + DAY]).filter((seconds) => seconds >= part.wideStart && seconds < part.wideEnd);
  // "quarter to six tonight" lies just before the evening rather than at its far end.
  const eve = options.find((seconds) => seconds < part.start && seconds >= part.start - HOUR);
  const first = Math.min(...shifted);
  if (eve !== undefined && value.open && first > part.end + 4 * HOUR) return [eve];
  return shifted.length > 0 ? [...shifted].sort((a, b) => a - b) : options;
};

interface ClockSpan {
  readonly start: number;
  readonly end: number;
}

const endAfter = (start: number, to: ClockValue): number => {
  const ends = bothHalves(to)
    .flatMap((end) => [end, end + DAY])
    .filter((end) => end > start);
  return Math.min(...ends);
};

/** Written so that only a clock of 24 hours shows it ("00:15", "17"). */
const isOn24Hours = ({ open, marked, grain, hour }: ClockValue): boolean => !open && !marked && (grain !== "hour" || (hour > 12 && hour < 24));

/** How long before a part of the day a span that ends in it may begin: "ten to nine tonight" is no span. */
const longestInto = 8 * HOUR;

/** Two clock times in a part of the day: both lie in it ("8 to 10 in the evening"), or only the end does ("10 to 1 in the afternoon"). */
const clockSpansIn = ({ from, to }: ClocksValue, part: PartValue): readonly ClockSpan[] => {
  const starts = candidatesIn(from, part)
    .map((start) => ({ start, end: endAfter(start, to) }))
    .filter(({ start, end }) => end - start < 18 * HOUR);
  const inside = starts.filter(({ start, end }) => start >= part.wideStart && end <= part.wideEnd);
  if (inside.length > 0) return inside;
  const ends = bothHalves(to)
    .filter((end) => end > part.wideStart && end <= part.wideEnd)
    .map((end) => ({ start: Math.max(...bothHalves(from).filter((start) => start < end)), end }))
    .filter(({ start, end }) => end - start <= longestInto);
  return ends;
};

/** The spans that two clock times may bound: what one leaves open, the other decides ("3 to 4:30 pm", "8am until 6"). */
export const clockSpans = ({ from, to }: ClocksValue, part?: PartValue): readonly ClockSpan[] => {
  if (part) return clockSpansIn({ from, to }, part);
  if (from.open && isOn24Hours(to)) return [{ start: secondsOf(from), end: secondsOf(to) > secondsOf(from) ? secondsOf(to) : secondsOf(to) + DAY }];
  if (to.open && isOn24Hours(from) && secondsOf(to) > secondsOf(from)) return [{ start: secondsOf(from), end: secondsOf(to) }];
  if (from.open && !to.open) {
    const end = secondsOf(to);
    const starts = bothHalves(from)
      .filter((start) => start < end)
      .sort((a, b) => b - a);
    if (starts.length > 0) return starts.slice(0, 1).map((start) => ({ start, end }));
    return bothHalves(from)
      .map((start) => ({ start, end: end + DAY }))
      .sort((a, b) => b.start - a.start)
      .slice(0, 1);
  }
  return (from.open ? candidates(from) : [secondsOf(from)]).map((start) => ({ start, end: endAfter(start, to) }));
};

/** Minutes before or after a full hour ("quarter to noon", "20 past 3"). */
export const clockNear = (value: ClockValue, minutes: number): ClockValue | null => {
  if (value.grain !== "hour" || Math.abs(minutes) > 59) return null;
  const total = (value.hour * 60 + minutes + 24 * 60) % (24 * 60);
  const hour = Math.floor(total / 60);
  if (value.open && hour === 0) return { ...value, hour: 12, minute: total % 60, grain: "minute", weak: false };
  return { hour, minute: total % 60, second: 0, grain: "minute", open: value.open && hour <= 12 };
};
