import { againInMs, agoOf, stateOf, statusOf, type Condition } from "@/lib/integrations/core/connection-status";

const now = Date.parse("2026-11-26T12:00:00Z");
const condition = (rest: Partial<Condition>): Condition => ({
  label: "Google Calendar",
  state: "connected",
  running: false,
  syncedAt: "2026-11-26T11:58:00Z",
  done: null,
  all: null,
  ...rest,
});

test.each([
  [{}, "Connected, last synced 2 minutes ago"],
  [{ syncedAt: null }, "Connected, the first sync begins in a moment"],
  [{ state: "reconnect", running: true } as const, "Google Calendar asks you to sign in again"],
  [{ running: true, syncedAt: null, done: 500, all: null }, "First sync, 500 so far"],
  [{ running: true, syncedAt: null, done: 500, all: 2_000 }, "First sync, 500 of 2000"],
  [{ running: true }, "Syncing"],
  [{ state: "failing" } as const, "Last synced 2 minutes ago, trying again"],
  [{ state: "failing", syncedAt: null } as const, "Not synced yet, trying again"],
])("%j reads %s", (rest, words) => {
  expect(statusOf(condition(rest), now)).toBe(words);
});

test("a sync that runs is told as one also while an earlier one had failed, but never hides that a sign-in is needed", () => {
  expect(stateOf(condition({ state: "failing", running: true }))).toBe("syncing");
  expect(stateOf(condition({ state: "reconnect", running: true }))).toBe("reconnect");
});

test.each([
  [30_000, "just now"],
  [60_000, "1 minute ago"],
  [3_600_000 * 47, "47 hours ago"],
  [3_600_000 * 49, "2 days ago"],
  [-5_000, "just now"],
])("%d ms are %s", (ms, words) => {
  expect(agoOf(now - ms, now)).toBe(words);
});

test("pauses double up to an hour, and a pause that was asked for is kept", () => {
  expect([0, 1, 2, 20].map((failures) => againInMs(failures, undefined) / 60_000)).toEqual([1, 2, 4, 60]);
  expect(againInMs(0, 600)).toBe(600_000);
});
