/** Answers "why can't I meet then?": every rule and event that stands in the way, in words, and what would have to change. */
import type { AvailabilityRules, Blocker } from "../contracts";
import { busyWithBuffers, bookableRange, capPeriods, freeWindows, type BusyTime } from "./availability";
import { dateOfDay, isoOfDay, weekdayOfDay } from "@/lib/time/calendar-days";
import { contains, overlaps, subtract, toPieces, type Interval, type Intervals } from "./intervals";
import { gridStarts } from "./offers";
import { clockWindow, dayPlanner, localDayOf, placeWindow, workingWindows } from "./working-hours";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** An event that takes time, as its owner may see it. */
export interface NamedBusyTime extends BusyTime {
  readonly ref: string;
  readonly title: string;
}

export interface TimeQuestion extends Interval {
  readonly rules: AvailabilityRules;
  readonly busy: readonly NamedBusyTime[];
  /** Public holidays by ISO date. */
  readonly holidays?: ReadonlyMap<string, string>;
  readonly nowMs: number;
  /** How the owner reads a clock: "15:00" or "3:00 pm". */
  readonly hourCycle?: "h12" | "h23" | undefined;
  /** Others who should come; their reasons stay their own. */
  readonly others?: readonly { readonly name: string; readonly free: Intervals }[];
}

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const monthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const two = (value: number): string => String(value).padStart(2, "0");
type HourCycle = TimeQuestion["hourCycle"];

/** The end of a day is 24:00 where the day has 24 hours, and midnight on a clock of twelve. */
const clockAt = (minutes: number, hourCycle: HourCycle): string => {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  if (hourCycle !== "h12") return `${two(hour)}:${two(minute)}`;
  return `${String(hour % 12 || 12)}:${two(minute)} ${hour % 24 < 12 ? "am" : "pm"}`;
};
const clockOf = (wallMs: number, hourCycle: HourCycle): string => clockAt(Math.floor((((wallMs % dayMs) + dayMs) % dayMs) / minuteMs), hourCycle);
/** "09:00" as rules hold it. */
const written = (clock: string, hourCycle: HourCycle): string => clockAt(Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5)), hourCycle);
const dayName = (day: number): string => weekdayNames[weekdayOfDay(day) - 1] ?? "";
const dateText = (day: number): string => {
  const { month, day: dayOfMonth } = dateOfDay(day);
  return `${dayName(day)} ${String(dayOfMonth)} ${monthNames[month - 1] ?? ""}`;
};

/** "2 hours", "90 minutes", "3 days". */
const lengthText = (minutes: number): string => {
  const [value, unit] = minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${String(value)} ${unit}${value === 1 ? "" : "s"}`;
};

const makeClock = ({ rules, hourCycle }: Pick<TimeQuestion, "rules" | "hourCycle">): ((instantMs: number) => string) => {
  const planOf = dayPlanner(rules);
  return (instantMs) => clockOf(planOf(localDayOf(rules, instantMs)).table.toWallMs(instantMs), hourCycle);
};

const timeLimits = ({ rules, nowMs, startMs, hourCycle }: TimeQuestion): Blocker[] => {
  const range = bookableRange(rules, nowMs);
  const clock = makeClock({ rules, hourCycle });
  if (startMs < nowMs) return [{ rule: "past", text: "That time has passed.", cure: "Pick a later time." }];
  if (startMs < range.startMs) {
    const first = `${dateText(localDayOf(rules, range.startMs))}, ${clock(range.startMs)}`;
    return [
      {
        rule: "minimum-notice",
        text: `Meetings need ${lengthText(rules.minimumNoticeMinutes)} of notice.`,
        cure: `Pick a time from ${first} on, or shorten the notice.`,
      },
    ];
  }
  return [];
};

const windowLimit = ({ rules, nowMs, endMs }: TimeQuestion): Blocker[] => {
  const range = bookableRange(rules, nowMs);
  if (endMs <= range.endMs) return [];
  return [
    {
      rule: "booking-window",
      text: `Times are offered ${lengthText(rules.bookingWindowDays * 1440)} ahead, until ${dateText(localDayOf(rules, range.endMs - 1))}.`,
      cure: "Pick an earlier time, or open the booking window further.",
    },
  ];
};

const windowsText = (windows: readonly { readonly startMinutes: number; readonly endMinutes: number }[], hourCycle: HourCycle): string =>
  windows
    // An overnight window ends on the next day's clock.
    .map(({ startMinutes, endMinutes }) => `${clockAt(startMinutes, hourCycle)}–${clockAt(endMinutes > 1440 ? endMinutes - 1440 : endMinutes, hourCycle)}`)
    .join(" and ");

const hoursBlockers = (question: TimeQuestion): Blocker[] => {
  const { rules, startMs, endMs, hourCycle, holidays = new Map<string, string>() } = question;
  if (contains(workingWindows(rules, startMs, endMs, new Set(holidays.keys())), startMs, endMs)) return [];
  const day = localDayOf(rules, startMs);
  const plan = dayPlanner(rules, new Set(holidays.keys()))(day);
  if (plan.because === "holiday") {
    const name = holidays.get(isoOfDay(day)) ?? "";
    return [
      {
        rule: "holiday",
        text: `${dateText(day)} is ${name === "" ? "a public holiday" : name}.`,
        cure: "Pick another day, or give that date hours of its own.",
      },
    ];
  }
  if (plan.windows.length === 0) {
    const label = rules.overrides.find((override) => override.date === isoOfDay(day))?.label;
    const text =
      plan.because === "override"
        ? `${dateText(day)} is a day off${label === undefined ? "" : ` (${label})`}.`
        : `There are no working hours on ${dayName(day)}s.`;
    return [
      {
        rule: "day-off",
        text,
        cure: plan.because === "override" ? "Pick another day, or remove the day off." : `Pick another day, or add hours on ${dayName(day)}s.`,
      },
    ];
  }
  const whose = plan.because === "override" ? `On ${dateText(day)} the hours are` : `Working hours on ${dayName(day)}s are`;
  return [
    { rule: "outside-hours", text: `${whose} ${windowsText(plan.windows, hourCycle)}.`, cure: "Pick a time inside them, or change the hours of that day." },
  ];
};

const eventBlockers = ({ rules, busy, startMs, endMs, hourCycle }: TimeQuestion): Blocker[] => {
  const clock = makeClock({ rules, hourCycle });
  const blockers: Blocker[] = [];
  for (const event of busy) {
    if (event.endMs <= event.startMs) continue;
    const when =
      event.endMs - event.startMs >= dayMs ? `until ${dateText(localDayOf(rules, event.endMs - 1))}` : `${clock(event.startMs)}–${clock(event.endMs)}`;
    if (event.startMs < endMs && startMs < event.endMs)
      blockers.push({ rule: "event", text: `${event.title}, ${when}.`, cure: "Move or cancel it, or show it as free.", ref: event.ref });
    else if (overlaps(busyWithBuffers(rules, [event]), startMs, endMs)) {
      const before = event.endMs <= startMs;
      const minutes = before ? rules.bufferBeforeMinutes : rules.bufferAfterMinutes;
      blockers.push({
        rule: "buffer",
        text: `${lengthText(minutes)} are kept free ${before ? "before" : "after"} each meeting, and ${event.title} is ${when}.`,
        cure: `Leave ${lengthText(minutes)} ${before ? "after" : "before"} it, or shorten the buffer.`,
        ref: event.ref,
      });
    }
  }
  return blockers;
};

const protectionBlockers = ({ rules, startMs, endMs, hourCycle }: TimeQuestion): Blocker[] => {
  const planOf = dayPlanner(rules);
  const day = localDayOf(rules, startMs);
  return rules.protections
    .filter(
      (protection) =>
        !protection.soft &&
        [day - 1, day, localDayOf(rules, endMs - 1)].some((at) => {
          if (!protection.days.includes(weekdayOfDay(at))) return false;
          const placed = placeWindow(planOf(at), clockWindow(protection));
          return placed.startMs < endMs && startMs < placed.endMs;
        }),
    )
    .map(({ name, start, end }) => ({
      rule: "protection" as const,
      text: `${name} is kept free, ${written(start, hourCycle)}–${written(end, hourCycle)}.`,
      cure: `Pick a time outside it, or make ${name} a wish instead of a rule.`,
    }));
};

const capNames = { dailyCap: ["daily-cap", "day"], weeklyCap: ["weekly-cap", "week"], monthlyCap: ["monthly-cap", "month"] } as const;

const capBlockers = ({ rules, busy, startMs }: TimeQuestion): Blocker[] => {
  const day = localDayOf(rules, startMs);
  const meetings = busy.filter((event) => event.meeting === true).map((event) => localDayOf(rules, event.startMs));
  return capPeriods.flatMap(({ rule, first, next }) => {
    const cap = rules[rule];
    const count = meetings.filter((at) => at >= first(day) && at < next(day)).length;
    if (cap === null || count < cap) return [];
    const [name, unit] = capNames[rule];
    return [
      {
        rule: name,
        text: `That ${unit} has ${String(count)} meeting${count === 1 ? "" : "s"}; the most is ${String(cap)}.`,
        cure: `Pick another ${unit}, move a meeting out of it, or raise the limit.`,
      },
    ];
  });
};

const otherBlockers = ({ others = [], startMs, endMs }: TimeQuestion): Blocker[] =>
  others
    .filter(({ free }) => !contains(free, startMs, endMs))
    .map(({ name }) => ({ rule: "participant" as const, text: `${name} isn't free then.`, cure: `Pick another time, or meet without ${name}.` }));

/**
 * Everything that keeps [startMs, endMs) from being free, in the order a person would check; an empty list means it is free. Own events
 * are named by title: show the answer to the owner only.
 */
export const explainTime = (question: TimeQuestion): Blocker[] => [
  ...timeLimits(question),
  ...windowLimit(question),
  ...eventBlockers(question),
  ...hoursBlockers(question),
  ...protectionBlockers(question),
  ...capBlockers(question),
  ...otherBlockers(question),
];

/** How far `nextFree` looks. */
const horizonMs = 120 * dayMs;

/**
 * First time on the rules' grid, at or after the one asked about, that nothing blocks, of the same length. Null when there is none in the
 * next 120 days. `busy` must cover that stretch as far as the answer is to hold.
 */
export const nextFree = (question: TimeQuestion): Interval | null => {
  const { rules, busy, startMs, endMs, nowMs, holidays, others = [] } = question;
  let free = freeWindows({ rules, busy, nowMs, fromMs: startMs, toMs: startMs + horizonMs, holidays: new Set(holidays?.keys()) });
  for (const other of others) free = subtract(free, subtract([startMs, startMs + horizonMs], other.free));
  const durationMinutes = (endMs - startMs) / minuteMs;
  for (const piece of toPieces(free)) {
    if (piece.endMs - piece.startMs < endMs - startMs) continue;
    const [first] = gridStarts([piece.startMs, piece.endMs], {
      durationMinutes,
      stepMinutes: rules.stepMinutes,
      offsetMinutes: rules.offsetMinutes,
      zone: rules.zone,
    });
    if (first !== undefined) return { startMs: first, endMs: first + endMs - startMs };
  }
  return null;
};
