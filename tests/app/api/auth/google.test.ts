import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GET as callback } from "@/app/api/auth/google/callback/route";
import { DELETE as unlink } from "@/app/api/auth/google/route";
import { GET as start } from "@/app/api/auth/google/start/route";
import { GET as security } from "@/app/api/auth/security/route";
import { GET as readProfile } from "@/app/api/settings/profile/route";
import { query } from "@/lib/db";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { forgetRateLimits } from "@/lib/redis";
import { browserWith, cookiesOf, jsonRequest, newBrowser, newEmail, type Browser } from "../../../support/accounts";
import { setting } from "../../../support/settings";

jest.setTimeout(30_000);

/** Google as this test wants it to be. */
let person: Record<string, unknown> = {};
let challenge = "";
let asked: URLSearchParams[] = [];
let google: Server;
const issuer = (): string => `http://127.0.0.1:${(google.address() as AddressInfo).port}`;

beforeAll(async () => {
  google = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const form = new URLSearchParams(body);
      asked.push(form);
      const proven =
        createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url") === challenge;
      response.statusCode = proven && form.get("code") === "good" ? 200 : 400;
      response.setHeader("content-type", "application/json");
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      response.end(JSON.stringify(response.statusCode === 200 ? { id_token: `${part({ alg: "RS256" })}.${part(person)}.c2ln` } : { error: "invalid_grant" }));
    });
  });
  await new Promise<void>((resolve) => google.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void google.close());
beforeEach(() => {
  forgetRateLimits();
  clearCircuits();
  asked = [];
  setting({
    GOOGLE_CLIENT_ID: "client",
    GOOGLE_CLIENT_SECRET: "planted-client-secret",
    GOOGLE_API_BASE: issuer(),
    DISABLE_SIGNUP: undefined,
    SIGNUP_ALLOWLIST: undefined,
    RATE_LIMIT_SCALE: "10",
  });
});

const get = (path: string, cookie = ""): Request => jsonRequest(path, { headers: cookie === "" ? {} : { cookie } });
const target = (response: Response): string => response.headers.get("location") ?? "";

/** To Google and back, with a session or without one. `twist` changes what comes back. */
const round = async (over: Record<string, unknown>, browser?: Browser, twist: { state?: string; cookie?: string } = {}): Promise<Response> => {
  const begun = await start(get(`/api/auth/google/start?next=/calendar${browser === undefined ? "" : "&link=true"}`, browser?.cookie));
  const consent = new URL(target(begun)).searchParams;
  challenge = consent.get("code_challenge") ?? "";
  expect(consent.get("code_challenge_method")).toBe("S256");
  person = { iss: issuer(), aud: "client", exp: Date.now() / 1000 + 600, nonce: consent.get("nonce"), email_verified: true, name: "Ada", ...over };
  const state = twist.state ?? consent.get("state") ?? "";
  const cookie = [twist.cookie ?? cookiesOf(begun), browser?.cookie ?? ""].filter(Boolean).join("; ");
  return callback(get(`/api/auth/google/callback?code=good&state=${state}`, cookie));
};
const enters = async (response: Response): Promise<boolean> =>
  (await readProfile(browserWith("", cookiesOf(response)).request("/api/settings/profile"))).status === 200;

test("a newcomer gets an account, and Google's id opens the same one again", async () => {
  const email = newEmail();
  const first = await round({ sub: email, email });
  expect([first.status, target(first), await enters(first)]).toEqual([302, "/calendar", true]);
  expect(await enters(await round({ sub: email, email: newEmail() }))).toBe(true);
  expect((await query('SELECT 1 FROM "user" WHERE email = $1 AND email_verified', [email])).rows).toHaveLength(1);
});

test.each([true, false])("an address alone opens nobody's account, whether Google has verified it (%s) or not", async (verified) => {
  const owner = await newBrowser();
  const refused = await round({ sub: "stranger", email: owner.email, email_verified: verified });
  expect(target(refused)).toBe(`/sign-in?problem=identity%2Fgoogle-${verified ? "link-first" : "unverified"}`);
  expect(await enters(refused)).toBe(false);
});

test("an unverified address makes no account", async () => {
  const email = newEmail();
  await round({ sub: email, email, email_verified: "false" });
  expect((await query('SELECT 1 FROM "user" WHERE email = $1', [email])).rows).toEqual([]);
});

test("a signed-in owner connects Google, then enters by it, and disconnects it; somebody else's can't be taken", async () => {
  const [owner, other] = [await newBrowser(), await newBrowser()];
  expect(target(await round({ sub: "ada", email: "ada@gmail.example" }, owner))).toBe("/calendar");
  expect(await (await security(owner.request("/api/auth/security"))).json()).toMatchObject({ google: { connectedAs: "ada@gmail.example" } });
  expect(await enters(await round({ sub: "ada", email: "ada@gmail.example" }))).toBe(true);
  expect(target(await round({ sub: "ada", email: "ada@gmail.example" }, other))).toContain("google-taken");
  expect((await unlink(owner.request("/api/auth/google", { method: "DELETE" }))).status).toBe(200);
});

test("an account that only Google opens keeps it", async () => {
  const email = newEmail();
  const browser = browserWith(email, cookiesOf(await round({ sub: email, email })));
  expect((await unlink(browser.request("/api/auth/google", { method: "DELETE" }))).status).toBe(409);
});

test.each([
  ["another state", { state: "guessed" }],
  ["no cookie of this browser", { cookie: "x=y" }],
])("an answer with %s is refused before Google is asked", async (_what, twist) => {
  const email = newEmail();
  expect(target(await round({ sub: email, email }, undefined, twist))).toContain("link-expired");
  expect(asked).toEqual([]);
});

test.each([
  ["another audience", { aud: "somebody-else" }],
  ["another nonce", { nonce: "replayed" }],
  ["another issuer", { iss: "https://evil.example" }],
  ["a past expiry", { exp: 1 }],
])("an ID token with %s is refused", async (_what, wrong) => {
  const email = newEmail();
  const refused = await round({ sub: email, email, ...wrong });
  expect(target(refused)).toContain("google-refused");
  expect(await enters(refused)).toBe(false);
});

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/sign-in"])("nobody is sent on to %s", async (next) => {
  const begun = await start(get(`/api/auth/google/start?next=${encodeURIComponent(next)}`));
  const { rows } = await query<{ next: string }>("SELECT data->>'next' AS next FROM identity_tokens WHERE kind = 'google' ORDER BY created_at DESC LIMIT 1");
  expect([begun.status, rows[0]?.next]).toEqual([302, "/chat"]);
});

test("the operator's rules for new accounts hold", async () => {
  const email = newEmail();
  setting({ SIGNUP_ALLOWLIST: "else.example" });
  expect(target(await round({ sub: email, email }))).toContain("sign-up-not-listed");
  setting({ SIGNUP_ALLOWLIST: undefined, DISABLE_SIGNUP: "true" });
  expect(target(await round({ sub: email, email }))).toContain("sign-up-closed");
  setting({ GOOGLE_CLIENT_SECRET: undefined });
  expect(target(await start(get("/api/auth/google/start")))).toContain("google-not-configured");
});
