/** Where much comes from one address, a visitor's browser works for its answers; its own server, because everybody else's has wide limits. */
import { expect, expectAccessible, newAccount, test } from "./support/journey";
import { makeLink, visitorIn } from "./support/links";
import { startOwnServer } from "./support/own-server";

test("the eleventh visit within an hour begins after a moment's work, which the page does and tells by itself", async ({ page, browser }) => {
  const server = await startOwnServer({ RATE_LIMIT_SCALE: "1" });
  try {
    const signedUp = await page.request.post(`${server.address}/api/auth/sign-up/email`, {
      data: { ...newAccount(), zone: "Europe/Berlin", locale: "en-GB" },
      headers: { origin: server.address },
    });
    expect(signedUp.status(), await signedUp.text()).toBe(200);
    await page.goto(`${server.address}/links`);
    const path = await makeLink(page, "Crowded", async () => undefined, server.address);
    for (let visits = 0; visits < 10; visits += 1) {
      const response = await fetch(`${server.address}/api${path}/open`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.address },
        body: JSON.stringify({ zone: "Europe/London", locale: "en-GB" }),
      });
      expect(response.status).toBe(200);
    }
    const visitor = await visitorIn(browser, "Europe/London", page.context());
    const scripts: string[] = [];
    visitor.on("response", (answer) => {
      if (answer.url().endsWith(".js")) scripts.push(answer.url());
    });
    await visitor.goto(server.address + path);
    await expect(visitor.getByTestId("working")).toContainText("no robot");
    await expectAccessible(visitor);
    await expect(visitor.getByTestId("slot").first()).toBeVisible({ timeout: 60_000 });
    await expect(visitor.getByTestId("working")).toBeEmpty();
    const withWork = new Set(scripts);
    // What solves it is fetched only now: a page that isn't asked loads less.
    scripts.length = 0;
    const again = await visitor.context().newPage();
    const loaded: string[] = [];
    again.on("response", (answer) => {
      if (answer.url().endsWith(".js")) loaded.push(answer.url());
    });
    await again.goto(server.address + path);
    await expect(again.getByTestId("slot").first()).toBeVisible();
    expect(loaded.length).toBeLessThan(withWork.size);
  } finally {
    await server.stop();
  }
});
