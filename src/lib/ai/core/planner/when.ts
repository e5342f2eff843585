/** Puts the phrases about time of one clause together into the one phrase a tool reads. */
import type { TimeMatch } from "@/lib/time/time-match";
import type { SpokenTime } from "./clause";
import type { PlannerContext } from "./planner-context";

export interface SpokenWhen {
  /** The owner's own words. */
  readonly text: string;
  readonly match: TimeMatch;
}

const sameReading = (text: string, context: PlannerContext, prefer?: "future" | "past"): TimeMatch | null => {
  const matches = context.understand(text, prefer).filter(({ kind }) => kind !== "duration");
  const [only] = matches;
  return matches.length === 1 && only && only.index <= 3 && only.endIndex >= text.length - 1 ? only : null;
};

/** Joins "tomorrow" and "at 3", also when other words stood between; the first one alone where they don't go together. */
export const joinTimes = (times: readonly SpokenTime[], context: PlannerContext, prefer?: "future" | "past"): SpokenWhen | null => {
  const [first, second, third] = times;
  if (!first) return null;
  if (!second) return { text: first.match.text, match: prefer === "past" ? (sameReading(first.match.text, context, prefer) ?? first.match) : first.match };
  const day = times.find(({ match }) => match.dateGiven && !match.timeGiven) ?? times.find(({ match }) => match.dateGiven) ?? first;
  const clock =
    times.find((time) => time !== day && (match(time).timeGiven || match(time).kind === "interval" || match(time).kind === "instant")) ??
    (day === first ? second : first);
  for (const text of [
    `${day.match.text} ${clock.match.text}`,
    `${day.match.text} at ${clock.match.text}`,
    `${clock.match.text} ${day.match.text}`,
    `${clock.match.text} on ${day.match.text}`,
    ...(third ? [times.map((time) => time.match.text).join(" ")] : []),
  ]) {
    const joined = sameReading(text, context, prefer);
    if (joined) return { text, match: joined };
  }
  const named = day.match.timeGiven || !clock.match.timeGiven ? day : clock;
  return { text: named.match.text, match: named.match };
};

const match = (time: SpokenTime): TimeMatch => time.match;

const minutesBetween = (start: string, end: string): number => Math.round(Temporal.Instant.from(start).until(Temporal.Instant.from(end)).total("minutes"));

/** True when the phrase leaves the hour open ("tomorrow afternoon", "next week", "before 2"): a time has to be chosen inside it. */
export const isOpenSpan = ({ match: read }: SpokenWhen): boolean => {
  if (read.direction !== undefined) return true;
  if (read.kind === "interval")
    return (
      read.end === null ||
      minutesBetween(read.start, read.end) > 10 * 60 ||
      !/\d|\bnoon\b|midnight/i.test(read.text.replace(/\b\d+(?:st|nd|rd|th)\b|\b(?:19|20)\d\d\b|[\d]+\/[\d]+(?:\/\d+)?/g, ""))
    );
  return read.kind === "date" && ["week", "month", "quarter", "year"].includes(read.grain);
};

/** True when the phrase names a day but no hour. */
export const isDayOnly = ({ match: read }: SpokenWhen): boolean => read.kind === "date" && read.grain === "day" && !read.timeGiven;

/** Length of an explicit span ("from 2 to 4") in minutes. */
export const spanMinutes = ({ match: read }: SpokenWhen): number | null =>
  read.kind === "interval" && read.end !== null ? minutesBetween(read.start, read.end) : null;
