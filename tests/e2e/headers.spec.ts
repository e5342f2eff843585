/** R38: what every answer tells the browser it may not do, and that a real browser has nothing to complain about. */
import type { APIResponse, Page } from "@playwright/test";
import { expect, test } from "./support/journey";

const always = {
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const notAPage = "default-src 'none'; frame-ancestors 'none'";

const expectHeaders = (what: string, answer: APIResponse): void => {
  const headers = answer.headers();
  expect(headers, what).toMatchObject(always);
  expect(headers["strict-transport-security"], `${what} came over http`).toBeUndefined();
  expect(headers["x-powered-by"], what).toBeUndefined();
};

const policyOf = (answer: APIResponse): string => answer.headers()["content-security-policy"] ?? "";
const nonceOf = (answer: APIResponse): string | undefined => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1];

const outside = ["/sign-in", "/sign-up", "/forgot-password", "/docs", "/docs/errors/request/invalid", "/nothing-here"];
const inside = [
  "/welcome",
  "/chat",
  "/mail",
  "/calendar",
  "/today",
  "/today/briefs",
  "/tasks",
  "/contacts",
  "/memory",
  "/links",
  "/history",
  "/notifications",
  "/settings",
  "/settings/hours",
  "/settings/approvals",
  "/settings/models",
  "/settings/notifications",
  "/settings/security",
  "/settings/appearance",
  "/settings/data",
  "/operator",
];

test("pages, also the one that isn't there, run scripts by a nonce that is never the same twice", async ({ home }) => {
  const nonces = new Set<string>();
  for (const path of [...outside, ...inside, "/sign-in"]) {
    const answer = await home.request.get(path);
    expectHeaders(path, answer);
    const policy = policyOf(answer);
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy, path).toMatch(/object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/);
    expect(policy, path).not.toContain("unsafe-eval");
    const nonce = nonceOf(answer) ?? "";
    expect(nonces.has(nonce), `${path} has a nonce of its own`).toBe(false);
    nonces.add(nonce);
    const scripts = [...(await answer.text()).matchAll(/<script\b([^>]*)>/g)].map((match) => match[1] ?? "");
    expect(
      scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
  }
});

test("the API, static files, redirects and errors carry them too, and let nothing run", async ({ home, playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({ baseURL: baseURL ?? "", maxRedirects: 0 });
  const html = await (await home.request.get("/sign-in")).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  const style = /\/_next\/static\/[^"]+\.css/.exec(html)?.[0] ?? "";
  const answers: Record<string, readonly [APIResponse, number]> = {
    "an answer": [await home.request.get("/api/settings/profile"), 200],
    "the description": [await stranger.get("/api/docs"), 200],
    health: [await stranger.get("/api/health/live"), 200],
    "no session": [await stranger.get("/api/settings/profile"), 401],
    "no such route": [await stranger.get("/api/nothing"), 404],
    "no such method": [await home.request.delete("/api/settings/profile", { headers: { origin: baseURL ?? "" } }), 405],
    "bad input": [await home.request.post("/api/bookings", { data: { start: "soon" }, headers: { origin: baseURL ?? "" } }), 400],
    "another site": [await home.request.post("/api/bookings", { data: {}, headers: { origin: "https://evil.example" } }), 403],
    "a script": [await stranger.get(script), 200],
    "a style": [await stranger.get(style), 200],
    "a missing file": [await stranger.get("/_next/static/chunks/nothing.js"), 404],
    manifest: [await stranger.get("/manifest.webmanifest"), 200],
    "security.txt": [await stranger.get("/.well-known/security.txt"), 200],
  };
  for (const [what, [answer, status]] of Object.entries(answers)) {
    expect(answer.status(), what).toBe(status);
    expectHeaders(what, answer);
    expect(policyOf(answer), what).toBe(notAPage);
  }
  for (const path of ["/", "/chat"]) {
    const away = await stranger.get(path);
    expect(away.status(), path).toBe(307);
    expectHeaders(path, away);
  }
  await stranger.dispose();
});

/** Every complaint about a policy, as the browser itself reports it to the page and to the console. */
const watchViolations = async (page: Page): Promise<string[]> => {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content.Security.Policy|Permissions.Policy|Cross-Origin/i.test(message.text())) violations.push(message.text());
  });
  await page.exposeFunction("reportViolation", (violation: string) => violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (window as unknown as { reportViolation: (violation: string) => void }).reportViolation(
        `${location.pathname}: ${violatedDirective} blocked ${blockedURI}`,
      );
    });
  });
  return violations;
};

test("a browser finds nothing to block on any page, and no page asks another origin for anything", async ({ home, baseURL }) => {
  const violations = await watchViolations(home);
  const elsewhere: string[] = [];
  home.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${baseURL ?? ""}/`)) elsewhere.push(request.url());
  });
  for (const path of [...outside, ...inside]) {
    await home.goto(path, { waitUntil: "load" });
    await expect(home.getByRole("heading", { level: 1 }).first()).toBeAttached();
  }
  expect(violations).toEqual([]);
  expect(elsewhere).toEqual([]);

  // The watch itself sees what a policy blocks.
  const other = await home.context().newPage();
  const seen = await watchViolations(other);
  await other.goto("/sign-up");
  await other.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<img alt="" src="data:," onerror="void 0">'));
  await expect.poll(() => seen.length).toBeGreaterThan(0);
});
