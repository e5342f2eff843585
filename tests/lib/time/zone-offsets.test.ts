import fc from "fast-check";
import { isKnownZone, zoneTable } from "@/lib/time/zone-offsets";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Africa/Casablanca",
  "America/Havana",
  "+05:30",
];
const zone = fc.constantFrom(...zones);
const wallMs = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2060, 0, 1) });
const ms = (text: string): number => Date.parse(text);

describe("zone tables", () => {
  it("agree with Temporal on the offset of any instant", () => {
    fc.assert(
      fc.property(zone, wallMs, (id, at) => {
        expect(zoneTable(id).offsetMsAt(at)).toBe(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id).offsetNanoseconds / 1e6);
      }),
      { numRuns: 400 },
    );
  });

  it("agree with Temporal's compatible reading of any wall time", () => {
    fc.assert(
      fc.property(zone, wallMs, (id, at) => {
        const plain = Temporal.PlainDateTime.from(Temporal.Instant.fromEpochMilliseconds(at).toString().replace("Z", ""));
        expect(zoneTable(id).toInstantMs(at)).toBe(plain.toZonedDateTime(id, { disambiguation: "compatible" }).epochMilliseconds);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["Europe/Berlin", "2026-03-29T02:30Z", "2026-03-29T01:30Z", "2026-03-29T01:00Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:10Z", "2026-10-03T15:40Z", "2026-10-03T15:30Z"],
    ["Antarctica/Troll", "2026-03-29T01:30Z", "2026-03-29T01:30Z", "2026-03-29T01:00Z"],
    ["Pacific/Apia", "2011-12-30T12:00Z", "2011-12-30T22:00Z", "2011-12-30T10:00Z"],
  ])("read a wall time that %s skips either shifted or as the gap's end", (id, wall, shifted, end) => {
    expect(zoneTable(id).toInstantMs(ms(wall))).toBe(ms(shifted));
    expect(zoneTable(id).toInstantMs(ms(wall), "end")).toBe(ms(end));
  });

  it("read a wall time that happens twice as the first", () => {
    expect(zoneTable("Europe/Berlin").toInstantMs(ms("2026-10-25T02:30Z"))).toBe(ms("2026-10-25T00:30Z"));
  });

  it("refuse zones nobody knows", () => {
    expect(isKnownZone("Mars/Olympus")).toBe(false);
    expect(isKnownZone("Asia/Tokyo")).toBe(true);
  });
});
