/** The day, the time, the reminder and the repetition of a to-do, out of the owner's words. */
import { AppError } from "@/lib/errors";
import type { StoredTask } from "@/lib/queries/tasks";
import { dueInstant, instantOfLocal, localOf, type LocalMoment, type OwnerClock } from "./core/clock";
import { dueProblems, readDue, reminderOf, type DueProblem, type ReadDue } from "./core/read-due";
import { firstOccurrence, momentOfWall, movesOnAt, readRule, reminderAt, ruleFrom, shiftedWall, wallOf, type Series } from "./core/repeat";
import { seriesOf } from "./stored-task";

export type Timing = Pick<
  StoredTask,
  "dueDate" | "dueTime" | "zone" | "dueAt" | "remindLocal" | "remindAt" | "remindedAt" | "rrule" | "repeatsFrom" | "remindsFrom" | "occurrence" | "movesOnAt"
>;

const refuse = (field: string, message: string): AppError =>
  new AppError("request/invalid", { publicMessage: `${message}.`, issues: [{ path: [field], message }] });

export const refusePhrase = (field: string, reason: DueProblem): AppError => refuse(field, dueProblems[reason]);

const requirePhrase = (field: string, phrase: string, clock: OwnerClock): ReadDue => {
  const reading = readDue(phrase, clock);
  if (!reading.ok) throw refusePhrase(field, reading.reason);
  return reading.due;
};

/** A phrase that names one moment. */
const requireOnce = (field: string, phrase: string, clock: OwnerClock): ReadDue => {
  const due = requirePhrase(field, phrase, clock);
  if (due.rrule !== null) throw refusePhrase(field, "repeats");
  return due;
};

const once = { rrule: null, repeatsFrom: null, remindsFrom: null, occurrence: null, movesOnAt: null } as const;

export const noTiming = (zone: string): Timing => ({
  dueDate: null,
  dueTime: null,
  zone,
  dueAt: null,
  remindLocal: null,
  remindAt: null,
  remindedAt: null,
  ...once,
});

/** A part of a day says when to remind, not that it is late by then. */
const hard = ({ date, time, soft }: ReadDue): LocalMoment => ({ date, time: soft ? null : time });

const withDue = (timing: Timing, due: LocalMoment | null, zone: string): Timing => {
  if (due === null) return { ...timing, dueDate: null, dueTime: null, dueAt: null, zone };
  return { ...timing, dueDate: due.date, dueTime: due.time, zone, dueAt: dueInstant(due, zone) };
};

/** Errors: request/invalid for a reminder that lies behind. */
const withReminder = (timing: Timing, local: string | null, now: string): Timing => {
  if (local === null) return { ...timing, remindLocal: null, remindAt: null, remindedAt: null };
  const remindAt = instantOfLocal(local, timing.zone);
  if (Temporal.Instant.compare(remindAt, now) <= 0) throw refusePhrase("remind", "past");
  return { ...timing, remindLocal: local, remindAt, remindedAt: null };
};

interface Reminders {
  /** As it was meant, for every time it comes round. */
  readonly usual: string | null;
  /** The one to come. */
  readonly next: string | null;
}

const noReminders: Reminders = { usual: null, next: null };
const isAhead = (local: string, zone: string, now: string): boolean => Temporal.Instant.compare(instantOfLocal(local, zone), now) > 0;

/** A moment in the owner's zone, as the clock of another shows it. */
const seenIn = (moment: LocalMoment, from: string, to: string): LocalMoment => {
  if (moment.time === null || from === to) return moment;
  return momentOfWall(localOf(instantOfLocal(wallOf(moment), from), to));
};

/** When to remind, from what was said of it and of the due time: a wall clock in `zone`. */
const remindersFor = (remind: string | boolean | null | undefined, due: ReadDue | null, zone: string, clock: OwnerClock): Reminders => {
  if (typeof remind === "string") {
    const at = wallOf(seenIn(momentOfWall(reminderOf(requireOnce("remind", remind, clock))), clock.zone, zone));
    return { usual: at, next: at };
  }
  if (remind === true && due === null) throw refuse("remind", "Say when to remind you");
  if (due === null || remind === false || remind === null) return noReminders;
  const usual = reminderOf(due);
  if (remind === true) return { usual, next: laterThan(usual, zone, clock.now) };
  // Nobody spoke of a reminder: a time is one, a day isn't; and what is late already needs none.
  return due.time === null || due.soft ? noReminders : { usual, next: isAhead(usual, zone, clock.now) ? usual : null };
};

/** "Remind me today" after nine: in an hour, not this morning. */
const laterThan = (local: string, zone: string, now: string): string => {
  if (isAhead(local, zone, now)) return local;
  const today = localOf(now, zone).slice(0, 10);
  if (local.slice(0, 10) !== today) return local;
  const inAnHour = Temporal.Instant.from(now).add({ hours: 1 }).toZonedDateTimeISO(zone).round({ smallestUnit: "minute" });
  return inAnHour.toPlainDateTime().toString({ smallestUnit: "minute" });
};

export interface SpokenTiming {
  readonly due?: string | null | undefined;
  readonly remind?: string | boolean | null | undefined;
  /** The owner's words or an RFC 5545 rule; null: not any more. */
  readonly repeat?: string | null | undefined;
}

/** Where a row stands and how it goes on from there. */
const standing = (timing: Timing, series: Series, occurrence: LocalMoment): Timing => ({
  ...timing,
  rrule: series.rrule,
  repeatsFrom: series.from,
  remindsFrom: series.remindsFrom,
  occurrence: wallOf(occurrence),
  movesOnAt: timing.dueAt === null ? null : movesOnAt(series, occurrence, timing.dueAt),
});

const dueOf = ({ dueDate, dueTime }: Timing): ReadDue | null => (dueDate === null ? null : { date: dueDate, time: dueTime, soft: false, rrule: null });

/** Either words ("every Monday at 9") or a rule, which begins today where nothing else says when. */
const readRepeat = (said: string, zone: string, clock: OwnerClock): ReadDue & { readonly rrule: string } => {
  if (/^\s*(?:RRULE:|RSCALE=|FREQ=)/i.test(said))
    return { date: localOf(clock.now, zone).slice(0, 10), time: null, soft: false, rrule: said.trim().replace(/^RRULE:/i, "") };
  const reading = readDue(said, clock);
  if (!reading.ok || reading.due.rrule === null) throw refusePhrase("repeat", "once");
  return { ...reading.due, rrule: reading.due.rrule };
};

interface Rhythm {
  readonly rrule: string;
  /** From when on, whatever the rule names. */
  readonly from: ReadDue;
}

/** How often and from when on, after what was said; null: once. */
const rhythmAfter = (before: Timing, { due, repeat }: SpokenTiming, then: ReadDue | null | undefined, zone: string, clock: OwnerClock): Rhythm | null => {
  const current = then === undefined ? dueOf(before) : then;
  if (repeat === null) return null;
  if (repeat !== undefined) {
    const asked = readRepeat(repeat, zone, clock);
    const day = current ?? asked;
    return { rrule: asked.rrule, from: { ...day, ...(asked.time === null ? {} : { time: asked.time, soft: asked.soft }) } };
  }
  if (then?.rrule != null) return { rrule: then.rrule, from: then };
  const series = seriesOf(before);
  if (series === null || current === null || due === null) return null;
  return { rrule: ruleFrom(series, momentOfWall(before.occurrence ?? series.from), hard(current)), from: current };
};

/** The first one is the day it begins with, if the rule names that, be it late; else the first that is still to come. */
const seriesFrom = ({ rrule, from }: Rhythm, zone: string, now: string): { readonly series: Series; readonly first: LocalMoment } => {
  const moment = hard(from);
  const read = readRule(rrule, wallOf(moment));
  if (!read.ok) throw refuse("repeat", read.text);
  const firstFrom = (begin: LocalMoment) => firstOccurrence({ rrule: read.rrule, from: wallOf(begin), remindsFrom: null, zone });
  const named = firstFrom(moment);
  const late = named !== null && named.date !== moment.date && Temporal.Instant.compare(dueInstant(named, zone), now) <= 0;
  const first = late ? firstFrom({ ...moment, date: localOf(now, zone).slice(0, 10) }) : named;
  if (first === null) throw refuse("repeat", "A repetition like that never happens");
  return { series: { rrule: read.rrule, from: wallOf(first), remindsFrom: null, zone }, first };
};

/** Only the reminder was spoken of: the day and what comes after stay, and every reminder moves with this one. */
const remindedOtherwise = (before: Timing, remind: SpokenTiming["remind"], clock: OwnerClock): Timing => {
  const series = seriesOf(before);
  const { usual, next } = remindersFor(remind, dueOf(before), before.zone, clock);
  const timing = withReminder(before, next, clock.now);
  if (series === null) return timing;
  const occurrence = momentOfWall(before.occurrence ?? series.from);
  const remindsFrom = usual === null ? null : shiftedWall(usual, occurrence, momentOfWall(series.from));
  return standing(timing, { ...series, remindsFrom }, occurrence);
};

/** A repetition that is asked for alone keeps the reminder there was, as far from when it is due as before. */
const keptReminders = (before: Timing, first: LocalMoment, zone: string, now: string): Reminders | null => {
  const due = dueOf(before);
  if (before.remindLocal === null || due === null) return null;
  const usual = shiftedWall(before.remindLocal, due, first);
  return { usual, next: isAhead(usual, zone, now) ? usual : null };
};

/** The timing after what was said; what wasn't spoken of stays. Errors: request/invalid naming `due`, `remind` or `repeat`. */
export const timingAfter = (before: Timing, spoken: SpokenTiming, clock: OwnerClock, read?: ReadDue | null): Timing => {
  const { due, remind, repeat } = spoken;
  const said = read !== undefined || due !== undefined;
  // "Remind me every Monday at 9", of something that has no day: that is when it is due, too.
  if (typeof remind === "string" && read === undefined && due == null && repeat == null && before.dueDate === null) {
    const asked = requirePhrase("remind", remind, clock);
    if (asked.rrule !== null) return timingAfter(before, { remind: true }, clock, asked);
  }
  if (!said && repeat === undefined) return remind === undefined ? before : remindedOtherwise(before, remind, clock);
  const then = !said ? undefined : (read ?? (due === undefined || due === null ? null : requirePhrase("due", due, clock)));
  const zone = said || before.dueDate === null ? clock.zone : before.zone;
  const rhythm = rhythmAfter(before, spoken, then, zone, clock);
  if (rhythm === null) {
    if (!said) return { ...before, ...once };
    const timing = withDue({ ...before, ...once }, then == null ? null : hard(then), zone);
    return withReminder(timing, remindersFor(remind, then ?? null, zone, clock).next, clock.now);
  }
  const { series, first } = seriesFrom(rhythm, zone, clock.now);
  const known: ReadDue = { ...first, ...(rhythm.from.soft ? { time: rhythm.from.time } : {}), soft: rhythm.from.soft, rrule: null };
  const kept = said || remind !== undefined ? null : keptReminders(before, first, zone, clock.now);
  const { usual, next } = kept ?? remindersFor(remind, known, zone, clock);
  const timing = withReminder(withDue(before, first, zone), next, clock.now);
  return standing(timing, { ...series, remindsFrom: usual }, first);
};

/**
 * Put off: due then, and reminded then if a time was said or a reminder was set. A day alone keeps the hour of the reminder. Of one that
 * repeats this occurrence alone moves, and it goes on to the next when that is over.
 */
export const timingSnoozed = (before: Timing, until: string, clock: OwnerClock): Timing => {
  const due = requireOnce("until", until, clock);
  const series = seriesOf(before);
  // The times of a series are meant in its own zone, wherever its owner is now.
  const zone = series === null ? clock.zone : before.zone;
  const then = { ...due, ...seenIn(due, clock.zone, zone) };
  const hour = before.remindLocal?.slice(11) ?? null;
  const local = then.time !== null ? reminderOf(then) : hour === null ? null : `${then.date}T${hour}`;
  const moved = withDue(before, then.time === null && before.dueTime !== null ? { date: then.date, time: before.dueTime } : hard(then), zone);
  if (Temporal.Instant.compare(moved.dueAt ?? clock.now, clock.now) <= 0) throw refusePhrase("until", "past");
  const timing = withReminder(moved, local, clock.now);
  return series === null ? timing : standing(timing, series, momentOfWall(before.occurrence ?? series.from));
};

/** At another occurrence: due then, to be reminded of by the usual distance; not of a moment before `remindAfter`, where that matters. */
export const timingAt = (before: Timing, series: Series, occurrence: LocalMoment, remindAfter: string | null): Timing => {
  const local = reminderAt(series, occurrence);
  const kept = local !== null && (remindAfter === null || isAhead(local, series.zone, remindAfter)) ? local : null;
  const remindAt = kept === null ? null : instantOfLocal(kept, series.zone);
  return standing({ ...withDue(before, occurrence, series.zone), remindLocal: kept, remindAt, remindedAt: null }, series, occurrence);
};
