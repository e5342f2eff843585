/** "Send it" after a draft: what was read on the card goes out, and nothing before the word. */
import { answerOnce, decideApproval } from "@/lib/ai/service";
import { performTool } from "@/lib/ai/perform-tool";
import { toolNamed } from "@/lib/ai/tools/registry";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { getMail, listMails, saveDraft } from "@/lib/mail/service";
import { newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { addressOf } from "../../support/mailboxes";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";
const say = (actor: Actor, text: string, conversationId?: string) =>
  answerOnce(actor, text, { now, model: "builtin", ...(conversationId === undefined ? {} : { conversationId }) });
const draftsOf = async (actor: Actor) => (await listMails(actor, { folder: "drafts", limit: 50 })).mails;
const composed = (email: string, body: string) => ({ to: [{ email, name: null }], cc: [], bcc: [], subject: "Late", body, how: "new" as const });

const drafted = async () => {
  const [ada, tom] = [await newCalendarOwner(), await newCalendarOwner()];
  const address = await addressOf(tom);
  const { conversationId } = await say(ada, `draft a mail to ${address} saying I'm late`);
  return { ada, address, conversationId };
};

test("“send it” after a draft asks with the whole letter, and the word sends that draft", async () => {
  const { ada, address, conversationId } = await drafted();
  const { pending } = await say(ada, "send it", conversationId);
  const [action] = pending;
  expect(action?.lines).toEqual(
    expect.arrayContaining([expect.objectContaining({ label: "To", after: address }), expect.objectContaining({ label: "Message", after: "I'm late." })]),
  );
  const [draft] = await draftsOf(ada);
  await decideApproval(ada, { actionId: action?.id ?? "", decision: "approve", inputHash: action?.inputHash ?? "" }, { now });
  expect(await draftsOf(ada)).toEqual([]);
  expect(await getMail(ada, { mailId: draft?.id ?? "" })).toMatchObject({ folder: "outbox", state: "scheduled", body: "I'm late." });
});

test("a draft that was written on after the card isn't sent by that card", async () => {
  const { ada, address, conversationId } = await drafted();
  const { pending } = await say(ada, "send that draft", conversationId);
  const [draft] = await draftsOf(ada);
  await saveDraft(ada, { ...composed(address, "I'm not late."), draftId: draft?.id ?? "" }, { now });
  const [action] = pending;
  await decideApproval(ada, { actionId: action?.id ?? "", decision: "approve", inputHash: action?.inputHash ?? "" }, { now }).catch(() => null);
  expect(await draftsOf(ada)).toHaveLength(1);
});

test("without a draft there is nothing to send, and a stranger's draft is not found", async () => {
  const eve = await newCalendarOwner();
  expect((await say(eve, "send it")).reply).toBe("There is no draft to send.");
  const { ada } = await drafted();
  const [draft] = await draftsOf(ada);
  const tool = toolNamed("send_draft");
  if (!tool) throw new TypeError("no such tool");
  const context = { actor: eve, profile: await findProfile(eve), now, conversationId: null, signal: new AbortController().signal };
  expect(await performTool(tool, context, { draftId: draft?.id ?? "" })).toMatchObject({ status: "refused", reason: "mail-not-found" });
});
