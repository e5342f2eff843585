import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { forgetChecks } from "@/app/api/health/checks";
import { GET as detailed } from "@/app/api/health/detailed/route";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import { rereadConfig } from "@/lib/config";
import { closeDatabase, query } from "@/lib/db";
import { clearCircuits, guardedCall } from "@/lib/resilience/guarded-call";
import { newBrowser } from "../../../support/accounts";

jest.setTimeout(30_000);

let google: Server;
let answer: (respond: (status: number) => void) => void;
beforeAll(async () => {
  // Opening it may take longer than a check waits.
  await query("SELECT 1");
  google = createServer((_request, response) => answer((status) => response.writeHead(status).end("{}")));
  await new Promise<void>((resolve) => google.listen(0, "127.0.0.1", resolve));
  process.env.GOOGLE_API_BASE = `http://127.0.0.1:${(google.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answer = (respond) => respond(400);
  process.env.GOOGLE_CLIENT_ID = "test-client";
  rereadConfig();
  clearCircuits();
  forgetChecks();
});
afterAll(() => {
  google.closeAllConnections();
  google.close();
});

const read = async (response: Response): Promise<{ status: number; body: Record<string, unknown> & { checks: Record<string, string> } }> => ({
  status: response.status,
  body: (await response.json()) as never,
});

test("answers exactly the plan's fields, without a request and to a stranger", async () => {
  const { status, body } = await read(await detailed());
  expect(status).toBe(200);
  expect(body).toEqual({
    status: "healthy",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    checks: { database: "healthy", ai_circuit: "healthy", google_api: "healthy" },
    version: expect.any(String) as string,
    environment: "test",
  });
  expect(
    Object.keys((await read(await detailed(new Request("http://127.0.0.1/api/health/detailed", { headers: { cookie: "perin.session_token=x.y" } })))).body),
  ).toEqual(Object.keys(body));
});

test("the operator also gets latencies and reasons, another owner doesn't", async () => {
  const [operator, owner] = [await newBrowser(), await newBrowser()];
  const { body } = await read(await detailed(operator.request("/api/health/detailed")));
  expect(body.details).toMatchObject({ database: { state: "healthy", latencyMs: expect.any(Number) as number }, google_api: { details: "answered 400" } });
  expect((await read(await detailed(owner.request("/api/health/detailed")))).body.details).toBeUndefined();
});

test("a token opens the reasons, also while the database is away; a wrong one doesn't", async () => {
  Object.assign(process.env, { HEALTH_TOKEN: "health-token-of-length", METRICS_TOKEN: "metrics-token-of-length" });
  rereadConfig();
  const asked = async (token: string) =>
    (await read(await detailed(new Request("http://127.0.0.1/api/health/detailed", { headers: { authorization: `Bearer ${token}` } })))).body.details;
  expect(await asked("health-token-of-length")).toMatchObject({ database: { state: "healthy", latencyMs: expect.any(Number) as number } });
  expect(await asked("metrics-token-of-length")).toBeDefined();
  expect(await asked("another-token-of-length")).toBeUndefined();
  for (const name of ["HEALTH_TOKEN", "METRICS_TOKEN"]) Reflect.deleteProperty(process.env, name);
  rereadConfig();
  expect(await asked("health-token-of-length")).toBeUndefined();
});

test("a hundred who ask at once make Perin ask Google once", async () => {
  let asked = 0;
  answer = (respond) => {
    asked += 1;
    respond(400);
  };
  await Promise.all(Array.from({ length: 100 }, () => detailed()));
  expect(asked).toBe(1);
});

test("Google that isn't configured says so to whoever may know", async () => {
  delete process.env.GOOGLE_CLIENT_ID;
  process.env.HEALTH_TOKEN = "health-token-of-length";
  rereadConfig();
  const { body } = await read(
    await detailed(new Request("http://127.0.0.1/api/health/detailed", { headers: { authorization: "Bearer health-token-of-length" } })),
  );
  expect(body.details).toMatchObject({ google_api: { state: "healthy", details: "not configured" }, ai_circuit: { details: "no model has been called yet" } });
  delete process.env.HEALTH_TOKEN;
  rereadConfig();
});

test("an open circuit is unhealthy", async () => {
  for (let failure = 0; failure < 5; failure += 1)
    await guardedCall("openai-chat", () => Promise.reject(Object.assign(new Error("down"), { status: 500 })), { retriesMax: 0 }).catch(() => undefined);
  const { status, body } = await read(await detailed());
  expect([status, body.status, body.checks.ai_circuit]).toEqual([503, "unhealthy", "unhealthy"]);
});

test("Google that fails, hangs or can't be reached is unhealthy within the time limit; Google that isn't configured is never asked", async () => {
  answer = (respond) => respond(503);
  expect((await read(await detailed())).body.checks.google_api).toBe("unhealthy");
  answer = () => undefined;
  forgetChecks();
  const startedAtMs = performance.now();
  expect((await read(await detailed())).body.checks.google_api).toBe("unhealthy");
  expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  delete process.env.GOOGLE_CLIENT_ID;
  rereadConfig();
  forgetChecks();
  let asked = false;
  answer = (respond) => {
    asked = true;
    respond(500);
  };
  expect((await read(await detailed())).body.checks.google_api).toBe("healthy");
  expect(asked).toBe(false);
});

test("without its database the server is alive but not ready, and says since when to try again", async () => {
  expect((await ready()).status).toBe(200);
  await closeDatabase();
  forgetChecks();
  const state = (globalThis as { [key: symbol]: { source?: () => never } })[Symbol.for("perin.db")];
  const source = state?.source;
  if (state)
    state.source = () => {
      throw new TypeError("gone");
    };
  try {
    expect((await live()).status).toBe(200);
    const answered = await ready();
    expect([answered.status, answered.headers.get("retry-after")]).toEqual([503, "5"]);
    const { status, body } = await read(await detailed());
    expect([status, body.checks.database]).toEqual([503, "unhealthy"]);
    expect(JSON.stringify(body)).not.toMatch(/gone/);
  } finally {
    if (state && source) state.source = source;
  }
});
