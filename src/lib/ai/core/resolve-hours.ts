/** Hours of any day in the owner's words ("mornings", "between 9 and 12", "after 2pm"): for what somebody prefers, not for one date. */
import { understandTime } from "@/lib/time/understand";
import { refuse, type Refused } from "./refusal";

export interface ClockSpan {
  /** "09:00" */
  readonly from: string;
  /** Later than `from`; the end of the day is "24:00". */
  readonly to: string;
}

/** A day without a clock change, read from its first minute on: only clocks are taken from it. */
const anyDay = { now: "2026-01-05T00:00:00Z", zone: "UTC", prefer: "future" as const };
const clockOf = (instant: string): string => instant.slice(11, 16);

const spoken = (words: string): string =>
  words
    .trim()
    .replace(/\b(?:in the |on )?(?:weekday )?(morning|afternoon|evening)s\b/gi, "in the $1")
    .replace(/^(?=\d)/, "from ")
    .replace(/(\d)\s*[-–]\s*(?=\d)/g, "$1 to ");

export const resolveHours = (words: string, locale: string): { readonly ok: true; readonly hours: ClockSpan } | Refused => {
  const [match, ...others] = understandTime(spoken(words), { ...anyDay, locale });
  if (match !== undefined && others.length === 0 && match.kind === "interval" && match.timeGiven && !match.dateGiven) {
    const from = match.direction === "before" ? "00:00" : clockOf(match.start);
    const end = match.end === null ? "24:00" : clockOf(match.end);
    const to = end === "00:00" ? "24:00" : end;
    if (from < to) return { ok: true, hours: { from, to } };
  }
  return refuse("hours-unclear", `I can't read “${words.trim()}” as hours of a day. Say “mornings” or “between 9 and 12”.`);
};
