import { epochFromWall, isZone, offsetAt, wallFromEpoch, zoneFromName } from "@/lib/time/zones";
import fc from "fast-check";

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "+02:45", "UTC"];
const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;

describe("zones", () => {
  it("knows IANA ids and offsets and refuses the rest", () => {
    expect(["Europe/Berlin", "UTC", "+02:00", "-03:30"].every(isZone)).toBe(true);
    expect(["Europe/Nowhere", "", "25", "+2"].some(isZone)).toBe(false);
  });
  it("reads what people call zones", () => {
    expect(zoneFromName("London")).toBe("Europe/London");
    expect(zoneFromName("New York time")).toBe("America/New_York");
    expect(zoneFromName("PT")).toBe("America/Los_Angeles");
    expect(zoneFromName("PST")).toBe("-08:00");
    expect(zoneFromName("UTC+2")).toBe("+02:00");
    expect(zoneFromName("GMT-0330")).toBe("-03:30");
    expect(zoneFromName("Asia/Tokyo")).toBe("Asia/Tokyo");
    expect(zoneFromName("banana")).toBeUndefined();
  });
  it("takes the later instant in a gap and the earlier in a fold", () => {
    expect(epochFromWall(wall("2026-03-29T02:30:00"), "Europe/Berlin")).toBe(wall("2026-03-29T01:30:00"));
    expect(epochFromWall(wall("2026-10-25T02:30:00"), "Europe/Berlin")).toBe(wall("2026-10-25T00:30:00"));
  });
  it("agrees with Temporal on every wall clock", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
        const plain = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
          .toZonedDateTimeISO("UTC")
          .toPlainDateTime();
        expect(epochFromWall(seconds, zone)).toBe(plain.toZonedDateTime(zone).epochMilliseconds / 1000);
        expect(wallFromEpoch(seconds, zone)).toBe(seconds + offsetAt(seconds, zone));
      }),
      { numRuns: 500 },
    );
  });
});
