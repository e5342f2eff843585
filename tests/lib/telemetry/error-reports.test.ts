/** Errors of the server, read back from a server that speaks Sentry's wire format. */
import { z } from "zod";
import { route } from "@/app/_composition/route";
import { rereadConfig } from "@/lib/config";
import { endpoint } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { logger, withRequestContext } from "@/lib/logger";
import { flushErrorReports, startErrorReports, stopErrorReports } from "@/lib/telemetry/error-reports";
import { startSentryServer, type SentryServer } from "../../support/sentry-server";

jest.setTimeout(60_000);
const planted = "sk-planted1234567890abcdef";
let sentry: SentryServer;

beforeAll(async () => {
  sentry = await startSentryServer();
  Object.assign(process.env, { SENTRY_DSN: sentry.dsn, SENTRY_ENVIRONMENT: "staging", SENTRY_RELEASE: "9.9.9" });
  rereadConfig();
  expect(await startErrorReports()).toBe(true);
});
afterAll(async () => {
  await stopErrorReports();
  await sentry.close();
  for (const name of ["SENTRY_DSN", "SENTRY_ENVIRONMENT", "SENTRY_RELEASE"]) Reflect.deleteProperty(process.env, name);
  rereadConfig();
});

const failing = endpoint({
  method: "post",
  path: "/api/failing",
  summary: "Fails",
  auth: "public",
  input: z.object({ note: z.string() }),
  output: z.object({}),
});
const ask = (error: unknown): Promise<Response> =>
  route(failing, () => Promise.reject(error))(
    new Request("http://127.0.0.1:3000/api/failing?code=secret-code", {
      method: "POST",
      body: JSON.stringify({ note: "canary-in-the-body" }),
      headers: { "content-type": "application/json", cookie: "perin.session_token=canary-cookie", "user-agent": "canary-agent" },
    }),
  );

test("an error nobody foresaw arrives as an event with release, environment, the ids of its request, and nobody's data", async () => {
  const response = await ask(new TypeError(`no ${planted} for anna@example.com`));
  await flushErrorReports();
  const event = await sentry.until(({ exception }) => exception?.values.some(({ type }) => type === "TypeError") === true);
  expect(event).toMatchObject({
    release: "9.9.9",
    environment: "staging",
    exception: { values: [{ type: "TypeError", value: "no [redacted] for [email]" }] },
    tags: { request_id: response.headers.get("x-request-id"), said: "request failed" },
    contexts: { trace: { trace_id: response.headers.get("x-request-id")?.replaceAll("-", "") } },
  });
  expect(sentry.envelopes[0]?.path).toBe("/api/42/envelope/");
  const sent = sentry.envelopes.map(({ raw }) => raw).join("");
  expect(sent).not.toMatch(/planted|anna@|canary|secret-code|server_name|"breadcrumbs"|"cookies"/);
});

test("who it happened to is a hash", async () => {
  withRequestContext({ requestId: "r", traceId: "1".repeat(32), userId: "user-canary" }, () =>
    logger.error("A tool failed", { tool: "x", error: new RangeError("out") }),
  );
  await flushErrorReports();
  const event = await sentry.until(({ exception }) => exception?.values.some(({ type }) => type === "RangeError") === true);
  expect(event.user).toEqual({ id: expect.stringMatching(/^[0-9a-f]{12}$/) as string });
  expect(JSON.stringify(event)).not.toContain("user-canary");
});

test("what a caller did wrong, and a service that is away, are no news", async () => {
  const before = sentry.events().length;
  await ask(new AppError("request/invalid"));
  await ask(new AppError("db/unavailable"));
  await flushErrorReports();
  expect(sentry.events()).toHaveLength(before);
});

test("a storm of a thousand errors is at most sixty events in one minute", async () => {
  const before = sentry.events().length;
  for (let index = 0; index < 1_000; index += 1) logger.error("storm", { error: new SyntaxError(`number ${index}`) });
  await flushErrorReports();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sentry.events().length - before).toBeLessThanOrEqual(120);
  expect(sentry.events().length - before).toBeGreaterThan(0);
});
