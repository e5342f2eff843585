/** The owner asks how the day stands, what waits for a yes, and what was done, and is told from the records. */
import { findHistoryTool } from "@/lib/ai/tools/find-history";
import type { ToolContext } from "@/lib/ai/tools/define-tool";
import { answerOnce } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import { createContact } from "@/lib/people/service";
import { createEvent } from "@/lib/scheduling/service";
import { addTask, createTask } from "@/lib/tasks/service";
import { codeOf, hourAt, newCalendarOwner } from "../../../support/calendar-owner";
import { useTestDatabase } from "../../../support/database";

useTestDatabase();

const day = "2026-11-23T10:00:00+01:00";
/** The trail is written by the database's clock, so it is asked on the real one. */
const today = (): string => Temporal.Now.zonedDateTimeISO("Europe/Berlin").toString({ timeZoneName: "never", smallestUnit: "second" });
const reply = async (actor: Actor, text: string, now: string) => (await answerOnce(actor, text, { now, model: "builtin" })).reply;

test("“what did you do today?” tells what Perin did, “what did I change” what the owner did, each newest first and nothing of anybody else", async () => {
  const [ada, bob] = [await newCalendarOwner(), await newCalendarOwner()];
  expect(await reply(ada, "what did you do today?", today())).toMatch(/^I changed nothing today\. \[The history\]\(\/history\)/);
  await createContact({ ...ada, via: "assistant" }, { name: "Maya" });
  await addTask({ ...ada, via: "assistant" }, { title: "Milk" });
  await createContact(ada, { name: "Tom" });
  await createContact(bob, { name: "Eve" });
  const perin = await reply(ada, "what did you do today?", today());
  expect(perin).toMatch(/^I did 2 things today:\n- \d\d:\d\d: “Milk” was added to the to-dos\n- \d\d:\d\d: Maya was added to the contacts\n/);
  expect(await reply(ada, "what did I change today", today())).toMatch(/^You did 1 thing today:\n- \d\d:\d\d: Tom was added to the contacts\n/);
  expect(await reply(ada, "what was done today?", today())).toMatch(/^3 things were done today:\n- \d\d:\d\d: You: Tom .*\n- \d\d:\d\d: Perin: “Milk”/);
  expect(await reply(ada, "what did Perin change yesterday", today())).toMatch(/^I changed nothing yesterday\./);
  expect(await reply(ada, "what have you done since yesterday", today())).toContain("I did 2 things since yesterday");
});

test("the history is for whoever may see the settings", async () => {
  const ada = await newCalendarOwner();
  const context = async (actor: Actor): Promise<ToolContext> => ({
    actor,
    profile: await findProfile(ada),
    now: today(),
    conversationId: null,
    signal: new AbortController().signal,
  });
  expect(await codeOf(findHistoryTool.run(await context({ ...ada, scopes: ["chat"] }), { kind: "all" }))).toBe("identity/forbidden");
});

test("“brief me” and “what's on my plate” tell of today's events and what is due; of another day the calendar and the list", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-23T14:00", { title: "Budget review" }), { now: day });
  await createEvent(ada, hourAt("2026-11-24T14:00", { title: "Dentist" }), { now: day });
  await createTask(ada, { title: "Pay the rent", due: "2026-11-23" }, { now: day });
  for (const words of ["brief me", "what's on my plate today", "how does my day look"]) {
    const said = await reply(ada, words, day);
    expect(said).toContain("“Budget review” at 14:00");
    expect(said).toContain("Pay the rent");
    expect(said).not.toContain("Dentist");
  }
  const tomorrow = await reply(ada, "what's on my plate tomorrow", day);
  expect(tomorrow).toContain("Dentist");
  expect(tomorrow).not.toContain("Budget review");
  expect(tomorrow).toContain("“Pay the rent”");
});

test("“what's due this week” lists the to-dos, and “when is the rent due” the one", async () => {
  const ada = await newCalendarOwner();
  await createTask(ada, { title: "Pay the rent", due: "2026-11-25" }, { now: day });
  await createTask(ada, { title: "Taxes", due: "2026-12-20" }, { now: day });
  expect(await reply(ada, "what's due this week", day)).toBe("1 to-do:\n- “Pay the rent”, due Wednesday 25 Nov");
  expect(await reply(ada, "what's due today?", day)).toBe("No to-do is due today.");
  expect(await reply(ada, "when is the taxes due?", day)).toContain("“Taxes”, due Sunday 20 Dec");
});

test("“what needs my approval” names what waits and where it is decided", async () => {
  const ada = await newCalendarOwner();
  expect(await reply(ada, "what is waiting for me", day)).toBe("Nothing waits for your word.");
  await createTask(ada, { title: "Milk" }, { now: day });
  await reply(ada, "remove milk from my list", day);
  for (const words of ["what needs my approval", "show my approvals", "what is waiting for me"])
    expect(await reply(ada, words, day)).toMatch(/^1 thing waits for your word:\n- .*“Milk”.*\n\n.*\(\/history\)/);
});
