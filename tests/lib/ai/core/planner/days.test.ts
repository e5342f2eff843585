/** A run of days as a whole: what stands on each, how much of it is taken, what overlaps. */
import fc from "fast-check";
import { dayByDay, minutesTaken, overlapsAmong } from "@/lib/ai/core/planner/days";
import type { CalendarEvent } from "@/lib/scheduling/contracts";

const zone = "Europe/Berlin";
const instant = (minute: number): string => Temporal.Instant.from("2026-11-23T00:00:00+01:00").add({ minutes: minute }).toString();
const event = (from: number, to: number, rest: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: "00000000-0000-4000-8000-000000000001",
  ref: "00000000-0000-4000-8000-000000000001",
  calendarId: "00000000-0000-4000-8000-000000000002",
  title: `${from}`,
  description: "",
  location: "",
  start: instant(from),
  end: instant(to),
  allDay: false,
  zone,
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  guests: [],
  recurrence: null,
  version: 1,
  ...rest,
});

const week = 7 * 1440;
const spans = fc.array(
  fc.tuple(fc.integer({ min: 0, max: week - 200 }), fc.integer({ min: 5, max: 200 })).map(([from, length]) => [from, from + length] as const),
  { maxLength: 12 },
);

test("a minute that several events take counts once", () => {
  fc.assert(
    fc.property(spans, (pairs) => {
      const taken = new Set(pairs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at)));
      expect(minutesTaken(pairs.map(([from, to]) => event(from, to)))).toBe(taken.size);
    }),
  );
});

test("two events overlap when they share a minute, and each pair is named once", () => {
  fc.assert(
    fc.property(spans, (pairs) => {
      const shared = pairs.flatMap(([from, to], at) => pairs.slice(at + 1).filter(([start, end]) => start < to && end > from));
      expect(overlapsAmong(pairs.map(([from, to]) => event(from, to)))).toHaveLength(shared.length);
    }),
  );
});

test("what takes no time overlaps nothing: whole days, free and cancelled events, and events that only touch", () => {
  const meeting = event(600, 660);
  expect(overlapsAmong([meeting, event(0, 1440, { allDay: true })])).toEqual([]);
  expect(overlapsAmong([meeting, event(600, 660, { showAs: "free" })])).toEqual([]);
  expect(overlapsAmong([meeting, event(600, 660, { status: "cancelled" })])).toEqual([]);
  expect(overlapsAmong([meeting, event(660, 720)])).toEqual([]);
});

test("every event begins on one day of the run, and what began before it stands on the first", () => {
  fc.assert(
    fc.property(spans, (pairs) => {
      const days = dayByDay(
        pairs.map(([from, to]) => event(from, to)),
        instant(0),
        instant(week),
        zone,
      );
      expect(days).toHaveLength(7);
      expect(days.flatMap(({ events }) => events)).toHaveLength(pairs.length);
    }),
  );
  const trip = event(-2880, 2880, { allDay: true });
  expect(dayByDay([trip], instant(0), instant(week), zone).map(({ events }) => events.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
});

test("a week with a clock change has seven days", () => {
  expect(dayByDay([], "2026-10-19T00:00:00+02:00", "2026-10-26T00:00:00+01:00", zone).map(({ date }) => date)).toEqual([
    "2026-10-19",
    "2026-10-20",
    "2026-10-21",
    "2026-10-22",
    "2026-10-23",
    "2026-10-24",
    "2026-10-25",
  ]);
});
