/** Moves that are said relative to the event itself: "half an hour later", "push it back 15 minutes", "the day after", "same time next week". */
import { understandTime } from "@/lib/time/understand";
import { inZone } from "./exact-moment";
import { refuse, sameWords, type Refused } from "./refusal";
import { timeContext, type WhenContext } from "./resolve-when";

const later =
  /\b(?:later|after that|further (?:out|back)|push(?:ed|ing)?(?: it| this| that)?(?: back| out)?|postpone[ds]?|delay(?:ed)?|put(?: it)? (?:off|back))\b/i;
const earlier = /\b(?:earlier|sooner|before that|(?:bring|pull|brought|pulled)(?: it| this| that)?(?: forward| up| in)?|advance[ds]?)\b/i;
const eitherWay = /\b(?:forward|back|up|down)\b/i;
const justALength = /^(?:by\s+)?(?:an?\s|half\b|\d|one\b|two\b|three\b|five\b|ten\b|fifteen\b|twenty\b|thirty\b|forty)/i;
const nextDay = /^(?:to |on )?the (?:next|following) day$|^(?:the )?day after$|^(?:a|one) day later$/i;
const nextWeek = /^(?:to |on )?the (?:following week|week after)$/i;

const lengthIn = (phrase: string, context: WhenContext): Temporal.Duration | null => {
  const counted = phrase
    .replace(/\b(?:later|earlier|sooner)\b/gi, " ")
    .replace(/\ban? (?=(?:day|week|month)\b)/gi, "1 ")
    .replace(/\ba fortnight\b/gi, "2 weeks");
  const match = understandTime(counted.trim(), timeContext(context)).find(({ kind }) => kind === "duration");
  return match?.duration === undefined ? null : Temporal.Duration.from(match.duration);
};

const directionOf = (phrase: string): 1 | -1 | 0 | null => {
  if (earlier.test(phrase)) return -1;
  if (later.test(phrase)) return 1;
  if (eitherWay.test(phrase)) return 0;
  return justALength.test(phrase) && /^by\b/i.test(phrase) ? 1 : null;
};

const hasWords = (phrase: string, words: RegExp): boolean => words.test(phrase.trim());

/**
 * The new start of an event that begins at `start`, or null when the phrase isn't a relative move. Days and weeks keep the clock
 * on the wall, hours and minutes are exact. "Forward" and "back" alone mean both directions to people: refused with both as options.
 */
export const relativeStart = (phrase: string, start: string, context: WhenContext): { ok: true; start: string } | Refused | null => {
  const text = phrase.trim();
  const at = Temporal.Instant.from(start).toZonedDateTimeISO(context.zone);
  const shifted = (duration: Temporal.Duration) => ({ ok: true as const, start: inZone(at.add(duration).toInstant(), context.zone) });
  if (hasWords(text, nextDay)) return shifted(Temporal.Duration.from({ days: 1 }));
  if (hasWords(text, nextWeek)) return shifted(Temporal.Duration.from({ weeks: 1 }));
  const direction = directionOf(text);
  if (direction === null) return null;
  const length = lengthIn(text, context);
  if (length === null) return null;
  if (direction !== 0) return shifted(direction === 1 ? length : length.negated());
  const said = text
    .replace(eitherWay, "")
    .replace(/\bby\b/i, "")
    .replace(/\s+/g, " ")
    .trim();
  return refuse("time-ambiguous", "Earlier or later?", sameWords([`${said} later`, `${said} earlier`]));
};
