import { randomUUID } from "node:crypto";
import { getBriefSettings, getToday, listBriefs, putBriefSettings, readBrief, sweepBriefs, writeBrief } from "@/lib/briefs/service";
import { listNotifications } from "@/lib/notifications/service";
import { createEvent } from "@/lib/scheduling/service";
import { createTask } from "@/lib/tasks/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

test("today shows what is next, what is free and what is due, of this owner only", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const now = at("2026-11-26T10:00");
  await createEvent(ada, hourAt("2026-11-26T12:00", { location: "Blue Bottle", guests: ["Maya"] }));
  await createEvent(ada, hourAt("2026-11-26T12:30", { title: "Call" }));
  await createTask(ada, { title: "Rent", due: "today" }, { now });
  await createTask(ada, { title: "Later", due: "next week" }, { now });
  const today = await getToday(ada, { now });
  expect(today).toMatchObject({ date: "2026-11-26", next: { event: { title: "Lunch", location: "Blue Bottle" }, conflicts: ["Call"] } });
  expect(today.events.map(({ title }) => title)).toEqual(["Lunch", "Call"]);
  expect(today.free.minutes).toBe(2 * 60 + 3.5 * 60);
  expect(today.tasks.today.map(({ title }) => title)).toEqual(["Rent"]);
  expect(await getToday(eve, { now })).toMatchObject({ next: null, events: [], tasks: { today: [], overdue: [] } });
});

test("a brief is written at its hour, once, kept, and told", async () => {
  const ada = await newCalendarOwner();
  await putBriefSettings(ada, { wanted: true, localTime: "07:30" }, { now: at("2026-11-25T12:00") });
  await createEvent(ada, hourAt("2026-11-26T12:00"));
  expect(await writeBrief(ada.userId, { now: at("2026-11-26T07:29") })).toBe(false);
  const tries = await Promise.all(Array.from({ length: 3 }, () => writeBrief(ada.userId, { now: at("2026-11-26T07:30") })));
  expect(tries.filter(Boolean)).toHaveLength(1);
  const { briefs } = await listBriefs(ada);
  expect(briefs).toEqual([
    expect.objectContaining({ day: "2026-11-26", sentences: expect.arrayContaining(["One event today: “Lunch” at 12:00."]) as string[] }),
  ]);
  expect((await listNotifications(ada)).notifications).toEqual([expect.objectContaining({ kind: "brief", href: "/today", subjectId: briefs[0]?.id })]);
  expect(await writeBrief(ada.userId, { now: at("2026-11-27T07:30") })).toBe(true);
  expect((await listBriefs(ada, { limit: 1 })).nextCursor).toBe("2026-11-27");
  expect((await listBriefs(ada, { cursor: "2026-11-27" })).briefs.map(({ day }) => day)).toEqual(["2026-11-26"]);
});

test("a sweep writes what was missed while nothing ran, for owners who never chose an hour too, and none that isn't wanted", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner("Asia/Tokyo")];
  expect(await getBriefSettings(ada)).toEqual({ wanted: true, localTime: "07:30" });
  await putBriefSettings(eve, { wanted: false, localTime: "06:00" }, { now: at("2026-11-25T12:00") });
  await sweepBriefs({ now: at("2026-11-25T12:00") });
  expect((await listBriefs(ada)).briefs).toEqual([]);
  await sweepBriefs({ now: at("2026-11-26T11:00") });
  await sweepBriefs({ now: at("2026-11-26T11:01") });
  expect((await listBriefs(ada)).briefs.map(({ day }) => day)).toEqual(["2026-11-26"]);
  expect((await listBriefs(eve)).briefs).toEqual([]);
});

test("every verb refuses an actor without the scope", async () => {
  const stranger = { userId: randomUUID(), via: "session" as const, scopes: [] };
  const tries = [
    () => getToday(stranger),
    () => readBrief(stranger),
    () => listBriefs(stranger),
    () => getBriefSettings(stranger),
    () => putBriefSettings(stranger, { wanted: true, localTime: "07:30" }),
  ];
  for (const attempt of tries as readonly (() => Promise<unknown>)[]) expect(await codeOf(attempt())).toBe("identity/forbidden");
});
