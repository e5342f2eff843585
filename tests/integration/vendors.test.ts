/** R11 for models: every vendor in its own wire format, whole and in every way in which it fails. The spare model stands for `builtin`. */
import { streamText, tool, type ToolSet } from "ai";
import { z } from "zod";
import { config } from "@/lib/config";
import { modelIds } from "@/lib/ai/core/model-order";
import { createModelChain, type Candidate, type ModelChain } from "@/lib/ai/models/chain";
import { modelProviders } from "@/lib/ai/models/registry";
import { clearAllCircuitState, isCircuitOpen } from "@/lib/ai/resilience/error-handler";
import { parseConfig } from "@/lib/config";
import type { Script } from "../support/model-server";
import { scriptedModel } from "../support/scripted-model";
import { useVendor, vendors, type Vendor, type VendorServer } from "../support/vendors";

const spareWords = "The spare one speaks.";
const moment = { now: "2026-11-23T10:00:00Z", zone: "UTC", locale: "en", tools: [] };

let server: VendorServer;
const chainOn = async (vendor: Vendor, ...scripts: Script[]): Promise<ModelChain> => {
  server = await useVendor(vendor, ...scripts);
  const { label, operationId, speaksFromOutcomes, create } = modelProviders[vendor.id];
  const wire: Candidate = { id: vendor.id, label, operationId, speaksFromOutcomes, model: create(config(), moment) };
  const spare: Candidate = { id: "spare", label: "Spare", operationId: null, speaksFromOutcomes: true, model: scriptedModel([{ text: spareWords }]).model };
  return createModelChain([wire, spare], () => undefined);
};

const say = async (chain: ModelChain, more: { tools?: ToolSet; signal?: AbortSignal; steps?: number } = {}): Promise<{ text: string; failed: boolean }> => {
  const result = streamText({
    model: chain.model,
    instructions: "Be short.",
    prompt: "Hello",
    maxRetries: 0,
    onError: () => undefined,
    stopWhen: ({ steps }) => steps.length >= (more.steps ?? 1),
    ...(more.tools ? { tools: more.tools } : {}),
    ...(more.signal ? { abortSignal: more.signal } : {}),
  });
  let [text, failed] = ["", false];
  for await (const part of result.stream) {
    if (part.type === "text-delta") text += part.text;
    if (part.type === "error") failed = true;
  }
  return { text, failed };
};

beforeEach(clearAllCircuitState);
afterEach(() => server.leave());

test("MODEL_ORDER takes exactly the models there are", async () => {
  server = await useVendor(vendors[1] as Vendor);
  expect(() => parseConfig({ MODEL_ORDER: modelIds.join(",") })).not.toThrow();
  expect(() => parseConfig({ MODEL_ORDER: "openai,antropic" })).toThrow("MODEL_ORDER");
});

/** Real time: the limits themselves are what is tested. All at once, since each takes as long as its limit. */
test("a server that hangs, drips bytes or falls silent holds nobody for more than half a minute, and its call ends", async () => {
  const vendor = vendors.find(({ id }) => id === "openai-compatible") as Vendor;
  const servers: VendorServer[] = [];
  const held = async (script: Script) => {
    const chain = await chainOn(vendor, script, script, script);
    servers.push(server);
    const startedMs = performance.now();
    return { asked: server, talk: say(chain).then((said) => ({ ...said, tookMs: performance.now() - startedMs })) };
  };
  const hanging = await held({ hangs: true });
  const dripping = await held({ drips: 100 });
  const silent = await held({ truncated: { text: "I was about to say that", afterPieces: 4, staysOpen: true } });
  for (const { talk } of [hanging, dripping]) expect(await talk).toMatchObject({ text: spareWords, failed: false });
  // What was said stays; another model's words are never glued to it.
  const cut = await silent.talk;
  expect(cut.failed).toBe(true);
  expect("I was about to say that").toContain(cut.text);
  expect(cut.text).not.toBe("");
  for (const { talk, asked } of [hanging, dripping, silent]) {
    expect((await talk).tookMs).toBeLessThan(30_000);
    await asked.requests[0]?.closedEarly;
  }
  await Promise.all(servers.map(({ leave }) => leave()));
}, 60_000);

describe.each(vendors.map((vendor) => [vendor.label, vendor] as const))("%s", (_label, vendor) => {
  test("speaks, with the key where the vendor wants it and the instructions and tools in its own shape", async () => {
    const chain = await chainOn(vendor, { text: "Good morning, Ada.", piece: 3 });
    const look = tool({ description: "Looks.", inputSchema: z.object({ day: z.string() }), execute: () => "nothing" });
    expect(await say(chain, { tools: { look } })).toEqual({ text: "Good morning, Ada.", failed: false });
    expect(chain.answeredBy()?.id).toBe(vendor.id);
    const [request] = server.requests;
    expect(request?.path).toBe(vendor.wire.path);
    expect(request?.headers[vendor.keyHeader[0]]).toBe(vendor.keyHeader[1]);
    expect(JSON.stringify(request?.body)).toContain("Be short.");
    expect(JSON.stringify(request?.body)).toContain('"look"');
  });

  test("a tool call cut into pieces arrives whole, and its result goes back", async () => {
    const chain = await chainOn(vendor, { calls: [{ tool: "add", input: { a: 20, b: 22, note: "with “quotes” and \\ slashes" } }], piece: 2 }, { text: "42." });
    const inputs: unknown[] = [];
    const add = tool({
      inputSchema: z.object({ a: z.number(), b: z.number(), note: z.string() }),
      execute: (input) => {
        inputs.push(input);
        return { sum: input.a + input.b };
      },
    });
    expect(await say(chain, { tools: { add }, steps: 2 })).toEqual({ text: "42.", failed: false });
    expect(inputs).toEqual([{ a: 20, b: 22, note: "with “quotes” and \\ slashes" }]);
    expect(JSON.stringify(server.requests[1]?.body)).toContain("sum");
    expect(JSON.stringify(server.requests[1]?.body)).toContain("42");
  });

  test.each<[string, Script[]]>([
    ["429 with Retry-After", [{ status: 429, headers: { "retry-after": "1" } }]],
    ["429 with retry-after-ms", [{ status: 429, headers: { "retry-after-ms": "10" } }]],
    ["429 without", [{ status: 429 }]],
    ["500 twice", [{ status: 500 }, { status: 500 }]],
    ["503", [{ status: 503 }]],
    ["a dropped connection", [{ resets: true }]],
    ["a stream cut before its first word", [{ truncated: { text: "never seen", afterPieces: 0 } }]],
    ["HTML with 200", [{ html: "<html>Gateway</html>" }]],
    ["an event that isn't JSON", [{ badJson: true }]],
  ])("%s is tried again, and nobody notices", async (_fault, scripts) => {
    const chain = await chainOn(vendor, ...scripts, { text: "Here." });
    const startedMs = performance.now();
    expect((await say(chain)).text).toBe("Here.");
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    if ("headers" in (scripts[0] ?? {}) && JSON.stringify(scripts[0]).includes('retry-after"'))
      expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1_000);
    expect(chain.failed()).toEqual([]);
    expect(server.requests).toHaveLength(scripts.length + 1);
  });

  const forEver = (script: Script): Script[] => Array.from({ length: 6 }, () => script);
  test.each<[string, Script, number]>([
    ["503 for ever", { status: 503 }, 3],
    ["429 for ever", { status: 429, headers: { "retry-after-ms": "5" } }, 3],
    ["a connection that always drops", { resets: true }, 3],
    ["HTML with 200 for ever", { html: "<html>Gateway</html>" }, 3],
    ["bad JSON for ever", { badJson: true }, 3],
    ["a wrong key", { status: 401 }, 1],
    ["an error page of 100 MB", { status: 400, body: "x".repeat(100_000_000) }, 1],
    ["a redirect, which would carry the key away", { status: 307, headers: { location: "http://127.0.0.1:1/elsewhere" } }, 1],
    ["a wait of ten minutes", { status: 429, headers: { "retry-after": "600" } }, 1],
  ])("after %s the spare model answers, in at most three tries", async (_fault, script, tries) => {
    const chain = await chainOn(vendor, ...forEver(script));
    const startedMs = performance.now();
    expect(await say(chain)).toEqual({ text: spareWords, failed: false });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(server.requests).toHaveLength(tries);
    expect(chain.failed()).toEqual([modelProviders[vendor.id].label]);
  });

  test("refused connections are tried thrice, and the open circuit then isn't dialled", async () => {
    const chain = await chainOn(vendor);
    await server.close();
    expect((await say(chain)).text).toBe(spareWords);
    const { label, operationId, speaksFromOutcomes, create } = modelProviders[vendor.id];
    const again = createModelChain(
      [
        { id: vendor.id, label, operationId, speaksFromOutcomes, model: create(config(), moment) },
        { id: "spare", label: "Spare", operationId: null, speaksFromOutcomes: true, model: scriptedModel([{ text: spareWords }]).model },
      ],
      () => undefined,
    );
    await say(again);
    expect(isCircuitOpen(operationId ?? "")).toBe(true);
  });

  test("a flood is stopped at its limit, what was said stays, and the process keeps its memory", async () => {
    const chain = await chainOn(vendor, { pours: true });
    const { failed } = await say(chain);
    expect(failed).toBe(true);
    expect(chain.answeredBy()?.id).toBe(vendor.id);
    await server.requests[0]?.closedEarly;
  }, 30_000);

  test.each([4, 5, 6, 7, 8, 9])("a call that breaks off after %s events is never carried out", async (afterPieces) => {
    const chain = await chainOn(vendor, {
      truncated: { calls: [{ tool: "book", input: { title: "Lunch", when: "tomorrow at noon, and then some" } }], afterPieces },
    });
    let ran = false;
    const book = tool({ inputSchema: z.object({ title: z.string() }), execute: () => (ran = true) });
    // Gemini sends a call in one event: there is no half of it, and one that came whole may run.
    if (vendor.id === "google") return;
    const { failed } = await say(chain, { tools: { book } });
    expect(failed).toBe(true);
    expect(ran).toBe(false);
  });

  test("a call whose JSON never closes is never carried out, although the stream ends well", async () => {
    if (vendor.id === "google") return;
    const chain = await chainOn(vendor, { calls: [{ tool: "book", input: {}, rawArguments: '{"title": "Lunch", "when": "tom' }], piece: 4 });
    let ran = false;
    await say(chain, { tools: { book: tool({ inputSchema: z.looseObject({}), execute: () => (ran = true) }) } });
    expect(ran).toBe(false);
  });

  test("stopping in mid-answer ends the call upstream at once, not with its eight seconds of words", async () => {
    const chain = await chainOn(vendor, { text: "word ".repeat(400), piece: 5, pauseMs: 20 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const startedMs = performance.now();
    await say(chain, { signal: stop.signal });
    await server.requests[0]?.closedEarly;
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    expect(chain.failed()).toEqual([]);
  });
});
