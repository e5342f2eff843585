import type { OutsideEvent } from "@/lib/integrations/contracts";
import { editObject, newObject, readObject, type Edited } from "@/lib/integrations/core/icalendar-object";

const context = { sourceId: "x.ics", zone: "Europe/Berlin", year: 2026, self: null, stamp: "2026-11-26T00:00:00.000Z" };
const series: OutsideEvent = {
  sourceId: "x.ics",
  etag: null,
  seriesSourceId: null,
  originalStart: null,
  title: "Standup; daily, short",
  description: "One\nTwo \\ three",
  location: "Room 4",
  start: "2026-10-19T08:00:00.000Z",
  end: "2026-10-19T08:30:00.000Z",
  allDay: null,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [{ email: "ben@example.com", name: "Ben", optional: true, status: "accepted" }],
  rrule: "FREQ=WEEKLY;COUNT=5",
  exdates: ["2026-10-26T09:00:00.000Z"],
  sequence: 0,
};
const occurrence = (originalStart: string, rest: Partial<OutsideEvent> = {}): OutsideEvent => ({
  ...series,
  rrule: null,
  exdates: [],
  sourceId: `x.ics#${originalStart.replace(/[-:]|\.000/g, "")}`,
  seriesSourceId: "x.ics",
  originalStart,
  start: originalStart,
  end: originalStart.replace(":00:00", ":30:00"),
  ...rest,
});
const textOf = (edited: Edited): string => {
  if (!edited.ok) throw new Error(edited.reason);
  return edited.text;
};
const made = (event = series): { readonly text: string; readonly etag: string | null } => {
  const edited = newObject(event, "uid-1", context);
  if (!edited.ok) throw new Error(edited.reason);
  return edited;
};
const told = (text: string): string[] =>
  readObject(text, context).events.map(({ title, start, originalStart }) => [title, start, originalStart ?? ""].join(" ").trim());

test("what is written is read as it was, under the etag that was answered", () => {
  const { text, etag } = made();
  expect(readObject(text, context)).toEqual({ events: [{ ...series, etag }], unreadable: [] });
  expect(text).toContain("DTSTART;TZID=Europe/Berlin:20261019T100000");
  expect(text).toContain("BEGIN:VTIMEZONE");
});

test("moved and cancelled occurrences lie in their series and change nothing of it", () => {
  const { text, etag } = made();
  const late = occurrence("2026-11-02T09:00:00.000Z", { title: "Late", start: "2026-11-02T14:00:00.000Z", end: "2026-11-02T14:30:00.000Z" });
  const moved = textOf(editObject(text, late, context));
  const cancelled = textOf(editObject(moved, occurrence("2026-11-09T09:00:00.000Z", { status: "cancelled" }), context));
  const renamed = editObject(cancelled, { ...series, etag, title: "Renamed" }, context);
  expect(told(textOf(renamed))).toEqual(["Renamed 2026-10-19T08:00:00.000Z", "Late 2026-11-02T14:00:00.000Z 2026-11-02T09:00:00.000Z"]);
  expect(readObject(textOf(renamed), context).events[0]?.exdates).toEqual(["2026-10-26T09:00:00.000Z", "2026-11-09T09:00:00.000Z"]);
  // As planned again.
  const back = textOf(editObject(textOf(renamed), occurrence("2026-11-09T09:00:00.000Z"), context));
  expect(readObject(back, context).events[0]?.exdates).toEqual(["2026-10-26T09:00:00.000Z"]);
});

test("a series' etag says what its writer knew of: an occurrence that was left out besides is still to be read", () => {
  const cancelled = textOf(editObject(made().text, occurrence("2026-11-09T09:00:00.000Z", { status: "cancelled" }), context));
  const unaware = editObject(cancelled, { ...series, title: "Renamed" }, context);
  expect(unaware.ok && unaware.etag).not.toBe(readObject(textOf(unaware), context).events[0]?.etag);
  const aware = editObject(cancelled, { ...series, title: "Renamed", exdates: [...series.exdates, "2026-11-09T09:00:00.000Z"] }, context);
  expect(aware.ok && aware.etag).toBe(readObject(textOf(aware), context).events[0]?.etag);
});

test("a change over what wasn't seen is refused, of the series and of an occurrence", () => {
  const { text, etag } = made();
  const renamed = textOf(editObject(text, { ...series, etag, title: "Renamed" }, context));
  expect(editObject(renamed, { ...series, etag, title: "Too late" }, context)).toEqual({ ok: false, reason: "changed" });
  const late = editObject(text, occurrence("2026-11-02T09:00:00.000Z", { title: "Late" }), context);
  const later = textOf(editObject(textOf(late), occurrence("2026-11-02T09:00:00.000Z", { title: "Later" }), context));
  const stale = occurrence("2026-11-02T09:00:00.000Z", { title: "Too late", etag: late.ok ? late.etag : null });
  expect(editObject(later, stale, context)).toEqual({ ok: false, reason: "changed" });
});

test("a series that ends sooner keeps what was left out there by itself, and loses the occurrences behind its end", () => {
  const cancelled = textOf(editObject(made().text, occurrence("2026-11-02T09:00:00.000Z", { status: "cancelled" }), context));
  const moved = textOf(editObject(cancelled, occurrence("2026-11-16T09:00:00.000Z", { title: "Late" }), context));
  const ended = textOf(editObject(moved, { ...series, rrule: "FREQ=WEEKLY;UNTIL=20261110T000000Z" }, context));
  expect(readObject(ended, context).events).toMatchObject([{ exdates: ["2026-10-26T09:00:00.000Z", "2026-11-02T09:00:00.000Z"] }]);
});

test("occurrences of a series that moves to another hour go, as they do everywhere", () => {
  const moved = textOf(editObject(made().text, occurrence("2026-11-02T09:00:00.000Z", { title: "Late" }), context));
  const series2 = { ...series, start: "2026-10-19T09:00:00.000Z", end: "2026-10-19T09:30:00.000Z", exdates: [] };
  expect(told(textOf(editObject(moved, series2, context)))).toEqual(["Standup; daily, short 2026-10-19T09:00:00.000Z"]);
});

test("whole days are written with the day after the last one as their end", () => {
  const { text } = made({ ...series, rrule: null, exdates: [], start: "", end: "", allDay: { first: "2026-12-24", last: "2026-12-26" } });
  expect(text).toContain("DTEND;VALUE=DATE:20261227");
  expect(readObject(text, context).events[0]?.allDay).toEqual({ first: "2026-12-24", last: "2026-12-26" });
});

test("what other programs keep in an event stays: alarms, their properties, how they name a person", () => {
  const { text } = made();
  const theirs = text
    .replace("END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\r\nEND:VEVENT")
    .replace("SCHEDULE-AGENT=CLIENT;", "X-NUM-GUESTS=2;");
  const changed = textOf(
    editObject(theirs, { ...series, title: "Renamed", attendees: [{ email: "BEN@example.com", optional: false, status: "declined" }] }, context),
  ).replace(/\r\n[ \t]/g, "");
  for (const kept of ["TRIGGER:-PT15M", "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "X-NUM-GUESTS=2", "CN=Ben", "PARTSTAT=DECLINED"])
    expect(changed).toContain(kept);
});

test("a description that was too long to be kept here isn't cut there", () => {
  const long = "x".repeat(20_000);
  const { text } = made({ ...series, description: long });
  const changed = textOf(editObject(text, { ...series, title: "Renamed", description: long.slice(0, 10_000) }, context));
  expect(readObject(changed, context).events[0]?.description).toBe(long);
});

test("what is no calendar can't be changed, and an occurrence without its series is gone", () => {
  expect(editObject("hello", series, context)).toEqual({ ok: false, reason: "unreadable" });
  expect(editObject("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", occurrence("2026-11-02T09:00:00.000Z"), context)).toEqual({
    ok: false,
    reason: "gone",
  });
});
