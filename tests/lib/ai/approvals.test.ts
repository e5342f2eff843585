/** The owner's word: bound to what was shown, given once, written back into the conversation. */
import { codeOf, hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { scriptedModel } from "../../support/scripted-model";
import { answerOnce, decideApproval, getConversation, listApprovals, listPolicies, putPolicy } from "@/lib/ai/service";
import type { PendingAction, ToolOutcome } from "@/lib/ai/contracts";
import type { Actor } from "@/lib/identity/contracts";
import { createContact } from "@/lib/people/service";
import { createEvent, listEvents, undoChange, updateEvent } from "@/lib/scheduling/service";

useTestDatabase();

const now = "2026-11-23T10:00:00+01:00";
const span = { from: "2026-11-23T00:00:00+01:00", to: "2026-12-07T00:00:00+01:00" };
const events = async (actor: Actor) => (await listEvents(actor, span)).events;

const call = async (actor: Actor, tool: string, input: unknown): Promise<{ outcome: ToolOutcome; conversationId: string }> => {
  const report = await answerOnce(actor, "Do it", { now, model: scriptedModel([{ calls: [{ tool, input }] }, { text: "See the card." }]).model });
  const [outcome] = report.outcomes;
  if (!outcome) throw new Error("the tool was not called");
  return { outcome, conversationId: report.conversationId };
};

const invite = async (actor: Actor): Promise<{ action: PendingAction; conversationId: string }> => {
  await createContact(actor, { name: "Maya Cohen", email: "maya@example.com" });
  const { outcome, conversationId } = await call(actor, "create_event", { title: "Review", when: "Thursday 2-3pm", people: ["Maya"] });
  if (outcome.status !== "waiting") throw new Error(`expected a card, got ${JSON.stringify(outcome)}`);
  return { action: outcome.action, conversationId };
};

const cardIn = async (actor: Actor, conversationId: string) =>
  (await getConversation(actor, { conversationId, limit: 10 })).messages[1]?.parts.find(({ type }) => type.startsWith("tool-"))?.["output"] as ToolOutcome;

test("inviting somebody with an address shows what would happen and does nothing before the owner's word", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  expect(action).toMatchObject({
    title: "Book “Review” on Thursday 26 Nov, 14:00–15:00, Berlin time",
    tells: ["Maya Cohen (maya@example.com)"],
    state: "waiting",
    marks: [{ kind: "ghost", start: "2026-11-26T14:00:00+01:00", end: "2026-11-26T15:00:00+01:00", actionId: action.id }],
  });
  expect(action.lines).toContainEqual({ label: "Invited", before: null, after: "Maya Cohen (maya@example.com)" });
  expect(Date.parse(action.expiresAt) - Date.parse(action.createdAt)).toBe(24 * 3_600_000);
  expect(await events(actor)).toEqual([]);
});

test("approving does exactly what was shown and shows it in the conversation", async () => {
  const actor = await newCalendarOwner();
  const { action, conversationId } = await invite(actor);
  const decided = await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now });
  expect(decided).toMatchObject({ action: { state: "approved" }, outcome: { status: "done" } });
  expect(await events(actor)).toMatchObject([{ title: "Review", attendees: [{ email: "maya@example.com" }] }]);
  expect(await cardIn(actor, conversationId)).toMatchObject({
    status: "done",
    said: expect.stringContaining("Nobody can be e-mailed: no mail account is connected."),
  });
  expect((await listApprovals(actor, { state: "waiting", limit: 10 })).approvals).toEqual([]);
});

test("of ten clicks at once one runs, and all get its answer", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  const decisions = await Promise.all(
    Array.from({ length: 10 }, () => decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now })),
  );
  expect(await events(actor)).toHaveLength(1);
  for (const { outcome } of decisions) expect(outcome).toEqual(decisions[0]?.outcome);
  expect(decisions.every(({ action: { state } }) => state === "approved")).toBe(true);
});

test("declining changes nothing, is final, and stands in the conversation", async () => {
  const actor = await newCalendarOwner();
  const { action, conversationId } = await invite(actor);
  expect(await decideApproval(actor, { actionId: action.id, decision: "decline", inputHash: action.inputHash }, { now })).toMatchObject({
    action: { state: "declined" },
    outcome: { status: "refused", reason: "declined" },
  });
  expect(await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now })).toMatchObject({
    action: { state: "declined" },
  });
  expect(await events(actor)).toEqual([]);
  expect(await cardIn(actor, conversationId)).toMatchObject({ status: "refused", reason: "declined" });
});

test("an approval of anything but what is stored is refused", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  expect(await codeOf(decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: "0".repeat(64) }, { now }))).toBe("ai/action-changed");
  expect(await events(actor)).toEqual([]);
});

test("a day later it is too late", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  expect(
    await codeOf(decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now: "2026-11-24T10:00:00+01:00" })),
  ).toBe("ai/action-expired");
  expect(await events(actor)).toEqual([]);
});

test("a stranger's word counts for nothing and tells nothing", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const { action } = await invite(actor);
  expect(await codeOf(decideApproval(stranger, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now }))).toBe(
    "ai/action-not-found",
  );
  expect((await listApprovals(stranger, { state: "all", limit: 10 })).approvals).toEqual([]);
});

test("a correction is what runs: other times, other people", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  const edits = { title: "Budget review", when: "2026-11-26T16:00:00+01:00", end: "2026-11-26T16:45:00+01:00", people: ["tom@example.com"] };
  const decided = await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash, edits }, { now });
  expect(decided).toMatchObject({
    action: { state: "approved", tells: ["tom@example.com"], title: "Book “Budget review” on Thursday 26 Nov, 16:00–16:45, Berlin time" },
  });
  expect(await events(actor)).toMatchObject([{ title: "Budget review", start: expect.stringContaining("16:00"), attendees: [{ email: "tom@example.com" }] }]);
});

test("a correction that can't be done leaves the action waiting and says why", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  const decided = await decideApproval(
    actor,
    { actionId: action.id, decision: "approve", inputHash: action.inputHash, edits: { when: "2026-11-20T16:00:00+01:00" } },
    { now },
  );
  expect(decided).toMatchObject({ action: { state: "waiting" }, outcome: { status: "refused", reason: "time-past" } });
  expect((await listApprovals(actor, { state: "waiting", limit: 10 }, { now })).approvals).toHaveLength(1);
});

test.each([
  ["a field that isn't offered", { onlyIfFree: "yes" }],
  ["a value of the wrong kind", { title: "" }],
])("a correction with %s is refused", async (_title, edits) => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  expect(
    await codeOf(
      decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash, edits: edits as Record<string, string> }, { now }),
    ),
  ).toBe("ai/edit-not-allowed");
  expect(await events(actor)).toEqual([]);
});

test("an event that changed since the card was shown isn't changed by it", async () => {
  const actor = await newCalendarOwner();
  const { event } = await createEvent(actor, hourAt("2026-11-26T12:30", { attendees: [{ email: "maya@example.com" }] }), { now });
  const { outcome } = await call(actor, "move_event", { ref: event.ref, when: "to Friday" });
  if (outcome.status !== "waiting") throw new Error("expected a card");
  await updateEvent(actor, { ref: event.ref, patch: { title: "Brunch" } }, { now });
  const decided = await decideApproval(actor, { actionId: outcome.action.id, decision: "approve", inputHash: outcome.action.inputHash }, { now });
  expect(decided).toMatchObject({ action: { state: "failed" }, outcome: { status: "refused", reason: "version-conflict" } });
  expect(await events(actor)).toMatchObject([{ title: "Brunch", start: expect.stringContaining("T12:30") }]);
});

test("what was approved can be undone", async () => {
  const actor = await newCalendarOwner();
  const { action } = await invite(actor);
  const { outcome } = await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now });
  if (outcome?.status !== "done" || !outcome.undo) throw new Error("expected an undo");
  await undoChange(actor, { changeId: outcome.undo.changeId }, { now });
  expect(await events(actor)).toEqual([]);
});

test("cancelling one own event goes at once, two ask, also where the policy is auto", async () => {
  const actor = await newCalendarOwner();
  const refs = await Promise.all(
    ["2026-11-26T09:00", "2026-11-26T11:00", "2026-11-26T15:00"].map(async (at) => (await createEvent(actor, hourAt(at), { now })).event.ref),
  );
  await putPolicy(actor, { tool: "cancel_events", policy: "auto" });
  expect((await call(actor, "cancel_events", { refs: [refs[0]] })).outcome).toMatchObject({ status: "done" });
  const { outcome } = await call(actor, "cancel_events", { refs: [refs[1], refs[2]] });
  expect(outcome).toMatchObject({ status: "waiting", action: { title: "Cancel 2 events", marks: [{ kind: "removed" }, { kind: "removed" }] } });
  expect(await events(actor)).toHaveLength(2);
});

test("the owner's policy decides: ask asks, never refuses, reading is always allowed", async () => {
  const actor = await newCalendarOwner();
  const lunch = { title: "Lunch", when: "Thursday 12-1pm" };
  await putPolicy(actor, { tool: "create_event", policy: "ask" });
  expect((await call(actor, "create_event", lunch)).outcome).toMatchObject({ status: "waiting" });
  await putPolicy(actor, { tool: "create_event", policy: "never" });
  expect((await call(actor, "create_event", lunch)).outcome).toMatchObject({ status: "refused", reason: "not-allowed" });
  expect(await codeOf(putPolicy(actor, { tool: "find_events", policy: "never" }))).toBe("ai/policy-not-allowed");
  expect(await codeOf(putPolicy(actor, { tool: "send_money", policy: "ask" }))).toBe("ai/tool-not-found");
  const { policies } = await listPolicies(actor);
  expect(policies.find(({ tool }) => tool === "create_event")).toMatchObject({ policy: "never", defaultPolicy: "auto", allowed: ["auto", "ask", "never"] });
  const stranger = await newCalendarOwner();
  expect((await listPolicies(stranger)).policies.find(({ tool }) => tool === "create_event")).toMatchObject({ policy: "auto" });
});

test("two contacts of one name are one question with both as answers", async () => {
  const actor = await newCalendarOwner();
  await createContact(actor, { name: "Anna Berg", email: "anna.berg@example.com" });
  await createContact(actor, { name: "Anna Klein", email: "anna.klein@example.com" });
  const { outcome } = await call(actor, "create_event", { title: "Tea", when: "Thursday 3-4pm", people: ["Anna"] });
  expect(outcome).toMatchObject({
    status: "refused",
    reason: "person-ambiguous",
    options: [{ value: "anna.berg@example.com" }, { value: "anna.klein@example.com" }],
  });
});

test("pages of actions are whole and in order", async () => {
  const actor = await newCalendarOwner();
  for (let made = 0; made < 5; made += 1)
    await call(actor, "create_event", { title: `Event ${made}`, when: "Thursday 2-3pm", people: [`guest${made}@example.com`] });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { approvals: PendingAction[]; nextCursor: string | null } = await listApprovals(actor, {
      state: "all",
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    });
    seen.push(...page.approvals.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(5);
  expect(await codeOf(listApprovals(actor, { state: "all", limit: 2, cursor: "nonsense" }))).toBe("request/invalid");
});
