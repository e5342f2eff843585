/** An owner whose language runs from the right: the page runs that way, and English words and ranges on it stay readable. */
import type { Locator } from "@playwright/test";
import { expect, expectAccessible, test } from "./support/journey";

const pages = ["/today", "/chat", "/mail", "/calendar", "/tasks", "/memory", "/contacts", "/history", "/notifications", "/settings", "/settings/hours"];

/** Where the first and the last character of some words are drawn, and where their block ends at the right. */
const drawn = (words: Locator) =>
  words.evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (texts.nextNode()) nodes.push(texts.currentNode as Text);
    const at = (node: Text | undefined, from: number): DOMRect => {
      const range = document.createRange();
      range.setStart(node as Text, from);
      range.setEnd(node as Text, from + 1);
      return range.getBoundingClientRect();
    };
    const last = nodes.at(-1);
    return { first: at(nodes[0], 0).left, last: at(last, (last?.length ?? 1) - 1).left };
  });

test("nothing overflows, ranges aren't turned round, and sentences end where they end", async ({ home: page, baseURL }) => {
  await page.request.patch("/api/settings/profile", { data: { locale: "en-XB" }, headers: { origin: baseURL ?? "" } });
  await page.request.post("/api/tasks", { data: { title: "Return the books", minutes: 20 }, headers: { origin: baseURL ?? "" } });
  for (const path of pages) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThanOrEqual(0);
  }
  await page.goto("/chat");
  await expectAccessible(page);
  const question = await drawn(page.getByRole("heading", { level: 1 }));
  expect(question.first).toBeLessThan(question.last);
  const range = page.getByRole("heading", { level: 2 }).filter({ hasText: /\d+.*–.*\d{4}/ });
  if (await range.isVisible()) {
    const { first, last } = await drawn(range);
    expect(first).toBeLessThan(last);
  }
  await page.goto("/tasks");
  const length = await drawn(page.getByTestId("task").getByText("20 min"));
  expect(length.first).toBeLessThan(length.last);
  // The page itself runs the other way.
  const box = await page.getByTestId("task").getByRole("checkbox").boundingBox();
  const title = await page.getByTestId("task").getByRole("button", { name: "Return the books", exact: true }).boundingBox();
  expect(box?.x ?? 0).toBeGreaterThan(title?.x ?? Infinity);
});
