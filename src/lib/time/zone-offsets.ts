/**
 * Wall clock to instant and back in a few nanoseconds. `Temporal` is asked once per zone and four-year block; what it answers is kept
 * as a table of offset changes, because schedules ask the same question thousands of times.
 */

/** Changes of one zone inside one block: `startsMs[i]` is the first instant at which `offsetsMs[i]` holds. */
interface Block {
  readonly startsMs: readonly number[];
  readonly offsetsMs: readonly number[];
}

/** About 4.36 years: few enough blocks to keep, few enough changes in each to scan. */
const blockMs = 2 ** 37;
const dayMs = 86_400_000;

/** What a wall time that doesn't exist means. `shift` = RFC 5545 and Temporal "compatible" (the offset before the gap); `end` = the moment the gap ends. */
export type GapRule = "shift" | "end";

const buildBlock = (zone: string, index: number): Block => {
  const untilMs = (index + 1) * blockMs;
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(index * blockMs).toZonedDateTimeISO(zone);
  const startsMs: number[] = [];
  const offsetsMs: number[] = [];
  while (at !== null && at.epochMilliseconds < untilMs) {
    startsMs.push(at.epochMilliseconds);
    offsetsMs.push(Math.round(at.offsetNanoseconds / 1_000_000));
    at = at.getTimeZoneTransition("next");
  }
  return { startsMs, offsetsMs };
};

/** The offset changes of one zone, filled in as they are asked for. Make one through `zoneTable`. */
export class ZoneTable {
  readonly #zone: string;
  readonly #blocks = new Map<number, Block>();
  #lastIndex = Number.NaN;
  #last: Block = { startsMs: [], offsetsMs: [] };

  constructor(zone: string) {
    this.#zone = zone;
  }

  #blockAt(instantMs: number): Block {
    const index = Math.floor(instantMs / blockMs);
    if (index === this.#lastIndex) return this.#last;
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = buildBlock(this.#zone, index);
      this.#blocks.set(index, block);
    }
    this.#lastIndex = index;
    this.#last = block;
    return block;
  }

  /** Offset from UTC in milliseconds that holds at an instant (epoch milliseconds). */
  offsetMsAt(instantMs: number): number {
    const { startsMs, offsetsMs } = this.#blockAt(instantMs);
    let i = startsMs.length - 1;
    while (i > 0 && (startsMs[i] ?? 0) > instantMs) i -= 1;
    return offsetsMs[i] ?? 0;
  }

  /** First instant of the stretch of equal offset that holds at `instantMs`, no earlier than its block. */
  #stretchStartMs(instantMs: number): number {
    const { startsMs } = this.#blockAt(instantMs);
    let i = startsMs.length - 1;
    while (i > 0 && (startsMs[i] ?? 0) > instantMs) i -= 1;
    return startsMs[i] ?? instantMs;
  }

  /** Wall time as milliseconds on a clock without zone (as if it were UTC). */
  toWallMs(instantMs: number): number {
    return instantMs + this.offsetMsAt(instantMs);
  }

  /** The earliest wall time whose instant may lie at or after `instantMs`: inside and right after a gap, wall times of the gap. */
  firstWallMsFrom(instantMs: number): number {
    return instantMs + Math.min(this.offsetMsAt(instantMs), this.offsetMsAt(instantMs - dayMs));
  }

  /** The latest wall time that has been shown up to `instantMs`: where the clock was set back less than a day ago, that of the first time round. */
  lastWallMsUpTo(instantMs: number): number {
    const wallMs = this.toWallMs(instantMs);
    const startMs = this.#stretchStartMs(instantMs);
    return instantMs - startMs >= dayMs ? wallMs : Math.max(wallMs, startMs - 1 + this.offsetMsAt(startMs - 1));
  }

  /** Instant of a wall time. A wall time that happens twice means the first; one that never happens follows `gap`. */
  toInstantMs(wallMs: number, gap: GapRule = "shift"): number {
    const before = this.offsetMsAt(wallMs - dayMs);
    const after = this.offsetMsAt(wallMs + dayMs);
    const early = wallMs - before;
    if (before === after) return early;
    const late = wallMs - after;
    const earlyHolds = this.offsetMsAt(early) === before;
    const lateHolds = this.offsetMsAt(late) === after;
    if (earlyHolds) return lateHolds ? Math.min(early, late) : early;
    if (lateHolds) return late;
    return gap === "shift" ? early : this.#stretchStartMs(early);
  }
}

const tables = new Map<string, ZoneTable>();

/** Table of a zone (IANA id or numeric offset), made once. Throws a RangeError for a zone the runtime doesn't know: validate at the edge. */
export const zoneTable = (zone: string): ZoneTable => {
  let table = tables.get(zone);
  if (table === undefined) {
    table = new ZoneTable(zone);
    table.offsetMsAt(0);
    tables.set(zone, table);
  }
  return table;
};

/** Does the runtime know this zone? */
export const isKnownZone = (zone: string): boolean => {
  try {
    zoneTable(zone);
    return true;
  } catch {
    return false;
  }
};
