/** Local dates and times of to-dos, and the instants they mean. All zone arithmetic is done here, with Node's own table of zones. */

/** The owner's clock and habits. */
export interface OwnerClock {
  /** RFC 3339. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly hourCycle: "h12" | "h23";
  readonly weekStart: number;
}

/** A day, and a time of it where one was said: "2026-11-27", "09:00". */
export interface LocalMoment {
  readonly date: string;
  readonly time: string | null;
}

/** As the database prints them, so that what was made and what was read look the same. */
const print = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: "millisecond" });

/**
 * The instant of a wall clock. A time that a clock change skips is the same distance after the change; one that comes twice is its
 * first coming (RFC 5545 section 3.3.5).
 */
export const instantOfLocal = (local: string, zone: string): string => print(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant());

/** The first instant of a day. */
export const startOfDay = (date: string, zone: string): string => print(Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant());

/** When it is late: at its time, or when its day is over. */
export const dueInstant = ({ date, time }: LocalMoment, zone: string): string =>
  time === null ? startOfDay(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone) : instantOfLocal(`${date}T${time}`, zone);

/** "2026-11-27T09:00" of an instant in a zone; seconds only where there are any. */
export const localOf = (instant: string, zone: string): string => {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return wall.toString({ smallestUnit: wall.second === 0 ? "minute" : "second" });
};
