/** Instants and dates out of earlier tool results, read exactly and without the grammar of phrases. */

const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;
const withoutOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

export interface ExactMoment {
  /** RFC 3339 with the zone's offset. */
  readonly start: string;
  readonly end: string | null;
  readonly timeGiven: boolean;
}

/** An instant as RFC 3339 with the offset that the zone has then, to the second. */
export const inZone = (instant: Temporal.Instant | string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: "never", smallestUnit: "second" });

const total = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const readOne = (text: string, zone: string): ExactMoment | null => {
  if (withOffset.test(text)) return total(() => ({ start: inZone(text.toUpperCase(), zone), end: null, timeGiven: true }));
  if (withoutOffset.test(text))
    return total(() => ({ start: inZone(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant(), zone), end: null, timeGiven: true }));
  if (!dateOnly.test(text)) return null;
  return total(() => {
    const date = Temporal.PlainDate.from(text);
    return {
      start: inZone(date.toZonedDateTime(zone).toInstant(), zone),
      end: inZone(date.add({ days: 1 }).toZonedDateTime(zone).toInstant(), zone),
      timeGiven: false,
    };
  });
};

/** Reads "2026-11-26T12:30:00+01:00", "2026-11-26T12:30" (in the zone), "2026-11-26" or two of them around a slash; null when it is none of these. */
export const readExactMoment = (phrase: string, zone: string): ExactMoment | null => {
  const [first = "", second, ...rest] = phrase.trim().split("/");
  if (rest.length > 0) return null;
  const start = readOne(first.trim(), zone);
  if (start === null || second === undefined) return start;
  const end = readOne(second.trim(), zone);
  if (end === null) return null;
  return { start: start.start, end: end.end ?? end.start, timeGiven: start.timeGiven || end.timeGiven };
};
