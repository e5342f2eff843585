/**
 * Times that suit several people, best first. What "best" means is written down as costs in points, so that each offer can say why it
 * stands where it does. Lower cost is better; equal costs go to the earlier time.
 *
 * | cost | points (earliest / calm / fair) |
 * |---|---|
 * | someone would rather not (soft protection, wish) | 10,000 a person |
 * | an optional person can't come | 2,000 a person |
 * | outside 09:00-18:00 for someone, where people live in different offsets | 20 / 20 / 200 × the square of the hours, a person: the square spreads the burden |
 * | a free block of two hours or more is broken so that none is left | 0 / 400 / 0 a person |
 * | a remainder of less than half an hour is left beside it | 0 / 40 / 0 each |
 * | later than the first possible start | 1 an hour |
 */
import type { AvailabilityRules } from "../contracts";
import { freeWindows, protectedTimes, type BusyTime } from "./availability";
import { contains, firstEndingAfter, fromPieces, intersect, merge, noTime, overlaps, type Interval, type Intervals } from "./intervals";
import { zoneTable } from "@/lib/time/zone-offsets";

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Someone who is to meet. */
export interface Person {
  readonly name: string;
  readonly required: boolean;
  readonly rules: AvailabilityRules;
  readonly busy: readonly BusyTime[];
  /** Times this person would rather not have. */
  readonly avoid?: readonly Interval[];
  readonly holidays?: ReadonlySet<string>;
}

export type Ranking = "earliest" | "calm" | "fair";

export interface OfferQuestion {
  readonly people: readonly Person[];
  readonly durationMinutes: number;
  /** Offers start on this grid, counted from `offsetMinutes` past the hour on the clock of `zone`, afresh in every free window and day. */
  readonly stepMinutes: number;
  readonly offsetMinutes?: number;
  readonly zone: string;
  /** Null leaves out the past, notice and booking windows. */
  readonly nowMs: number | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Most offers returned. */
  readonly limit: number;
  readonly ranking?: Ranking;
  /** Least time between the starts of two offers; 0 = any. */
  readonly apartMinutes?: number;
  /** Takes turns over the days of the zone: a day's second time comes after the first time of every other day. Times overlap no other. */
  readonly inTurns?: boolean;
}

export interface RankedOffer extends Interval {
  /** 1 = nothing speaks against it, falling towards 0. */
  readonly score: number;
  readonly because: readonly string[];
}

export interface CommonTime {
  /** All time that suits every required person, whatever its length. */
  readonly windows: Intervals;
  readonly offers: readonly RankedOffer[];
}

interface Weights {
  readonly avoid: number;
  readonly optional: number;
  readonly unsocial: number;
  readonly focus: number;
  readonly remainder: number;
  readonly hourLater: number;
}

const weightsOf: Record<Ranking, Weights> = {
  earliest: { avoid: 10_000, optional: 2000, unsocial: 20, focus: 0, remainder: 0, hourLater: 1 },
  calm: { avoid: 10_000, optional: 2000, unsocial: 20, focus: 400, remainder: 40, hourLater: 1 },
  fair: { avoid: 10_000, optional: 2000, unsocial: 200, focus: 0, remainder: 0, hourLater: 1 },
};

const focusMs = 2 * hourMs;
const remainderMs = 30 * minuteMs;
const socialStartMs = 9 * hourMs;
const socialEndMs = 18 * hourMs;

/** What ranking needs to know of a person. */
interface PersonTime {
  readonly person: Person;
  readonly free: Intervals;
  readonly avoid: Intervals;
}

const timeOf = (question: OfferQuestion, person: Person): PersonTime => {
  const { nowMs, fromMs, toMs } = question;
  const free = freeWindows({
    rules: person.rules,
    busy: person.busy,
    nowMs,
    fromMs,
    toMs,
    ...(person.holidays === undefined ? {} : { holidays: person.holidays }),
  });
  const wishes = person.avoid === undefined || person.avoid.length === 0 ? noTime : fromPieces(person.avoid);
  const soft = protectedTimes(person.rules, fromMs, toMs, true);
  return { person, free, avoid: soft.length === 0 ? wishes : merge(wishes, soft) };
};

/** Time that suits every required person (everybody, if nobody is required). */
const commonOf = (times: readonly PersonTime[], fromMs: number, toMs: number): Intervals => {
  const required = times.filter(({ person }) => person.required);
  let common: Intervals = toMs > fromMs ? [fromMs, toMs] : noTime;
  for (const { free } of required.length > 0 ? required : times) {
    common = intersect(common, free);
    if (common.length === 0) break;
  }
  return common;
};

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Starts on the grid such that the whole meeting lies in one window. */
export const gridStarts = (windows: Intervals, question: Pick<OfferQuestion, "durationMinutes" | "stepMinutes" | "offsetMinutes" | "zone">): number[] => {
  const table = zoneTable(question.zone);
  const stepMs = question.stepMinutes * minuteMs;
  const lengthMs = question.durationMinutes * minuteMs;
  const alignMs = greatestCommonDivisor(question.stepMinutes, 60) * minuteMs;
  const offsetMs = (question.offsetMinutes ?? 0) * minuteMs;
  const starts: number[] = [];
  for (let i = 0; i < windows.length; i += 2) {
    const endMs = windows[i + 1] ?? 0;
    let fromMs = windows[i] ?? 0;
    // Each local day counts afresh, so that tomorrow's times are as round as today's.
    while (fromMs + lengthMs <= endMs) {
      const wallMs = table.toWallMs(fromMs);
      const dayEndMs = table.toInstantMs((Math.floor(wallMs / dayMs) + 1) * dayMs, "end");
      const past = (((wallMs - offsetMs) % alignMs) + alignMs) % alignMs;
      let startMs = past === 0 ? fromMs : fromMs + alignMs - past;
      for (; startMs < dayEndMs && startMs + lengthMs <= endMs; startMs += stepMs) starts.push(startMs);
      fromMs = Math.max(dayEndMs, fromMs + 1);
    }
  }
  return starts;
};

/** Adds `points` to the costs of all starts for which the test holds for one person. */
const addCost = (costs: Float64Array, starts: readonly number[], points: number, test: (startMs: number) => boolean): void => {
  for (let i = 0; i < starts.length; i += 1) if (test(starts[i] ?? 0)) costs[i] = (costs[i] ?? 0) + points;
};

/** Hours by which a meeting lies outside 09:00-18:00 on a wall clock. */
const unsocialHours = (wallMs: number, lengthMs: number): number => {
  const clockMs = ((wallMs % dayMs) + dayMs) % dayMs;
  const early = socialStartMs - clockMs;
  const late = clockMs + lengthMs - socialEndMs;
  // Before nine in the morning may as well be the middle of the night before: the nearer side counts.
  const hours = Math.max(0, Math.max(early, late)) / hourMs;
  return Math.min(hours, 8);
};

const addUnsocialCosts = (costs: Float64Array, starts: readonly number[], lengthMs: number, people: readonly Person[], points: number): void => {
  const counts = new Map<string, number>();
  for (const { rules } of people) counts.set(rules.zone, (counts.get(rules.zone) ?? 0) + 1);
  if (counts.size < 2) return;
  const zones = [...counts].map(([zone, count]) => ({ table: zoneTable(zone), count }));
  starts.forEach((startMs, i) => {
    const offsets = zones.map(({ table }) => table.offsetMsAt(startMs));
    if (offsets.every((offset) => offset === offsets[0])) return;
    zones.forEach(({ count }, z) => {
      costs[i] = (costs[i] ?? 0) + points * count * unsocialHours(startMs + (offsets[z] ?? 0), lengthMs) ** 2;
    });
  });
};

/** What a meeting leaves of the free block it is put into. */
const remainders = (free: Intervals, startMs: number, endMs: number): readonly [number, number] => {
  const i = firstEndingAfter(free, startMs);
  return [Math.max(0, startMs - (free[i] ?? startMs)), Math.max(0, (free[i + 1] ?? endMs) - endMs)];
};

const breaksFocus = (free: Intervals, startMs: number, endMs: number): boolean => {
  const [before, after] = remainders(free, startMs, endMs);
  return before + after + endMs - startMs >= focusMs && before > 0 && before < focusMs && after > 0 && after < focusMs;
};

const addDisturbanceCosts = (costs: Float64Array, starts: readonly number[], lengthMs: number, times: readonly PersonTime[], weights: Weights): void => {
  for (const { free } of times) {
    addCost(costs, starts, weights.focus, (startMs) => breaksFocus(free, startMs, startMs + lengthMs));
    for (const side of [0, 1] as const) {
      addCost(costs, starts, weights.remainder, (startMs) => {
        const rest = remainders(free, startMs, startMs + lengthMs)[side];
        return rest > 0 && rest < remainderMs;
      });
    }
  }
};

const costsOf = (starts: readonly number[], lengthMs: number, times: readonly PersonTime[], weights: Weights): Float64Array => {
  const costs = new Float64Array(starts.length);
  const first = starts[0] ?? 0;
  starts.forEach((startMs, i) => {
    costs[i] = (weights.hourLater * (startMs - first)) / hourMs;
  });
  for (const { person, free, avoid } of times) {
    if (avoid.length > 0) addCost(costs, starts, weights.avoid, (startMs) => overlaps(avoid, startMs, startMs + lengthMs));
    if (!person.required) addCost(costs, starts, weights.optional, (startMs) => !contains(free, startMs, startMs + lengthMs));
  }
  addUnsocialCosts(
    costs,
    starts,
    lengthMs,
    times.map(({ person }) => person),
    weights.unsocial,
  );
  if (weights.focus > 0 || weights.remainder > 0) addDisturbanceCosts(costs, starts, lengthMs, times, weights);
  return costs;
};

const clockText = (wallMs: number): string => {
  const minutes = Math.floor(wallMs / minuteMs) % 1440;
  const positive = minutes < 0 ? minutes + 1440 : minutes;
  return `${String(Math.floor(positive / 60)).padStart(2, "0")}:${String(positive % 60).padStart(2, "0")}`;
};

const listNames = (names: readonly string[]): string => {
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${String(names.length - 3)} others`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
};

const reasonsFor = (startMs: number, lengthMs: number, first: number, times: readonly PersonTime[], weights: Weights): string[] => {
  const endMs = startMs + lengthMs;
  const missing = times.filter(({ person, free }) => !person.required && !contains(free, startMs, endMs)).map(({ person }) => person.name);
  const unwilling = times.filter(({ avoid }) => overlaps(avoid, startMs, endMs)).map(({ person }) => person.name);
  const zones = new Set(times.map(({ person }) => zoneTable(person.rules.zone).offsetMsAt(startMs)));
  const late = zones.size < 2 ? [] : times.filter(({ person }) => unsocialHours(zoneTable(person.rules.zone).toWallMs(startMs), lengthMs) > 0);
  const reasons: string[] = [];
  if (startMs === first) reasons.push("The earliest time that fits");
  if (times.length > 1) reasons.push(missing.length === 0 ? "Everyone can come" : `${listNames(missing)} can't come (optional)`);
  if (unwilling.length > 0) reasons.push(`${listNames(unwilling)} would rather not`);
  for (const { person } of late.slice(0, 3)) reasons.push(`${clockText(zoneTable(person.rules.zone).toWallMs(startMs))} for ${person.name}`);
  if (weights.focus > 0)
    reasons.push(times.some(({ free }) => breaksFocus(free, startMs, endMs)) ? "Breaks up a longer free stretch" : "Leaves longer free stretches whole");
  return reasons;
};

const pickApart = (order: readonly number[], starts: readonly number[], limit: number, apartMs: number): number[] => {
  const picked: number[] = [];
  for (const i of order) {
    if (picked.length >= limit) break;
    const startMs = starts[i] ?? 0;
    if (apartMs === 0 || picked.every((other) => Math.abs((starts[other] ?? 0) - startMs) >= apartMs)) picked.push(i);
  }
  return picked;
};

/** Best first, a day at a time: what suits everybody goes before what somebody would rather not have, then the times that are first on their day. */
const orderInTurns = (order: readonly number[], starts: readonly number[], lengthMs: number, times: readonly PersonTime[], zone: string): number[] => {
  const table = zoneTable(zone);
  const against = (startMs: number): number =>
    times.filter(
      ({ person, free, avoid }) => overlaps(avoid, startMs, startMs + lengthMs) || (!person.required && !contains(free, startMs, startMs + lengthMs)),
    ).length;
  const takenOn = new Map<number, number[]>();
  const ranked = order.flatMap((i) => {
    const startMs = starts[i] ?? 0;
    const day = Math.floor(table.toWallMs(startMs) / dayMs);
    const taken = takenOn.get(day) ?? [];
    if (taken.some((other) => Math.abs(other - startMs) < lengthMs)) return [];
    takenOn.set(day, [...taken, startMs]);
    return [{ i, turn: taken.length, against: against(startMs) }];
  });
  return ranked.sort((a, b) => a.against - b.against || a.turn - b.turn).map(({ i }) => i);
};

/**
 * Common free time of 1 to 1,000 people and the best offers in it, best first. Only required people must be free; optional ones and
 * soft wishes move offers down (see the table above). An offer never overlaps a required person's busy time, buffers, hard protections
 * or notice.
 */
export const findOffers = (question: OfferQuestion): CommonTime => {
  const { fromMs, toMs, people, limit } = question;
  const times = people.map((person) => timeOf(question, person));
  const windows = commonOf(times, fromMs, toMs);
  const starts = gridStarts(windows, question);
  const lengthMs = question.durationMinutes * minuteMs;
  const weights = weightsOf[question.ranking ?? "earliest"];
  const costs = costsOf(starts, lengthMs, times, weights);
  const bestFirst = starts.map((_, i) => i).sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b);
  const order = question.inTurns === true ? orderInTurns(bestFirst, starts, lengthMs, times, question.zone) : bestFirst;
  const offers = pickApart(order, starts, limit, (question.apartMinutes ?? 0) * minuteMs).map((i) => {
    const startMs = starts[i] ?? 0;
    return {
      startMs,
      endMs: startMs + lengthMs,
      score: Math.round(1e6 / (1 + (costs[i] ?? 0) / 1000)) / 1e6,
      because: reasonsFor(startMs, lengthMs, starts[0] ?? 0, times, weights),
    };
  });
  return { windows, offers };
};
