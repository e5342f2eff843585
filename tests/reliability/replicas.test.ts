/** Two servers and a worker on one PostgreSQL and one Redis: whichever is asked, it is the same Perin; one may die. */
import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import { startModelServer, type ModelServer } from "../support/model-server";
import { until } from "../support/until";
import { book, get, post, signUp, type Owner } from "./support/client";
import { hasServer, ownDatabase, type Look } from "./support/database";
import { endAll, freePort, run, startServer, type Running } from "./support/processes";

const redisUrl = process.env.TEST_REDIS_URL;

/** Hands requests round; one that can't be delivered goes to the next server, one that was delivered is never sent twice. */
const startProxy = async (ports: () => readonly number[]): Promise<Server> => {
  let turn = 0;
  const proxy = createServer((incoming, outgoing) => {
    const bodies: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => bodies.push(chunk));
    incoming.on("end", () => {
      const attempt = (left: number): void => {
        const all = ports();
        const port = all[(turn += 1) % all.length] ?? 0;
        const forwarded = httpRequest({ host: "127.0.0.1", port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          answer.on("error", () => outgoing.destroy());
        });
        forwarded.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code === "ECONNREFUSED" && left > 0) attempt(left - 1);
          else if (!outgoing.headersSent) outgoing.writeHead(502).end();
          else outgoing.destroy();
        });
        forwarded.end(Buffer.concat(bodies));
      };
      attempt(3);
    });
  }).listen(await freePort(), "127.0.0.1");
  await once(proxy, "listening");
  return proxy;
};

if (hasServer && redisUrl !== undefined) {
  let look: Look;
  let model: ModelServer;
  let a: Running;
  let b: Running;
  let owner: Owner;
  const conversationId = (): string => crypto.randomUUID();
  const env = (): Record<string, string> => ({
    DATABASE_URL: look.url,
    REDIS_URL: redisUrl,
    WORKER: "off",
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: "scripted",
  });
  const say = (server: Running, id: string, text: string): Promise<Response> =>
    post(server.origin, owner, "/api/ai/chat", { id, messages: [{ role: "user", parts: [{ type: "text", text }] }] });
  const textOf = (events: string): string =>
    events
      .split("\n")
      .filter((line) => line.startsWith("data: {"))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; delta?: string })
      .map(({ type, delta }) => (type === "text-delta" ? (delta ?? "") : ""))
      .join("");

  beforeAll(async () => {
    look = await ownDatabase("_replicas");
    model = await startModelServer();
    a = await startServer(env());
    b = await startServer(env());
    run("scripts/worker.ts", { DATABASE_URL: look.url });
    owner = await signUp(a.origin);
  }, 180_000);
  afterAll(async () => {
    await endAll();
    await model.close();
    await look.close();
  }, 30_000);

  test("a session made on one is known to the other, and ended on one it is ended on both", async () => {
    expect((await get(b.origin, owner, "/api/settings/profile")).status).toBe(200);
    const other = await signUp(b.origin);
    expect((await get(a.origin, other, "/api/settings/profile")).status).toBe(200);
    expect((await post(b.origin, other, "/api/auth/sign-out", {})).status).toBe(200);
    expect((await get(a.origin, other, "/api/settings/profile")).status).toBe(401);
  }, 30_000);

  test("an answer that one writes is followed whole through the other, and only one answer is written in a conversation", async () => {
    const id = conversationId();
    const story = Array.from({ length: 60 }, (_, n) => `part${n} `).join("");
    model.enqueue({ text: story, piece: 7, pauseMs: 40 });
    const here = await say(a, id, "Tell me a story");
    const first = here.text();
    await until(async () => (await look.rows("SELECT 1 FROM answers_underway WHERE conversation_id = $1", [id])).length === 1, 5_000);
    expect((await say(b, id, "And another one")).status).toBe(409);
    const resumed = await get(b.origin, owner, `/api/ai/chat/${id}/stream`);
    expect(resumed.status).toBe(200);
    const second = await resumed.text();
    expect(textOf(second)).toBe(textOf(await first));
    expect(textOf(second).trim()).toBe(story.trim());
    expect((await get(b.origin, owner, `/api/ai/chat/${id}/stream`)).status).toBe(204);
    expect(await look.rows("SELECT 1 FROM answers_underway")).toEqual([]);
  }, 60_000);

  test("an answer that one writes is stopped through the other", async () => {
    const id = conversationId();
    model.enqueue({ text: "on and on ".repeat(300), piece: 10, pauseMs: 50 });
    const startedMs = performance.now();
    const here = (await say(a, id, "Never end")).text();
    await until(async () => (await look.rows("SELECT 1 FROM answers_underway WHERE conversation_id = $1", [id])).length === 1, 5_000);
    expect(await (await post(b.origin, owner, `/api/ai/chat/${id}/stop`, {})).json()).toEqual({ stopped: true });
    await here;
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect(await (await post(b.origin, owner, `/api/ai/chat/${id}/stop`, {})).json()).toEqual({ stopped: false });
  }, 60_000);

  test("what happens through one is heard at once on a page that is open on the other", async () => {
    const page = await get(b.origin, owner, "/api/notifications/stream", { signal: AbortSignal.timeout(20_000) });
    expect(page.status).toBe(200);
    const reader = page.body?.getReader();
    const decoder = new TextDecoder();
    let heard = "";
    const listening = (async () => {
      for (;;) {
        const piece = await reader?.read().catch(() => undefined);
        if (!piece || piece.done) return;
        heard += decoder.decode(piece.value as Uint8Array, { stream: true });
      }
    })();
    await until(() => heard.includes("data:"), 5_000);
    const before = heard.split("data:").length;
    expect((await post(a.origin, owner, "/api/notifications/read", {})).status).toBe(200);
    await until(() => heard.split("data:").length > before, 1_000);
    await reader?.cancel();
    await listening;
  }, 30_000);

  test("limits count what both take in", async () => {
    const stranger = { email: "nobody@example.com", cookie: "" };
    const strict = await startServer({ ...env(), RATE_LIMIT_SCALE: "1" });
    const strict2 = await startServer({ ...env(), RATE_LIMIT_SCALE: "1" });
    const ask = async (server: Running): Promise<number> =>
      (await post(server.origin, stranger, "/api/auth/sign-in/email", { email: "nobody@example.com", password: "not the one" })).status;
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) statuses.push(await ask(n % 2 === 0 ? strict : strict2));
    const refused = statuses.indexOf(429);
    expect(refused).toBeGreaterThan(0);
    expect(statuses.slice(refused).every((status) => status === 429)).toBe(true);
    await Promise.all([strict.kill("SIGTERM"), strict2.kill("SIGTERM")]);
  }, 120_000);

  test("one of them is killed under load: not one acknowledged booking is lost, and the other takes over", async () => {
    const portOf = ({ origin }: Running): number => Number(new URL(origin).port);
    const proxy = await startProxy(() => [portOf(a), portOf(b)]);
    const address = proxy.address();
    const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    const acknowledged: string[] = [];
    let failed = 0;
    let next = 10_000;
    let booking = true;
    let afterKill = 0;
    let killed = false;
    const client = async (): Promise<void> => {
      while (booking) {
        const response = await book(origin, owner, (next += 1)).catch(() => null);
        if (response?.ok === true) {
          acknowledged.push(((await response.json()) as { event: { id: string } }).event.id);
          if (killed) afterKill += 1;
        } else failed += 1;
      }
    };
    const clients = [client(), client(), client(), client(), client(), client()];
    await until(() => acknowledged.length > 20, 20_000);
    await a.kill("SIGKILL");
    killed = true;
    await until(() => afterKill > 50, 30_000);
    booking = false;
    await Promise.all(clients);
    const stored = new Set((await look.rows<{ id: string }>("SELECT id FROM events")).map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    // Only what was on its way to the one that died.
    expect(failed).toBeLessThanOrEqual(clients.length);
    await until(async () => (await look.rows("SELECT 1 FROM outbox WHERE delivered_at IS NULL")).length === 0, 10_000);
    console.info(JSON.stringify({ id: "replicas", acknowledged: acknowledged.length, afterKill, failed }));
    proxy.closeAllConnections();
    proxy.close();
  }, 120_000);
} else {
  test.skip("several replicas need a PostgreSQL server and Redis (TEST_DATABASE_URL, TEST_REDIS_URL)", () => undefined);
}
