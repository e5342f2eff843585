/** What an owner chooses to be told, where and when; and a push message that reaches the browser and leads back. */
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/journey";

const page = "/settings/notifications";

/** This machine has no push service, so the browser's own is played; everything else is real. */
const playPushService = (home: Page): Promise<unknown> =>
  home.addInitScript(() => {
    const keys = { p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", auth: "BTBZMqHH6r4Tts7J_aSIgg" };
    // A browser keeps its subscription over a reload.
    const subscriptionFrom = (endpoint: string): PushSubscription =>
      ({
        endpoint,
        toJSON: () => ({ endpoint, keys }),
        unsubscribe: () => Promise.resolve(sessionStorage.removeItem("subscribed") === undefined),
      }) as unknown as PushSubscription;
    PushManager.prototype.getSubscription = () => {
      const endpoint = sessionStorage.getItem("subscribed");
      return Promise.resolve(endpoint === null ? null : subscriptionFrom(endpoint));
    };
    PushManager.prototype.subscribe = () => {
      const endpoint = `https://push.example.com/${crypto.randomUUID()}`;
      sessionStorage.setItem("subscribed", endpoint);
      return Promise.resolve(subscriptionFrom(endpoint));
    };
  });

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

test("a browser that is allowed is told things while Perin is closed, and can be turned off again", async ({ home, context, baseURL }) => {
  const origin = baseURL ?? "";
  await context.grantPermissions(["notifications"], { origin });
  await playPushService(home);
  await home.goto(page);
  const here = home.getByTestId("browser-notifications");
  await here.getByRole("button", { name: "Allow notifications" }).click();
  await expect(here.getByRole("status")).toContainText("until you sign out");

  const devtools = await context.newCDPSession(home);
  const registered = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  const data = JSON.stringify({ id: "one", title: "Call Tom", body: "Due now", href: "/tasks" });
  await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId: await registered, data });
  const shown = () =>
    home.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration("/");
      return (await registration?.getNotifications())?.map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: "Call Tom", body: "Due now", tag: "one" }]);

  await home.reload();
  await expect(here.getByRole("status")).toContainText("until you sign out");
  await here.getByRole("button", { name: "Turn off" }).click();
  await expect(here.getByRole("button", { name: "Allow notifications" })).toBeVisible();
});

test("a link out of a mail that nobody signed says so and offers nothing", async ({ home }) => {
  await home.goto("/unsubscribe/bGluay1ib29raW5nOng.AAAAAAAAAAAAAAAAAAAAAA");
  await expect(home.getByText("Nothing was changed")).toBeVisible();
  await expect(home.getByRole("button")).toHaveCount(0);
  await expectAccessible(home);
});
