import { createInputOf, draftOf, emptyDraft, nextPlace, patchOf, peopleToTell, problemsOf, type EventDraft } from "@/components/calendar/event-draft";
import type { CalendarEvent } from "@/lib/scheduling/contracts";

const event: CalendarEvent = {
  id: "0192f0c4-0000-7000-8000-000000000001",
  ref: "0192f0c4-0000-7000-8000-000000000001",
  calendarId: "0192f0c4-0000-7000-8000-000000000002",
  title: "Review",
  description: "",
  location: "",
  start: "2026-11-24T14:00:00Z",
  end: "2026-11-24T15:00:00Z",
  allDay: false,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [{ email: "tom@example.com", name: "Tom", optional: false, status: "accepted" }],
  guests: ["Maya"],
  recurrence: null,
  version: 3,
};

test("a draft shows the wall clock of the owner's zone", () => {
  expect(draftOf(event, "Europe/Berlin")).toMatchObject({ startDate: "2026-11-24", startTime: "15:00", endTime: "16:00", people: ["tom@example.com", "Maya"] });
});

test("saving an untouched draft changes nothing", () => {
  expect(patchOf(draftOf(event, "Europe/Berlin"), event)).toEqual({});
});

test("a new title alone never moves the event or asks anybody again", () => {
  expect(patchOf({ ...draftOf(event, "Europe/Berlin"), title: "Design review" }, event)).toEqual({ title: "Design review" });
});

test("a later start on the same day keeps everything else", () => {
  expect(patchOf({ ...draftOf(event, "Europe/Berlin"), startTime: "15:30" }, event)).toEqual({
    start: "2026-11-24T15:30:00+01:00",
    end: "2026-11-24T16:00:00+01:00",
    allDay: false,
  });
});

test("an attendee who stays keeps the answer given", () => {
  const patch = patchOf({ ...draftOf(event, "Europe/Berlin"), people: ["tom@example.com", "ana@example.com"] }, event);
  expect(patch.attendees).toEqual([event.attendees[0], { email: "ana@example.com", optional: false, status: "needs-action" }]);
  expect(patch.guests).toEqual([]);
});

test("an all-day draft ends on its last day and is stored half-open, also across a clock change", () => {
  const draft = { ...emptyDraft("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", true, "Europe/Berlin"), title: "Fair" };
  expect(draft).toMatchObject({ startDate: "2026-10-25", endDate: "2026-10-25" });
  expect(createInputOf(draft)).toMatchObject({ start: "2026-10-25T00:00:00+02:00", end: "2026-10-26T00:00:00+01:00" });
});

test("an end before the start and a missing title are named", () => {
  expect(problemsOf({ ...draftOf(event, "Europe/Berlin"), title: " ", endTime: "14:00" })).toEqual({
    title: "Give it a title.",
    when: "The end has to come after the start.",
  });
});

test.each([
  ["the next half hour, for an hour", [["09:00", "17:00"]], "10:05", "10:30", "11:30"],
  ["a moment on the half hour itself", [["09:00", "17:00"]], "10:30", "10:30", "11:30"],
  ["half an hour where no more is free", [["09:00", "11:00"]], "10:05", "10:30", "11:00"],
  [
    "the next free time where this one is over",
    [
      ["09:00", "10:20"],
      ["13:15", "17:00"],
    ],
    "10:05",
    "13:30",
    "14:30",
  ],
  ["simply the next half hour where nothing is free", [], "20:05", "20:30", "21:30"],
] as const)("a new event stands at %s", (_, free, now, start, end) => {
  const at = (clock: string): string => `2026-11-24T${clock}:00+01:00`;
  const windows = free.map(([from, to]) => ({ start: at(from), end: at(to) }));
  expect(nextPlace(windows, Date.parse(at(now)), "Europe/Berlin")).toEqual({ start: at(start), end: at(end) });
});

test("half hours are those of the owner's clock, also where it stands a quarter of an hour off", () => {
  expect(nextPlace([], Date.parse("2026-11-24T10:20:00+05:45"), "Asia/Kathmandu").start).toBe("2026-11-24T10:30:00+05:45");
});

test("who is told of a draft: everybody on a new event or where it matters to them, else who comes or goes, and nobody of what is over", () => {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const attendee = (email: string) => ({ email, optional: false, status: "accepted" as const });
  const on = (days: number): CalendarEvent => ({
    ...event,
    start: `${day(days)}T10:00:00Z`,
    end: `${day(days)}T11:00:00Z`,
    attendees: [attendee("maya@example.com")],
    guests: [],
    recurrence: null,
  });
  const told = (days: number, change: Partial<EventDraft>, known: CalendarEvent | null = on(days)) =>
    peopleToTell({ ...draftOf(on(days), "UTC"), ...change }, known).map(({ email }) => email);
  expect(told(3, {}, null)).toEqual(["maya@example.com"]);
  expect(told(3, {})).toEqual([]);
  expect(told(3, { description: "Ask about the flat", showAs: "free" })).toEqual([]);
  expect(told(3, { title: "Brunch" })).toEqual(["maya@example.com"]);
  expect(told(3, { people: ["maya@example.com", "tom@example.com", "Eva"] })).toEqual(["tom@example.com"]);
  expect(told(3, { people: [] })).toEqual(["maya@example.com"]);
  expect(told(-3, { title: "Brunch" })).toEqual([]);
  expect(told(-3, { startDate: day(2), endDate: day(2) })).toEqual(["maya@example.com"]);
});
