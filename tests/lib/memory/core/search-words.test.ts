import { searchWords } from "@/lib/memory/core/search-words";
import { readPlace, writePlace } from "@/lib/memory/core/place";
import { memoryAsMarkdown } from "@/lib/memory/core/memories-as-text";

test.each([
  ["What is the gate code?", ["gate", "code"]],
  ["Wo ist mein Fahrrad?", ["fahrrad"]],
  ["Do you remember Zoë’s café?", ["zoe", "cafe"]],
  ["what do you know about me", []],
  ["", []],
])("%s is looked for by %j", (question, words) => expect(searchWords(question)).toEqual(words));

test("a long text gives no more than 24 words, each once", () => {
  const words = searchWords(Array.from({ length: 100 }, (_, at) => `word${at} word${at}`).join(" "));
  expect(words).toHaveLength(24);
  expect(new Set(words).size).toBe(24);
});

test("a cursor reads back as what was written, and nothing else is one", () => {
  const place = { pinned: true, createdAt: "2026-11-26T10:00:00.123Z", id: "0191b2c3-0000-7000-8000-000000000000" };
  expect(readPlace(writePlace(place))).toEqual(place);
  for (const cursor of ["", "1_2", "2_0_0191b2c3-0000-7000-8000-000000000000", `1_${"9".repeat(15)}9_${place.id}`, "1_999999999999999_x"])
    expect(readPlace(cursor)).toBeNull();
});

test("the document names pins, visitors and the end", () => {
  const memory = {
    id: "0191b2c3-0000-7000-8000-000000000000",
    text: "Tea",
    pinned: true,
    visitors: true,
    conversationId: null,
    messageId: null,
    expiresAt: "2026-12-01T10:00:00Z",
    version: 1,
    createdAt: "2026-11-26T23:30:00Z",
  };
  expect(memoryAsMarkdown(memory, undefined, "Europe/Berlin")).toContain(
    "*(kept on 2026-11-27, pinned, visitors' conversations may use it, until 2026-12-01)*",
  );
  const source = { conversation: "Tea,\nand *more*", saidAt: "2026-11-26T23:29:00Z" };
  expect(memoryAsMarkdown(memory, source, "Europe/Berlin")).toContain(
    "*(kept on 2026-11-27, from your message of 2026-11-27 in “Tea, and \\*more\\*”, pinned,",
  );
  expect(memoryAsMarkdown(memory, { ...source, saidAt: null }, "Europe/Berlin")).toContain("from “Tea, and");
});
