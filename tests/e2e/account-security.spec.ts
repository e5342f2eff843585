/** An owner who forgot the password, one with an authenticator app, one with a passkey, and a program with a key. */
import { createHmac } from "node:crypto";
import { expect, expectAccessible, newAccount, test } from "./support/journey";
import { mailTo } from "./support/mailbox";

const totp = (secret: string, shift = 0): string => {
  const bits = [...secret].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + shift));
  const digest = createHmac("sha1", key).update(counter).digest();
  return String((digest.readUInt32BE((digest[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

/** A code of the period before holds until this one ends: there has to be time to type it. */
const untilThereIsTime = async (): Promise<void> => {
  const leftMs = 30_000 - (Date.now() % 30_000);
  if (leftMs < 12_000) await new Promise((resolve) => setTimeout(resolve, leftMs + 100));
};

test("a forgotten password is replaced by way of a mail", async ({ home: page, account }) => {
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot the password?" }).click();
  await expectAccessible(page);
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("If there is an account");
  const link = /http\S+/.exec((await mailTo(account.email, /new password/)).text.split("It works once:")[1] ?? "")?.[0] ?? "";
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("New password").fill("a-newer-password");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { name: "The password is set" })).toBeVisible();
  // Whoever comes back to the mail is told before they type, here and where the link lost its end.
  for (const used of [link, link.slice(0, -3), `${new URL(link).origin}/verify-email`]) {
    await page.goto("/forgot-password");
    await page.goto(used);
    await expect(page.getByRole("heading", { name: "This link doesn’t work" })).toBeFocused();
    await expectAccessible(page);
  }
  await page.goto(link);
  await page.getByRole("link", { name: "Ask for a new link" }).click();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill("a-newer-password");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat/);
});

test("an authenticator app asks for its code at sign-in", async ({ home: page, account }) => {
  await page.goto("/settings/security");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = await page.locator("form code").innerText();
  await untilThereIsTime();
  await page.getByLabel("Code").fill(totp(secret, -1));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.context().clearCookies();
  await page.goto("/sign-in?next=/calendar");
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The second step" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Code").fill(totp(secret));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calendar/);
  // The second step alone is none: it leads to the first.
  await page.context().clearCookies();
  await page.goto("/sign-in/code?next=/calendar");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "Begin again" })).toBeVisible();
});

test("a passkey signs in by itself", async ({ page, baseURL }) => {
  const account = newAccount();
  const origin = (baseURL ?? "").replace("127.0.0.1", "localhost");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${origin}/sign-up?next=/settings/security`);
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Skip all" }).click();
  await page.getByLabel("Name of the new passkey").fill("This laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("list", { name: "Passkeys" })).toContainText("This laptop");
  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in?next=/calendar`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/calendar/);
  // With an authenticator in it Chromium sometimes doesn't close.
  await cdp.send("WebAuthn.disable");
  await cdp.detach();
});

test("a program uses an API key until it is revoked", async ({ home: page, playwright, baseURL }) => {
  await page.goto("/settings/security");
  await page.getByLabel("Name of the new key").fill("Script");
  await page.getByLabel("Read contacts").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const key = await page.getByTestId("new-api-key").innerText();
  const program = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { authorization: `Bearer ${key}` } });
  expect((await program.get("/api/contacts")).status()).toBe(200);
  expect((await program.get("/api/events?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z")).status()).toBe(403);
  await page.getByRole("button", { name: "Revoke Script" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog", { name: "Revoke “Script”?" }).getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("“Script” no longer works.")).toBeVisible();
  expect((await program.get("/api/contacts")).status()).toBe(401);
  await program.dispose();
});
