/** A visitor comes by a link, sees times, keeps one, books it; and every way in which a link may be over looks the same. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { pauseAllLinks, setLinkState, updateLink } from "@/lib/delegation/service";
import { listEvents } from "@/lib/scheduling/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { newLink, newVisitor, nextMonth, Visitor } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

test("a visitor in another zone books an offered time, and the owner's calendar has it", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { purpose: "Intro call" });
  const visitor = await newVisitor(token, "America/New_York");
  const slots = await visitor.slots(nextMonth());
  expect(slots.length).toBeGreaterThan(20);
  expect(slots[0]?.start).toMatch(/-0[45]:00$/);
  const start = slots[3]?.start ?? "";
  expect((await visitor.hold(start)).status).toBe(200);
  const { status, body } = await visitor.book(start);
  expect([status, body]).toEqual([200, expect.objectContaining({ booking: expect.objectContaining({ state: "booked", title: "Intro call with Ada Owner" }) })]);
  const { events } = await listEvents(owner, { from: start, to: slots[3]?.end ?? "" });
  expect(events).toMatchObject([{ title: "Intro call with Vera Visitor", attendees: [{ email: "vera@acme.com", status: "accepted" }], status: "confirmed" }]);
  expect((await visitor.slots(nextMonth())).map((slot) => slot.start)).not.toContain(start);
  expect((await query("SELECT kind FROM notifications WHERE user_id = $1", [owner.userId])).rows).toEqual([{ kind: "link-booking" }]);
  expect((await query("SELECT bookings_made FROM links WHERE id = $1", [link.id])).rows).toEqual([{ bookings_made: 1 }]);
});

test("what isn't on offer can't be booked or held, free or not, and the answer is the same", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const offered = new Set((await visitor.slots(nextMonth())).map(({ start }) => Date.parse(start)));
  const day = Temporal.PlainYearMonth.from(nextMonth()).toPlainDate({ day: 9 });
  const monday = day.add({ days: 8 - day.dayOfWeek });
  const inHours = Array.from({ length: 14 }, (_, half) =>
    monday.toZonedDateTime({ timeZone: "Europe/Berlin", plainTime: "09:00" }).add({ minutes: 30 * half }),
  );
  const hidden =
    inHours
      .find((at) => !offered.has(at.epochMilliseconds))
      ?.toInstant()
      .toString() ?? "";
  const atNight = monday.toZonedDateTime({ timeZone: "Europe/Berlin", plainTime: "03:00" }).toInstant().toString();
  const answers = [await visitor.book(hidden), await visitor.book(atNight), await visitor.hold(hidden), await visitor.hold(atNight)];
  const said = answers.map(({ status, body: { requestId: _requestId, ...rest } }) =>
    JSON.stringify([status, { ...rest, traceId: undefined, instance: undefined }]),
  );
  expect(new Set(said).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 409, body: { code: "delegation/not-available" } });
});

test("unknown, revoked, expired, used up and paused links look the same", async () => {
  const owner = await newCalendarOwner();
  const other = await newCalendarOwner();
  const made = await Promise.all([newLink(owner), newLink(owner), newLink(owner, { maxBookings: 1 }), newLink(owner), newLink(other)]);
  await setLinkState(owner, { linkId: made[0].link.id, state: "revoked" });
  await query("UPDATE links SET expires_at = now() WHERE id = $1", [made[1].link.id]);
  await query("UPDATE links SET bookings_made = 1 WHERE id = $1", [made[2].link.id]);
  await setLinkState(owner, { linkId: made[3].link.id, state: "paused" });
  await pauseAllLinks(other, { paused: true });
  const answers = await Promise.all([...made.map(({ token }) => token), "no-such-token"].map((token) => new Visitor(token).open()));
  const said = answers.map(({ status, body: { requestId: _requestId, ...rest } }) =>
    JSON.stringify([status, { ...rest, traceId: undefined, instance: undefined }]),
  );
  expect(new Set(said).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 404, body: { code: "delegation/link-unavailable" } });
  await pauseAllLinks(other, { paused: false });
  expect((await new Visitor(made[4].token).open()).status).toBe(200);
});

test("the token is in no row, and a wrong PIN costs no booking", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner, { pin: "4821", maxBookings: 1 });
  expect((await query(`SELECT row_to_json(l)::text AS row FROM links l WHERE id = $1`, [link.id])).rows[0]).not.toHaveProperty(
    "row",
    expect.stringContaining(token),
  );
  expect((await query<{ row: string }>(`SELECT row_to_json(l)::text AS row FROM links l WHERE id = $1`, [link.id])).rows[0]?.row).not.toContain('"4821"');
  const visitor = new Visitor(token);
  expect((await visitor.open()).body).toEqual({ status: "pin", language: "en", direction: "ltr" });
  expect((await visitor.open("1111")).body.code).toBe("delegation/wrong-pin");
  expect(visitor.cookie).toBe("");
  expect((await visitor.book("2027-01-04T10:00:00Z")).body.code).toBe("delegation/visit-needed");
  expect((await visitor.open("4821")).body.status).toBe("open");
  expect((await query("SELECT bookings_made FROM links WHERE id = $1", [link.id])).rows).toEqual([{ bookings_made: 0 }]);
});

test("rules that change while a visitor fills in the form hold at the booking", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  await updateLink(owner, { linkId: link.id, version: link.version, allowed: ["example.org"] });
  expect((await visitor.book(slot?.start ?? "")).body.code).toBe("delegation/email-not-allowed");
  expect((await visitor.book(slot?.start ?? "", { email: "vera@sub.example.org" })).status).toBe(200);
});

test("the same request sent again books once and gets the same answer", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  const first = await visitor.book(slot?.start ?? "", {}, { "idempotency-key": "once" });
  const second = await visitor.book(slot?.start ?? "", {}, { "idempotency-key": "once" });
  expect([first.status, second]).toEqual([200, first]);
  expect((await query("SELECT count(*)::int AS count FROM link_bookings WHERE link_id = $1", [link.id])).rows).toEqual([{ count: 1 }]);
});

test("a time that one visitor holds is no other's", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner);
  const [ada, ben] = [await newVisitor(token), await newVisitor(token)];
  const [slot] = await ada.slots(nextMonth());
  expect((await ada.hold(slot?.start ?? "")).status).toBe(200);
  expect((await ben.slots(nextMonth())).map(({ start }) => start)).not.toContain(slot?.start);
  expect((await ben.book(slot?.start ?? "")).body.code).toBe("delegation/not-available");
  expect((await ada.book(slot?.start ?? "")).status).toBe(200);
});
