/** What stays and for how long, and what a server without mail does with what it would have sent. */
import { query } from "@/lib/db";
import { deliverLinkMail } from "@/lib/delegation/service";
import type { Actor } from "@/lib/identity/contracts";
import { listMails } from "@/lib/mail/service";
import { deleteExpired } from "@/lib/queries/sweep";
import { newCalendarOwner } from "../../support/calendar-owner";
import { newLink, newVisitor, nextMonth, sayAs } from "../../support/visitors";

const signal = new AbortController().signal;

const deliverAll = async ({ userId }: Actor): Promise<void> => {
  const { rows } = await query<{ id: string; payload: Record<string, unknown> }>(
    "SELECT id, payload FROM outbox WHERE user_id = $1 AND topic = 'link.mail' ORDER BY id",
    [userId],
  );
  for (const { id, payload } of rows) await deliverLinkMail({ id, userId, payload }, { signal });
};

test("after 30 days visits go with all that was said and shown in them; bookings stay with their owner", async () => {
  const owner = await newCalendarOwner();
  const { link, token } = await newLink(owner);
  const [old, young] = [await newVisitor(token), await newVisitor(token)];
  const slots = await old.slots(nextMonth());
  await sayAs(old, "next week");
  await old.book(slots[0]?.start ?? "");
  await sayAs(young, "next week");
  await query(`UPDATE link_visits SET last_seen_at = now() - interval '31 days' WHERE id = (SELECT visit_id FROM link_bookings WHERE link_id = $1)`, [link.id]);
  await deleteExpired("link_visits", 100);
  const count = async (table: string): Promise<number> =>
    (await query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE link_id = $1`, [link.id])).rows[0]?.count ?? 0;
  expect([await count("link_visits"), await count("link_messages"), await count("link_bookings")]).toEqual([1, 2, 1]);
});

test("without mail a confirmation stays in the owner's outbox, once, and says why", async () => {
  const owner = await newCalendarOwner();
  const { token } = await newLink(owner, { purpose: "Intro call" });
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  await visitor.book(slot?.start ?? "");
  await deliverAll(owner);
  await deliverAll(owner);
  const { mails } = await listMails(owner, { folder: "outbox", limit: 10 });
  expect(mails).toMatchObject([
    { state: "not-sent", to: [{ email: "vera@acme.com" }], subject: expect.stringMatching(/^Booked: Intro call with Ada Owner/) as string },
  ]);
  expect(mails[0]?.note).toMatch(/can't send mail/);
});

test("a visitor with an account here finds the confirmation in their mailbox", async () => {
  const owner = await newCalendarOwner();
  const neighbour = await newCalendarOwner();
  const { token } = await newLink(owner);
  const visitor = await newVisitor(token);
  const [slot] = await visitor.slots(nextMonth());
  await visitor.book(slot?.start ?? "", { email: `${neighbour.userId}@example.com` });
  await deliverAll(owner);
  expect((await listMails(neighbour, { folder: "inbox", limit: 10 })).mails).toMatchObject([{ subject: expect.stringMatching(/^Booked/) as string }]);
  expect((await listMails(owner, { folder: "outbox", limit: 10 })).mails).toEqual([]);
});
