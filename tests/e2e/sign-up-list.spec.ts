/** A server whose operator keeps a list of who may make an account: says so before anything is typed, refuses the rest in words, and loses nothing of what was typed. */
import { complaintsOf, expect, expectAccessible, test } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

let server: OwnServer;

test.beforeAll(async () => {
  server = await startOwnServer({ SIGNUP_ALLOWLIST: "@example.org,ada@example.com" });
});
test.afterAll(() => server.stop());

test("an address that isn't on the list is refused in words, one that is on it gets an account", async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(`${server.address}/sign-up`);
  await expect(page.getByText("Only addresses that its operator has listed")).toBeVisible();
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("E-mail address").fill("ada@elsewhere.example");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "has listed" })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await expect(page.getByLabel("E-mail address")).toHaveValue("ada@elsewhere.example");

  await page.getByLabel("E-mail address").fill("Ada@Example.com");
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page).toHaveURL(/\/welcome/);
  expect(complaints).toEqual([]);
});
