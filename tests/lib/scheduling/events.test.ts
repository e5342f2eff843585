import { query } from "@/lib/db";
import { cancelEvent, cancelEvents, createEvent, getEvent, listCalendars, listEvents, searchEvents, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

const week = { from: at("2026-11-23T00:00"), to: at("2026-11-30T00:00") };
const titles = ({ events }: { events: { title: string }[] }) => events.map(({ title }) => title);

test("an event that was created is on the calendar as it was said, in the owner's zone", async () => {
  const actor = await newCalendarOwner();
  const { event, before, undo } = await createEvent(actor, hourAt("2026-11-26T12:30", { title: "Lunch with Maya", location: "Café", guests: ["Maya"] }));
  expect(event).toMatchObject({
    title: "Lunch with Maya",
    start: "2026-11-26T12:30:00+01:00",
    end: "2026-11-26T13:30:00+01:00",
    zone: "Europe/Berlin",
    status: "confirmed",
    showAs: "busy",
    guests: ["Maya"],
    recurrence: null,
    version: 1,
  });
  expect(before).toBeNull();
  expect(undo?.summary).toContain("Lunch with Maya");
  expect(await getEvent(actor, { ref: event.ref })).toEqual(event);
  expect(await listEvents(actor, week)).toEqual({ events: [event], nextCursor: null });
  const { calendars } = await listCalendars(actor);
  expect(calendars).toEqual([expect.objectContaining({ id: event.calendarId, isDefault: true, zone: "Europe/Berlin" })]);
});

test("every change is in the audit trail and in the outbox", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30", { attendees: [{ email: "Tom@Example.com" }] }));
  await updateEvent(actor, { ref: event.ref, patch: { title: "Dinner" } });
  await cancelEvent(actor, { ref: event.ref });
  const audit = await query<{ action: string }>("SELECT action FROM audit_log WHERE user_id = $1 ORDER BY id", [actor.userId]);
  expect(audit.rows.map(({ action }) => action)).toEqual(["event.create", "event.update", "event.cancel"]);
  const outbox = await query<{ topic: string; payload: { attendees: string[] } }>("SELECT topic, payload FROM outbox WHERE user_id = $1 ORDER BY id", [
    actor.userId,
  ]);
  expect(outbox.rows.map(({ topic }) => topic)).toEqual(["event.created", "event.changed", "event.cancelled"]);
  expect(outbox.rows[0]?.payload.attendees).toEqual(["tom@example.com"]);
});

test("a window holds what touches it and nothing that only ends where it begins", async () => {
  const actor = await newCalendarOwner();
  for (const [title, wall] of [
    ["ends at the start", "2026-11-23T09:00"],
    ["reaches in", "2026-11-23T09:30"],
    ["inside", "2026-11-23T10:30"],
    ["begins at the end", "2026-11-23T12:00"],
  ] as const)
    await createEvent(actor, hourAt(wall, { title }));
  expect(titles(await listEvents(actor, { from: at("2026-11-23T10:00"), to: at("2026-11-23T12:00") }))).toEqual(["reaches in", "inside"]);
});

test("pages of single events and series together hold everything once, in order", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-23T10:00", { title: "daily", rrule: "FREQ=DAILY;COUNT=6" }));
  for (let hour = 8; hour < 15; hour += 1) await createEvent(actor, hourAt(`2026-11-25T${String(hour).padStart(2, "0")}:00`, { title: `at ${hour}` }));
  await createEvent(actor, hourAt("2026-11-25T10:00", { title: "also at 10" }));
  const whole = await listEvents(actor, week);
  expect(whole.events).toHaveLength(14);
  for (const limit of [1, 3, 5]) {
    const refs: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listEvents(actor, { ...week, limit, ...(cursor ? { cursor } : {}) });
      expect(page.events.length).toBeLessThanOrEqual(limit);
      refs.push(...page.events.map(({ ref }) => ref));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(refs).toEqual(whole.events.map(({ ref }) => ref));
  }
});

test("words find an event by title, place, notes and people, whatever the accents and case", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Résumé review", attendees: [{ email: "zoe@example.com", name: "Zoë Müller" }] }));
  await createEvent(actor, hourAt("2026-11-24T12:00", { title: "100% done_ party", location: "Kitchen" }));
  await createEvent(actor, hourAt("2026-11-25T12:00", { title: "Stand-up", rrule: "FREQ=DAILY;COUNT=3", guests: ["Zoe"] }));
  expect(titles(await listEvents(actor, { ...week, query: "resume zoe" }))).toEqual(["Résumé review"]);
  expect(titles(await listEvents(actor, { ...week, query: "ZOE" }))).toEqual(["Résumé review", "Stand-up", "Stand-up", "Stand-up"]);
  expect(titles(await listEvents(actor, { ...week, query: "100%" }))).toEqual(["100% done_ party"]);
  expect(titles(await listEvents(actor, { ...week, query: "%_" }))).toEqual([]);
  expect(titles(await searchEvents(actor, { people: ["zoë"] }))).toEqual(["Stand-up", "Résumé review"]);
});

test("moving an event keeps its length, also across a clock change", async () => {
  const actor = await newCalendarOwner("America/New_York");
  const { event } = await createEvent(actor, hourAt("2026-10-31T09:00", { end: at("2026-10-31T10:30", "America/New_York") }, "America/New_York"));
  const moved = await updateEvent(actor, { ref: event.ref, patch: { start: at("2026-11-01T00:30", "America/New_York") } });
  expect(moved.event).toMatchObject({ start: "2026-11-01T00:30:00-04:00", end: "2026-11-01T01:00:00-05:00", version: 2 });
  expect(moved.before).toEqual(event);
});

test("an all-day event covers whole days of its zone, and moving it keeps the number of days", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, { title: "Fair", start: at("2026-03-28T08:00"), end: at("2026-03-30T00:00"), allDay: true });
  expect(event).toMatchObject({ start: "2026-03-28T00:00:00+01:00", end: "2026-03-30T00:00:00+02:00", allDay: true });
  const moved = await updateEvent(actor, { ref: event.ref, patch: { start: at("2026-04-01T00:00") } });
  expect(moved.event).toMatchObject({ start: "2026-04-01T00:00:00+02:00", end: "2026-04-03T00:00:00+02:00" });
  const { rows } = await query<{ start_date: string; end_date: string }>("SELECT start_date, end_date FROM events WHERE id = $1", [event.id]);
  expect(rows).toEqual([{ start_date: "2026-04-01", end_date: "2026-04-02" }]);
});

test("of two tabs that edit one event the second is told, and gets the event as it is now", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  const first = await updateEvent(actor, { ref: event.ref, version: event.version, patch: { title: "Dinner" } });
  const second = updateEvent(actor, { ref: event.ref, version: event.version, patch: { title: "Breakfast" } });
  await expect(second).rejects.toMatchObject({ code: "scheduling/version-conflict", status: 409, details: { current: first.event } });
  expect((await getEvent(actor, { ref: event.ref })).title).toBe("Dinner");
});

test("two tabs that save at the same moment don't overwrite each other", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  const codes = await Promise.all(["A", "B", "C"].map((title) => codeOf(updateEvent(actor, { ref: event.ref, version: 1, patch: { title } }))));
  expect(codes.sort()).toEqual(["", "scheduling/version-conflict", "scheduling/version-conflict"]);
});

test("a cancelled event leaves the calendar, and can be neither changed nor cancelled again", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  expect((await cancelEvent(actor, { ref: event.ref })).before).toEqual(event);
  expect((await listEvents(actor, week)).events).toEqual([]);
  expect((await getEvent(actor, { ref: event.ref })).status).toBe("cancelled");
  expect(await codeOf(cancelEvent(actor, { ref: event.ref }))).toBe("scheduling/event-cancelled");
  expect(await codeOf(updateEvent(actor, { ref: event.ref, patch: { title: "x" } }))).toBe("scheduling/event-cancelled");
});

test("several events are cancelled together or not at all", async () => {
  const actor = await newCalendarOwner();
  const refs = [];
  for (const hour of [9, 11, 13]) refs.push((await createEvent(actor, hourAt(`2026-11-26T${String(hour).padStart(2, "0")}:00`))).event.ref);
  const [first = "", second = "", third = ""] = refs;
  expect(await codeOf(cancelEvents(actor, { events: [{ ref: first }, { ref: second, version: 9 }] }))).toBe("scheduling/version-conflict");
  expect((await listEvents(actor, week)).events).toHaveLength(3);
  const { before } = await cancelEvents(actor, { events: [{ ref: third }, { ref: first, version: 1 }, { ref: third }] });
  expect(before.map(({ ref }) => ref)).toEqual([first, third]);
  expect((await listEvents(actor, week)).events.map(({ ref }) => ref)).toEqual([second]);
});

test("attendees are kept once each, by address", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(
    actor,
    hourAt("2026-11-26T12:30", {
      attendees: [
        { email: "Tom@example.com", name: "Tom" },
        { email: "tom@example.com", name: "Tom B." },
      ],
    }),
  );
  expect(event.attendees).toEqual([{ email: "tom@example.com", name: "Tom B.", optional: false, status: "needs-action" }]);
  const { event: without } = await updateEvent(actor, { ref: event.ref, patch: { attendees: [] } });
  expect(without.attendees).toEqual([]);
});

test.each([
  ["an end before the start", { start: at("2026-11-26T12:00"), end: at("2026-11-26T11:00") }, "scheduling/end-before-start"],
  ["no length", { start: at("2026-11-26T12:00"), end: at("2026-11-26T12:00") }, "scheduling/end-before-start"],
  ["an empty title", { title: " " }, "request/invalid"],
  ["a rule that can't be read", { rrule: "FREQ=SOMETIMES" }, "scheduling/recurrence-refused"],
  ["a rule that never happens", { rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "scheduling/recurrence-refused"],
  ["an unknown calendar", { calendarId: "0199aa00-0000-7000-8000-000000000000" }, "scheduling/calendar-not-found"],
])("%s is refused and nothing is stored", async (_what, wrong, code) => {
  const actor = await newCalendarOwner();
  expect(await codeOf(createEvent(actor, { ...hourAt("2026-11-26T12:30"), ...wrong }))).toBe(code);
  expect((await query("SELECT 1 FROM events WHERE user_id = $1", [actor.userId])).rows).toEqual([]);
});

test.each([
  ["a window of more than 400 days", { from: at("2026-01-01T00:00"), to: at("2027-03-01T00:00") }, "scheduling/window-too-long"],
  ["a window that ends before it begins", { from: week.to, to: week.from }, "scheduling/end-before-start"],
  ["a cursor that isn't one", { ...week, cursor: "nonsense" }, "request/invalid"],
])("%s is refused", async (_what, input, code) => {
  expect(await codeOf(listEvents(await newCalendarOwner(), input))).toBe(code);
});

test("what is not a ref names no event", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30"));
  for (const ref of ["x", "'; DROP TABLE events", `${event.id}@2026-11-26T11:30:00Z`, `${event.id}@nonsense`])
    expect(await codeOf(getEvent(actor, { ref }))).toBe("scheduling/event-not-found");
});
