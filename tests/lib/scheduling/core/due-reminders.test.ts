import fc from "fast-check";
import { dueReminders, lateMs, lookAheadMs, readReminderKey, reminderKey } from "@/lib/scheduling/core/due-reminders";

const minute = 60_000;
const at = (ref: string, minutes: number) => ({ ref, startMs: minutes * minute });

test("a meeting is told of from its lead until it is under way, also where the lead is none", () => {
  const { due, nextLookMs } = dueReminders([at("past", -2), at("now", 10), at("soon", 12), at("later", 40)], 10 * minute, 0);
  expect(due.map(({ ref }) => ref)).toEqual(["now"]);
  expect(nextLookMs).toBe(2 * minute);
  expect(dueReminders([at("now", 10)], 0, 10 * minute + 900).due).toHaveLength(1);
});

test("whatever is ahead: nothing is missed between two looks, and nothing is told once it is under way", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -100, max: 2_000 }), { maxLength: 20 }), fc.integer({ min: 0, max: 1_440 }), (starts, lead) => {
      const told = new Map<number, number>();
      const meetings = starts.map((start, index) => at(String(index), start));
      for (let nowMs = 0, looks = 0; nowMs <= 2_000 * minute && looks < 500; looks += 1) {
        const seen = meetings.filter(({ startMs }) => startMs <= nowMs + lead * minute + lookAheadMs);
        const { due, nextLookMs } = dueReminders(seen, lead * minute, nowMs);
        for (const { ref, startMs } of due) {
          expect(startMs).toBeGreaterThan(nowMs - lateMs);
          if (!told.has(Number(ref))) told.set(Number(ref), nowMs);
        }
        expect(nextLookMs).toBeGreaterThan(nowMs);
        nowMs = nextLookMs;
      }
      for (const [index, start] of starts.entries()) if (start > 0) expect(told.get(index)).toBe(Math.max(0, (start - lead) * minute));
    }),
  );
});

test("the key of a reminder says which meeting and when", () => {
  const meeting = at("6f1e@2026-01-01T10:00:00Z", 5);
  expect(readReminderKey(reminderKey(meeting))).toEqual(meeting);
  expect(readReminderKey("else")).toBeNull();
});
