/** The chain of models against a server in OpenAI's wire format: who answers when one of them is away. */
import { streamText, tool } from "ai";
import { MockLanguageModelV4, simulateReadableStream } from "ai/test";
import { z } from "zod";
import { rereadConfig, config } from "@/lib/config";
import { createModelChain, type Candidate } from "@/lib/ai/models/chain";
import { openaiCompatibleProvider } from "@/lib/ai/models/openai-compatible";
import { clearAllCircuitState } from "@/lib/ai/resilience/error-handler";
import { startModelServer, type ModelServer, type Script } from "../../../support/model-server";

const usage = { inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined }, outputTokens: { total: 1, text: 1, reasoning: undefined } };
const spare = (): MockLanguageModelV4 =>
  new MockLanguageModelV4({
    modelId: "spare",
    doStream: () =>
      Promise.resolve({
        stream: simulateReadableStream({
          initialDelayInMs: null,
          chunkDelayInMs: null,
          chunks: [
            { type: "stream-start", warnings: [] },
            { type: "text-start", id: "1" },
            { type: "text-delta", id: "1", delta: "The spare one speaks." },
            { type: "text-end", id: "1" },
            { type: "finish", finishReason: { unified: "stop", raw: undefined }, usage },
          ],
        }),
      }),
  });

let server: ModelServer;
const failures: string[] = [];

const chainOn = async (...scripts: Script[]) => {
  server = await startModelServer(...scripts);
  process.env.OPENAI_BASE_URL = server.baseUrl;
  process.env.OPENAI_MODEL = "test-model";
  process.env.OPENAI_API_KEY = "sk-test";
  rereadConfig();
  const wire: Candidate = {
    id: "openai-compatible",
    label: "Wire",
    operationId: "wire-chat",
    speaksFromOutcomes: false,
    model: openaiCompatibleProvider.create(config(), { now: "2026-11-23T10:00:00Z", zone: "UTC", locale: "en", tools: [] }),
  };
  return createModelChain([wire, { id: "spare", label: "Spare", operationId: null, speaksFromOutcomes: false, model: spare() }], ({ id }) => failures.push(id));
};

beforeEach(() => {
  failures.length = 0;
  clearAllCircuitState();
});
afterEach(async () => {
  await server.close();
  for (const name of ["OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_API_KEY"]) delete process.env[name];
  rereadConfig();
});

const say = async (chain: Awaited<ReturnType<typeof chainOn>>, abortSignal?: AbortSignal): Promise<string> => {
  const result = streamText({ model: chain.model, prompt: "Hello", maxRetries: 0, onError: () => undefined, ...(abortSignal ? { abortSignal } : {}) });
  let text = "";
  for await (const part of result.stream) if (part.type === "text-delta") text += part.text;
  return text;
};

test("a model that answers is the one that answered, with the key and the model it was given", async () => {
  const chain = await chainOn({ text: "Good morning.", piece: 3 });
  expect(await say(chain)).toBe("Good morning.");
  expect(chain.answeredBy()?.id).toBe("openai-compatible");
  expect(chain.failed()).toEqual([]);
  expect(server.requests[0]).toMatchObject({
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer sk-test" },
    body: { model: "test-model", stream: true },
  });
});

test("a tool call cut into pieces arrives whole", async () => {
  const chain = await chainOn({ calls: [{ tool: "add", input: { a: 20, b: 22, note: "with “quotes” and \\ slashes" } }], piece: 2 }, { text: "42." });
  const inputs: unknown[] = [];
  const add = tool({
    inputSchema: z.object({ a: z.number(), b: z.number(), note: z.string() }),
    execute: (input) => {
      inputs.push(input);
      return input.a + input.b;
    },
  });
  const result = streamText({ model: chain.model, prompt: "Hello", tools: { add }, stopWhen: ({ steps }) => steps.length === 2 });
  await result.consumeStream();
  expect(inputs).toEqual([{ a: 20, b: 22, note: "with “quotes” and \\ slashes" }]);
  expect(server.requests[1]?.body.messages.at(-1)).toMatchObject({ role: "tool", content: "42" });
});

test.each<[string, Script[], number]>([
  ["a rate limit is waited for and tried again", [{ status: 429, headers: { "retry-after-ms": "10" } }, { text: "Here." }], 2],
  ["a server error is tried again", [{ status: 500 }, { text: "Here." }], 2],
  ["a dropped connection is tried again", [{ resets: true }, { text: "Here." }], 2],
])("%s", async (_title, scripts, requests) => {
  const chain = await chainOn(...scripts);
  expect(await say(chain)).toBe("Here.");
  expect(server.requests).toHaveLength(requests);
  expect(chain.failed()).toEqual([]);
});

test.each<[string, Script[], number]>([
  ["a wrong key is not tried again", [{ status: 401, body: { error: { message: "no", code: "invalid_api_key" } } }], 1],
  ["an empty account is not tried again", [{ status: 429, body: { error: { message: "no", code: "insufficient_quota" } } }], 1],
  ["a server that stays broken is tried three times", [{ status: 503 }, { status: 503 }, { status: 503 }, { text: "too late" }], 3],
])("the next model answers and its failure is named: %s", async (_title, scripts, requests) => {
  const chain = await chainOn(...scripts);
  expect(await say(chain)).toBe("The spare one speaks.");
  expect(chain.answeredBy()?.id).toBe("spare");
  expect(chain.failed()).toEqual(["Wire"]);
  expect(failures).toEqual(["openai-compatible"]);
  expect(server.requests).toHaveLength(requests);
});

test.each<[string, Script]>([
  ["HTML in place of a stream", { html: "<html><body>Gateway</body></html>" }],
  ["events that aren't JSON", { badJson: true }],
  ["a stream that breaks off before its first word", { truncated: { text: "never seen", afterPieces: 1 } }],
])("the next model answers after %s", async (_title, script) => {
  const chain = await chainOn(script, script, script);
  expect(await say(chain)).toBe("The spare one speaks.");
  expect(chain.answeredBy()?.id).toBe("spare");
});

test("a model that took over stays for the rest of the turn", async () => {
  const chain = await chainOn({ status: 401 }, { text: "back again" });
  await say(chain);
  expect(await say(chain)).toBe("The spare one speaks.");
  expect(server.requests).toHaveLength(1);
});

test("a sentence that breaks off is never finished by another model", async () => {
  const chain = await chainOn({ truncated: { text: "The first words of a long sentence", afterPieces: 4 } });
  expect(await say(chain)).not.toContain("spare");
  expect(chain.answeredBy()?.id).toBe("openai-compatible");
});

test("stopping ends the call upstream at once and asks nobody else", async () => {
  const chain = await chainOn({ text: "word ".repeat(400), piece: 5, pauseMs: 20 });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 150);
  const started = performance.now();
  await say(chain, stop.signal);
  await server.requests[0]?.closedEarly;
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(chain.failed()).toEqual([]);
});

test("stopping before the first word ends the call upstream too", async () => {
  const chain = await chainOn({ hangs: true });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const started = performance.now();
  await say(chain, stop.signal);
  await server.requests[0]?.closedEarly;
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(chain.failed()).toEqual([]);
});
