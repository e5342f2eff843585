/** Reminders before meetings: once, for the time that holds, whatever happened in between. */
import { startDelivery } from "@/lib/background/outbox";
import { outboxTopics } from "@/lib/background/outbox-topics";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { usualSettings } from "@/lib/notifications/contracts";
import { listNotifications, notify, putNotificationChoice, putNotificationSettings } from "@/lib/notifications/service";
import { cancelEvent, createEvent, remindOfMeetings, reminderStillHolds, updateEvent } from "@/lib/scheduling/service";
import { reminderKey } from "@/lib/scheduling/core/due-reminders";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { eventually } from "../support/eventually";

const startsAt = "2027-03-09T15:00:00Z";
const minutesBefore = (minutes: number, start = startsAt): string => Temporal.Instant.from(start).subtract({ minutes }).toString();
const meeting = (start = startsAt, rest: object = {}) => ({
  title: "Standup",
  start,
  end: Temporal.Instant.from(start).add({ minutes: 30 }).toString(),
  ...rest,
});
const told = async (owner: Actor): Promise<string[]> =>
  (await listNotifications(owner)).notifications.map(({ title, body }) => `${title}: ${body.split("\n")[0] ?? ""}`);

describe.each(databases())("reminders on %s", (kind) => {
  useTestDatabase(kind);

  test("a meeting is told of ten minutes before, once, however many processes look and however often they are started", async () => {
    const owner = await newCalendarOwner();
    await createEvent(owner, meeting(startsAt, { location: "Room 4" }));
    await remindOfMeetings({ now: minutesBefore(11) });
    expect(await told(owner)).toEqual([]);
    await Promise.all([remindOfMeetings({ now: minutesBefore(10) }), remindOfMeetings({ now: minutesBefore(10) })]);
    await query("UPDATE meeting_looks SET next_at = now() - interval '1 day'", []);
    await remindOfMeetings({ now: minutesBefore(5) });
    const [notice, ...more] = (await listNotifications(owner)).notifications;
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: "meeting", title: "Standup", body: expect.stringMatching(/^In 10 minutes: .*16:00–16:30\nRoom 4$/) as string });
    expect(notice?.href).toMatch(/^\/calendar\?date=2027-03-09&event=/);
  });

  test("moved before its moment it is told of at the new time only; cancelled it isn't told of", async () => {
    const owner = await newCalendarOwner();
    const { event } = await createEvent(owner, meeting());
    const later = "2027-03-09T18:00:00Z";
    await updateEvent(owner, { ref: event.ref, patch: { start: later, end: "2027-03-09T18:30:00Z" } });
    await remindOfMeetings({ now: minutesBefore(8) });
    expect(await told(owner)).toEqual([]);
    await remindOfMeetings({ now: minutesBefore(9, later) });
    expect(await told(owner)).toEqual([expect.stringContaining("19:00–19:30")]);

    const other = await createEvent(owner, meeting("2027-03-10T15:00:00Z", { title: "Off" }));
    await cancelEvent(owner, { ref: other.event.ref });
    await remindOfMeetings({ now: "2027-03-10T14:55:00Z" });
    expect((await told(owner)).join()).not.toContain("Off");
  });

  test("moved after it was told, it is told of again for its new time; moved back, it isn't", async () => {
    const owner = await newCalendarOwner();
    const { event } = await createEvent(owner, meeting());
    await remindOfMeetings({ now: minutesBefore(10) });
    const moved = await updateEvent(owner, { ref: event.ref, patch: { start: "2027-03-09T17:00:00Z", end: "2027-03-09T17:30:00Z" } });
    await remindOfMeetings({ now: minutesBefore(9) });
    expect(await told(owner)).toHaveLength(1);
    await updateEvent(owner, { ref: moved.event.ref, patch: { start: startsAt, end: "2027-03-09T15:30:00Z" } });
    await remindOfMeetings({ now: minutesBefore(8) });
    expect(await told(owner)).toHaveLength(1);
  });

  test("each occurrence of a series is told of, one that was moved at its own time, and whole days and free times aren't", async () => {
    const owner = await newCalendarOwner();
    const { event } = await createEvent(owner, meeting("2027-03-01T08:00:00Z", { rrule: "FREQ=DAILY;COUNT=20" }));
    await createEvent(owner, { title: "Holiday", start: "2027-03-04T23:00:00Z", end: "2027-03-05T23:00:00Z", allDay: true });
    await createEvent(owner, meeting("2027-03-05T08:02:00Z", { title: "Maybe a walk", showAs: "free" }));
    await updateEvent(owner, { ref: `${event.id}@2027-03-06T08:00:00Z`, scope: "this", patch: { start: "2027-03-06T12:00:00Z", end: "2027-03-06T12:30:00Z" } });
    for (const now of ["2027-03-04T22:55:00Z", "2027-03-05T07:52:00Z", "2027-03-06T07:52:00Z", "2027-03-06T11:52:00Z"]) await remindOfMeetings({ now });
    expect((await told(owner)).reverse()).toEqual([expect.stringContaining("09:00–09:30"), expect.stringContaining("13:00–13:30")]);
  });

  test("the owner says how long before, or not at all; a server that was down tells late, but not what is well under way", async () => {
    const owner = await newCalendarOwner();
    await putNotificationSettings(owner, { ...usualSettings, remindMinutes: null });
    await createEvent(owner, meeting());
    await remindOfMeetings({ now: minutesBefore(5) });
    expect(await told(owner)).toEqual([]);
    await putNotificationSettings(owner, { ...usualSettings, remindMinutes: 60 });
    await remindOfMeetings({ now: minutesBefore(-3) });
    expect(await told(owner)).toEqual([]);
    await remindOfMeetings({ now: minutesBefore(3) });
    expect(await told(owner)).toEqual([expect.stringContaining("In 3 minutes")]);
  });

  test("a reminder that waits in the outbox while its meeting is called off is never sent", async () => {
    const owner = await newCalendarOwner();
    await putNotificationChoice(owner, { kind: "meeting", channel: "email", wanted: true });
    const { event } = await createEvent(owner, meeting());
    const once = reminderKey({ ref: event.ref, startMs: Date.parse(startsAt) });
    expect(await reminderStillHolds(owner.userId, once)).toBe(true);
    await notify(owner.userId, { kind: "meeting", title: "Standup", once, uselessAt: startsAt });
    await cancelEvent(owner, { ref: event.ref });
    expect(await reminderStillHolds(owner.userId, once)).toBe(false);
    const delivery = startDelivery(outboxTopics);
    const said = await eventually(async () => {
      const [row] = (await query<{ state: string; reason: string }>("SELECT state, reason FROM notification_deliveries WHERE user_id = $1", [owner.userId]))
        .rows;
      return row?.state === "waiting" || row?.state === "sending" ? undefined : row;
    });
    await delivery.stop();
    expect(said).toEqual({ state: "dropped", reason: "not so any more" });
  });

  test("one owner's broken calendar keeps nobody else waiting", async () => {
    const [ada, bea] = [await newCalendarOwner(), await newCalendarOwner()];
    await createEvent(ada, meeting("2027-03-20T08:00:00Z", { rrule: "FREQ=DAILY" }));
    await query("UPDATE events SET rrule = 'FREQ=NEVER' WHERE user_id = $1", [ada.userId]);
    await createEvent(bea, meeting("2027-03-21T08:00:00Z"));
    await remindOfMeetings({ now: "2027-03-21T07:55:00Z" });
    expect(await told(bea)).toHaveLength(1);
  });
});
