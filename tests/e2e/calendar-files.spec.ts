import { expect, expectAccessible, test } from "./support/journey";

const file = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "X-WR-CALNAME:Old calendar",
  ...["BEGIN:VEVENT", "UID:lunch", "DTSTART;TZID=W. Europe Standard Time:20261126T123000", "DURATION:PT1H", "SUMMARY:Lunch from a file", "END:VEVENT"],
  ...["BEGIN:VEVENT", "UID:broken", "DTSTART:soon", "SUMMARY:Broken one", "END:VEVENT"],
  "END:VCALENDAR",
  "",
].join("\r\n");

test("the page of accounts, with its forms, can be read by assistive technology, in light and in dark", async ({ home }) => {
  for (const scheme of ["light", "dark"] as const) {
    await home.emulateMedia({ colorScheme: scheme });
    await home.goto("/settings/accounts");
    await expect(home.getByRole("heading", { name: "Share your calendar" })).toBeVisible();
    await expectAccessible(home);
    for (const name of ["Connect CalDAV", "Connect Calendar feed"]) {
      await home.getByRole("button", { name }).click();
      await expect(home.getByRole("dialog")).toBeVisible();
      await expectAccessible(home);
      await home.keyboard.press("Escape");
      await expect(home.getByRole("dialog")).toBeHidden();
    }
  }
});

test("a private address is refused in the dialog where it was typed", async ({ home }) => {
  await home.goto("/settings/accounts");
  await home.getByRole("button", { name: "Connect Calendar feed" }).click();
  await home.getByLabel("Address").fill("http://169.254.169.254/calendar.ics");
  await home.getByRole("dialog").getByRole("button", { name: "Connect" }).click();
  await expect(home.getByRole("dialog").getByRole("alert")).toContainText("can't be used");
});

test("a file shows what it would add and what can't be read, and is added once", async ({ home }) => {
  await home.goto("/settings/accounts");
  const picker = home.getByLabel("Calendar file (.ics)");
  const pick = (): Promise<void> => picker.setInputFiles({ name: "old.ics", mimeType: "text/calendar", buffer: Buffer.from(file) });
  await pick();
  await expect(home.getByText("It would add 1 event.")).toBeVisible();
  await expect(home.getByRole("list", { name: "What would be added" })).toContainText("Lunch from a file");
  await home.getByText("1 thing couldn’t be read").click();
  await expect(home.getByText("Broken one: Its start can't be read.")).toBeVisible();
  await home.getByRole("button", { name: "Add 1 event" }).click();
  await expect(home.getByText("Added: 1 event.")).toBeVisible();
  await pick();
  await expect(home.getByRole("button", { name: "There is nothing to add" })).toBeDisabled();
});

test("an address of one's own calendar is shown once, read by anybody, and stops when it is taken back", async ({ home, request }) => {
  await home.goto("/settings/accounts");
  await home.getByLabel("Who is it for?").fill("My phone");
  await home.getByRole("button", { name: "Make an address" }).click();
  const address = (await home.getByTestId("new-feed-address").textContent()) ?? "";
  const path = new URL(address).pathname;
  const read = await request.get(path);
  expect([read.status(), read.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  expect(await read.text()).toContain("BEGIN:VCALENDAR");
  expect((await request.get(path, { headers: { "if-none-match": read.headers().etag ?? "" } })).status()).toBe(304);
  await home.reload();
  await expect(home.getByTestId("new-feed-address")).toHaveCount(0);
  await home.getByRole("button", { name: "Take back My phone" }).click();
  await home.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(home.getByText("“My phone” no longer works.")).toBeVisible();
  expect((await request.get(path)).status()).toBe(404);
});
