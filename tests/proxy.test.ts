import { NextRequest } from "next/server";
import { rereadConfig } from "@/lib/config";
import { proxy } from "@/proxy";

const setting = (values: Record<string, string | undefined>): void => {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rereadConfig();
};
afterEach(() => setting({ PUBLIC_URL: undefined, TRUST_PROXY: undefined }));

const visit = (path: string, headers: Record<string, string> = {}) => proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers }));
const always = [
  "content-security-policy",
  "x-frame-options",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
];

test.each(["/chat", "/sign-in", "/", "/api/events", "/_next/static/chunks/a.js", "/docs/errors/request/invalid", "/nothing"])(
  "%s carries every security header",
  (path) => {
    const { headers } = visit(path);
    expect(always.filter((name) => !headers.has(name))).toEqual([]);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.has("strict-transport-security")).toBe(false);
  },
);

test("scripts need this request's nonce: no unsafe-eval, no unsafe-inline, and no two requests share one", () => {
  const scripts = (response: Response): string => /script-src ([^;]*)/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "";
  const [first, second] = [scripts(visit("/sign-in")), scripts(visit("/sign-in"))];
  expect(first).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic'$/);
  expect(first).not.toBe(second);
});

test("HSTS is sent over https only, as the configured address or a trusted proxy says", () => {
  expect(visit("/sign-in", { "x-forwarded-proto": "https" }).headers.has("strict-transport-security")).toBe(false);
  setting({ TRUST_PROXY: "1" });
  expect(visit("/sign-in", { "x-forwarded-proto": "https" }).headers.get("strict-transport-security")).toMatch(/max-age=63072000/);
  setting({ TRUST_PROXY: undefined, PUBLIC_URL: "https://perin.example" });
  expect(visit("/sign-in").headers.has("strict-transport-security")).toBe(true);
});

test("the root leads to the chat, and pages of an owner lead strangers to sign-in and back", () => {
  expect(new URL(visit("/").headers.get("location") ?? "", "http://x").pathname).toBe("/chat");
  const { status, headers } = visit("/settings/hours?tab=1");
  const location = new URL(headers.get("location") ?? "", "http://x");
  expect([status, location.pathname, location.searchParams.get("next")]).toEqual([307, "/sign-in", "/settings/hours?tab=1"]);
  expect(visit("/chat", { cookie: "perin.session_token=a.b" }).headers.get("location")).toBeNull();
  expect(visit("/sign-in").headers.get("location")).toBeNull();
});

test("over https only the host-bound cookie counts as a session", () => {
  setting({ PUBLIC_URL: "https://perin.example" });
  expect(visit("/chat", { cookie: "perin.session_token=a.b" }).status).toBe(307);
  expect(visit("/chat", { cookie: "__Host-perin.session_token=a.b" }).headers.get("location")).toBeNull();
});

test("the page learns its own address for the way back", () => {
  const { headers } = visit("/calendar?view=day", { cookie: "perin.session_token=a.b", "x-perin-path": "//evil.example" });
  expect(headers.get("x-middleware-request-x-perin-path")).toBe("/calendar?view=day");
});

test("pages and answers of a link keep its address to themselves: no referrer, no search engine; other pages are found as before", () => {
  for (const path of ["/talk/abc", "/talk/managed/abc", "/talk/manage/abc", "/talk-to-perin/abc", "/api/talk/abc/open", "/api/managed/abc"]) {
    const { headers } = visit(path);
    expect([path, headers.get("referrer-policy"), headers.get("x-robots-tag")]).toEqual([path, "no-referrer", "noindex, nofollow"]);
  }
  expect(visit("/sign-in").headers.get("x-robots-tag")).toBeNull();
  expect(visit("/talkative").headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
});
