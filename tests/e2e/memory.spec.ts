import { expect, expectAccessible, say, test } from "./support/journey";

test("something is remembered in the chat, seen with where it came from, changed, forgotten, and that taken back", async ({ home }) => {
  await home.goto("/chat");
  expect(await say(home, "Remember that the gate code is 4711")).toContain("The gate code is 4711");
  expect(await say(home, "What is the gate code?")).toContain("4711");
  await home.goto("/memory");
  const entry = home.getByTestId("memory").filter({ hasText: "gate code" });
  await expect(entry).toContainText("From your message of");
  await expectAccessible(home);
  await entry.getByRole("button", { name: /^More about/ }).click();
  await home.getByRole("menuitem", { name: "Edit" }).click();
  await home.getByLabel("What to keep").fill("The gate code is 4712.");
  await home.getByRole("button", { name: "Save" }).click();
  await expect(home.getByTestId("memory")).toContainText("4712");
  await home
    .getByTestId("memory")
    .getByRole("button", { name: /^More about/ })
    .click();
  await home.getByRole("menuitem", { name: "Forget" }).click();
  await expect(home.getByTestId("memory")).toHaveCount(0);
  await home.getByRole("listitem").filter({ hasText: "Forgotten." }).getByRole("button", { name: "Undo" }).click();
  await expect(home.getByTestId("memory")).toContainText("4712");
});
