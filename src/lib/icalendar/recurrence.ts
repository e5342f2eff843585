/** The instances of a recurring event inside a window: rules, extra dates and exceptions put together, wall clock turned into instants. */
import { compileRule, RuleWalk, type CompiledRule, type WorkBudget } from "./recurrence-walk";
import { parseRule, parseWallTime, refuseRule, formatWallTime, type RecurrenceRefusal, type WallTime } from "./recurrence-rule";
import { isKnownZone, zoneTable, type ZoneTable } from "@/lib/time/zone-offsets";

/** What repeats, as iCalendar writes it. */
export interface Recurrence {
  /** Wall time ("19970512T090000") or date ("19970512"). An instance only if the rule yields it. */
  readonly dtstart: string;
  /** IANA zone in which the wall clock is read; null = no zone: instants are then the wall time as if UTC. */
  readonly tzid: string | null;
  readonly rrule: string | null;
  readonly rdate?: readonly string[];
  readonly exdate?: readonly string[];
  readonly exrule?: readonly string[];
  /** Original starts (epoch ms) of instances that were moved or changed on their own (RECURRENCE-ID): left out. */
  readonly overridden?: readonly number[];
}

/** Half-open; ±Infinity for no bound. */
export interface RecurrenceWindow {
  readonly fromMs: number;
  readonly toMs: number;
  /** Most occurrences returned. */
  readonly limit: number;
}

export interface Occurrence {
  readonly startMs: number;
  /** The wall time that the rule names, in milliseconds as if UTC; `occurrenceWall` writes it. Differs from the clock's only inside a DST gap. */
  readonly wallMs: number;
}

export type Expansion =
  | {
      readonly ok: true;
      readonly occurrences: readonly Occurrence[];
      /** False when `limit` cut the list. */ readonly complete: boolean;
      readonly dateOnly: boolean;
    }
  | RecurrenceRefusal;

/** Steps allowed per question: some 5 ms of work, so that even a crowded machine stays under 100. Twelve thousand occurrences fit. */
const budgetSteps = 25_000;
const dayMs = 86_400_000;

interface CompiledRecurrence {
  readonly ok: true;
  readonly dateOnly: boolean;
  readonly table: ZoneTable | null;
  readonly rule: CompiledRule | null;
  /** UNTIL as an instant, for instances near a clock change. */
  readonly untilMs: number;
  readonly extraMs: readonly number[];
  readonly excludedMs: ReadonlySet<number>;
  readonly excludedDays: ReadonlySet<number>;
  readonly exceptions: readonly CompiledRule[];
}

/** "19970512T090000" or, for an all-day rule, "19970512". */
export const occurrenceWall = (occurrence: Occurrence, dateOnly: boolean): string => formatWallTime({ wallMs: occurrence.wallMs, dateOnly, utc: false });

const toWall = (time: WallTime, table: ZoneTable | null): number => (time.utc && table !== null ? table.toWallMs(time.wallMs) : time.wallMs);

/** Compiles one RRULE or EXRULE. COUNT becomes the second of the last instance, so that windows can be jumped to. */
const compileOne = (
  text: string,
  start: WallTime,
  table: ZoneTable | null,
): { readonly ok: true; readonly compiled: CompiledRule; readonly untilMs: number } | RecurrenceRefusal => {
  const parsed = parseRule(text);
  if (!parsed.ok) return parsed;
  const { rule } = parsed;
  if (start.dateOnly && (rule.frequency === "HOURLY" || rule.frequency === "MINUTELY" || rule.frequency === "SECONDLY"))
    return refuseRule("malformed", "An all-day event can't repeat within a day.");
  let untilSeconds = Infinity;
  let untilMs = Infinity;
  if (rule.until !== null) {
    const { until } = rule;
    const instant = until.utc && table !== null && !start.dateOnly;
    untilMs = instant ? until.wallMs : Infinity;
    const wallMs = instant ? table.lastWallMsUpTo(until.wallMs) : until.wallMs;
    untilSeconds = Math.floor(wallMs / 1000) + (until.dateOnly ? 86_399 : 0);
  }
  const compiled = compileRule(rule, start, untilSeconds);
  if (rule.count === null) return { ok: true, compiled, untilMs };
  const budget: WorkBudget = { left: budgetSteps };
  const last = new RuleWalk(compiled, budget).nth(rule.count);
  if (budget.left < 0) return refuseRule("too-costly", "The rule's last repetition lies too many steps away to be found.");
  return { ok: true, compiled: { ...compiled, untilSeconds: Math.min(compiled.untilSeconds, last) }, untilMs };
};

const compile = (recurrence: Recurrence): CompiledRecurrence | RecurrenceRefusal => {
  const start = parseWallTime(recurrence.dtstart);
  if (start === null) return refuseRule("malformed", "DTSTART must be a date or a date with a time that exists.");
  if (recurrence.tzid !== null && !isKnownZone(recurrence.tzid))
    return refuseRule("unknown-zone", `This server doesn't know the time zone ${recurrence.tzid.slice(0, 64)}.`);
  const table = recurrence.tzid === null ? null : zoneTable(recurrence.tzid);
  const local: WallTime = { wallMs: toWall(start, table), dateOnly: start.dateOnly, utc: false };
  const rule = recurrence.rrule === null ? null : compileOne(recurrence.rrule, local, table);
  if (rule !== null && !rule.ok) return rule;
  const exceptions: CompiledRule[] = [];
  for (const text of recurrence.exrule ?? []) {
    const exception = compileOne(text, local, table);
    if (!exception.ok) return exception;
    exceptions.push(exception.compiled);
  }
  const extraMs: number[] = [];
  for (const text of recurrence.rdate ?? []) {
    const time = parseWallTime(text.split("/")[0] ?? "");
    if (time === null) return refuseRule("malformed", `"${text.slice(0, 40)}" is not a date.`);
    extraMs.push(toWall(time, table));
  }
  const excludedMs = new Set<number>();
  const excludedDays = new Set<number>();
  for (const text of recurrence.exdate ?? []) {
    const time = parseWallTime(text);
    if (time === null) return refuseRule("malformed", `"${text.slice(0, 40)}" is not a date.`);
    if (time.dateOnly) excludedDays.add(Math.floor(time.wallMs / dayMs));
    else excludedMs.add(toWall(time, table));
  }
  return {
    ok: true,
    dateOnly: start.dateOnly,
    table,
    rule: rule?.compiled ?? null,
    untilMs: rule?.untilMs ?? Infinity,
    extraMs: [...new Set(extraMs)].sort((a, b) => a - b),
    excludedMs,
    excludedDays,
    exceptions,
  };
};

/** Compiling costs more than looking into a window; series are asked for again and again. */
const cacheMax = 2000;
const cache = new Map<string, CompiledRecurrence | RecurrenceRefusal>();

const compileCached = (recurrence: Recurrence): CompiledRecurrence | RecurrenceRefusal => {
  const { dtstart, tzid, rrule, rdate = [], exdate = [], exrule = [] } = recurrence;
  const key = `${dtstart}|${tzid ?? ""}|${rrule ?? ""}|${rdate.join()}|${exdate.join()}|${exrule.join(" ")}`;
  let compiled = cache.get(key);
  if (compiled === undefined) {
    compiled = compile(recurrence);
    if (cache.size >= cacheMax) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
};

const nextExtra = (extraMs: readonly number[], fromMs: number): number => {
  let i = 0;
  while (i < extraMs.length && (extraMs[i] ?? 0) < fromMs) i += 1;
  return i;
};

/** Wall times of the set from `fromMs` up to `toMs`, in order, each once, without those excluded. */
const walkSet = (set: CompiledRecurrence, fromMs: number, toMs: number, budget: WorkBudget): (() => number) => {
  const fromSeconds = Math.ceil(fromMs / 1000);
  const toSeconds = Math.floor(toMs / 1000);
  const open = (rule: CompiledRule): { walk: RuleWalk; head: number } => {
    const walk = new RuleWalk({ ...rule, untilSeconds: Math.min(rule.untilSeconds, toSeconds) }, budget);
    if (fromSeconds > rule.startSeconds) walk.seek(fromSeconds);
    return { walk, head: walk.next() * 1000 };
  };
  const main = set.rule === null ? null : open(set.rule);
  const exceptions = set.exceptions.map(open);
  let extra = nextExtra(set.extraMs, fromMs);
  return () => {
    for (;;) {
      const wallMs = Math.min(main?.head ?? Infinity, set.extraMs[extra] ?? Infinity);
      if (wallMs === Infinity) return Infinity;
      if (main?.head === wallMs) main.head = main.walk.next() * 1000;
      if (set.extraMs[extra] === wallMs) extra += 1;
      budget.left -= 1;
      if (budget.left < 0) return Infinity;
      let excluded = set.excludedMs.has(wallMs) || (set.excludedDays.size > 0 && set.excludedDays.has(Math.floor(wallMs / dayMs)));
      for (const exception of exceptions) {
        if (exception.head < wallMs) exception.head = exception.walk.next() * 1000;
        if (exception.head < wallMs) {
          exception.walk.seek(wallMs / 1000);
          exception.head = exception.walk.next() * 1000;
        }
        excluded ||= exception.head === wallMs;
      }
      if (!excluded) return wallMs;
    }
  };
};

/** Instances that a gap pushed past others come back into order, and two that became one instant count once. */
const inOrder = (occurrences: Occurrence[]): Occurrence[] =>
  occurrences.sort((a, b) => a.startMs - b.startMs).filter((occurrence, i, all) => i === 0 || all[i - 1]?.startMs !== occurrence.startMs);

/**
 * Occurrences that start within the window, in order. The window is jumped to: a rule's age costs nothing. A wall time inside a DST gap
 * follows RFC 5545 section 3.3.5 (the offset before the gap), one that happens twice is the first. Refuses, in a sentence, what is
 * malformed, not supported, or would take more than some 5 ms.
 */
export const expandRecurrence = (recurrence: Recurrence, window: RecurrenceWindow): Expansion => {
  const set = compileCached(recurrence);
  if (!set.ok) return set;
  const { table, dateOnly } = set;
  const fromWallMs = table === null || window.fromMs === -Infinity ? window.fromMs : table.firstWallMsFrom(window.fromMs);
  const toWallMs = table === null || window.toMs === Infinity ? window.toMs : table.lastWallMsUpTo(window.toMs);
  const budget: WorkBudget = { left: budgetSteps };
  const next = walkSet(set, fromWallMs, toWallMs, budget);
  const overridden = recurrence.overridden === undefined || recurrence.overridden.length === 0 ? null : new Set(recurrence.overridden);
  const occurrences: Occurrence[] = [];
  let shifted = false;
  let previousMs = -Infinity;
  for (let wallMs = next(); wallMs <= toWallMs && wallMs !== Infinity; wallMs = next()) {
    const startMs = table === null ? wallMs : table.toInstantMs(wallMs);
    if (startMs < window.fromMs || startMs >= window.toMs || startMs > set.untilMs || overridden?.has(startMs) === true) continue;
    if (occurrences.length >= window.limit) return { ok: true, occurrences: shifted ? inOrder(occurrences) : occurrences, complete: false, dateOnly };
    shifted ||= startMs <= previousMs;
    previousMs = startMs;
    occurrences.push({ startMs, wallMs });
  }
  if (budget.left < 0) return refuseRule("too-costly", "The rule repeats too often, or too rarely, to be worked out for this window.");
  return { ok: true, occurrences: shifted ? inOrder(occurrences) : occurrences, complete: true, dateOnly };
};
