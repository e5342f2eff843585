import fc from "fast-check";
import { defaultRules, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { toPieces } from "@/lib/scheduling/core/intervals";
import { localDateOf, workingWindows } from "@/lib/scheduling/core/working-hours";

const allDays = [1, 2, 3, 4, 5, 6, 7];
const ms = (text: string): number => Date.parse(text);
const every = (zone: string, start: string, end: string): AvailabilityRules => ({ ...defaultRules(zone), hours: [{ days: allDays, start, end }] });
const windows = (rules: AvailabilityRules, from: string, to: string, holidays: readonly string[] = []): string[] =>
  toPieces(workingWindows(rules, ms(from), ms(to), new Set(holidays))).map(
    ({ startMs, endMs }) => `${new Date(startMs).toISOString().slice(0, 16)}/${new Date(endMs).toISOString().slice(0, 16)}`,
  );

describe("working hours", () => {
  it("can be several a day and run overnight", () => {
    const rules: AvailabilityRules = {
      ...defaultRules("UTC"),
      hours: [
        { days: [1], start: "09:00", end: "12:00" },
        { days: [1], start: "13:00", end: "17:00" },
        { days: [2], start: "22:00", end: "02:00" },
      ],
    };
    expect(windows(rules, "2026-11-23T00:00Z", "2026-11-29T00:00Z")).toEqual([
      "2026-11-23T09:00/2026-11-23T12:00",
      "2026-11-23T13:00/2026-11-23T17:00",
      "2026-11-24T22:00/2026-11-25T02:00",
    ]);
  });

  it("that began the evening before reach into the range", () => {
    expect(windows(every("UTC", "22:00", "02:00"), "2026-11-24T00:30Z", "2026-11-24T12:00Z")).toEqual(["2026-11-24T00:30/2026-11-24T02:00"]);
  });

  it("are replaced on the dates of overrides and closed on holidays, which an override opens again", () => {
    const rules: AvailabilityRules = {
      ...defaultRules("UTC"),
      overrides: [
        { date: "2026-11-24", hours: [{ start: "10:00", end: "11:00" }] },
        { date: "2026-11-25", hours: [] },
        { date: "2026-11-27", hours: [{ start: "08:00", end: "09:00" }] },
      ],
    };
    expect(windows(rules, "2026-11-24T00:00Z", "2026-11-28T00:00Z", ["2026-11-26", "2026-11-27"])).toEqual([
      "2026-11-24T10:00/2026-11-24T11:00",
      "2026-11-27T08:00/2026-11-27T09:00",
    ]);
  });

  it("are read in the zone of a journey on its dates", () => {
    const rules: AvailabilityRules = { ...defaultRules("Europe/Berlin"), travel: [{ from: "2026-11-24", to: "2026-11-24", zone: "Asia/Tokyo" }] };
    expect(windows(rules, "2026-11-23T00:00Z", "2026-11-25T23:00Z")).toEqual([
      "2026-11-23T08:00/2026-11-23T16:00",
      "2026-11-24T00:00/2026-11-24T08:00",
      "2026-11-25T08:00/2026-11-25T16:00",
    ]);
    expect(localDateOf(rules, ms("2026-11-23T20:00Z"))).toBe("2026-11-24");
  });

  it("are always where there are none, and never where the list is empty", () => {
    expect(windows({ ...defaultRules("UTC"), hours: null }, "2026-11-23T00:00Z", "2026-11-25T00:00Z")).toEqual(["2026-11-23T00:00/2026-11-25T00:00"]);
    expect(windows({ ...defaultRules("UTC"), hours: [] }, "2026-11-23T00:00Z", "2026-11-25T00:00Z")).toEqual([]);
  });

  it.each([
    ["an hour lost at night shortens a window over it", "Europe/Berlin", "00:00", "06:00", "2026-03-28T23:00/2026-03-29T04:00"],
    ["an hour gained lengthens it", "Europe/Berlin", "00:00", "06:00", "2026-10-24T22:00/2026-10-25T05:00"],
    ["a start inside the gap is the gap's end", "Europe/Berlin", "02:30", "06:00", "2026-03-29T01:00/2026-03-29T04:00"],
    ["an end inside the gap is the gap's end", "Europe/Berlin", "00:00", "02:30", "2026-03-28T23:00/2026-03-29T01:00"],
    ["a start inside the fold is the first of the two", "Europe/Berlin", "02:30", "06:00", "2026-10-25T00:30/2026-10-25T05:00"],
    ["half an hour counts as half an hour", "Australia/Lord_Howe", "00:00", "06:00", "2026-10-03T13:30/2026-10-03T19:00"],
    ["two hours as two", "Antarctica/Troll", "00:00", "06:00", "2026-03-29T00:00/2026-03-29T04:00"],
    ["midnight itself may be skipped", "Asia/Beirut", "00:00", "06:00", "2026-03-28T22:00/2026-03-29T03:00"],
    ["and may come twice", "America/Havana", "00:00", "06:00", "2026-11-01T04:00/2026-11-01T11:00"],
  ])("on the day of a clock change: %s", (_title, zone, start, end, expected) => {
    const day = ms(`${expected.slice(17, 27)}T00:00Z`);
    expect(windows(every(zone, start, end), new Date(day - 2 * 86_400_000).toISOString(), new Date(day + 2 * 86_400_000).toISOString())).toContain(expected);
  });

  it("don't exist on a date that a country skipped", () => {
    const days = windows(every("Pacific/Apia", "09:00", "17:00"), "2011-12-29T12:00Z", "2012-01-01T00:00Z");
    expect(days).toEqual(["2011-12-29T19:00/2011-12-30T03:00", "2011-12-30T19:00/2011-12-31T03:00", "2011-12-31T19:00/2012-01-01T00:00"]);
  });

  it("come out as Temporal lays them, in every zone on any day", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 364 }), fc.integer({ min: 6, max: 12 }), (zone, offset, hour) => {
        const date = Temporal.PlainDate.from("2026-01-01").add({ days: offset });
        const start = date.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
        const end = date.toZonedDateTime({ timeZone: zone, plainTime: { hour: hour + 8 } }).epochMilliseconds;
        const clock = (value: number): string => `${String(value).padStart(2, "0")}:00`;
        const found = toPieces(workingWindows(every(zone, clock(hour), clock(hour + 8)), start - 86_400_000, end + 86_400_000));
        expect(found).toContainEqual({ startMs: start, endMs: end });
      }),
      { numRuns: 600 },
    );
  });
});
