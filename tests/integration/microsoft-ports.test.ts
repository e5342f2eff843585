/** What a calendar and a mailbox of any provider promise (docs/recipes/add-a-provider.md), held by Outlook's. */
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarPage, MailPage, OutsideEvent } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import { openOutlookCalendar, openOutlookMail, type OutlookCalendarWorld, type OutlookMailPlace } from "../support/microsoft/worlds";

jest.setTimeout(60_000);
const options = () => ({ signal: AbortSignal.timeout(30_000) });
let actor: Actor;
beforeEach(async () => {
  clearCircuits();
  actor = await newCalendarOwner();
});

describe("a calendar", () => {
  let world: OutlookCalendarWorld;
  beforeEach(async () => {
    world = await openOutlookCalendar(actor);
  });
  afterEach(() => world.close());

  const event = (rest: Partial<OutsideEvent> = {}): OutsideEvent => ({
    sourceId: world.port.nameOf(world.calendar, { ourId: randomUUID() }),
    etag: null,
    seriesSourceId: null,
    originalStart: null,
    title: "Review, with Ben; and Maya",
    description: "First line\nSecond line \\ end",
    location: "Room 4",
    start: "2026-12-01T09:00:00.000Z",
    end: "2026-12-01T10:00:00.000Z",
    allDay: null,
    zone: "Europe/Berlin",
    status: "confirmed",
    showAs: "busy",
    attendees: [{ email: "ben@example.com", name: "Ben", optional: true, status: "accepted" }],
    rrule: null,
    exdates: [],
    sequence: 0,
    ...rest,
  });
  const put = async (rest: Partial<OutsideEvent> = {}): Promise<OutsideEvent> => {
    const one = event(rest);
    return { ...one, ...(await world.port.insert(world.calendar, one, options())) };
  };
  const find = ({ sourceId }: Pick<OutsideEvent, "sourceId">) => world.port.find(world.calendar, sourceId, options());
  const read = async (cursor: string | null): Promise<{ events: OutsideEvent[]; removed: string[]; cursor: string }> => {
    const pages: CalendarPage[] = [];
    for await (const page of world.port.changes(world.calendar, cursor, options())) pages.push(page);
    return { events: pages.flatMap(({ events }) => events), removed: pages.flatMap(({ removed }) => removed), cursor: pages.at(-1)?.cursor ?? "" };
  };

  test("keeps every word, time and attendee, and whole days with the last one included; what is inserted twice is there once", async () => {
    const one = event();
    const first = await world.port.insert(world.calendar, one, options());
    expect(await world.port.insert(world.calendar, one, options())).toEqual(first);
    const { sourceId: madeAs, ...words } = one;
    expect(await find(first)).toEqual({ ...words, ...first, madeAs });
    const days = await put({ start: "", end: "", allDay: { first: "2026-12-24", last: "2026-12-26" } });
    expect(await find(days)).toMatchObject({ allDay: { first: "2026-12-24", last: "2026-12-26" }, start: "", end: "" });
    expect((await read(null)).events.map(({ sourceId }) => sourceId).sort()).toEqual([first.sourceId, days.sourceId].sort());
  });

  test("isn't changed or emptied over what wasn't seen", async () => {
    const { port, calendar } = world;
    for (const rrule of [null, "FREQ=DAILY;COUNT=3"]) {
      const one = await put({ rrule });
      const changed = await port.update(calendar, { ...one, title: "Moved by somebody" }, options());
      expect(changed.etag).not.toBe(one.etag);
      expect(await codeOf(port.update(calendar, { ...one, title: "Too late" }, options()))).toBe("integrations/changed-outside");
      expect(await codeOf(port.remove(calendar, one.sourceId, one.etag, options()))).toBe("integrations/changed-outside");
      expect(await find(one)).toMatchObject({ title: "Moved by somebody", etag: changed.etag });
      await port.remove(calendar, one.sourceId, changed.etag, options());
      await port.remove(calendar, one.sourceId, null, options());
      expect(await find(one)).toBeNull();
    }
    expect(await codeOf(port.update(calendar, event(), options()))).toBe("integrations/gone-outside");
  });

  test("tells only what changed, and when its cursor is forgotten", async () => {
    const [changes, goes] = [await put({ title: "Changes" }), await put({ title: "Goes" }), await put({ title: "Stays" })];
    const { cursor } = await read(null);
    await world.port.update(world.calendar, { ...changes, title: "Changed" }, options());
    await world.port.remove(world.calendar, goes.sourceId, null, options());
    const next = await read(cursor);
    expect([next.events.map(({ title }) => title), next.removed]).toEqual([["Changed"], [goes.sourceId]]);
    expect(await read(next.cursor)).toMatchObject({ events: [], removed: [] });
    for (const forgotten of [world.forgottenCursor(), "no cursor of ours"]) expect(await codeOf(read(forgotten))).toBe("integrations/cursor-expired");
  });

  test("keeps a series on its zone's clock, with what is left out, moved and cancelled in it", async () => {
    const { port, calendar } = world;
    // Weekly at ten in Berlin, over the end of summer time on October 25th.
    const times = { start: "2026-10-19T08:00:00.000Z", end: "2026-10-19T08:30:00.000Z" };
    const series = await put({ title: "Standup", ...times, rrule: "FREQ=WEEKLY;COUNT=5", exdates: ["2026-10-26T09:00:00.000Z"], attendees: [] });
    const occurrence = (originalStart: string, rest: Partial<OutsideEvent>): OutsideEvent => ({
      ...series,
      etag: null,
      rrule: null,
      exdates: [],
      sourceId: port.nameOf(calendar, { seriesSourceId: series.sourceId, originalStart }),
      seriesSourceId: series.sourceId,
      originalStart,
      ...rest,
    });
    const moved = { title: "Standup, late", start: "2026-11-02T14:00:00.000Z", end: "2026-11-02T14:30:00.000Z" };
    const written = await port.update(calendar, occurrence("2026-11-02T09:00:00.000Z", moved), options());
    await port.update(calendar, occurrence("2026-11-09T09:00:00.000Z", { status: "cancelled" }), options());
    const { events } = await read(null);
    expect(events.find(({ sourceId }) => sourceId === series.sourceId)).toMatchObject({
      ...times,
      rrule: "FREQ=WEEKLY;COUNT=5",
      exdates: ["2026-10-26T09:00:00.000Z", "2026-11-09T09:00:00.000Z"],
    });
    expect(events.find(({ sourceId }) => sourceId === written.sourceId)).toMatchObject({
      ...moved,
      originalStart: "2026-11-02T09:00:00.000Z",
      etag: written.etag,
    });
    // An occurrence's change isn't the series': whoever saw the series before may still change it.
    await port.update(calendar, { ...series, title: "Standup, renamed" }, options());
    expect((await read(null)).events.map(({ title }) => title).sort()).toEqual(["Standup, late", "Standup, renamed"]);
    // What was cancelled there doesn't come back.
    expect(await codeOf(port.update(calendar, occurrence("2026-11-09T09:00:00.000Z", {}), options()))).toBe("integrations/gone-outside");
  });
});

describe("a mailbox", () => {
  let place: OutlookMailPlace;
  beforeEach(async () => {
    place = await openOutlookMail(actor);
  });
  afterEach(() => place.close());

  const read = async (cursor: string | null): Promise<{ mails: MailPage["mails"]; removed: string[]; cursor: string }> => {
    const pages: MailPage[] = [];
    for await (const page of place.port.changes(cursor, options())) pages.push(page);
    return { mails: pages.flatMap(({ mails }) => mails), removed: pages.flatMap(({ removed }) => removed), cursor: pages.at(-1)?.cursor ?? "" };
  };

  test("gives every mail with who, what and where, as text and as it is shown; then only what is new, filed or gone", async () => {
    await place.arrive({ name: "one", subject: "First", text: "Hello\r\nAda" });
    await place.arrive({ name: "two", subject: "Second", html: "<p>Dear <b>Ada</b>,</p><p>bye</p>" });
    const first = await read(null);
    expect(first.mails.find(({ sourceId }) => sourceId === "one")).toMatchObject({
      from: { email: "ana@example.com", name: "Ana Lovelace" },
      recipients: [{ kind: "to", email: place.email, name: null }],
      messageId: "one@mail.test",
      body: "Hello\nAda",
      html: null,
      folder: "inbox",
      read: false,
      automatic: false,
    });
    const designed = first.mails.find(({ sourceId }) => sourceId === "two");
    expect([designed?.body, designed?.html]).toEqual(["Dear Ada,\n\nbye", "<p>Dear <b>Ada</b>,</p><p>bye</p>"]);
    const nothing = await read(first.cursor);
    expect([nothing.mails, nothing.removed]).toEqual([[], []]);
    await place.archiveElsewhere("one");
    await place.removeElsewhere("two");
    const next = await read(nothing.cursor);
    expect([next.mails.map(({ sourceId, folder, read: seen, flagged }) => ({ sourceId, folder, seen, flagged })), next.removed]).toEqual([
      [{ sourceId: "one", folder: "archive", seen: true, flagged: true }],
      ["two"],
    ]);
    expect(await codeOf(read("no cursor of ours"))).toBe("integrations/cursor-expired");
  });

  test("files and marks under names that stay, labels of any letters, twice as well as once, and passes over what is gone", async () => {
    await place.arrive({ name: "one", subject: "First" });
    const marks = { folder: "archive" as const, read: true, flagged: true, labels: ["Follow up", "Größe"] };
    for (let n = 0; n < 2; n += 1)
      await place.port.mark(
        [
          { sourceId: "one", ...marks },
          { sourceId: "nobody's", ...marks },
        ],
        options(),
      );
    expect((await read(null)).mails).toMatchObject([{ sourceId: "one", ...marks }]);
  });
});
