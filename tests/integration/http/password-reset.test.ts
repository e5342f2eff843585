import { POST as forgot } from "@/app/api/auth/forgot-password/route";
import { POST as look } from "@/app/api/auth/mailed-link/route";
import { POST as makeLink } from "@/app/api/auth/reset-link/route";
import { POST as reset } from "@/app/api/auth/reset-password/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { POST as verify } from "@/app/api/auth/verify-email/route";
import { POST as sendCheck } from "@/app/api/auth/verify-email/send/route";
import { GET as readProfile } from "@/app/api/settings/profile/route";
import { startDelivery, type Delivery } from "@/lib/background/outbox";
import { outboxTopics } from "@/lib/background/outbox-topics";
import { query } from "@/lib/db";
import { makeResetLink } from "@/lib/identity/service";
import { forgetRateLimits } from "@/lib/redis";
import { cookiesOf, jsonRequest, newBrowser, newEmail } from "../../support/accounts";
import { startMailCatcher, type MailCatcher } from "../../support/mail-catcher";
import { setting } from "../../support/settings";
import { eventually } from "../../support/eventually";

jest.setTimeout(30_000);
let catcher: MailCatcher;
let delivery: Delivery;
beforeAll(async () => {
  catcher = await startMailCatcher();
  delivery = startDelivery(outboxTopics);
});
afterAll(async () => {
  await delivery.stop();
  await catcher.close();
});
beforeEach(() => {
  forgetRateLimits();
  catcher.mails.length = 0;
  setting({ SMTP_URL: catcher.url, MAIL_FROM: "perin@perin.example", SIGNUP_ALLOWLIST: undefined, RATE_LIMIT_SCALE: undefined, PUBLIC_URL: undefined });
});

const post = (path: string, body: unknown): Request => jsonRequest(path, { method: "POST", body });
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { type: string }).type.replace("/docs/errors/", "");
const tokenMailed = (to: string, subject: RegExp): Promise<string> =>
  eventually(() => catcher.mails.find((mail) => mail.to.includes(to) && subject.test(mail.subject))?.text.match(/#([\w-]{43})/)?.[1]);
const entering = (email: string, password: string): Promise<Response> => signIn(post("/api/auth/sign-in/email", { email, password }));

test("a mailed link sets a new password once, ends every session and proves the address", async () => {
  const browser = await newBrowser();
  expect((await forgot(post("/api/auth/forgot-password", { email: browser.email.toUpperCase() }))).status).toBe(200);
  const token = await tokenMailed(browser.email, /new password/);
  expect((await reset(post("/api/auth/reset-password", { token, password: "another horse" }))).status).toBe(200);
  expect((await readProfile(browser.request("/api/settings/profile"))).status).toBe(401);
  expect((await entering(browser.email, "correct horse")).status).toBe(401);
  expect((await entering(browser.email, "another horse")).status).toBe(200);
  const again = await reset(post("/api/auth/reset-password", { token, password: "third horse" }));
  expect([again.status, await codeOf(again)]).toEqual([410, "identity/link-expired"]);
  const { rows } = await query<{ email_verified: boolean }>('SELECT email_verified FROM "user" WHERE email = $1', [browser.email]);
  expect(rows[0]?.email_verified).toBe(true);
  expect((await eventually(() => catcher.mails.find(({ subject }) => /was changed/.test(subject)))).to).toEqual([browser.email]);
});

test("looking at a link says whether it works, uses nothing up, and takes a token for what it was made for only", async () => {
  const { email } = await newBrowser();
  const token = (await makeResetLink(email)).split("#")[1] ?? "";
  const alive = async (kind: string, secret: string): Promise<unknown> => (await look(post("/api/auth/mailed-link", { kind, token: secret }))).json();
  expect(await alive("password-reset", token)).toEqual({ alive: true });
  expect(await alive("password-reset", token)).toEqual({ alive: true });
  expect(await alive("address-check", token)).toEqual({ alive: false });
  expect(
    await alive(
      "password-reset",
      token.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
    ),
  ).toEqual({ alive: false });
  expect((await reset(post("/api/auth/reset-password", { token, password: "another horse" }))).status).toBe(200);
  expect(await alive("password-reset", token)).toEqual({ alive: false });
});

test("of fifty who redeem one link at once exactly one sets the password", async () => {
  setting({ RATE_LIMIT_SCALE: "100" });
  const browser = await newBrowser();
  const token = (await makeResetLink(browser.email)).split("#")[1];
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => reset(post("/api/auth/reset-password", { token, password: `password number ${n}` }))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(49);
});

test("the answer is the same whether or not the account exists; nobody else is written to", async () => {
  setting({ RATE_LIMIT_SCALE: "100" });
  const { email } = await newBrowser();
  const answers = new Set<string>();
  for (let round = 0; round < 5; round += 1)
    for (const address of [email, newEmail()]) {
      const response = await forgot(post("/api/auth/forgot-password", { email: address }));
      answers.add(`${response.status} ${await response.text()}`);
    }
  expect([...answers]).toEqual(['200 {"done":true}']);
  await eventually(() => (catcher.mails.filter(({ subject }) => /new password/.test(subject)).length >= 3 ? true : undefined));
  expect(new Set(catcher.mails.flatMap(({ to }) => to))).toEqual(new Set([email]));
});

test("one account is mailed at most three links at a time", async () => {
  setting({ RATE_LIMIT_SCALE: "100" });
  const { email } = await newBrowser();
  await Promise.all(Array.from({ length: 12 }, () => forgot(post("/api/auth/forgot-password", { email }))));
  await eventually(() => (catcher.mails.filter(({ subject }) => /new password/.test(subject)).length === 3 ? true : undefined));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(catcher.mails.filter(({ subject }) => /new password/.test(subject))).toHaveLength(3);
});

test("an old link is worth nothing", async () => {
  const { email } = await newBrowser();
  const token = (await makeResetLink(email)).split("#")[1];
  await query("UPDATE identity_tokens SET expires_at = now() - interval '1 second' WHERE kind = 'password-reset'");
  expect((await reset(post("/api/auth/reset-password", { token, password: "another horse" }))).status).toBe(410);
});

test("guessing at links is limited", async () => {
  const statuses: number[] = [];
  for (let round = 0; round < 12; round += 1)
    statuses.push((await reset(post("/api/auth/reset-password", { token: `guess-${round}`, password: "another horse" }))).status);
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 410));
  expect(statuses.slice(10)).toEqual([429, 429]);
});

test("links begin with the server's own address, whatever host the request names", async () => {
  setting({ PUBLIC_URL: "https://perin.example.com" });
  const { email } = await newBrowser();
  await forgot(
    jsonRequest("/api/auth/forgot-password", { method: "POST", body: { email }, headers: { host: "evil.example", "x-forwarded-host": "evil.example" } }),
  );
  const mail = await eventually(() => catcher.mails.find(({ subject }) => /new password/.test(subject)));
  expect(mail.text).toContain("https://perin.example.com/reset-password#");
  expect(mail.raw).not.toContain("evil");
});

test("without mail the way back in is the operator's command, which only this machine can use", async () => {
  const { email } = await newBrowser();
  setting({ SMTP_URL: undefined });
  const refused = await forgot(post("/api/auth/forgot-password", { email }));
  expect([refused.status, await codeOf(refused)]).toEqual([404, "mailer/not-configured"]);
  expect((await makeLink(post("/api/auth/reset-link", { email }))).status).toBe(401);
  await expect(makeResetLink(newEmail())).rejects.toMatchObject({ code: "identity/not-found" });
});

describe("proving an address", () => {
  test("a new account is mailed a link that proves the address once", async () => {
    const browser = await newBrowser();
    const token = await tokenMailed(browser.email, /Confirm/);
    expect((await verify(post("/api/auth/verify-email", { token }))).status).toBe(200);
    expect((await verify(post("/api/auth/verify-email", { token }))).status).toBe(410);
    const mailed = (): number => catcher.mails.filter(({ to }) => to.includes(browser.email)).length;
    const sent = mailed();
    expect((await sendCheck(browser.request("/api/auth/verify-email/send", { method: "POST", body: {} }))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(mailed()).toBe(sent);
  });

  test("where the operator keeps a list, only listed addresses come in, and only once they are proven", async () => {
    setting({ SIGNUP_ALLOWLIST: "example.com, ada@else.example" });
    const input = (email: string) => ({ name: "Ada", email, password: "correct horse" });
    const refused = await signUp(post("/api/auth/sign-up/email", input("eve@evil.example")));
    expect([refused.status, await codeOf(refused)]).toEqual([403, "identity/sign-up-not-listed"]);
    const email = newEmail();
    const made = await signUp(post("/api/auth/sign-up/email", input(email)));
    expect([made.status, cookiesOf(made), await made.json()]).toEqual([200, "", expect.objectContaining({ verify: true })]);
    const early = await entering(email, "correct horse");
    expect([early.status, cookiesOf(early), await codeOf(early)]).toEqual([403, "", "identity/verify-first"]);
    expect((await query('SELECT 1 FROM session s JOIN "user" u ON u.id = s.user_id WHERE u.email = $1', [email])).rows).toEqual([]);
    expect((await entering(email, "wrong horse")).status).toBe(401);
    await verify(post("/api/auth/verify-email", { token: await tokenMailed(email, /Confirm/) }));
    expect((await entering(email, "correct horse")).status).toBe(200);
  });
});

test("a copy of the database holds no link that works", async () => {
  setting({ SMTP_URL: undefined });
  const { email } = await newBrowser();
  const token = (await makeResetLink(email)).split("#")[1] ?? "";
  const { rows } = await query("SELECT * FROM identity_tokens");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});
