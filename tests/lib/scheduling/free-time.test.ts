import fc from "fast-check";
import type { Actor } from "@/lib/identity/contracts";
import { defaultRules } from "@/lib/scheduling/contracts";
import { createEvent, explainTime, findFreeTime, getAvailability, nextFree, putAvailability, updateEvent } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";

/** Monday morning of the project's week. */
const clock = { now: at("2026-11-23T07:00") };
const rules = defaultRules("Europe/Berlin");
const thursday = { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00"), durationMinutes: 30 };
const windows = async (actor: Actor, rest: object = {}): Promise<string[]> =>
  (await findFreeTime(actor, { ...thursday, ...rest }, clock)).windows.map(({ start, end }) => `${start.slice(11, 16)}-${end.slice(11, 16)}`);

test("an owner who said nothing can be met on weekdays from nine to five", async () => {
  const actor = await newCalendarOwner("Asia/Tokyo");
  expect(await getAvailability(actor)).toEqual(defaultRules("Asia/Tokyo"));
  const {
    windows: found,
    offers,
    unknown,
  } = await findFreeTime(actor, { from: at("2026-11-27T00:00", "Asia/Tokyo"), to: at("2026-11-30T00:00", "Asia/Tokyo"), durationMinutes: 60 }, clock);
  expect(found).toEqual([{ start: "2026-11-27T09:00:00+09:00", end: "2026-11-27T17:00:00+09:00" }]);
  expect(offers[0]).toMatchObject({ start: "2026-11-27T09:00:00+09:00", end: "2026-11-27T10:00:00+09:00" });
  expect(offers[0]?.because.length).toBeGreaterThan(0);
  expect(offers).toHaveLength(10);
  expect(unknown).toEqual([]);
});

test("what is on the calendar is not free: events, occurrences, all-day ones; free ones are", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-26T10:00"));
  await createEvent(actor, hourAt("2025-11-27T13:00", { rrule: "FREQ=WEEKLY" }));
  await createEvent(actor, hourAt("2026-11-26T15:00", { showAs: "free" }));
  expect(await windows(actor)).toEqual(["09:00-10:00", "11:00-13:00", "14:00-17:00"]);
  await createEvent(actor, { title: "Fair", start: thursday.from, end: thursday.to, allDay: true });
  expect(await windows(actor)).toEqual([]);
});

test("an occurrence that was moved frees its old time and takes its new one", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T10:00", { rrule: "FREQ=WEEKLY" }));
  await updateEvent(actor, { ref: event.ref, patch: { start: at("2026-11-26T16:00") } });
  expect(await windows(actor)).toEqual(["09:00-16:00"]);
});

test("buffers, protections, caps and public holidays hold", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-26T10:00"));
  await putAvailability(actor, {
    ...rules,
    bufferBeforeMinutes: 15,
    bufferAfterMinutes: 30,
    protections: [{ name: "Lunch", days: [4], start: "12:00", end: "13:00", soft: false }],
  });
  expect(await windows(actor)).toEqual(["09:00-09:30", "11:15-12:00", "13:00-17:00"]);
  await putAvailability(actor, { ...rules, weeklyCap: 1 });
  expect(await windows(actor)).toEqual([]);
  await putAvailability(actor, { ...rules, holidays: "DE" });
  expect(await windows(actor, { from: at("2026-12-25T00:00"), to: at("2026-12-26T00:00") })).toEqual([]);
  expect(await windows(actor, { from: at("2026-12-28T00:00"), to: at("2026-12-29T00:00") })).toEqual(["09:00-17:00"]);
  const { blockers } = await explainTime(actor, { start: at("2026-12-25T10:00"), end: at("2026-12-25T11:00") }, clock);
  expect(blockers.map(({ rule }) => rule)).toEqual(["holiday"]);
});

test("a search can be narrowed to a part of the day, or look beyond working hours", async () => {
  const actor = await newCalendarOwner();
  expect(await windows(actor, { notBefore: "13:00", notAfter: "15:00" })).toEqual(["13:00-15:00"]);
  expect(await windows(actor, { ignoreHours: true, notBefore: "18:00" })).toEqual(["18:00-00:00"]);
});

test("people whose calendars can't be seen are named, and what the owner's events say of them counts", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-26T10:00", { showAs: "free", attendees: [{ email: "tom@example.com" }] }));
  const { unknown, windows: found } = await findFreeTime(actor, { ...thursday, people: ["Tom@example.com", "ana@example.com"] }, clock);
  expect(unknown).toEqual(["tom@example.com", "ana@example.com"]);
  expect(found.map(({ start }) => start.slice(11, 16))).toEqual(["09:00", "11:00"]);
});

test("why a time isn't free names the owner's events and rules, and what would have to change", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-27T17:00", { title: "Choir" }));
  const answer = await explainTime(actor, { start: at("2026-11-27T17:00"), end: at("2026-11-27T17:30") }, clock);
  expect(answer.free).toBe(false);
  expect(answer.blockers).toEqual([
    expect.objectContaining({ rule: "event", ref: event.ref, text: expect.stringContaining("Choir") as string }),
    expect.objectContaining({ rule: "outside-hours" }),
  ]);
  for (const { cure } of answer.blockers) expect(cure).not.toBe("");
  expect(await explainTime(actor, { start: at("2026-11-27T10:00"), end: at("2026-11-27T10:30") }, clock)).toEqual({ free: true, blockers: [] });
});

test("the next free time of the same length is found beyond a full calendar", async () => {
  const actor = await newCalendarOwner();
  await createEvent(actor, hourAt("2026-11-23T08:00", { end: at("2026-11-23T18:00"), rrule: "FREQ=DAILY;COUNT=3" }));
  expect(await nextFree(actor, { start: at("2026-11-23T10:00"), end: at("2026-11-23T11:00") }, clock)).toEqual({
    start: "2026-11-26T09:00:00+01:00",
    end: "2026-11-26T10:00:00+01:00",
  });
});

test("rules with holidays nobody knows are refused and the old ones stay", async () => {
  const actor = await newCalendarOwner();
  for (const holidays of ["XX", "DE-XX", "nonsense"]) expect(await codeOf(putAvailability(actor, { ...rules, holidays }))).toBe("scheduling/holidays-unknown");
  expect(await codeOf(putAvailability(actor, { ...rules, stepMinutes: 1 }))).toBe("request/invalid");
  expect(await getAvailability(actor)).toEqual(rules);
  expect((await putAvailability(actor, { ...rules, holidays: "DE-BE" })).holidays).toBe("DE-BE");
});

test("no offer ever touches something that takes time, whatever is on the calendar", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ hour: fc.integer({ min: 7, max: 18 }), minutes: fc.constantFrom(15, 45, 90), series: fc.boolean() }), { maxLength: 6 }),
      fc.constantFrom(15, 30, 60),
      async (events, durationMinutes) => {
        const actor = await newCalendarOwner();
        for (const { hour, minutes, series } of events) {
          const start = at(`2026-11-${series ? "19" : "26"}T${String(hour).padStart(2, "0")}:10`);
          await createEvent(actor, {
            title: "Any",
            start,
            end: Temporal.Instant.from(start).add({ minutes }).toString(),
            ...(series ? { rrule: "FREQ=WEEKLY" } : {}),
          });
        }
        const { offers } = await findFreeTime(actor, { ...thursday, durationMinutes, limit: 50 }, clock);
        for (const { start, end } of offers) expect(await explainTime(actor, { start, end }, clock)).toEqual({ free: true, blockers: [] });
      },
    ),
    { numRuns: 15 },
  );
});
