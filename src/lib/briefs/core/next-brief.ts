/** When the next daily brief is due. */

const today = (localTime: string, zone: string, now: string, daysLater = 0): Temporal.Instant =>
  Temporal.Instant.from(now)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: daysLater })
    .toZonedDateTime({ timeZone: zone, plainTime: localTime })
    .toInstant();

/**
 * The first instant after `now` at which the owner's clock shows this time. A time that a clock change skips is as far after the
 * change; one that comes twice counts once, at its first coming.
 */
export const nextBriefAt = (localTime: string, zone: string, now: string): string => {
  const first = today(localTime, zone, now);
  return (Temporal.Instant.compare(first, now) > 0 ? first : today(localTime, zone, now, 1)).toString({ smallestUnit: "millisecond" });
};

/**
 * Has the owner's clock shown this time today? Not yet where they went west since the next brief was worked out, nor in the night after a day on
 * which nothing ran: then it is still to come.
 */
export const briefHourCame = (localTime: string, zone: string, now: string): boolean => Temporal.Instant.compare(today(localTime, zone, now), now) <= 0;
