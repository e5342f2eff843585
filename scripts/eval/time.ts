/** The `time` suite: a phrase, a clock and a zone in, the matches out. */
import { understandTime } from "@/lib/time/understand";
import type { TimeContext, TimeMatch } from "@/lib/time/time-match";

interface TimeCase extends TimeContext {
  readonly id: string;
  readonly text: string;
}

/** The format carries the clock time of a repetition in the rule itself. */
const withClock = (match: TimeMatch): string | undefined => {
  if (match.rrule === undefined || !match.timeGiven) return match.rrule;
  return `${match.rrule};BYHOUR=${String(Number(match.start.slice(11, 13)))};BYMINUTE=${String(Number(match.start.slice(14, 16)))}`;
};

const printMatch = (match: TimeMatch): object => {
  const rrule = withClock(match);
  return { ...match, ...(rrule === undefined ? {} : { rrule }) };
};

/** Answers one case; unknown fields are ignored. */
export const evalTime = (input: unknown): unknown => {
  const { id, text, now, zone, prefer, locale, weekStart } = input as TimeCase;
  const context: TimeContext = {
    now,
    zone,
    ...(prefer === undefined ? {} : { prefer }),
    ...(locale === undefined ? {} : { locale }),
    ...(weekStart === undefined ? {} : { weekStart }),
  };
  return { id, matches: understandTime(text, context).map(printMatch) };
};
