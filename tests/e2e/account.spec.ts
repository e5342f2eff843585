/** A newcomer makes an account, leaves, comes back where they wanted to go, changes the password and closes every session. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const accessible = async (page: Page): Promise<void> =>
  expect(
    (await new AxeBuilder({ page }).withTags(tags).analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    ),
  ).toEqual([]);
const newEmail = (): string => `account-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;

const fillSignUp = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
};

test("signing up, in and out, by keyboard, ends where the newcomer wanted to go", async ({ page }) => {
  const email = newEmail();
  await page.goto("/settings/models");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await accessible(page);
  await page.getByRole("link", { name: "Make one" }).click();
  await expect(page.getByRole("heading", { name: "Make an account" })).toBeVisible();
  await accessible(page);
  await fillSignUp(page, email, "short");
  await expect(page.getByText("Take at least 8 characters")).toBeVisible();
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await fillSignUp(page, email, "password one");
  await page.getByRole("link", { name: "Skip all" }).click();
  await expect(page).toHaveURL(/\/settings\/models$/);
  await accessible(page);

  await page.goto("/settings/security");
  await accessible(page);
  await page.getByLabel("Current password").fill("not the one");
  await page.getByLabel("New password").fill("password two");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The current password isn't right. Nothing was changed.")).toBeVisible();
  await page.getByLabel("Current password").fill("password one");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The password is changed.")).toBeVisible();

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/calendar");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("password one");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "don't belong together" })).toBeVisible();
  await page.getByLabel("Password").fill("password two");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calendar$/);
});

test("no page breaks the content security policy or the width of the screen", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto("/sign-up?next=/settings");
  await fillSignUp(page, newEmail(), "password one");
  await page.getByRole("link", { name: "Skip all" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await page.waitForLoadState("load");
  for (const path of [
    "/chat",
    "/calendar",
    "/settings",
    "/settings/hours",
    "/settings/approvals",
    "/settings/models",
    "/settings/security",
    "/settings/appearance",
    "/settings/notifications",
    "/today",
    "/tasks",
    "/notifications",
    "/welcome",
    "/docs/errors/request/invalid",
    "/nothing-here",
  ]) {
    await page.goto(path, { waitUntil: "load" });
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} fits the screen`).toBe(true);
  }
  expect(refused).toEqual([]);
});
