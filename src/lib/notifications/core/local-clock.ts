/** Wall clocks of an owner as instants: the one place of this room that knows of clock changes. */

/**
 * When a date's clock shows this time. A time that comes twice is its first or its last coming, as asked; one that a clock change skips is
 * the moment of the change.
 */
export const clockInstantMs = (date: Temporal.PlainDate, time: string, zone: string, coming: "first" | "last"): number => {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = wall.toZonedDateTime(zone, { disambiguation: coming === "first" ? "earlier" : "later" });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  // The skipped time read by the clock that came after lies before the change, also where it is the first that was skipped.
  const before = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  return before.getTimeZoneTransition("next")?.epochMilliseconds ?? before.epochMilliseconds;
};

export const localDate = (atMs: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();

/** The first moment after `nowMs` at which the owner's clock comes to this time. */
export const nextClockMs = (time: string, zone: string, nowMs: number): number => {
  const today = localDate(nowMs, zone);
  for (const days of [0, 1]) {
    const atMs = clockInstantMs(today.add({ days }), time, zone, "first");
    if (atMs > nowMs) return atMs;
  }
  return clockInstantMs(today.add({ days: 2 }), time, zone, "first");
};

/** The last moment up to `nowMs` at which the owner's clock came to this time. */
export const lastClockMs = (time: string, zone: string, nowMs: number): number => {
  const today = localDate(nowMs, zone);
  for (const days of [0, 1]) {
    const atMs = clockInstantMs(today.subtract({ days }), time, zone, "first");
    if (atMs <= nowMs) return atMs;
  }
  return clockInstantMs(today.subtract({ days: 2 }), time, zone, "first");
};
