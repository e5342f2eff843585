/** What journeys about links share: an owner makes one, somebody elsewhere opens it. */
import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { expect } from "./journey";

/** Somebody elsewhere, with no session here. */
export const visitorIn = async (browser: Browser, zone: string, from: BrowserContext, locale = "en-US"): Promise<Page> => {
  const viewportSize = from.pages()[0]?.viewportSize() ?? null;
  const context = await browser.newContext({
    timezoneId: zone,
    locale,
    viewport: viewportSize,
    ...(viewportSize && viewportSize.width < 600 ? { hasTouch: true } : {}),
  });
  return context.newPage();
};

export const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) < 600;

const nothing = async (): Promise<void> => undefined;

/** Makes a link on /links, with what `fill` adds to its name, and answers with its path. `origin` of another server than everybody's; `made` sees the dialog with the address. */
export const makeLink = async (
  home: Page,
  name: string,
  fill: (home: Page) => Promise<void> = nothing,
  origin = "",
  made: () => Promise<void> = nothing,
): Promise<string> => {
  await home.goto(`${origin}/links`);
  await home.getByRole("button", { name: "New link" }).click();
  await home.getByLabel("Name", { exact: true }).fill(name);
  await fill(home);
  await home.getByRole("button", { name: "Make the link" }).click();
  const address = await home.getByTestId("link-address").inputValue();
  await expect(home.getByAltText("QR code of the address")).toBeVisible();
  await made();
  await home.getByRole("button", { name: "Done" }).click();
  await expect(home.getByTestId("link").filter({ hasText: name })).toHaveAttribute("data-state", "active");
  return new URL(address).pathname;
};

export const fillDetails = async (visitor: Page, name: string, email: string): Promise<void> => {
  await visitor.getByLabel("Name", { exact: true }).fill(name);
  await visitor.getByLabel("E-mail", { exact: true }).fill(email);
  await visitor.getByRole("checkbox").check();
};

export const addressFor = (name: string): string => `${name}-${process.pid}-${Date.now()}@example.org`;

/** The way out of a mail to its page. */
export const managePath = ({ text }: { readonly text: string }): string => /\/talk\/manage\/[\w-]+/.exec(text)?.[0] ?? "";

/** Goes on with Tab until it is there, as somebody without a mouse does. */
export const tabTo = async (page: Page, goal: Locator): Promise<void> => {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never reached it");
};
