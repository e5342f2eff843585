import { expect, expectAccessible, test } from "./support/journey";

test("two entries of one person become one, as the preview shows, and the history takes it back", async ({ home, baseURL }) => {
  const headers = { origin: baseURL ?? "" };
  await home.request.post("/api/contacts", { data: { name: "Maya Cohen", email: "maya@example.com" }, headers });
  await home.request.post("/api/contacts", { data: { name: "Maya Cohen", phone: "+49 170 1234567" }, headers });
  await home.goto("/contacts");
  await expect(home.getByTestId("contact")).toHaveCount(2);
  await expectAccessible(home);
  await home.getByRole("button", { name: "Maya Cohen (2)" }).click();
  await expect(home.getByRole("dialog")).toContainText("Together");
  await home.getByRole("button", { name: "Merge" }).click();
  await expect(home.getByTestId("contact")).toHaveCount(1);
  await expect(home.getByTestId("contact")).toContainText("maya@example.com · +49 170 1234567");
  await home.goto("/history");
  await expectAccessible(home);
  await home.getByTestId("history-entry").first().getByRole("button", { name: /^Undo/ }).click();
  await expect(home.getByTestId("history-entry").first()).toContainText("Took back");
  await home.goto("/contacts");
  await expect(home.getByTestId("contact")).toHaveCount(2);
});

test("hours that were begun and not ended are asked about, not dropped", async ({ home }) => {
  await home.goto("/contacts");
  await home.getByRole("button", { name: "New contact" }).click();
  await home.getByLabel("Name").fill("Maya");
  await home.getByLabel("From").fill("09:00");
  await home.getByRole("button", { name: "Add contact" }).click();
  await expect(home.getByText("Give both times, or neither.")).toBeVisible();
  await home.getByLabel("To", { exact: true }).fill("12:00");
  await home.getByRole("button", { name: "Add contact" }).click();
  await expect(home.getByRole("dialog")).toHaveCount(0);
});
