/** What an owner's chat must carry beyond single orders: swapping, skipping, correcting, and never doing a thing twice. */
import { answerOnce, decideApproval } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { createContact } from "@/lib/people/service";
import { createEvent, listEvents } from "@/lib/scheduling/service";
import { listTasks } from "@/lib/tasks/service";
import { hourAt, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const now = "2026-11-23T08:00:00+01:00";
const noor = [{ email: "noor@example.com", optional: false, status: "needs-action" as const }];

const talk = (actor: Actor) => {
  let conversationId: string | undefined;
  return async (text: string) => {
    const turn = await answerOnce(actor, text, { now, model: "builtin", ...(conversationId === undefined ? {} : { conversationId }) });
    conversationId = turn.conversationId;
    return turn;
  };
};
const clocks = async (actor: Actor): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await listEvents(actor, { from: "2026-11-23T00:00:00Z", to: "2026-12-10T00:00:00Z" })).events.map(({ title, start }) => [
      title,
      Temporal.Instant.from(start).toZonedDateTimeISO("Europe/Berlin").toPlainDateTime().toString().slice(0, 16),
    ]),
  );
const tasks = async (actor: Actor) =>
  (await listTasks(actor, { state: "open", limit: 10 })).tasks.map(({ title, dueDate, dueTime }) => [title, dueDate, dueTime]);

test("“swap the standup and the review” moves both, keeps their lengths, and one “undo” takes both back", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, { ...hourAt("2026-11-24T09:00"), title: "Standup", end: "2026-11-24T08:15:00Z" }, { now });
  await createEvent(ada, hourAt("2026-11-24T14:00", { title: "Review" }), { now });
  const before = await clocks(ada);
  const say = talk(ada);
  const { reply } = await say("swap the standup and the review on Tuesday");
  expect(reply).not.toContain("overlaps");
  expect(await clocks(ada)).toEqual({ Standup: "2026-11-24T14:00", Review: "2026-11-24T09:00" });
  await say("undo");
  expect(await clocks(ada)).toEqual(before);
});

test("neighbours of different length that change places don't end up on top of each other", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, { ...hourAt("2026-11-24T09:00"), title: "Call", end: "2026-11-24T08:30:00Z" }, { now });
  await createEvent(ada, hourAt("2026-11-24T09:30", { title: "Review" }), { now });
  await talk(ada)("swap the call and the review tomorrow");
  expect(await clocks(ada)).toEqual({ Review: "2026-11-24T09:00", Call: "2026-11-24T10:00" });
});

test("where others take part, a swap is two cards, and nothing moves before they are approved", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-24T14:00", { title: "Review", attendees: noor }), { now });
  await createEvent(ada, hourAt("2026-11-24T16:00", { title: "Interview", attendees: noor }), { now });
  const { reply, pending } = await talk(ada)("swap my 2pm and 4pm tomorrow");
  expect(pending.map(({ title }) => title)).toEqual([
    expect.stringContaining("Move “Review” to Tuesday 24 Nov, 16:00"),
    expect.stringContaining("Move “Interview” to Tuesday 24 Nov, 14:00"),
  ]);
  expect(pending.flatMap(({ lines }) => lines.map(({ label }) => label))).not.toContain("Overlaps");
  expect(reply).toContain("They change places once you have approved both cards.");
  expect(await clocks(ada)).toEqual({ Review: "2026-11-24T14:00", Interview: "2026-11-24T16:00" });
});

test("“skip the rent this month” leaves a repeating to-do out once; an event of that name comes first", async () => {
  const ada = await newCalendarOwner();
  const say = talk(ada);
  await say("pay the rent every month on the 28th");
  expect((await say("skip the rent this month")).reply).toBe("“Pay the rent” is left out this time; next Monday 28 Dec.");
  expect((await say("skip the rent this month")).reply).toContain("“Pay the rent” isn't due this month.");
  await createEvent(ada, hourAt("2026-11-26T10:00", { title: "Rent meeting" }), { now });
  expect((await say("skip the rent meeting")).reply).toContain("Cancelled “Rent meeting”");
  expect(await tasks(ada)).toEqual([["Pay the rent", "2026-12-28", null]]);
});

test("a to-do that comes once isn't skipped but asked about", async () => {
  const ada = await newCalendarOwner();
  const say = talk(ada);
  await say("todo call the plumber");
  expect((await say("skip the plumber")).reply).toBe("“Call the plumber” comes only once. Say “snooze it till Monday” to put it off, or “delete it”.");
  expect((await say("move the plumber to Friday")).reply).toBe("“Call the plumber” is put off: due Friday 27 Nov.");
});

test("“make it 7” after a reminder changes the reminder, and “delete it” drops it", async () => {
  const ada = await newCalendarOwner();
  const say = talk(ada);
  await say("remind me to call mum tomorrow at 6pm");
  await say("make it 7");
  expect(await tasks(ada)).toEqual([["Call mum", "2026-11-24", "19:00"]]);
  await say("no, Friday");
  expect(await tasks(ada)).toEqual([["Call mum", "2026-11-27", expect.any(String)]]);
});

test("“remind me an hour before the dentist” counts back from the event, and not from one that has begun", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-24T11:00", { title: "Dentist" }), { now });
  const say = talk(ada);
  await say("remind me an hour before the dentist");
  expect(await tasks(ada)).toEqual([["Dentist at 11:00", "2026-11-24", "10:00"]]);
  expect((await say("remind me 3 days before the dentist")).reply).toContain("too near for that");
});

test("the same booking asked for in two conversations waits once, and says so", async () => {
  const ada = await newCalendarOwner();
  await createContact(ada, { name: "Maya Lopez", email: "maya@example.com" });
  const order = "book lunch with Maya tomorrow at 1pm for an hour";
  const first = await talk(ada)(order);
  const second = await talk(ada)(order);
  expect([first.pending.length, second.pending.length]).toEqual([1, 0]);
  expect(second.reply).toMatch(/waits for your word already, on its card in another conversation or under \[History\]\(\/history\)/);
  const [action] = first.pending;
  if (!action) throw new Error("nothing waits");
  await decideApproval(ada, { actionId: action.id, decision: "decline", inputHash: action.inputHash }, { now });
  expect((await talk(ada)(order)).pending).toHaveLength(1);
});

test("“cancel the series” with no series spoken of asks which, instead of cancelling whatever there is", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-24T11:00", { title: "Dentist" }), { now });
  const { reply, pending } = await talk(ada)("cancel the series");
  expect([reply, pending]).toEqual(["Which series should I cancel?", []]);
});

test("“is tomorrow busy” is a question: nothing is put on the calendar", async () => {
  const ada = await newCalendarOwner();
  await talk(ada)("is tomorrow busy");
  expect(await clocks(ada)).toEqual({});
});

test("“no, I meant the dentist” takes the wrong deed back and does the right one", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-11-24T07:00", { title: "Yoga" }), { now });
  await createEvent(ada, hourAt("2026-11-24T11:00", { title: "Dentist" }), { now });
  const say = talk(ada);
  await say("cancel yoga");
  await say("no, I meant the dentist");
  expect(await clocks(ada)).toEqual({ Yoga: "2026-11-24T07:00" });
});

test("a letter that waits is written anew as its owner corrects it, and takes the place of the card before", async () => {
  const ada = await newCalendarOwner();
  await createContact(ada, { name: "Tom Okafor", email: "tom@example.com" });
  await createContact(ada, { name: "Maya Lopez", email: "maya@example.com" });
  const say = talk(ada);
  await say("email Tom: the caterer is fine");
  expect((await say("also cc Maya")).pending[0]?.input).toMatchObject({ cc: ["maya@example.com"], body: "The caterer is fine." });
  const { pending, reply } = await say("add that we pay on Friday");
  expect(pending[0]?.input).toMatchObject({ cc: ["maya@example.com"], body: "The caterer is fine. We pay on Friday." });
  expect(reply).toContain("It takes the place of the card before.");
  expect((await say("change it to: the caterer is too dear")).pending[0]?.input).toMatchObject({
    subject: "The caterer is too dear",
    body: "The caterer is too dear.",
  });
});

test("“move it to Friday”, said of something in a later week, is the Friday of that week", async () => {
  const ada = await newCalendarOwner();
  await createEvent(ada, hourAt("2026-12-03T09:00", { title: "Dentist" }), { now });
  await talk(ada)("move the dentist to Friday");
  expect(await clocks(ada)).toEqual({ Dentist: "2026-12-04T09:00" });
});

test("“is Maya coming?” is answered with what she answered, not with her being invited", async () => {
  const ada = await newCalendarOwner();
  await createEvent(
    ada,
    hourAt("2026-11-24T14:00", { title: "Budget", attendees: [{ email: "maya@example.com", name: "Maya Lopez", optional: false, status: "needs-action" }] }),
    { now },
  );
  expect((await talk(ada)("is Maya coming to the budget?")).reply).toMatch(/^Maya Lopez is invited to “Budget” .* and hasn't answered\.$/);
});

test("nobody else's calendar is ever said to be free", async () => {
  const ada = await newCalendarOwner();
  const { reply } = await talk(ada)("who's free tomorrow at 3?");
  expect(reply).toContain("You are free on Tuesday 24 Nov");
  expect(reply).toContain("I can look only into your own calendar");
});
