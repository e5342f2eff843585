import { GET as listCalendars } from "@/app/api/calendars/route";
import { POST as undoChange } from "@/app/api/changes/[changeId]/undo/route";
import { DELETE as deleteContact, PATCH as updateContact } from "@/app/api/contacts/[contactId]/route";
import { GET as listContacts, POST as createContact } from "@/app/api/contacts/route";
import { DELETE as cancelEvent, GET as getEvent, PATCH as updateEvent } from "@/app/api/events/[ref]/route";
import { GET as listEvents, POST as createEvent } from "@/app/api/events/route";
import { POST as bookTime } from "@/app/api/bookings/route";
import { POST as explainTime } from "@/app/api/explain-time/route";
import { POST as findFreeTime } from "@/app/api/free-time/route";
import { GET as getAvailability, PUT as putAvailability } from "@/app/api/settings/availability/route";
import type { RouteHandler } from "@/app/_composition/route";
import { config } from "@/lib/config";
import { defaultRules, type CalendarEvent, type EventChange } from "@/lib/scheduling/contracts";
import { jsonRequest, newBrowser, type Browser } from "../../../support/accounts";

const answer = async <T>(route: RouteHandler, request: Request): Promise<{ status: number; body: T }> => {
  const response = await route(request);
  return { status: response.status, body: (await response.json()) as T };
};

const lunch = { title: "Lunch", start: "2026-11-26T12:30:00+09:00", end: "2026-11-26T13:30:00+09:00" };
const url = (event: Pick<CalendarEvent, "ref">): string => `/api/events/${encodeURIComponent(event.ref)}`;

let browser: Browser;
beforeAll(async () => {
  expect(config().NODE_ENV).toBe("test");
  browser = await newBrowser();
}, 30_000);

test("an event is made, listed, moved, undone and cancelled over HTTP", async () => {
  const made = await answer<EventChange>(createEvent, browser.request("/api/events", { method: "POST", body: { ...lunch, rrule: "FREQ=WEEKLY;COUNT=2" } }));
  expect(made).toMatchObject({ status: 200, body: { before: null, event: { title: "Lunch", zone: "Asia/Tokyo", start: "2026-11-26T12:30:00+09:00" } } });
  const { event } = made.body;
  const listed = await answer<{ events: CalendarEvent[] }>(
    listEvents,
    browser.request("/api/events?from=2026-11-20T00%3A00%3A00Z&to=2026-12-20T00%3A00%3A00Z&limit=10"),
  );
  expect(listed.body.events.map(({ ref }) => ref)).toEqual([event.ref, `${event.id}@2026-12-03T03:30:00Z`]);
  const moved = await answer<EventChange>(
    updateEvent,
    browser.request(url(event), { method: "PATCH", body: { scope: "this", version: 1, patch: { start: "2026-11-27T12:30:00+09:00" } } }),
  );
  expect(moved.body).toMatchObject({ event: { ref: event.ref, end: "2026-11-27T13:30:00+09:00" }, before: { start: lunch.start } });
  const undone = await answer<{ events: CalendarEvent[] }>(
    undoChange,
    browser.request(`/api/changes/${moved.body.undo?.changeId}/undo`, { method: "POST", body: {} }),
  );
  expect(undone.status).toBe(200);
  expect((await answer<CalendarEvent>(getEvent, browser.request(url(event)))).body.start).toBe(lunch.start);
  expect((await answer(cancelEvent, browser.request(`${url(event)}?scope=all`, { method: "DELETE" }))).status).toBe(200);
  expect(
    (await answer<{ events: CalendarEvent[] }>(listEvents, browser.request("/api/events?from=2026-11-20T00%3A00%3A00Z&to=2026-12-20T00%3A00%3A00Z"))).body
      .events,
  ).toEqual([]);
});

test("a change of an event somebody else changed answers 409 with the event as it is now", async () => {
  const { body } = await answer<EventChange>(createEvent, browser.request("/api/events", { method: "POST", body: lunch }));
  await answer(updateEvent, browser.request(url(body.event), { method: "PATCH", body: { version: 1, patch: { title: "Dinner" } } }));
  const late = await answer(updateEvent, browser.request(url(body.event), { method: "PATCH", body: { version: 1, patch: { title: "Tea" } } }));
  expect(late).toMatchObject({ status: 409, body: { current: { title: "Dinner", version: 2 } } });
});

test("of many who book one slot over HTTP one gets 200 and the others 409 problem+json", async () => {
  const body = { title: "Intro", start: "2026-12-01T10:00:00Z", end: "2026-12-01T10:30:00Z" };
  const responses = await Promise.all(Array.from({ length: 40 }, () => bookTime(browser.request("/api/bookings", { method: "POST", body }))));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 39 }, () => 409)]);
  for (const response of responses)
    expect(response.headers.get("content-type")).toContain(response.status === 200 ? "application/json" : "application/problem+json");
});

test("the Idempotency-Key header makes a repeated request one, and refuses it with another body", async () => {
  const send = (title: string) =>
    answer<EventChange>(createEvent, browser.request("/api/events", { method: "POST", body: { ...lunch, title }, headers: { "idempotency-key": "k-1" } }));
  const [first, second] = [await send("Once"), await send("Once")];
  expect(second).toEqual(first);
  expect((await send("Twice")).status).toBe(409);
});

test("free time, its explanation, availability and calendars answer what they declare", async () => {
  const rules = { ...defaultRules("Asia/Tokyo"), hours: [{ days: [1, 2, 3, 4, 5, 6, 7], start: "10:00", end: "12:00" }] };
  expect(await answer(putAvailability, browser.request("/api/settings/availability", { method: "PUT", body: rules }))).toEqual({ status: 200, body: rules });
  expect((await answer(getAvailability, browser.request("/api/settings/availability"))).body).toEqual(rules);
  const free = await answer<{ windows: unknown[] }>(
    findFreeTime,
    browser.request("/api/free-time", { method: "POST", body: { from: "2099-01-05T00:00:00+09:00", to: "2099-01-06T00:00:00+09:00", durationMinutes: 30 } }),
  );
  expect(free).toMatchObject({ status: 200, body: { windows: [], unknown: [] } });
  const explained = await answer<{ blockers: { rule: string }[] }>(
    explainTime,
    browser.request("/api/explain-time", { method: "POST", body: { start: "2099-01-05T13:00:00+09:00", end: "2099-01-05T14:00:00+09:00" } }),
  );
  expect(explained.body.blockers.map(({ rule }) => rule)).toEqual(["booking-window", "outside-hours"]);
  expect((await answer<{ calendars: unknown[] }>(listCalendars, browser.request("/api/calendars"))).body.calendars).toHaveLength(1);
});

test("contacts are added, found, changed and deleted over HTTP", async () => {
  const made = await answer<{ id: string; version: number }>(
    createContact,
    browser.request("/api/contacts", { method: "POST", body: { name: "Tom", email: "tom@example.com" } }),
  );
  expect(made.status).toBe(200);
  const path = `/api/contacts/${made.body.id}`;
  expect((await answer(updateContact, browser.request(path, { method: "PATCH", body: { version: 1, phone: "123" } }))).body).toMatchObject({
    phone: "123",
    version: 2,
  });
  expect((await answer<{ contacts: unknown[] }>(listContacts, browser.request("/api/contacts?query=tom"))).body.contacts).toHaveLength(1);
  expect((await answer(deleteContact, browser.request(path, { method: "DELETE" }))).body).toMatchObject({
    deleted: true,
    undo: { summary: "Tom was deleted" },
  });
});

test.each<[string, RouteHandler, string, { method?: string; body?: unknown }, number]>([
  ["malformed JSON", createEvent, "/api/events", { method: "POST", body: "{" }, 400],
  ["an unknown field", createEvent, "/api/events", { method: "POST", body: { ...lunch, nonsense: 1 } }, 400],
  ["a time without a zone", createEvent, "/api/events", { method: "POST", body: { ...lunch, start: "2026-11-26T12:30:00" } }, 400],
  ["an end before the start", createEvent, "/api/events", { method: "POST", body: { ...lunch, end: lunch.start } }, 400],
  ["a repetition every second", createEvent, "/api/events", { method: "POST", body: { ...lunch, rrule: "FREQ=SECONDLY" } }, 400],
  ["a window without its end", listEvents, "/api/events?from=2026-11-20T00%3A00%3A00Z", {}, 400],
  ["an unknown event", getEvent, "/api/events/nothing", {}, 404],
  ["an unknown change", undoChange, "/api/changes/0199aa00-0000-7000-8000-000000000000/undo", { method: "POST", body: {} }, 404],
  ["a change id that isn't one", undoChange, "/api/changes/x/undo", { method: "POST", body: {} }, 400],
  ["an unknown contact", deleteContact, "/api/contacts/0199aa00-0000-7000-8000-000000000000", { method: "DELETE" }, 404],
  ["rules that aren't", putAvailability, "/api/settings/availability", { method: "PUT", body: { zone: "Mars" } }, 400],
])("%s is answered without a 5xx", async (_what, route, path, init, status) => {
  const response = await route(browser.request(path, init));
  expect(response.status).toBe(status);
});

test("nobody gets in without a session", async () => {
  for (const [route, path, method] of [
    [listCalendars, "/api/calendars", "GET"],
    [listEvents, "/api/events", "GET"],
    [bookTime, "/api/bookings", "POST"],
    [listContacts, "/api/contacts", "GET"],
    [getAvailability, "/api/settings/availability", "GET"],
  ] as const) {
    expect((await route(jsonRequest(path, { method, ...(method === "POST" ? { body: lunch } : {}) }))).status).toBe(401);
  }
});
