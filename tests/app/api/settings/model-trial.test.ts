/** Trying a model from the settings: what is said, and what never is. */
import { POST } from "@/app/api/settings/models/[modelId]/test/route";
import { forgetRateLimits } from "@/lib/redis";
import { jsonRequest, newBrowser, type Browser } from "../../../support/accounts";
import { useTestDatabase } from "../../../support/database";
import type { Script } from "../../../support/model-server";
import { useVendor, vendors, type Vendor, type VendorServer } from "../../../support/vendors";

useTestDatabase();

const anthropic = vendors.find(({ id }) => id === "anthropic") as Vendor;
let server: VendorServer | undefined;
let browser: Browser;
beforeEach(async () => {
  forgetRateLimits();
  browser = await newBrowser();
});
afterEach(async () => {
  await server?.leave();
  server = undefined;
});

const tried = async (id: string): Promise<{ status: number; text: string; body: { ok?: boolean; said?: string; latencyMs?: number } }> => {
  const response = await POST(browser.request(`/api/settings/models/${id}/test`, { method: "POST", body: {} }));
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as { ok?: boolean } };
};

test("a model that answers is said to, with the time it took", async () => {
  server = await useVendor(anthropic, { text: "OK." });
  const { body } = await tried("anthropic");
  expect(body).toMatchObject({ ok: true });
  expect(body.said).toMatch(/^claude-test answered after \d+\.\d s\.$/);
});

test.each<[string, Script, RegExp]>([
  [
    "a wrong key",
    { status: 401, body: { type: "error", error: { type: "authentication_error", message: "invalid x-api-key key-of-the-test" } } },
    /refuses the key\. Check ANTHROPIC_API_KEY/,
  ],
  ["a model that doesn't exist", { status: 404 }, /no model called claude-test/],
  ["an empty account", { status: 402 }, /no credit or quota/],
  ["a limit", { status: 429 }, /too many requests/],
  ["a broken server", { status: 503 }, /in trouble itself \(it answered 503\)/],
  ["a dropped connection", { resets: true }, /can't be reached/],
  ["a page in place of an answer", { html: "<html></html>" }, /Check the address/],
])("%s is named, and the key is never shown", async (_title, script, said) => {
  server = await useVendor(anthropic, script);
  const { status, text, body } = await tried("anthropic");
  expect(status).toBe(200);
  expect(body.ok).toBe(false);
  expect(body.said).toMatch(said);
  expect(text).not.toContain("key-of-the-test");
  expect(server.requests.length).toBeLessThanOrEqual(1);
});

test("nothing listening is said in words", async () => {
  server = await useVendor(anthropic);
  await server.close();
  expect((await tried("anthropic")).body.said).toMatch(/nothing answers at its address/);
});

test("what isn't set up, or isn't a model, can't be tried; nor without a session, nor more than six times a minute", async () => {
  expect((await tried("google")).status).toBe(404);
  expect((await tried("nonsense")).status).toBe(404);
  expect(
    (await POST(jsonRequest("/api/settings/models/builtin/test", { method: "POST", body: {}, headers: { origin: "http://127.0.0.1:3000" } }))).status,
  ).toBe(401);
  const statuses = [];
  for (let call = 0; call < 6; call += 1) statuses.push((await tried("builtin")).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});
