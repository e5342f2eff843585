/** A Google account from "Connect" to "Disconnect", in a browser: through the emulator's consent page, and where that lacks something through our own Google's. */
import { putEvent } from "../support/google/calendar-routes";
import { startGoogle, type GoogleServer } from "../support/google/google-server";
import { accountRow, berlinAt as at, disconnect, newOwnerAt, pressConnect, syncNow, titlesIn } from "./support/connecting";
import { client, googleAccount, startGoogleEmulator, type GoogleEmulator } from "./support/google-emulator";
import { expect, expectAccessible, say, test } from "./support/journey";
import { leftBehind } from "./support/left-tokens";
import { freeAddress, startOwnServer, type OwnServer } from "./support/own-server";

// One after the other, in one process: they share servers.
test.describe.configure({ mode: "default" });

const callback = "/api/integrations/google/callback";
const syncs = { timeout: 30_000 };

test.describe("through the emulator", () => {
  let google: GoogleEmulator;
  let server: OwnServer;
  test.beforeAll(async () => {
    const address = await freeAddress();
    google = await startGoogleEmulator([`${address}${callback}`], [{ summary: "Rowing with Tom", start: at(1, 18), end: at(1, 19) }]);
    server = await startOwnServer({ GOOGLE_API_BASE: google.url, GOOGLE_CLIENT_ID: client.id, GOOGLE_CLIENT_SECRET: client.secret }, address);
  });
  // What fails before the end of the journey leaves both behind.
  test.afterAll(async () => {
    await server.stop();
    await google.close();
  });

  test("calendar and mailbox are connected by keyboard, shown, written to from the chat and left without a trace", async ({ browser }) => {
    test.setTimeout(180_000);
    const { page, complaints } = await newOwnerAt(browser, server.address);
    for (const label of ["Google Calendar", "Gmail"]) {
      await page.goto("/settings/accounts");
      await expectAccessible(page);
      await pressConnect(page, label);
      await page.getByRole("button", { name: googleAccount }).press("Enter");
      await expect(page).toHaveURL(/\/settings\/accounts\?connected=/);
      await expect(accountRow(page, `${label} (`)).toContainText("Connected, last synced", syncs);
    }
    await expect(page.getByRole("switch", { name: "New events go here" })).toBeChecked();
    await expect(page.getByRole("switch", { name: "New mails are sent from here" })).toBeChecked();
    await expectAccessible(page);

    await page.goto(`/calendar?date=${at(1, 18).slice(0, 10)}`);
    await expect(page.locator("[data-event-ref]", { hasText: "Rowing with Tom" }).first()).toBeVisible();
    await page.goto("/mail");
    await expect(page.getByTestId("mail-row").filter({ hasText: "Are you coming on Thursday?" })).toBeVisible();

    await page.goto("/chat");
    await say(page, "Dentist tomorrow at 9 for 30 minutes");
    const atGoogle = async (): Promise<(string | undefined)[]> => (await google.events()).map(({ summary }) => summary);
    await expect.poll(atGoogle, syncs).toContain("Dentist");

    // What goes there goes here.
    await google.remove("evt0");
    await syncNow(page, "Google Calendar");
    await expect.poll(() => titlesIn(page, at(1, 0), at(2, 0)), syncs).toEqual([`Dentist ${at(1, 9).slice(11, 16)}`]);

    await disconnect(page, `Gmail (${googleAccount})`);
    await disconnect(page, `Google Calendar (${googleAccount})`);
    await expect(page.getByText("No account is connected")).toBeVisible();
    expect(await titlesIn(page, at(1, 0), at(2, 0))).toEqual([]);
    expect(await atGoogle()).toContain("Dentist");
    expect(complaints).toEqual([]);
    await page.context().close();
    await server.stop(async (dataDir) => {
      expect(await leftBehind(dataDir)).toEqual({ user_integrations: 0, oauth_states: 0, event_links: 0, mail_links: 0 });
    });
  });
});

test.describe("through our own Google", () => {
  let google: GoogleServer;
  let server: OwnServer;
  test.beforeAll(async () => {
    google = await startGoogle(googleAccount);
    google.calendar.calendars.push({ id: googleAccount, summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true });
    const settings = { GOOGLE_API_BASE: google.origin, GOOGLE_CLIENT_ID: client.id, GOOGLE_CLIENT_SECRET: "test-secret" };
    server = await startOwnServer(settings);
  });
  test.afterAll(async () => {
    await server.stop();
    await google.close();
  });
  const events = () => google.calendar.events.get(googleAccount) ?? new Map<string, never>();

  test("what is booked here and moved there is moved here, and the other way round", async ({ browser }) => {
    test.setTimeout(180_000);
    const { page, complaints } = await newOwnerAt(browser, server.address);
    await page.goto("/settings/accounts");
    await pressConnect(page, "Google Calendar");
    await page.getByRole("link", { name: "Continue" }).press("Enter");
    await expect(accountRow(page, "Google Calendar")).toContainText("Connected, last synced", syncs);

    await page.goto("/chat");
    await say(page, "Dentist tomorrow at 9 for 30 minutes");
    await expect.poll(() => [...events().values()].map(({ summary }) => summary), syncs).toEqual(["Dentist"]);
    const [made] = [...events().values()];
    putEvent(google.calendar, googleAccount, { id: made?.id ?? "", start: { dateTime: at(1, 15) }, end: { dateTime: at(1, 16) } });
    await syncNow(page, "Google Calendar");
    await expect.poll(() => titlesIn(page, at(1, 0), at(2, 0)), syncs).toEqual([`Dentist ${at(1, 15).slice(11, 16)}`]);
    await page.goto(`/calendar?date=${at(1, 15).slice(0, 10)}`);
    const event = page.locator("[data-event-ref]", { hasText: "Dentist" }).first();
    await event.focus();
    await page.keyboard.press("Alt+ArrowDown");
    const quarterLater = new Date(Date.parse(at(1, 15)) + 900_000).toISOString();
    await expect.poll(() => events().get(made?.id ?? "")?.start?.dateTime, syncs).toBe(quarterLater);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("what Google refuses is explained on the page: declined, a box left empty, a wrong redirect address, a wrong secret", async ({ browser }) => {
    test.setTimeout(120_000);
    const { page } = await newOwnerAt(browser, server.address);
    const told = page.getByRole("alert").filter({ hasText: /./ }).first();
    const begin = async (): Promise<void> => {
      await page.goto("/settings/accounts");
      await pressConnect(page, "Google Calendar");
    };
    await begin();
    await page.getByRole("link", { name: "Cancel" }).press("Enter");
    await expect(told).toContainText("Access wasn't allowed, so nothing was connected.");
    await expectAccessible(page);

    google.oauth.grants = "openid https://www.googleapis.com/auth/userinfo.email";
    await begin();
    await page.getByRole("link", { name: "Continue" }).press("Enter");
    await expect(told).toContainText("tick every box");
    google.oauth.grants = null;

    google.faults.push({ when: ({ path }) => path === "/oauth2/token", answer: { status: 400, body: { error: "redirect_uri_mismatch" } } });
    await begin();
    await page.getByRole("link", { name: "Continue" }).press("Enter");
    await expect(told).toContainText(`${server.address}${callback}`);
    await expectAccessible(page);

    google.faults.push({ when: ({ path }) => path === "/oauth2/token", answer: { status: 401, body: { error: "invalid_client" } } });
    await begin();
    await page.getByRole("link", { name: "Continue" }).press("Enter");
    await expect(told).toContainText("doesn't accept this server's client id and secret");

    // Mostly Google says this one on its own page, and nobody comes back; the operator's page tells which address it means.
    google.oauth.redirectUris = ["https://perin.example.com/api/integrations/google/callback"];
    await begin();
    await expect(page.getByRole("heading", { name: "Error 400: redirect_uri_mismatch" })).toBeVisible();
    google.oauth.redirectUris = null;
    await page.goto("/settings/accounts");
    await expect(page.getByText("No account is connected")).toBeVisible();
    await page.context().close();
  });
});
