/** A browser's error on its way: page, our own address, a server that speaks Sentry's wire format. The server under test has no DSN; one of its own has. */
import { expect, test } from "@playwright/test";
import { startSentryServer, type SentryServer } from "../support/sentry-server";
import { startOwnServer, type OwnServer } from "./support/own-server";

test.describe.configure({ mode: "serial" });

const scriptsOf = async (page: import("@playwright/test").Page, url: string): Promise<{ readonly bytes: number; readonly withSentry: number }> => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.text());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const texts = await Promise.all(bodies);
  return { bytes: texts.reduce((sum, text) => sum + text.length, 0), withSentry: texts.filter((text) => text.includes("sentry.javascript")).length };
};

test.describe("with a Sentry project", () => {
  let sentry: SentryServer;
  let server: OwnServer;

  test.beforeAll(async () => {
    sentry = await startSentryServer();
    server = await startOwnServer({ SENTRY_DSN: sentry.dsn, SENTRY_RELEASE: "e2e" });
  });
  test.afterAll(async () => {
    await server.stop();
    await sentry.close();
  });

  test("an error in the page arrives, without what the person typed or where the page's query led", async ({ page }) => {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(message.text());
    });
    const { withSentry } = await scriptsOf(page, `${server.address}/sign-in?next=/chat%23canary`);
    expect(withSentry).toBeGreaterThan(0);
    await page.getByLabel(/e-mail/i).fill("canary@example.com");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError("the week of canary@example.com broke");
      });
    });
    const event = await sentry.until(({ exception }) => exception?.values.some(({ value }) => value.includes("the week of")) === true);
    expect(event).toMatchObject({
      release: "e2e",
      environment: "production",
      exception: { values: [{ type: "TypeError", value: "the week of [email] broke" }] },
    });
    expect(sentry.envelopes.map(({ raw }) => raw).join("")).not.toContain("canary");
    expect(refused).toEqual([]);
  });
});

test("without a project no byte of Sentry is loaded and the address isn't there", async ({ page, request, baseURL }) => {
  const { withSentry } = await scriptsOf(page, "/sign-in");
  expect(withSentry).toBe(0);
  expect(await page.locator('meta[name="perin-errors"]').count()).toBe(0);
  expect((await request.post("/api/monitoring", { data: "{}", headers: { origin: baseURL ?? "" } })).status()).toBe(404);
});
