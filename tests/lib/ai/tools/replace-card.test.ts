/** A card that a newer one corrects goes; whatever happens, one is left for the owner to decide. */
import { answerOnce, decideApproval, getConversation, listApprovals } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { createContact } from "@/lib/people/service";
import { createEvent, listEvents } from "@/lib/scheduling/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";
const owner = async (): Promise<Actor> => {
  const actor = await newCalendarOwner();
  await createContact(actor, { name: "Maya Cohen", email: "maya@example.com" });
  const invited = { attendees: [{ email: "maya@example.com" }], notify: false };
  await createEvent(actor, { title: "Review", start: "2026-11-23T14:00:00+01:00", end: "2026-11-23T15:00:00+01:00", ...invited }, { now });
  return actor;
};
const titles = async (actor: Actor): Promise<string[]> =>
  (await listApprovals(actor, { state: "waiting", limit: 10 }, { now })).approvals.map(({ title }) => title);
const say = (actor: Actor, text: string, conversationId?: string) =>
  answerOnce(actor, text, { now, model: "builtin", ...(conversationId === undefined ? {} : { conversationId }) });

test("“no, 3:30” leaves one card: the newer; the older says on its face that it was replaced, and nothing has moved", async () => {
  const actor = await owner();
  const { conversationId, pending } = await say(actor, "move the review to 3");
  const { reply } = await say(actor, "no, 3:30", conversationId);
  expect(reply).toContain("It takes the place of the card before.");
  expect(await titles(actor)).toEqual([expect.stringContaining("15:30–16:30")]);
  const [card] = pending;
  const decided = await decideApproval(actor, { actionId: card?.id ?? "", decision: "approve", inputHash: card?.inputHash ?? "" }, { now });
  expect(decided.action).toMatchObject({ state: "declined", result: "A newer card takes the place of this one. Nothing was changed." });
  const { messages } = await getConversation(actor, { conversationId, limit: 10 });
  expect(JSON.stringify(messages)).toContain("A newer card takes the place of this");
  const { events } = await listEvents(actor, { from: "2026-11-23T00:00:00+01:00", to: "2026-11-24T00:00:00+01:00" });
  expect(events).toMatchObject([{ start: "2026-11-23T14:00:00+01:00" }]);
});

test("a card of another kind, or of another conversation, stays", async () => {
  const actor = await owner();
  await say(actor, "move the review to 5");
  const { conversationId } = await say(actor, "email Maya that lunch is at 1");
  const { reply } = await say(actor, "move the review to 3", conversationId);
  expect(reply).not.toContain("takes the place");
  await say(actor, "no, 3:30", conversationId);
  expect(await titles(actor)).toEqual([expect.stringContaining("15:30"), expect.stringContaining("Lunch is at 1"), expect.stringContaining("17:00")]);
});
