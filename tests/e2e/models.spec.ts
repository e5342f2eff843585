/** A language model of the operator's own: its key is tried in the settings, it answers in the chat, and when it can't, another one does and says so. */
import { startModelServer, type ModelServer } from "../support/model-server";
import { complaintsOf, expect, expectAccessible, newAccount, say, signUp, test } from "./support/journey";
import { startOwnServer, type OwnServer } from "./support/own-server";

let models: ModelServer;
let server: OwnServer;

test.beforeAll(async () => {
  models = await startModelServer();
  server = await startOwnServer({ OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: "scripted", MODEL_ORDER: "openai-compatible,builtin" });
});
test.afterAll(async () => {
  await server.stop();
  await models.close();
});

test("a key is tried in the settings, the model answers in the chat, and when it fails the built-in planner does and says so", async ({ page }) => {
  const complaints = complaintsOf(page);
  await signUp(page.request, newAccount(), server.address);
  await page.goto(`${server.address}/settings/models`);
  const trial = page.getByRole("button", { name: "Test OpenAI-compatible server" });
  const said = page.getByRole("listitem").filter({ has: trial }).getByRole("status");

  models.enqueue({ status: 401, body: { error: { message: "Incorrect API key provided", type: "invalid_request_error", code: "invalid_api_key" } } });
  await trial.click();
  await expect(said).toContainText("refuses the key");
  await expectAccessible(page);

  models.enqueue({ text: "OK" });
  await trial.focus();
  await page.keyboard.press("Enter");
  await expect(said).toContainText(/^scripted answered after \d+\.\d s\.$/);

  await page.goto(`${server.address}/chat`);
  models.enqueue({ text: "Good evening, how can I help?" });
  expect(await say(page, "Good evening")).toContain("Good evening, how can I help?");

  models.enqueue(...Array.from({ length: 3 }, () => ({ status: 500, body: { error: { message: "boom" } } })));
  await say(page, "Lunch with Maya next Tuesday at 12:30, one hour");
  await expect(page.getByText("OpenAI-compatible server didn't answer, so Built-in planner did.")).toBeVisible();
  await expect(page.getByTestId("ai-response").last()).toContainText(/Tuesday .*12:30/s);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});
