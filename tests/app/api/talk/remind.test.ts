/** A visitor is reminded by mail the day before and an hour before: once each, of the time it has now, and of nothing that is off. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { deliverLinkMail, remindVisitors } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { postManage } from "../../../support/manage";
import { newLink, newVisitor, nextMonth } from "../../../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "1000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

const hourMs = 3_600_000;

/** A booking that begins so many hours from now and was made so many hours ago. */
const bookingIn = async (hours: number, madeHoursAgo: number): Promise<{ owner: Actor; key: string; begin: (hours: number) => Promise<void> }> => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner, { purpose: "Intro" });
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  const { key } = (await visitor.book(slot?.start ?? "")).body.booking as { key: string };
  const begin = async (inHours: number): Promise<void> => {
    const startMs = Date.now() + inHours * hourMs;
    await query("UPDATE link_bookings SET starts_at = $2, ends_at = $3, updated_at = $4 WHERE user_id = $1", [
      owner.userId,
      new Date(startMs).toISOString(),
      new Date(startMs + hourMs / 2).toISOString(),
      new Date(Date.now() - madeHoursAgo * hourMs).toISOString(),
    ]);
  };
  await begin(hours);
  return { owner, key, begin };
};

/** Orders what is due, sends it, and answers the subjects of this owner's reminders so far. */
const remindersOf = async ({ userId }: Actor, deliver = true): Promise<string[]> => {
  await remindVisitors(Date.now());
  const { rows } = await query<{ id: string; payload: Record<string, unknown> }>(
    "SELECT id, payload FROM outbox WHERE user_id = $1 AND topic = 'link.mail' AND payload->>'kind' = 'reminder' ORDER BY id",
    [userId],
  );
  if (!deliver) return rows.map(({ id }) => id);
  for (const { id, payload } of rows) await deliverLinkMail({ id, userId, payload }, { signal: AbortSignal.timeout(5_000) });
  return (await query<{ subject: string }>("SELECT subject FROM mails WHERE user_id = $1 AND subject LIKE 'Coming up:%' ORDER BY id", [userId])).rows.map(
    ({ subject }) => subject,
  );
};

test("the day before, once, with the way to move it and the calendar file; and once more an hour before", async () => {
  const { owner, key, begin } = await bookingIn(25, 100);
  expect(await remindersOf(owner)).toEqual([]);
  await begin(23);
  await Promise.all([remindVisitors(Date.now()), remindVisitors(Date.now())]);
  expect(await remindersOf(owner)).toEqual([expect.stringMatching(/^Coming up: Intro with Ada Owner, /)]);
  const { rows } = await query<{ body: string }>("SELECT body FROM mails WHERE user_id = $1 AND subject LIKE 'Coming up:%'", [owner.userId]);
  expect(rows[0]?.body).toContain(`/talk/manage/${key}`);
  expect(rows[0]?.body).toContain(`/api/managed/${key}/invitation`);
  expect(await remindersOf(owner)).toHaveLength(1);
  await query("UPDATE link_bookings SET starts_at = starts_at - interval '22 hours 30 minutes' WHERE user_id = $1", [owner.userId]);
  expect(await remindersOf(owner, false)).toHaveLength(2);
  expect(await remindersOf(owner, false)).toHaveLength(2);
});

test("one that is moved is reminded of at its new time only; a mail that still waits says nothing of the old one", async () => {
  const { owner, begin } = await bookingIn(23, 100);
  expect(await remindersOf(owner, false)).toHaveLength(1);
  await begin(20);
  // The first waited and is of no use any more, the second speaks of the new time.
  expect(await remindersOf(owner)).toHaveLength(1);
});

test("nothing is said of one that is cancelled, waits for a yes, has begun, or was made only just now", async () => {
  const { owner, key } = await bookingIn(23, 100);
  expect(await remindersOf(owner, false)).toHaveLength(1);
  await postManage(key, "cancel", { reason: "" });
  expect(await remindersOf(owner)).toEqual([]);
  for (const [hours, ago, state] of [
    [23, 100, "waiting"],
    [-0.1, 100, "booked"],
    [23, 1, "booked"],
    [0.9, 1, "booked"],
  ] as const) {
    const made = await bookingIn(hours, ago);
    await query("UPDATE link_bookings SET state = $2 WHERE user_id = $1", [made.owner.userId, state]);
    expect([hours, state, await remindersOf(made.owner, false)]).toEqual([hours, state, []]);
  }
});
