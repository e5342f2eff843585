/** A push message that reaches the browser and leads back. */
import type { Page } from "@playwright/test";
import { wholeBrowser } from "../../scripts/doctor/system-browser";
import { expect, test } from "./support/journey";

// The headless shell has no notifications.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const executablePath = wholeBrowser();
    await use(executablePath === undefined ? launchOptions : { ...launchOptions, executablePath });
  },
});

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

test("a browser that is allowed is told things while Perin is closed, and can be turned off again", async ({ home, context, baseURL }) => {
  const origin = baseURL ?? "";
  await context.grantPermissions(["notifications"], { origin });
  await playPushService(home);
  await home.goto("/settings/notifications");
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
