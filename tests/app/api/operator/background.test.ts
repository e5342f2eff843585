/** What the operator sees of background work, and that nobody else does. */
import { GET as background } from "@/app/api/operator/background/route";
import { GET as deadLetters } from "@/app/api/operator/dead-letters/route";
import { POST as retry } from "@/app/api/operator/dead-letters/retry/route";
import type { BackgroundState, DeadLetterPage } from "@/lib/background/contracts";
import { query } from "@/lib/db";
import { newId } from "@/lib/ids";
import { newBrowser, type Browser } from "../../../support/accounts";

let operator: Browser;
let owner: Browser;
const ids = [newId(), newId(), newId()];

beforeAll(async () => {
  operator = await newBrowser();
  owner = await newBrowser();
  for (const id of ids)
    await query(
      "INSERT INTO outbox (id, user_id, topic, payload, attempts, last_error, dead_at) VALUES ($1, 'test-user', 'event.created', '{\"secret\":\"of the owner\"}', 5, 'error: no', now())",
      [id],
    );
});

test("everybody but the operator is refused", async () => {
  for (const [handler, path, method, body] of [
    [background, "/api/operator/background", "GET", undefined],
    [deadLetters, "/api/operator/dead-letters?kind=job", "GET", undefined],
    [retry, "/api/operator/dead-letters/retry", "POST", { kind: "message", ids }],
  ] as const) {
    expect((await handler(owner.request(path, { method, body }))).status).toBe(403);
    expect((await handler(new Request(`http://127.0.0.1:3000${path}`, { method }))).status).toBeGreaterThanOrEqual(400);
  }
  expect((await query("SELECT 1 FROM outbox WHERE dead_at IS NOT NULL")).rowCount).toBe(3);
});

test("the operator sees how much was given up, page by page and without what it says, and tries it again once", async () => {
  const state = (await (await background(operator.request("/api/operator/background"))).json()) as BackgroundState;
  expect(state).toMatchObject({ outbox: { waiting: 0, dead: 3 }, deadJobs: 0, workers: [] });

  const first = (await (await deadLetters(operator.request("/api/operator/dead-letters?kind=message&limit=2"))).json()) as DeadLetterPage;
  const second = (await (
    await deadLetters(operator.request(`/api/operator/dead-letters?kind=message&limit=2&after=${first.next ?? ""}`))
  ).json()) as DeadLetterPage;
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.next).toBeNull();
  expect(JSON.stringify(first)).not.toContain("of the owner");

  const again = () => retry(operator.request("/api/operator/dead-letters/retry", { method: "POST", body: { kind: "message", ids } }));
  expect(await (await again()).json()).toEqual({ retried: 3 });
  expect(await (await again()).json()).toEqual({ retried: 0 });
  expect((await query("SELECT action FROM audit_log WHERE action = 'dead-letter.retry'")).rowCount).toBe(1);
  expect((await retry(operator.request("/api/operator/dead-letters/retry", { method: "POST", body: { kind: "job", ids: [newId()] } }))).status).toBe(200);
});
