/** Reminders and the daily brief: at the owner's hour, once, whatever the clocks, the processes and the owner's travels do. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { updateProfile } from "@/lib/identity/service";
import { listBriefs, putBriefSettings, sweepBriefs, writeBrief } from "@/lib/briefs/service";
import { briefHourCame, nextBriefAt } from "@/lib/briefs/core/next-brief";
import { listNotifications } from "@/lib/notifications/service";
import { createTask, getTask, sweepReminders, tellReminder } from "@/lib/tasks/service";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";

const minutes = (from: string, count: number, step: number): string[] =>
  Array.from({ length: count }, (_one, at) => new Date(Date.parse(from) + at * step * 60_000).toISOString());

describe("the hour of the brief", () => {
  test.each([
    ["Europe/Berlin", "02:30"],
    ["America/New_York", "02:30"],
    ["Australia/Lord_Howe", "02:15"],
    ["America/Sao_Paulo", "00:00"],
    ["Asia/Kathmandu", "07:30"],
    ["Pacific/Chatham", "03:00"],
  ])("in %s at %s: each day of two years has one, and it isn't before its hour", (zone, localTime) => {
    let at = "2026-01-01T00:00:00.000Z";
    const days = new Set<string>();
    for (let count = 0; count < 730; count += 1) {
      at = nextBriefAt(localTime, zone, at);
      expect(briefHourCame(localTime, zone, at)).toBe(true);
      // A moment before midnight it is still the day before, whose hour came.
      if (localTime !== "00:00") expect(briefHourCame(localTime, zone, new Date(Date.parse(at) - 1).toISOString())).toBe(false);
      const wall = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
      days.add(wall.toPlainDate().toString());
      // A time that is skipped is as far behind the change.
      expect(wall.toPlainTime().toString({ smallestUnit: "minute" }) >= localTime).toBe(true);
    }
    expect(days.size).toBe(730);
  });
});

describe.each(databases())("on %s", (kind) => {
  useTestDatabase(kind);

  const notices = async (actor: Actor): Promise<string[]> => (await listNotifications(actor)).notifications.map(({ title }) => title);
  const days = async (actor: Actor): Promise<string[]> => (await listBriefs(actor)).briefs.map(({ day }) => day);
  /** The process dies after it took the right to tell, before anything is kept. */
  const killedWhileTelling = async (actor: Actor, work: () => Promise<unknown>): Promise<void> => {
    await query("CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''killed''; END'");
    await query(`CREATE TRIGGER die BEFORE INSERT ON notifications FOR EACH ROW WHEN (NEW.user_id = '${actor.userId}') EXECUTE FUNCTION die()`);
    await work().catch(() => undefined);
    await query("DROP TRIGGER die ON notifications");
  };

  test.each([
    ["the night with an hour less", "2027-03-27T22:00:00Z", "2027-03-28"],
    ["the night with an hour more", "2027-10-30T21:00:00Z", "2027-10-31"],
  ])("%s: one brief and one reminder at 02:30, though two replicas look every ten minutes", async (_name, from, day) => {
    const ada = await newCalendarOwner();
    await putBriefSettings(ada, { wanted: true, localTime: "02:30" }, { now: from });
    const { id } = await createTask(ada, { title: "Bread", due: `${day}T02:30`, remind: true }, { now: from });
    for (const now of minutes(from, 48, 10)) {
      await Promise.all([writeBrief(ada.userId, { now }), writeBrief(ada.userId, { now })]);
      await Promise.all([tellReminder(ada.userId, id, { now }), tellReminder(ada.userId, id, { now })]);
    }
    expect(await days(ada)).toEqual([day]);
    expect((await notices(ada)).sort()).toEqual(["Bread", "Your day"]);
  });

  test("who dies between taking the right to tell and telling leaves it to the next, who tells once", async () => {
    const ada = await newCalendarOwner();
    const [before, now] = ["2026-11-26T05:00:00Z", "2026-11-26T08:00:00Z"];
    await putBriefSettings(ada, { wanted: true, localTime: "07:30" }, { now: before });
    const { id } = await createTask(ada, { title: "Call", due: "2026-11-26T08:30", remind: true }, { now: before });
    await killedWhileTelling(ada, () => writeBrief(ada.userId, { now }));
    await killedWhileTelling(ada, () => tellReminder(ada.userId, id, { now }));
    expect([await days(ada), await notices(ada), (await getTask(ada, { taskId: id })).reminded]).toEqual([[], [], false]);
    for (let again = 0; again < 2; again += 1) {
      await sweepBriefs({ now });
      await sweepReminders({ now });
    }
    expect([await days(ada), (await notices(ada)).sort()]).toEqual([["2026-11-26"], ["Call", "Your day"]]);
  });

  test("a reminder that can't be told keeps nobody else's waiting", async () => {
    const [eve, ada] = [await newCalendarOwner(), await newCalendarOwner()];
    const before = "2026-11-26T05:00:00Z";
    await createTask(eve, { title: "First", due: "2026-11-26T07:00", remind: true }, { now: before });
    await createTask(ada, { title: "Second", due: "2026-11-26T07:30", remind: true }, { now: before });
    await killedWhileTelling(eve, () => sweepReminders({ now: "2026-11-26T08:00:00Z" }));
    expect([await notices(eve), await notices(ada)]).toEqual([[], ["Second"]]);
    await sweepReminders({ now: "2026-11-26T08:01:00Z" });
    expect([await notices(eve), await notices(ada)]).toEqual([["First"], ["Second"]]);
  });

  const travels = async (actor: Actor, zone: string): Promise<void> => void (await updateProfile(actor, { zone }));

  test("who goes west has the next brief at their hour there, not in the night", async () => {
    const ada = await newCalendarOwner("Europe/Berlin");
    await putBriefSettings(ada, { wanted: true, localTime: "07:30" }, { now: "2026-11-26T08:00:00Z" });
    await travels(ada, "America/New_York");
    for (const now of minutes("2026-11-27T05:00:00Z", 45, 10)) await sweepBriefs({ now });
    expect(await days(ada)).toEqual([]);
    await sweepBriefs({ now: "2026-11-27T12:30:00Z" });
    expect(await days(ada)).toEqual(["2026-11-27"]);
  });

  test("who goes east has it at their hour there, not in the afternoon", async () => {
    const ada = await newCalendarOwner("America/New_York");
    await putBriefSettings(ada, { wanted: true, localTime: "07:30" }, { now: "2026-11-26T13:00:00Z" });
    await travels(ada, "Europe/Berlin");
    await sweepBriefs({ now: "2026-11-26T20:00:00Z" });
    expect(await days(ada)).toEqual([]);
    await sweepBriefs({ now: "2026-11-27T06:30:00Z" });
    expect(await days(ada)).toEqual(["2026-11-27"]);
    for (const now of minutes("2026-11-27T07:00:00Z", 30, 30)) await sweepBriefs({ now });
    expect(await days(ada)).toEqual(["2026-11-27"]);
  });

  test("a server that starts in the night after a day on which it stood still writes the brief of the new day at its hour", async () => {
    const ada = await newCalendarOwner();
    await putBriefSettings(ada, { wanted: true, localTime: "07:30" }, { now: "2026-11-25T12:00:00Z" });
    await sweepBriefs({ now: "2026-11-27T02:00:00Z" });
    expect(await days(ada)).toEqual([]);
    await sweepBriefs({ now: "2026-11-27T06:30:00Z" });
    expect(await days(ada)).toEqual(["2026-11-27"]);
  });
});
