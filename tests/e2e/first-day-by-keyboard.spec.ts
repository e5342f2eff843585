/** A first day without a mouse: nothing is clicked, focused or filled in by the test but by keys. */
import type { Locator, Page } from "@playwright/test";
import { expect, newAccount, test } from "./support/journey";

/** Tabs on until the control has the focus, as somebody would who sees where it is. */
const reach = async (page: Page, control: Locator): Promise<void> => {
  await expect(control).toBeVisible();
  for (let steps = 0; steps < 150; steps += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard never reached ${String(control)}.`);
};

const press = async (page: Page, control: Locator): Promise<void> => {
  await reach(page, control);
  await page.keyboard.press("Enter");
};

const write = async (page: Page, control: Locator, words: string): Promise<void> => {
  await reach(page, control);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(words);
};

/** By the palette, which opens from anywhere. */
const goTo = async (page: Page, words: string, address: RegExp): Promise<void> => {
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByTestId("palette")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.keyboard.type(words);
  await page.getByRole("option", { name: words, exact: true, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(address);
};

test("a first day from signing up to leaving, by keyboard alone", async ({ page }) => {
  const account = newAccount();
  await page.goto("/sign-up?next=/chat");
  await write(page, page.getByTestId("name"), account.name);
  await write(page, page.getByTestId("email"), account.email);
  await write(page, page.getByTestId("password"), account.password);
  await page.keyboard.press("Enter");

  await write(page, page.getByLabel("Name of your delegate"), "Pim");
  await press(page, page.getByRole("button", { name: "Continue" }));
  await reach(page, page.getByRole("radio", { name: /^Plain/ }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Warm/ })).toBeChecked();
  await press(page, page.getByRole("button", { name: "Continue" }));
  await expect(page.getByRole("heading", { name: "When do you work?" })).toBeVisible();
  await press(page, page.getByRole("button", { name: "Continue" }));
  await press(page, page.getByRole("button", { name: "Start" }));
  await expect(page).toHaveURL(/\/chat/);

  const answer = page.getByTestId("ai-response").last();
  const say = async (words: string): Promise<void> => {
    const before = await page.getByTestId("ai-response").count();
    await write(page, page.getByTestId("chat-input"), words);
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("ai-response")).toHaveCount(before + 1);
    await expect(answer).toHaveAttribute("data-state", "done");
  };
  await say("Lunch with tom@example.com tomorrow at 12:30, one hour");
  await press(page, page.getByTestId("approve"));
  await expect(answer).toContainText(/booked|on (?:your|the) calendar/i);
  await say("Walk tomorrow at 18:00 for 30 minutes");
  await press(page, page.getByTestId("undo").last());
  await expect(page.getByText(/taken back|undone/i).last()).toBeVisible();
  await say("Remember that the gate code is 4711");
  await say("Forget the gate code");
  if ((await page.getByTestId("approve").count()) > 0) await press(page, page.getByTestId("approve").last());

  await goTo(page, "Calendar", /\/calendar/);
  await expect(page.getByTestId("calendar-title")).not.toBeEmpty();
  await goTo(page, "Memory", /\/memory/);
  await expect(page.getByTestId("memory")).toHaveCount(0);
  await goTo(page, "Your data", /\/settings\/data/);
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, page.getByRole("link", { name: "Download the archive" }))]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await write(page, page.getByLabel("E-mail address of this account"), account.email);
  await write(page, page.getByLabel("Password"), account.password);
  await press(page, page.getByRole("button", { name: "Delete the account for good" }));
  await expect(page).toHaveURL(/\/sign-in/);
});
