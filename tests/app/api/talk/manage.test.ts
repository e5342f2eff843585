/** Approval, proposals, moving and cancelling out of the mail, the visitor's own data, and what the owner does on the calendar. */
import ICAL from "ical.js";
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { hashOf } from "@/lib/delegation/secrets";
import {
  decideBooking,
  decideProposal,
  followEvent,
  getVisit,
  listLinkBookings,
  listLinkTrail,
  listVisits,
  listWaiting,
  setLinkState,
} from "@/lib/delegation/service";
import { findVisitBySecret } from "@/lib/queries/link-visits";
import { cancelEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";
import type { Actor } from "@/lib/identity/contracts";
import { codeOf, newCalendarOwner } from "../../../support/calendar-owner";
import { getManage, postManage } from "../../../support/manage";
import { callAs, newLink, newVisitor, nextMonth, sayAs, Visitor, type MadeLink } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

interface Booked {
  readonly key: string;
  readonly state: string;
  readonly start: string;
}

const bookOne = async (visitor: Visitor): Promise<Booked> => {
  const [slot] = await visitor.slots(nextMonth());
  const { status, body } = await visitor.book(slot?.start ?? "");
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.booking as Booked;
};

const withBooking = async (rules = {}): Promise<{ owner: Actor; made: MadeLink; visitor: Visitor; booking: Booked }> => {
  const owner = await newCalendarOwner();
  const made = await newLink(owner, rules);
  const visitor = await newVisitor(made.token);
  return { owner, made, visitor, booking: await bookOne(visitor) };
};

const read = async (key: string): Promise<Record<string, unknown>> => (await (await getManage(key)).json()) as Record<string, unknown>;
const mailKinds = async ({ userId }: Actor): Promise<string[]> =>
  (
    await query<{ kind: string }>(
      "SELECT payload->>'kind' AS kind FROM outbox WHERE user_id = $1 AND topic = 'link.mail' AND payload->>'kind' <> 'owner' ORDER BY id",
      [userId],
    )
  ).rows.map(({ kind }) => kind);
/** What the outbox says of events reaches its receiver, as the delivery would do. */
const deliverEvents = async ({ userId }: Actor): Promise<void> => {
  const { rows } = await query<{ payload: Record<string, unknown> }>("SELECT payload FROM outbox WHERE user_id = $1 AND topic LIKE 'event.%' ORDER BY id", [
    userId,
  ]);
  for (const { payload } of rows) await followEvent({ userId, payload });
};

test("opening every address of a mail changes nothing", async () => {
  const { owner, booking } = await withBooking();
  const before = (await query("SELECT * FROM link_bookings WHERE user_id = $1", [owner.userId])).rows;
  for (const what of ["", "/invitation", "/data"] as const) expect((await getManage(booking.key, what)).status).toBe(200);
  expect((await query("SELECT * FROM link_bookings WHERE user_id = $1", [owner.userId])).rows).toEqual(before);
});

test("a booking moves by the rules by which it was made, also when the link is used up, and not when it is paused", async () => {
  const { owner, made, booking } = await withBooking({ maxBookings: 1 });
  const { body } = await postManage(booking.key, "slots", { month: nextMonth(), zone: "Europe/London" });
  const slots = body.slots as { start: string }[];
  // Free for this booking, but where it stands already.
  expect(slots.map(({ start }) => Date.parse(start))).not.toContain(Date.parse(booking.start));
  expect((await postManage(booking.key, "move", { start: "2027-01-01T03:00:00Z" })).body.code).toBe("delegation/not-available");
  const moved = await postManage(booking.key, "move", { start: slots[5]?.start });
  expect(moved).toMatchObject({ status: 200, body: { state: "booked", start: slots[5]?.start } });
  expect(
    (await listEvents(owner, { from: slots[5]?.start ?? "", to: new Date(Date.parse(slots[5]?.start ?? "") + 60_000).toISOString() })).events,
  ).toHaveLength(1);
  await setLinkState(owner, { linkId: made.link.id, state: "paused" });
  expect((await postManage(booking.key, "move", { start: slots[6]?.start })).body.code).toBe("delegation/not-changeable");
  expect((await postManage(booking.key, "cancel", { reason: "ill" })).body.state).toBe("cancelled");
  expect(await mailKinds(owner)).toEqual(["booked", "moved", "cancelled"]);
});

test("a booking that needs a yes takes its time, and a no gives time and use back", async () => {
  const { owner, made, booking } = await withBooking({ approval: true, maxBookings: 1 });
  expect(booking.state).toBe("waiting");
  const waiting = await listWaiting(owner, { limit: 10 });
  expect(waiting.bookings).toMatchObject([{ state: "waiting", name: "Vera Visitor" }]);
  await decideBooking(owner, { bookingId: waiting.bookings[0]?.id ?? "", decision: "decline", message: "Not then" });
  expect((await read(booking.key)).state).toBe("declined");
  expect((await query("SELECT bookings_made FROM links WHERE id = $1", [made.link.id])).rows).toEqual([{ bookings_made: 0 }]);
  const again = await bookOne(await newVisitor(made.token));
  const { bookings } = await listWaiting(owner, { limit: 10 });
  await decideBooking(owner, { bookingId: bookings[0]?.id ?? "", decision: "approve", message: "" });
  expect((await read(again.key)).state).toBe("booked");
  expect((await listEvents(owner, { from: again.start, to: new Date(Date.parse(again.start) + 60_000).toISOString() })).events).toMatchObject([
    { status: "confirmed" },
  ]);
  await deliverEvents(owner);
  expect(await mailKinds(owner)).toEqual(["requested", "declined", "requested", "approved"]);
});

test("who cancels may book again by a link for one meeting, once: what is cancelled after that stays used", async () => {
  const { made, booking } = await withBooking({ maxBookings: 1 });
  const uses = async (): Promise<unknown> => (await query("SELECT bookings_made FROM links WHERE id = $1", [made.link.id])).rows[0]?.bookings_made;
  await postManage(booking.key, "cancel");
  expect(await uses()).toBe(0);
  const again = await bookOne(await newVisitor(made.token));
  expect(await uses()).toBe(1);
  await postManage(again.key, "cancel");
  expect(await uses()).toBe(1);
  expect((await new Visitor(made.token).open()).body.code).toBe("delegation/link-unavailable");
});

test("a booking beyond the number, by the owner's word, gives no use back that another one has taken", async () => {
  const { owner, made, booking } = await withBooking({ maxBookings: 2 });
  const visitor = await newVisitor(made.token);
  const [, , , slot] = await visitor.slots(nextMonth());
  await callAs(visitor, "propose", { start: slot?.start, durationMinutes: 30, name: "Pia", email: "pia@acme.com", consent: true });
  await bookOne(await newVisitor(made.token));
  const { proposals } = await listWaiting(owner, { limit: 10 });
  await decideProposal(owner, { proposalId: proposals[0]?.id ?? "", decision: "accept", message: "" });
  await postManage(booking.key, "cancel");
  expect((await query("SELECT bookings_made FROM links WHERE id = $1", [made.link.id])).rows).toEqual([{ bookings_made: 2 }]);
});

test("what the owner takes off the calendar while it waits is a no: the use comes back", async () => {
  const { owner, made } = await withBooking({ approval: true, maxBookings: 1 });
  const { rows } = await query<{ event_id: string }>("SELECT event_id FROM link_bookings WHERE link_id = $1", [made.link.id]);
  await cancelEvent(owner, { ref: rows[0]?.event_id ?? "" });
  await deliverEvents(owner);
  expect((await query("SELECT bookings_made FROM links WHERE id = $1", [made.link.id])).rows).toEqual([{ bookings_made: 0 }]);
});

test("a proposed time is accepted, or answered with another that the visitor takes", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const month = Temporal.PlainYearMonth.from(nextMonth());
  const at = (day: number, hour: number) =>
    month.toPlainDate({ day }).toZonedDateTime({ timeZone: "Europe/Berlin", plainTime: { hour } }).toInstant().toString();
  const propose = (start: string) =>
    callAs(visitor, "propose", { start, durationMinutes: 30, name: "Vera", email: "vera@acme.com", consent: true, note: "Only then" });
  const first = (await propose(at(10, 20))).body.proposal as Booked;
  const second = (await propose(at(11, 20))).body.proposal as Booked;
  const { proposals } = await listWaiting(owner, { limit: 10 });
  expect(proposals).toMatchObject([{ free: false }, { free: false }]);
  await decideProposal(owner, { proposalId: proposals[0]?.id ?? "", decision: "accept", message: "" });
  // Its address shows what came of it.
  expect(await read(first.key)).toMatchObject({ kind: "booking", state: "booked" });
  await decideProposal(owner, { proposalId: proposals[1]?.id ?? "", decision: "counter", start: at(12, 10), message: "Rather so" });
  expect(await read(second.key)).toMatchObject({ state: "countered", counter: { start: expect.any(String) as string } });
  const taken = await postManage(second.key, "answer", { accept: true });
  expect([taken.status, Date.parse(String(taken.body.start))]).toEqual([200, Date.parse(at(12, 10))]);
  expect(await mailKinds(owner)).toEqual(["proposed", "proposed", "approved", "countered", "booked"]);
  expect((await postManage(second.key, "answer", { accept: true })).body.code).toBe("delegation/not-changeable");
});

test("what the owner moves, cancels or takes back on the calendar, the booking follows", async () => {
  const { owner, booking } = await withBooking();
  const { events } = await listEvents(owner, { from: booking.start, to: new Date(Date.parse(booking.start) + 60_000).toISOString() });
  const ref = events[0]?.ref ?? "";
  const later = new Date(Date.parse(booking.start) + 30 * 60_000).toISOString();
  await updateEvent(owner, { ref, patch: { start: later } });
  await deliverEvents(owner);
  expect(Date.parse(String((await read(booking.key)).start))).toBe(Date.parse(later));
  const { undo } = await cancelEvent(owner, { ref });
  await deliverEvents(owner);
  expect((await read(booking.key)).state).toBe("cancelled");
  await undoChange(owner, { changeId: undo.changeId });
  await deliverEvents(owner);
  expect((await read(booking.key)).state).toBe("booked");
  await deliverEvents(owner);
  expect(await mailKinds(owner)).toEqual(["booked", "moved", "cancelled", "booked"]);
});

test("the visitor gets and deletes what is kept of them, and the key leads nowhere afterwards", async () => {
  const { owner, made, visitor, booking } = await withBooking();
  await sayAs(visitor, "Do you have parking? My dog is called Rex.");
  const data = JSON.stringify(await (await getManage(booking.key, "/data")).json());
  for (const word of ["vera@acme.com", "Rex", "Vera Visitor"]) expect(data).toContain(word);
  expect(await postManage(booking.key, "erase", { confirm: true })).toMatchObject({ status: 200, body: { erased: true } });
  expect((await getManage(booking.key)).status).toBe(404);
  expect((await listEvents(owner, { from: booking.start, to: new Date(Date.parse(booking.start) + 60_000).toISOString() })).events).toHaveLength(0);
  for (const table of ["link_bookings", "link_visits", "link_messages", "link_reveals", "notifications", "audit_log", "events", "changes"]) {
    const { rows } = await query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${table} t WHERE user_id = $1`, [owner.userId]);
    expect(rows.filter(({ row }) => /vera|Rex/i.test(row))).toEqual([]);
  }
  const trail = await listLinkTrail(owner, { linkId: made.link.id, limit: 50 });
  expect(trail.entries.map(({ text }) => text)).toContain("A visitor had their data deleted");
});

test("a booking is a calendar file that ical.js reads", async () => {
  const { booking } = await withBooking({ purpose: "Intro; call, with\\ signs" });
  const response = await getManage(booking.key, "/invitation");
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(await response.text()) as unknown[]).getFirstSubcomponent("vevent") ?? undefined);
  expect(event.summary).toBe("Intro; call, with\\ signs with Ada Owner");
  expect(event.startDate.toJSDate().getTime()).toBe(Date.parse(booking.start));
});

/** Of the same owner: nothing of one link may be reached by another. */
test("R32: a visit, a booking and a transcript of one link are nothing by another link of the same owner", async () => {
  const { owner, made, visitor } = await withBooking();
  const other = await newLink(owner, { name: "Another" });
  const stray = new Visitor(other.token);
  stray.cookie = visitor.cookie;
  const [slot] = await (await newVisitor(other.token)).slots(nextMonth());
  const start = slot?.start ?? "";
  const person = { name: "Vera", email: "vera@acme.com", consent: true };
  const answers = [
    await stray.hold(start),
    await stray.book(start),
    await callAs(stray, "messages", { text: "cancel my booking" }),
    await callAs(stray, "propose", { start, durationMinutes: 30, ...person }),
    await callAs(stray, "note", { text: "Hello", ...person }),
    await callAs(stray, "code", { email: person.email }),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(answers.map(() => "delegation/visit-needed"));
  expect(await stray.slots(nextMonth())).toEqual([]);
  // Coming in begins a visit of its own, in which nothing is known of the other.
  expect((await stray.open()).body).toMatchObject({ status: "open", visit: { managed: [], messages: [], verifiedEmail: null } });
  expect((await sayAs(stray, "cancel my booking")).text).toMatch(/nothing booked/);
  const [visit] = (await listVisits(owner, { linkId: made.link.id, limit: 10 })).visits;
  expect(await codeOf(getVisit(owner, { linkId: other.link.id, visitId: visit?.id ?? "" }))).toBe("delegation/visit-not-found");
  expect((await listLinkBookings(owner, { linkId: other.link.id, limit: 10 })).bookings).toEqual([]);
});

test("R32: the known-bad twin, which looks a visit up by its cookie alone, lets it in by any link", async () => {
  const { owner, visitor } = await withBooking();
  const other = await newLink(owner, { name: "Another" });
  const secret = decodeURIComponent(visitor.cookie.split("=")[1] ?? "");
  const naive = await query<{ id: string; link: string }>("SELECT id, link_id AS link FROM link_visits WHERE secret_hash = $1", [hashOf(secret)]);
  expect(naive.rows).toHaveLength(1);
  expect(naive.rows[0]?.link).not.toBe(other.link.id);
  const found = await findVisitBySecret(other.link.id, hashOf(secret));
  expect(found).toBeNull();
});

test("a key with one bit changed, another's visit, and a stranger's cookie open nothing", async () => {
  const { booking, made } = await withBooking();
  const other = await withBooking();
  const bytes = Buffer.from(booking.key, "base64url");
  for (const at of [0, 1, 16, 17, 32]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect((await getManage(changed.toString("base64url"))).status).toBe(404);
  }
  expect((await getManage(`${booking.key}A`)).status).toBe(404);
  const stranger = await newVisitor(made.token);
  stranger.cookie = other.visitor.cookie;
  expect((await stranger.book("2027-01-04T10:00:00Z")).body.code).toBe("delegation/visit-needed");
});
