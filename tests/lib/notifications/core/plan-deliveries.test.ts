import { channelIds, kindIds, usualChannels, usualSettings, type Channel, type NotificationSettings } from "@/lib/notifications/contracts";
import { isWanted, planDeliveries, settingsOf, storedSettings, type Occasion } from "@/lib/notifications/core/plan-deliveries";

const all = new Set<Channel>(channelIds);
const night = Date.parse("2026-06-15T23:00:00Z");
const quiet: NotificationSettings = { ...usualSettings, quiet: { from: "22:00", until: "07:00" }, urgent: ["reminder"] };
const plan = (settings: NotificationSettings, occasion: Partial<Occasion>, choices: Parameters<typeof isWanted>[2] = []) =>
  planDeliveries({ zone: "UTC", choices, settings }, { kind: "link-booking", nowMs: night, uselessMs: null, open: all, ...occasion });

test("what comes in quiet hours stands on the page at once and waits elsewhere", () => {
  const dueMs = Date.parse("2026-06-16T07:00:00Z");
  expect(plan(quiet, {})).toEqual({
    inApp: true,
    deliveries: [
      { channel: "email", dueMs },
      { channel: "push", dueMs },
    ],
  });
});

test("an urgent kind doesn't wait", () => expect(plan(quiet, { kind: "reminder" }).deliveries).toEqual([{ channel: "push", dueMs: night }]));

test("what would come too late after the quiet hours isn't sent at all", () => {
  expect(plan(quiet, { kind: "meeting", uselessMs: night + 3_600_000 }).deliveries).toEqual([]);
  expect(plan(quiet, { kind: "meeting", uselessMs: night + 9 * 3_600_000 }).deliveries).toHaveLength(1);
});

test("only channels that are wanted and open are used", () => {
  expect(plan(usualSettings, { open: new Set<Channel>(["in-app"]) }).deliveries).toEqual([]);
  const choices = [
    { kind: "link-booking", channel: "in-app", wanted: false },
    { kind: "link-booking", channel: "push", wanted: false },
  ] as const;
  expect(plan(usualSettings, {}, choices)).toEqual({ inApp: false, deliveries: [{ channel: "email", dueMs: night }] });
});

test("a kind can't be wanted on a channel that doesn't carry it: no mail is written about a mail", () => {
  expect(isWanted("mail", "email", [{ kind: "mail", channel: "email", wanted: true }])).toBe(false);
  expect(usualChannels("mail")).not.toHaveProperty("email");
  expect(plan(usualSettings, { kind: "mail" }, [{ kind: "mail", channel: "email", wanted: true }]).deliveries).toEqual([]);
});

test("a kind of another release is told nowhere but where it was kept", () => {
  expect(plan(usualSettings, { kind: "gone" })).toEqual({ inApp: false, deliveries: [] });
});

test("every kind is told inside Perin unless its owner says otherwise", () => {
  for (const kind of kindIds) expect(isWanted(kind, "in-app", [])).toBe(true);
});

test("settings come back as they were stored, without kinds that are gone", () => {
  expect(settingsOf(storedSettings(quiet))).toEqual(quiet);
  expect(settingsOf({ ...storedSettings(quiet), urgent: ["reminder", "gone"] })).toEqual(quiet);
  expect(settingsOf(null)).toEqual(usualSettings);
});
