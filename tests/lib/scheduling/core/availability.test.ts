import { defaultRules, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { freeWindows, type BusyTime } from "@/lib/scheduling/core/availability";
import { toPieces } from "@/lib/scheduling/core/intervals";

const ms = (text: string): number => Date.parse(text);
const at = (start: string, end: string, meeting = true): BusyTime => ({ startMs: ms(start), endMs: ms(end), meeting });
const free = (
  rules: Partial<AvailabilityRules>,
  busy: readonly BusyTime[] = [],
  now: string | null = null,
  from = "2026-11-23T00:00Z",
  to = "2026-11-24T00:00Z",
): string[] =>
  toPieces(freeWindows({ rules: { ...defaultRules("UTC"), ...rules }, busy, nowMs: now === null ? null : ms(now), fromMs: ms(from), toMs: ms(to) })).map(
    ({ startMs, endMs }) => `${new Date(startMs).toISOString().slice(5, 16)}/${new Date(endMs).toISOString().slice(5, 16)}`,
  );

describe("free time", () => {
  it("is the working day without what is on the calendar", () => {
    expect(free({}, [at("2026-11-23T10:00Z", "2026-11-23T11:00Z"), at("2026-11-23T08:00Z", "2026-11-23T09:15Z")])).toEqual([
      "11-23T09:15/11-23T10:00",
      "11-23T11:00/11-23T17:00",
    ]);
  });

  it("keeps the buffer after a meeting before the next one, and the reverse", () => {
    expect(free({ bufferBeforeMinutes: 10, bufferAfterMinutes: 30 }, [at("2026-11-23T12:00Z", "2026-11-23T13:00Z")])).toEqual([
      "11-23T09:00/11-23T11:30",
      "11-23T13:10/11-23T17:00",
    ]);
  });

  it("begins after minimum notice", () => {
    expect(free({ minimumNoticeMinutes: 120 }, [], "2026-11-23T10:30Z")).toEqual(["11-23T12:30/11-23T17:00"]);
  });

  it("ends with the last day of the booking window", () => {
    expect(free({ bookingWindowDays: 1 }, [], "2026-11-23T10:00Z", "2026-11-23T00:00Z", "2026-11-28T00:00Z")).toEqual([
      "11-23T10:00/11-23T17:00",
      "11-24T09:00/11-24T17:00",
    ]);
  });

  it("leaves out hard protections and keeps soft ones", () => {
    const lunch = { name: "Lunch", days: [1, 2, 3, 4, 5], start: "12:00", end: "13:00", soft: false };
    expect(free({ protections: [lunch] })).toEqual(["11-23T09:00/11-23T12:00", "11-23T13:00/11-23T17:00"]);
    expect(free({ protections: [{ ...lunch, soft: true }] })).toEqual(["11-23T09:00/11-23T17:00"]);
  });

  it("has no room on days, in weeks and in months that hold as many meetings as allowed", () => {
    const two = [at("2026-11-23T10:00Z", "2026-11-23T11:00Z"), at("2026-11-24T10:00Z", "2026-11-24T11:00Z")];
    const range = ["2026-11-23T00:00Z", "2026-12-02T00:00Z"] as const;
    expect(free({ dailyCap: 1 }, two, null, ...range)[0]).toBe("11-25T09:00/11-25T17:00");
    expect(free({ weeklyCap: 2 }, two, null, ...range)[0]).toBe("11-30T09:00/11-30T17:00");
    expect(free({ monthlyCap: 2 }, two, null, ...range)).toEqual(["12-01T09:00/12-01T17:00"]);
    expect(free({ dailyCap: 1 }, [{ ...two[0]!, meeting: false }])).toHaveLength(2);
  });

  it("counts a cap by the person's own midnight", () => {
    const late = [at("2026-11-24T02:00Z", "2026-11-24T03:00Z")];
    expect(free({ zone: "America/New_York", hours: null, dailyCap: 1 }, late, null, "2026-11-23T05:00Z", "2026-11-25T05:00Z")).toEqual([
      "11-24T05:00/11-25T05:00",
    ]);
  });
});
