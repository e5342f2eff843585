/** Subscribing to a calendar by its address: fetched only when it changed, never from a private place, and whatever can be read is kept. */
import type { Actor } from "@/lib/identity/contracts";
import { listConnections } from "@/lib/integrations/service";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { createEvent, listCalendars, listEvents } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";
import { connectTyped } from "../support/calendar-ports/world";
import { startFeedServer, type FeedServer } from "../support/feed-server";
import { sync } from "../support/google/connect";
import { setting } from "../support/settings";

jest.setTimeout(60_000);
let actor: Actor;
let feed: FeedServer;

const calendar = (...events: readonly (readonly string[])[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Team", ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]), "END:VCALENDAR", ""].join(
    "\r\n",
  );
const event = (uid: string, title: string, start = "20261126T090000Z"): string[] => [`UID:${uid}`, `DTSTART:${start}`, "DURATION:PT1H", `SUMMARY:${title}`];
const week = async (): Promise<string[]> =>
  (await listEvents(actor, { from: at("2026-11-23T00:00"), to: at("2026-12-21T00:00"), limit: 200 })).events.map(
    ({ title, start }) => `${title} ${start.slice(5, 16)}`,
  );

beforeEach(async () => {
  setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
  clearCircuits();
  actor = await newCalendarOwner();
  feed = await startFeedServer(calendar(event("a", "A"), event("b", "B", "20261127T090000Z")));
});
afterEach(async () => {
  await feed.close();
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
});

const connect = () => connectTyped(actor, "ics", { address: `${feed.origin}/team.ics?key=secret` });

test("it is on the week under its own name, can't be written, and its address isn't shown", async () => {
  const connection = await connect();
  expect(connection).toMatchObject({ name: "Team", canWrite: false, writesHere: false });
  expect(JSON.stringify(connection)).not.toContain("secret");
  await sync(actor, connection);
  expect(await week()).toEqual(["A 11-26T10:00", "B 11-27T10:00"]);
  const mirrored = (await listCalendars(actor)).calendars.find(({ name }) => name === "Team");
  expect(mirrored?.readOnly).toBe(true);
  expect(await codeOf(createEvent(actor, hourAt("2026-12-01T10:00", { calendarId: mirrored?.id ?? "" })))).toBe("scheduling/calendar-read-only");
});

test.each(["etag", "whole text"])("what didn't change is not read again (by its %s); what did is fetched once, and what is gone goes", async (by) => {
  feed.etag = by === "etag" ? '"1"' : null;
  const connection = await connect();
  await sync(actor, connection);
  const before = feed.requests.length;
  await sync(actor, connection);
  expect(feed.requests.length - before).toBe(1);
  if (by === "etag") expect(feed.requests.at(-1)?.headers["if-none-match"]).toBe('"1"');
  feed.text = calendar(event("a", "A, moved", "20261126T130000Z"), event("c", "C", "20261128T090000Z"));
  if (by === "etag") feed.etag = '"2"';
  const asked = feed.requests.length;
  await sync(actor, connection);
  expect(feed.requests.length - asked).toBe(1);
  expect(await week()).toEqual(["A, moved 11-26T14:00", "C 11-28T10:00"]);
});

test("webcal:// is a feed's address, too", async () => {
  // Over TLS, which this server doesn't speak: it is tried, and not refused.
  expect(await codeOf(connectTyped(actor, "ics", { address: `webcal://${new URL(feed.origin).host}/team.ics` }))).toBe("integrations/unreachable");
});

test("private places are refused, typed or by a redirect, and never asked", async () => {
  feed.status = 302;
  for (const location of ["http://127.0.0.2/x.ics", "http://169.254.169.254/latest/meta-data", "http://[::ffff:10.0.0.1]/x.ics", "file:///etc/passwd"]) {
    feed.headers = { location };
    expect(await codeOf(connect())).toBe("integrations/address-refused");
  }
  setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  const asked = feed.requests.length;
  for (const address of [
    `${feed.origin}/x.ics`,
    `http://localhost:${new URL(feed.origin).port}/x.ics`,
    "http://0x7f.1/x.ics",
    "http://2130706433/",
    "webcal://localhost/x.ics",
    "http://user:pass@example.com/x.ics",
    "ftp://example.com/x.ics",
  ])
    expect(["integrations/address-refused", "integrations/unreachable"]).toContain(await codeOf(connectTyped(actor, "ics", { address })));
  expect(feed.requests).toHaveLength(asked);
});

test("a page that is no calendar, a refusal and what is too large are said, and nothing is connected", async () => {
  feed.text = "<html>Look at our calendar</html>";
  expect(await codeOf(connect())).toBe("integrations/not-a-calendar");
  feed.status = 404;
  expect(await codeOf(connect())).toBe("integrations/not-a-calendar");
  feed.status = 200;
  feed.text = `${calendar(event("a", "A"))}${"x".repeat(26 * 1024 * 1024)}`;
  expect(await codeOf(connect())).toBe("integrations/too-large");
  expect((await listConnections(actor)).connections).toEqual([]);
});

test("a feed that fails keeps what was read and is tried again", async () => {
  const connection = await connect();
  await sync(actor, connection);
  feed.status = 500;
  await sync(actor, connection);
  expect(await week()).toHaveLength(2);
  expect((await listConnections(actor)).connections[0]).toMatchObject({ state: "failing", problem: { code: "integrations/unreachable" } });
});

test("two thousand events, some of them broken, with a rule that never ends: what can be read is there", async () => {
  const many = Array.from({ length: 2_000 }, (_one, index) =>
    event(`m${index}`, `M${index}`, `2026112${4 + (index % 5)}T${String(index % 24).padStart(2, "0")}0000Z`),
  );
  feed.text = `\ufeff${calendar(...many, ["UID:broken", "DTSTART:never"], [...event("bomb", "Bomb"), "RRULE:FREQ=SECONDLY"], ["UID:zone", "DTSTART;TZID=Nowhere:20261130T090000", "SUMMARY:Zone"])}`;
  const connection = await connect();
  await sync(actor, connection);
  const titles = await week();
  expect(titles).toHaveLength(200);
  expect((await listConnections(actor)).connections[0]?.state).toBe("connected");
  const { unreadable } = (await listConnections(actor)).connections[0] ?? { unreadable: [] };
  expect(unreadable.map(({ what, reason }) => `${what}: ${reason}`).sort()).toEqual([
    expect.stringMatching(/^Bomb: .*more often/),
    expect.stringMatching(/^Zone: .*isn't known/),
    expect.stringMatching(/^broken: .*start can't be read/),
  ]);
  const monday = (await listEvents(actor, { from: at("2026-11-30T00:00"), to: at("2026-12-01T00:00"), limit: 10 })).events;
  expect(monday.map(({ title, start }) => `${title} ${start.slice(5, 16)}`)).toEqual(["Zone 11-30T09:00"]);
});
