/** Between a phone and a desk: 768 pixels upright, where the sidebar is a rail until somebody wants it wide. */
import { expect, expectAccessible, test } from "./support/journey";

test.use({ viewport: { width: 768, height: 1024 } });

const pages = [
  "/today",
  "/chat",
  "/mail",
  "/calendar",
  "/tasks",
  "/memory",
  "/contacts",
  "/links",
  "/history",
  "/notifications",
  "/settings",
  "/settings/hours",
];

test("every page has room beside the rail, and the rail widens for whoever wants the conversations", async ({ home }, info) => {
  test.skip(info.project.name === "phone");
  for (const path of pages) {
    await home.goto(path);
    expect(await home.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThanOrEqual(0);
    const main = await home.getByRole("main").boundingBox();
    expect(main?.width ?? 0, path).toBeGreaterThan(680);
  }
  await home.goto("/mail");
  await expectAccessible(home);
  await expect(async () => {
    await home.getByRole("button", { name: "Widen the sidebar" }).click({ timeout: 1_000 });
    await expect(home.getByLabel("Search conversations")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await home.reload();
  await expect(home.getByLabel("Search conversations")).toBeVisible();
});
