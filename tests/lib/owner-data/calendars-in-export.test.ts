/** The calendars of an archive against the database: every event, occurrence and to-do is in it as it is here, read by another program (ical.js). */
import { strFromU8, unzipSync } from "fflate";
import ICAL from "ical.js";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { exportData } from "@/lib/owner-data/service";
import { fillSample } from "@/lib/owner-data/sample";
import { cancelEvent, createEvent, listEvents, updateEvent } from "@/lib/scheduling/service";
import { createTask, createTaskFromLine, editTask, listTasks, putOffTask } from "@/lib/tasks/service";
import { at, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const now = at("2026-11-26T09:00");

const archive = async (actor: Actor): Promise<Record<string, string>> => {
  const { stream } = await exportData(actor);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
};

const calendarOf = (text: string): ICAL.Component => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar;
};
afterEach(() => ICAL.TimezoneService.reset());

const iso = (time: ICAL.Time): string => (time.isDate ? time.toString() : new Date(time.toUnixTime() * 1_000).toISOString());

/** What another program shows between two moments: title, start and end. */
const shownBy = (text: string, from: string, to: string): string[] => {
  const all = calendarOf(text)
    .getAllSubcomponents("vevent")
    .map((component) => new ICAL.Event(component));
  const exceptions = all.filter((event) => event.isRecurrenceException());
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  return all
    .filter((event) => !event.isRecurrenceException())
    .flatMap((event) => {
      if (event.component.getFirstPropertyValue("status") === "CANCELLED") return [];
      if (!event.isRecurring()) return [{ item: event, start: event.startDate, end: event.endDate }];
      for (const own of exceptions.filter(({ uid }) => uid === event.uid)) event.relateException(own);
      const found: { item: ICAL.Event; start: ICAL.Time; end: ICAL.Time }[] = [];
      const times = event.iterator();
      for (let next = times.next() as ICAL.Time | undefined; next && next.toUnixTime() * 1_000 < toMs; next = times.next() as ICAL.Time | undefined) {
        const { item, startDate, endDate } = event.getOccurrenceDetails(next);
        if (item.component.getFirstPropertyValue("status") !== "CANCELLED") found.push({ item, start: startDate, end: endDate });
      }
      return found;
    })
    .filter(({ start, end }) => start.toUnixTime() * 1_000 < toMs && end.toUnixTime() * 1_000 > fromMs)
    .map(({ item, start, end }) => `${item.summary} ${iso(start)} ${iso(end)}`)
    .sort();
};
const shownHere = async (actor: Actor, from: string, to: string): Promise<string[]> =>
  (await listEvents(actor, { from, to, limit: 500 })).events
    .map(({ title, start, end, allDay }) =>
      allDay ? `${title} ${start.slice(0, 10)} ${end.slice(0, 10)}` : `${title} ${new Date(start).toISOString()} ${new Date(end).toISOString()}`,
    )
    .sort();

test("events, series with what was moved, renamed and cancelled in them, whole days and clock changes: the same as here", async () => {
  const ada = await newCalendarOwner();
  await fillSample(ada, "Europe/Berlin", now);
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { title: "Lunch", rrule: "FREQ=WEEKLY;COUNT=25", skips: ["2026-12-22"] }));
  const of = (day: string): string => `${event.id}@2026-12-${day}T11:30:00Z`;
  await updateEvent(ada, { ref: of("08"), patch: { start: at("2026-12-09T16:00"), title: "Late lunch" } });
  await cancelEvent(ada, { ref: of("15") });
  const days = await createEvent(ada, {
    title: "Retreat",
    start: at("2026-12-03T00:00"),
    end: at("2026-12-05T00:00"),
    allDay: true,
    rrule: "FREQ=MONTHLY;COUNT=4",
  });
  await updateEvent(ada, { ref: `${days.event.id}@2027-01-02T23:00:00Z`, patch: { start: at("2027-01-10T00:00"), end: at("2027-01-11T00:00") } });
  await createEvent(ada, hourAt("2026-12-02T09:00", { title: "Tokyo", zone: "Asia/Tokyo", rrule: "FREQ=DAILY;COUNT=3" }));
  await cancelEvent(ada, { ref: (await createEvent(ada, hourAt("2026-12-02T18:00", { title: "Off" }))).event.ref });
  const files = await archive(ada);
  const names = Object.keys(files).filter((name) => name.startsWith("calendars/") && !name.endsWith("To-dos.ics"));
  const [from, to] = ["2026-11-01T00:00:00Z", "2027-06-01T00:00:00Z"];
  const here = await shownHere(ada, from, to);
  expect(here.length).toBeGreaterThan(40);
  expect(names.flatMap((name) => shownBy(files[name] ?? "", from, to)).sort()).toEqual(here);
  const { rows } = await query<{ count: number }>("SELECT count(*)::int AS count FROM events WHERE user_id = $1", [ada.userId]);
  expect(names.reduce((sum, name) => sum + (files[name]?.match(/^BEGIN:VEVENT/gm)?.length ?? 0), 0)).toBe(rows[0]?.count);
});

test("to-dos are VTODOs: due then, done or not, reminded of, repeating from where they stand", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Taxes; all\nof them", notes: "Bring, receipts", due: "2026-12-01" }, { now });
  await createTask(ada, { title: "Some day" }, { now });
  await createTaskFromLine(ada, "remind me to call Tom tomorrow at 9", { now });
  const milk = await createTask(ada, { title: "Milk", due: "2026-11-27" }, { now });
  await editTask(ada, { taskId: milk.id, done: true }, { now });
  const bins = await createTaskFromLine(ada, "remind me to take out the bins every Monday at 9", { now });
  await editTask(ada, { taskId: bins.id, done: true }, { now });
  const rent = await createTask(ada, { title: "Rent", due: "2026-12-31", repeat: "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3" }, { now });
  await putOffTask(ada, { taskId: rent.id, until: "2027-01-02" }, { now });
  await createTask(ada, { title: "Gone" }, { now }).then(({ id }) => query("UPDATE tasks SET deleted_at = now() WHERE id = $1", [id]));
  const text = (await archive(ada))["calendars/To-dos.ics"] ?? "";
  expect(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  const todos = calendarOf(text).getAllSubcomponents("vtodo");
  const said = todos.map((todo) => {
    const value = (name: string): string | null => {
      const found: unknown = todo.getFirstPropertyValue(name);
      return found === null ? null : found instanceof ICAL.Time ? iso(found) : String(found);
    };
    const trigger: unknown = todo.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger");
    return [
      value("summary"),
      value("due"),
      value("status"),
      value("dtstart"),
      value("rrule"),
      value("recurrence-id"),
      trigger === undefined ? null : String(trigger),
    ];
  });
  const dueDate = (await listTasks(ada)).tasks.find(({ title }) => /bins/.test(title))?.dueDate;
  expect(dueDate).toBe("2026-12-07");
  expect(said.sort((a, b) => String(a).localeCompare(String(b)))).toEqual([
    ["Call Tom", "2026-11-27T08:00:00.000Z", "NEEDS-ACTION", null, null, null, "2026-11-27T08:00:00Z"],
    ["Milk", "2026-11-27", "COMPLETED", null, null, null, null],
    ["Rent", "2026-12-31", "NEEDS-ACTION", "2026-12-31", expect.stringMatching(/^FREQ=MONTHLY;.*COUNT=3/), null, null],
    ["Rent", "2027-01-02", "NEEDS-ACTION", null, null, "2026-12-31", null],
    ["Some day", null, "NEEDS-ACTION", null, null, null, null],
    ["Take out the bins", "2026-12-07T08:00:00.000Z", "NEEDS-ACTION", "2026-12-07T08:00:00.000Z", "FREQ=WEEKLY;BYDAY=MO", null, "PT0S"],
    ["Taxes; all\nof them", "2026-12-01", "NEEDS-ACTION", null, null, null, null],
  ]);
  expect(todos.map((todo) => String(todo.getFirstPropertyValue("completed") ?? "")).filter((done) => done !== "")).toHaveLength(1);
});
