import fc from "fast-check";
import { defaultRules, type AvailabilityRules } from "@/lib/scheduling/contracts";
import { freeWindows } from "@/lib/scheduling/core/availability";
import { explainTime, nextFree, type NamedBusyTime, type TimeQuestion } from "@/lib/scheduling/core/explain";
import { contains } from "@/lib/scheduling/core/intervals";
import { simulateRules } from "@/lib/scheduling/core/simulate";

const ms = (text: string): number => Date.parse(text);
const sync: NamedBusyTime = { ref: "sync", title: "Design sync", startMs: ms("2026-11-24T15:00Z"), endMs: ms("2026-11-24T16:00Z"), meeting: true };
const ask = (start: string, end: string, rules: Partial<AvailabilityRules> = {}, more: Partial<TimeQuestion> = {}): TimeQuestion => ({
  rules: { ...defaultRules("UTC"), ...rules },
  busy: [sync],
  nowMs: ms("2026-11-23T10:00Z"),
  startMs: ms(`2026-11-${start}Z`),
  endMs: ms(`2026-11-${end}Z`),
  ...more,
});
const rulesOf = (question: TimeQuestion): string[] => explainTime(question).map(({ rule }) => rule);
const protection = { name: "Focus", days: [2], start: "13:00", end: "14:00", soft: false };

describe("why a time isn't free", () => {
  it.each([
    ["nothing", ask("24T10:00", "24T11:00"), []],
    ["an event", ask("24T15:30", "24T16:30"), ["event"]],
    ["a buffer", ask("24T16:00", "24T16:30", { bufferBeforeMinutes: 15 }), ["buffer"]],
    ["the past", ask("23T09:00", "23T09:30"), ["past"]],
    ["short notice", ask("23T11:00", "23T11:30", { minimumNoticeMinutes: 240 }), ["minimum-notice"]],
    ["the booking window", ask("27T11:00", "27T11:30", { bookingWindowDays: 2 }), ["booking-window"]],
    ["closing time", ask("24T16:30", "24T17:30"), ["outside-hours"]],
    ["the weekend", ask("28T11:00", "28T12:00"), ["day-off"]],
    ["a day off", ask("25T11:00", "25T12:00", { overrides: [{ date: "2026-11-25", hours: [], label: "Moving house" }] }), ["day-off"]],
    ["a holiday", ask("25T11:00", "25T12:00", {}, { holidays: new Map([["2026-11-25", "Founders' Day"]]) }), ["holiday"]],
    ["a protected time", ask("24T13:30", "24T14:30", { protections: [protection] }), ["protection"]],
    ["a full day, week and month", ask("24T10:00", "24T11:00", { dailyCap: 1, weeklyCap: 1, monthlyCap: 1 }), ["daily-cap", "weekly-cap", "monthly-cap"]],
    ["someone else", ask("24T10:00", "24T11:00", {}, { others: [{ name: "Ana", free: [] }] }), ["participant"]],
    ["several things at once", ask("24T15:30", "24T17:30", { dailyCap: 1 }), ["event", "outside-hours", "daily-cap"]],
  ])("names %s", (_title, question, expected) => {
    expect(rulesOf(question)).toEqual(expected);
  });

  it("is said with the event's title and time, and with a cure", () => {
    expect(explainTime(ask("24T15:30", "24T16:30"))).toEqual([
      { rule: "event", text: "Design sync, 15:00–16:00.", cure: "Move or cancel it, or show it as free.", ref: "sync" },
    ]);
    expect(explainTime(ask("24T16:30", "24T17:30"))[0]?.text).toBe("Working hours on Tuesdays are 09:00–17:00.");
  });

  it("is said on a clock of twelve hours to whom reads one", () => {
    const twelve = { hourCycle: "h12" as const };
    expect(explainTime(ask("24T15:30", "24T16:30", {}, twelve))[0]?.text).toBe("Design sync, 3:00 pm–4:00 pm.");
    expect(explainTime(ask("24T16:30", "24T17:30", {}, twelve))[0]?.text).toBe("Working hours on Tuesdays are 9:00 am–5:00 pm.");
    expect(explainTime(ask("24T12:30", "24T14:30", { protections: [{ ...protection, start: "12:00" }] }, twelve))[0]?.text).toBe(
      "Focus is kept free, 12:00 pm–2:00 pm.",
    );
    const lateHours = { overrides: [{ date: "2026-11-24", hours: [{ start: "18:00", end: "24:00" }] }] };
    expect(explainTime(ask("24T10:30", "24T11:30", lateHours, twelve))[0]?.text).toBe("On Tuesday 24 November the hours are 6:00 pm–12:00 am.");
    expect(explainTime(ask("24T10:30", "24T11:30", lateHours))[0]?.text).toBe("On Tuesday 24 November the hours are 18:00–24:00.");
  });

  it("is empty exactly when the time is free", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 * 48 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom<Partial<AvailabilityRules>>(
          {},
          { bufferAfterMinutes: 20 },
          { dailyCap: 1 },
          { protections: [protection] },
          { minimumNoticeMinutes: 300 },
          { bookingWindowDays: 3 },
        ),
        (start, length, rules) => {
          const question = { ...ask("24T10:00", "24T11:00", rules), startMs: ms("2026-11-23T00:00Z") + start * 1_800_000 };
          const asked = { ...question, endMs: question.startMs + length * 1_800_000 };
          const free = freeWindows({
            rules: asked.rules,
            busy: asked.busy,
            nowMs: asked.nowMs,
            fromMs: asked.startMs - 86_400_000,
            toMs: asked.endMs + 86_400_000,
          });
          expect(explainTime(asked).length === 0).toBe(contains(free, asked.startMs, asked.endMs));
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("the next free time", () => {
  it("is the first of the same length that nothing blocks", () => {
    expect(nextFree(ask("24T15:30", "24T16:30"))).toEqual({ startMs: ms("2026-11-24T16:00Z"), endMs: ms("2026-11-24T17:00Z") });
    expect(nextFree(ask("24T15:30", "24T17:00"))).toEqual({ startMs: ms("2026-11-25T09:00Z"), endMs: ms("2026-11-25T10:30Z") });
    expect(nextFree(ask("24T15:30", "24T17:00", { hours: [] }))).toBeNull();
  });
});

describe("changed rules", () => {
  it("show the time they gain and lose and the meetings they strand", () => {
    const before = defaultRules("UTC");
    const after: AvailabilityRules = { ...before, hours: [{ days: [1, 2, 3, 4], start: "08:00", end: "15:00" }] };
    const effect = simulateRules({
      before,
      after,
      busy: [sync],
      nowMs: ms("2026-11-23T00:00Z"),
      fromMs: ms("2026-11-23T00:00Z"),
      toMs: ms("2026-11-30T00:00Z"),
    });
    expect(effect).toMatchObject({ gainedMinutes: 4 * 60, lostMinutes: 4 * 120 - 60 + 480, stranded: [0] });
  });
});
