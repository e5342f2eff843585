import { expect, expectAccessible, test } from "./support/journey";

test("by keyboard alone: a page is found, and a line is read, shown and added", async ({ home }) => {
  await home.goto("/memory");
  await home.getByRole("heading", { name: "Memory" }).waitFor();
  await expect(async () => {
    await home.keyboard.press("Control+k");
    await expect(home.getByTestId("palette")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectAccessible(home);
  await home.keyboard.type("Dentist Thu 12:30");
  await home.keyboard.press("Enter");
  await expect(home.getByTestId("quick-add-reading")).toContainText(/Thursday .* 12:30–13:30, Berlin time/);
  await expectAccessible(home);
  await home.getByTestId("quick-add").press("Enter");
  await expect(home.getByText(/Dentist.* is booked/)).toBeVisible();
  await home.goto("/history");
  await expect(home.getByTestId("history-entry").first()).toContainText("Dentist");
  await home.locator("body").press("?");
  await expect(home.getByRole("dialog", { name: "Keys" })).toBeVisible();
});

test("without keys: the button in the bar finds a to-do and adds what is written", async ({ home, baseURL }, info) => {
  const headers = { origin: baseURL ?? "" };
  await home.request.post("/api/tasks", { data: { title: "Return the library books" }, headers });
  await home.goto("/memory");
  const button = home.getByTestId("open-palette").filter({ visible: true });
  const box = await button.boundingBox();
  if (info.project.name === "phone") expect([box?.width, box?.height]).toEqual([44, 44]);
  await expect(async () => {
    await button.click();
    await expect(home.getByTestId("palette")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await home.getByRole("combobox").fill("library");
  await home.getByRole("option", { name: "Return the library books" }).click();
  await expect(home).toHaveURL(/\/tasks\?task=/);
  await expect(home.getByTestId("task").filter({ hasText: "Return the library books" })).toHaveAttribute("aria-current", "true");
  await home.getByTestId("open-palette").filter({ visible: true }).click();
  await home.getByRole("option", { name: "Quick add" }).click();
  await home.getByTestId("quick-add").fill("buy stamps every Friday");
  await expect(home.getByTestId("quick-add-reading")).toContainText("every Friday");
  await home.getByRole("dialog", { name: "Quick add" }).getByRole("button", { name: "Add", exact: true }).click();
  // What is added over a page is on that page.
  await expect(home.getByTestId("task").filter({ hasText: "Buy stamps" })).toContainText("every Friday");
});
