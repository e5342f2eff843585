/** What a visitor of a link does beside booking an offered time: proposes one, leaves a word, takes their data along or has it deleted. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/journey";
import { addressFor, fillDetails, isPhone, makeLink, managePath, tabTo, visitorIn } from "./support/links";
import { mailTo } from "./support/mailbox";

/** A weekday to come, as a date field takes it. */
const weekdayIn = (days: number): string => {
  let date = Temporal.Now.plainDateISO("Europe/Berlin").add({ days });
  while (date.dayOfWeek > 5) date = date.add({ days: 1 });
  return date.toString();
};

const propose = async (visitor: Page, who: readonly [name: string, email: string], date: string, clock: string, note = ""): Promise<void> => {
  await visitor.getByRole("button", { name: "Propose a time" }).click();
  const form = visitor.getByTestId("propose-form");
  await form.getByLabel("Day", { exact: true }).fill(date);
  await form.getByLabel("At", { exact: true }).fill(clock);
  await fillDetails(visitor, ...who);
  if (note !== "") await form.getByLabel(/^A few words/).fill(note);
  await form.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "waiting");
};

test("nothing fits: a proposed time is answered with another one, which the visitor takes out of the mail", async ({ home, browser }) => {
  const path = await makeLink(home, "Whenever");
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  const email = addressFor("pia");
  await visitor.goto(path);
  await visitor.getByRole("button", { name: "Propose a time" }).click();
  await visitor.getByTestId("propose-form").getByRole("button", { name: "Propose", exact: true }).click();
  await expect(visitor.getByText("Choose a day and a time to come.")).toBeVisible();
  await expectAccessible(visitor);
  await visitor.getByRole("button", { name: "Back" }).click();
  await propose(visitor, ["Pia Proposer", email], weekdayIn(9), "19:30", "Only evenings, sorry");
  await expectAccessible(visitor);
  expect((await mailTo(email, /^Passed on/)).text).toContain("Ada Example was asked");

  await home.goto("/links");
  const waiting = home.getByTestId("waiting-proposal");
  await expect(waiting).toContainText("Only evenings, sorry");
  await expect(waiting).toContainText("You are busy then");
  await waiting.getByRole("button", { name: "Suggest another time" }).click();
  await waiting.getByLabel("Another time, on your clock").fill(`${weekdayIn(12)}T10:00`);
  await waiting.getByLabel("A few words to them").fill("Would the morning do?");
  await expectAccessible(home);
  await waiting.getByRole("button", { name: "Suggest it" }).click();
  await expect(home.getByText("You suggested another time").or(home.getByText("Waiting for you"))).not.toHaveCount(2);

  const mail = await mailTo(email, /^Another time/);
  expect(mail.text).toContain("Would the morning do?");
  await visitor.goto(managePath(mail));
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "countered");
  await expect(visitor.getByText("Ada Example suggests")).toContainText("9:00 am");
  await expectAccessible(visitor);
  await visitor.getByRole("button", { name: "Take it" }).click();
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "booked");
  await expect(visitor.getByRole("link", { name: "Calendar file (.ics)" })).toBeVisible();
  await expectAccessible(visitor);
  // The address of the proposal goes on leading to what came of it.
  await visitor.goto(managePath(mail));
  await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "booked");
  await mailTo(email, /^Booked/);
});

test("a proposed time is accepted, another declined; the visitor sees it in the page and in the mail", async ({ home, browser }) => {
  const path = await makeLink(home, "Ask me");
  const answers = [
    { name: "Yes Please", button: "Accept", state: "booked", subject: /^Confirmed/, clock: "18:30" },
    { name: "No Thanks", button: "Decline", state: "declined", subject: /^Not this time/, clock: "20:30" },
  ] as const;
  for (const { name, button, state, subject, clock } of answers) {
    const visitor = await visitorIn(browser, "Europe/London", home.context());
    const email = addressFor(state);
    await visitor.goto(path);
    await propose(visitor, [name, email], weekdayIn(8), clock);
    await visitor.getByRole("link", { name: "Look or take it back" }).click();
    await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", "waiting");
    await home.goto("/links");
    await home.getByTestId("waiting-proposal").filter({ hasText: name }).getByRole("button", { name: button }).click();
    await expect(home.getByTestId("waiting-proposal").filter({ hasText: name })).toHaveCount(0);
    await visitor.reload();
    await expect(visitor.getByTestId("managed")).toHaveAttribute("data-state", state);
    await expectAccessible(visitor);
    await mailTo(email, subject);
    await visitor.context().close();
  }
});

test("a message reaches the owner, who reads it beside the visit", async ({ home, browser }) => {
  const path = await makeLink(home, "Write to me");
  const visitor = await visitorIn(browser, "Asia/Jerusalem", home.context());
  await visitor.goto(path);
  await visitor.getByRole("button", { name: "Leave a message" }).click();
  const form = visitor.getByTestId("message-form");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(visitor.getByText("Write a message.")).toBeVisible();
  await expectAccessible(visitor);
  await fillDetails(visitor, "Mia Messenger", addressFor("mia"));
  await form.getByLabel("Message").fill("I'm in Berlin in March <b>only</b>. Shall we meet then?");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(visitor.getByText("Ada Example has your message.")).toBeVisible();
  await expectAccessible(visitor);

  await home.goto("/notifications");
  await expect(home.getByText("Mia Messenger left a message")).toBeVisible();
  await home.goto("/links");
  await home.getByRole("button", { name: /^Write to me/ }).click();
  await home.getByRole("tab", { name: "Visits" }).click();
  const visit = home.getByTestId("visit").filter({ hasText: "Mia Messenger" });
  await visit.locator("summary").click();
  await expect(visit).toContainText("I'm in Berlin in March <b>only</b>.");
  await expectAccessible(home);
});

test("the visitor takes their data along and has it deleted, out of the confirmation mail; the owner keeps the time's trail without them", async ({
  home,
  browser,
}) => {
  const path = await makeLink(home, "Private people");
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  const email = addressFor("quentin");
  await visitor.goto(path);
  await visitor.getByTestId("slot").first().click();
  await fillDetails(visitor, "Quentin Private", email);
  await visitor.getByRole("button", { name: "Book", exact: true }).click();
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "booked");
  const manage = managePath(await mailTo(email, /^Booked/));
  await visitor.goto(manage);
  const [download] = await Promise.all([visitor.waitForEvent("download"), visitor.getByRole("link", { name: "Export" }).click()]);
  const data = await readFile(await download.path(), "utf8");
  expect(JSON.parse(data)).toMatchObject({ bookings: [{ name: "Quentin Private", email }] });
  await visitor.getByRole("button", { name: "Delete my data" }).click();
  const asked = visitor.getByRole("region", { name: "Delete your data?" });
  await expect(asked.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectAccessible(visitor);
  await asked.getByRole("button", { name: "Delete my data" }).click();
  await expect(visitor.getByText("Everything kept of you is deleted.")).toBeVisible();
  await expectAccessible(visitor);
  await visitor.goto(manage);
  await expect(visitor.getByRole("heading", { name: "This link doesn’t work" })).toBeVisible();

  await home.goto("/links");
  await home.getByRole("button", { name: /^Private people/ }).click();
  await expect(home.getByTestId("link-booking")).toContainText("Cancelled");
  await expect(home.getByTestId("link-booking")).not.toContainText("Quentin");
  await home.getByRole("tab", { name: "Trail" }).click();
  await expect(home.getByText("A visitor had their data deleted")).toBeVisible();
  await home.goto("/notifications");
  await expect(home.getByText("A visitor cancelled")).toBeVisible();
  expect(await home.locator("main").innerText()).not.toContain("Quentin");
});

test("the owner sees the link as a visitor does, and nobody has come by for it", async ({ home }) => {
  await makeLink(home, "Preview me", async (page) => page.getByLabel("What it is for").fill("A look from outside"));
  await home.getByRole("button", { name: "More about Preview me" }).click();
  await home.getByRole("menuitem", { name: /visitor/i }).click();
  const preview = home.getByTestId("link-preview");
  await expect(preview.getByRole("heading", { name: "Meet with Ada Example" })).toBeVisible();
  await expect(preview.getByText("A look from outside")).toBeVisible();
  await expect(preview.locator("[data-offers]:not([data-offers='0'])").first()).toBeVisible();
  // Nothing can be taken here.
  await expect(preview.getByTestId("slot")).toHaveCount(0);
  await expectAccessible(home);
  await home.keyboard.press("Escape");
  await expect(home.getByTestId("link").filter({ hasText: "Preview me" })).toContainText("nobody came yet");
});

test("the older address leads to the link, by GET alone and without a visit", async ({ home, browser }) => {
  const path = await makeLink(home, "Older");
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  const older = path.replace("/talk/", "/talk-to-perin/");
  const response = await visitor.request.get(older, { maxRedirects: 0 });
  expect(response.status()).toBe(308);
  expect(response.headers().location).toMatch(new RegExp(`${path}$`));
  expect(response.headers()["referrer-policy"]).toBe("no-referrer");
  await home.goto("/links");
  await expect(home.getByTestId("link").filter({ hasText: "Older" })).toContainText("nobody came yet");
  await visitor.goto(older);
  await expect(visitor.getByTestId("slot").first()).toBeVisible();
});

test("with the keyboard alone: a day, a time, the form, and it is booked", async ({ home, browser }) => {
  const path = await makeLink(home, "Keys only");
  const visitor = await visitorIn(browser, "Europe/London", home.context());
  await visitor.goto(path);
  await expect(visitor.getByTestId("slot").first()).toBeVisible();
  const { keyboard } = visitor;
  if (isPhone(visitor)) await expect(visitor.getByRole("radio", { name: "Pick a time" })).toBeChecked();
  await tabTo(visitor, visitor.locator('[role="grid"] button[tabindex="0"]'));
  await keyboard.press("PageDown");
  await expect(visitor.locator("[data-date]:focus")).toBeVisible();
  await expect(visitor.locator('[data-offers]:not([data-offers="0"])').first()).toBeVisible();
  for (let days = 0; days < 31 && (await visitor.locator("[data-date]:focus").getAttribute("data-offers")) === "0"; days += 1)
    await keyboard.press("ArrowRight");
  await tabTo(visitor, visitor.getByTestId("slot").first());
  await keyboard.press("Enter");
  await expect(visitor.getByTestId("countdown")).toBeVisible();
  // Who has no mouse is where the page went on, not at its top again.
  await expect(visitor.locator(":focus")).toHaveText(/–/);
  await tabTo(visitor, visitor.getByLabel("Name", { exact: true }));
  await keyboard.type("Kay Board");
  await tabTo(visitor, visitor.getByLabel("E-mail", { exact: true }));
  await keyboard.type(addressFor("kay"));
  await tabTo(visitor, visitor.getByRole("checkbox"));
  await keyboard.press("Space");
  await tabTo(visitor, visitor.getByRole("button", { name: "Book", exact: true }));
  await keyboard.press("Enter");
  await expect(visitor.getByTestId("booked")).toHaveAttribute("data-state", "booked");
  await expect(visitor.getByRole("heading", { name: "It’s booked" })).toBeFocused();
  await expectAccessible(visitor);
});
