/** Quiet hours against a plain reading of the owner's clock, minute by minute, whatever the clocks do. */
import fc from "fast-check";
import { clockInstantMs, lastClockMs, nextClockMs } from "@/lib/notifications/core/local-clock";
import { quietEndMs } from "@/lib/notifications/core/quiet-hours";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Jerusalem",
  "Australia/Lord_Howe",
  "America/Havana",
  "Asia/Beirut",
  "Pacific/Apia",
  "Asia/Kolkata",
  "UTC",
];
const clocks = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const hours = fc.record({ from: clocks, until: clocks }).filter(({ from, until }) => from !== until);
const dayMs = 86_400_000;

const wallOf = (atMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
const inside = (wall: string, { from, until }: { from: string; until: string }): boolean =>
  until < from ? wall >= from || wall < until : wall >= from && wall < until;

/** Moments around the clock changes of 2026, where mistakes live, and anywhere else. */
const moments = (zone: string) => {
  const changes: number[] = [];
  let at = Temporal.Instant.from("2026-01-01T00:00:00Z").toZonedDateTimeISO(zone);
  for (let next = at.getTimeZoneTransition("next"); next !== null && next.year <= 2027 && changes.length < 4; next = at.getTimeZoneTransition("next")) {
    changes.push(next.epochMilliseconds);
    at = next;
  }
  const start = Date.parse("2026-01-01T00:00:00Z");
  const anywhere = fc.integer({ min: 0, max: 365 * 1_440 }).map((minutes) => start + minutes * 60_000);
  if (changes.length === 0) return anywhere;
  return fc.oneof(
    anywhere,
    fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2_000, max: 2_000 })).map(([change, minutes]) => change + minutes * 60_000),
  );
};

const cases = fc.constantFrom(...zones).chain((zone) => fc.record({ zone: fc.constant(zone), quiet: hours, nowMs: moments(zone) }));

test("whenever the owner's clock shows a quiet time it is quiet", () => {
  fc.assert(
    fc.property(cases, ({ zone, quiet, nowMs }) => {
      if (inside(wallOf(nowMs, zone), quiet)) expect(quietEndMs(quiet, zone, nowMs)).not.toBeNull();
    }),
    { numRuns: 2_000 },
  );
});

test("it ends later than now, within two days and a change of clocks, and is over when it ends", () => {
  fc.assert(
    fc.property(cases, ({ zone, quiet, nowMs }) => {
      const endMs = quietEndMs(quiet, zone, nowMs);
      if (endMs === null) return;
      expect(endMs).toBeGreaterThan(nowMs);
      // Two, where a change swallows the minutes between one day's quiet and the next one's.
      expect(endMs - nowMs).toBeLessThanOrEqual(2 * dayMs + 2 * 3_600_000);
      expect(quietEndMs(quiet, zone, endMs)).toBeNull();
      expect(quietEndMs(quiet, zone, endMs - 1)).toBe(endMs);
    }),
    { numRuns: 2_000 },
  );
});

test("away from clock changes it is quiet exactly when the clock shows a quiet time", () => {
  fc.assert(
    fc.property(hours, fc.integer({ min: 0, max: 1_439 }), fc.constantFrom("Asia/Kolkata", "UTC", "Europe/Berlin"), (quiet, minutes, zone) => {
      const nowMs = Date.parse("2026-06-15T00:00:00Z") + minutes * 60_000;
      expect(quietEndMs(quiet, zone, nowMs) !== null).toBe(inside(wallOf(nowMs, zone), quiet));
    }),
    { numRuns: 2_000 },
  );
});

test("the night in which Berlin's clocks go forward is an hour shorter, the one in which they go back an hour longer", () => {
  const quiet = { from: "22:00", until: "07:00" };
  const end = (now: string) => new Date(quietEndMs(quiet, "Europe/Berlin", Date.parse(now)) ?? 0).toISOString();
  expect(end("2026-03-28T21:00:00Z")).toBe("2026-03-29T05:00:00.000Z");
  expect(end("2026-10-24T20:00:00Z")).toBe("2026-10-25T06:00:00.000Z");
});

test("an end that a change skips is the change; an hour that comes twice is quiet twice", () => {
  const zone = "Europe/Berlin";
  expect(quietEndMs({ from: "22:00", until: "02:30" }, zone, Date.parse("2026-03-29T00:30:00Z"))).toBe(Date.parse("2026-03-29T01:00:00Z"));
  // 02:10 comes at 00:10Z and again at 01:10Z.
  expect(quietEndMs({ from: "22:00", until: "02:30" }, zone, Date.parse("2026-10-25T01:10:00Z"))).toBe(Date.parse("2026-10-25T01:30:00Z"));
});

test("where a change lets one day's quiet run into the next one's, the two are one", () => {
  // 01:01 comes at 05:01Z, and 01:00 for the last time at 06:00Z.
  expect(quietEndMs({ from: "01:01", until: "01:00" }, "America/New_York", Date.parse("2026-11-01T05:59:00Z"))).toBe(Date.parse("2026-11-02T06:00:00Z"));
  // The hour between them is skipped.
  expect(quietEndMs({ from: "03:00", until: "02:00" }, "Europe/Berlin", Date.parse("2026-03-28T12:00:00Z"))).toBe(Date.parse("2026-03-30T00:00:00Z"));
});

test("no hours, no quiet", () => expect(quietEndMs({ from: "08:00", until: "08:00" }, "UTC", 0)).toBeNull());

test("the next coming of a clock time is in the future, at most a day and a change away, and shows that time unless it is skipped", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones).chain((zone) => fc.record({ zone: fc.constant(zone), time: clocks, nowMs: moments(zone) })),
      ({ zone, time, nowMs }) => {
        const nextMs = nextClockMs(time, zone, nowMs);
        expect(nextMs).toBeGreaterThan(nowMs);
        expect(nextMs - nowMs).toBeLessThanOrEqual(2 * dayMs);
        const lastMs = lastClockMs(time, zone, nowMs);
        expect(lastMs).toBeLessThanOrEqual(nowMs);
        // Nothing comes between them.
        expect(nextClockMs(time, zone, lastMs)).toBe(nextMs);
        const date = Temporal.Instant.fromEpochMilliseconds(nextMs).toZonedDateTimeISO(zone).toPlainDate();
        if (wallOf(nextMs, zone) !== time) expect(clockInstantMs(date, time, zone, "first")).toBe(clockInstantMs(date, time, zone, "last"));
      },
    ),
    { numRuns: 2_000 },
  );
});
