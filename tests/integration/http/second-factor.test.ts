import { DELETE as revokeKey } from "@/app/api/auth/api-keys/[apiKeyId]/route";
import { GET as listKeys, POST as makeKey } from "@/app/api/auth/api-keys/route";
import { POST as confirm } from "@/app/api/auth/confirm/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as finish } from "@/app/api/auth/sign-in/code/route";
import { POST as begin } from "@/app/api/auth/totp/begin/route";
import { DELETE as disable, POST as enable } from "@/app/api/auth/totp/route";
import { GET as listSessions } from "@/app/api/auth/sessions/route";
import { GET as listContacts, POST as createContact } from "@/app/api/contacts/route";
import { GET as readProfile } from "@/app/api/settings/profile/route";
import { query } from "@/lib/db";
import { forgetRateLimits } from "@/lib/redis";
import { browserWith, cookiesOf, jsonRequest, newBrowser, type Browser } from "../../support/accounts";
import { setting } from "../../support/settings";
import { codeOfApp, fromBase32 } from "../../support/authenticator-app";

jest.setTimeout(30_000);
beforeEach(() => {
  forgetRateLimits();
  setting({ PUBLIC_URL: undefined, RATE_LIMIT_SCALE: undefined });
});

const post = (browser: Browser, path: string, body: unknown = {}): Request => browser.request(path, { method: "POST", body });
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { type: string }).type.replace("/docs/errors/", "");
const grown = (email: string): Promise<unknown> =>
  query(`UPDATE session SET confirmed_at = now() - interval '16 minutes' WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`, [email]);

const withApp = async (): Promise<{ browser: Browser; secret: string; recoveryCodes: string[] }> => {
  const browser = await newBrowser();
  const { secret, qr } = (await (await begin(post(browser, "/api/auth/totp/begin"))).json()) as { secret: string; qr: string };
  expect(qr).toMatch(/^<svg/);
  const enabled = await enable(post(browser, "/api/auth/totp", { code: codeOfApp(secret, -1) }));
  expect(enabled.status).toBe(200);
  return { browser, secret, ...((await enabled.json()) as { recoveryCodes: string[] }) };
};
const password = (email: string): Promise<Response> =>
  signIn(jsonRequest("/api/auth/sign-in/email", { method: "POST", body: { email, password: "correct horse" } }));
const secondStep = (cookie: string, code: string): Promise<Response> =>
  finish(jsonRequest("/api/auth/sign-in/code", { method: "POST", body: { code }, headers: { cookie } }));

describe("an authenticator app", () => {
  test("makes the password alone open nothing; its code opens once", async () => {
    const { browser, secret } = await withApp();
    const first = await password(browser.email);
    const cookie = cookiesOf(first);
    expect([first.status, await first.json()]).toEqual([200, { secondStep: true }]);
    expect(cookie).not.toContain("session_token");
    expect((await readProfile(browserWith(browser.email, cookie).request("/api/settings/profile"))).status).toBe(401);
    expect((await secondStep(cookie, "000000")).status).toBe(400);
    const code = codeOfApp(secret);
    const entered = await secondStep(cookie, code);
    expect(entered.status).toBe(200);
    expect((await readProfile(browserWith(browser.email, cookiesOf(entered)).request("/api/settings/profile"))).status).toBe(200);
    expect((await secondStep(cookie, code)).status).toBe(410);
    expect(await codeOf(await secondStep(cookiesOf(await password(browser.email)), code))).toBe("identity/wrong-code");
  });

  test("a step allows five tries, and an account ten codes a quarter of an hour", async () => {
    const { browser } = await withApp();
    setting({ RATE_LIMIT_SCALE: "1" });
    const cookie = cookiesOf(await password(browser.email));
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) statuses.push((await secondStep(cookie, "000000")).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 410]);
  });

  test("a recovery code opens once", async () => {
    const { browser, recoveryCodes } = await withApp();
    expect(recoveryCodes).toHaveLength(10);
    const [code = ""] = recoveryCodes;
    expect((await secondStep(cookiesOf(await password(browser.email)), code.toLowerCase())).status).toBe(200);
    expect((await secondStep(cookiesOf(await password(browser.email)), code)).status).toBe(400);
  });

  test("is turned off only by who has just shown who they are", async () => {
    const { browser } = await withApp();
    await grown(browser.email);
    const early = await disable(browser.request("/api/auth/totp", { method: "DELETE" }));
    expect([early.status, await codeOf(early)]).toEqual([403, "identity/confirm-first"]);
    expect((await confirm(post(browser, "/api/auth/confirm", { password: "wrong horse" }))).status).toBe(400);
    expect((await confirm(post(browser, "/api/auth/confirm", { password: "correct horse" }))).status).toBe(200);
    expect((await disable(browser.request("/api/auth/totp", { method: "DELETE" }))).status).toBe(200);
    expect(await (await password(browser.email)).json()).toHaveProperty("user");
  });

  test("a copy of the database holds neither secret nor codes", async () => {
    const { secret, recoveryCodes } = await withApp();
    const dump = JSON.stringify([(await query("SELECT * FROM authenticators")).rows, (await query("SELECT * FROM recovery_codes")).rows]);
    for (const planted of [secret, fromBase32(secret).toString("base64url"), ...recoveryCodes, ...recoveryCodes.map((code) => code.replace("-", ""))])
      expect(dump).not.toContain(planted);
  });
});

describe("an API key", () => {
  const made = async (browser: Browser, scopes: string[]): Promise<{ key: string; apiKey: { id: string } }> => {
    const response = await makeKey(post(browser, "/api/auth/api-keys", { name: "Script", scopes }));
    expect(response.status).toBe(200);
    return (await response.json()) as { key: string; apiKey: { id: string } };
  };
  const by = (key: string, path: string, body?: unknown): Request =>
    jsonRequest(path, { ...(body === undefined ? {} : { method: "POST", body }), headers: { authorization: `Bearer ${key}` } });

  test("acts for its owner within its scopes, shows its last use, and stops when it is revoked", async () => {
    const browser = await newBrowser();
    const { key, apiKey } = await made(browser, ["people:read"]);
    expect((await listContacts(by(key, "/api/contacts"))).status).toBe(200);
    const refused = await createContact(by(key, "/api/contacts", { name: "Maya", email: "maya@example.com" }));
    expect([refused.status, await codeOf(refused)]).toEqual([403, "identity/forbidden"]);
    const listed = (await (await listKeys(browser.request("/api/auth/api-keys"))).json()) as { apiKeys: { lastUsedAt: string | null; start: string }[] };
    expect(listed.apiKeys[0]?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain(key);
    expect((await revokeKey(browser.request(`/api/auth/api-keys/${apiKey.id}`, { method: "DELETE" }))).status).toBe(200);
    const gone = await listContacts(by(key, "/api/contacts"));
    expect([gone.status, await codeOf(gone)]).toEqual([401, "identity/api-key-invalid"]);
  });

  test("never reaches what is about the account itself, and a wrong one isn't saved by a cookie", async () => {
    const browser = await newBrowser();
    const { key } = await made(browser, ["settings", "people:read"]);
    for (const asked of [listSessions(by(key, "/api/auth/sessions")), listKeys(by(key, "/api/auth/api-keys"))]) {
      const response = await asked;
      expect([response.status, await codeOf(response)]).toEqual([403, "identity/person-needed"]);
    }
    const wrong = await listContacts(browser.request("/api/contacts", { headers: { authorization: "Bearer perin_wrong" } }));
    expect(wrong.status).toBe(401);
  });

  test("is refused to a session that hasn't shown who it is for a while; expired ones are dead; another owner's can't be revoked", async () => {
    const [browser, stranger] = [await newBrowser(), await newBrowser()];
    const { key, apiKey } = await made(browser, ["people:read"]);
    expect((await revokeKey(stranger.request(`/api/auth/api-keys/${apiKey.id}`, { method: "DELETE" }))).status).toBe(404);
    await query("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1", [apiKey.id]);
    expect((await listContacts(by(key, "/api/contacts"))).status).toBe(401);
    await grown(browser.email);
    expect(await codeOf(await makeKey(post(browser, "/api/auth/api-keys", { name: "Script", scopes: ["people:read"] })))).toBe("identity/confirm-first");
    expect(JSON.stringify((await query("SELECT * FROM api_keys")).rows)).not.toContain(key);
  });
});
