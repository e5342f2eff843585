import { createServer, request as ask, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { unstable_doesMiddlewareMatch as reachesProxy } from "next/experimental/testing/server";
import { GET as refuse } from "@/app/api/[...rest]/route";
import { rereadConfig } from "@/lib/config";
import { sendHeadersEarly } from "@/lib/http/early-headers";
import { securityHeaders } from "@/lib/http/security-headers";
import { config as proxyConfig } from "@/proxy";

const setting = (name: string, value?: string): void => {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
  rereadConfig();
};
afterEach(() => setting("TRUST_PROXY"));

interface Seen {
  /** What the rest of the server sees of the request. */
  readonly request: Record<string, string>;
  readonly asked: string;
  readonly answer: IncomingHttpHeaders;
}

/** A server that sets nothing itself, asked once. */
const visit = async (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Seen> => {
  sendHeadersEarly();
  let seen: Record<string, string> = {};
  let asked = "";
  const server = createServer((incoming, outgoing) => {
    seen = { ...(incoming.headers as Record<string, string>) };
    asked = `${incoming.method} ${incoming.url}`;
    outgoing.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const answer = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      ask({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", method, path, headers }, (given) => {
        given.resume().on("end", () => resolve(given.headers));
      })
        .on("error", reject)
        .end();
    });
    return { request: seen, asked, answer };
  } finally {
    server.close();
  }
};

const goesThroughProxy = (path: string, headers: Record<string, string>): boolean =>
  reachesProxy({ config: proxyConfig as Parameters<typeof reachesProxy>[0]["config"], url: path, headers });

test.each(["/api/events", "/api/nothing/at/all", "/api/events?view=/chat", "/_next/static/chunks/a.js", "/manifest.webmanifest"])(
  "%s has every security header before anything answers, and goes past the proxy",
  async (path) => {
    const { request, answer } = await visit(path);
    expect(answer).toMatchObject(securityHeaders({ secure: false, development: false }));
    expect(goesThroughProxy(path, request)).toBe(false);
  },
);

test.each(["/", "/chat", "/sign-in", "/apiary", "/chat?next=/api/events"])(
  "%s is a page and goes through the proxy, whatever its caller wrote",
  async (path) => {
    const { request, answer } = await visit(path, { "x-perin-headers-sent": "1" });
    expect(answer["content-security-policy"]).toBeUndefined();
    expect(goesThroughProxy(path, request)).toBe(true);
  },
);

test("what Next.js would fall over is sent to where it is refused, with every security header of the API; all else goes where it was sent", async () => {
  const elsewhere = await visit("/chat", {}, "TRACE");
  expect(elsewhere.asked).toBe("GET /api/unusable/method");
  expect(elsewhere.answer).toMatchObject(securityHeaders({ secure: false, development: false }));
  expect((await visit("/api/tasks", {}, "PROPFIND")).asked).toBe("GET /api/unusable/method");
  expect((await visit("/api/tasks/%ff", {}, "DELETE")).asked).toBe("GET /api/unusable/address");
  expect((await visit("/talk/%ed%a0%80")).asked).toBe("GET /nothing-here");
  expect((await visit("/api/tasks/%41?query=%ff", {}, "PATCH")).asked).toBe("PATCH /api/tasks/%41?query=%ff");
  expect((await visit("/mail?label=a%00b")).asked).toBe("GET /nothing-here");
  expect((await visit("/api/mails?label=a%00b")).asked).toBe("GET /api/mails?label=a%00b");
  expect((await visit("/talk/%F0%9F%91%8B")).asked).toBe("GET /talk/%F0%9F%91%8B");
});

test.each([
  ["method", 405, "request/method-not-allowed"],
  ["address", 400, "request/invalid"],
  ["nothing", 404, "request/not-found"],
])("there it is refused in words: %s, %i", async (what, status, code) => {
  const answer = refuse(new Request(`http://perin.example/api/unusable/${what}`));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(await answer.json()).toMatchObject({ type: `/docs/errors/${code}` });
});

test("a request from before the watch began goes through the proxy, whatever it asks for", () => {
  expect(["/api/events", "/_next/static/chunks/a.js", "/chat"].filter((path) => !goesThroughProxy(path, {}))).toEqual([]);
});

test("addresses that were handed out are kept to themselves, and HSTS comes over https as a trusted proxy says", async () => {
  expect((await visit("/api/talk/abc/open")).answer).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow" });
  expect((await visit("/api/events", { "x-forwarded-proto": "https" })).answer["strict-transport-security"]).toBeUndefined();
  setting("TRUST_PROXY", "1");
  expect((await visit("/api/events", { "x-forwarded-proto": "https" })).answer["strict-transport-security"]).toMatch(/max-age=63072000/);
  expect((await visit("/api/events", { "x-forwarded-proto": "https, http" })).answer["strict-transport-security"]).toBeUndefined();
});
