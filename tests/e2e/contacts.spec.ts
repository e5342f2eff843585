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
