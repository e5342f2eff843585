import { POST } from "@/app/api/monitoring/route";
import { rereadConfig } from "@/lib/config";
import { forgetRateLimits } from "@/lib/redis";
import { startSentryServer, type SentryServer } from "../../../support/sentry-server";

let sentry: SentryServer;
beforeAll(async () => {
  sentry = await startSentryServer();
});
beforeEach(() => {
  forgetRateLimits();
  sentry.answerWith = 200;
  process.env.SENTRY_DSN = sentry.dsn;
  rereadConfig();
});
afterAll(async () => {
  await sentry.close();
  delete process.env.SENTRY_DSN;
  rereadConfig();
});

const event = {
  event_id: "a".repeat(32),
  platform: "javascript",
  exception: {
    values: [
      {
        type: "TypeError",
        value: "x of anna@example.com",
        stacktrace: { frames: [{ filename: "/_next/a.js", function: "f", lineno: 3, vars: { secret: "canary-var" } }] },
      },
    ],
  },
  request: { url: "http://perin.example/chat?q=canary-query#canary-hash", headers: { Cookie: "canary-cookie" } },
  user: { email: "anna@example.com", ip_address: "10.0.0.7" },
  breadcrumbs: [{ message: "canary-typed" }],
  extra: { text: "canary-extra" },
};
const envelope = (items: readonly (readonly [object, object])[], dsn = sentry.dsn): string =>
  [JSON.stringify({ dsn, event_id: "a".repeat(32) }), ...items.flatMap(([head, payload]) => [JSON.stringify(head), JSON.stringify(payload)])].join("\n");
const send = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  POST(new Request("http://127.0.0.1:3000/api/monitoring", { method: "POST", body, headers }));

test("a browser's event reaches the configured project, cleaned of everything that is somebody's", async () => {
  expect((await send(envelope([[{ type: "event" }, event]]))).status).toBe(200);
  const arrived = sentry.envelopes.at(-1);
  expect([arrived?.path, arrived?.auth]).toEqual(["/api/42/envelope/", expect.stringContaining("sentry_key=publickey")]);
  expect(arrived?.items).toMatchObject([
    {
      type: "event",
      payload: {
        exception: { values: [{ type: "TypeError", value: "x of [email]", stacktrace: { frames: [{ lineno: 3 }] } }] },
        request: { url: "http://perin.example/chat" },
      },
    },
  ]);
  expect(arrived?.raw).not.toMatch(/canary|anna|10\.0\.0\.7/);
});

test("an item that declares its length is read by it, and items of other kinds stay behind", async () => {
  const text = JSON.stringify({ ...event, message: "two\nlines" });
  await send(
    `${envelope([[{ type: "replay_recording" }, { canary: "canary" }]])}\n${JSON.stringify({ type: "event", length: Buffer.byteLength(text) })}\n${text}\n`,
  );
  expect(sentry.envelopes.at(-1)?.items.map(({ type, payload }) => [type, payload.message])).toEqual([["event", "two\nlines"]]);
  const before = sentry.envelopes.length;
  expect((await send(envelope([[{ type: "session" }, {}]]))).status).toBe(200);
  expect(sentry.envelopes).toHaveLength(before);
});

test.each([
  ["another host", (dsn: string) => dsn.replace("127.0.0.1", "evil.example")],
  ["another project", (dsn: string) => dsn.replace("/42", "/43")],
  ["another key", (dsn: string) => dsn.replace("publickey", "other")],
])("nothing is sent for %s", async (_name, change) => {
  const before = sentry.envelopes.length;
  expect((await send(envelope([[{ type: "event" }, event]], change(sentry.dsn)))).status).toBe(400);
  expect(sentry.envelopes).toHaveLength(before);
});

test.each(["", "{", "null", "[]\n{}\n", '{"dsn":1}'])("%j is a problem, not a failure", async (body) => {
  expect((await send(body)).status).toBe(400);
});

test("another site, too much, and too often are refused", async () => {
  expect((await send(envelope([]), { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await send("x".repeat(200_001))).status).toBe(413);
  const answers = [];
  for (let index = 0; index < 31; index += 1) answers.push((await send(envelope([]))).status);
  expect([answers[0], answers.at(-1)]).toEqual([200, 429]);
});

test("a project that can't take more, or is away, makes the browser wait", async () => {
  sentry.answerWith = 500;
  expect((await send(envelope([[{ type: "event" }, event]]))).status).toBe(429);
  process.env.SENTRY_DSN = "http://publickey@127.0.0.1:9/42";
  rereadConfig();
  expect((await send(envelope([[{ type: "event" }, event]], process.env.SENTRY_DSN))).status).toBe(429);
});

test("without a project nothing is at this address", async () => {
  delete process.env.SENTRY_DSN;
  rereadConfig();
  expect((await send(envelope([]))).status).toBe(404);
});
