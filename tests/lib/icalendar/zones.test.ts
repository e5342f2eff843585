import { cpuMs } from "../../support/cpu-time";
import { CalendarReader } from "@/lib/icalendar/reader";
import { zoneDescribed } from "@/lib/icalendar/described-zones";
import { momentOf, durationMsOf } from "@/lib/icalendar/moments";
import { ianaByWindows } from "@/lib/time/windows-zones";
import { clockOf, zoneNamed } from "@/lib/icalendar/zones";

const described = (text: string) => {
  const reader = new CalendarReader(new Set(["VTIMEZONE"]));
  reader.push(`BEGIN:VCALENDAR\n${text}\nEND:VCALENDAR\n`);
  reader.end();
  const [zone] = reader.take();
  return zone === undefined ? null : zoneDescribed(zone, 2026);
};

test.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["W. Europe Standard Time", "Europe/Berlin"],
  ["Pacific Standard Time", "America/Los_Angeles"],
  ["/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"],
  ["/mozilla.org/20050126_1/America/New_York", "America/New_York"],
  ["Etc/UTC", "UTC"],
  ["GMT", "UTC"],
  ["EST", null],
  ["Customized Time Zone", null],
  ["(UTC+01:00) Amsterdam, Berlin", null],
  ["x".repeat(5_000), null],
])("%p is the zone %p", (name, zone) => expect(zoneNamed(name)).toBe(zone));

test("every name that Windows has leads to a zone that there is", () => {
  for (const zone of ianaByWindows.values()) expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
});

const observance = (kind: string, from: string, to: string, start: string, rule: string) =>
  `BEGIN:${kind}\nDTSTART:${start}\nTZOFFSETFROM:${from}\nTZOFFSETTO:${to}\n${rule}\nEND:${kind}`;

test("a zone under a name of its own is known by when its clock changes", () => {
  const berlin = [
    "BEGIN:VTIMEZONE\nTZID:Customized Time Zone",
    observance("STANDARD", "+0200", "+0100", "16010101T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    observance("DAYLIGHT", "+0100", "+0200", "16010101T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
    "END:VTIMEZONE",
  ].join("\n");
  expect(described(berlin)).toBe("Europe/Berlin");
  const newYork = berlin.replace("+0200\nTZOFFSETTO:+0100", "-0400\nTZOFFSETTO:-0500").replace("+0100\nTZOFFSETTO:+0200", "-0500\nTZOFFSETTO:-0400");
  const american = newYork.replace("BYDAY=-1SU;BYMONTH=10", "BYDAY=1SU;BYMONTH=11").replace("BYDAY=-1SU;BYMONTH=3", "BYDAY=2SU;BYMONTH=3");
  expect(described(american)).toBe("America/New_York");
  expect(described(`BEGIN:VTIMEZONE\nTZID:Own\n${observance("STANDARD", "+0900", "+0900", "19700101T000000", "")}\nEND:VTIMEZONE`)).toBe("Asia/Tokyo");
});

test.each([
  "RRULE:FREQ=SECONDLY",
  "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
  "RRULE:FREQ=YEARLY;BYDAY=6SU;BYMONTH=1",
  "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTHDAY=20",
])("a description that would be worked out for ever is left alone: %s", (rule) => {
  const startedMs = cpuMs();
  expect(described(`BEGIN:VTIMEZONE\nTZID:Bomb\n${observance("STANDARD", "+0100", "+0100", "19700101T000000", rule)}\nEND:VTIMEZONE`)).toBeNull();
  expect(cpuMs() - startedMs).toBeLessThan(200);
});

test("a clock says the same as Temporal, in gaps and folds too", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
    for (const wall of ["2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-11-01T01:30:00", "2026-07-01T00:00:00", "1999-12-31T23:59:59"]) {
      const wanted = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
      expect(clockOf(zone).toInstantMs(Date.parse(`${wall}Z`))).toBe(wanted);
      expect(clockOf(zone).toWallMs(wanted)).toBe(
        Date.parse(`${Temporal.Instant.fromEpochMilliseconds(wanted).toZonedDateTimeISO(zone).toPlainDateTime().toString()}Z`),
      );
    }
});

test.each(["20260231", "20261301", "2026", "20261126T250000", "20261126T0930", "garbage", "", "00260101"])("%p is no moment", (text) =>
  expect(momentOf(text)).toBeNull(),
);
test("moments and durations are read as they are written", () => {
  expect(momentOf("20261126T093000Z")).toEqual({ wallMs: Date.UTC(2026, 10, 26, 9, 30), dateOnly: false, utc: true });
  expect(momentOf("20240229")).toEqual({ wallMs: Date.UTC(2024, 1, 29), dateOnly: true, utc: false });
  expect([durationMsOf("PT1H30M"), durationMsOf("P1D"), durationMsOf("P2W"), durationMsOf("-PT15M"), durationMsOf("P"), durationMsOf("1h")]).toEqual([
    5_400_000,
    86_400_000,
    1_209_600_000,
    -900_000,
    null,
    null,
  ]);
});
