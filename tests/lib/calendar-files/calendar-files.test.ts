import ICAL from "ical.js";
import fc from "fast-check";
import { busyOnly } from "@/lib/calendar-files/core/busy-only";
import { createFeed, exportCalendar, importFile, listFeeds, readFeed, revokeFeed } from "@/lib/calendar-files/service";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { cancelEvent, createEvent, listCalendars, listEvents, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

let actor: Actor;
beforeEach(async () => {
  actor = await newCalendarOwner();
});

const file = (...events: readonly (readonly string[])[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "X-WR-CALNAME:Old calendar",
    ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const single = ["UID:single", "DTSTART;TZID=Europe/Berlin:20261126T123000", "DURATION:PT1H", "SUMMARY:Lunch"];
const series = ["UID:series", "DTSTART;TZID=W. Europe Standard Time:20261124T100000", "DURATION:PT1H", "SUMMARY:Standup", "RRULE:FREQ=DAILY;COUNT=3"];
const moved = [
  "UID:series",
  "RECURRENCE-ID;TZID=W. Europe Standard Time:20261125T100000",
  "DTSTART;TZID=W. Europe Standard Time:20261125T150000",
  "DURATION:PT1H",
  "SUMMARY:Standup late",
];
const week = async (who = actor): Promise<string[]> =>
  (await listEvents(who, { from: at("2026-11-23T00:00"), to: at("2026-12-07T00:00"), limit: 100 })).events.map(
    ({ title, start }) => `${title} ${start.slice(5, 16)}`,
  );
const textOf = async (stream: ReadableStream<Uint8Array> | null): Promise<string> => (stream === null ? "" : new Response(stream).text());
const tokenOf = (address: string): string => address.split("/").at(-1) ?? "";

describe("importing a file", () => {
  test("says what it would add and what can't be read, and adds nothing until it is told to", async () => {
    const text = file(single, series, moved, ["UID:bad", "SUMMARY:Broken", "DTSTART:soon"]);
    const told = await importFile(actor, { text, write: false });
    expect(told).toMatchObject({
      name: "Old calendar",
      added: 3,
      changed: 0,
      same: 0,
      done: false,
      unreadable: [{ what: "Broken", reason: "Its start can't be read." }],
    });
    expect(told.events.map(({ title, repeats }) => [title, repeats])).toEqual([
      ["Standup", true],
      ["Standup late", false],
      ["Lunch", false],
    ]);
    expect(await week()).toEqual([]);
    expect(await importFile(actor, { text, write: true })).toMatchObject({ added: 3, done: true });
    expect(await week()).toEqual(["Standup 11-24T10:00", "Standup late 11-25T15:00", "Standup 11-26T10:00", "Lunch 11-26T12:30"]);
  });

  test("adds nothing the second time, and changes what a newer file changed", async () => {
    await importFile(actor, { text: file(single, series, moved), write: true });
    expect(await importFile(actor, { text: file(single, series, moved), write: true })).toMatchObject({ added: 0, changed: 0, same: 3 });
    const newer = [...single.slice(0, 3), "SUMMARY:Long lunch"];
    expect(await importFile(actor, { text: file(newer, series, moved), write: true })).toMatchObject({ added: 0, changed: 1, same: 2 });
    expect((await week()).at(-1)).toBe("Long lunch 11-26T12:30");
  });

  test("is two owners' own business: the same file is added for each", async () => {
    const other = await newCalendarOwner();
    await importFile(actor, { text: file(single), write: true });
    expect(await importFile(other, { text: file(single), write: true })).toMatchObject({ added: 1 });
    expect([await week(), await week(other)]).toEqual([["Lunch 11-26T12:30"], ["Lunch 11-26T12:30"]]);
    const theirs = (await listCalendars(other)).calendars[0]?.id ?? "";
    expect(await codeOf(importFile(actor, { text: file(single), calendarId: theirs, write: true }))).toBe("scheduling/calendar-not-found");
  });

  test("refuses what is no calendar", async () => expect(await codeOf(importFile(actor, { text: "hello", write: true }))).toBe("integrations/not-a-calendar"));
});

test("what is exported is imported by somebody else as it was", async () => {
  await importFile(actor, { text: file(single, series, moved), write: true });
  const calendarId = (await listCalendars(actor)).calendars[0]?.id ?? "";
  const { name, stream } = await exportCalendar(actor, { calendarId });
  expect(name).toBe("Calendar.ics");
  const other = await newCalendarOwner();
  expect(await importFile(other, { text: await textOf(stream), write: true })).toMatchObject({ added: 3, unreadableCount: 0 });
  expect(await week(other)).toEqual(await week());
  expect(await codeOf(exportCalendar(other, { calendarId }))).toBe("scheduling/calendar-not-found");
});

describe("a feed of one's own calendar", () => {
  const feedOf = async (detail: "full" | "busy"): Promise<string> => tokenOf((await createFeed(actor, { name: "Phone", detail })).address);
  const readText = async (token: string): Promise<string> => textOf((await readFeed(token, null)).stream);

  test("is read by whoever has the address, which is shown once and kept as a hash", async () => {
    await createEvent(actor, hourAt("2026-11-26T12:30", { title: "Lunch with Ben", location: "Room 4" }));
    const { feed, address } = await createFeed(actor, { name: "Phone", detail: "full" });
    const token = tokenOf(address).replace(/\.ics$/, "");
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    const text = await readText(tokenOf(address));
    expect(new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((one) => one.getFirstPropertyValue("summary"))).toEqual([
      "Lunch with Ben",
    ]);
    expect(JSON.stringify(await listFeeds(actor))).not.toContain(token);
    expect(JSON.stringify((await query("SELECT * FROM calendar_feeds", [])).rows)).not.toContain(token);
    expect((await listFeeds(actor)).feeds[0]).toMatchObject({ id: feed.id, lastReadAt: expect.any(String) });
  });

  test("shows only times to those who are to know only when its owner is busy", async () => {
    await createEvent(actor, hourAt("2026-11-26T12:30", { title: "Secret dinner", location: "Secret place", description: "Secret notes" }));
    await createEvent(actor, hourAt("2026-11-27T12:30", { title: "Secret and free", showAs: "free" }));
    const text = await readText(await feedOf("busy"));
    expect(text).not.toMatch(/secret/i);
    expect(text.match(/SUMMARY:Busy/g)).toHaveLength(1);
    expect(text).toContain("DTSTART:20261126T113000Z");
  });

  test("answers that nothing changed until something does", async () => {
    const made = await createEvent(actor, hourAt("2026-11-26T12:30"));
    const token = await feedOf("full");
    const { etag } = await readFeed(token, null);
    expect(await readFeed(token, etag)).toEqual({ etag, stream: null });
    expect((await readFeed(token, `W/${etag}`)).stream).toBeNull();
    await updateEvent(actor, { ref: made.event.ref, version: made.event.version, patch: { title: "Moved" } });
    const changed = await readFeed(token, etag);
    expect(changed.etag).not.toBe(etag);
    expect(await textOf(changed.stream)).toContain("SUMMARY:Moved");
    await cancelEvent(actor, { ref: made.event.ref, version: made.event.version + 1 });
    expect(await readText(token)).not.toContain("BEGIN:VEVENT");
  });

  test("stops at once when it is taken back, by its owner only", async () => {
    const { feed, address } = await createFeed(actor, { name: "Phone", detail: "busy" });
    const stranger = await newCalendarOwner();
    expect(await codeOf(revokeFeed(stranger, { feedId: feed.id }))).toBe("calendar-files/feed-not-found");
    await revokeFeed(actor, { feedId: feed.id });
    expect(await codeOf(readFeed(tokenOf(address), null))).toBe("calendar-files/feed-not-found");
    expect(await codeOf(readFeed("", null))).toBe("calendar-files/feed-not-found");
    expect((await listFeeds(actor)).feeds).toEqual([]);
  });

  test("is of one's own calendars only, and there is an end to how many there are", async () => {
    const theirs = (await listCalendars(await newCalendarOwner())).calendars[0]?.id ?? "";
    expect(await codeOf(createFeed(actor, { name: "Theirs", calendarId: theirs, detail: "full" }))).toBe("scheduling/calendar-not-found");
    for (let made = 0; made < 50; made += 1) await createFeed(actor, { name: `Feed ${made}`, detail: "busy" });
    expect(await codeOf(createFeed(actor, { name: "One more", detail: "busy" }))).toBe("calendar-files/too-many-feeds");
  });
});

test("whatever an event says, of a busy time no word is left", () => {
  const words = fc.string({ minLength: 12 }).filter((text) => !/^[\s\d.:TZ-]*$/.test(text));
  fc.assert(
    fc.property(words, words, words, (title, description, location) => {
      const shown = busyOnly({
        ...{
          id: "1",
          title,
          description,
          location,
          startsAt: "2026-01-01T00:00:00.000Z",
          endsAt: "2026-01-01T01:00:00.000Z",
          allDay: false,
          startDate: null,
          endDate: null,
        },
        ...{
          zone: "UTC",
          status: "tentative",
          showAs: "busy",
          attendees: [{ email: "ben@example.com" }],
          rrule: null,
          exdates: [],
          seriesId: null,
          originalStartsAt: null,
          sequence: 0,
        },
        updatedAt: "2026-01-01T00:00:00.000Z",
      });
      expect([shown.title, shown.description, shown.location, shown.attendees, shown.status]).toEqual(["Busy", "", "", [], "confirmed"]);
    }),
  );
});
