import { expect, expectAccessible, newAccount, say, test } from "./support/journey";

/** The evening before: a Thursday that hasn't begun is the coming one, whatever today is. */
test("a newcomer signs up, talks, sees it in the calendar and takes the last thing back", async ({ page }) => {
  test.setTimeout(120_000);
  const account = newAccount();
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  await page.getByRole("link", { name: /make one/i }).click();
  await page.getByTestId("name").fill(account.name);
  await page.getByTestId("email").fill(account.email);
  await page.getByTestId("password").fill(account.password);
  await page.getByTestId("signup").click();
  await page.getByRole("link", { name: "Skip all" }).click();
  await expect(page).toHaveURL(/\/chat/);
  await expectAccessible(page);

  expect(await say(page, "Lunch with Maya on Thursday at 12:30, one hour")).toMatch(/Thursday .*12:30/s);
  expect(await say(page, "move it to Friday")).toMatch(/Friday .*12:30/s);
  expect(await say(page, "am I free tomorrow afternoon?")).toMatch(/free|yes|no/i);
  expect(await say(page, "add Tom, tom@example.com, to my contacts")).toMatch(/Tom/);
  await say(page, "find 45 minutes next week for a review with Tom and book the earliest");
  const card = page.getByTestId("approval-card");
  await expect(card).toContainText("tom@example.com");
  await card.getByTestId("approve").click();
  await expect(page.getByTestId("ai-response").last()).toContainText(/booked|on (?:your|the) calendar/i);
  expect(await say(page, "why can't I meet Friday at 5pm?")).toMatch(/17:00|5/);
  await say(page, "cancel everything on Friday");
  const second = page.getByTestId("approval-card").last();
  if (await second.getByTestId("approve").isVisible()) await second.getByTestId("approve").click();
  await expect(page.getByText(/cancelled/i).last()).toBeVisible();
  expect(await say(page, "undo that")).toMatch(/back|undone|restored/i);

  const { events } = (await (
    await page.request.get(`/api/events?from=${new Date().toISOString()}&to=${new Date(Date.now() + 15 * 86_400_000).toISOString()}`)
  ).json()) as { events: { title: string }[] };
  expect(events.map((event) => event.title).join("; ")).toMatch(/lunch with maya/i);
  expect(events.map((event) => event.title).join("; ")).toMatch(/review/i);

  await page.goto("/calendar");
  await expect(page.getByTestId("calendar-title")).not.toBeEmpty();
  await expectAccessible(page);
});
