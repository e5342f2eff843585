/** CalDAV against a real Radicale: what stands there is here, what is done here is there, and what goes wrong is said in our words. */
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { disconnect, listConnections, updateConnection } from "@/lib/integrations/service";
import { listNotifications } from "@/lib/notifications/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { bookTime, cancelEvent, createEvent, listCalendars, listEvents, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { connectTyped } from "../support/calendar-ports/world";
import { startDigestProxy } from "../support/digest-proxy";
import { carry, sync } from "../support/google/connect";
import { radicaleLogin, startRadicale, type Radicale } from "../support/radicale";
import { setting } from "../support/settings";

jest.setTimeout(60_000);
let radicale: Radicale;
let actor: Actor;

beforeAll(async () => {
  radicale = await startRadicale();
});
afterAll(() => radicale.close());
beforeEach(async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  clearCircuits();
  actor = await newCalendarOwner();
  for (const name of ["home", "work"]) await radicale.request("DELETE", `/ada/${name}/`);
  await radicale.makeCalendar("home", { title: "Ada's", color: "#0F7B6CFF" });
});
afterEach(() => setting({ PRIVATE_HOSTS_ALLOWED: undefined }));

const connect = (address = radicale.origin): Promise<Connection> => connectTyped(actor, "caldav", { address, ...radicaleLogin });
const put = async (name: string, ...lines: readonly string[]): Promise<void> => {
  const body = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
  const { status } = await radicale.request("PUT", `/ada/home/${name}`, { body, headers: { "content-type": "text/calendar" } });
  expect([201, 204]).toContain(status);
};
const there = async (name: string): Promise<string> => {
  const response = await radicale.request("GET", `/ada/home/${name}`);
  return response.ok ? (await response.text()).replace(/\r\n[ \t]/g, "") : "";
};
const week = async (from = "2026-11-23T00:00", to = "2026-12-21T00:00"): Promise<string[]> =>
  (await listEvents(actor, { from: at(from), to: at(to), limit: 200 })).events.map(({ title, start }) => `${title} ${start.slice(5, 16)}`);
const berlin = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Berlin",
  "BEGIN:STANDARD",
  "DTSTART:19701025T030000",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:19700329T020000",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

test("an address is enough to find every calendar, with its name and colour; what is there is on the week", async () => {
  await radicale.makeCalendar("work", { title: "Work" });
  await put(
    "single.ics",
    ...berlin,
    "BEGIN:VEVENT",
    "UID:single",
    "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Europe/Berlin:20261126T123000",
    "DTEND;TZID=Europe/Berlin:20261126T133000",
    "SUMMARY:Lunch",
    "END:VEVENT",
  );
  await put(
    "series.ics",
    ...berlin,
    ...[
      "BEGIN:VEVENT",
      "UID:series",
      "DTSTAMP:20260101T000000Z",
      "DTSTART;TZID=Europe/Berlin:20261124T100000",
      "DURATION:PT1H",
      "SUMMARY:Standup",
      "RRULE:FREQ=DAILY;COUNT=5",
      "EXDATE;TZID=Europe/Berlin:20261127T100000",
      "END:VEVENT",
    ],
    ...[
      "BEGIN:VEVENT",
      "UID:series",
      "DTSTAMP:20260101T000000Z",
      "RECURRENCE-ID;TZID=Europe/Berlin:20261125T100000",
      "DTSTART;TZID=Europe/Berlin:20261125T150000",
      "DURATION:PT1H",
      "SUMMARY:Standup\\, late",
      "END:VEVENT",
    ],
  );
  const connection = await connect();
  expect(connection).toMatchObject({ canWrite: true, account: expect.stringContaining("ada at 127.0.0.1") });
  await sync(actor, connection);
  expect((await listCalendars(actor)).calendars.map(({ name, color, readOnly }) => [name, color, readOnly])).toEqual(
    expect.arrayContaining([
      ["Ada's", "#0f7b6c", false],
      ["Work", connection.color, false],
    ]),
  );
  expect(await week()).toEqual(["Standup 11-24T10:00", "Standup, late 11-25T15:00", "Standup 11-26T10:00", "Lunch 11-26T12:30", "Standup 11-28T10:00"]);
});

test("what is booked, moved and cancelled here is so there, and other programs' properties stay", async () => {
  const connection = await connect();
  await updateConnection(actor, { connectionId: connection.id, writesHere: true });
  await sync(actor, connection);
  const booked = await bookTime(actor, hourAt("2026-12-01T10:00", { title: "Review" }));
  await carry(actor);
  const name = `${booked.event.id}.ics`;
  expect(await there(name)).toMatch(/SUMMARY:Review\r\n/);
  expect(await there(name)).toContain("DTSTART;TZID=Europe/Berlin:20261201T100000");
  expect(await there(name)).toContain("BEGIN:VTIMEZONE");
  // Another program adds an alarm.
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:soon", "END:VALARM", "X-COLOUR:blue", "END:VEVENT"].join("\r\n");
  const withAlarm = (await there(name)).replace("END:VEVENT", alarm);
  await radicale.request("PUT", `/ada/home/${name}`, { body: withAlarm, headers: { "content-type": "text/calendar" } });
  await updateEvent(actor, { ref: booked.event.ref, version: booked.event.version, patch: { start: at("2026-12-01T14:00") } });
  await carry(actor);
  expect(await there(name)).toContain("DTSTART;TZID=Europe/Berlin:20261201T140000");
  expect(await there(name)).toContain("TRIGGER:-PT15M");
  expect(await there(name)).toContain("X-COLOUR:blue");
  await sync(actor, connection);
  const [shown] = (await listEvents(actor, { from: at("2026-12-01T00:00"), to: at("2026-12-02T00:00"), limit: 10 })).events;
  expect(shown?.start.slice(0, 16)).toBe("2026-12-01T14:00");
  await cancelEvent(actor, { ref: shown?.ref ?? "", version: shown?.version ?? 0 });
  await carry(actor);
  expect(await there(name)).toBe("");
});

test("what is changed and deleted there comes with the next sync, and only that is read", async () => {
  const event = (title: string, uid: string) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20260101T000000Z",
    "DTSTART:20261126T090000Z",
    "DTEND:20261126T100000Z",
    `SUMMARY:${title}`,
    "END:VEVENT",
  ];
  await put("a.ics", ...event("A", "a"));
  await put("b.ics", ...event("B", "b"));
  const connection = await connect();
  await sync(actor, connection);
  expect((await week()).sort()).toEqual(["A 11-26T10:00", "B 11-26T10:00"]);
  await put("a.ics", ...event("A\\, changed", "a"));
  await radicale.request("DELETE", "/ada/home/b.ics");
  await put("c.ics", ...event("C", "c"));
  await sync(actor, connection);
  expect((await week()).sort()).toEqual(["A, changed 11-26T10:00", "C 11-26T10:00"]);
});

test("both changed it: theirs is kept, the owner is told, and the next sync shows it", async () => {
  await put(
    "both.ics",
    "BEGIN:VEVENT",
    "UID:both",
    "DTSTAMP:20260101T000000Z",
    "DTSTART:20261126T090000Z",
    "DTEND:20261126T100000Z",
    "SUMMARY:Both",
    "END:VEVENT",
  );
  const connection = await connect();
  await sync(actor, connection);
  const [mine] = (await listEvents(actor, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00"), limit: 10 })).events;
  await put(
    "both.ics",
    "BEGIN:VEVENT",
    "UID:both",
    "DTSTAMP:20260101T000000Z",
    "DTSTART:20261126T120000Z",
    "DTEND:20261126T130000Z",
    "SUMMARY:Both\\, theirs",
    "END:VEVENT",
  );
  await updateEvent(actor, { ref: mine?.ref ?? "", version: mine?.version ?? 0, patch: { title: "Both, mine" } });
  await carry(actor);
  expect(await there("both.ics")).toContain("SUMMARY:Both\\, theirs");
  expect((await listNotifications(actor, {})).notifications[0]?.title).toContain("was changed in the other calendar");
  await sync(actor, connection);
  expect(await week()).toEqual(["Both, theirs 11-26T13:00"]);
});

test("of a series this, this and following, and all are carried", async () => {
  const connection = await connect();
  await updateConnection(actor, { connectionId: connection.id, writesHere: true });
  await sync(actor, connection);
  const booked = await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Daily", rrule: "FREQ=DAILY;COUNT=6" }));
  await carry(actor);
  const name = `${booked.event.id}.ics`;
  const occurrences = async () => (await listEvents(actor, { from: at("2026-11-23T00:00"), to: at("2026-12-21T00:00"), limit: 50 })).events;
  const second = (await occurrences())[1];
  await updateEvent(actor, { ref: second?.ref ?? "", version: second?.version ?? 0, scope: "this", patch: { title: "Daily, once" } });
  await carry(actor);
  expect(await there(name)).toContain("RECURRENCE-ID;TZID=Europe/Berlin:20261125T100000");
  const third = (await occurrences())[2];
  await cancelEvent(actor, { ref: third?.ref ?? "", version: third?.version ?? 0, scope: "this" });
  await carry(actor);
  expect(await there(name)).toContain("EXDATE;TZID=Europe/Berlin:20261126T100000");
  const later = (await occurrences())[3];
  await updateEvent(actor, { ref: later?.ref ?? "", version: later?.version ?? 0, scope: "following", patch: { title: "Daily, from here" } });
  await carry(actor);
  const shown = ["Daily 11-24T10:00", "Daily, once 11-25T10:00", "Daily 11-27T10:00", "Daily, from here 11-28T10:00", "Daily, from here 11-29T10:00"];
  expect(await week()).toEqual(shown);
  await sync(actor, connection);
  expect(await week()).toEqual(shown);
  const first = (await occurrences())[0];
  await updateEvent(actor, { ref: first?.ref ?? "", version: first?.version ?? 0, scope: "all", patch: { title: "Daily, all" } });
  await carry(actor);
  await sync(actor, connection);
  expect((await week())[0]).toBe("Daily, all 11-24T10:00");
  expect((await listConnections(actor)).connections[0]?.state).toBe("connected");
});

test("what came into the server's calendar a moment ago isn't booked over, a series and its exceptions included", async () => {
  const connection = await connect();
  await sync(actor, connection);
  await put(
    "new.ics",
    ...["BEGIN:VEVENT", "UID:new", "DTSTAMP:20260101T000000Z", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "SUMMARY:New", "RRULE:FREQ=DAILY;COUNT=4"],
    ...["EXDATE:20261203T090000Z", "END:VEVENT"],
  );
  expect(await codeOf(bookTime(actor, hourAt("2026-12-02T10:00")))).toBe("scheduling/time-taken");
  expect(await codeOf(bookTime(actor, hourAt("2026-12-03T10:00")))).toBe("");
});

test("a wrong password, a place without calendars, a private address and plain http outside are refused, and nothing is stored", async () => {
  const connecting = (fields: Readonly<Record<string, string>>): Promise<string> =>
    codeOf(connectTyped(actor, "caldav", { address: radicale.origin, ...radicaleLogin, ...fields }));
  expect(await connecting({ password: "wrong" })).toBe("integrations/credentials-refused");
  expect(await connecting({ password: "" })).toBe("request/invalid");
  expect(await connecting({ address: "http://93.184.215.14/" })).toBe("integrations/address-refused");
  expect(await connecting({ address: "file:///etc/passwd" })).toBe("integrations/address-refused");
  await radicale.request("DELETE", "/ada/home/");
  expect(await connecting({})).toBe("integrations/not-a-calendar");
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  for (const address of [radicale.origin, "http://localhost:5232", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/dav"])
    expect(await connecting({ address })).toBe("integrations/address-refused");
  expect((await listConnections(actor)).connections).toEqual([]);
});

test("while the server is gone what was read stays, and once it is back what was changed meanwhile is carried", async () => {
  const connection = await connect();
  await updateConnection(actor, { connectionId: connection.id, writesHere: true });
  await sync(actor, connection);
  await radicale.stop();
  const booked = await bookTime(actor, hourAt("2026-12-02T10:00", { title: "While away" }));
  expect(await codeOf(carry(actor))).toBe("integrations/unreachable");
  await sync(actor, connection);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "failing", problem: { code: "integrations/unreachable" } });
  expect(await week()).toEqual(["While away 12-02T10:00"]);
  await radicale.start();
  clearCircuits();
  await sync(actor, connection);
  await carry(actor);
  expect(await there(`${booked.event.id}.ics`)).toContain("SUMMARY:While away");
});

test("a password that was changed asks for a new one, and a disconnected account leaves nothing here", async () => {
  await put("a.ics", "BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", "DTSTART:20261126T090000Z", "DTEND:20261126T100000Z", "SUMMARY:A", "END:VEVENT");
  const connection = await connect();
  await sync(actor, connection);
  await disconnect(actor, { connectionId: connection.id });
  expect(await week()).toEqual([]);
  expect((await listCalendars(actor)).calendars.map(({ name }) => name)).toEqual(["Calendar"]);
});

test("a server that takes Digest alone is told the password once at most, and is refused its wrong one without a third try", async () => {
  const proxy = await startDigestProxy(radicale.origin, radicaleLogin);
  try {
    const connection = await connect(proxy.origin);
    await sync(actor, connection);
    expect((await listCalendars(actor)).calendars.map(({ name }) => name)).toContain("Ada's");
    expect(proxy.schemes.filter((scheme) => scheme === "Basic")).toHaveLength(1);
    proxy.schemes.length = 0;
    expect(await codeOf(connectTyped(actor, "caldav", { address: `${proxy.origin}/ada/`, ...radicaleLogin, password: "wrong" }))).toBe(
      "integrations/credentials-refused",
    );
    expect(proxy.schemes).toEqual(["Digest", "Digest"]);
  } finally {
    await proxy.close();
  }
});
