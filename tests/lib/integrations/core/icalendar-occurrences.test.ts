import { readObject } from "@/lib/integrations/core/icalendar-object";
import { busyTimes, startsOf } from "@/lib/integrations/core/icalendar-occurrences";

const read = (...events: readonly (readonly string[])[]) =>
  readObject(["BEGIN:VCALENDAR", ...events.flatMap((lines) => ["BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT"]), "END:VCALENDAR", ""].join("\r\n"), {
    sourceId: "x.ics",
    zone: "Europe/Berlin",
    year: 2026,
    self: null,
  }).events;
const week = { start: "2026-10-19T00:00:00.000Z", end: "2026-10-31T00:00:00.000Z" };
const starts = (events: ReturnType<typeof read>) => busyTimes(events, week).map(({ start }) => start);
const daily = ["DTSTART;TZID=Europe/Berlin:20261023T100000", "DURATION:PT1H"];

test("a series keeps its owner busy on its zone's clock, without what is left out, with what was moved", () => {
  const events = read(
    [...daily, "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;TZID=Europe/Berlin:20261024T100000"],
    ["RECURRENCE-ID;TZID=Europe/Berlin:20261026T100000", "DTSTART;TZID=Europe/Berlin:20261026T150000", "DURATION:PT1H"],
    ["RECURRENCE-ID;TZID=Europe/Berlin:20261027T100000", "DTSTART;TZID=Europe/Berlin:20261027T100000", "DURATION:PT1H", "TRANSP:TRANSPARENT"],
  );
  // Summer time ends on the 25th.
  expect(starts(events).sort()).toEqual(["2026-10-23T08:00:00.000Z", "2026-10-25T09:00:00.000Z", "2026-10-26T14:00:00.000Z"]);
});

test("whole days count from midnight to midnight of their zone, and what is free or cancelled doesn't count", () => {
  expect(busyTimes(read(["DTSTART;VALUE=DATE:20261025"]), week)).toEqual([{ start: "2026-10-24T22:00:00.000Z", end: "2026-10-25T23:00:00.000Z" }]);
  expect(starts(read([...daily, "STATUS:CANCELLED"]))).toEqual([]);
  expect(starts(read([...daily, "TRANSP:TRANSPARENT"]))).toEqual([]);
  expect(starts(read(["DTSTART:20260101T090000Z", "DURATION:PT1H"]))).toEqual([]);
});

test("a series that is too long to be walked says nothing, soon", () => {
  const [event] = read(["DTSTART:19000101T090000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY"]);
  const startedMs = performance.now();
  expect(event === undefined ? null : startsOf(event, Date.parse(week.end))).toBeNull();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});
