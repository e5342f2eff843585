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
