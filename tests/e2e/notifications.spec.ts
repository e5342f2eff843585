/** What an owner chooses to be told, where and when. */
import { expect, expectAccessible, test } from "./support/journey";

const page = "/settings/notifications";

test("kinds and channels, quiet hours, the digest and reminders stay as they were chosen", async ({ home }) => {
  await home.goto(page);
  const box = home.getByRole("checkbox", { name: "Reminders: Mail" });
  await expect(box).not.toBeChecked();
  await Promise.all([home.waitForResponse((response) => response.url().endsWith("/api/settings/notifications") && response.status() === 200), box.check()]);
  await home.getByRole("switch", { name: /Quiet hours/ }).check();
  await home.getByLabel("From").fill("21:30");
  await home.getByRole("checkbox", { name: "Bookings by a link", exact: true }).check();
  await home.getByRole("switch", { name: /Daily digest/ }).check();
  await home.getByLabel("Before a meeting").selectOption("15 minutes before");
  const times = home.locator("form").filter({ hasText: "Quiet hours" });
  await Promise.all([
    home.waitForResponse((response) => response.url().endsWith("/times") && response.status() === 200),
    times.getByRole("button", { name: "Save" }).click(),
  ]);
  await home.reload();
  await expect(box).toBeChecked();
  await expect(home.getByLabel("From")).toHaveValue("21:30");
  await expect(home.getByLabel("Until")).toHaveValue("07:00");
  await expect(home.getByRole("checkbox", { name: "Bookings by a link", exact: true })).toBeChecked();
  await expect(home.getByLabel("Before a meeting")).toHaveValue("15");
});

test("the page can be read by assistive technology on phone and desktop, in light and in dark, and nothing sticks out", async ({ home }) => {
  await home.goto(page);
  await home.getByRole("switch", { name: /Quiet hours/ }).check();
  for (const width of [390, 1440])
    for (const colorScheme of ["light", "dark"] as const) {
      await home.setViewportSize({ width, height: 900 });
      await home.emulateMedia({ colorScheme });
      await expectAccessible(home);
      expect(await home.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      const pictures = process.env.PICTURES_DIR;
      if (pictures !== undefined) await home.screenshot({ path: `${pictures}/notifications-${width}-${colorScheme}.png`, fullPage: true });
    }
});

test("a link out of a mail that nobody signed says so and offers nothing", async ({ home }) => {
  await home.goto("/unsubscribe/bGluay1ib29raW5nOng.AAAAAAAAAAAAAAAAAAAAAA");
  await expect(home.getByText("Nothing was changed")).toBeVisible();
  await expect(home.getByRole("button")).toHaveCount(0);
  await expectAccessible(home);
});
