import { expect, expectAccessible, test } from "./support/journey";

const pages = ["/settings", "/settings/hours", "/settings/approvals", "/settings/models", "/settings/security", "/settings/appearance"];

test("every page of the settings can be read by assistive technology, in light and in dark", async ({ home }) => {
  for (const scheme of ["light", "dark"] as const) {
    await home.emulateMedia({ colorScheme: scheme });
    for (const path of pages) {
      await home.goto(path);
      await expect(home.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(home);
    }
  }
});

test("a changed name stays changed", async ({ home }) => {
  await home.goto("/settings");
  await home.getByLabel("Your name").fill("Ada King");
  await home.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => ((await (await home.request.get("/api/settings/profile")).json()) as { name: string }).name).toBe("Ada King");
  await home.reload();
  await expect(home.getByLabel("Your name")).toHaveValue("Ada King");
});

test("a session that was ended elsewhere leads to sign-in and back", async ({ home, account, baseURL }) => {
  await home.goto("/settings/security");
  await home.request.post("/api/auth/sign-out", { data: {}, headers: { origin: baseURL ?? "" } });
  await home.goto("/calendar");
  await expect(home).toHaveURL(/\/sign-in\?next=%2Fcalendar/);
  await home.getByTestId("email").fill(account.email);
  await home.getByTestId("password").fill("not-the-password");
  await home.getByTestId("signin").click();
  await expect(home.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
  await home.getByTestId("password").fill(account.password);
  await home.getByTestId("signin").click();
  await expect(home).toHaveURL(/\/calendar/);
});
