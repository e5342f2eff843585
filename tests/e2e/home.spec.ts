/** A day at home: first steps, a to-do planned into a gap, a reminder that comes, the brief. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, say, signUp, test } from "./support/journey";

test("first steps after signing up are four short screens that can be skipped, and lead where the newcomer wanted to go", async ({ page }) => {
  await page.goto("/sign-up?next=/settings");
  await page.getByTestId("name").fill("Nia Newcomer");
  await page.getByTestId("email").fill(`nia-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`);
  await page.getByTestId("password").fill("a-long-password");
  await page.getByTestId("signup").click();
  await expect(page.getByRole("heading", { name: "What should you be called?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Name of your delegate").fill("Pim");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "How should Pim speak?" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back" }).press("Enter");
  await expect(page.getByRole("heading", { name: "What should you be called?" })).toBeFocused();
  await page.getByRole("button", { name: "Continue" }).press("Enter");
  await page.getByRole("radio", { name: /^Formal/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "When do you work?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: "Saturday" }).check();
  await page.getByLabel("From").fill("08:00");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "What may Pim do by itself?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByLabel("Name of your delegate")).toHaveValue("Pim");
  await expect(page.getByRole("radio", { name: /^Formal/ })).toBeChecked();
  await page.goto("/settings/hours");
  await expect(page.getByText("08:00").or(page.locator('input[value="08:00"]')).first()).toBeVisible();
});

test("a to-do is added, planned into the next gap, finished and taken back, by keyboard alone", async ({ home: page }) => {
  await page.goto("/tasks");
  await expect(page.getByText("Nothing to do")).toBeVisible();
  await expectAccessible(page);
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(page.getByTestId("new-task")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("write the report for 30 minutes");
  await page.keyboard.press("Enter");
  const row = page.getByTestId("task").filter({ hasText: "Write the report" });
  await expect(row).toBeVisible();
  await expect(row).toContainText("30 min");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(row).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("p");
  await expect(row).toContainText("Planned");
  await row.getByRole("link", { name: /Planned/ }).click();
  await expect(page).toHaveURL(/\/calendar\?/);
  await expect(page.getByText("Write the report").first()).toBeVisible();
  await page.goto("/tasks");
  await expectAccessible(page);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(row).toHaveAttribute("aria-current", "true", { timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByText("Done (1)")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();

  // One that repeats is finished one time after the other, and until it is told to stop.
  await page.keyboard.press("n");
  await page.keyboard.type("water the plants every Monday at 9");
  await page.keyboard.press("Enter");
  const plants = page.getByTestId("task").filter({ hasText: "Water the plants" });
  await expect(plants).toContainText("every Monday");
  await page.keyboard.press("Escape");
  const first = await plants.textContent();
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(plants).toHaveAttribute("aria-current", "true", { timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByText(/^Next: Mon/)).toBeVisible();
  await expect(plants).not.toHaveText(first ?? "");
  await expect(plants.getByRole("checkbox")).not.toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(plants).toHaveText(first ?? "");
  await plants.getByRole("button", { name: "Water the plants", exact: true }).press("Enter");
  const repeats = page.getByLabel("Repeats");
  await expect(repeats.locator("option:checked")).toHaveText("Every Monday");
  await expectAccessible(page);
  await repeats.selectOption("Doesn't repeat");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await expect(plants).not.toContainText("every Monday");
});

test("a reminder comes at its moment on the open page, once, and stays under the bell", async ({ home: page }) => {
  await page.goto("/tasks");
  const field = page.getByTestId("new-task");
  await expect(async () => {
    await field.fill("stretch in 3 seconds");
    await page.getByRole("button", { name: "Add" }).click();
    await expect(page.getByTestId("task")).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Stretch").first()).toBeVisible();
  const bell = page.getByTestId("bell").filter({ visible: true });
  await expect(bell).toHaveAccessibleName("Notifications, 1 unread", { timeout: 30_000 });
  await bell.click();
  const told = page.getByRole("dialog", { name: "Notifications" }).getByTestId("notification");
  await expect(told).toHaveCount(1);
  await expect(told).toContainText("Stretch");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(bell).toHaveAccessibleName("Notifications");
  await page.goto("/notifications");
  await expect(page.getByTestId("notification")).toHaveCount(1);
  await expectAccessible(page);
});

test("today shows what is next, what is due and the brief, which is kept", async ({ home: page }) => {
  await page.goto("/chat");
  await say(page, "Lunch with Maya tomorrow at 12:30, one hour");
  await say(page, "remind me to pay the rent today at 23:59");
  expect(await say(page, "what's on my list?")).toContain("Pay the rent");
  await page.goto("/today");
  await expect(page.getByTestId("next-event")).toContainText("Lunch with Maya");
  await page.getByRole("button", { name: "Quick add" }).click();
  await page.getByTestId("quick-add").fill("coffee with Tom tomorrow 11:00");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByTestId("next-event")).toContainText("Coffee with Tom");
  await expect(page.getByTestId("task")).toContainText("Pay the rent");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Write it now" }).click();
  await expect(page.getByTestId("brief")).toContainText("Due today: “Pay the rent” (23:59).");
  await page.getByRole("checkbox", { name: "Pay the rent" }).check();
  await page.goto("/today/briefs");
  await expect(page.getByText("Due today: “Pay the rent” (23:59).")).toBeVisible();
  await expectAccessible(page);
});

test("two windows of one owner show the same: to-dos, events, memories and what waits for a word", async ({ home: one, context }) => {
  const other = await context.newPage();
  await other.goto("/today");
  await one.goto("/chat");
  await say(one, "remind me to pay the rent today at 23:59");
  await expect(other.getByTestId("task")).toContainText("Pay the rent");
  await say(one, "Dinner with tom@example.com tomorrow at 19:00, two hours");
  await other.getByTestId("approval-card").getByTestId("approve").click();
  await expect(other.getByTestId("next-event")).toContainText("Dinner");
  // What was decided there stays to be seen there, and can't be decided here a second time.
  await expect(other.getByTestId("approval-card")).toContainText("is booked");
  await expect(one.getByTestId("approve")).toHaveCount(0);
  await other.goto("/memory");
  await say(one, "Remember that the gate code is 4711");
  await expect(other.getByTestId("memory")).toContainText("4711");
});

test("the list of conversations follows what is begun, renamed and deleted in another window", async ({ home: one, context, viewport }) => {
  const other = await context.newPage();
  await other.goto("/tasks");
  const list = async (page: Page): Promise<Locator> => {
    if ((viewport?.width ?? 0) < 768) await page.getByRole("button", { name: "Menu" }).click();
    return page.getByTestId("conversation-item").filter({ visible: true });
  };
  const there = await list(other);
  await expect(there).toHaveCount(0);
  await one.goto("/chat");
  await say(one, "Am I free tomorrow afternoon?");
  await expect(there).toContainText("Am I free tomorrow afternoon?");
  const here = await list(one);
  const choose = async (action: string): Promise<void> => {
    await here.hover();
    await here.getByRole("button", { name: /^More about/ }).click();
    await one.getByRole("menuitem", { name: action }).click();
  };
  await choose("Rename");
  await one.getByLabel("Name", { exact: true }).fill("Tomorrow");
  await one.keyboard.press("Enter");
  await expect(there).toHaveText("Tomorrow");
  await choose("Delete");
  await one.getByRole("dialog", { name: "Delete “Tomorrow”?" }).getByRole("button", { name: "Delete" }).click();
  await expect(there).toHaveCount(0);
});

test("a list longer than the window scrolls inside the page, and the window itself never does", async ({ home: page, baseURL }) => {
  for (let made = 1; made <= 12; made += 1)
    await page.request.post("/api/tasks", { data: { line: `remind me to water plant ${made} today at 23:59` }, headers: { origin: baseURL ?? "" } });
  for (const path of ["/tasks", "/today"]) {
    await page.goto(path);
    await expect(page.getByTestId("task")).toHaveCount(12);
    expect(
      await page.evaluate(() => [document.documentElement.scrollHeight - window.innerHeight, document.documentElement.scrollWidth - window.innerWidth]),
      path,
    ).toEqual([0, 0]);
  }
});

test("without a connection nothing is lost: what is written stays, what can't be opened says so, and works once there is one", async ({
  page,
  context,
  account,
  baseURL,
}) => {
  await signUp(page.request, account, baseURL ?? "");
  await page.goto("/tasks");
  const field = page.getByTestId("new-task");
  await expect(async () => {
    await field.fill("water the plants");
    await expect(field).toHaveValue("water the plants", { timeout: 200 });
  }).toPass();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("Nothing was added.")).toBeVisible();
  await page.getByTestId("open-palette").filter({ visible: true }).click();
  await expect(page.getByText("This couldn’t be opened.")).toBeVisible();
  await page
    .getByRole("link", { name: "Memory" })
    .or(page.getByRole("link", { name: "New chat" }))
    .filter({ visible: true })
    .first()
    .click();
  await expect(page.getByText("That page can’t be opened.")).toBeVisible();
  await expect(field).toHaveValue("water the plants");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByTestId("task")).toContainText("Water the plants");
  await page.getByTestId("open-palette").filter({ visible: true }).click();
  await expect(page.getByTestId("palette")).toBeVisible();
});
