/** One message over HTTP, seen by a collector in the wire format of OpenTelemetry, a model's server, the log and the numbers. */
import { POST as chatRoute } from "@/app/api/ai/chat/route";
import { rereadConfig } from "@/lib/config";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { flushTelemetry, startTelemetry, stopTelemetry } from "@/lib/telemetry";
import { newBrowser, type Browser } from "../support/accounts";
import { useTestDatabase } from "../support/database";
import { startModelServer, type ModelServer } from "../support/model-server";
import { startCollector, type Collector, type SeenSpan } from "../support/otlp-server";

useTestDatabase();
jest.setTimeout(60_000);

let collector: Collector;
let model: ModelServer;
let browser: Browser;
const canary = "canary-said-by-the-owner";
const incoming = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };

const say = async (headers: Record<string, string> = {}): Promise<void> => {
  const body = { id: newId(), messages: [{ id: newId(), role: "user", parts: [{ type: "text", text: canary }] }], trigger: "submit-message" };
  await (await chatRoute(browser.request("/api/ai/chat", { method: "POST", body, headers }))).text();
};
const named = (name: string | RegExp): SeenSpan[] => collector.spans.filter((span) => (typeof name === "string" ? span.name === name : name.test(span.name)));

beforeAll(async () => {
  collector = await startCollector();
  model = await startModelServer(
    { calls: [{ tool: "find_events", input: { from: "today", to: "tomorrow" } }] },
    { text: "Nothing there." },
    { text: "Once more." },
  );
  Object.assign(process.env, {
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: "test-model",
    OPENAI_API_KEY: "sk-test",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=blue%20sky",
  });
  rereadConfig();
  browser = await newBrowser();
  await startTelemetry();
  await say({ traceparent: `00-${incoming.traceId}-${incoming.spanId}-01` });
  await flushTelemetry();
});
afterAll(async () => {
  await stopTelemetry();
  await model.close();
  await collector.close();
  for (const name of ["OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_API_KEY", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS"])
    Reflect.deleteProperty(process.env, name);
  rereadConfig();
});

test("everything belongs to the caller's trace, and the request lies under the caller's span", () => {
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([incoming.traceId]));
  expect(named("POST /api/ai/chat")).toMatchObject([
    {
      parentSpanId: incoming.spanId,
      kind: 2,
      failed: false,
      attributes: { "http.request.method": "POST", "http.route": "/api/ai/chat", "http.response.status_code": 200 },
    },
  ]);
});

test("the loop is told after the conventions for generative AI: one invocation, its calls of the model and of tools under it", () => {
  const [request] = named("POST /api/ai/chat");
  const [turn] = named("invoke_agent perin");
  expect(turn).toMatchObject({ parentSpanId: request?.spanId, attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "perin" } });
  expect(named("chat test-model")).toHaveLength(2);
  for (const call of named("chat test-model"))
    expect(call).toMatchObject({
      parentSpanId: turn?.spanId,
      kind: 3,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "test-model",
        "gen_ai.usage.input_tokens": expect.any(Number) as number,
        "gen_ai.usage.output_tokens": expect.any(Number) as number,
      },
    });
  expect(named("execute_tool find_events")).toMatchObject([
    { parentSpanId: turn?.spanId, attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "find_events", "perin.tool.outcome": "done" } },
  ]);
});

test("queries are spans with their verb and without their values", () => {
  expect(named("SELECT").length).toBeGreaterThan(0);
  expect(named("INSERT")[0]).toMatchObject({ kind: 3, attributes: { "db.system.name": "postgresql", "db.operation.name": "INSERT" } });
});

test("nobody's words, addresses or keys reach the collector", () => {
  expect(collector.raw.join("")).not.toMatch(new RegExp(`${canary}|${browser.email}|sk-test|Nothing there`));
});

test("the collector gets its headers, the service's name and its version", () => {
  expect(collector.headers[0]?.["x-team"]).toBe("blue sky");
  expect(collector.resources[0]).toMatchObject({
    "service.name": "perin",
    "deployment.environment.name": "test",
    "service.version": expect.any(String) as string,
  });
});

test("the model's server is told the trace it works for", () => {
  const calls = named("chat test-model").map(({ spanId }) => `00-${incoming.traceId}-${spanId}-01`);
  expect(model.requests.map(({ headers }) => headers.traceparent)).toEqual(calls);
});

test("numbers of model, tokens, tool and answer were counted", () => {
  const counted = MetricsCollector.snapshot();
  const find = (name: string) => counted.filter((series) => series.name === name);
  expect(find("model_call_ms")).toMatchObject([{ labels: { model: "openai-compatible", outcome: "ok" }, count: 2 }]);
  expect(find("tool_call_ms")).toMatchObject([{ labels: { tool: "find_events" }, count: 1 }]);
  expect(find("tool_outcomes")).toMatchObject([{ labels: { outcome: "done" }, sum: 1 }]);
  expect(find("model_tokens").map(({ labels }) => labels.type)).toEqual(["input", "output"]);
  expect(find("http_request_ms").find(({ labels }) => labels.area === "ai")).toMatchObject({ labels: { status: "2xx" } });
});

test("without a caller's trace the request's own id is the trace's, and a caller who doesn't sample isn't recorded", async () => {
  const before = collector.spans.length;
  await say({ traceparent: `00-${incoming.traceId}-${incoming.spanId}-00` });
  await flushTelemetry();
  expect(collector.spans.slice(before)).toEqual([]);
  const response = await chatRoute(browser.request("/api/ai/chat", { method: "POST", body: { messages: "wrong" } }));
  await flushTelemetry();
  const span = collector.spans.slice(before).find(({ name }) => name === "POST /api/ai/chat");
  expect(span?.traceId).toBe(response.headers.get("x-request-id")?.replaceAll("-", ""));
  expect((await response.json()) as object).toMatchObject({ traceId: span?.traceId });
});

test("a collector that is away costs a warning and nothing else", async () => {
  const warned = jest.spyOn(logger, "warn");
  await stopTelemetry();
  await collector.close();
  await startTelemetry();
  await say();
  await flushTelemetry().catch(() => undefined);
  expect(warned).toHaveBeenCalledWith("traces could not be sent", expect.anything());
});
