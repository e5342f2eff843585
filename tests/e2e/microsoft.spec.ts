/** An Outlook account from "Connect" to "Disconnect", in a browser, at our own Microsoft. */
import { putEvent } from "../support/microsoft/calendar-state";
import { receive } from "../support/microsoft/mail-routes";
import { startMicrosoft, type MicrosoftServer } from "../support/microsoft/microsoft-server";
import { accountRow, berlinAt as at, disconnect, newOwnerAt, pressConnect, syncNow, titlesIn } from "./support/connecting";
import { expect, expectAccessible, say, test } from "./support/journey";
import { leftBehind } from "./support/left-tokens";
import { startOwnServer, type OwnServer } from "./support/own-server";

// One after the other, in one process: they share the server.
test.describe.configure({ mode: "default" });
const account = "ada@outlook.example";
const syncs = { timeout: 30_000 };
let microsoft: MicrosoftServer;
let server: OwnServer;

test.beforeAll(async () => {
  microsoft = await startMicrosoft(account);
  microsoft.calendar.calendars.push({ id: "AQMk-home", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "#0f7b6c" });
  server = await startOwnServer({
    MICROSOFT_LOGIN_BASE: microsoft.origin,
    MICROSOFT_GRAPH_BASE: microsoft.origin,
    MICROSOFT_CLIENT_ID: "11111111-2222-3333-4444-555555555555",
    MICROSOFT_CLIENT_SECRET: "test-secret",
  });
});
test.afterAll(async () => {
  await server.stop();
  await microsoft.close();
});

const utc = (instant: string): { dateTime: string; timeZone: string } => ({ dateTime: instant.slice(0, 19), timeZone: "UTC" });

test("what Microsoft refuses is explained on the page; calendar and mailbox are connected, shown, written to and left without a trace", async ({ browser }) => {
  test.setTimeout(180_000);
  putEvent(microsoft.calendar, "AQMk-home", "rowing", { subject: "Rowing with Tom", start: utc(at(1, 18)), end: utc(at(1, 19)) });
  receive(microsoft.mail, { id: "m1", from: "Tom Reed <tom@example.com>", subject: "Are you coming on Thursday?", text: "We begin at seven." });
  const { page, complaints } = await newOwnerAt(browser, server.address);
  const told = page.getByRole("alert").filter({ hasText: /./ }).first();
  await page.goto("/settings/accounts");
  await pressConnect(page, "Outlook Calendar");
  await page.getByRole("link", { name: "Cancel" }).press("Enter");
  await expect(told).toContainText("Access wasn't allowed, so nothing was connected.");
  const unknownAddress = { status: 400, body: { error: "invalid_request", error_codes: [50011] } };
  microsoft.faults.push({ when: ({ path }) => path.endsWith("/token"), answer: unknownAddress });
  await page.goto("/settings/accounts");
  await pressConnect(page, "Outlook Calendar");
  await page.getByRole("link", { name: "Accept" }).press("Enter");
  await expect(told).toContainText(`${server.address}/api/integrations/microsoft/callback`);
  await expectAccessible(page);

  for (const label of ["Outlook Calendar", "Outlook Mail"]) {
    await page.goto("/settings/accounts");
    await pressConnect(page, label);
    await page.getByRole("link", { name: "Accept" }).press("Enter");
    await expect(page).toHaveURL(/\/settings\/accounts\?connected=/);
    await expect(accountRow(page, label)).toContainText("Connected, last synced", syncs);
  }
  await expectAccessible(page);
  await page.goto("/mail");
  await expect(page.getByTestId("mail-row").filter({ hasText: "Are you coming on Thursday?" })).toBeVisible();

  await page.goto("/chat");
  await say(page, "Dentist tomorrow at 9 for 30 minutes");
  const there = () => [...microsoft.calendar.events.values()].filter(({ deleted }) => !deleted);
  await expect.poll(() => there().map(({ words }) => words.subject), syncs).toContain("Dentist");
  const made = there().find(({ words }) => words.subject === "Dentist");
  putEvent(microsoft.calendar, "AQMk-home", made?.id ?? "", { start: utc(at(1, 15)), end: utc(at(1, 16)) });
  await syncNow(page, "Outlook Calendar");
  await expect
    .poll(() => titlesIn(page, at(1, 0), at(2, 0)), syncs)
    .toEqual([`Dentist ${at(1, 15).slice(11, 16)}`, `Rowing with Tom ${at(1, 18).slice(11, 16)}`]);

  await disconnect(page, `Outlook Mail (${account})`);
  await disconnect(page, `Outlook Calendar (${account})`);
  await expect(page.getByText("Do that in that account's security settings.")).toBeVisible();
  expect(await titlesIn(page, at(1, 0), at(2, 0))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
  await server.stop(async (dataDir) => {
    expect(await leftBehind(dataDir)).toEqual({ user_integrations: 0, oauth_states: 0, event_links: 0, mail_links: 0 });
  });
});
