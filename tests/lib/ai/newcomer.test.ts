/** The first conversation of somebody who has never seen Perin, with the built-in planner, end to end on a real database. */
import { useTestDatabase } from "../../support/database";
import { newCalendarOwner } from "../../support/calendar-owner";
import { answerOnce, decideApproval, type TurnReport } from "@/lib/ai/service";
import { listEvents } from "@/lib/scheduling/service";
import { listContacts } from "@/lib/people/service";
import type { Actor } from "@/lib/identity/contracts";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";
const week = { from: "2026-11-23T00:00:00+01:00", to: "2026-12-07T00:00:00+01:00" };

const titles = async (actor: Actor) =>
  (await listEvents(actor, week)).events.map(
    ({ title, start }) => `${title} ${Temporal.Instant.from(start).toZonedDateTimeISO("Europe/Berlin").toPlainDateTime().toString().slice(0, 16)}`,
  );

const approveAll = async (actor: Actor, { pending }: TurnReport): Promise<void> => {
  for (const action of pending) {
    const { outcome } = await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now });
    expect(outcome?.status).toBe("done");
  }
};

test("every request of the first conversation is done, seen on the calendar, and the last one undone", async () => {
  const actor = await newCalendarOwner();
  let conversationId: string | undefined;
  const say = async (text: string): Promise<TurnReport> => {
    const report = await answerOnce(actor, text, { now, model: "builtin", ...(conversationId ? { conversationId } : {}) });
    conversationId = report.conversationId;
    expect(report.failure).toBeNull();
    expect(report.reply).not.toBe("");
    return report;
  };

  const lunch = await say("Lunch with Maya on Thursday at 12:30, one hour");
  expect(lunch.reply).toMatch(/Thursday/);
  expect(await titles(actor)).toEqual(["Lunch with Maya 2026-11-26T12:30"]);

  await say("move it to Friday");
  expect(await titles(actor)).toEqual(["Lunch with Maya 2026-11-27T12:30"]);

  expect((await say("am I free tomorrow afternoon?")).reply).toMatch(/free|yes/i);

  await say("add Tom, tom@example.com, to my contacts");
  expect((await listContacts(actor, {})).contacts).toMatchObject([{ name: "Tom", email: "tom@example.com" }]);

  const review = await say("find 45 minutes next week for a review with Tom and book the earliest");
  expect(review.pending).toHaveLength(1);
  expect(await titles(actor)).toHaveLength(1);
  await approveAll(actor, review);
  expect(await titles(actor)).toHaveLength(2);

  expect((await say("why can't I meet Friday at 5pm?")).reply).toMatch(/17:00|5:00|hours/i);

  await approveAll(actor, await say("cancel everything on Friday"));
  expect((await titles(actor)).filter((title) => title.startsWith("Lunch"))).toEqual([]);

  await approveAll(actor, await say("undo"));
  expect((await titles(actor)).filter((title) => title.startsWith("Lunch"))).toEqual(["Lunch with Maya 2026-11-27T12:30"]);
});

test("nobody whose calendar can't be seen is called free, and offered times don't overlap", async () => {
  const actor = await newCalendarOwner();
  const report = await answerOnce(actor, "find 45 minutes next week with tom@example.com", { now, model: "builtin" });
  expect(report.reply).toContain("I can't see the calendar of tom@example.com");
  expect(report.reply).not.toMatch(/Free for you and/);
  const [found] = report.outcomes;
  const { offers } = (found?.status === "done" ? found.output : {}) as { offers: { start: string; end: string }[] };
  expect(offers.length).toBeGreaterThan(1);
  expect(
    offers.filter((offer, i) =>
      offers.slice(i + 1).some((other) => Date.parse(offer.start) < Date.parse(other.end) && Date.parse(other.start) < Date.parse(offer.end)),
    ),
  ).toEqual([]);
});
