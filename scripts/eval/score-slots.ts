/**
 * Judges an answer to a `slots` case by what the expectation holds: `windows` (the same inside the case's range), `count` and `last` of
 * the slots, one window `start`…`end`, or a plan (`days`, `hours`, `blocked`) in which the first slot must be valid.
 */
import type { SlotsAnswer, SlotsCase } from "./slots";

type Pair = readonly [string, string];

interface SlotsExpected {
  readonly windows?: readonly Pair[];
  readonly count?: number;
  readonly last?: string;
  readonly start?: string;
  readonly end?: string;
  /** Weekday, start and end of the time its authors chose. */
  readonly golden?: readonly [string, string, string];
  readonly days?: readonly string[];
  readonly hours?: Pair;
  readonly durationMinutes?: number;
  readonly blocked?: readonly (readonly [string, string, string])[];
}

type GoodAnswer = Exclude<SlotsAnswer, { error: unknown }>;

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const same = (a: string, b: string): boolean => Temporal.Instant.from(a).epochMilliseconds === Temporal.Instant.from(b).epochMilliseconds;
const samePair = (pair: Pair, window: { readonly start: string; readonly end: string } | undefined): boolean =>
  window !== undefined && same(pair[0], window.start) && same(pair[1], window.end);

/** First slot as weekday and clock times in the case's zone. */
const firstSlot = (answer: GoodAnswer, zone: string): { day: string; start: string; end: string; minutes: number } | null => {
  const [slot] = answer.slots;
  if (slot === undefined) return null;
  const start = Temporal.Instant.from(slot.start).toZonedDateTimeISO(zone);
  const end = Temporal.Instant.from(slot.end).toZonedDateTimeISO(zone);
  const clock = (at: Temporal.ZonedDateTime): string => at.toPlainTime().toString().slice(0, 5);
  return {
    day: weekdays[start.dayOfWeek - 1] ?? "",
    start: clock(start),
    end: clock(end),
    minutes: (end.epochMilliseconds - start.epochMilliseconds) / 60_000,
  };
};

const isValidPlan = (expected: SlotsExpected, answer: GoodAnswer, zone: string): boolean => {
  const slot = firstSlot(answer, zone);
  if (slot === null) return false;
  const [open, close] = expected.hours ?? ["00:00", "24:00"];
  return (
    slot.minutes === expected.durationMinutes &&
    (expected.days ?? weekdays).includes(slot.day) &&
    slot.start >= open &&
    slot.end <= close &&
    !(expected.blocked ?? []).some(([day, start, end]) => day === slot.day && slot.start < end && start < slot.end)
  );
};

/** Is the first slot the very time the plan's authors chose? Stricter than being right. */
export const isExactPlan = (expected: SlotsExpected, answer: SlotsAnswer | undefined, input: SlotsCase): boolean => {
  if (answer === undefined || "error" in answer || expected.golden === undefined) return false;
  const slot = firstSlot(answer, input.zone);
  return slot !== null && slot.day === expected.golden[0] && slot.start === expected.golden[1] && slot.end === expected.golden[2];
};

export const scoreSlots = (expected: SlotsExpected, answer: SlotsAnswer | undefined, input: SlotsCase): boolean => {
  if (answer === undefined || "error" in answer) return false;
  if (expected.golden !== undefined || expected.blocked !== undefined) return isValidPlan(expected, answer, input.zone);
  const { windows, slots } = answer;
  if (expected.windows !== undefined && (windows.length !== expected.windows.length || !expected.windows.every((pair, i) => samePair(pair, windows[i]))))
    return false;
  if (expected.count !== undefined && slots.length !== expected.count) return false;
  if (expected.last !== undefined && !slots.some((slot, i) => i === slots.length - 1 && same(slot.start, expected.last ?? ""))) return false;
  const { start, end } = expected;
  return start === undefined || end === undefined || windows.some((window) => samePair([start, end], window));
};
