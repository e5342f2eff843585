import { POST } from "@/app/api/auth/sample/route";
import { DELETE } from "@/app/api/sample/route";
import { findOperator } from "@/lib/identity/service";
import { browserWith, cookiesOf, jsonRequest, newBrowser } from "../../../support/accounts";
import { useTestDatabase } from "../../../support/database";

jest.setTimeout(60_000);
useTestDatabase();

const explore = () => POST(jsonRequest("/api/auth/sample", { method: "POST", body: { zone: "Europe/Berlin", locale: "en-GB" } }));

test("sample data is offered until a person makes an account, leads back into the same account, and makes nobody the operator", async () => {
  const first = await explore();
  expect(first.status).toBe(200);
  const again = await explore();
  expect(((await again.json()) as { user: object }).user).toEqual(((await first.json()) as { user: object }).user);
  expect(await findOperator()).toBeNull();
  const browser = browserWith("sample", cookiesOf(first));
  const removed = (await (await DELETE(browser.request("/api/sample", { method: "DELETE" }))).json()) as { removed: number };
  expect(removed.removed).toBeGreaterThan(10);
  await newBrowser();
  const late = await explore();
  expect(late.status).toBe(403);
  expect(await late.json()).toMatchObject({ type: "/docs/errors/identity/sample-unavailable" });
  expect(await findOperator()).not.toBeNull();
});
