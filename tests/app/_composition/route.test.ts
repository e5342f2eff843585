import { z } from "zod";
import { nextPath } from "@/app/_composition/next-path";
import { notAllowed, route } from "@/app/_composition/route";
import { endpoint } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { forgetRateLimits } from "@/lib/redis";
import { jsonRequest, newBrowser } from "../../support/accounts";

// Passwords are hashed slowly on purpose, and the machine may be busy.
jest.setTimeout(30_000);

const echo = endpoint({
  method: "post",
  path: "/api/things/{thingId}",
  summary: "Echo",
  auth: "public",
  input: z.strictObject({ thingId: z.string(), size: z.number().default(1) }),
  output: z.object({ thingId: z.string(), size: z.number() }),
});
const list = endpoint({
  method: "get",
  path: "/api/things",
  summary: "List",
  auth: "public",
  input: z.strictObject({ limit: z.coerce.number().max(5).default(3), tag: z.union([z.string(), z.array(z.string())]).optional() }),
  output: z.unknown(),
});
const own = endpoint({ method: "get", path: "/api/own", summary: "Own", auth: "session", input: z.strictObject({}), output: z.object({ userId: z.string() }) });
const operators = endpoint({ method: "get", path: "/api/operators", summary: "Operators", auth: "operator", input: z.strictObject({}), output: z.object({}) });

const echoed = route(echo, ({ input }) => Promise.resolve(input));
const post = (body: unknown, headers: Record<string, string> = {}): Request => jsonRequest("/api/things/a%20b", { method: "POST", body, headers });
const bodyOf = async (response: Response): Promise<Record<string, unknown>> => (await response.json()) as Record<string, unknown>;

beforeEach(() => forgetRateLimits());

test("path, query and body become one input that is parsed once, and the path wins", async () => {
  expect(await bodyOf(await echoed(post({ size: 2 })))).toEqual({ thingId: "a b", size: 2 });
  expect(await bodyOf(await echoed(post({ size: 2, thingId: "other" })))).toEqual({ thingId: "a b", size: 2 });
  expect(await bodyOf(await echoed(jsonRequest("/api/things/x", { method: "POST" })))).toEqual({ thingId: "x", size: 1 });
  const seen = await route(list, ({ input }) => Promise.resolve(input))(jsonRequest("/api/things?limit=4&tag=a&tag=b"));
  expect(await bodyOf(seen)).toEqual({ limit: 4, tag: ["a", "b"] });
});

test("wrong input is a problem that names each field and carries the request id of its header", async () => {
  const response = await echoed(post({ size: "big", colour: "red" }));
  const body = await bodyOf(response);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({ type: "/docs/errors/request/invalid", status: 400, requestId: response.headers.get("x-request-id") });
  expect((body.issues as { path: unknown[] }[]).map(({ path }) => path)).toEqual([["size"], []]);
});

test.each([
  ["{", "malformed-json", 400],
  ["[1]", "invalid", 400],
  ["null", "invalid", 400],
  ['"text"', "invalid", 400],
  ["\ufffe\u0000", "malformed-json", 400],
])("the body %j is a problem", async (body, reason, status) => {
  const response = await echoed(post(body));
  expect([response.status, (await bodyOf(response)).type]).toEqual([status, `/docs/errors/request/${reason}`]);
});

test("a percent sign that encodes nothing is a problem", async () => {
  expect((await echoed(jsonRequest("/api/things/%zz", { method: "POST" }))).status).toBe(400);
});

test("a body above 1 MB is refused by what it declares, unread, and by counting when it declares nothing", async () => {
  expect((await echoed(post({}, { "content-length": "10000000" }))).status).toBe(413);
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const response = await echoed(new Request("http://127.0.0.1:3000/api/things/x", { method: "POST", body: endless, duplex: "half" } as RequestInit));
  expect([response.status, (await bodyOf(response)).type]).toEqual([413, "/docs/errors/request/too-large"]);
  expect(pulled).toBeLessThan(25);
});

test.each([
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ "sec-fetch-site": "same-site", origin: "http://127.0.0.1:3000" }, 403],
  [{ origin: "https://evil.example" }, 403],
  [{ origin: "null" }, 403],
  [{ origin: "http://evil.example:3000", host: "evil.example:3000" }, 403],
  [{ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000", "sec-fetch-site": "same-origin" }, 200],
  [{ origin: "http://localhost:3210", host: "localhost:3210" }, 200],
  [{}, 200],
])("a change asked for with %j answers %i", async (headers, status) => {
  expect((await echoed(post({}, headers))).status).toBe(status);
});

test("reading from another site isn't a change", async () => {
  expect((await route(list, () => Promise.resolve({}))(jsonRequest("/api/things", { headers: { origin: "https://evil.example" } }))).status).toBe(200);
});

test("an error nobody foresaw says nothing but the request id", async () => {
  const failing = route(list, () => Promise.reject(new TypeError("password=hunter2 at /secret/path")));
  const response = await failing(jsonRequest("/api/things"));
  const body = await bodyOf(response);
  expect(Object.keys(body).sort()).toEqual(["detail", "requestId", "status", "title", "traceId", "type"]);
  expect(JSON.stringify(body)).not.toMatch(/hunter2|secret|TypeError/);
  expect([response.status, body.type]).toEqual([500, "/docs/errors/internal/unexpected"]);
});

test("an expected error keeps its public message, its further members and the seconds to wait, and not its message for the log", async () => {
  const failing = route(list, () =>
    Promise.reject(new AppError("db/busy", { message: "lock_timeout on events", retryAfterSeconds: 1.2, details: { hint: "later" } })),
  );
  const response = await failing(jsonRequest("/api/things"));
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await bodyOf(response)).toMatchObject({ hint: "later", detail: "The database is busy. Nothing was changed; try again in a moment." });
});

test("an answer that isn't what was declared never leaves, and members that weren't declared stay behind", async () => {
  expect((await route(echo, () => Promise.resolve({ thingId: 1, size: 1 } as unknown as { thingId: string; size: number }))(post({}))).status).toBe(500);
  const more = { thingId: "a", size: 1, passwordHash: "x" };
  expect(await bodyOf(await route(echo, () => Promise.resolve(more))(post({})))).toEqual({ thingId: "a", size: 1 });
});

test("a stream passes through with request id and limit headers", async () => {
  const response = await route(list, () => Promise.resolve(new Response("data: 1\n\n", { headers: { "content-type": "text/event-stream" } })))(
    jsonRequest("/api/things"),
  );
  expect(await response.text()).toBe("data: 1\n\n");
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get("ratelimit")).toMatch(/^"read";r=599;t=\d+$/);
});

test("the handler gets the Idempotency-Key, and one that is too long is refused", async () => {
  const keyed = route(list, ({ idempotencyKey }) => Promise.resolve({ idempotencyKey: idempotencyKey ?? null }));
  expect(await bodyOf(await keyed(jsonRequest("/api/things", { headers: { "idempotency-key": "k1" } })))).toEqual({ idempotencyKey: "k1" });
  expect(await bodyOf(await keyed(jsonRequest("/api/things")))).toEqual({ idempotencyKey: null });
  expect((await keyed(jsonRequest("/api/things", { headers: { "idempotency-key": "k".repeat(201) } }))).status).toBe(400);
});

test("a stranger gets 401, an owner is the actor, and only the operator gets where operators go", async () => {
  const mine = route(own, ({ actor }) => Promise.resolve({ userId: actor.userId }));
  const operated = route(operators, () => Promise.resolve({}));
  expect((await mine(jsonRequest("/api/own"))).status).toBe(401);
  const [operator, owner] = [await newBrowser(), await newBrowser()];
  expect((await mine(owner.request("/api/own"))).status).toBe(200);
  expect((await operated(jsonRequest("/api/operators"))).status).toBe(401);
  expect((await operated(owner.request("/api/operators"))).status).toBe(403);
  expect((await operated(operator.request("/api/operators"))).status).toBe(200);
});

test("owners behind one address have limits of their own", async () => {
  const mine = route({ ...own, limit: "chat" as const }, ({ actor }) => Promise.resolve({ userId: actor.userId }));
  const [first, second] = [await newBrowser(), await newBrowser()];
  const answers = [];
  for (let count = 0; count < 31; count += 1) answers.push((await mine(first.request("/api/own"))).status);
  expect(answers.filter((status) => status === 200)).toHaveLength(30);
  expect(answers.at(-1)).toBe(429);
  expect((await mine(second.request("/api/own"))).status).toBe(200);
});

test("a method the address doesn't take is a 405 problem that lists those it takes", async () => {
  const response = notAllowed("GET", "POST").DELETE();
  expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
  expect(await bodyOf(response)).toMatchObject({ type: "/docs/errors/request/method-not-allowed", status: 405 });
});

test.each([
  ["/calendar?view=day#now", "/calendar?view=day#now"],
  ["/chat/../settings", "/settings"],
  ["//evil.example", "/chat"],
  ["/\\evil.example", "/chat"],
  ["/\t/evil.example", "/chat"],
  ["/x/..//evil.example", "/chat"],
  ["https://evil.example", "/chat"],
  ["javascript:alert(1)", "/chat"],
  ["/sign-in?next=/chat", "/chat"],
  ["/api/auth/sign-out", "/chat"],
  [undefined, "/chat"],
])("after signing in, next=%j leads to %s", (given, path) => {
  expect(nextPath(given)).toBe(path);
});
