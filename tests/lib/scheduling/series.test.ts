import { cpuMs } from "../../support/cpu-time";
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarEvent, CreateEventInput } from "@/lib/scheduling/contracts";
import { cancelEvent, cancelEvents, createEvent, getEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

const listed = async (actor: Actor, from = "2026-11-01T00:00", to = "2027-01-01T00:00"): Promise<CalendarEvent[]> =>
  (await listEvents(actor, { from: at(from), to: at(to) })).events;
/** "11-24 10:00 Stand-up", in the wall clock of each event. */
const lines = async (actor: Actor, from?: string, to?: string): Promise<string[]> =>
  (await listed(actor, from, to)).map(({ start, title }) => `${start.slice(5, 10)} ${start.slice(11, 16)} ${title}`);
const weekly = async (rest: Partial<CreateEventInput> = {}): Promise<{ actor: Actor; occurrences: CalendarEvent[] }> => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Sync", rrule: "FREQ=WEEKLY;COUNT=4", ...rest }));
  return { actor, occurrences: await listed(actor) };
};
const ref = (occurrences: readonly CalendarEvent[], i: number): string => occurrences[i]?.ref ?? "";

test("a series keeps its wall clock across clock changes, and says in words how it repeats", async () => {
  const actor = await newCalendarOwner("America/New_York");
  const { event } = await createEvent(actor, hourAt("2026-10-27T09:00", { rrule: "FREQ=WEEKLY;COUNT=3" }, "America/New_York"));
  expect(event.recurrence).toEqual({ rrule: "FREQ=WEEKLY;COUNT=3", text: "every Tuesday, 3 times" });
  expect(event.ref).toBe(`${event.id}@2026-10-27T13:00:00Z`);
  const { events } = await listEvents(actor, { from: at("2026-10-01T00:00"), to: at("2026-12-01T00:00") });
  expect(events.map(({ start }) => start)).toEqual(["2026-10-27T09:00:00-04:00", "2026-11-03T09:00:00-05:00", "2026-11-10T09:00:00-05:00"]);
});

test("a series begins at the first time its rule names", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-26T10:00", { title: "Sync", rrule: "FREQ=WEEKLY;BYDAY=MO;COUNT=2" }));
  expect(await lines(actor)).toEqual(["11-30 10:00 Sync", "12-07 10:00 Sync"]);
});

test("a series leaves out the days it is told to, also its first, whatever the clock does", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(
    actor,
    hourAt("2026-10-20T10:00", { title: "Sync", rrule: "FREQ=WEEKLY", skips: ["2026-10-20", "2026-10-27", "2026-10-28"] }),
  );
  expect(event.start).toBe(at("2026-11-03T10:00"));
  expect(await lines(actor, "2026-10-01T00:00", "2026-11-12T00:00")).toEqual(["11-03 10:00 Sync", "11-10 10:00 Sync"]);
});

test("an endless series that is ten years old is found in any week", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2016-11-24T10:00", { title: "Old", rrule: "FREQ=DAILY" }));
  expect(await lines(actor, "2026-11-24T00:00", "2026-11-26T00:00")).toEqual(["11-24 10:00 Old", "11-25 10:00 Old"]);
});

test("changing this occurrence leaves the others alone; its ref stays", async () => {
  const { actor, occurrences } = await weekly();
  const { event, before } = await updateEvent(actor, { ref: ref(occurrences, 1), patch: { title: "Sync with Tom", start: at("2026-12-02T15:00") } });
  expect(before).toEqual(occurrences[1]);
  expect(event).toMatchObject({
    ref: ref(occurrences, 1),
    id: occurrences[1]?.id,
    title: "Sync with Tom",
    start: "2026-12-02T15:00:00+01:00",
    end: "2026-12-02T16:00:00+01:00",
  });
  expect(await lines(actor)).toEqual(["11-24 10:00 Sync", "12-02 15:00 Sync with Tom", "12-08 10:00 Sync", "12-15 10:00 Sync"]);
  expect(await getEvent(actor, { ref: event.ref })).toEqual(event);
  const again = await updateEvent(actor, { ref: event.ref, version: event.version, patch: { title: "Sync with Ana" } });
  expect(again.event.version).toBeGreaterThan(event.version);
  expect(await codeOf(updateEvent(actor, { ref: event.ref, version: event.version, patch: { title: "late" } }))).toBe("scheduling/version-conflict");
  expect(await codeOf(updateEvent(actor, { ref: ref(occurrences, 2), version: occurrences[2]?.version, patch: { title: "other one" } }))).toBe("");
});

test("an occurrence that was moved out of a window is not in it any more, and is in the one it went to", async () => {
  const { actor, occurrences } = await weekly();
  await updateEvent(actor, { ref: ref(occurrences, 3), patch: { start: at("2027-03-01T10:00") } });
  expect(await lines(actor, "2026-12-14T00:00", "2026-12-20T00:00")).toEqual([]);
  expect(await lines(actor, "2027-03-01T00:00", "2027-03-02T00:00")).toEqual(["03-01 10:00 Sync"]);
});

test("changing this and following splits the series in two", async () => {
  const { actor, occurrences } = await weekly();
  const { event } = await updateEvent(actor, { ref: ref(occurrences, 2), scope: "following", patch: { title: "New sync", start: at("2026-12-09T11:00") } });
  expect(event).toMatchObject({ title: "New sync", start: "2026-12-09T11:00:00+01:00" });
  expect(event.id).not.toBe(occurrences[0]?.id);
  expect(await lines(actor)).toEqual(["11-24 10:00 Sync", "12-01 10:00 Sync", "12-09 11:00 New sync", "12-16 11:00 New sync"]);
});

test("changing this and following from the first occurrence on changes the whole series", async () => {
  const { actor, occurrences } = await weekly();
  const { event } = await updateEvent(actor, { ref: ref(occurrences, 0), scope: "following", patch: { title: "All" } });
  expect(event.id).toBe(occurrences[0]?.id);
  expect(await lines(actor)).toEqual(["11-24 10:00 All", "12-01 10:00 All", "12-08 10:00 All", "12-15 10:00 All"]);
});

test("moving all moves the weekday and the clock of every occurrence", async () => {
  const { actor, occurrences } = await weekly({ rrule: "FREQ=WEEKLY;BYDAY=TU;COUNT=4" });
  const { event } = await updateEvent(actor, { ref: ref(occurrences, 1), scope: "all", patch: { start: at("2026-12-02T14:00"), end: at("2026-12-02T14:30") } });
  expect(event).toMatchObject({ start: "2026-12-02T14:00:00+01:00", end: "2026-12-02T14:30:00+01:00" });
  expect(await lines(actor)).toEqual(["11-25 14:00 Sync", "12-02 14:00 Sync", "12-09 14:00 Sync", "12-16 14:00 Sync"]);
});

test("moving all of a series on the second Tuesday of the month moves it to the weekday it was put on", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-10T10:00", { title: "Board", rrule: "FREQ=MONTHLY;BYDAY=2TU;COUNT=3" }));
  const [first] = await listed(actor);
  await updateEvent(actor, { ref: first?.ref ?? "", scope: "all", patch: { start: at("2026-11-12T10:00") } });
  expect(await lines(actor, "2026-11-01T00:00", "2027-02-01T00:00")).toEqual(["11-12 10:00 Board", "12-10 10:00 Board", "01-14 10:00 Board"]);
});

test("the end of a series moves with it, so that it keeps its number of times", async () => {
  const { actor, occurrences } = await weekly({ rrule: "FREQ=WEEKLY;UNTIL=20261215T090000Z" });
  expect(occurrences).toHaveLength(4);
  await updateEvent(actor, { ref: ref(occurrences, 0), scope: "all", patch: { start: at("2026-11-25T16:00") } });
  expect(await lines(actor)).toEqual(["11-25 16:00 Sync", "12-02 16:00 Sync", "12-09 16:00 Sync", "12-16 16:00 Sync"]);
});

test("a series that becomes all-day keeps its days, and those changed on their own stay part of it", async () => {
  const { actor, occurrences } = await weekly({ rrule: "FREQ=WEEKLY;UNTIL=20261215T090000Z" });
  await cancelEvent(actor, { ref: ref(occurrences, 1) });
  await updateEvent(actor, { ref: ref(occurrences, 2), patch: { location: "Roof" } });
  const { event } = await updateEvent(actor, { ref: ref(occurrences, 0), scope: "all", patch: { allDay: true } });
  expect(event).toMatchObject({ allDay: true, start: "2026-11-24T00:00:00+01:00", end: "2026-11-25T00:00:00+01:00" });
  expect((await listed(actor)).map(({ start, allDay, location }) => `${start.slice(5, 10)} ${allDay} ${location}`)).toEqual([
    "11-24 true ",
    "12-08 true Roof",
    "12-15 true ",
  ]);
});

test("what was changed on its own follows a change of all: moved ones keep their time, cancelled ones stay away, words are taken over", async () => {
  const { actor, occurrences } = await weekly();
  await updateEvent(actor, { ref: ref(occurrences, 1), patch: { start: at("2026-12-03T18:00") } });
  await cancelEvent(actor, { ref: ref(occurrences, 2) });
  await updateEvent(actor, { ref: ref(occurrences, 3), patch: { location: "Roof" } });
  const [first] = await listed(actor);
  await updateEvent(actor, { ref: first?.ref ?? "", scope: "all", patch: { title: "Team", start: at("2026-11-24T09:00") } });
  expect(await lines(actor)).toEqual(["11-24 09:00 Team", "12-03 18:00 Team", "12-15 09:00 Team"]);
  expect((await listed(actor)).at(-1)?.location).toBe("Roof");
});

test("an occurrence moves by a week even when its neighbour has moved there before", async () => {
  const { actor, occurrences } = await weekly();
  for (const i of [0, 1, 2]) await updateEvent(actor, { ref: ref(occurrences, i), patch: { location: `Room ${i}` } });
  const [first] = await listed(actor);
  await updateEvent(actor, { ref: first?.ref ?? "", scope: "all", patch: { start: at("2026-12-01T10:00") } });
  expect((await listed(actor)).map(({ start, location }) => `${start.slice(5, 10)} ${location}`)).toEqual([
    "12-01 Room 0",
    "12-08 Room 1",
    "12-15 Room 2",
    "12-22 ",
  ]);
});

test("a single event starts to repeat, and a series stops", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-24T10:00", { title: "Sync" }));
  const repeated = await updateEvent(actor, { ref: event.ref, patch: { rrule: "FREQ=WEEKLY;COUNT=3" } });
  expect(repeated.event.recurrence?.text).toBe("every Tuesday, 3 times");
  const occurrences = await listed(actor);
  expect(occurrences).toHaveLength(3);
  const { event: last } = await updateEvent(actor, { ref: ref(occurrences, 1), patch: { rrule: null } });
  expect(last.recurrence).toBeNull();
  expect(await lines(actor)).toEqual(["11-24 10:00 Sync", "12-01 10:00 Sync"]);
});

test("a new repetition said of one occurrence holds from there on", async () => {
  const { actor, occurrences } = await weekly();
  await updateEvent(actor, { ref: ref(occurrences, 2), patch: { rrule: "FREQ=DAILY;COUNT=2" } });
  expect(await lines(actor)).toEqual(["11-24 10:00 Sync", "12-01 10:00 Sync", "12-08 10:00 Sync", "12-09 10:00 Sync"]);
});

test.each(["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=SECONDLY;BYMONTH=1;BYSETPOS=1", "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5,6,7,8,9"])(
  "%s, which would fill the calendar, is refused in a tenth of a second and leaves the calendar usable",
  async (rrule) => {
    const actor = await newCalendarOwner();
    const startedAt = cpuMs();
    expect(await codeOf(createEvent(actor, hourAt("2026-11-24T10:00", { rrule })))).toBe("scheduling/recurrence-refused");
    expect(cpuMs() - startedAt).toBeLessThan(200);
    expect(await listed(actor)).toEqual([]);
  },
);

test("an all-day series covers whole days, also where a day has 23 hours", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, { title: "Duty", start: at("2026-03-28T00:00"), end: at("2026-03-29T00:00"), allDay: true, rrule: "FREQ=DAILY;COUNT=3" });
  const { events } = await listEvents(actor, { from: at("2026-03-01T00:00"), to: at("2026-04-15T00:00") });
  expect(events.map(({ start, end }) => `${start} ${end}`)).toEqual([
    "2026-03-28T00:00:00+01:00 2026-03-29T00:00:00+01:00",
    "2026-03-29T00:00:00+01:00 2026-03-30T00:00:00+02:00",
    "2026-03-30T00:00:00+02:00 2026-03-31T00:00:00+02:00",
  ]);
});

test.each([
  ["this", ["11-24 10:00 Sync", "12-08 10:00 Sync", "12-15 10:00 Sync"]],
  ["following", ["11-24 10:00 Sync"]],
  ["all", []],
] as const)("cancelling an occurrence with scope %s takes away what it says, and undo brings it back", async (scope, left) => {
  const { actor, occurrences } = await weekly();
  await updateEvent(actor, { ref: ref(occurrences, 3), patch: { location: "Roof" } });
  const before = await listed(actor);
  const { undo } = await cancelEvent(actor, { ref: ref(occurrences, 1), scope });
  expect(await lines(actor)).toEqual(left);
  await undoChange(actor, undo);
  const plain = (events: readonly CalendarEvent[]) => events.map(({ version: _version, ...event }) => event);
  expect(plain(await listed(actor))).toEqual(plain(before));
});

test("occurrences of one series are cancelled together and come back together", async () => {
  const { actor, occurrences } = await weekly();
  const { undo } = await cancelEvents(actor, { events: [{ ref: ref(occurrences, 0) }, { ref: ref(occurrences, 2) }] });
  expect(await lines(actor)).toEqual(["12-01 10:00 Sync", "12-15 10:00 Sync"]);
  await undoChange(actor, undo);
  expect(await lines(actor)).toHaveLength(4);
});

test.each(["this", "following", "all"] as const)("a move with scope %s is undone completely", async (scope) => {
  const { actor, occurrences } = await weekly();
  await updateEvent(actor, { ref: ref(occurrences, 2), patch: { location: "Roof" } });
  const before = await lines(actor);
  const { undo } = await updateEvent(actor, { ref: ref(occurrences, 1), scope, patch: { start: at("2026-12-02T16:00") } });
  expect(await lines(actor)).not.toEqual(before);
  const { events } = await undoChange(actor, { changeId: undo?.changeId ?? "" });
  expect(await lines(actor)).toEqual(before);
  if (scope !== "this") expect(events.length).toBeGreaterThan(0);
});

test("a ref to a time at which the series doesn't happen names nothing", async () => {
  const { actor, occurrences } = await weekly();
  const id = occurrences[0]?.id ?? "";
  expect(await codeOf(getEvent(actor, { ref: `${id}@2026-11-25T09:00:00Z` }))).toBe("scheduling/event-not-found");
  expect(await codeOf(cancelEvent(actor, { ref: `${id}@2030-01-01T09:00:00Z` }))).toBe("scheduling/event-not-found");
});
