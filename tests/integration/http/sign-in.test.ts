import { PUT as changePassword } from "@/app/api/auth/password/route";
import { DELETE as revokeSession } from "@/app/api/auth/sessions/[sessionId]/route";
import { GET as listSessions } from "@/app/api/auth/sessions/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signOut } from "@/app/api/auth/sign-out/route";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { GET as readProfile } from "@/app/api/settings/profile/route";
import { rereadConfig } from "@/lib/config";
import { findOperator, neededSetupCode, signUpState } from "@/lib/identity/service";
import { query } from "@/lib/db";
import { forgetRateLimits } from "@/lib/redis";
import { browserWith, cookiesOf, jsonRequest, newBrowser, newEmail } from "../../support/accounts";

// Passwords are hashed slowly on purpose, and the machine may be busy.
jest.setTimeout(30_000);

interface Problem {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly issues?: readonly { readonly path: readonly string[] }[];
}
const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
const setting = (values: Record<string, string | undefined>): void => {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rereadConfig();
};
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Request => jsonRequest(path, { method: "POST", body, headers });
const newcomer = (over: object = {}) => ({ name: "Cy Comer", email: newEmail(), password: "correct horse", ...over });
const sessionsOf = async (browser: { request(path: string): Request }) =>
  ((await (await listSessions(browser.request("/api/auth/sessions"))).json()) as { sessions: { id: string; current: boolean; device: string }[] }).sessions;

beforeEach(() => {
  forgetRateLimits();
  setting({ HOST: undefined, DISABLE_SIGNUP: undefined, PUBLIC_URL: undefined });
});

describe("the first account", () => {
  test("on a server that listens beyond this machine needs the set-up code of the console", async () => {
    setting({ HOST: "0.0.0.0" });
    expect(await signUpState()).toBe("first-with-code");
    const without = await signUp(post("/api/auth/sign-up/email", newcomer({ setupCode: "AAAAA-AAAAA" })));
    expect([without.status, (await problemOf(without)).type]).toEqual([403, "/docs/errors/identity/setup-code"]);
    expect(await findOperator()).toBeNull();
    expect(await neededSetupCode()).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
  });

  test("becomes the operator, exactly one of ten that sign up at once, and seeded accounts never do", async () => {
    setting({ HOST: "0.0.0.0" });
    const setupCode = (await neededSetupCode()) ?? "";
    setting({ HOST: undefined, RATE_LIMIT_SCALE: "10" });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => signUp(post("/api/auth/sign-up/email", newcomer({ setupCode: setupCode.toLowerCase() })))),
    );
    setting({ RATE_LIMIT_SCALE: undefined });
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const { rows } = await query<{ role: string; count: number }>(
      "SELECT role, count(*)::int AS count FROM profiles WHERE NOT seeded GROUP BY role ORDER BY role",
      [],
    );
    expect(rows).toEqual([
      { role: "operator", count: 1 },
      { role: "owner", count: 9 },
    ]);
    expect(await signUpState()).toBe("open");
  });
});

describe("signing up", () => {
  test("signs in at once, with zone and locale from the browser and the clock that locale is used to", async () => {
    const browser = await newBrowser();
    const profile = await (await readProfile(browser.request("/api/settings/profile"))).json();
    expect(profile).toMatchObject({
      name: "Bea Browser",
      email: browser.email,
      zone: "Asia/Tokyo",
      locale: "en-US",
      hourCycle: "h12",
      weekStart: 7,
      role: "owner",
      delegateName: "Perin",
    });
  });

  test("lets nobody stand outside because their browser names a zone this server doesn't know", async () => {
    const response = await signUp(post("/api/auth/sign-up/email", newcomer({ zone: "Mars/Olympus_Mons", locale: "!" })));
    expect(response.status).toBe(200);
    const profile = (await (await readProfile(browserWith("", cookiesOf(response)).request("/api/settings/profile"))).json()) as { zone: string };
    expect(profile.zone).toBe("UTC");
  });

  test("with an address that is taken makes nothing, whatever its capital letters", async () => {
    const { email } = await newBrowser();
    const response = await signUp(post("/api/auth/sign-up/email", newcomer({ email: email.toUpperCase() })));
    expect([response.status, (await problemOf(response)).type]).toEqual([409, "/docs/errors/identity/sign-up-refused"]);
    const { rows } = await query('SELECT 1 FROM "user" WHERE lower(email) = $1', [email]);
    expect(rows).toHaveLength(1);
  });

  test("names the field of a short password and of an address that is none", async () => {
    const response = await signUp(post("/api/auth/sign-up/email", newcomer({ email: "nobody", password: "seven77" })));
    const { status, issues } = await problemOf(response);
    expect([status, issues?.map(({ path }) => path[0])]).toEqual([400, ["email", "password"]]);
  });

  test("is refused while the operator has closed it", async () => {
    setting({ DISABLE_SIGNUP: "true" });
    const response = await signUp(post("/api/auth/sign-up/email", newcomer()));
    expect([response.status, (await problemOf(response)).type]).toEqual([403, "/docs/errors/identity/sign-up-closed"]);
  });
});

describe("signing in", () => {
  test("says the same about an unknown address and a wrong password", async () => {
    const { email } = await newBrowser();
    const [unknown, wrong] = await Promise.all(
      [email.replace("@", "x@"), email].map((address) => signIn(post("/api/auth/sign-in/email", { email: address, password: "not the one" }))),
    );
    const bodies = await Promise.all([unknown, wrong].map(async (response) => ({ ...(await problemOf(response as Response)), requestId: "", traceId: "" })));
    expect(unknown?.status).toBe(401);
    expect(bodies[0]).toEqual(bodies[1]);
  });

  test("takes the right password and sets an HttpOnly, SameSite=Lax cookie that isn't Secure over http", async () => {
    const { email } = await newBrowser();
    const response = await signIn(post("/api/auth/sign-in/email", { email, password: "correct horse" }));
    const [cookie = ""] = response.headers.getSetCookie();
    expect(response.status).toBe(200);
    expect(cookie).toMatch(/^perin\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure|Domain/i);
  });

  test("is refused after ten tries a minute from one place, with the seconds to wait", async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn(post("/api/auth/sign-in/email", { email: newEmail(), password: "guess" }));
    const response = await signIn(post("/api/auth/sign-in/email", { email: newEmail(), password: "guess" }, { "x-forwarded-for": "203.0.113.9" }));
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(response.headers.get("ratelimit-policy")).toBe('"sign-in";q=10;w=60');
  });
});

describe("sessions", () => {
  test("a cookie with a signature that isn't ours is nobody", async () => {
    const browser = await newBrowser();
    browser.cookie = browser.cookie.replace(/=(.{5})/, "=AAAAA");
    expect((await listSessions(browser.request("/api/auth/sessions"))).status).toBe(401);
  });

  test("an expired session is nobody", async () => {
    const browser = await newBrowser();
    await query(`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`, [browser.email]);
    expect((await listSessions(browser.request("/api/auth/sessions"))).status).toBe(401);
  });

  test("are listed with the device, revoked one by one, and never somebody else's", async () => {
    const browser = await newBrowser();
    const stranger = await newBrowser();
    const phone = await signIn(
      post(
        "/api/auth/sign-in/email",
        { email: browser.email, password: "correct horse" },
        { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1" },
      ),
    );
    const listed = await sessionsOf(browser);
    expect(listed.map(({ current, device }) => [current, device])).toEqual([
      [false, "Safari on iPhone"],
      [true, "A browser"],
    ]);
    const id = listed[0]?.id ?? "";
    expect((await revokeSession(stranger.request(`/api/auth/sessions/${id}`, { method: "DELETE" }))).status).toBe(404);
    expect((await listSessions(browserWith("", cookiesOf(phone)).request("/api/auth/sessions"))).status).toBe(200);
    expect((await revokeSession(browser.request(`/api/auth/sessions/${id}`, { method: "DELETE" }))).status).toBe(200);
    expect((await listSessions(browserWith("", cookiesOf(phone)).request("/api/auth/sessions"))).status).toBe(401);
  });

  test("signing out ends this one, signing out everywhere ends all", async () => {
    const first = await newBrowser();
    const second = browserWith(first.email, cookiesOf(await signIn(post("/api/auth/sign-in/email", { email: first.email, password: "correct horse" }))));
    const third = browserWith(first.email, cookiesOf(await signIn(post("/api/auth/sign-in/email", { email: first.email, password: "correct horse" }))));
    expect((await signOut(first.request("/api/auth/sign-out", { method: "POST" }))).headers.getSetCookie()[0]).toMatch(/^perin\.session_token=; .*Max-Age=0/);
    expect((await listSessions(first.request("/api/auth/sessions"))).status).toBe(401);
    expect((await listSessions(third.request("/api/auth/sessions"))).status).toBe(200);
    expect(await (await signOut(second.request("/api/auth/sign-out", { method: "POST", body: { everywhere: true } }))).json()).toEqual({ ended: 2 });
    expect((await listSessions(third.request("/api/auth/sessions"))).status).toBe(401);
  });

  test("all but the new one die when the password changes, and the old password with them", async () => {
    const browser = await newBrowser();
    const other = browserWith(browser.email, cookiesOf(await signIn(post("/api/auth/sign-in/email", { email: browser.email, password: "correct horse" }))));
    const wrong = await changePassword(
      browser.request("/api/auth/password", { method: "PUT", body: { currentPassword: "not the one", newPassword: "battery staple" } }),
    );
    expect([wrong.status, (await problemOf(wrong)).type]).toEqual([400, "/docs/errors/identity/wrong-password"]);
    expect((await listSessions(other.request("/api/auth/sessions"))).status).toBe(200);
    const changed = await changePassword(
      browser.request("/api/auth/password", { method: "PUT", body: { currentPassword: "correct horse", newPassword: "battery staple" } }),
    );
    expect(changed.status).toBe(200);
    expect((await listSessions(other.request("/api/auth/sessions"))).status).toBe(401);
    expect((await listSessions(browser.request("/api/auth/sessions"))).status).toBe(401);
    expect((await listSessions(browserWith("", cookiesOf(changed)).request("/api/auth/sessions"))).status).toBe(200);
    expect((await signIn(post("/api/auth/sign-in/email", { email: browser.email, password: "correct horse" }))).status).toBe(401);
    expect((await signIn(post("/api/auth/sign-in/email", { email: browser.email, password: "battery staple" }))).status).toBe(200);
  });
});
