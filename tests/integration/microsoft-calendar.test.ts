/** Outlook's calendar both ways: what stands there is here, what is done here is there, and no more is asked than there is news (P19). */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { listConnections } from "@/lib/integrations/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { bookTime, cancelEvent, createEvent, listCalendars, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { carry, sync } from "../support/google/connect";
import { deleteEvent, putEvent, putOccurrence, type EventWords, type FakeEvent } from "../support/microsoft/calendar-state";
import { connectMicrosoft, useMicrosoft } from "../support/microsoft/connect";
import { startMicrosoft, type MicrosoftServer } from "../support/microsoft/microsoft-server";
import { graphError } from "../support/microsoft/wire";

jest.setTimeout(60_000);
const home = "AQMk-home";
const berlin = "W. Europe Standard Time";
let microsoft: MicrosoftServer;
let actor: Actor;
let connection: Connection;

beforeEach(async () => {
  microsoft = await startMicrosoft();
  microsoft.calendar.calendars.push(
    { id: home, name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "#0f7b6c" },
    { id: "AQMk-team", name: "Team", canEdit: false, isDefaultCalendar: false, hexColor: "" },
  );
  useMicrosoft(microsoft);
  clearCircuits();
  actor = await newCalendarOwner();
  connection = await connectMicrosoft(actor, microsoft, "microsoft-calendar");
});
afterEach(() => microsoft.close());

const hour = (wall: string, hours = 1): Pick<EventWords, "start" | "end"> => ({
  start: { dateTime: `${wall}:00`, timeZone: berlin },
  end: { dateTime: Temporal.PlainDateTime.from(wall).add({ hours }).toString({ smallestUnit: "second" }), timeZone: berlin },
});
const put = (id: string, words: EventWords): FakeEvent => putEvent(microsoft.calendar, home, id, words);
const there = (subject: string): FakeEvent | undefined =>
  [...microsoft.calendar.events.values()].find(({ words, deleted }) => words.subject === subject && !deleted);
const week = async (from = "2026-11-23T00:00", to = "2026-12-14T00:00"): Promise<string[]> =>
  (await listEvents(actor, { from: at(from), to: at(to), limit: 200 })).events.map(({ title, start }) => `${title} ${start.slice(5, 16)}`);
const refs = async (): Promise<string[]> =>
  (await listEvents(actor, { from: at("2026-11-23T00:00"), to: at("2026-12-14T00:00"), limit: 50 })).events.map(({ ref }) => ref);
const daily = (count: number, startDate: string): EventWords => ({
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", startDate, numberOfOccurrences: count } },
});

test.each([true, false])(
  "events, all-day ones, series with what was moved and cancelled: all is on the week as it is there (series told: %s)",
  async (tellsMasters) => {
    microsoft.calendar.tellsMasters = tellsMasters;
    microsoft.calendar.pageMax = 2;
    put("single", { subject: "Lunch", ...hour("2026-11-26T12:30"), body: { contentType: "html", content: "<p>Bring <b>cake</b></p>" } });
    put("series", { subject: "Standup", ...hour("2026-11-24T10:00"), ...daily(5, "2026-11-24") });
    putOccurrence(microsoft.calendar, "series", "2026-11-25", { subject: "Standup, late", ...hour("2026-11-25T15:00") });
    putOccurrence(microsoft.calendar, "series", "2026-11-26", null);
    put("allday", {
      subject: "Fair",
      showAs: "free",
      isAllDay: true,
      start: { dateTime: "2026-12-01T00:00:00", timeZone: berlin },
      end: { dateTime: "2026-12-03T00:00:00", timeZone: berlin },
    });
    put("declined", { subject: "Not mine", ...hour("2026-12-02T10:00"), responseStatus: { response: "declined" } });
    put("old", { subject: "Long ago", ...hour("2020-05-05T10:00") });
    put("far", { subject: "Far away", ...hour("2031-05-05T10:00") });
    await sync(actor, connection);
    expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "connected", problem: null });
    expect(await week()).toEqual([
      "Standup 11-24T10:00",
      "Standup, late 11-25T15:00",
      "Lunch 11-26T12:30",
      "Standup 11-27T10:00",
      "Standup 11-28T10:00",
      "Fair 12-01T00:00",
      "Not mine 12-02T10:00",
    ]);
    expect(await week("2020-05-01T00:00", "2020-05-30T00:00")).toEqual(["Long ago 05-05T10:00"]);
    expect(await week("2031-05-01T00:00", "2031-05-30T00:00")).toEqual(["Far away 05-05T10:00"]);
    expect(await codeOf(bookTime(actor, hourAt("2026-12-02T10:00")))).toBe("");
    expect((await listCalendars(actor)).calendars.map(({ name, readOnly, color }) => [name, readOnly, color])).toEqual(
      expect.arrayContaining([
        ["Calendar", false, "#0f7b6c"],
        ["Team", true, connection.color],
      ]),
    );
  },
);

test("what is moved, renamed, cancelled for one day or deleted there is so here with the next sync, however far away it is moved", async () => {
  put("single", { subject: "Lunch", ...hour("2026-11-26T12:30") });
  put("other", { subject: "Walk", ...hour("2026-11-26T15:00") });
  put("series", { subject: "Standup", ...hour("2026-11-24T10:00"), ...daily(3, "2026-11-24") });
  put("wanders", { subject: "Wanders", ...hour("2026-11-27T10:00") });
  await sync(actor, connection);
  put("single", { subject: "Late lunch", ...hour("2026-11-26T14:00") });
  deleteEvent(microsoft.calendar, "other");
  // Of this only the occurrence's own name is told.
  putOccurrence(microsoft.calendar, "series", "2026-11-25", null);
  put("wanders", hour("2031-11-27T10:00"));
  await sync(actor, connection);
  expect(await week()).toEqual(
    ["Standup 11-24T10:00", "Late lunch 11-26T14:00", "Standup 11-26T10:00"].sort((a, b) => a.slice(-11).localeCompare(b.slice(-11))),
  );
  expect(await week("2031-11-01T00:00", "2031-11-30T00:00")).toEqual(["Wanders 11-27T10:00"]);
  deleteEvent(microsoft.calendar, "series");
  deleteEvent(microsoft.calendar, "wanders");
  await sync(actor, connection);
  expect(await week()).toEqual(["Late lunch 11-26T14:00"]);
  expect(await week("2031-11-01T00:00", "2031-11-30T00:00")).toEqual([]);
});

test("without news a sync asks each calendar once; of a thousand events with three changed it asks for the three", async () => {
  for (let n = 0; n < 1_000; n += 1) put(`bulk${n}`, { subject: `Event ${n}`, ...hour(`2026-1${1 + (n % 2)}-${String(1 + (n % 28)).padStart(2, "0")}T08:00`) });
  await sync(actor, connection);
  microsoft.calls.length = 0;
  await sync(actor, connection);
  const quiet = ["GET /calendars", `GET /calendars/${home}/calendarView/delta`, "GET /calendars/AQMk-team/calendarView/delta"];
  expect(microsoft.graphCalls()).toEqual(quiet);
  for (let n = 0; n < 3; n += 1) put(`bulk${n}`, { subject: `Changed ${n}` });
  microsoft.calls.length = 0;
  await sync(actor, connection);
  expect(microsoft.graphCalls()).toEqual(quiet);
  expect((await query("SELECT 1 FROM events WHERE user_id = $1 AND title LIKE 'Changed%'", [actor.userId])).rows).toHaveLength(3);
});

test("when Graph has forgotten the state (410), everything is read anew once, and what is gone there goes here", async () => {
  put("single", { subject: "Lunch", ...hour("2026-11-26T12:30") });
  put("other", { subject: "Walk", ...hour("2026-11-26T15:00") });
  await sync(actor, connection);
  microsoft.calendar.events.delete("other");
  microsoft.calendar.expiredBefore = microsoft.calendar.clock + 1;
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "connected" });
});

test.each([
  ["429 with Retry-After", graphError(429, "TooManyRequests", { "retry-after": "0" })],
  ["503 with Retry-After", graphError(503, "ServiceUnavailable", { "retry-after": "0" })],
  ["504", graphError(504, "GatewayTimeout")],
  ["a connection that breaks", "reset" as const],
])("%s is tried again, and the sync goes through", async (_name, answer) => {
  put("single", { subject: "Lunch", ...hour("2026-11-26T12:30") });
  for (let n = 0; n < 2; n += 1) microsoft.faults.push({ when: ({ path }) => path.endsWith("/delta"), answer });
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test("a long pause that Graph asks for is kept, the state says what is going on, and what was mirrored stays", async () => {
  put("single", { subject: "Lunch", ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  for (let n = 0; n < 9; n += 1) microsoft.faults.push({ when: () => true, answer: graphError(429, "TooManyRequests", { "retry-after": "600" }) });
  microsoft.calls.length = 0;
  await sync(actor, connection);
  expect(microsoft.calls).toHaveLength(1);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "failing", problem: { code: "integrations/quota" } });
  const due = await query<{ minutes: number }>("SELECT extract(epoch FROM due_at - now()) / 60 AS minutes FROM user_integrations WHERE id = $1", [
    connection.id,
  ]);
  expect(Number(due.rows[0]?.minutes)).toBeGreaterThan(9);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
});

test("a booking is in Outlook once, though its answer is lost and a sync comes in between; nobody is written to, and those who take part stay here", async () => {
  await sync(actor, connection);
  await bookTime(actor, hourAt("2026-11-26T12:30", { title: "Lunch", attendees: [{ email: "maya@example.com" }] }));
  const lost = {
    when: ({ method, path }: { method: string; path: string }) => method === "POST" && path.endsWith("/events"),
    answer: "reset" as const,
    after: true,
  };
  microsoft.faults.push(lost, lost, lost);
  await carry(actor).catch(() => undefined);
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
  clearCircuits();
  microsoft.faults.length = 0;
  await carry(actor);
  await sync(actor, connection);
  expect([...microsoft.calendar.events.values()].map(({ words }) => words)).toMatchObject([
    { subject: "Lunch", start: { dateTime: "2026-11-26T12:30:00", timeZone: berlin }, showAs: "busy" },
  ]);
  expect(await week()).toEqual(["Lunch 11-26T12:30"]);
  expect(microsoft.calendar.invitations).toEqual([]);
  const [event] = (await listEvents(actor, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") })).events;
  expect(event?.attendees.map(({ email }) => email)).toEqual(["maya@example.com"]);
  put(there("Lunch")?.id ?? "", hour("2026-11-26T16:00"));
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch 11-26T16:00"]);
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T16:00")))).toBe("scheduling/time-taken");
});

test("moving, renaming, cancelling and taking back here happen there, and only what changed is said", async () => {
  await sync(actor, connection);
  const { event } = await bookTime(actor, hourAt("2026-11-26T12:30"));
  await carry(actor);
  await updateEvent(actor, { ref: event.ref, scope: "this", patch: { start: at("2026-11-26T14:00"), title: "Brunch" } });
  microsoft.calls.length = 0;
  await carry(actor);
  expect(there("Brunch")?.words.start).toEqual({ dateTime: "2026-11-26T14:00:00", timeZone: berlin });
  expect(Object.keys(JSON.parse(microsoft.calls.find(({ method }) => method === "PATCH")?.body ?? "{}") as object).sort()).toEqual([
    "end",
    "isAllDay",
    "start",
    "subject",
  ]);
  const { undo } = await cancelEvent(actor, { ref: event.ref, scope: "this" });
  await carry(actor);
  expect(there("Brunch")).toBeUndefined();
  await undoChange(actor, { changeId: undo.changeId });
  await carry(actor);
  expect(there("Brunch")).toBeDefined();
  await sync(actor, connection);
  expect(await week()).toEqual(["Brunch 11-26T14:00"]);
});

test("an event that is only moved keeps its text there, and those invited by Outlook hear of it from Outlook alone", async () => {
  const html = { contentType: "html", content: '<p>Join <a href="https://teams.example/j">here</a></p>' };
  const attendees = [{ type: "required", emailAddress: { address: "Tom@example.com", name: "Tom" } }];
  put("single", { subject: "Review", body: html, attendees, ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  const [ref = ""] = await refs();
  await updateEvent(actor, { ref, scope: "this", patch: { start: at("2026-11-26T14:00") } });
  await carry(actor);
  expect(microsoft.calendar.events.get("single")?.words).toMatchObject({ body: html, attendees, start: { dateTime: "2026-11-26T14:00:00" } });
});

test("one occurrence, this and following, and all of a series are changed there as here", async () => {
  put("series", { subject: "Standup", ...hour("2026-11-23T10:00"), ...daily(10, "2026-11-23") });
  await sync(actor, connection);
  const all = await refs();
  await updateEvent(actor, { ref: all[1] ?? "", scope: "this", patch: { start: at("2026-11-24T11:00") } });
  await carry(actor);
  const series = (): FakeEvent | undefined => microsoft.calendar.events.get("series");
  expect(series()?.exceptions.get("2026-11-24")?.words?.start?.dateTime).toBe("2026-11-24T11:00:00");
  await cancelEvent(actor, { ref: all[2] ?? "", scope: "this" });
  await carry(actor);
  expect(series()?.exceptions.get("2026-11-25")?.words).toBeNull();
  await cancelEvent(actor, { ref: all[5] ?? "", scope: "following" });
  await carry(actor);
  const range = series()?.words.recurrence?.range;
  expect(range?.numberOfOccurrences ?? range?.endDate).toEqual(range?.type === "numbered" ? 5 : "2026-11-27");
  await updateEvent(actor, { ref: all[0] ?? "", scope: "all", patch: { title: "Daily" } });
  await carry(actor);
  expect(series()?.words.subject).toBe("Daily");
  const before = await week();
  await sync(actor, connection);
  expect(await week()).toEqual(before);
  expect((await listNotifications(actor)).notifications).toEqual([]);
});

test("a series that is made here repeats there, without the days that are left out; how Outlook can't repeat, is said and stays here", async () => {
  await sync(actor, connection);
  const { event } = await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Run", rrule: "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6" }));
  await carry(actor);
  expect(there("Run")?.words.recurrence).toMatchObject({
    pattern: { type: "weekly", daysOfWeek: ["tuesday", "thursday"] },
    range: { type: "numbered", numberOfOccurrences: 6 },
  });
  await sync(actor, connection);
  expect((await week()).filter((one) => one.startsWith("Run"))).toHaveLength(6);
  await cancelEvent(actor, { ref: event.ref, scope: "all" });
  await carry(actor);
  await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Odd", rrule: "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4" }));
  await expect(carry(actor)).rejects.toMatchObject({ code: "integrations/forbidden-outside" });
  expect(there("Odd")).toBeUndefined();
});

test("when both sides changed one event, theirs is kept and its owner told", async () => {
  put("single", { subject: "Lunch", ...hour("2026-11-26T12:30") });
  await sync(actor, connection);
  const [ref = ""] = await refs();
  put("single", { subject: "Lunch with Tom" });
  await updateEvent(actor, { ref, scope: "this", patch: { title: "Lunch with Ann" } });
  await carry(actor);
  expect(there("Lunch with Tom")).toBeDefined();
  expect((await listNotifications(actor)).notifications.map(({ kind }) => kind)).toEqual(["account"]);
  await sync(actor, connection);
  expect(await week()).toEqual(["Lunch with Tom 11-26T12:30"]);
});

test("a time that was taken there since the last sync isn't booked, also where an account has no schedules", async () => {
  await sync(actor, connection);
  put("new", { subject: "Just came in", ...hour("2026-11-26T12:30") });
  microsoft.calls.length = 0;
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T13:00")))).toBe("scheduling/time-taken");
  expect(microsoft.graphCalls()).toEqual(["POST /calendar/getSchedule"]);
  microsoft.faults.push({ when: ({ path }) => path.endsWith("/getSchedule"), answer: graphError(403, "ErrorAccessDenied") });
  expect(await codeOf(bookTime(actor, hourAt("2026-11-26T13:00")))).toBe("scheduling/time-taken");
});

test("a next page at another address is never asked for: the token would go with it", async () => {
  microsoft.faults.push({
    when: ({ path }) => path.endsWith("/delta"),
    answer: { status: 200, body: { value: [], "@odata.nextLink": "https://evil.example/v1.0/me" } },
  });
  await sync(actor, connection);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "failing", problem: { code: "integrations/unreadable" } });
});
