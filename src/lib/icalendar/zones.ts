/** From what a calendar calls a time zone to an IANA id, and from a zone's clock to instants, many times over. */
import { ianaByWindows } from "@/lib/time/windows-zones";

const dayMs = 86_400_000;

const known = new Map<string, string | null>();
const knownMax = 2_000;

const askIntl = (name: string): string | null => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
};

/** "Etc/UTC" and other names of no place. */
const isUtc = (name: string): boolean => /^(?:etc\/)?(?:utc|gmt|zulu|universal|greenwich|uct)$|^z$/i.test(name);

const search = (name: string): string | null => {
  const bare = name.trim().replace(/^["']|["']$/g, "");
  if (bare === "") return null;
  if (isUtc(bare)) return "UTC";
  const windows = ianaByWindows.get(bare.toLowerCase());
  if (windows !== undefined) return windows;
  // Letters that Intl takes for a fixed offset, while calendars mean a place with summer time: its description says which.
  if (/^(?:est|mst|hst|edt|cst|pst|pdt|mdt|cdt)$/i.test(bare)) return null;
  const direct = /^[A-Za-z]/.test(bare) ? askIntl(bare) : null;
  if (direct !== null) return direct;
  // "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "/mozilla.org/20050126_1/America/Argentina/Ushuaia"
  const parts = bare.split("/").filter(Boolean);
  for (const count of [3, 2]) {
    const end = parts.slice(-count);
    if (end.length !== count || parts.length <= count) continue;
    const found = askIntl(end.join("/"));
    if (found !== null) return found;
  }
  return null;
};

/** The IANA id that a TZID stands for, also in Windows' words or behind a vendor's prefix; null when its name says nothing. */
export const zoneNamed = (name: string): string | null => {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = name.length > 200 ? null : search(name);
  if (known.size >= knownMax) known.clear();
  known.set(name, found);
  return found;
};

/** The clock of one zone: what Temporal says of a day is kept, because calendars ask about the same days again and again. */
export class ZoneClock {
  readonly #zone: string;
  /** Offset of days without a change, by day; NaN for a day with one. */
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  #offsetAt(wallMs: number): number {
    const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO("UTC").toPlainDateTime();
    return wallMs - wall.toZonedDateTime(this.#zone).epochMilliseconds;
  }

  /** A wall time (milliseconds as if UTC) as an instant; one that doesn't exist is taken as before the gap (RFC 5545, section 3.3.5). */
  toInstantMs(wallMs: number): number {
    if (this.#zone === "UTC") return wallMs;
    const day = Math.floor(wallMs / dayMs);
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      const start = this.#offsetAt(day * dayMs);
      offset = start === this.#offsetAt((day + 1) * dayMs) ? start : Number.NaN;
      if (this.#offsets.size > 20_000) this.#offsets.clear();
      this.#offsets.set(day, offset);
    }
    return wallMs - (Number.isNaN(offset) ? this.#offsetAt(wallMs) : offset);
  }

  /** An instant on this clock, as if UTC. */
  toWallMs(instantMs: number): number {
    return this.#zone === "UTC"
      ? instantMs
      : instantMs + Math.round(Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(this.#zone).offsetNanoseconds / 1_000_000);
  }
}

const clocks = new Map<string, ZoneClock>();

export const clockOf = (zone: string): ZoneClock => {
  const made = clocks.get(zone);
  if (made !== undefined) return made;
  if (clocks.size > 700) clocks.clear();
  const clock = new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
};
