/** When the next daily brief is due. */

/**
 * The first instant after `now` at which the owner's clock shows this time. A time that a clock change skips is as far after the
 * change; one that comes twice counts once, at its first coming.
 */
export const nextBriefAt = (localTime: string, zone: string, now: string): string => {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  const at = (days: number): Temporal.Instant => today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: localTime }).toInstant();
  const first = at(0);
  return (Temporal.Instant.compare(first, now) > 0 ? first : at(1)).toString({ smallestUnit: "millisecond" });
};
