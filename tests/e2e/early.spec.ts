/** What people do on a page that is shown but whose scripts haven't come yet isn't lost. */
import type { Page } from "@playwright/test";
import { expect, test } from "./support/journey";

/** Opens a page without its scripts; they come when the answer is called. */
const openWithoutScripts = async (page: Page, path: string): Promise<() => void> => {
  let come = (): void => undefined;
  const wanted = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await wanted;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return come;
};

test("what is typed and sent before the scripts have come is saved once they have", async ({ home }) => {
  const come = await openWithoutScripts(home, "/settings");
  await home.getByLabel("Your name").fill("Ada King");
  await home.getByLabel("Name of your delegate").fill("Robin");
  await home.getByRole("button", { name: "Save" }).click();
  come();
  await expect(home.getByText("Saved.")).toBeVisible();
  await expect(home).toHaveURL(/\/settings$/);
  await home.reload();
  await expect(home.getByLabel("Your name")).toHaveValue("Ada King");
  await expect(home.getByLabel("Name of your delegate")).toHaveValue("Robin");
});

test("a button that is pressed before the scripts have come does what it says once they have, once", async ({ home }) => {
  const come = await openWithoutScripts(home, "/memory");
  await home.getByTestId("open-palette").filter({ visible: true }).click();
  come();
  await expect(home.getByTestId("palette")).toBeVisible();
});
