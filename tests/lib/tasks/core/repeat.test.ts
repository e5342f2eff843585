import fc from "fast-check";
import { dueInstant, instantOfLocal, localOf, type LocalMoment } from "@/lib/tasks/core/clock";
import {
  begunOccurrence,
  firstOccurrence,
  momentOfWall,
  movesOnAt,
  nextOccurrence,
  readRule,
  reminderAt,
  ruleFrom,
  sayRule,
  shiftedWall,
  wallOf,
  withinDay,
  type Series,
} from "@/lib/tasks/core/repeat";

const series = (rrule: string, from: string, rest: Partial<Series> = {}): Series => {
  const read = readRule(rrule, from);
  if (!read.ok) throw new TypeError(read.text);
  return { rrule: read.rrule, from, remindsFrom: null, zone: "Europe/Berlin", ...rest };
};
const wall = (moment: LocalMoment | null): string | null => moment && wallOf(moment);
const next = (repeats: Series, occurrence: string, now: string) => wall(nextOccurrence(repeats, momentOfWall(occurrence), now));
/** The occurrences after the first, each finished the moment it came. */
const following = (repeats: Series, count: number): string[] => {
  const walls: string[] = [];
  let at: LocalMoment | null = momentOfWall(repeats.from);
  while (at !== null && walls.length < count) {
    walls.push(wallOf(at));
    at = nextOccurrence(repeats, at, instantOfLocal(at.time === null ? `${at.date}T00:00` : wallOf(at), repeats.zone));
  }
  return walls;
};

const mondays = series("FREQ=WEEKLY;BYDAY=MO", "2026-11-30T09:00");

test("the next occurrence lies after now and after the one that is finished, so that one done early isn't due again", () => {
  expect(next(mondays, "2026-11-30T09:00", "2026-11-30T12:00:00+01:00")).toBe("2026-12-07T09:00");
  expect(next(mondays, "2026-11-30T09:00", "2026-11-28T12:00:00+01:00")).toBe("2026-12-07T09:00");
  expect(next(mondays, "2026-11-30T09:00", "2026-12-24T12:00:00+01:00")).toBe("2026-12-28T09:00");
  const days = series("FREQ=DAILY", "2026-11-30");
  expect(next(days, "2026-11-30", "2026-11-30T23:59:00+01:00")).toBe("2026-12-01");
  expect(next(days, "2026-11-30", "2026-12-01T00:30:00+01:00")).toBe("2026-12-02");
});

test("days that a month lacks come on its last day, and leap days on the 28th", () => {
  expect(following(series("FREQ=MONTHLY", "2026-12-31"), 4)).toEqual(["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]);
  expect(following(series("FREQ=MONTHLY;BYMONTHDAY=30", "2027-01-30T08:00"), 3)).toEqual(["2027-01-30T08:00", "2027-02-28T08:00", "2027-03-30T08:00"]);
  expect(following(series("FREQ=YEARLY", "2028-02-29"), 3)).toEqual(["2028-02-29", "2029-02-28", "2030-02-28"]);
  expect(following(series("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30"), 4)).toEqual(["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]);
});

test("weeks between are counted from the first one, and a series ends after its last", () => {
  expect(following(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27"), 3)).toEqual(["2026-11-27", "2026-12-11", "2026-12-25"]);
  expect(following(series("FREQ=DAILY;COUNT=3", "2026-11-27"), 9)).toEqual(["2026-11-27", "2026-11-28", "2026-11-29"]);
  expect(following(series("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T235959", "2026-11-30"), 9)).toEqual(["2026-11-30", "2026-12-07", "2026-12-14"]);
  expect(wall(firstOccurrence(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-26")))).toBe("2026-11-30");
  expect(firstOccurrence(series("FREQ=DAILY;UNTIL=20200101T000000", "2026-11-26"))).toBeNull();
});

test("a time that a clock change skips is due after it and comes back to its own hour; one that comes twice is due once", () => {
  const nights = series("FREQ=DAILY", "2026-03-28T02:30");
  expect(following(nights, 3)).toEqual(["2026-03-28T02:30", "2026-03-29T02:30", "2026-03-30T02:30"]);
  expect(dueInstant(momentOfWall("2026-03-29T02:30"), "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  const autumn = series("FREQ=DAILY", "2026-10-24T02:30");
  expect(following(autumn, 3)).toEqual(["2026-10-24T02:30", "2026-10-25T02:30", "2026-10-26T02:30"]);
  // Finished between the two half past twos: the second of them isn't another occurrence.
  expect(next(autumn, "2026-10-25T02:30", "2026-10-25T01:00:00Z")).toBe("2026-10-26T02:30");
});

test("the local time of every occurrence is that of the first, whatever the zone and the season", () => {
  const zones = ["Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca"];
  const rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...rules),
      fc.integer({ min: 0, max: 1_439 }),
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      (zone, rule, minute, seconds) => {
        const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toString();
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const begin = series(rule, `${localOf(now, zone).slice(0, 10)}T${time}`, { zone });
        const first = firstOccurrence(begin);
        if (first === null) return false;
        const repeats = { ...begin, from: wallOf(first), remindsFrom: shiftedWall(`${first.date}T07:15`, first, first) };
        const then = nextOccurrence(repeats, first, now);
        if (then === null) return false;
        const at = dueInstant(then, zone);
        return (
          then.time === time &&
          reminderAt(repeats, then) === `${then.date}T07:15` &&
          Temporal.Instant.compare(at, now) > 0 &&
          Temporal.Instant.compare(at, dueInstant(first, zone)) > 0
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("what is left undone goes on when the next day of it begins, or its reminder does, and not before it was due", () => {
  const at = (repeats: Series, occurrence: string, dueAt = dueInstant(momentOfWall(occurrence), repeats.zone)) =>
    movesOnAt(repeats, momentOfWall(occurrence), dueAt);
  expect(at(mondays, "2026-11-30T09:00")).toBe("2026-12-06T23:00:00.000Z");
  expect(at(series("FREQ=WEEKLY;BYDAY=MO", "2026-11-30", { remindsFrom: "2026-11-29T18:00" }), "2026-11-30")).toBe("2026-12-06T17:00:00.000Z");
  expect(at(series("FREQ=HOURLY", "2026-11-30T09:00"), "2026-11-30T09:00")).toBe("2026-11-30T09:00:00.000Z");
  expect(at(mondays, "2026-11-30T09:00", "2026-12-09T09:00:00.000Z")).toBe("2026-12-09T09:00:00.000Z");
  expect(at(series("FREQ=DAILY;COUNT=1", "2026-11-30"), "2026-11-30")).toBeNull();
});

test("however long nobody looked, it stands at the last one that has begun", () => {
  const begun = (repeats: Series, now: string) => wall(begunOccurrence(repeats, momentOfWall(repeats.from), now));
  expect(begun(mondays, "2026-12-06T22:59:59Z")).toBeNull();
  expect(begun(mondays, "2026-12-06T23:00:00Z")).toBe("2026-12-07T09:00");
  expect(begun(mondays, "2036-12-06T23:00:00Z")).toBe("2036-12-01T09:00");
  expect(begun(series("FREQ=HOURLY", "2020-01-01T09:00"), "2026-11-26T10:15:00Z")).toBe("2026-11-26T11:00");
  expect(begun(series("FREQ=YEARLY", "2020-02-29"), "2026-11-26T10:15:00Z")).toBe("2026-02-28");
  expect(begun({ ...mondays, remindsFrom: "2026-11-28T09:00" }, "2026-12-05T08:00:00Z")).toBe("2026-12-07T09:00");
});

test("a reminder lies as far from each occurrence as from the first, on the clock", () => {
  const repeats = series("FREQ=DAILY", "2026-03-27T08:00", { remindsFrom: "2026-03-26T20:00" });
  expect(reminderAt(repeats, momentOfWall("2026-03-29T08:00"))).toBe("2026-03-28T20:00");
  expect(reminderAt(repeats, momentOfWall("2026-03-30T08:00"))).toBe("2026-03-29T20:00");
  expect(reminderAt(mondays, momentOfWall("2026-12-07T09:00"))).toBeNull();
});

test("put on another day, a rule that names the day stays and one that doesn't moves along, with as many times as were left", () => {
  const from = (rrule: string, start: string, occurrence: string, to: string) => ruleFrom(series(rrule, start), momentOfWall(occurrence), momentOfWall(to));
  expect(from("FREQ=WEEKLY;BYDAY=MO", "2026-11-30T09:00", "2026-11-30T09:00", "2026-12-01T10:00")).toBe("FREQ=WEEKLY;BYDAY=TU");
  expect(from("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-30", "2026-11-30", "2026-12-01")).toBe("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  expect(from("FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", "2026-12-01", "2026-12-03")).toBe("FREQ=MONTHLY;BYMONTHDAY=3");
  expect(from("FREQ=DAILY;COUNT=5", "2026-11-26", "2026-11-28", "2026-11-29")).toBe("FREQ=DAILY;COUNT=3");
});

test("what comes more often than once an hour, has no hour, or is no rule is refused in a sentence", () => {
  expect(readRule("FREQ=MINUTELY", "2026-11-30T09:00")).toEqual({ ok: false, text: "A to-do repeats once an hour at most" });
  expect(readRule("FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30", "2026-11-30T09:00")).toMatchObject({ ok: false });
  expect(readRule("FREQ=HOURLY", "2026-11-30")).toEqual({ ok: false, text: "Say at what time it begins" });
  expect(readRule("FREQ=SOMETIMES", "2026-11-30")).toMatchObject({ ok: false, text: expect.not.stringMatching(/\.$/) as string });
  expect([withinDay("FREQ=DAILY;BYHOUR=9,18"), withinDay("FREQ=DAILY")]).toEqual([true, false]);
});

test("a rule is said in words", () => {
  expect(sayRule("FREQ=WEEKLY", "2026-11-30T09:00")).toBe("every Monday");
  expect(sayRule(series("FREQ=MONTHLY", "2026-12-31").rrule, "2026-12-31")).toBe("the 31st of every month");
});
