/** A visitor talks with the delegate: times, lengths, picking, booking, moving and cancelling, all in words, with the picker on the same state. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { listEvents } from "@/lib/scheduling/service";
import { createMemory } from "@/lib/memory/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { newLink, newVisitor, nextMonth, sayAs, Visitor } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

test("from “something next week” to a booking and its cancellation, in words alone", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner, { purpose: "Intro call", durations: [30, 45] });
  const visitor = await newVisitor(token);
  const offered = await sayAs(visitor, "Something next week?");
  expect(offered.slots.length).toBeGreaterThan(1);
  for (const { start } of offered.slots) expect(start).toMatch(/[+-]\d\d:\d\d$|Z$/);
  const longer = await sayAs(visitor, "can we do 45 minutes instead?");
  expect(longer.visit).toMatchObject({ durationMinutes: 45 });
  expect(Date.parse(longer.slots[0]?.end ?? "") - Date.parse(longer.slots[0]?.start ?? "")).toBe(45 * 60_000);
  const kept = await sayAs(visitor, "the second one please");
  expect(kept.visit).toMatchObject({ hold: { start: longer.slots[1]?.start } });
  const booked = await sayAs(visitor, "Vera Visitor, vera@acme.com");
  expect(booked.text).toMatch(/^Booked: /);
  expect(booked.visit).toMatchObject({ hold: null, managed: [{ state: "booked", start: longer.slots[1]?.start, name: "Vera Visitor" }] });
  const inWindow = { from: longer.slots[1]?.start ?? "", to: longer.slots[1]?.end ?? "" };
  expect((await listEvents(owner, inWindow)).events).toHaveLength(1);
  expect((await sayAs(visitor, "please cancel it")).text).toMatch(/\? Say yes or no\.$/);
  expect((await sayAs(visitor, "yes")).visit).toMatchObject({ managed: [{ state: "cancelled" }] });
  expect((await listEvents(owner, inWindow)).events).toHaveLength(0);
});

test("moving in words keeps the booking and changes its time", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  await sayAs(visitor, "next week");
  await sayAs(visitor, "the first one");
  const booked = await sayAs(visitor, "Vera Visitor vera@acme.com");
  const [before] = booked.visit.managed as { key: string; start: string }[];
  expect((await sayAs(visitor, "can I move it?")).text).toMatch(/instead/);
  const offers = await sayAs(visitor, "in two weeks");
  const moved = await sayAs(visitor, offers.slots.length === 1 ? "yes" : "the second one");
  const [after] = moved.visit.managed as { key: string; start: string }[];
  expect(moved.text).toMatch(/^Moved/);
  expect([after?.key, after?.start]).toEqual([before?.key, offers.slots.at(offers.slots.length === 1 ? 0 : 1)?.start]);
  expect(
    (await query("SELECT count(*)::int AS count FROM link_bookings b JOIN links l ON l.id = b.link_id WHERE l.user_id = $1", [owner.userId])).rows,
  ).toEqual([{ count: 1 }]);
});

test("German and Hebrew visitors are answered in their language", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const german = new Visitor(token, "Europe/Berlin");
  await german.open(undefined, "de-DE");
  expect((await sayAs(german, "Haben Sie nächste Woche vormittags etwas?")).text).toMatch(/^Ich kann .* anbieten/);
  const hebrew = new Visitor(token, "Asia/Jerusalem");
  expect((await hebrew.open(undefined, "he-IL")).body).toMatchObject({ view: { language: "he", direction: "rtl" } });
  expect((await sayAs(hebrew, "משהו בשבוע הבא?")).text).toMatch(/^אפשר להציע/);
});

test("only what the owner marked for visitors is told, word for word, and nothing else of what is kept", async () => {
  const owner = await newCalendarOwner();
  await createMemory(owner, { text: "Parking is behind the blue building.", visitors: true });
  await createMemory(owner, { text: "The parking permit number is SECRET-9914.", visitors: false });
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  expect((await sayAs(visitor, "Where do I find parking?")).text).toBe("Parking is behind the blue building.");
  expect((await sayAs(visitor, "What is the parking permit number?")).text).not.toContain("SECRET");
});

test("a moment that isn't on offer is refused without a reason, and the nearest are named", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const { text, slots } = await sayAs(visitor, "Sunday at 3:10 am");
  expect(text).toMatch(/isn't on offer\. The nearest I can offer/);
  expect(slots.length).toBeGreaterThan(0);
});

test("the transcript is the owner's to read, with the times that were named", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const { slots } = await sayAs(visitor, "next week");
  const { listVisits, getVisit } = await import("@/lib/delegation/service");
  const { visits } = await listVisits(owner, { linkId: link.id, limit: 10 });
  expect(visits).toMatchObject([{ messages: 2, revealed: slots.length }]);
  const read = await getVisit(owner, { linkId: link.id, visitId: visits[0]?.id ?? "" });
  expect(read.messages.map(({ role }) => role)).toEqual(["visitor", "perin"]);
  expect(read.revealed).toHaveLength(slots.length);
});

test("a yes to something else doesn't cancel what was asked about two messages ago", async () => {
  const owner = await newCalendarOwner();
  const visitor = await newVisitor((await newLink(owner)).token);
  await visitor.book((await visitor.slots(nextMonth()))[0]?.start ?? "");
  expect((await sayAs(visitor, "cancel it please")).text).toMatch(/^Cancel /);
  await sayAs(visitor, "Something next week?");
  await sayAs(visitor, "yes");
  expect((await query("SELECT state FROM link_bookings WHERE user_id = $1", [owner.userId])).rows).toEqual([{ state: "booked" }]);
});
