/** Telling an owner of a meeting some minutes before it begins: once, wherever it was moved to in between, and not at all when it is off. */
import { z } from "zod";
import { isAppError } from "@/lib/errors";
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import type { Profile } from "@/lib/identity/contracts";
import { defineJob } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { findRemindMinutes, notify } from "@/lib/notifications/service";
import { recordAudit } from "@/lib/queries/audit";
import { adoptMeetingLooks, hurryMeetingLooks, listDueMeetingLooks, moveMeetingLook } from "@/lib/queries/meeting-looks";
import { transaction } from "@/lib/queries/transaction";
import { formatDuration, formatRange } from "@/lib/time/format";
import type { CalendarEvent } from "./contracts";
import { dueReminders, lateMs, lookAheadMs, readReminderKey, reminderKey, type Upcoming } from "./core/due-reminders";
import { isoOf } from "./stored-event";
import { findTarget, targetEvent } from "./target";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { findHappenings, happeningEvent, happeningRef } from "./window";

const sweepMax = 500;
const meetingsMax = 200;
/** The sweep comes every minute; a few may be missed. */
const changedWithinMs = 5 * 60_000;

interface Meeting extends Upcoming {
  readonly event: CalendarEvent;
}

/** Whole days, and times that are marked as free, begin without anybody having to be somewhere. */
const isMeeting = ({ allDay, showAs, status }: CalendarEvent): boolean => !allDay && showAs === "busy" && status !== "cancelled";

const meetingsBetween = async (userId: string, fromMs: number, toMs: number): Promise<Meeting[]> => {
  const { happenings } = await findHappenings(userId, { fromMs, toMs, limit: meetingsMax });
  return happenings
    .map((happening) => ({ ref: happeningRef(happening), startMs: happening.startMs, event: happeningEvent(happening) }))
    .filter(({ event, startMs }) => startMs > fromMs && isMeeting(event));
};

const bodyOf = ({ event, startMs }: Meeting, { zone, locale, hourCycle }: Profile, nowMs: number): string => {
  const minutes = Math.round((startMs - nowMs) / 60_000);
  const when = formatRange(event.start, event.end, { zone, locale, hourCycle, now: isoOf(nowMs) });
  return [`${minutes < 1 ? "Now" : `In ${formatDuration(minutes)}`}: ${when}`, ...(event.location === "" ? [] : [event.location])].join("\n");
};

/** In one transaction with the mark that it was told. */
const tell = (profile: Profile, meeting: Meeting, nowMs: number): Promise<boolean> =>
  transaction(async () => {
    const actor = ownerActor(profile.userId, "system");
    requireScope(actor, "scheduling:read");
    const { event, ref, startMs } = meeting;
    const notice = {
      kind: "meeting" as const,
      title: event.title,
      body: bodyOf(meeting, profile, nowMs),
      href: `/calendar?date=${Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(profile.zone).toPlainDate().toString()}&event=${encodeURIComponent(ref)}`,
      subjectId: event.id,
      once: reminderKey(meeting),
      uselessAt: isoOf(startMs + lateMs),
    };
    const told = await notify(profile.userId, notice, { now: isoOf(nowMs) });
    if (told) await recordAudit(actor, { action: "meeting.remind", subjectId: event.id, after: { title: event.title } });
    return told;
  });

const remindOwner = async (userId: string, nowMs: number): Promise<number> => {
  const actor = ownerActor(userId, "system");
  const minutes = await findRemindMinutes(actor);
  if (minutes === null) {
    await moveMeetingLook(userId, isoOf(nowMs + lookAheadMs));
    return 0;
  }
  const leadMs = minutes * 60_000;
  const { due, nextLookMs } = dueReminders(await meetingsBetween(userId, nowMs - lateMs, nowMs + leadMs + lookAheadMs), leadMs, nowMs);
  let told = 0;
  if (due.length > 0) {
    const profile = await findProfile(actor);
    for (const meeting of due) if (await tell(profile, meeting, nowMs)) told += 1;
  }
  // Only now: whoever dies before this looks again, and tells nothing twice.
  await moveMeetingLook(userId, isoOf(nextLookMs));
  return told;
};

/** Tells every owner of what begins soon. Answers how many reminders this call told. */
export const remindOfMeetings = async (options: VerbOptions = {}): Promise<number> => {
  const nowMs = nowMsOf(options);
  await adoptMeetingLooks(isoOf(nowMs), sweepMax);
  await hurryMeetingLooks(isoOf(nowMs), changedWithinMs);
  let told = 0;
  for (const userId of await listDueMeetingLooks(isoOf(nowMs), sweepMax)) {
    try {
      told += await remindOwner(userId, nowMs);
    } catch (error) {
      logger.error("An owner's meetings could not be looked at", { error, userId });
      await moveMeetingLook(userId, isoOf(nowMs + changedWithinMs));
    }
  }
  return told;
};

/** Looks every minute what begins soon. */
export const remindOfMeetingsJob = defineJob({
  name: "remind-of-meetings",
  data: z.object({}),
  cron: "* * * * *",
  retriesMax: 0,
  run: async () => {
    await remindOfMeetings();
  },
});

/** Does the meeting that a reminder speaks of still begin then? Asked right before it goes out by mail or push. */
export const reminderStillHolds = async (userId: string, key: string): Promise<boolean> => {
  const told = readReminderKey(key);
  if (told === null) return true;
  try {
    const event = targetEvent(await findTarget(userId, told.ref));
    return isMeeting(event) && Date.parse(event.start) === told.startMs;
  } catch (error) {
    if (isAppError(error) && error.code === "scheduling/event-not-found") return false;
    throw error;
  }
};
