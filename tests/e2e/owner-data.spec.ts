import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import { expect, expectAccessible, test } from "./support/journey";

test("everything is taken along in one archive, and the account then goes", async ({ home, account, baseURL }) => {
  await home.request.post("/api/memories", { data: { text: "Tea, not coffee." }, headers: { origin: baseURL ?? "" } });
  await home.goto("/settings/data");
  await expectAccessible(home);
  const [download] = await Promise.all([home.waitForEvent("download"), home.getByRole("link", { name: "Download the archive" }).click()]);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  expect(strFromU8(files["memories.md"] ?? new Uint8Array())).toContain("Tea, not coffee.");
  expect(Object.keys(files)).toEqual(expect.arrayContaining(["README.txt", "data/user.json", "data/memories.json"]));
  await home.getByLabel("E-mail address of this account").fill(account.email);
  await home.getByLabel("Password").fill("not the password");
  await home.getByRole("button", { name: "Delete the account for good" }).click();
  await expect(home.getByText("The current password isn't right")).toBeVisible();
  await home.getByLabel("Password").fill(account.password);
  await home.getByRole("button", { name: "Delete the account for good" }).click();
  await expect(home).toHaveURL(/\/sign-in/);
  await home.goto("/memory");
  await expect(home).toHaveURL(/\/sign-in/);
});
