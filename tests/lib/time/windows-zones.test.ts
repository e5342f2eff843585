import { ianaZoneOf, windowsZoneOf } from "@/lib/time/windows-zones";

test("names of Windows, in whatever case, are zones of the IANA database that exist here", () => {
  expect(ianaZoneOf("W. Europe Standard Time")).toBe("Europe/Berlin");
  expect(ianaZoneOf("pacific standard time")).toBe("America/Los_Angeles");
  expect(ianaZoneOf("UTC")).toBe("UTC");
  expect(ianaZoneOf("Europe/Rome")).toBe("Europe/Rome");
  expect(ianaZoneOf("tzone://Microsoft/Custom")).toBeNull();
  expect(ianaZoneOf("Customized Time Zone")).toBeNull();
  expect(ianaZoneOf("")).toBeNull();
});

test("zones that Windows has no name for go by one whose clocks show the same, all year round", () => {
  const noon = (month: number): Temporal.Instant => Temporal.Instant.from(`2026-${String(month).padStart(2, "0")}-15T12:00:00Z`);
  const zones = Intl.supportedValuesOf("timeZone");
  const wrong = zones.filter((zone) => {
    const back = ianaZoneOf(windowsZoneOf(zone)) ?? "";
    return [1, 4, 7, 10].some((month) => noon(month).toZonedDateTimeISO(zone).offset !== noon(month).toZonedDateTimeISO(back).offset);
  });
  // A handful has rules that Windows doesn't know, or not yet.
  expect(wrong.length).toBeLessThan(zones.length / 50);
  expect(wrong).not.toEqual(expect.arrayContaining(["Europe/Vienna"]));
  expect(windowsZoneOf("Europe/Berlin")).toBe("W. Europe Standard Time");
  expect(windowsZoneOf("Europe/Vienna")).toBe("W. Europe Standard Time");
});

test("a zone that nobody has is UTC", () => {
  expect(windowsZoneOf("Mars/Olympus")).toBe("UTC");
});
