import {
  allDayDates,
  allDaySpan,
  busyTimes,
  exceptionFor,
  formatEventRef,
  formatInstant,
  hasOccurrenceAt,
  occurrenceEndMs,
  parseEventRef,
  seriesStart,
  splitSeries,
} from "@/lib/scheduling/core/event-time";
import { expandRecurrence, type Recurrence } from "@/lib/icalendar/recurrence";

const ms = (text: string): number => Date.parse(text);
const id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const weekly: Recurrence = {
  dtstart: "20261005T090000",
  tzid: "Europe/Berlin",
  rrule: "FREQ=WEEKLY;BYDAY=MO;COUNT=10",
  exdate: ["20261012T070000Z", "20261109T080000Z"],
};
const startsOf = (recurrence: Recurrence): number[] => {
  const found = expandRecurrence(recurrence, { fromMs: -Infinity, toMs: Infinity, limit: 100 });
  return found.ok ? found.occurrences.map(({ startMs }) => startMs) : [];
};

describe("an event's name", () => {
  it("survives being written and read", () => {
    for (const ref of [
      { id, originalStartMs: null },
      { id, originalStartMs: ms("2026-11-26T08:00:00Z") },
    ])
      expect(parseEventRef(formatEventRef(ref))).toEqual(ref);
    expect(formatEventRef({ id, originalStartMs: ms("2026-11-26T08:00:00Z") })).toBe(`${id}@2026-11-26T08:00:00Z`);
  });

  it.each(["", "abc", `${id}@`, `${id}@tomorrow`, `${id}@2026-99-99T00:00:00Z`, `${id}; drop table`])("is not %p", (text) => {
    expect(parseEventRef(text)).toBeNull();
  });
});

describe("a split series", () => {
  it("keeps every occurrence exactly once, on its side of the cut", () => {
    const all = startsOf(weekly);
    const cutMs = ms("2026-11-02T08:00Z");
    const split = splitSeries(weekly, cutMs);
    if (!split.ok || split.before === null) throw new Error("not split");
    expect(startsOf(split.before)).toEqual(all.filter((start) => start < cutMs));
    expect(startsOf(split.following)).toEqual(all.filter((start) => start >= cutMs));
    expect(split.before.rrule).toBe("FREQ=WEEKLY;UNTIL=20261026T080000Z;BYDAY=MO");
    expect(split.following.rrule).toBe("FREQ=WEEKLY;COUNT=6;BYDAY=MO");
  });

  it("has nothing before its first occurrence", () => {
    expect(splitSeries(weekly, ms("2026-10-05T07:00Z"))).toMatchObject({ ok: true, before: null });
  });

  it("ends an all-day series with a date", () => {
    const split = splitSeries({ dtstart: "20261123", tzid: "Asia/Tokyo", rrule: "FREQ=DAILY" }, ms("2026-11-25T15:00Z"));
    expect(split).toMatchObject({ ok: true, before: { rrule: "FREQ=DAILY;UNTIL=20261125" }, following: { dtstart: "20261126", rrule: "FREQ=DAILY" } });
  });

  it("loses one occurrence to its exception", () => {
    const gone = exceptionFor(ms("2026-10-19T07:00Z"), "Europe/Berlin", false);
    expect(startsOf({ ...weekly, exdate: [gone] })).toEqual(startsOf({ ...weekly, exdate: [] }).filter((start) => start !== ms("2026-10-19T07:00Z")));
    expect(hasOccurrenceAt(weekly, ms("2026-10-19T07:00Z"))).toBe(true);
    expect(hasOccurrenceAt(weekly, ms("2026-10-19T08:00Z"))).toBe(false);
    expect(hasOccurrenceAt({ ...weekly, overridden: [ms("2026-10-19T07:00Z")] }, ms("2026-10-19T07:00Z"))).toBe(true);
  });
});

describe("all-day events", () => {
  it("cover whole local days, 23 or 25 hours where the clock changes", () => {
    const spring = allDaySpan("2026-03-29", "2026-03-29", "Europe/Berlin");
    expect(spring.endMs - spring.startMs).toBe(23 * 3_600_000);
    expect(allDayDates(spring, "Europe/Berlin")).toEqual({ first: "2026-03-29", last: "2026-03-29" });
    expect(allDayDates(allDaySpan("2026-12-24", "2026-12-26", "Asia/Tokyo"), "Asia/Tokyo")).toEqual({ first: "2026-12-24", last: "2026-12-26" });
  });

  it("of a series keep their number of days", () => {
    const series = { ...allDaySpan("2026-10-24", "2026-10-24", "Europe/Berlin"), zone: "Europe/Berlin", allDay: true };
    expect(occurrenceEndMs(series, ms("2026-10-24T22:00Z"))).toBe(ms("2026-10-25T23:00Z"));
    expect(seriesStart(series.startMs, "Europe/Berlin", true)).toBe("20261024");
    expect(occurrenceEndMs({ ...series, allDay: false, endMs: series.startMs + 1000 }, 5000)).toBe(6000);
  });
});

describe("busy time", () => {
  it("follows status, show-as and the policy for tentative events", () => {
    const event = (status: "confirmed" | "tentative" | "cancelled", showAs: "busy" | "free" | "out-of-office", allDay = false) => ({
      status,
      showAs,
      allDay,
      startMs: 0,
      endMs: 1,
    });
    const events = [
      event("confirmed", "busy"),
      event("tentative", "busy"),
      event("cancelled", "out-of-office"),
      event("confirmed", "free"),
      event("tentative", "out-of-office", true),
    ];
    expect(busyTimes(events, true)).toHaveLength(3);
    expect(busyTimes(events, false)).toEqual([
      { startMs: 0, endMs: 1, meeting: true },
      { startMs: 0, endMs: 1, meeting: false },
    ]);
  });
});

it("instants are printed with their zone's offset", () => {
  expect(formatInstant(ms("2026-11-23T09:00Z"), "Asia/Kathmandu")).toBe("2026-11-23T14:45:00+05:45");
});
