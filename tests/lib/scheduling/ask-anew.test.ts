/** At a new time those who take part are asked anew (RFC 5546 sections 2.1.4 and 3.2.2.1); whatever else changes, their answers stay. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { createEvent, getEvent, updateEvent } from "@/lib/scheduling/service";
import type { EventPatch, SeriesScope } from "@/lib/scheduling/contracts";
import { at, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { addressOf } from "../../support/mailboxes";

useTestDatabase();

const attendees = [
  { email: "tom@example.com", status: "accepted" as const },
  { email: "eva@example.com", status: "declined" as const },
];
const before = ["accepted", "declined"];
const anew = ["needs-action", "needs-action"];
const statuses = async (actor: Actor, ref: string): Promise<string[]> => (await getEvent(actor, { ref })).attendees.map(({ status }) => status);
const sequenceOf = async (id: string): Promise<number | undefined> =>
  (await query<{ sequence: number }>("SELECT sequence FROM events WHERE id = $1", [id])).rows[0]?.sequence;

test.each<[string, EventPatch, readonly string[], number]>([
  ["another time", { start: at("2026-12-01T15:00") }, anew, 1],
  ["another end", { end: at("2026-12-01T14:00") }, anew, 1],
  ["a repetition", { rrule: "FREQ=WEEKLY;COUNT=3" }, anew, 1],
  ["the same time again", { start: at("2026-12-01T12:30") }, before, 0],
  ["another name", { title: "Brunch" }, before, 0],
  [
    "another time, and answers as they were loaded with it",
    { start: at("2026-12-01T15:00"), attendees: attendees.map((one) => ({ ...one, optional: false })) },
    anew,
    1,
  ],
  [
    "another time that one is known to come to",
    { start: at("2026-12-01T15:00"), attendees: [{ email: "eva@example.com", optional: false, status: "accepted" }] },
    ["accepted"],
    1,
  ],
])("%s", async (_name, patch, expected, sequence) => {
  const ada = await newCalendarOwner();
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { attendees }));
  const change = await updateEvent(ada, { ref: event.ref, patch });
  expect(change.event.attendees.map(({ status }) => status)).toEqual(expected);
  expect([await statuses(ada, change.event.ref), await sequenceOf(event.id)]).toEqual([expected, sequence]);
});

test.each<[SeriesScope, Record<string, readonly string[]>]>([
  ["this", { "01": before, "08": anew, "15": before }],
  ["all", { "01": anew, "08": anew, "15": anew }],
])("one of a series moved, for %s", async (scope, expected) => {
  const ada = await newCalendarOwner();
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { attendees, rrule: "FREQ=WEEKLY;COUNT=3" }));
  const { event: after } = await updateEvent(ada, { ref: `${event.id}@2026-12-08T11:30:00Z`, scope, patch: { start: at("2026-12-08T16:00") } });
  expect(after.attendees.map(({ status }) => status)).toEqual(anew);
  const hour = scope === "all" ? "15:00" : "11:30";
  for (const [day, said] of Object.entries(expected)) expect(await statuses(ada, `${event.id}@2026-12-${day}T${hour}:00Z`)).toEqual(said);
});

test("this and following moved: who comes to the ones before still comes", async () => {
  const ada = await newCalendarOwner();
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { attendees, rrule: "FREQ=WEEKLY;COUNT=3" }));
  const { event: after } = await updateEvent(ada, { ref: `${event.id}@2026-12-08T11:30:00Z`, scope: "following", patch: { start: at("2026-12-08T16:00") } });
  expect([await statuses(ada, `${event.id}@2026-12-01T11:30:00Z`), await statuses(ada, after.ref)]).toEqual([before, anew]);
});

test("neither the owner nor those on a meeting that somebody else arranges are asked anew", async () => {
  const ada = await newCalendarOwner();
  const { event } = await createEvent(ada, hourAt("2026-12-01T12:30", { attendees: [...attendees, { email: await addressOf(ada), status: "accepted" }] }));
  await updateEvent(ada, { ref: event.ref, patch: { start: at("2026-12-01T15:00") } });
  expect(await statuses(ada, event.ref)).toEqual([...anew, "accepted"]);
  const invited = await createEvent(ada, hourAt("2026-12-02T12:30", { attendees }));
  await query("INSERT INTO invitations (user_id, uid, organizer, sequence, answer, event_id) VALUES ($1, 'x', 'eva@example.com', 0, 'accepted', $2)", [
    ada.userId,
    invited.event.id,
  ]);
  await updateEvent(ada, { ref: invited.event.ref, patch: { start: at("2026-12-02T15:00") } });
  expect(await statuses(ada, invited.event.ref)).toEqual(before);
});
