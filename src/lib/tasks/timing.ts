/** The day, the time and the reminder of a to-do, out of the owner's words. */
import { AppError } from "@/lib/errors";
import type { StoredTask } from "@/lib/queries/tasks";
import { dueInstant, instantOfLocal, localOf, type LocalMoment, type OwnerClock } from "./core/clock";
import { dueProblems, readDue, reminderOf, type DueProblem, type ReadDue } from "./core/read-due";

export type Timing = Pick<StoredTask, "dueDate" | "dueTime" | "zone" | "dueAt" | "remindLocal" | "remindAt" | "remindedAt">;

export const refusePhrase = (field: string, reason: DueProblem): AppError =>
  new AppError("request/invalid", { publicMessage: `${dueProblems[reason]}.`, issues: [{ path: [field], message: dueProblems[reason] }] });

const requirePhrase = (field: string, phrase: string, clock: OwnerClock): ReadDue => {
  const reading = readDue(phrase, clock);
  if (!reading.ok) throw refusePhrase(field, reading.reason);
  return reading.due;
};

export const noTiming = (zone: string): Timing => ({ dueDate: null, dueTime: null, zone, dueAt: null, remindLocal: null, remindAt: null, remindedAt: null });

/** A part of a day says when to remind, not that it is late by then. */
const withDue = (timing: Timing, due: ReadDue | null, zone: string): Timing => {
  if (due === null) return { ...timing, dueDate: null, dueTime: null, dueAt: null, zone };
  const moment: LocalMoment = { date: due.date, time: due.soft ? null : due.time };
  return { ...timing, dueDate: moment.date, dueTime: moment.time, zone, dueAt: dueInstant(moment, zone) };
};

/** Errors: request/invalid for a reminder that lies behind. */
const withReminder = (timing: Timing, local: string | null, zone: string, now: string): Timing => {
  if (local === null) return { ...timing, remindLocal: null, remindAt: null, remindedAt: null };
  const remindAt = instantOfLocal(local, zone);
  if (Temporal.Instant.compare(remindAt, now) <= 0) throw refusePhrase("remind", "past");
  return { ...timing, remindLocal: local, remindAt, remindedAt: null };
};

/** When to remind, from what was said of it and of the due time. Null: not at all. */
const reminderFor = (remind: string | boolean | null | undefined, due: ReadDue | null, clock: OwnerClock): string | null => {
  if (typeof remind === "string") {
    const at = requirePhrase("remind", remind, clock);
    return reminderOf(at);
  }
  if (remind === true && due === null) throw new AppError("request/invalid", { issues: [{ path: ["remind"], message: "Say when to remind you" }] });
  if (due === null || remind === false || remind === null) return null;
  if (remind === true) return laterThan(reminderOf(due), clock);
  // Nobody spoke of a reminder: a time is one, a day isn't; and what is late already needs none.
  const local = due.time === null || due.soft ? null : reminderOf(due);
  return local !== null && Temporal.Instant.compare(instantOfLocal(local, clock.zone), clock.now) > 0 ? local : null;
};

/** "Remind me today" after nine: in an hour, not this morning. */
const laterThan = (local: string, { now, zone }: OwnerClock): string => {
  if (Temporal.Instant.compare(instantOfLocal(local, zone), now) > 0) return local;
  const today = localOf(now, zone).slice(0, 10);
  if (local.slice(0, 10) !== today) return local;
  const inAnHour = Temporal.Instant.from(now).add({ hours: 1 }).toZonedDateTimeISO(zone).round({ smallestUnit: "minute" });
  return inAnHour.toPlainDateTime().toString({ smallestUnit: "minute" });
};

export interface SpokenTiming {
  readonly due?: string | null | undefined;
  readonly remind?: string | boolean | null | undefined;
}

/** The timing after what was said; what wasn't spoken of stays. Errors: request/invalid naming `due` or `remind`. */
export const timingAfter = (before: Timing, { due, remind }: SpokenTiming, clock: OwnerClock, read?: ReadDue | null): Timing => {
  const said = read !== undefined || due !== undefined;
  if (!said && remind === undefined) return before;
  const then = read ?? (due === undefined || due === null ? null : requirePhrase("due", due, clock));
  const known: ReadDue | null = said ? then : before.dueDate === null ? null : { date: before.dueDate, time: before.dueTime, soft: false };
  const timing = said ? withDue(before, then, clock.zone) : before;
  return withReminder(timing, reminderFor(remind, known, clock), clock.zone, clock.now);
};

/** Put off: due then, and reminded then if a time was said or a reminder was set. A day alone keeps the hour of the reminder. */
export const timingSnoozed = (before: Timing, until: string, clock: OwnerClock): Timing => {
  const due = requirePhrase("until", until, clock);
  const moved = withDue(before, due, clock.zone);
  const hour = before.remindLocal?.slice(11) ?? null;
  const local = due.time !== null ? reminderOf(due) : hour === null ? null : `${due.date}T${hour}`;
  const keptTime = due.time === null && before.dueTime !== null ? withDue(before, { ...due, time: before.dueTime }, clock.zone) : moved;
  if (Temporal.Instant.compare(keptTime.dueAt ?? clock.now, clock.now) <= 0) throw refusePhrase("until", "past");
  return withReminder(keptTime, local, clock.zone, clock.now);
};
