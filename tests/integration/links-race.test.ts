/**
 * R40: many redeem one single-use link at once, by the whole road from the route to the rows. The same is run against a naive twin, which
 * reads the count and then writes it: a test that the twin passes would prove nothing.
 */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { listEvents } from "@/lib/scheduling/service";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { newLink, newVisitor, nextMonth, type Answer, type Visitor } from "../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const visitors = (token: string, count: number): Promise<Visitor[]> => Promise.all(Array.from({ length: count }, () => newVisitor(token)));

const outcomes = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const name = status === 200 ? "booked" : `${status} ${body.code ?? ""}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

/** What a single-use link was before: look whether there is a use left, then take it. */
const takeNaively = async (linkId: string): Promise<boolean> => {
  const { rows } = await query<{ made: number; most: number }>("SELECT bookings_made AS made, bookings_max AS most FROM links WHERE id = $1", [linkId]);
  const [found] = rows;
  if (found === undefined || found.made >= found.most) return false;
  await query("UPDATE links SET bookings_made = $2 WHERE id = $1", [linkId, found.made + 1]);
  return true;
};

describe.each(databases())("one link, many visitors, on %s", (kind) => {
  useTestDatabase(kind, 10);

  test("R40: of 50 who redeem a single-use link at once, each with a time of their own, one books", async () => {
    const owner = await newCalendarOwner();
    const { link, token } = await newLink(owner, { maxBookings: 1 });
    const many = await visitors(token, 50);
    const slots = (await many[0]?.slots(nextMonth())) ?? [];
    const answers = await Promise.all(many.map((visitor, at) => visitor.book(slots[at % slots.length]?.start ?? "", { email: `v${at}@acme.com` })));
    expect(outcomes(answers)).toEqual({ booked: 1, "404 delegation/link-unavailable": 49 });
    expect((await query("SELECT bookings_made FROM links WHERE id = $1", [link.id])).rows).toEqual([{ bookings_made: 1 }]);
    expect((await query("SELECT count(*)::int AS count FROM link_bookings WHERE link_id = $1", [link.id])).rows).toEqual([{ count: 1 }]);
  }, 60_000);

  test("R40: the naive twin hands the one use out more than once", async () => {
    const owner = await newCalendarOwner();
    const { link } = await newLink(owner, { maxBookings: 1 });
    const taken = await Promise.all(Array.from({ length: 50 }, () => takeNaively(link.id)));
    expect(taken.filter(Boolean).length).toBeGreaterThan(1);
  });

  test("R1: of 50 who want the same time by one link one gets it, nobody meets a 5xx, and the calendar has one event", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner);
    const many = await visitors(token, 50);
    const [slot] = (await many[0]?.slots(nextMonth())) ?? [];
    const answers = await Promise.all(many.map((visitor, at) => visitor.book(slot?.start ?? "", { email: `v${at}@acme.com` })));
    expect(outcomes(answers)).toEqual({ booked: 1, "409 delegation/not-available": 49 });
    expect((await listEvents(owner, { from: slot?.start ?? "", to: slot?.end ?? "" })).events).toHaveLength(1);
  }, 60_000);

  test("pausing all links leaves every link shut, for those who are inside as well", async () => {
    const owner = await newCalendarOwner();
    const { token } = await newLink(owner);
    const many = await visitors(token, 20);
    const slots = (await many[0]?.slots(nextMonth())) ?? [];
    const { pauseAllLinks } = await import("@/lib/delegation/service");
    await pauseAllLinks(owner, { paused: true });
    const answers = await Promise.all(many.map((visitor, at) => visitor.book(slots[at]?.start ?? "", { email: `v${at}@acme.com` })));
    expect(outcomes(answers)).toEqual({ "404 delegation/link-unavailable": 20 });
  }, 60_000);
});
