/** The to-do tools through the whole service, with the built-in planner. */
import { answerOnce, decideApproval } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { createTask, listTasks } from "@/lib/tasks/service";
import { performTool } from "@/lib/ai/perform-tool";
import { toolNamed } from "@/lib/ai/tools/registry";
import type { ToolContext } from "@/lib/ai/tools/define-tool";
import { findProfile } from "@/lib/identity/service";
import { newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const now = "2026-11-26T09:00:00+01:00";
const titles = async (actor: Actor) => (await listTasks(actor)).tasks.map(({ title }) => title);
const say = (actor: Actor, text: string, conversationId?: string) =>
  answerOnce(actor, text, { now, model: "builtin", ...(conversationId ? { conversationId } : {}) });

const call = async (actor: Actor, name: string, input: object) => {
  const tool = toolNamed(name);
  if (!tool) throw new TypeError(name);
  const context: ToolContext = { actor, profile: await findProfile(actor), now, conversationId: null, signal: new AbortController().signal };
  return performTool(tool, context, tool.input.parse(input));
};

test("a to-do is added, changed, found, done and opened again by its own words", async () => {
  const ada = await newCalendarOwner();
  expect(await call(ada, "add_task", { title: "Write the report", due: "Friday", remind: "Friday at 8", minutes: 30 })).toMatchObject({
    status: "done",
    said: "“Write the report” (30 minutes) is on your list, due tomorrow. I'll remind you on Friday 27 Nov, 08:00.",
  });
  expect(await call(ada, "change_task", { task: "the report", due: "Monday at 9", title: "Write the final report" })).toMatchObject({
    status: "done",
    said: "Changed: “Write the final report”, due Monday 30 Nov, 09:00. I'll remind you then.",
  });
  expect(await call(ada, "find_tasks", { when: "tomorrow" })).toMatchObject({ status: "done", said: "No to-do is due tomorrow." });
  expect(await call(ada, "find_tasks", { text: "final" })).toMatchObject({ said: expect.stringContaining("Write the final report") as string });
  expect(await call(ada, "complete_task", { task: "report" })).toMatchObject({ status: "done" });
  const done = await listTasks(ada, { state: "done" });
  expect(await call(ada, "complete_task", { task: done.tasks[0]?.id, reopen: true })).toMatchObject({ said: "“Write the final report” is open again." });
});

test("“half an hour: tidy up” is a to-do with its length; a reminder of a day comes on its morning, and says so", async () => {
  const ada = await newCalendarOwner();
  expect((await say(ada, "half an hour: tidy up")).reply).toBe("“Tidy up” (30 minutes) is on your list.");
  expect((await say(ada, "remind me about the concert on Sunday")).reply).toBe(
    "“The concert” is on your list, due Sunday 29 Nov. I'll remind you on Sunday 29 Nov, 09:00.",
  );
});

test("deleting waits for a yes, and approving does it", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Milk" }, { now });
  const { pending, reply } = await say(ada, "remove milk from my list");
  expect(reply).toContain("waits for your word");
  expect(await titles(ada)).toEqual(["Milk"]);
  const [action] = pending;
  await decideApproval(ada, { actionId: action?.id ?? "", decision: "approve", inputHash: action?.inputHash ?? "" }, { now });
  expect(await titles(ada)).toEqual([]);
});

test("what fits two to-dos is asked about, what fits none is said", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Call Tom about the rent" }, { now });
  await createTask(ada, { title: "Call Tom about the car" }, { now });
  expect(await call(ada, "complete_task", { task: "called Tom" })).toMatchObject({ status: "refused", reason: "task-ambiguous" });
  expect(await call(ada, "complete_task", { task: "fed the cat" })).toMatchObject({ status: "refused", reason: "task-not-found" });
  expect(await call(ada, "snooze_task", { task: "rent", until: "blue" })).toMatchObject({ status: "refused" });
  expect(await call(ada, "add_task", {})).toMatchObject({ status: "refused", reason: "title-missing" });
});

test("nobody's words reach a stranger's to-dos, not even with the id", async () => {
  const [ada, eve] = [await newCalendarOwner(), await newCalendarOwner()];
  const { id } = await createTask(ada, { title: "Secret plan" }, { now });
  for (const name of ["complete_task", "change_task", "snooze_task", "plan_task", "delete_task"])
    expect(await call(eve, name, { task: id, until: "Monday" })).toMatchObject({ status: "refused", reason: "not-found" });
  expect((await say(eve, "what's on my list?")).reply).toBe("There is nothing on your list.");
});

test("whatever was done to a to-do in the chat is taken back in the chat", async () => {
  const ada = await newCalendarOwner();
  const { conversationId, reply } = await say(ada, "add milk to my list");
  expect(reply).toContain("“Milk” is on your list");
  const { pending } = await say(ada, "remove milk from my list", conversationId);
  const [action] = pending;
  await decideApproval(ada, { actionId: action?.id ?? "", decision: "approve", inputHash: action?.inputHash ?? "" }, { now });
  expect(await titles(ada)).toEqual([]);
  expect((await say(ada, "undo that", conversationId)).reply).toBe("Taken back: “Milk” is on your list again.");
  expect(await titles(ada)).toEqual(["Milk"]);
  await say(ada, "tick off milk", conversationId);
  expect(await titles(ada)).toEqual([]);
  await say(ada, "undo", conversationId);
  expect(await titles(ada)).toEqual(["Milk"]);
});

test("what repeats is said in words, goes on when it is done, is put off once, and stops when told to", async () => {
  const ada = await newCalendarOwner();
  const { conversationId, reply } = await say(ada, "remind me to water the plants every Monday at 9");
  expect(reply).toBe("“Water the plants” is on your list, every Monday, 09:00; next Monday 30 Nov. I'll remind you each time.");
  expect((await say(ada, "snooze it until Tuesday", conversationId)).reply).toBe(
    "“Water the plants” is put off, this time only: due Tuesday 1 Dec, 09:00. I'll remind you then.",
  );
  expect((await say(ada, "I've watered the plants", conversationId)).reply).toBe("“Water the plants” is done; next Monday 7 Dec, 09:00.");
  expect((await say(ada, "undo", conversationId)).reply).toContain("Taken back");
  expect((await say(ada, "what's on my list?", conversationId)).reply).toContain("“Water the plants”, every Monday, 09:00; next Tuesday 1 Dec");
  expect((await say(ada, "stop repeating it", conversationId)).reply).toContain("due Tuesday 1 Dec");
  expect((await say(ada, "make the plants to-do weekly", conversationId)).reply).toContain("every Tuesday, 09:00; next Tuesday 1 Dec");
  expect((await say(ada, "stop reminding me about the plants", conversationId)).reply).toBe(
    "I won't remind you of it: “Water the plants”, every Tuesday, 09:00; next Tuesday 1 Dec.",
  );
  expect((await say(ada, "change the plants to-do to Friday at 18:00", conversationId)).reply).toContain("every Friday, 18:00; next tomorrow");
  expect((await say(ada, "remind me to drink water every hour", conversationId)).reply).toContain("every hour; next today, 10:00");
  expect((await say(ada, "remind me every minute to breathe", conversationId)).reply).toBe("A to-do repeats once an hour at most.");
});

test("“stop repeating” means a to-do of that name that repeats, and otherwise an event", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Pay the rent", due: "every month on the 1st" }, { now });
  await createTask(ada, { title: "Standup notes" }, { now });
  expect((await say(ada, "stop repeating the rent")).reply).toBe("It doesn't repeat any more: “Pay the rent”, due Tuesday 1 Dec.");
  expect((await say(ada, "stop repeating the standup")).reply).toContain("nothing on your calendar");
});

test("whether one thing is on the list is answered with yes and where, or no", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Pay the rent" }, { now });
  expect((await say(ada, "is “pay the rent” on my list?")).reply).toBe("Yes. 1 to-do:\n- “Pay the rent”");
  expect((await say(ada, "Is 'pay the rent' on my list?")).reply).toMatch(/^Yes\./);
  expect((await say(ada, "do I have milk on my list?")).reply).toBe("No open to-do says “milk”.");
  expect((await say(ada, "what is on my list?")).reply).toContain("Pay the rent");
  expect((await say(ada, "is there anything on my list?")).reply).toMatch(/^1 to-do/);
});
