/** What every journey shares: an account of its own, signed in, and a page that fails the test when the console or the policy complains. */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type APIRequestContext, type Page } from "@playwright/test";

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

let counter = 0;
export const newAccount = (): Account => {
  counter += 1;
  return { name: "Ada Example", email: `ada-${process.pid}-${Date.now()}-${counter}@example.com`, password: "a-long-password" };
};

/** Signs an account up over the API; the context keeps the session cookie. */
export const signUp = async (request: APIRequestContext, account: Account, baseURL: string): Promise<void> => {
  const response = await request.post(`${baseURL}/api/auth/sign-up/email`, {
    data: { ...account, zone: "Europe/Berlin", locale: "en-GB" },
    headers: { origin: baseURL },
  });
  expect(response.status(), await response.text()).toBe(200);
};

/** What the page's console or policy complains of from now on, but for what is `expected`. */
export const complaintsOf = (page: Page, expected = /^$/): readonly string[] => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (?:4\d\d|503)|net::ERR_FAILED/.test(message.text()) && !expected.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
};

interface Fixtures {
  account: Account;
  /** A page whose owner is signed in. */
  home: Page;
}

export const test = base.extend<Fixtures>({
  account: async ({}, use) => use(newAccount()),
  home: async ({ page, account, baseURL }, use) => {
    const complaints = complaintsOf(page);
    await signUp(page.request, account, baseURL ?? "");
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Says something in the chat and waits for the whole answer. */
export const say = async (page: Page, words: string): Promise<string> => {
  const answers = page.getByTestId("ai-response");
  const before = await answers.count();
  await page.getByTestId("chat-input").fill(words);
  await page.getByTestId("send-button").click();
  await expect(answers).toHaveCount(before + 1);
  await expect(answers.last()).toHaveAttribute("data-state", "done");
  return (await answers.last().innerText()).trim();
};

/** WCAG 2.2 AA, as far as a machine can tell. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // FullCalendar's scrolling part is a row group, which may not take focus; the page scrolls it with Page Up and Page Down instead.
  const onCalendar = new URL(page.url()).pathname === "/calendar";
  const violations = async (): Promise<string[]> => {
    // What fades in has colours of its own for a moment.
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
          .map(({ finished }) => finished),
      ),
    );
    const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    const found = await (onCalendar ? axe.disableRules("scrollable-region-focusable") : axe).analyze();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  };
  // The page is judged as it stays: what comes in between two looks is looked at again.
  await expect.poll(violations, { intervals: [500], timeout: 8_000 }).toEqual([]);
};
