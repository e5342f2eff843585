/** What every kind of calendar promises (docs/recipes/add-a-provider.md), held by the same tests for all of them, the built-in one included. */
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarPage, OutsideEvent } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { codeOf, newCalendarOwner } from "../support/calendar-owner";
import { calendarRows } from "../support/calendar-ports/rows";
import type { CalendarRow, CalendarWorld } from "../support/calendar-ports/world";
import { setting } from "../support/settings";

jest.setTimeout(60_000);

const options = () => ({ signal: AbortSignal.timeout(30_000) });

const plain: Omit<OutsideEvent, "sourceId"> = {
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
};

const read = async ({ port, calendar }: CalendarWorld, cursor: string | null): Promise<Pick<CalendarPage, "events" | "removed"> & { cursor: string }> => {
  const events: OutsideEvent[] = [];
  const removed: string[] = [];
  let last: string | null = null;
  for await (const page of port.changes(calendar, cursor, options())) {
    expect(last).toBeNull();
    events.push(...page.events);
    removed.push(...page.removed);
    last = page.cursor;
  }
  expect(last).not.toBeNull();
  return {
    events,
    removed: [...removed, ...events.filter(({ status, seriesSourceId }) => status === "cancelled" && seriesSourceId === null).map(({ sourceId }) => sourceId)],
    cursor: last ?? "",
  };
};

const inUse = (row: CalendarRow) => {
  let actor: Actor;
  let world: CalendarWorld | undefined;
  beforeEach(async () => {
    clearCircuits();
    actor = await newCalendarOwner();
    world = await row.open(actor);
  });
  afterEach(async () => {
    await world?.close();
    setting({ PRIVATE_HOSTS_ALLOWED: undefined });
  });
  return (): CalendarWorld => {
    if (world === undefined) throw new Error("not open");
    return world;
  };
};

describe.each(calendarRows)("$name", (row) => {
  const world = inUse(row);

  test("ends every reading with a cursor, and yields nothing where nothing changed", async () => {
    const first = await read(world(), null);
    expect(await read(world(), first.cursor)).toMatchObject({ events: [], removed: [] });
  });

  test("names an event of ours always the same, and an occurrence by its series", () => {
    const { port, calendar } = world();
    const series = port.nameOf(calendar, { ourId: "01a2197c-5aaf-7f28-989d-b26e2d4a9005" });
    expect(port.nameOf(calendar, { ourId: "01a2197c-5aaf-7f28-989d-b26e2d4a9005" })).toBe(series);
    const occurrence = port.nameOf(calendar, { seriesSourceId: series, originalStart: "2026-11-26T09:00:00.000Z" });
    expect(occurrence).not.toBe(series);
    expect(occurrence.startsWith(series)).toBe(true);
  });

  test("answers null for an event that isn't there, and null or times when asked what is busy", async () => {
    const { port, calendar } = world();
    expect(await port.find(calendar, port.nameOf(calendar, { ourId: randomUUID() }), options())).toBeNull();
    const busy = await port.busy([calendar], { start: plain.start, end: plain.end }, options());
    expect(busy === null || Array.isArray(busy)).toBe(true);
  });
});

describe.each(calendarRows.filter(({ name, canWrite }) => !canWrite && name !== "builtin"))("$name, which can only be read,", (row) => {
  const world = inUse(row);

  test("says so of its calendars and refuses every change", async () => {
    const { port, calendar } = world();
    expect((await port.calendars(options())).every(({ readOnly }) => readOnly)).toBe(true);
    expect(await codeOf(port.insert(calendar, { ...plain, sourceId: "x" }, options()))).toBe("integrations/forbidden-outside");
    expect(await codeOf(port.update(calendar, { ...plain, sourceId: "x" }, options()))).toBe("integrations/forbidden-outside");
    expect(await codeOf(port.remove(calendar, "x", null, options()))).toBe("integrations/forbidden-outside");
  });
});

describe.each(calendarRows.filter(({ canWrite }) => canWrite))("$name, which can be written,", (row) => {
  const world = inUse(row);

  const event = (rest: Partial<OutsideEvent> = {}): OutsideEvent => {
    const { port, calendar } = world();
    return { ...plain, sourceId: port.nameOf(calendar, { ourId: randomUUID() }), ...rest };
  };
  const put = async (rest: Partial<OutsideEvent> = {}): Promise<OutsideEvent> => {
    const { port, calendar } = world();
    const one = event(rest);
    return { ...one, ...(await port.insert(calendar, one, options())) };
  };
  const find = ({ sourceId }: Pick<OutsideEvent, "sourceId">) => world().port.find(world().calendar, sourceId, options());

  test("lists its calendars, one of them the main one that can be written", async () => {
    const { port, calendar } = world();
    expect((await port.calendars(options())).find(({ sourceId }) => sourceId === calendar)).toMatchObject({ readOnly: false, primary: true });
  });

  test("keeps every word, time and attendee of an event", async () => {
    const one = await put();
    const found = await find(one);
    expect(found).toMatchObject({
      ...plain,
      sourceId: one.sourceId,
      etag: one.etag,
      sequence: expect.any(Number),
      zone: expect.any(String),
      attendees: [expect.objectContaining({ email: "ben@example.com", optional: true, status: "accepted" })],
    });
  });

  test("keeps whole days, the last one included", async () => {
    const one = await put({ start: "", end: "", allDay: { first: "2026-12-24", last: "2026-12-26" } });
    expect(await find(one)).toMatchObject({ allDay: { first: "2026-12-24", last: "2026-12-26" }, start: "", end: "" });
  });

  test("inserts twice and has one", async () => {
    const one = event();
    const { port, calendar } = world();
    const first = await port.insert(calendar, one, options());
    const second = await port.insert(calendar, one, options());
    expect(second.sourceId).toBe(first.sourceId);
    expect((await read(world(), null)).events.map(({ sourceId }) => sourceId)).toEqual([first.sourceId]);
  });

  test("refuses a change over what wasn't seen, and keeps what stands there", async () => {
    const { port, calendar } = world();
    const one = await put();
    const changed = await port.update(calendar, { ...one, title: "Moved by somebody" }, options());
    expect(changed.etag).not.toBe(one.etag);
    expect(await codeOf(port.update(calendar, { ...one, title: "Too late" }, options()))).toBe("integrations/changed-outside");
    expect(await find(one)).toMatchObject({ title: "Moved by somebody", etag: changed.etag });
    expect(await codeOf(port.remove(calendar, one.sourceId, one.etag, options()))).toBe("integrations/changed-outside");
    expect(await find(one)).not.toBeNull();
  });

  test("removes twice without complaint, says that what is gone is gone, and has it again when it is made again", async () => {
    const { port, calendar } = world();
    const one = await put();
    await port.remove(calendar, one.sourceId, null, options());
    await port.remove(calendar, one.sourceId, null, options());
    expect(await find(one)).toBeNull();
    const again = await port.insert(calendar, { ...one, etag: null }, options());
    expect(await find({ ...one, ...again })).toMatchObject({ title: plain.title });
  });

  test("yields only what changed since the cursor: new, changed and gone", async () => {
    const { port, calendar } = world();
    const [stays, changes, goes] = [await put({ title: "Stays" }), await put({ title: "Changes" }), await put({ title: "Goes" })];
    const { cursor, events } = await read(world(), null);
    expect(events.map(({ sourceId }) => sourceId).sort()).toEqual([stays, changes, goes].map(({ sourceId }) => sourceId).sort());
    await port.update(calendar, { ...changes, title: "Changed" }, options());
    await port.remove(calendar, goes.sourceId, null, options());
    const made = await put({ title: "New" });
    const next = await read(world(), cursor);
    expect(next.removed).toEqual([goes.sourceId]);
    expect(new Set(next.events.filter(({ status }) => status !== "cancelled").map(({ title }) => title))).toEqual(new Set(["Changed", "New"]));
    expect(next.events.find(({ sourceId }) => sourceId === made.sourceId)?.etag).toBe(made.etag);
    expect(await read(world(), next.cursor)).toMatchObject({ events: [], removed: [] });
  });

  test("says when a cursor is forgotten", async () => {
    await put();
    expect(await codeOf(read(world(), world().forgottenCursor()))).toBe("integrations/cursor-expired");
  });

  test("keeps a series on its zone's clock, with what is left out, moved and cancelled in it", async () => {
    const { port, calendar } = world();
    // Weekly at ten in Berlin, over the end of summer time on October 25th.
    const series = await put({
      title: "Standup",
      start: "2026-10-19T08:00:00.000Z",
      end: "2026-10-19T08:30:00.000Z",
      rrule: "FREQ=WEEKLY;COUNT=5",
      exdates: ["2026-10-26T09:00:00.000Z"],
      attendees: [],
    });
    const occurrence = (originalStart: string, rest: Partial<OutsideEvent>): OutsideEvent => ({
      ...series,
      etag: null,
      rrule: null,
      exdates: [],
      sourceId: port.nameOf(calendar, { seriesSourceId: series.sourceId, originalStart }),
      seriesSourceId: series.sourceId,
      originalStart,
      start: originalStart,
      end: new Date(Date.parse(originalStart) + 1_800_000).toISOString(),
      ...rest,
    });
    const moved = occurrence("2026-11-02T09:00:00.000Z", { title: "Standup, late", start: "2026-11-02T14:00:00.000Z", end: "2026-11-02T14:30:00.000Z" });
    const written = await port.update(calendar, moved, options());
    await port.update(calendar, occurrence("2026-11-09T09:00:00.000Z", { status: "cancelled" }), options());
    const { events } = await read(world(), null);
    const readSeries = events.find(({ sourceId }) => sourceId === series.sourceId);
    expect(readSeries).toMatchObject({ title: "Standup", zone: "Europe/Berlin", start: series.start, rrule: "FREQ=WEEKLY;COUNT=5" });
    expect(readSeries?.exdates).toContain("2026-10-26T09:00:00.000Z");
    expect(events.find(({ sourceId }) => sourceId === written.sourceId)).toMatchObject({
      seriesSourceId: series.sourceId,
      originalStart: "2026-11-02T09:00:00.000Z",
      title: "Standup, late",
      start: "2026-11-02T14:00:00.000Z",
      etag: written.etag,
    });
    const gone = events.find(({ originalStart }) => originalStart === "2026-11-09T09:00:00.000Z");
    expect(gone?.status === "cancelled" || readSeries?.exdates.includes("2026-11-09T09:00:00.000Z")).toBe(true);
    // An occurrence's change isn't the series': whoever saw the series before may still change it.
    await port.update(calendar, { ...series, title: "Standup, renamed" }, options());
    const after = (await read(world(), null)).events;
    expect(after.find(({ sourceId }) => sourceId === series.sourceId)?.title).toBe("Standup, renamed");
    expect(after.find(({ originalStart }) => originalStart === moved.originalStart)?.title).toBe("Standup, late");
    await port.remove(calendar, series.sourceId, null, options());
    expect(await find(series)).toBeNull();
  });

  test("says that what was deleted there can't be changed any more", async () => {
    const { port, calendar } = world();
    const missing = event();
    expect(await codeOf(port.update(calendar, missing, options()))).toBe("integrations/gone-outside");
  });
});
