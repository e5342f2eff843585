import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { ownerActor } from "@/lib/identity/service";
import {
  createMemory,
  deleteMemory,
  exportMemories,
  findMemoryUndo,
  findRelevantMemories,
  getMemory,
  listMemories,
  undoMemoryChange,
  updateMemory,
} from "@/lib/memory/service";
import { createConversation, deleteConversation, saveMessage } from "@/lib/queries/conversations";
import { newId } from "@/lib/ids";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const keep = async (actor: Actor, ...texts: string[]) => {
  const kept = [];
  for (const text of texts) kept.push((await createMemory(actor, { text })).memory);
  return kept;
};
const textsOf = (memories: readonly { text: string }[]): string[] => memories.map(({ text }) => text);

test("what is kept is shown with its source, found again, changed and forgotten, and the trail never holds its words", async () => {
  const actor = await newCalendarOwner();
  const conversationId = newId();
  await createConversation(actor.userId, { id: conversationId, title: "Gate", atMs: Date.now() });
  await saveMessage(actor.userId, conversationId, { id: "m1", role: "user", parts: [{ type: "text", text: "remember the gate code rhubarb" }] }, Date.now());
  const { memory } = await createMemory(actor, { text: " The gate code is rhubarb. " }, { conversationId });
  expect(memory).toMatchObject({
    text: "The gate code is rhubarb.",
    conversationId,
    messageId: "m1",
    pinned: false,
    visitors: false,
    expiresAt: null,
    version: 1,
  });
  const changed = (await updateMemory(actor, { memoryId: memory.id, version: 1, text: "The gate code is rhubarb pie.", visitors: true })).memory;
  expect(await getMemory(actor, { memoryId: memory.id })).toEqual(changed);
  expect(textsOf((await listMemories(actor, { query: "gate" })).memories)).toEqual(["The gate code is rhubarb pie."]);
  await deleteMemory(actor, { memoryId: memory.id });
  expect(await codeOf(getMemory(actor, { memoryId: memory.id }))).toBe("memory/not-found");
  const trail = (
    await query<{ action: string; all: string }>("SELECT action, audit_log::text AS all FROM audit_log WHERE user_id = $1 ORDER BY id", [actor.userId])
  ).rows;
  expect(trail.map(({ action }) => action)).toEqual(["memory.create", "memory.update", "memory.delete"]);
  expect(trail.some(({ all }) => all.includes("rhubarb"))).toBe(false);
});

test("a memory outlives the conversation it came from", async () => {
  const actor = await newCalendarOwner();
  const conversationId = newId();
  await createConversation(actor.userId, { id: conversationId, title: "Gate", atMs: Date.now() });
  await saveMessage(actor.userId, conversationId, { id: "m1", role: "user", parts: [{ type: "text", text: "remember" }] }, Date.now());
  const { memory } = await createMemory(actor, { text: "Tea" }, { conversationId });
  await deleteConversation(actor.userId, conversationId);
  expect(await getMemory(actor, { memoryId: memory.id })).toMatchObject({ text: "Tea", conversationId: null });
});

test("only what shares words with a question is found, the best first; what every sentence holds finds nothing", async () => {
  const actor = await newCalendarOwner();
  await keep(
    actor,
    "I like short meetings.",
    "The gate code is rhubarb.",
    "Maya is vegetarian.",
    "The code of the bike lock is 12-34.",
    "Zoë’s café opens at nine.",
  );
  const found = async (question: string) => textsOf(await findRelevantMemories(actor, question));
  expect(await found("What is the gate code?")).toEqual(["The gate code is rhubarb.", "The code of the bike lock is 12-34."]);
  expect(await found("Book a meeting with Maya")).toEqual(expect.arrayContaining(["I like short meetings.", "Maya is vegetarian."]));
  expect(await found("zoe's cafe")).toEqual(["Zoë’s café opens at nine."]);
  expect(await found("what is it that you do for me?")).toEqual([]);
  expect(await found("' | ! & ( <-> :* \\ %")).toEqual([]);
  expect(textsOf((await listMemories(actor, { query: "vegeta" })).memories)).toEqual(["Maya is vegetarian."]);
});

test("visitors' conversations find only what the owner has let them use", async () => {
  const actor = await newCalendarOwner();
  await keep(actor, "Parking is difficult here.");
  expect(await findRelevantMemories(actor, "parking", { forVisitors: true })).toEqual([]);
  await createMemory(actor, { text: "Parking is behind the house.", visitors: true });
  expect(textsOf(await findRelevantMemories(actor, "parking", { forVisitors: true }))).toEqual(["Parking is behind the house."]);
});

test("what has expired is neither shown nor used", async () => {
  const actor = await newCalendarOwner();
  await createMemory(actor, { text: "The car is in garage B.", expiresAt: new Date(Date.now() - 1_000).toISOString() });
  const { memory } = await createMemory(actor, { text: "The bike is in garage C.", expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect(textsOf((await listMemories(actor)).memories)).toEqual([memory.text]);
  expect(textsOf(await findRelevantMemories(actor, "garage"))).toEqual([memory.text]);
});

test("pages hold every memory once, pinned first", async () => {
  const actor = await newCalendarOwner();
  const kept = await keep(actor, ...Array.from({ length: 7 }, (_, at) => `Thing ${at}`));
  await updateMemory(actor, { memoryId: kept[2]!.id, version: 1, pinned: true });
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listMemories(actor, { limit: 3, ...(cursor ? { cursor } : {}) });
    seen.push(...textsOf(page.memories));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen[0]).toBe("Thing 2");
  expect([...seen].sort()).toEqual(kept.map(({ text }) => text).sort());
  expect(await codeOf(listMemories(actor, { cursor: "1_9_x" }))).toBe("request/invalid");
});

test("forgetting can be taken back once, until the memory changes again", async () => {
  const actor = await newCalendarOwner();
  const [memory] = await keep(actor, "Tea, not coffee.");
  const { undo } = await deleteMemory(actor, { memoryId: memory!.id });
  expect(await findMemoryUndo(actor)).toEqual(undo);
  await undoMemoryChange(actor, undo.changeId);
  const back = await getMemory(actor, { memoryId: memory!.id });
  expect(back).toEqual({ ...memory, version: 2 });
  expect(await codeOf(undoMemoryChange(actor, undo.changeId))).toBe("scheduling/undo-over");
  const edit = await updateMemory(actor, { memoryId: back.id, version: 2, text: "Coffee." });
  await updateMemory(actor, { memoryId: back.id, version: 3, pinned: true });
  expect(await codeOf(undoMemoryChange(actor, edit.undo.changeId))).toBe("scheduling/undo-over");
});

test("of two tabs that edit one memory the second is told", async () => {
  const actor = await newCalendarOwner();
  const [memory] = await keep(actor, "Tea");
  await updateMemory(actor, { memoryId: memory!.id, version: 1, pinned: true });
  expect(await codeOf(updateMemory(actor, { memoryId: memory!.id, version: 1, text: "Coffee" }))).toBe("memory/version-conflict");
});

test("a stranger sees, changes and takes back nothing; without the scope nobody does", async () => {
  const [actor, stranger] = [await newCalendarOwner(), await newCalendarOwner()];
  const { memory, undo } = await createMemory(actor, { text: "Secret garden" });
  expect(await findRelevantMemories(stranger, "secret garden")).toEqual([]);
  expect(await codeOf(getMemory(stranger, { memoryId: memory.id }))).toBe("memory/not-found");
  expect(await codeOf(updateMemory(stranger, { memoryId: memory.id, version: 1, text: "Mine" }))).toBe("memory/not-found");
  expect(await codeOf(deleteMemory(stranger, { memoryId: memory.id }))).toBe("memory/not-found");
  expect(await codeOf(undoMemoryChange(stranger, undo.changeId))).toBe("scheduling/change-not-found");
  const narrow = { ...ownerActor(actor.userId, "session"), scopes: ["chat" as const] };
  expect(await codeOf(listMemories(narrow))).toBe("identity/forbidden");
  expect(await codeOf(createMemory(narrow, { text: "x" }))).toBe("identity/forbidden");
});

test("everything is exported as Markdown or JSON, line breaks kept inside their item", async () => {
  const actor = await newCalendarOwner();
  await keep(actor, "One\ntwo", "Three");
  const markdown = await exportMemories(actor, { format: "markdown" });
  expect(markdown.text).toMatch(/^# What Perin keeps\n\n- Three\n {2}\*\(kept on \d{4}-\d\d-\d\d\)\*\n- One\n {2}two\n/);
  expect((JSON.parse((await exportMemories(actor, { format: "json" })).text) as { text: string }[]).map(({ text }) => text)).toEqual(["Three", "One\ntwo"]);
});
