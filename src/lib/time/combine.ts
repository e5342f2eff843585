/** Puts together what stood apart in a sentence: a day here ("tomorrow"), a time there ("in the afternoon", "at 5"). */
import { DAY, dayOf, printOffset, printWall } from "./calendar";
import type { TimeMatch, TimeSpan } from "./time-match";
import { epochFromWall, offsetAt, wallFromEpoch } from "./zones";

const epochOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);

/** Moves a time that named no day onto the day of another match, on the wall clock of `zone`; lengths stay. Undefined when the day has a time or the time a day. */
export const onDayOf = (time: TimeMatch, day: TimeMatch, zone: string): TimeMatch | undefined => {
  if (time.dateGiven || !time.timeGiven || !day.dateGiven || day.timeGiven || day.grain !== "day") return undefined;
  const home = time.zone ?? zone;
  const target = dayOf(wallFromEpoch(epochOf(day.start), zone));
  const shift = (span: TimeSpan): TimeSpan => {
    const from = dayOf(wallFromEpoch(epochOf(time.direction === "before" && span.end !== null ? span.end : span.start), home));
    const move = (instant: string): string => {
      const epoch = epochFromWall(wallFromEpoch(epochOf(instant), home) + (target - from) * DAY, home);
      const offset = offsetAt(epoch, home);
      return printWall(epoch + offset) + printOffset(offset);
    };
    return { start: time.direction === "before" ? day.start : move(span.start), end: span.end === null ? null : move(span.end) };
  };
  return { ...time, ...shift(time), dateGiven: true, alternatives: time.alternatives.map(shift) };
};
