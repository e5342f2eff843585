/** When a new event begins and ends, from the owner's words; or the one thing that has to be asked. */
import { inZone } from "./exact-moment";
import { refuse, sameWords, type Refused } from "./refusal";
import { refusePast, resolveWhen, type Moment, type WhenContext } from "./resolve-when";
import { spokenInstant } from "./spoken";

export interface NewEventWords {
  readonly when: string;
  readonly end?: string | undefined;
  readonly durationMinutes?: number | undefined;
  readonly allDay?: boolean | undefined;
  /** The owner's words for a repetition: "every Monday". */
  readonly repeat?: string | undefined;
  readonly rrule?: string | undefined;
  /** Days that a repetition leaves out, in the owner's words or as dates. */
  readonly except?: readonly string[] | undefined;
}

export interface NewPlace {
  readonly ok: true;
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  readonly rrule: string | null;
  /** Days (YYYY-MM-DD) on which a series doesn't take place. */
  readonly skips: readonly string[];
}
/** A part of a day was named, not a time: somebody has to look for a free place in it. */
export interface OpenPlace {
  readonly ok: true;
  readonly window: { readonly start: string; readonly end: string };
  readonly durationMinutes: number;
}

const plus = (instant: string, minutes: number, zone: string): string => inZone(Temporal.Instant.from(instant).add({ minutes }), zone);

const dayStart = (instant: string, zone: string): Temporal.ZonedDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).startOfDay();

const wholeDays = (moment: Moment, last: Moment | null, zone: string): { start: string; end: string } => {
  const start = dayStart(moment.start, zone);
  const until = last?.end ?? last?.start ?? moment.end;
  const end = until === null ? start.add({ days: 1 }) : dayStart(until, zone);
  return {
    start: inZone(start.toInstant(), zone),
    end: inZone((Temporal.ZonedDateTime.compare(end, start) > 0 ? end : start.add({ days: 1 })).toInstant(), zone),
  };
};

const lengthMissing: Refused = refuse("duration-missing", "How long should it be?", sameWords(["30 minutes", "45 minutes", "1 hour"]));

/** The end that was said apart: on the day of the start when it names no day of its own. */
const endFrom = (phrase: string, start: string, context: WhenContext): string | Refused => {
  const end = resolveWhen(phrase, context);
  if (!end.ok) return end;
  const at = Temporal.Instant.from(end.start).toZonedDateTimeISO(context.zone);
  const day = Temporal.Instant.from(start).toZonedDateTimeISO(context.zone);
  const placed = end.dateGiven ? at : day.withPlainTime(at.toPlainTime());
  const later = Temporal.Instant.compare(placed.toInstant(), start) > 0 ? placed : end.dateGiven ? null : placed.add({ days: 1 });
  return later === null
    ? refuse("end-before-start", `It would end before it begins (${spokenInstant(start, context)}). When does it end?`)
    : inZone(later.toInstant(), context.zone);
};

const ruleOf = (words: NewEventWords, moment: Moment, context: WhenContext): { rrule: string | null; first: Moment | null } | Refused => {
  if (words.rrule !== undefined) return { rrule: words.rrule, first: null };
  if (words.repeat === undefined || words.repeat.trim() === "") return { rrule: moment.rrule, first: null };
  const repeat = resolveWhen(words.repeat, context);
  if (!repeat.ok) return repeat;
  return repeat.rrule === null
    ? refuse("repeat-unclear", `I couldn't read “${words.repeat}” as a repetition. Say it like “every Monday” or “every second week”.`)
    : { rrule: repeat.rrule, first: repeat };
};

const skipsMax = 366;

/** Every day that is left out, also those of a stretch ("except from the 21st to the 4th"). */
const skipsOf = (words: NewEventWords, context: WhenContext): readonly string[] | Refused => {
  const skips = new Set<string>();
  for (const phrase of words.except ?? []) {
    const read = resolveWhen(phrase, context);
    if (!read.ok) return read;
    const first = dayStart(read.start, context.zone).toPlainDate();
    const last = read.end === null ? first : dayStart(Temporal.Instant.from(read.end).subtract({ seconds: 1 }).toString(), context.zone).toPlainDate();
    for (let date = first; skips.size < skipsMax && Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) skips.add(date.toString());
  }
  return [...skips];
};

const timed = (words: NewEventWords, moment: Moment, context: WhenContext): NewPlace | Refused => {
  const minutes = words.durationMinutes ?? moment.durationMinutes;
  const spanned = moment.end !== null && moment.timeGiven && moment.direction === undefined ? moment.end : null;
  const end = words.end !== undefined ? endFrom(words.end, moment.start, context) : minutes !== null ? plus(moment.start, minutes, context.zone) : spanned;
  if (end === null) return lengthMissing;
  return typeof end === "string" ? { ok: true, start: moment.start, end, allDay: false, rrule: null, skips: [] } : end;
};

const timeMissing = (moment: Moment, context: WhenContext): Refused =>
  refuse("time-missing", `At what time on ${spokenInstant(moment.start, context).replace(/,[^,]*$/, "")}?`);

/** A part of a day ("Friday afternoon", "first thing Monday") can be looked into; a bare day can't be booked without a time. */
const untimed = (words: NewEventWords, moment: Moment, context: WhenContext): OpenPlace | Refused => {
  const minutes = words.durationMinutes ?? moment.durationMinutes;
  const { start, end } = moment;
  if (end === null || moment.grain === "day" || Temporal.Instant.from(start).until(end).total("hours") >= 23) return timeMissing(moment, context);
  return minutes === null ? lengthMissing : { ok: true, window: { start, end }, durationMinutes: minutes };
};

/**
 * Reads when a new event is. Refuses with `time-missing`, `time-unclear`, `time-ambiguous`, `time-past`, `duration-missing`,
 * `end-before-start` or `repeat-unclear`; a part of a day without a clock time comes back as a window.
 */
export const resolveNewEvent = (words: NewEventWords, context: WhenContext): NewPlace | OpenPlace | Refused => {
  const said = words.when.trim() === "" && words.repeat !== undefined ? words.repeat : words.when;
  const read = resolveWhen(said, context);
  if (!read.ok) return read;
  const rule = ruleOf(words, read, context);
  if ("ok" in rule) return rule;
  const skips = rule.rrule === null ? [] : skipsOf(words, context);
  if ("ok" in skips) return skips;
  // A whole day that has begun isn't over.
  const today = words.allDay === true && dayStart(read.start, context.zone).equals(dayStart(context.now, context.zone));
  const moment = today ? read : refusePast(read, context);
  if (!moment.ok) return moment;
  if (
    words.allDay === true ||
    (words.allDay === undefined && !moment.timeGiven && moment.grain === "day" && words.durationMinutes !== undefined && words.durationMinutes % 1440 === 0)
  ) {
    const last = words.end === undefined ? null : resolveWhen(words.end, context);
    if (last && !last.ok) return last;
    return { ok: true, ...wholeDays(moment, last, context.zone), allDay: true, rrule: rule.rrule, skips };
  }
  const place = moment.timeGiven ? timed(words, moment, context) : untimed(words, moment, context);
  return place.ok && "start" in place ? { ...place, rrule: rule.rrule, skips } : place;
};
