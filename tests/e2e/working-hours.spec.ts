/** An owner tells Perin about themselves and about their week, and it is still there after a reload. */
import { expect, test } from "@playwright/test";

test.beforeEach(async ({ page }) => {
  await page.goto("/sign-up?next=/settings");
  await page.getByLabel("Name").fill("Sam Setter");
  await page.getByLabel("E-mail address").fill(`settings-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`);
  await page.getByLabel("Password").fill("password one");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("link", { name: "Skip all" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Berlin");
});

test("the profile is changed by keyboard: a zone found by its city, a name for the delegate, another clock", async ({ page }) => {
  await page.getByLabel("Name of your delegate").fill("Pim");
  await page.getByRole("combobox", { name: "Time zone" }).fill("buenos");
  await expect(page.getByRole("option", { name: /Buenos Aires/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("America/Argentina/Buenos Aires");
  await page.getByRole("radio", { name: "3:30 pm" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name of your delegate")).toHaveValue("Pim");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("America/Argentina/Buenos Aires");
  await expect(page.getByRole("radio", { name: "3:30 pm" })).toBeChecked();
});

test("working hours take several windows a day, days off and a kept lunch, and refuse what overlaps", async ({ page }) => {
  await page.goto("/settings/hours");
  await page.getByRole("button", { name: "Add more hours on Monday" }).click();
  await page.getByLabel("Monday, from").nth(1).fill("16:00");
  await expect(page.getByText("Two of these overlap.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.getByLabel("Monday, from").nth(1).fill("19:00");
  await page.getByLabel("Monday, to").nth(1).fill("21:30");
  await expect(page.getByTestId("rule-effects")).toContainText("Over the next 4 weeks 10 h more can be booked.");
  await page.getByLabel("Date").fill("2026-12-24");
  await page.getByRole("button", { name: "Add this day" }).click();
  await page.getByRole("button", { name: "Keep a time free" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your hours are saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Monday, to").nth(1)).toHaveValue("21:30");
  await expect(page.getByText("Thursday, 24 December 2026", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Lunch");
});

test("what Perin may do by itself is changed with one press", async ({ page }) => {
  await page.goto("/settings/approvals");
  const answered = page.waitForResponse((response) => response.url().includes("/api/settings/approvals/") && response.request().method() === "PUT");
  await page.getByRole("group", { name: "Move an event" }).getByRole("radio", { name: "Always ask" }).check();
  expect((await answered).status()).toBe(200);
  await page.reload();
  await expect(page.getByRole("group", { name: "Move an event" }).getByRole("radio", { name: "Always ask" })).toBeChecked();
});

test("light and dark are remembered by this browser", async ({ page }) => {
  await page.goto("/settings/appearance");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveClass(/\bdark\b/);
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/\bdark\b/);
});
