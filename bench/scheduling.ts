/** The pure part of scheduling (P2-P5, P15-P17) beside luxon, rrule.js, rrule-temporal and a plain bisect baseline, all in one run. */
import { createRequire } from "node:module";
import { DateTime } from "luxon";
import { RRuleTemporal } from "rrule-temporal";
import type * as RRuleModule from "rrule";
import { defaultRules, type AvailabilityRules } from "../src/lib/scheduling/contracts";
import { freeWindows, type BusyTime } from "../src/lib/scheduling/core/availability";
import { toPieces, type Interval } from "../src/lib/scheduling/core/intervals";
import { findOffers, type Person } from "../src/lib/scheduling/core/offers";
import { expandRecurrence } from "../src/lib/icalendar/recurrence";
import { workingWindows } from "../src/lib/scheduling/core/working-hours";
import { alternate, median, round, timeMs, type Measure } from "./measure";

// rrule.js ships CommonJS to Node, whose named exports Node can't see.
const { RRule } = createRequire(import.meta.url)("rrule") as typeof RRuleModule;

const dayMs = 86_400_000;
const quarterMs = 900_000;
const yearStart = Date.UTC(2026, 0, 1);
const zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Los_Angeles", "Europe/London"];
const rulesIn = (zone: string): AvailabilityRules => ({ ...defaultRules(zone), bookingWindowDays: 730 });

/** The same numbers in every run. */
const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const busyTimes = (count: number, fromMs: number, days: number, seed: number): BusyTime[] => {
  const next = dice(seed);
  const times = Array.from({ length: count }, () => {
    const startMs = fromMs + Math.floor(next() * days * 96) * quarterMs;
    return { startMs, endMs: startMs + quarterMs * (1 + Math.floor(next() * 4)) };
  });
  return times.sort((a, b) => a.startMs - b.startMs);
};

/** What one would write by hand with luxon: a day at a time. */
const luxonHours = (zone: string, fromMs: number, toMs: number): Interval[] => {
  const windows: Interval[] = [];
  for (let day = DateTime.fromMillis(fromMs, { zone }).startOf("day"); day.toMillis() < toMs; day = day.plus({ days: 1 })) {
    if (day.weekday <= 5) windows.push({ startMs: day.set({ hour: 9 }).toMillis(), endMs: day.set({ hour: 17 }).toMillis() });
  }
  return windows;
};

/** The plain baseline: busy times merged and sorted, each quarter of an hour looked up by bisection. */
const bisectFree = (windows: readonly Interval[], busy: readonly Interval[]): number[] => {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of busy) {
    const last = merged.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  const starts: number[] = [];
  for (const window of windows) {
    for (let at = window.startMs; at + quarterMs <= window.endMs; at += quarterMs) {
      let low = 0;
      let high = merged.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((merged[middle]?.endMs ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      if ((merged[low]?.startMs ?? Infinity) >= at + quarterMs) starts.push(at);
    }
  }
  return starts;
};

const measureHours = async (): Promise<Measure[]> => {
  const rules = rulesIn("Europe/Berlin");
  const toMs = yearStart + 365 * dayMs;
  const year = await alternate(
    () => workingWindows(rules, yearStart, toMs),
    () => luxonHours(rules.zone, yearStart, toMs),
    9,
  );
  const busy = busyTimes(10_000, yearStart, 365, 7);
  const free = await alternate(
    () => freeWindows({ rules, busy, nowMs: null, fromMs: yearStart, toMs }),
    () => bisectFree(luxonHours(rules.zone, yearStart, toMs), busy),
    9,
  );
  return [
    {
      id: "P2 working hours of a year",
      n: 365,
      figures: { oursMs: round(year.oursMs), luxonMs: round(year.peerMs) },
      ratio: round(year.oursMs / year.peerMs),
      pass: year.oursMs <= 5,
    },
    {
      id: "P3 a year minus 10,000 busy times",
      n: 10_000,
      figures: { oursMs: round(free.oursMs), luxonBisectMs: round(free.peerMs) },
      ratio: round(free.oursMs / free.peerMs),
      pass: free.oursMs <= 5,
    },
  ];
};

const weeksFrom = Date.UTC(2026, 9, 12);
const weeksTo = weeksFrom + 28 * dayMs;

const peopleOf = (count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `P${String(i)}`,
    required: i < 5 || i % 10 === 0,
    rules: rulesIn(zones[i % zones.length] ?? "UTC"),
    busy: busyTimes(20, weeksFrom, 28, i + 1),
  }));

const askAll = (people: readonly Person[]): unknown =>
  findOffers({ people, durationMinutes: 30, stepMinutes: 15, zone: "Europe/Berlin", nowMs: null, fromMs: weeksFrom, toMs: weeksTo, limit: 10 });

const bisectAll = (people: readonly Person[]): number[] => {
  const required = people.filter((person) => person.required);
  const [first, ...others] = required.map((person) => new Set(bisectFree(luxonHours(person.rules.zone, weeksFrom, weeksTo), person.busy)));
  return [...(first ?? [])].filter((start) => others.every((free) => free.has(start)));
};

const measureCommon = async (): Promise<Measure[]> => {
  const fifty = peopleOf(50).map((person) => ({ ...person, required: true }));
  const common = await alternate(
    () => askAll(fifty),
    () => bisectAll(fifty),
    9,
  );
  const thousand = peopleOf(1000);
  const many = await alternate(
    () => askAll(thousand),
    () => bisectAll(thousand.slice(0, 50)),
    5,
  );
  return [
    {
      id: "P4 common time of 50 people over 4 weeks",
      n: 50,
      figures: { oursMs: round(common.oursMs), luxonBisectMs: round(common.peerMs) },
      ratio: round(common.oursMs / common.peerMs),
      pass: common.oursMs <= 10,
    },
    { id: "P4 common time of 1,000 people over 4 weeks", n: 1000, figures: { oursMs: round(many.oursMs) }, ratio: null, pass: many.oursMs <= 150 },
  ];
};

const window = { fromMs: Date.UTC(2026, 8, 1), toMs: Date.UTC(2026, 8, 29), limit: 100 };

const ourRule = (dtstart: string): unknown => expandRecurrence({ dtstart, tzid: "America/New_York", rrule: "FREQ=WEEKLY;BYDAY=TU" }, window);

/** Milliseconds a call, from batches alternated with the peer's. */
const perCall = async (ours: () => unknown, peer: () => unknown, batch: number, peerBatch: number): Promise<{ oursMs: number; peerMs: number }> => {
  const repeat = (work: () => unknown, times: number) => () => {
    for (let i = 0; i < times; i += 1) work();
  };
  const { oursMs, peerMs } = await alternate(repeat(ours, batch), repeat(peer, peerBatch), 7);
  return { oursMs: oursMs / batch, peerMs: peerMs / peerBatch };
};

const measureRules = async (): Promise<Measure[]> => {
  const dtstart = "20240305T090000";
  const js = new RRule({ freq: RRule.WEEKLY, byweekday: [RRule.TU], dtstart: new Date(Date.UTC(2024, 2, 5, 9)), tzid: "America/New_York" }, true);
  const temporal = new RRuleTemporal({ rruleString: `DTSTART;TZID=America/New_York:${dtstart}\nRRULE:FREQ=WEEKLY;BYDAY=TU` });
  const [from, to] = [new Date(window.fromMs), new Date(window.toMs)];
  const besideJs = await perCall(
    () => ourRule(dtstart),
    () => js.between(from, to, true),
    500,
    5,
  );
  const besideTemporal = await perCall(
    () => ourRule(dtstart),
    () => temporal.between(from, to, true),
    500,
    50,
  );
  const ages = await perCall(
    () => ourRule("18960303T090000"),
    () => ourRule("20260804T090000"),
    500,
    500,
  );
  return [
    {
      id: "P5 a weekly rule of 2.5 years over 4 weeks, beside rrule.js",
      n: 500,
      figures: { oursMs: round(besideJs.oursMs, 5), rruleJsMs: round(besideJs.peerMs, 4) },
      ratio: round(besideJs.oursMs / besideJs.peerMs, 4),
      pass: besideJs.oursMs <= 0.05,
    },
    {
      id: "P5 the same, beside rrule-temporal",
      n: 500,
      figures: { oursMs: round(besideTemporal.oursMs, 5), rruleTemporalMs: round(besideTemporal.peerMs, 4) },
      ratio: round(besideTemporal.oursMs / besideTemporal.peerMs, 4),
      pass: besideTemporal.oursMs <= 0.05,
    },
    {
      id: "P5 a rule of 130 years beside one of a month",
      n: 500,
      figures: { oldMs: round(ages.oursMs, 5), newMs: round(ages.peerMs, 5) },
      ratio: round(ages.oursMs / ages.peerMs, 2),
      pass: ages.oursMs / ages.peerMs <= 1.5,
    },
  ];
};

/** Slope of log time over log size between the smallest and the largest. */
const exponent = (sizes: readonly number[], times: readonly number[]): number =>
  Math.log((times.at(-1) ?? 1) / (times[0] ?? 1)) / Math.log((sizes.at(-1) ?? 1) / (sizes[0] ?? 1));

const medianOf = async (work: () => unknown, rounds = 7): Promise<number> => {
  const times: number[] = [];
  await work();
  for (let i = 0; i < rounds; i += 1) times.push(await timeMs(work));
  return median(times);
};

const growth = async (id: string, sizes: readonly number[], prepare: (size: number) => () => unknown): Promise<Measure> => {
  const times: number[] = [];
  for (const size of sizes) times.push(await medianOf(prepare(size)));
  const figures: Record<string, number> = Object.fromEntries(sizes.map((size, i) => [`ms${String(size)}`, round(times[i] ?? 0)]));
  const slope = round(exponent(sizes, times), 2);
  return { id, n: sizes.at(-1) ?? 0, figures: { ...figures, exponent: slope }, ratio: null, pass: slope <= 1.2 };
};

const measureGrowth = async (): Promise<Measure[]> => [
  await growth("P15 free time with 10² to 10⁶ events in the range (pure part)", [100, 1000, 10_000, 100_000, 1_000_000], (size) => {
    const busy = busyTimes(size, yearStart, 3650, 3);
    return () => freeWindows({ rules: rulesIn("Europe/Berlin"), busy, nowMs: null, fromMs: weeksFrom, toMs: weeksTo });
  }),
  await growth("P16 four weeks of 10 to 10,000 series, 30 years old (pure part)", [10, 100, 1000, 10_000], (size) => {
    const series = Array.from({ length: size }, (_, i) => ({
      dtstart: `1996010${String(1 + (i % 9))}T${String(8 + (i % 10)).padStart(2, "0")}${String(i % 60).padStart(2, "0")}00`,
      tzid: zones[i % zones.length] ?? "UTC",
      rrule: `FREQ=WEEKLY;INTERVAL=${String(1 + (i % 4))}`,
    }));
    return () => {
      for (const one of series) expandRecurrence(one, window);
    };
  }),
  await growth("P17 common time of 10 to 1,000 people", [10, 100, 1000], (size) => {
    const people = peopleOf(size);
    return () => askAll(people);
  }),
];

/** Correctness of what was measured: a fast wrong answer must not pass. */
const assertSane = (): void => {
  const rules = rulesIn("Europe/Berlin");
  const ours = toPieces(workingWindows(rules, yearStart, yearStart + 365 * dayMs)).length;
  const theirs = luxonHours(rules.zone, yearStart, yearStart + 365 * dayMs).filter(({ startMs }) => startMs < yearStart + 365 * dayMs).length;
  const found = expandRecurrence({ dtstart: "20240305T090000", tzid: "America/New_York", rrule: "FREQ=WEEKLY;BYDAY=TU" }, window);
  if (ours !== theirs || !found.ok || found.occurrences.length !== 4) throw new Error("The scheduling benchmark measures a wrong answer.");
};

export const benchScheduling = async (): Promise<Measure[]> => {
  assertSane();
  return [...(await measureHours()), ...(await measureCommon()), ...(await measureRules()), ...(await measureGrowth())];
};
