/** A time of every week is kept free once the owner has said yes, and is offered to nobody from then on. */
import { performTool } from "@/lib/ai/perform-tool";
import { decideApproval } from "@/lib/ai/approvals";
import { keepFreeTool } from "@/lib/ai/tools/keep-free";
import { liftFreeRuleTool } from "@/lib/ai/tools/lift-free-rule";
import type { Tool, ToolContext } from "@/lib/ai/tools/define-tool";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { createEvent, findFreeTime, getAvailability } from "@/lib/scheduling/service";
import { at, codeOf, hourAt, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const now = "2026-11-23T08:00:00+01:00";
const tool = keepFreeTool as unknown as Tool;
const contextOf = async (actor: Actor): Promise<ToolContext> => ({
  actor,
  profile: await findProfile(actor),
  now,
  conversationId: null,
  signal: new AbortController().signal,
});

test("“no meetings before 10” waits for a yes; approved, nothing is offered before 10, and the owner may still book there", async () => {
  const actor = await newCalendarOwner();
  const outcome = await performTool(tool, await contextOf(actor), { rule: "no meetings before 10" });
  if (outcome.status !== "waiting") throw new Error(outcome.said);
  expect((await getAvailability(actor)).protections).toEqual([]);
  await decideApproval(actor, { actionId: outcome.action.id, decision: "approve", inputHash: outcome.action.inputHash }, { now });
  expect((await getAvailability(actor)).protections).toMatchObject([{ start: "00:00", end: "10:00", soft: false }]);
  const { windows } = await findFreeTime(
    actor,
    { from: at("2026-11-24T00:00"), to: at("2026-11-25T00:00"), durationMinutes: 30, people: [], limit: 5 },
    { now },
  );
  expect(windows).toMatchObject([{ start: at("2026-11-24T10:00") }]);
  await expect(createEvent(actor, hourAt("2026-11-24T08:00"), { now })).resolves.toMatchObject({ event: { title: "Lunch" } });
});

test("what is kept free already is said instead of being kept twice", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  await keepFreeTool.run(context, { rule: "keep Fridays free" });
  expect(await performTool(tool, context, { rule: "no meetings after 4 on Fridays" })).toMatchObject({ status: "refused", reason: "nothing-to-change" });
  expect((await getAvailability(actor)).protections).toHaveLength(1);
});

test("“meetings before 10 are fine again” waits for a yes; approved, that time is offered once more and the other rule stays", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  await keepFreeTool.run(context, { rule: "no meetings before 10" });
  await keepFreeTool.run(context, { rule: "keep Fridays free" });
  const outcome = await performTool(liftFreeRuleTool as unknown as Tool, context, { rule: "meetings before 10 on weekends are fine again" });
  if (outcome.status !== "waiting") throw new Error(outcome.said);
  expect(outcome.action.title).toBe("Offer meetings again: weekends before 10:00");
  expect((await getAvailability(actor)).protections).toHaveLength(2);
  await decideApproval(actor, { actionId: outcome.action.id, decision: "approve", inputHash: outcome.action.inputHash }, { now });
  expect((await getAvailability(actor)).protections).toMatchObject([
    { start: "00:00", end: "10:00", days: [1, 2, 3, 4, 5] },
    { start: "00:00", end: "24:00", days: [5] },
  ]);
});

test("where nothing is kept free there is nothing to take away", async () => {
  const actor = await newCalendarOwner();
  expect(await performTool(liftFreeRuleTool as unknown as Tool, await contextOf(actor), { rule: "forget that rule" })).toMatchObject({
    status: "refused",
    reason: "nothing-to-change",
  });
});

test("refuses a stranger: whoever may not change settings changes nothing", async () => {
  const actor = await newCalendarOwner();
  const context = await contextOf(actor);
  expect(await codeOf(keepFreeTool.run({ ...context, actor: { ...actor, scopes: ["chat", "scheduling:read"] } }, { rule: "keep lunch free" }))).toBe(
    "identity/forbidden",
  );
  expect((await getAvailability(actor)).protections).toEqual([]);
});
