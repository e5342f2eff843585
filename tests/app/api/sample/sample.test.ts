import { POST } from "@/app/api/auth/sample/route";
import { POST as deleteAccount } from "@/app/api/account/delete/route";
import { POST as makeKey } from "@/app/api/auth/api-keys/route";
import { PUT as setPassword } from "@/app/api/auth/password/route";
import { GET as listSessions } from "@/app/api/auth/sessions/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as beginTotp } from "@/app/api/auth/totp/begin/route";
import { DELETE } from "@/app/api/sample/route";
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { findOperator } from "@/lib/identity/service";
import { browserWith, cookiesOf, jsonRequest, newBrowser } from "../../../support/accounts";
import { useTestDatabase } from "../../../support/database";

jest.setTimeout(60_000);
useTestDatabase();
beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "100";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

/** As if everything about sessions had happened an hour ago. */
const anHourLater = () => query("UPDATE session SET created_at = created_at - interval '1 hour', confirmed_at = confirmed_at - interval '1 hour'", []);
const problemOf = async (response: Response): Promise<string> => ((await response.json()) as { type: string }).type.replace("/docs/errors/", "");

const explore = () => POST(jsonRequest("/api/auth/sample", { method: "POST", body: { zone: "Europe/Berlin", locale: "en-GB" } }));

test("in the sample account nobody is asked for a password that nobody has, until it is given one: then it is as guarded as any other", async () => {
  const sam = browserWith("sample@perin.example", cookiesOf(await explore()));
  const elsewhere = browserWith("sample@perin.example", cookiesOf(await explore()));
  await anHourLater();
  const key = { name: "Script", scopes: ["scheduling:read"], days: 30 };
  const asked = (path: string, method: string, body: object) => sam.request(path, { method, body });
  expect((await makeKey(asked("/api/auth/api-keys", "POST", key))).status).toBe(200);
  expect(await problemOf(await beginTotp(asked("/api/auth/totp/begin", "POST", {})))).toBe("identity/password-first");
  expect((await setPassword(asked("/api/auth/password", "PUT", { newPassword: "battery staple" }))).status).toBe(200);
  // Whoever else had opened it is out; the button is no way in any more; what can't be taken back wants the password.
  expect((await listSessions(elsewhere.request("/api/auth/sessions"))).status).toBe(401);
  expect(await problemOf(await explore())).toBe("identity/sample-unavailable");
  expect(await problemOf(await makeKey(asked("/api/auth/api-keys", "POST", key)))).toBe("identity/confirm-first");
  expect(await problemOf(await setPassword(asked("/api/auth/password", "PUT", { newPassword: "another staple" })))).toBe("identity/wrong-password");
  expect(await problemOf(await deleteAccount(asked("/api/account/delete", "POST", { confirm: sam.email })))).toBe("identity/wrong-password");
  const entered = await signIn(
    jsonRequest("/api/auth/sign-in/email", {
      method: "POST",
      body: { email: sam.email, password: "battery staple" },
      headers: { origin: "http://127.0.0.1:3000" },
    }),
  );
  expect(entered.status).toBe(200);
  expect((await beginTotp(browserWith(sam.email, cookiesOf(entered)).request("/api/auth/totp/begin", { method: "POST", body: {} }))).status).toBe(200);
  expect((await deleteAccount(asked("/api/account/delete", "POST", { confirm: sam.email, password: "battery staple" }))).status).toBe(200);
});

test("the sample account is deleted by its address alone, however long it has been open", async () => {
  const sam = browserWith("sample@perin.example", cookiesOf(await explore()));
  await anHourLater();
  const wrong = await deleteAccount(sam.request("/api/account/delete", { method: "POST", body: { confirm: "else@perin.example" } }));
  expect(wrong.status).toBe(400);
  expect((await deleteAccount(sam.request("/api/account/delete", { method: "POST", body: { confirm: sam.email } }))).status).toBe(200);
});

test("sample data is offered until a person makes an account, leads back into the same account, and makes nobody the operator", async () => {
  const first = await explore();
  expect(first.status).toBe(200);
  const again = await explore();
  expect(((await again.json()) as { user: object }).user).toEqual(((await first.json()) as { user: object }).user);
  expect(await findOperator()).toBeNull();
  const browser = browserWith("sample", cookiesOf(first));
  const removed = (await (await DELETE(browser.request("/api/sample", { method: "DELETE" }))).json()) as { removed: number };
  expect(removed.removed).toBeGreaterThan(10);
  await newBrowser();
  const late = await explore();
  expect(late.status).toBe(403);
  expect(await late.json()).toMatchObject({ type: "/docs/errors/identity/sample-unavailable" });
  expect(await findOperator()).not.toBeNull();
});
