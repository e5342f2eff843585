/** What rules do to real weeks, before and after they are saved. */
import { newCalendarOwner, hourAt } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { createEvent, getAvailability, listWorkingTime, putAvailability, simulateAvailability } from "@/lib/scheduling/service";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00"; // a Monday

test("a simulation says what is gained, lost and left outside, and saves nothing", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-24T16:00", { title: "Late review" }), { now });
  const rules = await getAvailability(actor);
  const shorter = await simulateAvailability(actor, { ...rules, hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "16:00" }] }, { now });
  expect(shorter).toMatchObject({ gainedMinutes: 0, strandedCount: 1, stranded: [{ title: "Late review", start: "2026-11-24T16:00:00+01:00" }] });
  // 20 working days lose their last hour, but for the one that a meeting takes already.
  expect(shorter.lostMinutes).toBe(19 * 60);
  expect(shorter.lost[0]).toEqual({ start: "2026-11-23T16:00:00+01:00", end: "2026-11-23T17:00:00+01:00" });
  const longer = await simulateAvailability(actor, { ...rules, hours: [{ days: [1, 2, 3, 4, 5, 6], start: "09:00", end: "17:00" }] }, { now });
  expect(longer).toMatchObject({ gainedMinutes: 4 * 8 * 60, lostMinutes: 0, strandedCount: 0 });
  expect(await simulateAvailability(actor, rules, { now })).toMatchObject({ gainedMinutes: 0, lostMinutes: 0 });
  expect(await getAvailability(actor)).toEqual(rules);
  await expect(simulateAvailability(actor, { ...rules, holidays: "XX" }, { now })).rejects.toMatchObject({ code: "scheduling/holidays-unknown" });
});

test("the hours of work have overrides, holidays and journeys laid in, and a window that is too long is refused", async () => {
  const actor = await newCalendarOwner();
  const rules = await getAvailability(actor);
  await putAvailability(actor, {
    ...rules,
    holidays: "DE",
    overrides: [{ date: "2026-12-28", hours: [{ start: "10:00", end: "12:00" }] }],
    travel: [{ from: "2026-12-29", to: "2026-12-29", zone: "Asia/Tokyo" }],
  });
  const { windows, holidays } = await listWorkingTime(actor, { from: "2026-12-24T00:00:00+01:00", to: "2026-12-30T00:00:00+01:00" });
  expect(holidays.map(({ date }) => date)).toEqual(["2026-12-25", "2026-12-26"]);
  expect(windows).toEqual([
    { start: "2026-12-24T09:00:00+01:00", end: "2026-12-24T17:00:00+01:00" },
    { start: "2026-12-28T10:00:00+01:00", end: "2026-12-28T12:00:00+01:00" },
    { start: "2026-12-29T01:00:00+01:00", end: "2026-12-29T09:00:00+01:00" },
  ]);
  await expect(listWorkingTime(actor, { from: "2026-01-01T00:00:00Z", to: "2026-12-01T00:00:00Z" })).rejects.toMatchObject({
    code: "scheduling/window-too-long",
  });
});
