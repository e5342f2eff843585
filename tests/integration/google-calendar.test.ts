/** Google Calendar both ways: what stands there is here, what is done here is there, and no more is asked than there is news (P19). */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { listConnections, updateConnection } from "@/lib/integrations/service";
import { listNotifications } from "@/lib/notifications/service";
import { bookTime, cancelEvent, findFreeTime, listCalendars, listEvents, searchEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt } from "../support/calendar-owner";
import { home, openCalendarAccount } from "../support/google/calendar-account";
import { putEvent, type FakeEvent } from "../support/google/calendar-routes";
import { carry, sync } from "../support/google/connect";
import type { GoogleServer } from "../support/google/google-server";
import { googleError } from "../support/google/wire";

jest.setTimeout(60_000);
let google: GoogleServer;
let actor: Actor;
let connection: Connection;

beforeEach(async () => {
  ({ google, actor, connection } = await openCalendarAccount());
  google.calendar.calendars.push({ id: "team@group.test", summary: "Team", timeZone: "Europe/Berlin", accessRole: "reader" });
});
afterEach(() => google.close());

const hour = (wall: string): Pick<FakeEvent, "start" | "end"> => ({
  start: { dateTime: at(wall), timeZone: "Europe/Berlin" },
  end: { dateTime: Temporal.Instant.from(at(wall)).add({ hours: 1 }).toString(), timeZone: "Europe/Berlin" },
});
const put = (id: string, rest: Omit<Partial<FakeEvent>, "id">, calendar = home): FakeEvent => putEvent(google.calendar, calendar, { id, ...rest });
const there = (id: string): FakeEvent | undefined => google.calendar.events.get(home)?.get(id);
const idThere = (id: string): string => id.replaceAll("-", "");
const week = async (from = "2026-11-23T00:00", to = "2026-12-14T00:00"): Promise<string[]> =>
  (await listEvents(actor, { from: at(from), to: at(to), limit: 200 })).events.map(({ title, start }) => `${title} ${start.slice(5, 16)}`);

test("events, all-day ones, series with what was moved, cancelled and left out: all is on the week as it is there", async () => {
  // The moved occurrence comes before its series, as Google may order them.
  google.calendar.pageMax = 2;
  put("series_20261125T090000Z", {
    summary: "Standup, late",
    recurringEventId: "series",
    originalStartTime: { dateTime: "2026-11-25T09:00:00Z" },
    ...hour("2026-11-25T15:00"),
  });
  put("series_20261126T090000Z", { status: "cancelled", recurringEventId: "series", originalStartTime: { dateTime: "2026-11-26T09:00:00Z" } });
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  put("series", { summary: "Standup", recurrence: ["RRULE:FREQ=DAILY;COUNT=5", "EXDATE;TZID=Europe/Berlin:20261127T100000"], ...hour("2026-11-24T10:00") });
  put("allday", { summary: "Fair", start: { date: "2026-12-01" }, end: { date: "2026-12-03" } });
  put("orphan_20261203T090000Z", {
    summary: "Only one I am invited to",
    recurringEventId: "orphan",
    originalStartTime: { dateTime: "2026-12-03T09:00:00Z" },
    ...hour("2026-12-03T10:00"),
  });
  await sync(actor, connection);
  expect(await week()).toEqual([
    "Standup 11-24T10:00",
    "Standup, late 11-25T15:00",
    "Lunch 11-26T12:30",
    "Standup 11-28T10:00",
    "Fair 12-01T00:00",
    "Only one I am invited to 12-03T10:00",
  ]);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "connected", status: "Connected, last synced just now" });
  expect((await listCalendars(actor)).calendars.map(({ name, readOnly, color }) => [name, readOnly, color])).toEqual(
    expect.arrayContaining([
      ["Ada", false, "#0f7b6c"],
      ["Team", true, connection.color],
    ]),
  );
  expect((await searchEvents(actor, { text: "lunch" })).events).toHaveLength(1);
});

test("what is moved, renamed or deleted there is so here with the next sync", async () => {
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  put("other", { summary: "Walk", ...hour("2026-11-26T15:00") });
  await sync(actor, connection);
  put("single", { summary: "Late lunch", ...hour("2026-11-26T14:00") });
  put("other", { status: "cancelled" });
  await sync(actor, connection);
  expect(await week()).toEqual(["Late lunch 11-26T14:00"]);
});

test("of 10,000 events with 10 changed, a sync asks for the 10, in at most 3 calls", async () => {
  for (let n = 0; n < 10_000; n += 1) {
    const start = Date.parse("2026-01-01T08:00:00Z") + n * 1_800_000;
    put(`bulk${n}`.replace(/[w-z]/g, "a"), {
      summary: `Event ${n}`,
      start: { dateTime: new Date(start).toISOString() },
      end: { dateTime: new Date(start + 900_000).toISOString() },
    });
  }
  await sync(actor, connection);
  for (let n = 0; n < 10; n += 1) put(`bulk${n}`, { summary: `Changed ${n}` });
  google.calls.length = 0;
  const startedMs = performance.now();
  await sync(actor, connection);
  const tookMs = performance.now() - startedMs;
  expect(google.apiCalls()).toHaveLength(3);
  expect((await searchEvents(actor, { text: "changed", limit: 50 })).events).toHaveLength(10);
  expect(tookMs).toBeLessThan(10_000);
});

test("when Google has forgotten the token (410), everything is read anew once, and what is gone there goes here", async () => {
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  put("other", { summary: "Walk", ...hour("2026-11-26T15:00") });
  await sync(actor, connection);
  google.calendar.events.get(home)?.delete("other");
  google.calendar.expiredBefore = google.calendar.clock + 1;
  google.calls.length = 0;
  await sync(actor, connection);
  expect(google.apiCalls().filter((call) => call.includes(`${home}/events`))).toHaveLength(2);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test.each([
  ["429 with Retry-After", googleError(429, "rateLimitExceeded", { "retry-after": "0" }), 2],
  ["403 for a quota", googleError(403, "userRateLimitExceeded", { "retry-after": "0" }), 2],
  ["500", googleError(500, "backendError"), 2],
  ["a connection that breaks", "reset" as const, 2],
])("%s is tried again, at most twice, and the sync goes through", async (_name, answer, times) => {
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  for (let n = 0; n < times; n += 1) google.faults.push({ when: ({ path }) => path.endsWith("/events"), answer });
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test("a long pause that Google asks for is kept, the state says what is going on, and what was mirrored stays", async () => {
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  for (let n = 0; n < 9; n += 1) google.faults.push({ when: () => true, answer: googleError(429, "rateLimitExceeded", { "retry-after": "600" }) });
  google.calls.length = 0;
  await sync(actor, connection);
  expect(google.calls).toHaveLength(1);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "failing", problem: { code: "integrations/quota" } });
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test("a booking is in Google under our id, once however often it is carried; it comes back without becoming two", async () => {
  await sync(actor, connection);
  const { event } = await bookTime(actor, hourAt("2026-11-26T12:30", { title: "Lunch", attendees: [{ email: "maya@example.com" }] }));
  // The answer is lost: the event is made, and we don't learn of it.
  google.faults.push({ when: ({ method, path }) => method === "POST" && path.endsWith("/events"), answer: googleError(503, "backendError") });
  await carry(actor);
  expect(there(idThere(event.id))).toMatchObject({ summary: "Lunch", start: { timeZone: "Europe/Berlin" }, attendees: [{ email: "maya@example.com" }] });
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
  put(idThere(event.id), hour("2026-11-26T16:00"));
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T16:00"]);
  // The time it was moved to is held, the one it was booked for is free.
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T16:00")))).toBe("scheduling/time-taken");
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T12:30")))).toBe("");
});

test("a sync between the insert and its answer makes no second event", async () => {
  await sync(actor, connection);
  const { event } = await bookTime(actor, hourAt("2026-11-26T12:30"));
  google.faults.push({ when: ({ method }) => method === "POST", answer: googleError(400, "badRequest") });
  await carry(actor).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
  put(idThere(event.id), { summary: "Lunch", ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test("moving, renaming, cancelling and taking back here happen there", async () => {
  await sync(actor, connection);
  const { event } = await bookTime(actor, hourAt("2026-11-26T12:30"));
  await carry(actor);
  await updateEvent(actor, { ref: event.ref, scope: "this", patch: { start: at("2026-11-26T14:00"), title: "Brunch" } });
  await carry(actor);
  expect(there(idThere(event.id))).toMatchObject({ summary: "Brunch", start: { dateTime: "2026-11-26T13:00:00.000Z" } });
  const { undo } = await cancelEvent(actor, { ref: event.ref, scope: "this" });
  await carry(actor);
  expect(there(idThere(event.id))?.status).toBe("cancelled");
  await undoChange(actor, { changeId: undo.changeId });
  await carry(actor);
  expect(there(idThere(event.id))).toMatchObject({ status: "confirmed", summary: "Brunch" });
});

test("one occurrence, this and following, and all of a series are changed there as here", async () => {
  put("series", { summary: "Standup", recurrence: ["RRULE:FREQ=DAILY;COUNT=10"], ...hour("2026-11-23T10:00") });
  await sync(actor, connection);
  const refs = (await listEvents(actor, { from: at("2026-11-23T00:00"), to: at("2026-12-14T00:00"), limit: 50 })).events.map(({ ref }) => ref);
  await updateEvent(actor, { ref: refs[1] ?? "", scope: "this", patch: { start: at("2026-11-24T11:00") } });
  await carry(actor);
  expect(there("series_20261124T090000Z")).toMatchObject({ recurringEventId: "series", start: { dateTime: "2026-11-24T10:00:00.000Z" } });
  await cancelEvent(actor, { ref: refs[2] ?? "", scope: "this" });
  await carry(actor);
  expect(there("series_20261125T090000Z")?.status).toBe("cancelled");
  await cancelEvent(actor, { ref: refs[5] ?? "", scope: "following" });
  await carry(actor);
  expect(there("series")?.recurrence?.[0]).toMatch(/COUNT=5|UNTIL=/);
  await updateEvent(actor, { ref: refs[0] ?? "", scope: "all", patch: { title: "Daily" } });
  await carry(actor);
  expect(there("series")?.summary).toBe("Daily");
  const before = await week();
  await sync(actor, connection);
  expect(await week()).toEqual(before);
});

test("when both sides changed one event, theirs is kept and its owner told", async () => {
  put("single", { summary: "Lunch", ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  const [event] = (await listEvents(actor, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") })).events;
  put("single", { summary: "Lunch with Tom" });
  await updateEvent(actor, { ref: event?.ref ?? "", scope: "this", patch: { title: "Lunch with Ann" } });
  await carry(actor);
  expect(there("single")?.summary).toBe("Lunch with Tom");
  expect((await listNotifications(actor)).notifications.map(({ kind }) => kind)).toEqual(["account"]);
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch with Tom 11-26T12:30"]);
});

test("a time that was taken there since the last sync isn't booked; a source that doesn't answer holds nobody up for long", async () => {
  await sync(actor, connection);
  put("new", { summary: "Just came in", ...hour("2026-11-26T12:30") });
  google.calls.length = 0;
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T13:00")))).toBe("scheduling/time-taken");
  expect(google.apiCalls()).toEqual(["POST /calendar/v3/freeBusy"]);
  for (let n = 0; n < 3; n += 1) google.faults.push({ when: ({ path }) => path.endsWith("/freeBusy"), answer: googleError(503, "backendError") });
  const startedMs = performance.now();
  expect(await codeOf(bookTime(actor, hourAt("2026-11-27T13:00")))).toBe("");
  expect(performance.now() - startedMs).toBeLessThan(4_000);
});

test("what only can be read refuses changes, and an account that isn't checked keeps nobody busy", async () => {
  put("shared", { summary: "Team day", ...hour("2026-11-26T10:00") }, "team@group.test");
  await sync(actor, connection);
  const [event] = (await listEvents(actor, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") })).events;
  expect(await codeOf(updateEvent(actor, { ref: event?.ref ?? "", scope: "this", patch: { title: "Mine" } }))).toBe("scheduling/calendar-read-only");
  expect(await codeOf(cancelEvent(actor, { ref: event?.ref ?? "", scope: "this" }))).toBe("scheduling/calendar-read-only");
  const free = async (): Promise<number> =>
    (await findFreeTime(actor, { from: at("2026-11-26T10:00"), to: at("2026-11-26T11:00"), durationMinutes: 60, limit: 5 }, { now: at("2026-11-25T00:00") }))
      .windows.length;
  expect(await free()).toBe(0);
  await updateConnection(actor, { connectionId: connection.id, checksConflicts: false });
  expect(await free()).toBe(1);
});
