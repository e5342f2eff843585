/** Mail between two people of one server, from the first word to the archive; and what happens to a mail for somebody outside. */
import type { Browser, Page } from "@playwright/test";
import { complaintsOf, expect, expectAccessible, newAccount, say, signUp, test, type Account } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

// As it comes: no mail account and no mail server anywhere. What everybody's server sends goes out by SMTP, to confirmed addresses.
// One after the other, in one process: they share the server.
test.describe.configure({ mode: "default" });
let server: OwnServer;
test.beforeAll(async () => {
  server = await startOwnServer();
});
test.afterAll(() => server.stop());

interface Person {
  readonly page: Page;
  readonly account: Account;
  readonly complaints: readonly string[];
}

/** Somebody with an account, at a browser of their own. */
const newPerson = async (browser: Browser, name: string): Promise<Person> => {
  const account = { ...newAccount(), name };
  // A toast that is still fading in has no contrast yet.
  const page = await (await browser.newContext({ baseURL: server.address, reducedMotion: "reduce" })).newPage();
  const complaints = complaintsOf(page);
  await signUp(page.request, account, server.address);
  return { page, account, complaints };
};

const openMail = async (page: Page): Promise<void> => {
  await page.goto("/mail");
  // Pressed before the page has woken, a button does nothing.
  await expect(async () => {
    await page.getByTestId("compose").click();
    await expect(page.getByRole("dialog", { name: "New mail" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
};

const write = async (page: Page, letter: { to: string; subject: string; body: string }): Promise<void> => {
  await openMail(page);
  await page.getByLabel("To", { exact: true }).fill(letter.to);
  await page.getByLabel("Subject").fill(letter.subject);
  await page.getByLabel("Message", { exact: true }).fill(letter.body);
};

const folder = (page: Page, name: RegExp) => page.getByRole("navigation", { name: "Folders" }).getByRole("button", { name });
/** On a phone the mail that is read covers the list. */
const backToList = async (page: Page): Promise<void> => {
  const back = page.getByRole("button", { name: "Back to the list" });
  if (await back.isVisible()) await back.click();
};
const rowAbout = (page: Page, subject: string) => page.getByTestId("mail-row").filter({ hasText: subject });
/** Ten seconds may be used to take a mail back; then it has to arrive by itself. */
const onItsWay = { timeout: 30_000 };

test("two people write to each other: taken back in time, sent, read, answered, labelled, found and archived", async ({ browser }) => {
  test.setTimeout(180_000);
  const { page: ada, complaints } = await newPerson(browser, "Ada Example");
  const tom = await newPerson(browser, "Tom Reader");
  const subject = `Garden party ${Date.now()}`;
  await write(ada, { to: tom.account.email, subject, body: "Can you bring the big table on Saturday?" });
  await expectAccessible(ada);
  await ada.getByTestId("send").click();
  await expect(ada.getByText(`On its way to ${tom.account.email}.`)).toBeVisible();
  await ada.getByRole("button", { name: "Undo" }).click();
  await expect(ada.getByText("Taken back.")).toBeVisible();
  await folder(ada, /^Drafts/).click();
  await rowAbout(ada, subject).click();
  await expect(ada.getByTestId("mail-reader")).toContainText("big table");
  await expectAccessible(ada);
  await ada.getByRole("button", { name: "Go on writing" }).click();
  await ada.getByLabel("Message", { exact: true }).fill("Can you bring the big table on Sunday?");
  await ada.getByTestId("send").click();
  await folder(ada, /^Outbox/).click();
  await expect(rowAbout(ada, subject)).toContainText("On its way");

  await tom.page.goto("/mail");
  await expect(rowAbout(tom.page, subject)).toBeVisible(onItsWay);
  await expect(rowAbout(tom.page, subject)).toContainText("on Sunday");
  await expectAccessible(tom.page);
  await folder(tom.page, /^Wants an answer/).click();
  await expect(rowAbout(tom.page, subject)).toContainText("Asks: “Can you bring the big table on Sunday?”");
  await rowAbout(tom.page, subject).click();
  await expect(tom.page.getByTestId("mail-reader")).not.toContainText("on Saturday");
  await tom.page.getByTestId("mail-reader").getByRole("button", { name: "Reply", exact: true }).click();
  const reply = tom.page.getByRole("dialog", { name: "Reply" });
  await expect(reply.getByLabel("To", { exact: true })).toHaveValue(/@example\.com$/);
  await reply.getByLabel("Message", { exact: true }).fill("Yes, table and chairs.");
  await tom.page.getByTestId("send").click();
  await expect(reply).toBeHidden();

  await folder(ada, /^Inbox/).click();
  await expect(rowAbout(ada, subject)).toContainText("table and chairs", onItsWay);
  await rowAbout(ada, subject).click();
  const thread = ada.getByTestId("mail-reader");
  await expect(thread.getByRole("region", { name: /^Mail from/ })).toHaveCount(2);
  await expect(thread.getByRole("region", { name: "Mail from Ada Example" })).toContainText("on Sunday");
  await expect(thread.getByRole("region", { name: "Mail from Tom Reader" })).toContainText("chairs");
  await thread.getByRole("button", { name: "Label", exact: true }).click();
  await thread.getByRole("textbox", { name: "Label" }).fill("Summer");
  await thread.getByRole("button", { name: "Add" }).click();
  await expect(thread.getByRole("button", { name: "Take the label Summer off" })).toBeVisible();
  await expectAccessible(ada);
  await thread.getByRole("button", { name: /^Archive/ }).click();
  await expect(rowAbout(ada, subject)).toHaveCount(0);
  await folder(ada, /^Archive/).click();
  await expect(rowAbout(ada, subject)).toContainText("Summer");
  await folder(ada, /^Summer/).click();
  await expect(ada.getByTestId("mail-row")).toHaveCount(1);

  await folder(ada, /^Inbox/).click();
  await expect(ada.getByTestId("mail-row")).toHaveCount(0);
  const search = ada.getByRole("searchbox", { name: "Search mail" });
  await search.fill("chairs from:tom");
  await expect(rowAbout(ada, subject)).toHaveCount(1);
  await search.fill("submarine");
  await expect(ada.getByText("No mail has these words")).toBeVisible();
  await expectAccessible(ada);
  expect([...complaints, ...tom.complaints]).toEqual([]);
});

test("a letter that is being written survives a reload and a look at another page, and deleting a mail for good asks", async ({ browser }) => {
  const { page, account, complaints } = await newPerson(browser, "Ada Example");
  await write(page, { to: account.email, subject: "Half a letter", body: "It begins like" });
  await page.reload();
  const letter = page.getByRole("dialog", { name: "New mail" });
  await expect(letter.getByLabel("Message", { exact: true })).toHaveValue("It begins like");
  await page.goto("/tasks");
  await page.goBack();
  await letter.getByLabel("Message", { exact: true }).fill("It begins like this.");
  await letter.getByRole("button", { name: "Keep as a draft" }).click();
  await expect(letter).toBeHidden();
  await page.reload();
  await folder(page, /^Drafts/).click();
  await rowAbout(page, "Half a letter").click();
  await expect(letter).toBeHidden();
  await page.getByRole("button", { name: "Delete (#)" }).click();
  await folder(page, /^Trash/).click();
  await rowAbout(page, "Half a letter").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByRole("dialog", { name: "Delete “Half a letter” for good?" }).getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a mail for somebody outside isn't sent without a mail account, says so, and can be written again", async ({ browser }) => {
  const { page, complaints } = await newPerson(browser, "Ada Example");
  const subject = `Far away ${Date.now()}`;
  const outside = `somebody-${Date.now()}@elsewhere.example`;
  await write(page, { to: outside, subject, body: "Hello out there." });
  await page.getByTestId("send").click();
  await folder(page, /^Outbox/).click();
  await expect(rowAbout(page, subject)).toContainText(`Not sent to ${outside}: no mail account`, onItsWay);
  await expect(folder(page, /^Outbox/)).toContainText("1");
  await rowAbout(page, subject).click();
  await expect(page.getByTestId("mail-reader")).toContainText("no mail account");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Edit and send again" }).click();
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Hello out there.");
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await backToList(page);
  await folder(page, /^Sent/).click();
  await expect(page.getByText("Nothing sent yet")).toBeVisible();
  await expect(page).toHaveURL(/\/mail\?in=sent$/);
  await page.reload();
  await expect(folder(page, /^Sent/)).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("Nothing sent yet")).toBeVisible();
  await page.goBack();
  await expect(folder(page, /^Outbox/)).toHaveAttribute("aria-current", "page");
  await expect(rowAbout(page, subject)).toBeVisible();
  expect(complaints).toEqual([]);
});

test("approved in the conversation, an invitation is in the other's mail, is accepted there, and the event says who comes", async ({ browser }) => {
  test.setTimeout(180_000);
  const { page: ada, complaints } = await newPerson(browser, "Ada Example");
  const tom = await newPerson(browser, "Tom Reader");
  await ada.request.post("/api/contacts", { data: { name: "Tom Reader", email: tom.account.email }, headers: { origin: server.address } });
  await ada.goto("/chat");
  await say(ada, "Book a demo with Tom Reader tomorrow at 3pm for 45 minutes");
  const card = ada.getByTestId("approval-card");
  await expect(card).toContainText("Tom Reader will be e-mailed.");
  await expectAccessible(ada);
  await card.getByTestId("approve").click();
  await expect(card).toHaveAttribute("data-state", "approved");
  await expect(card).toContainText("Tom Reader gets an invitation by e-mail.");

  await tom.page.goto("/mail");
  const row = rowAbout(tom.page, "Invitation: ");
  await expect(row).toBeVisible(onItsWay);
  await row.click();
  const invitation = tom.page.getByTestId("invitation");
  await expect(invitation).toContainText("Ada Example");
  await expectAccessible(tom.page);
  await invitation.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(invitation).toContainText("You accepted");

  const found = async (): Promise<{ ref: string; start: string; attendees: { status: string }[] } | undefined> => {
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const answer = await ada.request.get(`/api/events?from=${new Date().toISOString()}&to=${until}`);
    return ((await answer.json()) as { events: { ref: string; start: string; attendees: { status: string }[] }[] }).events[0];
  };
  await expect.poll(async () => (await found())?.attendees[0]?.status, onItsWay).toBe("accepted");
  const event = await found();
  await ada.goto(`/calendar?date=${event?.start.slice(0, 10) ?? ""}&event=${encodeURIComponent(event?.ref ?? "")}`);
  await expect(ada.getByTestId("event-details")).toContainText("Tom Reader is coming");
  await ada.getByTestId("edit-event").click();
  await ada.getByLabel("Title").fill("Demo of the calendar");
  await expect(ada.getByTestId("tell-people")).toContainText("Tom Reader will be e-mailed.");
  await expectAccessible(ada);
  await ada.getByTestId("save-event").click();
  await expect(ada.getByTestId("event-form")).toBeHidden();
  await tom.page.goto("/mail");
  await expect(rowAbout(tom.page, "Changed: Demo of the calendar")).toBeVisible(onItsWay);

  // Moved on the calendar it asks as well, and leaves it where it was until it is answered.
  await ada.goto(`/calendar?date=${event?.start.slice(0, 10) ?? ""}`);
  const drawn = ada.locator("[data-event-ref]", { hasText: "Demo of the calendar" }).first();
  await expect(drawn).toBeVisible();
  await drawn.focus();
  await ada.keyboard.press("Alt+ArrowDown");
  const question = ada.getByRole("dialog", { name: "Move “Demo of the calendar”?" });
  await expect(question).toContainText("Tom Reader will be e-mailed.");
  await expect(question.getByRole("button", { name: "Leave it" })).toBeFocused();
  await expectAccessible(ada);
  await ada.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect((await found())?.start).toBe(event?.start);
  await expect(drawn).toBeFocused();
  await ada.keyboard.press("Alt+ArrowDown");
  await expect(question).toContainText("Tom Reader will be e-mailed.");
  await question.getByRole("button", { name: "Move it" }).press("Enter");
  await expect.poll(async () => Date.parse((await found())?.start ?? "") - Date.parse(event?.start ?? "")).toBe(15 * 60_000);
  await expect(ada.getByText(/“Demo of the calendar” is now .*15:15 to 16:00$/)).toBeVisible();
  await expect(drawn).toBeFocused();
  expect([...complaints, ...tom.complaints]).toEqual([]);
});

test("by keyboard alone: a mail is begun with c, kept as a draft by Escape, and found with /", async ({ browser }) => {
  const { page, complaints } = await newPerson(browser, "Ada Example");
  await page.goto("/mail");
  await expect(async () => {
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog", { name: "New mail" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Message", { exact: true }).press("Control+End");
  await page.keyboard.type("A thought that isn't finished");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Kept among your drafts.")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("thought");
  await expect(page.getByTestId("mail-row")).toHaveCount(1);
  expect(complaints).toEqual([]);
});
