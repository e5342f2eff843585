/** From the owner's words to the day and time a to-do is due. */
import type { TimeMatch } from "@/lib/time/time-match";
import { understandTime } from "@/lib/time/understand";
import { localOf, type LocalMoment, type OwnerClock } from "./clock";
import { withinDay } from "./repeat";

export interface ReadDue extends LocalMoment {
  /** A part of a day begins at `time`, but nobody said that hour ("tomorrow morning"). */
  readonly soft: boolean;
  /** RFC 5545, where the words say that it repeats: the day and time are then its first. */
  readonly rrule: string | null;
}

export type DueProblem = "unclear" | "repeats" | "once" | "past";

export type DueReading = { readonly ok: true; readonly due: ReadDue } | { readonly ok: false; readonly reason: DueProblem };

/** What to say for a phrase that can't be used. */
export const dueProblems: Readonly<Record<DueProblem, string>> = {
  unclear: "Say it like “tomorrow”, “Friday at 9” or “in 20 minutes”",
  repeats: "Say one day or time, like “Monday” or “tomorrow at 9”",
  once: "Say it like “every Monday”, “every month on the 1st” or “every weekday at 8”",
  past: "That time has passed",
};

const momentOf = (instant: string, zone: string, withTime: boolean, soft = false): ReadDue => {
  const [date = "", time = ""] = localOf(instant, zone).split("T");
  return { date, time: withTime ? time : null, soft, rrule: null };
};

const lastMoment = (end: string): string => Temporal.Instant.from(end).subtract({ seconds: 1 }).toString();

/** "by Friday" is Friday, "before 5" is 5, "end of the month" is its last day; every other stretch is where it begins. */
const ofStretch = (match: TimeMatch, { zone, now }: OwnerClock): ReadDue => {
  const { start, end, direction, timeGiven, text } = match;
  if (direction === "before" && end !== null) return timeGiven ? momentOf(end, zone, true) : momentOf(lastMoment(end), zone, false);
  if (end !== null && /\bend of\b/i.test(text)) return momentOf(lastMoment(end), zone, false);
  const begun = Temporal.Instant.compare(start, now) <= 0;
  return momentOf(start, zone, timeGiven && !begun, true);
};

/** "Every morning" names a part of the day, "every hour" an hour of its own each time. */
const ofRepeat = ({ start, end, timeGiven, rrule = "" }: TimeMatch, zone: string): ReadDue => ({
  ...momentOf(start, zone, timeGiven || withinDay(rrule), timeGiven && end !== null),
  rrule: rrule === "" ? null : rrule,
});

/** The moment a phrase about time means for a to-do. */
export const dueOfMatch = (match: TimeMatch, clock: OwnerClock): DueReading => {
  if (match.kind === "recurrence") return { ok: true, due: ofRepeat(match, clock.zone) };
  if (match.kind === "duration") {
    if (match.duration === undefined) return { ok: false, reason: "unclear" };
    const then = Temporal.Instant.from(clock.now).toZonedDateTimeISO(clock.zone).add(match.duration).toInstant().toString({ smallestUnit: "second" });
    return { ok: true, due: momentOf(then, clock.zone, true) };
  }
  return { ok: true, due: match.kind === "interval" ? ofStretch(match, clock) : momentOf(match.start, clock.zone, match.timeGiven) };
};

const exactDate = /^\d{4}-\d{2}-\d{2}$/;
const exactWall = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?$/;
const exactInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;

const exactly = (phrase: string, zone: string): ReadDue | null => {
  try {
    if (exactDate.test(phrase)) return { date: Temporal.PlainDate.from(phrase).toString(), time: null, soft: false, rrule: null };
    if (exactWall.test(phrase)) {
      const [date = "", time = ""] = Temporal.PlainDateTime.from(phrase).toString().split("T");
      return { date, time: time.replace(/:00$/, "").padEnd(5, ":00"), soft: false, rrule: null };
    }
    if (exactInstant.test(phrase)) return momentOf(phrase, zone, true);
  } catch {
    return null;
  }
  return null;
};

/** "Friday" and "at 9" that stand apart are one moment. */
const joined = (matches: readonly TimeMatch[], clock: OwnerClock): TimeMatch | undefined => {
  const [first, second] = matches;
  if (!first || !second) return first;
  const day = matches.find(({ dateGiven, timeGiven }) => dateGiven && !timeGiven);
  const time = matches.find(({ dateGiven, timeGiven }) => timeGiven && !dateGiven);
  if (!day || !time) return first;
  const [whole, ...rest] = understandTime(`${day.text} ${/^\d/.test(time.text) ? "at " : ""}${time.text}`, contextOf(clock));
  return whole && rest.length === 0 ? whole : first;
};

const contextOf = ({ now, zone, locale, weekStart }: OwnerClock) => ({ now, zone, locale, weekStart, prefer: "future" as const });

/** The phrases about time in a text, as a to-do reads them. */
export const timesIn = (text: string, clock: OwnerClock): readonly TimeMatch[] => understandTime(text, contextOf(clock));

/** Reads a whole phrase: the owner's words, a date, a wall clock or an instant. */
export const readDue = (phrase: string, clock: OwnerClock): DueReading => {
  const exact = exactly(phrase.trim(), clock.zone);
  if (exact) return { ok: true, due: exact };
  const match = joined(timesIn(phrase, clock), clock);
  return match ? dueOfMatch(match, clock) : { ok: false, reason: "unclear" };
};

/** Where a reminder was asked for and no hour was said. */
const morning = "09:00";

/** When to remind of something due then: at its time, else in the morning of its day. "YYYY-MM-DDTHH:MM". */
export const reminderOf = ({ date, time }: LocalMoment): string => `${date}T${time ?? morning}`;
