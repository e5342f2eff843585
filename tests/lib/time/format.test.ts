import {
  formatDay,
  formatDays,
  formatDuration,
  formatInstant,
  formatInstantRelative,
  formatRange,
  formatTime,
  formatZone,
  relativeDay,
} from "@/lib/time/format";

const berlin = { zone: "Europe/Berlin", locale: "en-GB", now: "2026-11-23T10:00:00+01:00" } as const;

describe("format", () => {
  it("names weekday, day and month, and the year only when it is another one", () => {
    expect(formatDay("2026-11-24T14:00:00Z", berlin)).toBe("Tuesday 24 Nov");
    expect(formatDay("2027-01-05T14:00:00Z", berlin)).toBe("Tuesday 5 Jan 2027");
    expect(formatDay("2026-11-24T14:00:00Z", { zone: "Europe/Berlin" })).toBe("Tuesday 24 Nov 2026");
  });
  it("prints the clock of the reader's zone in the reader's hour cycle", () => {
    expect(formatInstant("2026-11-24T14:00:00Z", berlin)).toBe("Tuesday 24 Nov, 15:00");
    expect(formatTime("2026-11-24T23:30:00Z", berlin)).toBe("00:30");
    expect(formatTime("2026-11-24T14:05:00Z", { ...berlin, hourCycle: "h12" })).toBe("3:05 pm");
    expect(formatTime("2026-11-24T14:05:00Z", { zone: "America/New_York" })).toBe("9:05 am");
    expect(formatTime("2026-11-24T14:05:00Z", { zone: "+05:30", hourCycle: "h23" })).toBe("19:35");
  });
  it("names the day once for a range within a day and twice across days", () => {
    expect(formatRange("2026-11-24T14:00:00Z", "2026-11-24T15:00:00Z", berlin)).toBe("Tuesday 24 Nov, 15:00–16:00");
    expect(formatRange("2026-11-24T22:00:00Z", "2026-11-24T23:00:00Z", berlin)).toBe("Tuesday 24 Nov, 23:00–00:00");
    expect(formatRange("2026-11-24T22:00:00Z", "2026-11-25T00:00:00Z", berlin)).toBe("Tuesday 24 Nov, 23:00 – Wednesday 25 Nov, 01:00");
    expect(formatDays("2026-11-23T23:00:00Z", "2026-11-26T23:00:00Z", berlin)).toBe("Tuesday 24 Nov – Thursday 26 Nov");
    expect(formatDays("2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z", berlin)).toBe("Tuesday 24 Nov");
  });
  it("says today, tomorrow and yesterday by the reader's calendar", () => {
    expect(relativeDay("2026-11-23T23:30:00Z", berlin)).toBe("tomorrow");
    expect(relativeDay("2026-11-23T22:30:00Z", berlin)).toBe("today");
    expect(relativeDay("2026-11-25T22:30:00Z", berlin)).toBeUndefined();
    expect(formatInstantRelative("2026-11-22T14:00:00Z", berlin)).toBe("yesterday, 15:00");
    expect(relativeDay("2026-11-24T12:00:00Z", { ...berlin, locale: "de" })).toBe("morgen");
  });
  it("prints durations in words", () => {
    expect(formatDuration("PT45M")).toBe("45 minutes");
    expect(formatDuration(90)).toBe("1 hour 30 minutes");
    expect(formatDuration("P1D")).toBe("1 day");
    expect(formatDuration("P2W")).toBe("2 weeks");
    expect(formatDuration(0)).toBe("0 minutes");
  });
  it("says zones as people do", () => {
    expect(formatZone("America/New_York")).toBe("New York time");
    expect(formatZone("+02:00")).toBe("UTC+02:00");
    expect(formatZone("UTC")).toBe("UTC");
  });
});
