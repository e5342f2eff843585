import { query } from "@/lib/db";
import { bookTime, cancelEvent, createEvent, findUndo, getEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

const day = { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") };

test("taking back a new event takes it off the calendar", async () => {
  const actor = await newCalendarOwner();
  const { undo } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  expect(await undoChange(actor, { changeId: undo?.changeId ?? "" })).toEqual({ summary: "“Lunch” is off the calendar again.", events: [] });
  expect((await listEvents(actor, day)).events).toEqual([]);
});

test("taking back a move or a cancellation brings the event back as it was, with a higher version", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  const moved = await updateEvent(actor, { ref: event.ref, patch: { start: at("2026-11-27T12:30") } });
  const back = await undoChange(actor, { changeId: moved.undo?.changeId ?? "" });
  expect(back.events).toEqual([{ ...event, version: 3 }]);
  const { undo } = await cancelEvent(actor, { ref: event.ref });
  expect((await undoChange(actor, undo)).events).toEqual([{ ...event, version: 5 }]);
  expect(await getEvent(actor, { ref: event.ref })).toEqual({ ...event, version: 5 });
});

test("a change can be taken back once", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  const { undo } = await cancelEvent(actor, { ref: event.ref });
  const codes = await Promise.all([codeOf(undoChange(actor, undo)), codeOf(undoChange(actor, undo))]);
  expect(codes.sort()).toEqual(["", "scheduling/undo-over"]);
});

test("a change can't be taken back once its event has changed again", async () => {
  const actor = await newCalendarOwner();
  const { event, undo } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  await updateEvent(actor, { ref: event.ref, patch: { title: "Dinner" } });
  expect(await codeOf(undoChange(actor, { changeId: undo?.changeId ?? "" }))).toBe("scheduling/undo-over");
  expect((await getEvent(actor, { ref: event.ref })).title).toBe("Dinner");
});

test("a change can't be taken back after 24 hours", async () => {
  const actor = await newCalendarOwner();
  const { undo } = await createEvent(actor, hourAt("2026-11-26T12:30"), { now: "2026-11-23T10:00:00Z" });
  expect(undo?.until).toBe("2026-11-24T10:00:00.000Z");
  expect(await findUndo(actor, {}, { now: "2026-11-24T10:00:01Z" })).toBeNull();
  expect(await codeOf(undoChange(actor, { changeId: undo?.changeId ?? "" }, { now: "2026-11-24T10:00:01Z" }))).toBe("scheduling/undo-over");
});

test("the last thing done is found first, then the one before it", async () => {
  const actor = await newCalendarOwner();
  expect(await findUndo(actor)).toBeNull();
  const first = await createEvent(actor, hourAt("2026-11-26T09:00", { title: "First", attendees: [{ email: "tom@example.com", name: "Tom" }] }));
  const second = await createEvent(actor, hourAt("2026-11-26T11:00", { title: "Second" }));
  const third = await updateEvent(actor, { ref: second.event.ref, patch: { title: "Third" } });
  expect((await findUndo(actor))?.undo).toEqual(third.undo);
  await undoChange(actor, { changeId: third.undo?.changeId ?? "" });
  expect((await findUndo(actor))?.undo).toEqual(second.undo);
  await undoChange(actor, { changeId: second.undo?.changeId ?? "" });
  expect(await findUndo(actor)).toEqual({ undo: first.undo, tells: ["Tom"] });
  expect(await findUndo(actor, { changeId: second.undo?.changeId ?? "" })).toBeNull();
});

test("booked time that comes back is held again, and its cancellation sets it free", async () => {
  const actor = await newCalendarOwner();
  const held = async () =>
    (await query<{ count: number }>("SELECT count(*)::int AS count FROM busy_slots WHERE person_id = $1", [actor.userId])).rows[0]?.count;
  const input = { title: "Intro", start: at("2026-11-26T10:00"), end: at("2026-11-26T11:00") };
  const { event } = await bookTime(actor, input);
  expect(await held()).toBe(1);
  const { undo } = await cancelEvent(actor, { ref: event.ref });
  expect(await held()).toBe(0);
  await undoChange(actor, undo);
  expect(await held()).toBe(1);
  expect(await codeOf(bookTime(actor, input))).toBe("scheduling/time-taken");
});

test("a change of a series can't be taken back once one of its occurrences has changed on its own, and can again when that is undone", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30", { rrule: "FREQ=WEEKLY" }));
  const moved = await updateEvent(actor, { ref: event.ref, scope: "all", patch: { start: at("2026-11-26T13:00") } });
  const single = await updateEvent(actor, { ref: moved.event.ref, patch: { title: "Long lunch" } });
  expect(await codeOf(undoChange(actor, { changeId: moved.undo?.changeId ?? "" }))).toBe("scheduling/undo-over");
  await undoChange(actor, { changeId: single.undo?.changeId ?? "" });
  await undoChange(actor, { changeId: moved.undo?.changeId ?? "" });
  expect((await listEvents(actor, day)).events).toEqual([{ ...event, version: 3 }]);
});

test("a change that changes nothing leaves nothing to undo and no new version", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  expect(await updateEvent(actor, { ref: event.ref, patch: {} })).toEqual({ event, before: event, undo: null });
});

test("undo is in the audit trail and in the outbox", async () => {
  const actor = await newCalendarOwner();
  const { undo } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  await undoChange(actor, { changeId: undo?.changeId ?? "" });
  expect(
    (await query<{ action: string }>("SELECT action FROM audit_log WHERE user_id = $1 ORDER BY id", [actor.userId])).rows.map(({ action }) => action),
  ).toEqual(["event.create", "change.undo"]);
  expect((await query<{ topic: string }>("SELECT topic FROM outbox WHERE user_id = $1 ORDER BY id", [actor.userId])).rows.map(({ topic }) => topic)).toEqual([
    "event.created",
    "event.cancelled",
  ]);
});
