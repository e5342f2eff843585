/** Perin in the terminal: the same verbs, by the server's token or on the database itself. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POST as askRoute } from "@/app/api/ai/command-line/route";
import { POST as decideRoute } from "@/app/api/ai/command-line/decide/route";
import { announceServer } from "@/lib/config";
import { readControlIn } from "@/lib/config/control";
import { query } from "@/lib/db";
import { converse, openLine, type Terminal } from "@/lib/ai/service";
import type { Actor } from "@/lib/identity/contracts";
import { listEvents } from "@/lib/scheduling/service";
import { jsonRequest } from "../../support/accounts";
import { codeOf, newCalendarOwner } from "../../support/calendar-owner";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const emailOf = async ({ userId }: Actor): Promise<string> =>
  (await query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [userId])).rows[0]?.email ?? "";
const soon = { from: new Date().toISOString(), to: new Date(Date.now() + 60 * 86_400_000).toISOString() };
const invitation = "Book a review with tom@example.com next Tuesday from 2 to 3pm";

const terminal = (word: boolean | null): Terminal & { readonly written: () => string } => {
  let text = "";
  return { write: (piece) => void (text += piece), confirm: () => Promise.resolve(word), written: () => text };
};

const asked = async (word: boolean | null, yes = false) => {
  const actor = await newCalendarOwner();
  const line = await openLine(await emailOf(actor));
  const screen = terminal(word);
  const result = await converse(line, { text: invitation, yes }, screen);
  return { actor, result, screen, events: (await listEvents(actor, soon)).events };
};

test("a card is shown with its difference and whom it concerns, and a yes does it", async () => {
  const { result, screen, events } = await asked(true);
  expect(screen.written()).toMatch(/Book “.+” on Tuesday[\s\S]+Concerns: tom@example.com/);
  expect(result).toMatchObject({ waiting: [], failure: null, decided: [{ state: "approved" }], model: "builtin" });
  expect(events).toHaveLength(1);
});

test("a no declines", async () => {
  const { result, events } = await asked(false);
  expect(result.decided).toMatchObject([{ state: "declined" }]);
  expect(events).toEqual([]);
});

test("with nobody to answer the action goes on waiting", async () => {
  const { result, events } = await asked(null);
  expect(result.waiting).toHaveLength(1);
  expect(events).toEqual([]);
});

test("--yes approves without asking", async () => {
  const { events } = await asked(null, true);
  expect(events).toHaveLength(1);
});

test("without an account it says how to make one; an unknown address is named", async () => {
  expect(await codeOf(openLine(undefined))).toBe("ai/no-account");
  expect(await codeOf(openLine("nobody@example.com"))).toBe("ai/account-unknown");
});

test("the running server takes commands with its own token only, and acts as who was named", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "perin-line-"));
  announceServer(dataDir, "127.0.0.1", 3000);
  const token = readControlIn(dataDir)?.token ?? "";
  const actor = await newCalendarOwner();
  const body = { as: await emailOf(actor), text: invitation };
  const post = (authorization?: string) =>
    askRoute(jsonRequest("/api/ai/command-line", { method: "POST", body, ...(authorization ? { headers: { authorization } } : {}) }));
  expect((await post()).status).toBe(401);
  expect((await post("Bearer wrong")).status).toBe(401);
  expect((await post(`Basic ${token}`)).status).toBe(401);
  const answered = await post(`Bearer ${token}`);
  expect(answered.status).toBe(200);
  expect(answered.headers.get("x-conversation-id")).toMatch(/^[0-9a-f-]{36}$/);
  const chunks = (await answered.text())
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice(6)) as { type: string; output?: { status: string; action: { id: string; inputHash: string } } });
  const action = chunks.find(({ output }) => output?.status === "waiting")?.output?.action;
  const decided = await decideRoute(
    jsonRequest("/api/ai/command-line/decide", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: { as: body.as, actionId: action?.id, inputHash: action?.inputHash, decision: "approve" },
    }),
  );
  expect(await decided.json()).toMatchObject({ action: { state: "approved" } });
  expect((await listEvents(actor, soon)).events).toHaveLength(1);
});
