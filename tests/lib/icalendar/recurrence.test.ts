import { cpuMs } from "../../support/cpu-time";
import fc from "fast-check";
import { expandRecurrence, occurrenceWall, type Recurrence } from "@/lib/icalendar/recurrence";

const everything = { fromMs: -Infinity, toMs: Infinity, limit: 12 };
const walls = (recurrence: Partial<Recurrence> & { dtstart: string }, limit = 12): string[] => {
  const found = expandRecurrence({ tzid: null, rrule: null, ...recurrence }, { ...everything, limit });
  if (!found.ok) return [found.reason];
  return found.occurrences.map((occurrence) => occurrenceWall(occurrence, found.dateOnly));
};
const instants = (recurrence: Recurrence, from: string, to: string): string[] => {
  const found = expandRecurrence(recurrence, { fromMs: Date.parse(from), toMs: Date.parse(to), limit: 100 });
  return found.ok ? found.occurrences.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16)) : [found.reason];
};

describe("a rule's occurrences", () => {
  it.each([
    [
      "the last working day of each month",
      "20260105T170000",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
      ["20260130T170000", "20260227T170000", "20260331T170000"],
    ],
    ["leap days only in leap years", "20240229", "FREQ=YEARLY;COUNT=3", ["20240229", "20280229", "20320229"]],
    ["months too short for the 31st are left out", "20260131T080000", "FREQ=MONTHLY;COUNT=3", ["20260131T080000", "20260331T080000", "20260531T080000"]],
    [
      "or moved back where the rule says so",
      "20260131T080000",
      "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3",
      ["20260131T080000", "20260228T080000", "20260331T080000"],
    ],
    ["or moved on", "20260131T080000", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=3", ["20260131T080000", "20260301T080000", "20260331T080000"]],
    [
      "weeks begin where WKST says",
      "20260104T090000",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4",
      ["20260104T090000", "20260105T090000", "20260118T090000", "20260119T090000"],
    ],
    [
      "and on Monday otherwise",
      "20260104T090000",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4",
      ["20260104T090000", "20260112T090000", "20260118T090000", "20260126T090000"],
    ],
    [
      "a week number alone keeps the first time's weekday",
      "20260107T090000",
      "FREQ=YEARLY;BYWEEKNO=2,53;COUNT=3",
      ["20260107T090000", "20261230T090000", "20270113T090000"],
    ],
    ["hours step across midnight", "20260101T200000", "FREQ=HOURLY;INTERVAL=5;COUNT=3", ["20260101T200000", "20260102T010000", "20260102T060000"]],
    [
      "times of day come in order however they are written",
      "20260101T070000",
      "FREQ=DAILY;BYHOUR=18,7;COUNT=3",
      ["20260101T070000", "20260101T180000", "20260102T070000"],
    ],
    ["a date as end includes that whole day", "20260101T090000", "FREQ=DAILY;UNTIL=20260103", ["20260101T090000", "20260102T090000", "20260103T090000"]],
    ["time parts are ignored for all-day events", "20260101", "FREQ=DAILY;BYHOUR=9;COUNT=2", ["20260101", "20260102"]],
  ])("%s", (_title, dtstart, rrule, expected) => {
    expect(walls({ dtstart, rrule })).toEqual(expected);
  });

  it("joins extra dates and leaves out exceptions, exception rules and moved ones", () => {
    const recurrence = {
      dtstart: "20260105T090000",
      tzid: "Europe/Berlin",
      rrule: "FREQ=DAILY;COUNT=6",
      rdate: ["20260120T090000", "20260105T090000"],
      exdate: ["20260106T080000Z", "20260107"],
      exrule: ["FREQ=DAILY;INTERVAL=4;COUNT=2"],
      overridden: [Date.parse("2026-01-08T08:00Z")],
    };
    expect(walls(recurrence)).toEqual(["20260110T090000", "20260120T090000"]);
  });

  it("keeps its wall time across clock changes, and ends at an instant", () => {
    const recurrence = { dtstart: "20261024T093000", tzid: "Europe/Berlin", rrule: "FREQ=DAILY;UNTIL=20261026T083000Z" };
    expect(instants(recurrence, "2026-10-01T00:00Z", "2026-12-01T00:00Z")).toEqual(["2026-10-24T07:30", "2026-10-25T08:30", "2026-10-26T08:30"]);
  });

  it("moves a time inside a gap by the offset before it, and takes the first of two equal times", () => {
    expect(instants({ dtstart: "20260328T023000", tzid: "Europe/Berlin", rrule: "FREQ=DAILY;COUNT=3" }, "2026-01-01T00:00Z", "2027-01-01T00:00Z")).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:30",
      "2026-03-30T00:30",
    ]);
    expect(instants({ dtstart: "20261025T023000", tzid: "Europe/Berlin", rrule: "FREQ=DAILY;COUNT=1" }, "2026-01-01T00:00Z", "2027-01-01T00:00Z")).toEqual([
      "2026-10-25T00:30",
    ]);
  });

  it("never repeats an instant, nor goes back, when hours fall into a gap", () => {
    const found = expandRecurrence(
      { dtstart: "20260328T000000", tzid: "Europe/Berlin", rrule: "FREQ=MINUTELY;INTERVAL=30;COUNT=100" },
      { fromMs: 0, toMs: Infinity, limit: 200 },
    );
    const starts = found.ok ? found.occurrences.map(({ startMs }) => startMs) : [];
    expect(starts.length).toBeGreaterThan(90);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
  });

  it("says when the limit cut the list", () => {
    expect(expandRecurrence({ dtstart: "20260101", tzid: null, rrule: "FREQ=DAILY;COUNT=3" }, { ...everything, limit: 3 })).toMatchObject({ complete: true });
    expect(expandRecurrence({ dtstart: "20260101", tzid: null, rrule: "FREQ=DAILY;COUNT=4" }, { ...everything, limit: 3 })).toMatchObject({ complete: false });
  });

  it.each([
    ["malformed", "FREQ=SOMETIMES"],
    ["malformed", "FREQ=DAILY;INTERVAL=0"],
    ["malformed", "FREQ=DAILY;COUNT=2;COUNT=3"],
    ["malformed", "FREQ=DAILY;BYHOUR=24"],
    ["malformed", "FREQ=DAILY;UNTIL=20260230"],
    ["unsupported", "FREQ=YEARLY;BYEASTER=1"],
    ["unsupported", "RSCALE=HEBREW;FREQ=YEARLY"],
    ["malformed", ""],
  ])("is refused as %s: %s", (reason, rrule) => {
    expect(walls({ dtstart: "20260101T090000", rrule })).toEqual([reason]);
  });

  it("is refused in a zone nobody knows, from a start that isn't a date, and within an all-day event's day", () => {
    expect(walls({ dtstart: "20260101T090000", tzid: "Mars/Olympus", rrule: "FREQ=DAILY" })).toEqual(["unknown-zone"]);
    expect(walls({ dtstart: "20260230T090000", rrule: "FREQ=DAILY" })).toEqual(["malformed"]);
    expect(walls({ dtstart: "20260101", rrule: "FREQ=HOURLY" })).toEqual(["malformed"]);
  });
});

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const list = (values: readonly (string | number)[], name: string): fc.Arbitrary<string> =>
  fc
    .option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }))
    .map((chosen) => (chosen === null ? "" : `;${name}=${chosen.join(",")}`));
const rule = fc
  .tuple(
    fc.constantFrom("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"),
    fc.integer({ min: 1, max: 5 }),
    list(weekdays, "BYDAY"),
    list([1, 3, 11, 12], "BYMONTH"),
    list([1, 15, 31, -1], "BYMONTHDAY"),
    list([2, 9, 18], "BYHOUR"),
    list([1, -1], "BYSETPOS"),
    fc.constantFrom("", ";COUNT=40", ";UNTIL=20261101T000000Z"),
  )
  .map(([frequency, interval, ...parts]) => `FREQ=${frequency};INTERVAL=${String(interval)}${parts.join("")}`);
const zone = fc.constantFrom(null, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");

describe("a window", () => {
  it("holds exactly the occurrences of a longer expansion that fall into it", () => {
    fc.assert(
      fc.property(rule, zone, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }), (rrule, tzid, fromDay, days) => {
        const recurrence = { dtstart: "20260115T023000", tzid, rrule };
        const start = Date.UTC(2026, 0, 1);
        const fromMs = start + fromDay * 86_400_000 + 5_400_000;
        const toMs = fromMs + days * 86_400_000;
        const all = expandRecurrence(recurrence, { fromMs: start, toMs: start + 400 * 86_400_000, limit: 40_000 });
        const some = expandRecurrence(recurrence, { fromMs, toMs, limit: 40_000 });
        if (!all.ok || !some.ok) throw new Error("refused");
        expect(some.occurrences).toEqual(all.occurrences.filter(({ startMs }) => startMs >= fromMs && startMs < toMs));
      }),
      { numRuns: 250 },
    );
  });

  it("costs the same however old the rule is", () => {
    const window = { fromMs: Date.UTC(2026, 8, 1), toMs: Date.UTC(2026, 8, 29), limit: 100 };
    const time = (dtstart: string): number => {
      const samples = Array.from({ length: 7 }, () => {
        const begin = cpuMs();
        for (let i = 0; i < 300; i += 1) expandRecurrence({ dtstart, tzid: "America/New_York", rrule: "FREQ=WEEKLY;BYDAY=TU,TH" }, window);
        return cpuMs() - begin;
      });
      return samples.sort((a, b) => a - b)[3] ?? 0;
    };
    time("20240301T090000");
    expect(time("18960301T090000")).toBeLessThan(5 * time("20260301T090000") + 2);
  });

  it.each([
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1",
    "FREQ=SECONDLY;COUNT=900000000;BYDAY=MO",
    "FREQ=HOURLY;INTERVAL=168;BYDAY=WE",
    "FREQ=DAILY;BYDAY=SA;BYSETPOS=2",
    "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=WEEKLY;BYMONTH=4;BYYEARDAY=1",
    "FREQ=SECONDLY;INTERVAL=999999999;BYSECOND=7;BYMONTHDAY=31",
    `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=${Array.from({ length: 60 }, (_, i) => i).join()};BYSECOND=${Array.from({ length: 60 }, (_, i) => i).join()}`,
  ])("is answered or refused in under 100 ms: %s", (rrule) => {
    // Processor time, and the best of three, each from a start of its own so that nothing is remembered: other processes may hold the machine.
    const took = (exrule: readonly string[], fromMs: number, toMs: number): number =>
      Math.min(
        ...["00", "10", "20"].map((minute) => {
          const begin = cpuMs();
          expandRecurrence({ dtstart: `20260105T09${minute}00`, tzid: "Europe/Berlin", rrule, exrule }, { fromMs, toMs, limit: 1000 });
          return cpuMs() - begin;
        }),
      );
    expect(took([], -Infinity, Infinity)).toBeLessThan(100);
    expect(took(["FREQ=SECONDLY"], Date.UTC(2027, 0, 1), Date.UTC(2027, 3, 1))).toBeLessThan(100);
  });
});
