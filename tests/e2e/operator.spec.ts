import { expect, expectAccessible, test } from "./support/journey";
import { operatorAccount } from "./support/operator";

const signIn = { email: operatorAccount.email, password: operatorAccount.password };

test.describe("the operator", () => {
  test("sees how the server stands, in light and in dark, and finds nothing given up", async ({ page, baseURL }) => {
    const signedIn = await page.request.post("/api/auth/sign-in/email", { data: signIn, headers: { origin: baseURL ?? "" } });
    expect(signedIn.status(), await signedIn.text()).toBe(200);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto("/operator");
      await expect(page.getByRole("heading", { level: 1, name: "Operator" })).toBeVisible();
      for (const name of ["Background work", "Recent errors", "Audit log"]) await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
      await expectAccessible(page);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
      expect(width[0], "nothing is wider than the screen").toBeLessThanOrEqual(width[1]);
    }
    await expect(page.getByRole("heading", { level: 3, name: "Given up" })).toBeVisible();
    await expect(page.getByText("Nothing. What fails for the last time is listed here")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Try .* again$/ })).toHaveCount(0);
  });

  test("reads the audit log as a program, and nothing in it says what it was about", async ({ page, baseURL }) => {
    await page.request.post("/api/auth/sign-in/email", { data: signIn, headers: { origin: baseURL ?? "" } });
    const overview = await page.request.get("/api/operator/overview");
    expect(overview.status()).toBe(200);
    const trail = await page.request.get("/api/operator/audit");
    expect(trail.status()).toBe(200);
    const { entries } = (await trail.json()) as { entries: object[] };
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(Object.keys(entry).sort()).toEqual(["action", "at", "id", "requestId", "subjectId", "via", "who"]);
  });
});

test.describe("everybody else", () => {
  test("finds nothing there: not the page, not its numbers, and no way to it", async ({ home }) => {
    const answer = await home.goto("/operator");
    expect(answer?.status()).toBe(404);
    await expect(home.getByRole("heading", { level: 1, name: "There is nothing at this address" })).toBeVisible();
    await expect(home.getByRole("main")).toHaveCount(1);
    await expect(home.getByText("Audit log")).toHaveCount(0);
    await expectAccessible(home);
    for (const path of ["/api/operator/overview", "/api/operator/audit"]) expect([403, 404]).toContain((await home.request.get(path)).status());
    await home.goto("/settings");
    await expect(home.locator('a[href="/operator"]')).toHaveCount(0);
  });

  test("is asked to sign in first", async ({ page }) => {
    await page.goto("/operator");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Foperator/);
    expect((await page.request.get("/api/operator/overview")).status()).toBe(401);
  });
});
