/** "Talk to my Perin": an owner hands out links, and people without an account find a time by them. */
import type { Page } from "@playwright/test";
import { expect, expectAccessible, say, test } from "./support/journey";
import { addressFor, fillDetails, isPhone as phone, makeLink, managePath, visitorIn } from "./support/links";
import { mailTo } from "./support/mailbox";

test("a visitor in another zone picks a time, moves it from the mail's link and cancels it; the owner sees what became of it", async ({ home, browser }) => {
  const path = await makeLink(home, "Acme people", async (page) => {
    await page.getByLabel("What it is for").fill("Introductory call");
    await expectAccessible(page);
  });
  await expectAccessible(home);
  const visitor = await visitorIn(browser, "America/New_York", home.context());
  const email = addressFor("tom");
  const page = await visitor.goto(path);
  expect(page?.headers()["referrer-policy"]).toBe("no-referrer");
  expect(page?.headers()["x-robots-tag"]).toContain("noindex");
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Meet with Ada Example");
  await expect(visitor.getByText("Introductory call")).toBeVisible();
  await expect(visitor.getByText("New York")).toBeVisible();
  await visitor.getByTestId("slot").first().click();
  await expect(visitor.getByTestId("countdown")).toContainText(/[45]:\d\d/);
  await expectAccessible(visitor);
  await visitor.getByRole("button", { name: "Book", exact: true }).click();
  await expect(visitor.getByText("Write your name.")).toBeVisible();
  await expect(visitor.getByLabel("Name", { exact: true })).toBeFocused();
  await fillDetails(visitor, "Tom Visitor", email);
  await visitor.getByRole("button", { name: "Book", exact: true }).click();
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "booked");
  await expectAccessible(visitor);
  const mail = await mailTo(email, /./);
  const key = /\/talk\/manage\/([\w-]+)/.exec(mail.text)?.[1] ?? "";

  await visitor.goto(`/talk/manage/${key}`);
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "booked");
  await expectAccessible(visitor);
  const before = await visitor.locator("dd").first().innerText();
  await visitor.getByRole("button", { name: "Move", exact: true }).click();
  await visitor.getByTestId("slot").last().click();
  await visitor.getByRole("button", { name: /^Move to/ }).click();
  await expect(visitor.getByText("It is moved.")).toBeVisible();
  expect(await visitor.locator("dd").first().innerText()).not.toBe(before);
  await visitor.getByRole("button", { name: "Cancel the meeting" }).click();
  await visitor.getByRole("region", { name: "Cancel this meeting?" }).getByRole("button", { name: "Cancel the meeting" }).click();
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "cancelled");

  await home.goto("/links");
  await home.getByRole("button", { name: /^Acme people/ }).click();
  await expect(home.getByTestId("link-booking")).toContainText("Cancelled");
  await expect(home.getByTestId("link-booking")).toContainText("Tom Visitor");
  await home.getByRole("tab", { name: "Visits" }).click();
  const visit = home.getByTestId("visit").filter({ hasText: "Tom Visitor" });
  await visit.locator("summary").click();
  await expect(visit).toContainText("Times they were shown");
  await expectAccessible(home);
});

/** The owner asks for a link in the chat, and gets its address on the page of links. */
const makeLinkInChat = async (home: Page): Promise<string> => {
  await home.goto("/chat");
  const said = await say(home, "make a link for the Acme people, 30 minutes, PIN 4821, at most three bookings");
  expect(said).toContain("is made");
  await home.getByTestId("ai-response").last().getByRole("link", { name: "Links" }).click();
  await expect(home.getByText(/3 of 3 bookings left/).first()).toBeVisible();
  await home.getByRole("button", { name: "Get its address" }).click();
  await home.getByRole("button", { name: "New address" }).click();
  const address = await home.getByTestId("link-address").inputValue();
  await expectAccessible(home);
  return new URL(address).pathname;
};

test("another asks in words by a link that was made in the chat: what the delegate names lights up in the picker, and is booked there", async ({
  home,
  browser,
}) => {
  const path = await makeLinkInChat(home);
  const visitor = await visitorIn(browser, "Asia/Tokyo", home.context());
  await visitor.goto(path);
  await visitor.getByLabel("PIN", { exact: true }).fill("4821");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByTestId("slot").first()).toBeVisible();
  if (phone(visitor)) await visitor.getByRole("radio", { name: "Ask in words" }).check();
  await visitor.getByLabel("Write a message").fill("Something next Tuesday?");
  await visitor.getByRole("button", { name: "Send" }).click();
  await expect(visitor.getByTestId("answered")).toBeVisible();
  const named = visitor.getByTestId("named-slot").first();
  await expect(named).toBeVisible();
  await expectAccessible(visitor);
  if (phone(visitor)) await visitor.getByRole("radio", { name: "Pick a time" }).check();
  await expect(visitor.locator('[data-testid="slot"][data-lit="true"]').first()).toBeVisible();
  if (phone(visitor)) await visitor.getByRole("radio", { name: "Ask in words" }).check();
  await named.click();
  await expect(visitor.getByTestId("booking-form")).toBeVisible();
  await fillDetails(visitor, "Yuki Visitor", addressFor("yuki"));
  await visitor.getByRole("button", { name: "Book", exact: true }).click();
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "booked");
});

test("expired, revoked, paused and unknown links look the same, and resuming brings the paused one back", async ({ home, browser, baseURL }) => {
  const headers = { origin: baseURL ?? "" };
  const expiresAt = new Date(Date.now() + 3_000).toISOString();
  const made = await home.request.post("/api/links", { data: { name: "Over", expiresAt }, headers });
  const expired = new URL(((await made.json()) as { address: string }).address).pathname;
  const revoked = await makeLink(home, "Given away");
  const kept = await makeLink(home, "Kept");
  await home.getByRole("button", { name: "More about Given away" }).click();
  await home.getByRole("menuitem", { name: "Revoke" }).click();
  await home.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(home.getByTestId("link").filter({ hasText: "Given away" })).toHaveAttribute("data-state", "revoked");
  await home.getByRole("button", { name: "Pause all" }).click();
  await expect(home.getByText("All your links are paused.", { exact: false }).first()).toBeVisible();
  await expectAccessible(home);
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  const seen = new Set<string>();
  await home.reload();
  await expect(home.getByTestId("link").filter({ hasText: "Over" })).toHaveAttribute("data-state", "expired");
  for (const path of [expired, revoked, kept, "/talk/unknown"]) {
    await visitor.goto(path);
    await expect(visitor.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible();
    seen.add(await visitor.locator("main").innerText());
  }
  expect(seen.size).toBe(1);
  await expectAccessible(visitor);
  await home.getByRole("button", { name: "Let them work again" }).click();
  await expect(home.getByTestId("link").filter({ hasText: "Kept" })).toHaveAttribute("data-state", "active");
  // The older address leads there too.
  await visitor.goto(kept.replace("/talk/", "/talk-to-perin/"));
  await expect(visitor).toHaveURL(new RegExp(`${kept}$`));
  await expect(visitor.getByTestId("slot").first()).toBeVisible();
  // Reading the page is all that a GET does.
  expect((await visitor.request.get(`/api${kept}/open`, { headers })).status()).toBe(405);
});

test("with a PIN, a code from the mail and the owner's yes, by keyboard alone", async ({ home, browser }) => {
  const path = await makeLink(home, "Careful", async (page) => {
    await page.getByText("Who, and how often").click();
    await page.getByLabel("PIN", { exact: true }).fill("4821");
    await page.getByText("Bookings wait for my yes").click();
    await page.getByText("They prove their e-mail address").click();
  });
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  const email = addressFor("kim");
  await visitor.goto(path);
  await visitor.getByLabel("PIN", { exact: true }).fill("0000");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByText("That isn’t the PIN.")).toBeVisible();
  await expectAccessible(visitor);
  await visitor.getByLabel("PIN", { exact: true }).fill("4821");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByTestId("slot").first()).toBeVisible();
  const day = visitor.locator('[role="grid"] button[tabindex="0"]');
  await day.focus();
  const first = await day.getAttribute("data-date");
  await visitor.keyboard.press("ArrowRight");
  await expect(visitor.locator("[data-date]:focus")).not.toHaveAttribute("data-date", first ?? "");
  await visitor.keyboard.press("ArrowLeft");
  await expect(visitor.locator("[data-date]:focus")).toHaveAttribute("data-date", first ?? "");
  const start = await visitor.getByTestId("slot").first().getAttribute("data-start");
  await visitor.getByTestId("slot").first().focus();
  await visitor.keyboard.press("Enter");
  await fillDetails(visitor, "Kim Visitor", email);
  await visitor.getByLabel("E-mail", { exact: true }).press("Enter");
  await expect(visitor.getByTestId("code-form")).toBeVisible();
  const code = /\b(\d{6})\b/.exec((await mailTo(email, /./)).text)?.[1] ?? "";
  await visitor.getByLabel("Code from the mail").fill(code);
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "waiting");

  await home.goto("/links");
  await expect(home.getByTestId("waiting-booking")).toContainText("Kim Visitor");
  await expectAccessible(home);
  await home.getByTestId("waiting-booking").getByRole("button", { name: "Accept" }).click();
  await expect(home.getByTestId("waiting-booking")).toHaveCount(0);

  // Out of the mail: another time needs the owner's yes again, and a cancelled one is over for both.
  const manage = managePath(await mailTo(email, /^Confirmed/));
  await visitor.goto(manage);
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "booked");
  await visitor.getByRole("button", { name: "Move", exact: true }).press("Enter");
  // Late in the day its first time is its only one, and to move it there changes nothing.
  await visitor.locator('[data-date]:not([data-offers="0"])').last().press("Enter");
  await visitor
    .locator(`[data-testid="slot"]:not([data-start="${start ?? ""}"])`)
    .last()
    .press("Enter");
  await visitor.getByRole("button", { name: /^Move to/ }).press("Enter");
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "waiting");
  await home.reload();
  await home.getByTestId("waiting-booking").getByRole("button", { name: "Accept" }).click();
  await expect(home.getByTestId("waiting-booking")).toHaveCount(0);
  await visitor.reload();
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "booked");
  await visitor.getByRole("button", { name: "Cancel the meeting" }).press("Enter");
  await visitor.getByRole("region", { name: "Cancel this meeting?" }).getByRole("button", { name: "Cancel the meeting" }).press("Enter");
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "cancelled");
  await expectAccessible(visitor);
  await mailTo(email, /^Cancelled/);
});
