import type { Actor } from "@/lib/identity/contracts";
import { defaultRules } from "@/lib/scheduling/contracts";
import { bookTogether } from "@/lib/scheduling/book-time";
import * as service from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

const window = { from: at("2026-11-01T00:00"), to: at("2026-12-31T00:00") };
const span = { start: at("2026-11-26T10:00"), end: at("2026-11-26T11:00") };

/** Every verb with the ids of somebody else, and what it must answer. */
test("other people's events, series, calendars and changes don't exist for a stranger", async () => {
  const [owner, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const single = await service.createEvent(owner, hourAt("2026-11-26T10:00", { title: "Private" }));
  const series = await service.createEvent(owner, hourAt("2026-11-26T15:00", { title: "Private", rrule: "FREQ=DAILY;COUNT=3" }));
  const calendarId = single.event.calendarId;
  const changeId = single.undo?.changeId ?? "";
  for (const ref of [single.event.ref, series.event.ref, series.event.id]) {
    expect(await codeOf(service.getEvent(stranger, { ref }))).toBe("scheduling/event-not-found");
    for (const scope of ["this", "following", "all"] as const) {
      expect(await codeOf(service.updateEvent(stranger, { ref, scope, patch: { title: "Mine" } }))).toBe("scheduling/event-not-found");
      expect(await codeOf(service.cancelEvent(stranger, { ref, scope }))).toBe("scheduling/event-not-found");
    }
    expect(await codeOf(service.cancelEvents(stranger, { events: [{ ref }] }))).toBe("scheduling/event-not-found");
  }
  expect(await codeOf(service.createEvent(stranger, { ...hourAt("2026-11-26T10:00"), calendarId }))).toBe("scheduling/calendar-not-found");
  expect(await codeOf(service.bookTime(stranger, { title: "x", ...span, calendarId }))).toBe("scheduling/calendar-not-found");
  expect(await codeOf(service.undoChange(stranger, { changeId }))).toBe("scheduling/change-not-found");
  expect(await service.findUndo(stranger, { changeId })).toBeNull();
  expect(await service.findUndo(stranger)).toBeNull();
  expect((await service.listEvents(owner, window)).events).toHaveLength(4);
});

test("a stranger sees neither events nor busy time of others, and books over it", async () => {
  const [owner, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  await service.bookTime(owner, { title: "Private", ...span, attendees: [{ email: "tom@example.com" }] });
  await service.putAvailability(owner, { ...defaultRules("Europe/Berlin"), hours: [] });
  expect(await service.listEvents(stranger, window)).toEqual({ events: [], nextCursor: null });
  expect(await service.searchEvents(stranger, { text: "private" })).toEqual({ events: [] });
  expect(await service.getAvailability(stranger)).toEqual(defaultRules("Europe/Berlin"));
  expect(await service.explainTime(stranger, span, { now: at("2026-11-23T00:00") })).toEqual({ free: true, blockers: [] });
  expect((await service.listCalendars(stranger)).calendars.map(({ id }) => id)).not.toEqual((await service.listCalendars(owner)).calendars.map(({ id }) => id));
  expect(await codeOf(service.bookTime(stranger, { title: "Mine", ...span, attendees: [{ email: "tom@example.com" }] }))).toBe("");
});

const without = (actor: Actor): Actor => ({ ...actor, scopes: [] });

test.each<[string, (actor: Actor) => Promise<unknown>]>([
  ["listCalendars", (actor) => service.listCalendars(actor)],
  ["listEvents", (actor) => service.listEvents(actor, window)],
  ["searchEvents", (actor) => service.searchEvents(actor, { text: "x" })],
  ["getEvent", (actor) => service.getEvent(actor, { ref: "x" })],
  ["createEvent", (actor) => service.createEvent(actor, hourAt("2026-11-26T10:00"))],
  ["bookTime", (actor) => service.bookTime(actor, { title: "x", ...span })],
  ["bookTogether", (actor) => bookTogether(actor, [], { title: "x", ...span })],
  ["updateEvent", (actor) => service.updateEvent(actor, { ref: "x", patch: {} })],
  ["cancelEvent", (actor) => service.cancelEvent(actor, { ref: "x" })],
  ["cancelEvents", (actor) => service.cancelEvents(actor, { events: [{ ref: "x" }] })],
  ["undoChange", (actor) => service.undoChange(actor, { changeId: "0199aa00-0000-7000-8000-000000000000" })],
  ["findUndo", (actor) => service.findUndo(actor)],
  ["findFreeTime", (actor) => service.findFreeTime(actor, { ...window, durationMinutes: 30 })],
  ["explainTime", (actor) => service.explainTime(actor, span)],
  ["nextFree", (actor) => service.nextFree(actor, span)],
  ["getAvailability", (actor) => service.getAvailability(actor)],
  ["putAvailability", (actor) => service.putAvailability(actor, defaultRules("UTC"))],
])("%s refuses an actor without the scope", async (_verb, call) => {
  expect(await codeOf(call(without(await newCalendarOwner())))).toBe("identity/forbidden");
});
