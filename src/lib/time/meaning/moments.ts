/** Puts days, clocks and parts of the day together, and decides which reading comes first (docs/decisions/0010 to 0013). */
import { DAY, HOUR, dayOf } from "../calendar";
import type {
  Anchor,
  ClockValue,
  ClocksValue,
  DateValue,
  DayHours,
  DayPartValue,
  DurationValue,
  MomentValue,
  PartValue,
  Reading,
  WhenValue,
} from "../grammar/values";
import { candidates, candidatesIn, clockSpans, secondsOf } from "./clocks";
import { today } from "./dates";
import { shiftWall } from "./durations";

/** Without a day, a bare hour is the next one between these. */
const wakingStart = 7 * HOUR;
const wakingEnd = 21 * HOUR;

const unique = (readings: readonly Reading[]): Reading[] =>
  readings.filter((one, index) => readings.findIndex((other) => other.start === one.start && other.end === one.end) === index);

const clockCandidates = (value: ClockValue, part: PartValue | undefined, figures: boolean | undefined): readonly number[] => {
  if (part) return candidatesIn(value, part);
  if (figures && value.grain !== "hour") return [secondsOf(value)];
  return candidates(value);
};

/** A clock without a day: today, or the next (or last) day where that has passed and a direction is wished for. */
const undated = (anchor: Anchor, options: readonly number[]): Reading[] => {
  const base = today(anchor) * DAY;
  const days = anchor.prefer === "future" ? [0, 1] : anchor.prefer === "past" ? [0, -1] : [0];
  const all = days.flatMap((shift) => options.map((seconds, order) => ({ start: base + shift * DAY + seconds, order, seconds })));
  const fits = all.filter(({ start }) => (anchor.prefer === "future" ? start >= anchor.wall : anchor.prefer === "past" ? start <= anchor.wall : true));
  const awake = (seconds: number): boolean => options.length === 1 || (seconds >= wakingStart && seconds < wakingEnd);
  const ordered = fits.sort(
    (a, b) =>
      Number(awake(b.seconds)) - Number(awake(a.seconds)) ||
      (anchor.prefer ? Math.abs(a.start - anchor.wall) - Math.abs(b.start - anchor.wall) : a.order - b.order),
  );
  return options.length === 1
    ? ordered.slice(0, 1).map(({ start }) => ({ start, end: null }))
    : ordered.filter((one, index) => ordered.findIndex((other) => other.seconds === one.seconds) === index).map(({ start }) => ({ start, end: null }));
};

/** On today itself the reading that lies ahead wins, where a direction is wished for and today isn't named by its date. */
const dated = (anchor: Anchor, days: number, options: readonly number[], named: boolean): Reading[] => {
  const readings = options.map((seconds) => ({ start: days * DAY + seconds, end: null }));
  if (anchor.prefer !== "future" || days !== today(anchor) || named) return readings;
  return [...readings.filter(({ start }) => start >= anchor.wall), ...readings.filter(({ start }) => start < anchor.wall)];
};

const momentReadings = ({ date, clock, part }: MomentValue, anchor: Anchor): readonly Reading[] => {
  const options = clockCandidates(clock, part, date?.figures);
  if (!date) return undated(anchor, options);
  const spans = date.at(anchor);
  return unique(spans.flatMap((span) => dated(anchor, dayOf(span.start), options, date.fields?.day !== undefined)));
};

/** A day and a clock; null when the date is longer than a day. */
export const moment = (date: DateValue | null, clock: ClockValue, part?: PartValue): MomentValue | null => {
  if (date && (date.grain !== "day" || date.range)) return null;
  return { date, clock, ...(part ? { part } : {}) };
};

export const asWhen = (value: MomentValue): WhenValue => ({
  kind: "instant",
  grain: value.clock.grain,
  at: (anchor) => momentReadings(value, anchor),
  dateGiven: value.date !== null,
  timeGiven: true,
  ...(value.zone === undefined ? {} : { zone: value.zone }),
  ...(value.clock.weak ? { weak: true } : {}),
});

export const dateAsWhen = (date: DateValue): WhenValue => ({
  kind: date.range || date.grain !== "day" ? "interval" : "date",
  grain: date.grain,
  at: (anchor) => date.at(anchor),
  dateGiven: true,
  timeGiven: false,
  ...(date.weak ? { weak: true } : {}),
  ...(date.pair ? { pair: true } : {}),
  ...(date.range ? { stretch: true } : {}),
});

/** The named days, or today and (where wished for) the next day on which the span isn't over. */
const daysFor = (date: DateValue | null, anchor: Anchor, end: number): readonly number[] => {
  if (date) return date.at(anchor).map((span) => dayOf(span.start));
  const base = today(anchor);
  if (anchor.prefer === "future" && base * DAY + end <= anchor.wall) return [base + 1];
  return [base];
};

export const daypartAsWhen = ({ date, part, weak }: DayPartValue): WhenValue => ({
  kind: "interval",
  grain: "hour",
  at: (anchor) => daysFor(date, anchor, part.end).map((days) => ({ start: days * DAY + part.start, end: days * DAY + part.end })),
  dateGiven: date !== null,
  timeGiven: true,
  ...(weak ? { weak: true } : {}),
});

/** A part of a named day; null when the date is longer than a day. */
export const daypart = (date: DateValue | null, part: PartValue): DayPartValue | null => (date && (date.grain !== "day" || date.range) ? null : { date, part });

/** "Tuesday from 2 to 4". */
export const clocksAsWhen = (date: DateValue | null, clocks: ClocksValue, part?: PartValue, zone?: string): WhenValue | null => {
  if ((date && (date.grain !== "day" || date.range)) || clockSpans(clocks, part).length === 0) return null;
  return {
    kind: "interval",
    grain: clocks.to.grain === "hour" ? clocks.from.grain : clocks.to.grain,
    at: (anchor) => {
      const spans = clockSpans(clocks, part);
      const first = spans[0];
      if (!first) return [];
      return unique(
        spans.flatMap((span) =>
          daysFor(date, anchor, date ? 0 : span.start + 1).map((days) => ({ start: days * DAY + span.start, end: days * DAY + span.end })),
        ),
      );
    },
    dateGiven: date !== null,
    timeGiven: true,
    ...(zone === undefined ? {} : { zone }),
    pair: true,
    ...(clocks.weak && !date ? { weak: true } : {}),
  };
};

/** From one moment to another: "2pm till tomorrow 4:30pm". */
export const whenRange = (a: WhenValue, b: WhenValue): WhenValue | null => {
  if (a.direction || b.direction || a.pair || b.pair || [a.kind, b.kind].some((kind) => kind === "duration" || kind === "recurrence")) return null;
  return {
    kind: "interval",
    grain: b.grain,
    at: (anchor) => {
      const from = a.at(anchor)[0];
      if (!from) return [];
      const later: Anchor = { ...anchor, wall: from.start, prefer: "future" };
      const isAhead = (option: Reading): boolean => option.start > from.start;
      const options = b.at(b.dateGiven ? anchor : later);
      const to = options.find(isAhead) ?? (b.dateGiven && !from.exact ? b.at(later).find(isAhead) : undefined) ?? options[0];
      if (!to || (from.exact ?? false) !== (to.exact ?? false)) return [];
      const end = b.timeGiven && b.kind === "instant" ? to.start : (to.end ?? to.start);
      return end > from.start ? [{ start: from.start, end, ...(from.exact ? { exact: true } : {}) }] : [];
    },
    dateGiven: a.dateGiven || b.dateGiven,
    timeGiven: a.timeGiven || b.timeGiven,
    pair: true,
  };
};

/** "at 3 for 45 minutes". */
export const withDuration = (when: WhenValue, duration: DurationValue): WhenValue | null => {
  if (when.kind !== "instant" && when.kind !== "date") return null;
  return {
    ...when,
    kind: "interval",
    grain: duration.seconds > 0 && duration.seconds % 3600 !== 0 ? "minute" : when.grain,
    duration,
    at: (anchor) => when.at(anchor).map(({ start, exact }) => ({ start, end: shiftWall(start, duration, 1), ...(exact ? { exact } : {}) })),
  };
};

/** Only one end is named: "after 3", "by Friday". `edge` says which edge of the named span counts. */
export const bound = (direction: "after" | "before", edge: "start" | "end", when: WhenValue): WhenValue | null => {
  if (when.direction || when.pair || when.kind === "duration" || when.kind === "recurrence") return null;
  // What is to take 45 minutes "by 17:00" is over by then.
  const isLasting = when.timeGiven && when.duration !== undefined;
  const at = (reading: Reading): number => (edge === "end" && reading.end !== null && !isLasting ? reading.end : reading.start);
  return {
    ...when,
    kind: "interval",
    direction,
    weak: false,
    at: (anchor) =>
      when.at(anchor).map((reading) => {
        const exact = reading.exact ? { exact: true } : {};
        if (direction === "after") return { start: at(reading), end: null, ...exact };
        return { start: Math.min(reading.exact ? anchor.epoch : anchor.wall, at(reading)), end: at(reading), ...exact };
      }),
  };
};

/** Now itself. */
export const now: WhenValue = {
  kind: "instant",
  grain: "second",
  dateGiven: true,
  timeGiven: true,
  at: (anchor) => [{ start: anchor.wall, end: null }],
};

/** A longer span of which only some hours of each day count; null for a single day, which has hours of its own. */
export const eachDay = (date: DateValue, daily: DayHours): WhenValue | null =>
  date.grain === "day" && !date.range ? null : { ...dateAsWhen({ ...date, weak: false }), daily };

/** Cuts spans out of a span: "this week except Friday". */
export const except = (when: WhenValue, out: WhenValue): WhenValue | null =>
  when.kind === "recurrence" || out.kind === "duration" ? null : { ...when, except: (anchor) => out.at(anchor).slice(0, 1) };
