/** Conversations as their owner sees them. */
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";
import { until } from "../../support/until";
import { scriptedModel } from "../../support/scripted-model";
import { answerOnce, deleteConversation, getConversation, listConversations, updateConversation } from "@/lib/ai/service";
import { findConversation } from "@/lib/queries/conversations";
import { listenToChanges } from "@/lib/queries/live-changes";
import type { Conversation } from "@/lib/ai/contracts";
import type { Actor } from "@/lib/identity/contracts";

useTestDatabase();

const begin = async (actor: Actor, text: string, reply = "Fine."): Promise<string> =>
  (await answerOnce(actor, text, { model: scriptedModel([{ text: reply }]).model })).conversationId;
const titles = async (actor: Actor, query?: string) =>
  (await listConversations(actor, { limit: 30, ...(query ? { query } : {}) })).conversations.map(({ title }) => title);

test("pinned ones come first, then the newest", async () => {
  const actor = await newCalendarOwner();
  const [first] = [await begin(actor, "First"), await begin(actor, "Second"), await begin(actor, "Third")];
  await updateConversation(actor, { conversationId: first, pinned: true });
  expect(await titles(actor)).toEqual(["First", "Third", "Second"]);
});

test("pages join without a gap or a double, pinned ones included", async () => {
  const actor = await newCalendarOwner();
  const ids: string[] = [];
  for (let made = 0; made < 7; made += 1) ids.push(await begin(actor, `Talk ${made}`));
  await updateConversation(actor, { conversationId: ids[2] ?? "", pinned: true });
  await updateConversation(actor, { conversationId: ids[4] ?? "", pinned: true });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { conversations: Conversation[]; nextCursor: string | null } = await listConversations(actor, {
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    });
    seen.push(...page.conversations.map(({ title }) => title));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(["Talk 4", "Talk 2", "Talk 6", "Talk 5", "Talk 3", "Talk 1", "Talk 0"]);
});

test("search looks into titles and into what was said by either side, and takes %, _ and \\ as they are", async () => {
  const actor = await newCalendarOwner();
  await begin(actor, "About the garden", "Tulips, perhaps.");
  await begin(actor, "A 100% sure thing");
  expect(await titles(actor, "GARDEN")).toEqual(["About the garden"]);
  expect(await titles(actor, "tulips")).toEqual(["About the garden"]);
  expect(await titles(actor, "100%")).toEqual(["A 100% sure thing"]);
  expect(await titles(actor, "0_ s")).toEqual([]);
  expect(await titles(actor, "\\")).toEqual([]);
});

test("older messages are read page by page, each page in the order in which things were said", async () => {
  const actor = await newCalendarOwner();
  const conversationId = await begin(actor, "one", "two");
  await answerOnce(actor, "three", { conversationId, model: scriptedModel([{ text: "four" }]).model });
  const newest = await getConversation(actor, { conversationId, limit: 3 });
  const words = (page: typeof newest) => page.messages.map(({ parts }) => parts.find(({ type }) => type === "text")?.["text"]);
  expect(words(newest)).toEqual(["two", "three", "four"]);
  const older = await getConversation(actor, { conversationId, limit: 3, before: newest.before ?? "" });
  expect(words(older)).toEqual(["one"]);
  expect(older.before).toBeNull();
});

test("renaming stays, deleting takes the messages along", async () => {
  const actor = await newCalendarOwner();
  const conversationId = await begin(actor, "Something");
  expect(await updateConversation(actor, { conversationId, title: "Renamed" })).toMatchObject({ title: "Renamed", pinned: false });
  expect(await deleteConversation(actor, conversationId)).toEqual({ deleted: true });
  expect(await codeOf(getConversation(actor, { conversationId, limit: 10 }))).toBe("ai/conversation-not-found");
});

test("the owner's open pages hear that one was renamed, pinned or deleted, and nothing of a try that changed nothing", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const conversationId = await begin(actor, "Something");
  const heard: (string | null)[] = [];
  const stop = listenToChanges(actor.userId, ({ subject }) => heard.push(subject));
  const foreign: (string | null)[] = [];
  const stopStranger = listenToChanges(stranger.userId, ({ subject }) => foreign.push(subject));
  await codeOf(updateConversation(stranger, { conversationId, title: "Stolen" }));
  await updateConversation(actor, { conversationId, title: "Renamed" });
  await until(() => heard.length === 1);
  await updateConversation(actor, { conversationId, pinned: true });
  await until(() => heard.length === 2);
  await deleteConversation(actor, conversationId);
  await until(() => heard.length === 3);
  expect([heard, foreign]).toEqual([["conversation", "conversation", "conversation"], []]);
  stop();
  stopStranger();
});

test("a stranger finds, changes and deletes nothing", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const conversationId = await begin(actor, "Private");
  expect(await titles(stranger)).toEqual([]);
  expect(await codeOf(updateConversation(stranger, { conversationId, title: "Stolen" }))).toBe("ai/conversation-not-found");
  expect(await codeOf(deleteConversation(stranger, conversationId))).toBe("ai/conversation-not-found");
  expect(await findConversation(actor.userId, conversationId)).toMatchObject({ title: "Private" });
});

test("a cursor that isn't ours is refused, not obeyed", async () => {
  const actor = await newCalendarOwner();
  for (const cursor of ["x", "1; DROP TABLE conversations", Buffer.from("1\nnot-a-date\n0").toString("base64url")])
    expect(await codeOf(listConversations(actor, { limit: 5, cursor }))).toBe("request/invalid");
});
