/** The chat API over HTTP, with a model's server in the real wire format and without one. */
import { POST as chatRoute } from "@/app/api/ai/chat/route";
import { GET as streamRoute } from "@/app/api/ai/chat/[conversationId]/stream/route";
import { POST as stopRoute } from "@/app/api/ai/chat/[conversationId]/stop/route";
import { GET as conversationRoute } from "@/app/api/conversations/[conversationId]/route";
import { GET as approvalsRoute } from "@/app/api/approvals/route";
import { GET as modelsRoute } from "@/app/api/settings/models/route";
import { rereadConfig } from "@/lib/config";
import { newId } from "@/lib/ids";
import { clearAllCircuitState } from "@/lib/ai/resilience/error-handler";
import { newBrowser, type Browser } from "../../../support/accounts";
import { useTestDatabase } from "../../../support/database";
import { startModelServer, type ModelServer, type Script } from "../../../support/model-server";

useTestDatabase();

type Chunk = {
  readonly type: string;
  readonly delta?: string;
  readonly messageMetadata?: Record<string, unknown>;
  readonly output?: { readonly status: string };
};

const chunksOf = async (response: Response): Promise<Chunk[]> =>
  (await response.text())
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice(6)) as Chunk);
const textOf = (chunks: readonly Chunk[]): string => chunks.flatMap(({ type, delta }) => (type === "text-delta" ? [delta ?? ""] : [])).join("");
const chat = (browser: Browser, text: string, id = newId()) =>
  chatRoute(
    browser.request("/api/ai/chat", {
      method: "POST",
      body: { id, messages: [{ id: newId(), role: "user", parts: [{ type: "text", text }] }], trigger: "submit-message" },
    }),
  );

let server: ModelServer | undefined;
const withModel = async (...scripts: Script[]): Promise<ModelServer> => {
  server = await startModelServer(...scripts);
  Object.assign(process.env, { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "test-model", OPENAI_API_KEY: "sk-test" });
  rereadConfig();
  return server;
};
beforeAll(() => {
  // Every test signs up an owner of its own, more than one address may in a minute.
  process.env.RATE_LIMIT_SCALE = "100";
  rereadConfig();
});
beforeEach(() => clearAllCircuitState());
afterEach(async () => {
  for (const name of ["OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_API_KEY"]) Reflect.deleteProperty(process.env, name);
  rereadConfig();
  await server?.close();
  server = undefined;
});

test("without any key the built-in planner answers as a UI message stream and the conversation is kept", async () => {
  const browser = await newBrowser();
  const id = newId();
  const response = await chat(browser, "Hello Perin", id);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
  expect(response.headers.get("x-conversation-id")).toBe(id);
  const chunks = await chunksOf(response);
  expect(textOf(chunks)).not.toBe("");
  expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { model: "builtin" } });
  const kept = await conversationRoute(browser.request(`/api/conversations/${id}`));
  expect(await kept.json()).toMatchObject({ conversation: { title: "Hello Perin" }, messages: [{ role: "user" }, { role: "assistant" }], answering: false });
});

test("a model's server calls our tools in the real wire format, and its answer is shown", async () => {
  const browser = await newBrowser();
  const model = await withModel(
    { calls: [{ tool: "create_event", input: { title: "Lunch", when: "tomorrow 12:30 to 13:30", people: ["Maya"] } }], piece: 3 },
    { text: "Lunch is on your calendar for tomorrow." },
  );
  const chunks = await chunksOf(await chat(browser, "Lunch with Maya tomorrow"));
  expect(chunks.find(({ type }) => type === "tool-output-available")?.output).toMatchObject({ status: "done" });
  expect(textOf(chunks)).toBe("Lunch is on your calendar for tomorrow.");
  expect(chunks.at(-1)?.messageMetadata).toMatchObject({ model: "openai-compatible" });
  expect(model.requests[0]?.body.tools?.map((tool) => tool.function.name)).toContain("create_event");
  expect(model.requests[1]?.body.messages.at(-1)).toMatchObject({ role: "tool", content: expect.stringContaining("is booked for") });
});

test("when the model's server is away the built-in planner answers and the person is told", async () => {
  const browser = await newBrowser();
  await withModel({ status: 401, body: { error: { message: "wrong key", code: "invalid_api_key" } } });
  const chunks = await chunksOf(await chat(browser, "Lunch with Maya tomorrow at 12:30 for an hour"));
  expect(chunks.find(({ type }) => type === "tool-output-available")?.output).toMatchObject({ status: "done" });
  expect(chunks.at(-1)?.messageMetadata).toEqual({ model: "builtin", note: "OpenAI-compatible server didn't answer, so Built-in planner did." });
});

test("a stream that breaks off inside a tool call runs nothing and says so", async () => {
  const browser = await newBrowser();
  await withModel({ truncated: { calls: [{ tool: "create_event", input: { title: "Lunch", when: "tomorrow 12:30 to 13:30" } }], afterPieces: 6 } });
  const chunks = await chunksOf(await chat(browser, "Lunch"));
  expect(chunks.some(({ type }) => type === "tool-output-available")).toBe(false);
  expect(chunks.some(({ type }) => type === "data-error")).toBe(true);
});

test("nobody is answered without a session, and a stranger finds nothing", async () => {
  const [browser, stranger] = [await newBrowser(), await newBrowser()];
  const id = newId();
  await (await chat(browser, "Hello", id)).text();
  expect((await conversationRoute(stranger.request(`/api/conversations/${id}`))).status).toBe(404);
  expect((await chat(stranger, "Hello", id)).status).toBe(404);
  expect((await streamRoute(stranger.request(`/api/ai/chat/${id}/stream`))).status).toBe(404);
  expect((await stopRoute(stranger.request(`/api/ai/chat/${id}/stop`, { method: "POST", body: {} }))).status).toBe(404);
  expect((await approvalsRoute(new Request("http://127.0.0.1:3000/api/approvals"))).status).toBe(401);
});

test("nothing to follow is 204, nothing to stop is said", async () => {
  const browser = await newBrowser();
  const id = newId();
  await (await chat(browser, "Hello", id)).text();
  expect((await streamRoute(browser.request(`/api/ai/chat/${id}/stream`))).status).toBe(204);
  expect(await (await stopRoute(browser.request(`/api/ai/chat/${id}/stop`, { method: "POST", body: {} }))).json()).toEqual({ stopped: false });
});

test.each<[string, unknown, number, string]>([
  ["no message", { messages: [] }, 400, "ai/message-missing"],
  ["a message that is too long", { messages: [{ role: "user", parts: [{ type: "text", text: "x".repeat(20_001) }] }] }, 413, "ai/message-too-long"],
  ["an id that is none", { id: "1", messages: [] }, 400, "request/invalid"],
  ["no JSON", "{", 400, "request/malformed-json"],
])("%s is refused as a problem that names the cure", async (_title, body, status, code) => {
  const browser = await newBrowser();
  const response = await chatRoute(browser.request("/api/ai/chat", { method: "POST", body, headers: { "content-type": "application/json" } }));
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(JSON.stringify(await response.json())).toContain(code);
});

test("the settings say which model answers and why", async () => {
  const browser = await newBrowser();
  const bare = (await (await modelsRoute(browser.request("/api/settings/models"))).json()) as {
    models: { id: string; active: boolean; configured: boolean; why: string }[];
  };
  expect(bare.models.map(({ id, active, configured }) => [id, active, configured])).toEqual([
    ["openai", false, false],
    ["openai-compatible", false, false],
    ["anthropic", false, false],
    ["google", false, false],
    ["builtin", true, true],
  ]);
  await withModel();
  const wired = (await (await modelsRoute(browser.request("/api/settings/models"))).json()) as typeof bare;
  expect(wired.models.find(({ active }) => active)).toMatchObject({ id: "openai-compatible" });
  expect(JSON.stringify(wired)).not.toContain("sk-test");
});
