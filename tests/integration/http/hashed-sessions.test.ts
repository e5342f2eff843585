/** A copy of the database signs nobody in: of a session's token only a hash is stored, however the session was made; sessions of earlier releases go on. */
import { readFileSync } from "node:fs";
import { PUT as password } from "@/app/api/auth/password/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signOut } from "@/app/api/auth/sign-out/route";
import { query } from "@/lib/db";
import { actorFromRequest } from "@/lib/identity/service";
import { cookiesOf, jsonRequest, newBrowser, type Browser } from "../../support/accounts";
import { useTestDatabase } from "../../support/database";

useTestDatabase();

const tokenOf = (cookie: string): string => decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)).split(".")[0] ?? "";
const enters = async (browser: Browser): Promise<boolean> => (await actorFromRequest(browser.request("/api/settings/profile"))) !== null;
const stored = async (): Promise<string> => JSON.stringify((await query("SELECT * FROM session")).rows);

test("signing up, signing in and a new password store no token that a cookie holds", async () => {
  const browser = await newBrowser();
  const first = tokenOf(browser.cookie);
  expect(first.length).toBeGreaterThanOrEqual(32);
  const entered = await signIn(jsonRequest("/api/auth/sign-in/email", { method: "POST", body: { email: browser.email, password: "correct horse" } }));
  const second = tokenOf(cookiesOf(entered));
  const body = { currentPassword: "correct horse", newPassword: "another horse" };
  const changed = await password(browser.request("/api/auth/password", { method: "PUT", body }));
  expect(changed.status).toBe(200);
  expect(await enters(browser)).toBe(false);
  browser.cookie = cookiesOf(changed);
  expect(await enters(browser)).toBe(true);
  const rows = await stored();
  for (const token of [first, second, tokenOf(browser.cookie)]) expect(rows).not.toContain(token);
  await signOut(browser.request("/api/auth/sign-out", { method: "POST", body: {} }));
  expect(await enters(browser)).toBe(false);
});

test("what stands in the database is no token", async () => {
  const browser = await newBrowser();
  const { rows } = await query<{ token: string }>("SELECT token FROM session ORDER BY created_at DESC LIMIT 1");
  const token = tokenOf(browser.cookie);
  expect(await enters({ ...browser, request: browser.request, cookie: browser.cookie.replace(encodeURIComponent(token), rows[0]?.token ?? "") })).toBe(false);
});

test("a session that the release before stored under its token goes on", async () => {
  const browser = await newBrowser();
  await query('UPDATE session SET token = $1 WHERE user_id = (SELECT id FROM "user" WHERE email = $2)', [tokenOf(browser.cookie), browser.email]);
  expect(await enters(browser)).toBe(false);
  await query(readFileSync("migrations/0066_hashed_sessions.sql", "utf8"));
  expect(await enters(browser)).toBe(true);
});
