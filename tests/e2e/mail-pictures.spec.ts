/** Pictures in a mail, in a browser: nothing is fetched until its owner says so, and then by our server and not by the browser. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { receive } from "../support/microsoft/mail-routes";
import { startMicrosoft, type MicrosoftServer } from "../support/microsoft/microsoft-server";
import { accountRow, newOwnerAt, pressConnect } from "./support/connecting";
import { expect, expectAccessible, test } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let microsoft: MicrosoftServer;
let sender: Server;
let server: OwnServer;
const asked: { readonly url: string; readonly cookie: string | undefined; readonly referer: string | undefined }[] = [];

test.beforeAll(async () => {
  microsoft = await startMicrosoft("ada@outlook.example");
  microsoft.calendar.calendars.push({ id: "AQMk-home", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "#0f7b6c" });
  sender = createServer((request, response) => {
    const url = request.url ?? "";
    asked.push({ url, cookie: request.headers.cookie, referer: request.headers.referer });
    if (url.endsWith(".svg")) response.writeHead(200, { "content-type": "image/svg+xml" }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    else response.writeHead(200, { "content-type": "image/png" }).end(png);
  });
  await new Promise<void>((resolve) => sender.listen(0, "127.0.0.1", resolve));
  server = await startOwnServer({
    MICROSOFT_LOGIN_BASE: microsoft.origin,
    MICROSOFT_GRAPH_BASE: microsoft.origin,
    MICROSOFT_CLIENT_ID: "11111111-2222-3333-4444-555555555555",
    MICROSOFT_CLIENT_SECRET: "test-secret",
    PRIVATE_HOSTS_ALLOWED: "127.0.0.1",
  });
});
test.afterAll(async () => {
  await server.stop();
  await microsoft.close();
  sender.closeAllConnections();
  sender.close();
});

test("a mail is read without its pictures; they are shown when they are asked for, and only then does their sender hear of it, from our server", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const origin = `http://127.0.0.1:${(sender.address() as AddressInfo).port}`;
  const html = [
    "<h1>Spring is here</h1><p>Look at these.</p>",
    `<img src="${origin}/tulips.png?to=ada" alt="Red tulips" width="40" height="30">`,
    `<img src="${origin}/drawing.svg" alt="A drawing">`,
    `<img src="${origin}/opened.gif" width="1" height="1">`,
  ].join("");
  receive(microsoft.mail, { id: "m1", from: "Flower News <news@flowers.example>", subject: "Spring", html });
  const { page } = await newOwnerAt(browser, server.address);
  const elsewhere: string[] = [];
  const violations: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin === origin) elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto("/settings/accounts");
  await pressConnect(page, "Outlook Mail");
  await page.getByRole("link", { name: "Accept" }).press("Enter");
  await expect(accountRow(page, "Outlook Mail")).toContainText("Connected, last synced", { timeout: 30_000 });
  const reader = page.getByTestId("mail-reader");
  const read = async (): Promise<void> => {
    await page.goto("/mail");
    await page.getByTestId("mail-row").filter({ hasText: "Spring" }).click();
    await expect(reader).toContainText("Look at these.");
  };
  await read();
  await expect(reader).toContainText("loading them would tell the sender that you read this");
  await expect(reader.getByRole("img", { name: "Red tulips" })).not.toHaveAttribute("src");
  await expectAccessible(page);
  expect(asked).toEqual([]);

  await reader.getByRole("button", { name: "Show pictures" }).press("Enter");
  const tulips = reader.getByRole("img", { name: "Red tulips" });
  await expect.poll(() => tulips.evaluate((picture: HTMLImageElement) => picture.complete && picture.naturalWidth)).toBe(1);
  const drawing = reader.getByRole("img", { name: "A drawing" });
  await expect.poll(() => drawing.evaluate((picture: HTMLImageElement) => picture.complete && picture.naturalWidth)).toBe(0);
  await expect(reader.getByRole("button", { name: "Show pictures" })).toHaveCount(0);
  expect(asked.map(({ url }) => url).sort()).toEqual(["/drawing.svg", "/tulips.png?to=ada"]);
  expect(asked.flatMap(({ cookie, referer }) => [cookie, referer].filter((one) => one !== undefined))).toEqual([]);
  await expectAccessible(page);

  await read();
  await expect(reader.getByRole("button", { name: "Show pictures" })).toBeVisible();
  expect([asked.length, elsewhere, violations]).toEqual([2, [], []]);
  await page.context().close();
});
