/** A look round on a server nobody uses yet. It has a server of its own, because the others' accounts would hide the button. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

let server: OwnServer;

test.beforeAll(async () => {
  server = await startOwnServer();
});
test.afterAll(() => server.stop());

test("sample data is one press away, labelled, and goes in one press without what the visitor added", async ({ page }) => {
  await page.goto(`${server.address}/sign-up`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Explore with sample data" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sam");
  await expect(page.getByTestId("sample-banner")).toBeVisible();
  await expect(page.getByText("Send the expenses").last()).toBeVisible();
  const banner = await page.getByTestId("sample-banner").evaluate((element) => {
    const words = element.querySelector("p");
    return words === null ? 99 : words.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(words).lineHeight);
  });
  expect(Math.round(banner)).toBeLessThanOrEqual(2);
  await expectAccessible(page);
  await page.goto(`${server.address}/tasks`);
  await expect(async () => {
    await page.getByTestId("new-task").fill("my own to-do");
    await page.getByRole("button", { name: "Add" }).click();
    await expect(page.getByTestId("task").filter({ hasText: "My own to-do" })).not.toHaveCount(0, { timeout: 5_000 });
  }).toPass();
  await page.getByRole("button", { name: "Remove the sample data" }).click();
  await expect(page.getByTestId("sample-banner")).toHaveCount(0);
  await expect(page.getByTestId("task")).toHaveCount(1);
  await expect(page.getByTestId("task")).toContainText("My own to-do");
});

test("whoever looks round can make the sample account theirs, and delete it, without a password that nobody knows", async ({ page }, info) => {
  // Both widths share the server, and there is one sample account.
  test.skip(info.project.name === "phone");
  await page.goto(`${server.address}/sign-up`);
  await page.getByRole("button", { name: "Explore with sample data" }).click();
  await expect(page).toHaveURL(/\/today$/);
  await page.goto(`${server.address}/settings/data`);
  await expect(page.getByLabel("Password")).toHaveCount(0);
  await expect(page.getByText("its address is enough")).toBeVisible();
  await page.goto(`${server.address}/settings/security`);
  await expect(page.getByText("this account has none yet. Set one above first.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("New password").fill("a-long-password");
  await page.getByRole("button", { name: "Set a password" }).click();
  await expect(page.getByLabel("Current password")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
  await page.goto(`${server.address}/settings/data`);
  await page.getByLabel("E-mail address of this account").fill("sample@perin.example");
  await page.getByLabel("Password").fill("a-long-password");
  await page.getByRole("button", { name: "Delete the account for good" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});
