import { itemsOf, movesOf, placeDay, weekToShow } from "@/components/week/place-events";
import { datesOfWeek } from "@/components/week/zoned-time";
import type { Mark } from "@/lib/ai/contracts";
import { event, review } from "../support/fixtures";

const zone = "Europe/Berlin";
const dates = datesOfWeek("2026-11-23");
const ghost: Mark = {
  kind: "ghost",
  title: "Design review",
  start: "2026-11-25T15:00:00+01:00",
  end: "2026-11-25T16:00:00+01:00",
  ref: review.ref,
  from: { start: review.start, end: review.end },
};
const looks = (events: Parameters<typeof itemsOf>[0], marks: readonly Mark[]) => itemsOf(events, marks).map((item) => `${item.title} ${item.look}`);

test("things at the same time never cover each other's column, and share it again once they are over", () => {
  const events = [
    event(1, "A", "24T09:00", "24T11:00"),
    event(2, "B", "24T09:30", "24T10:00"),
    event(3, "C", "24T10:00", "24T12:00"),
    event(4, "D", "24T12:00", "24T13:00"),
  ];
  const placed = placeDay(itemsOf(events, []), "2026-11-24", zone).timed;
  for (const a of placed) for (const b of placed) if (a !== b && a.top < b.bottom && b.top < a.bottom) expect(a.column).not.toBe(b.column);
  expect(placed.find(({ item }) => item.title === "C")?.column).toBe(1);
  expect(placed.find(({ item }) => item.title === "D")?.columns).toBe(1);
});

test("an event over midnight stands on both days, one that ends at midnight only on its own", () => {
  const late = [event(1, "Late", "24T22:00", "25T02:00"), event(2, "Whole evening", "24T20:00", "25T00:00")];
  const titles = (date: string) => placeDay(itemsOf(late, []), date, zone).timed.map(({ item, top, bottom }) => `${item.title} ${top}-${bottom}`);
  expect(titles("2026-11-24")).toEqual(["Whole evening 1200-1440", "Late 1320-1440"]);
  expect(titles("2026-11-25")).toEqual(["Late 0-120"]);
});

test("even the shortest and latest event is tall enough to press", () => {
  const [placed] = placeDay(itemsOf([event(1, "Blink", "24T23:58", "24T23:59")], []), "2026-11-24", zone).timed;
  expect(placed?.bottom).toBe(1440);
  expect((placed?.bottom ?? 0) - (placed?.top ?? 0)).toBeGreaterThanOrEqual(30);
});

test("whole days and longer stand above the hours, on each day they cover", () => {
  const trip = event(1, "Lisbon", "28T00:00", "30T00:00", { allDay: true });
  expect(dates.map((date) => placeDay(itemsOf([trip], []), date, zone).allDay.length)).toEqual([0, 0, 0, 0, 0, 1, 1]);
});

test("a cancelled event isn't drawn", () => {
  expect(looks([event(1, "Gone", "24T09:00", "24T10:00", { status: "cancelled" })], [])).toEqual([]);
});

test("a proposed move is drawn twice: leaving its place, and as a ghost at the new one", () => {
  expect(looks([review], [ghost])).toEqual(["Design review leaving", "Design review ghost"]);
  expect(movesOf([ghost], dates, zone)).toMatchObject([{ from: { day: 1, minutes: 870 }, to: { day: 2, minutes: 930 } }]);
});

test("once the event is where the ghost was, only the event remains", () => {
  const moved = { ...review, start: ghost.start, end: ghost.end };
  expect(looks([moved], [ghost])).toEqual(["Design review lit"]);
});

test("what would go is struck, what is spoken about is lit, what is offered stands by itself", () => {
  const marks: Mark[] = [
    { kind: "removed", title: review.title, start: review.start, end: review.end, ref: review.ref },
    { kind: "free", title: "Free", start: "2026-11-26T10:00:00+01:00", end: "2026-11-26T11:00:00+01:00" },
  ];
  expect(looks([review], marks)).toEqual(["Design review removed", "Free free"]);
  expect(looks([review], [{ ...marks[0]!, kind: "highlight" }])).toEqual(["Design review lit"]);
});

test("the week turns to what is spoken about, and stays when any of it is on show", () => {
  expect(weekToShow([{ ...ghost, start: "2026-12-02T10:00:00+01:00" }], dates, zone)).toBe("2026-11-30");
  expect(weekToShow([{ ...ghost, start: "2026-11-10T10:00:00+01:00" }], dates, zone)).toBe("2026-11-09");
  expect(weekToShow([ghost, { ...ghost, start: "2026-12-02T10:00:00+01:00" }], dates, zone)).toBeUndefined();
  expect(weekToShow([], dates, zone)).toBeUndefined();
});
