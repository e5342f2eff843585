/** Invitations that came by mail are found and answered in the chat; the answer goes out only after a yes. */
import { answerOnce, decideApproval } from "@/lib/ai/service";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { saveMailContents } from "@/lib/queries/mail-contents";
import { createEvent, listEvents } from "@/lib/scheduling/service";
import { hourAt, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";
import { invitation } from "../../../support/invitations";
import { addressOf, arrive } from "../../../support/mailboxes";

useTestDatabase();

const now = "2026-11-26T13:00:00+01:00";

/** Ana invites to "Budget review" on 1 December at 14:00. */
const invited = async (actor: Actor): Promise<void> => {
  const own = await addressOf(actor);
  const mailId = await arrive(actor, { from: "ana@example.com", subject: "Invitation" });
  const calendar = invitation("google-request", { "ada@example.com": own, "ADA@example.com": own.toUpperCase() });
  await saveMailContents(actor.userId, [{ mailId, html: null, calendar, unsubscribe: null }]);
};
const say = (actor: Actor, text: string) => answerOnce(actor, text, { now, model: "builtin" });
const titles = async (actor: Actor): Promise<string[]> =>
  (await listEvents(actor, { from: "2026-11-26T00:00:00Z", to: "2027-01-10T00:00:00Z" })).events.map(({ title }) => title);
const sent = async (actor: Actor): Promise<string[]> =>
  (await query<{ subject: string }>("SELECT subject FROM mails WHERE user_id = $1 AND state <> 'received' ORDER BY created_at", [actor.userId])).rows.map(
    ({ subject }) => subject,
  );

test("“any invitations?” lists them with what they overlap, and answers none", async () => {
  const ada = await newCalendarOwner();
  expect((await say(ada, "any invitations?")).reply).toBe("No invitation waits for an answer.");
  await invited(ada);
  await createEvent(ada, hourAt("2026-12-01T14:30", { title: "Dentist" }), { now });
  const { reply, pending } = await say(ada, "any invitations?");
  expect(reply).toContain("“Budget review” from Ana Lovelace, Tuesday 1 Dec, 14:00–15:00; overlaps Dentist");
  expect(pending).toEqual([]);
  expect(await titles(ada)).toEqual(["Dentist"]);
});

test("“accept the invitation from Ana” waits as a card; approved, it is on the calendar and Ana is told, once", async () => {
  const ada = await newCalendarOwner();
  await invited(ada);
  const { pending } = await say(ada, "accept the invitation from Ana");
  expect(pending).toMatchObject([{ tool: "answer_invitation", title: "Accept “Budget review” from Ana Lovelace, Tuesday 1 Dec, 14:00–15:00" }]);
  expect([await titles(ada), await sent(ada)]).toEqual([[], []]);
  const [action] = pending;
  if (!action) throw new Error("nothing waits");
  const { outcome } = await decideApproval(ada, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now });
  expect(outcome?.said).toBe("You accepted “Budget review”. It is on your calendar. Ana Lovelace gets your answer by mail.");
  expect([await titles(ada), await sent(ada)]).toEqual([["Budget review"], ["Accepted: Budget review"]]);
  expect((await say(ada, "any open invitations?")).reply).toBe("No invitation waits for an answer.");
});

test("“decline the 2pm, I'm sick” names it by its hour, and the reason goes to whoever invited as a mail of its own", async () => {
  const ada = await newCalendarOwner();
  await invited(ada);
  const { pending } = await say(ada, "decline the 2pm on Tuesday, I'm sick");
  expect(pending.map(({ tool, input }) => [tool, input.answer ?? input.body])).toEqual([
    ["answer_invitation", "declined"],
    ["reply_mail", "I'm sick."],
  ]);
  expect(await sent(ada)).toEqual([]);
});

test("declining what nobody invited to says so, and offers to cancel what is on the calendar", async () => {
  const ada = await newCalendarOwner();
  await createEvent(
    ada,
    hourAt("2026-11-27T15:00", { title: "Interview", attendees: [{ email: "noor@example.com", optional: false, status: "needs-action" }] }),
    { now },
  );
  const { reply, pending } = await say(ada, "decline the interview, I'm sick");
  expect(reply).toMatch(/^I find no invitation for it, so this would cancel it\.\nCancel “Interview”/);
  expect(pending).toMatchObject([{ tool: "cancel_events" }]);
  expect((await say(ada, "accept the invitation from Zoe")).reply).toBe("No invitation in your mailbox waits for an answer.");
});

test("another owner's invitations are nobody else's", async () => {
  const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
  await invited(ada);
  expect((await say(bob, "accept the invitation from Ana")).pending).toEqual([]);
});
