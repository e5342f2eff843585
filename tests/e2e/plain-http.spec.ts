/**
 * Perin at home: an address of the own network, over plain http. There browsers take away what they keep for secure addresses (randomUUID,
 * the clipboard, subtle), and everything but notifications of the browser and passkeys has to work all the same.
 */
import { complaintsOf, expect, newAccount, say, test } from "./support/journey";
import { addressFor, fillDetails, makeLink } from "./support/links";
import { freeAddress, startOwnServer, type OwnServer } from "./support/own-server";

const host = "perin.test";
let server: OwnServer;
let origin: string;

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${host} 127.0.0.1`] }),
});
test.beforeAll(async () => {
  const address = await freeAddress();
  origin = address.replace("127.0.0.1", host);
  server = await startOwnServer({ PUBLIC_URL: origin }, address);
});
test.afterAll(() => server.stop());

test("an owner signs up, talks, adds a meeting and copies a link's address; a visitor books by it", async ({ page, browser }) => {
  // The browser says of this header that it keeps it for secure addresses.
  const complaints = complaintsOf(page, /Cross-Origin-Opener-Policy/);
  const { name, email, password } = newAccount();
  await page.goto(`${origin}/sign-up`);
  expect(await page.evaluate("isSecureContext")).toBe(false);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page).toHaveURL(/\/welcome/);

  await page.goto(`${origin}/chat`);
  expect(await say(page, "Dentist on Friday at 9 for 30 minutes")).toContain("Dentist");

  await page.goto(`${origin}/calendar`);
  await page.getByRole("button", { name: "New event" }).click();
  await page.getByLabel("Title").fill("Swimming");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("“Swimming” is on the calendar")).toBeVisible();

  const path = await makeLink(
    page,
    "Neighbours",
    async () => undefined,
    origin,
    async () => {
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      await expect(page.getByRole("button", { name: "Copied", exact: true })).toBeVisible();
    },
  );
  const context = await browser.newContext({ timezoneId: "Europe/Berlin", locale: "en-GB", viewport: page.viewportSize() });
  const visitor = await context.newPage();
  await visitor.goto(`${origin}${path}`);
  await visitor.getByTestId("slot").first().click();
  await fillDetails(visitor, "Tom Neighbour", addressFor("tom"));
  await visitor.getByRole("button", { name: "Book", exact: true }).click();
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "booked");
  expect(complaints).toEqual([]);
});
