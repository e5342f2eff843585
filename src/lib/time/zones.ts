/** What people call zones, and the way from a clock on the wall to an instant: one place, so that gaps and folds are treated alike everywhere. */
import { isKnownZone } from "./known-zone";
import { cityZones, zoneAbbreviations } from "./zone-names";

const fixedOffset = /^(?:utc|gmt|z)?\s*([+\u2212-])(\d{1,2})(?::?(\d{2}))?$/i;

/** "+2", "UTC+02:45" and "GMT-0330" as "+02:00" and so on; undefined when it isn't a fixed offset. */
export const offsetFromName = (name: string): string | undefined => {
  const match = fixedOffset.exec(name.trim());
  if (!match) return undefined;
  const [, sign, hours = "0", minutes = "00"] = match;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return `${sign === "+" ? "+" : "-"}${hours.padStart(2, "0")}:${minutes}`;
};

/** Whether a string is an IANA zone id or a numeric offset that this runtime knows. */
export const isZone = (zone: string): boolean => /^(?:[+-]\d{2}:\d{2}|[A-Za-z][A-Za-z0-9_+/-]*)$/.test(zone) && isKnownZone(zone);

/** The zone that a person means by "London", "PT", "CET", "UTC+2" or an IANA id; undefined when nobody could tell. */
export const zoneFromName = (name: string): string | undefined => {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/\s+time$/, "")
    .replace(/[\s_]+/g, " ");
  return zoneAbbreviations[key] ?? cityZones[key] ?? offsetFromName(key) ?? (isZone(name.trim()) && name.includes("/") ? name.trim() : undefined);
};

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const stretches = new Map<string, Stretch[]>();
const second = 1e9;

const readStretch = (epoch: number, zone: string): Stretch => {
  const at = Temporal.Instant.fromEpochMilliseconds(epoch * 1000).toZonedDateTimeISO(zone);
  const next = at.getTimeZoneTransition("next");
  const previous = at.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  return {
    from: previous ? Math.floor(previous.epochMilliseconds / 1000) : -Infinity,
    until: next ? Math.floor(next.epochMilliseconds / 1000) : Infinity,
    offset: Math.round(at.offsetNanoseconds / second),
  };
};

/** Seconds that the zone's clocks are ahead of UTC at an instant (seconds since 1970). Stretches between changes are remembered. */
export const offsetAt = (epoch: number, zone: string): number => {
  let list = stretches.get(zone);
  if (!list) stretches.set(zone, (list = []));
  for (const stretch of list) if (epoch >= stretch.from && epoch < stretch.until) return stretch.offset;
  const stretch = readStretch(epoch, zone);
  if (list.length < 400) list.push(stretch);
  return stretch.offset;
};

/** The wall clock of an instant, both in seconds; the wall is counted as if it were UTC. */
export const wallFromEpoch = (epoch: number, zone: string): number => epoch + offsetAt(epoch, zone);

/** The instant of a wall clock. In a gap the later, in a fold the earlier one ("compatible", as RFC 5545 and Temporal do). */
export const epochFromWall = (wall: number, zone: string): number => {
  const before = offsetAt(wall - 86_400, zone);
  const after = offsetAt(wall + 86_400, zone);
  if (before === after) {
    const epoch = wall - before;
    if (offsetAt(epoch, zone) === before) return epoch;
  }
  const early = wall - before;
  if (offsetAt(early, zone) === before) return early;
  const late = wall - after;
  if (offsetAt(late, zone) === after) return late;
  return early;
};
