/** Connecting and leaving accounts on the page for it, by keyboard. */
import { expect, type Browser, type Page } from "@playwright/test";
import { complaintsOf, expectAccessible, newAccount, signUp } from "./journey";

export interface Owner {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Somebody with an account on a server of the journey's own. */
export const newOwnerAt = async (browser: Browser, address: string): Promise<Owner> => {
  // A toast that is still fading in has no contrast yet.
  const page = await (await browser.newContext({ baseURL: address, reducedMotion: "reduce" })).newPage();
  const complaints = complaintsOf(page);
  await signUp(page.request, newAccount(), address);
  return { page, complaints };
};

/** "Rowing 18:00" in UTC, of everything in a span. */
export const titlesIn = async (page: Page, from: string, to: string): Promise<string[]> =>
  ((await (await page.request.get(`/api/events?from=${from}&to=${to}`)).json()) as { events: { title: string; start: string }[] }).events.map(
    ({ title, start }) => `${title} ${new Date(start).toISOString().slice(11, 16)}`,
  );

export const accountRow = (page: Page, name: string) => page.getByRole("list", { name: "Connected accounts" }).getByRole("listitem").filter({ hasText: name });

/** Pressed before the page has woken, a button does nothing. */
export const pressConnect = async (page: Page, label: string): Promise<void> => {
  const from = page.url();
  await expect(async () => {
    const button = page.getByRole("button", { name: `Connect ${label}`, exact: true });
    if (page.url() === from) await button.press("Enter", { timeout: 1_000 });
    await expect(page).not.toHaveURL(from, { timeout: 2_000 });
  }).toPass();
};

const pressInMenu = async (page: Page, name: string, item: string): Promise<void> => {
  await page.getByRole("button", { name: `More for ${name}` }).press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
};

export const syncNow = async (page: Page, name: string): Promise<void> => {
  await page.goto("/settings/accounts");
  await pressInMenu(page, name, "Sync now");
};

export const disconnect = async (page: Page, name: string): Promise<void> => {
  await pressInMenu(page, name, "Disconnect");
  const dialog = page.getByRole("dialog", { name: `Disconnect ${name}?` });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Disconnect" }).press("Enter");
  await expect(accountRow(page, name)).toHaveCount(0);
};

/** So many days from today at this hour in Berlin, where the browser is. */
export const berlinAt = (day: number, hour: number): string =>
  Temporal.Now.zonedDateTimeISO("Europe/Berlin")
    .add({ days: day })
    .with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant()
    .toString();
