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

test("every zone of this machine has a name of Windows under which its clocks show the same all year", () => {
  const noon = (month: number): Temporal.Instant => Temporal.Instant.from(`2026-${String(month).padStart(2, "0")}-15T12:00:00Z`);
  const wrong = Intl.supportedValuesOf("timeZone").filter((zone) => {
    const windows = windowsZoneOf(zone);
    const back = ianaZoneOf(windows);
    if (back === null) return true;
    return [1, 4, 7, 10].some((month) => noon(month).toZonedDateTimeISO(zone).offset !== noon(month).toZonedDateTimeISO(back).offset) && windows !== "UTC";
  });
  expect(wrong).toEqual([]);
  for (const zone of ["Europe/Berlin", "Europe/Vienna", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "Africa/Accra"])
    expect(windowsZoneOf(zone)).toMatch(/Standard Time$/);
});

test("a zone that nobody has is UTC", () => {
  expect(windowsZoneOf("Mars/Olympus")).toBe("UTC");
});
