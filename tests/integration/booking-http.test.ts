/** R1 through the routes: session, limits, validation and error mapping included. */
import { POST as bookTime } from "@/app/api/bookings/route";
import { query } from "@/lib/db";
import { newBrowser } from "../support/accounts";
import { databases, useTestDatabase } from "../support/database";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "100";
});

describe.each(databases())("booking over HTTP on %s", (kind) => {
  useTestDatabase(kind, 10);

  test.each([2, 100, 1000])(
    "R1: of %i requests for one slot at once one is 200, the others are 409 problem+json, and none is a 5xx",
    async (k) => {
      const browser = await newBrowser();
      const body = { title: "Intro", start: "2026-12-01T10:00:00Z", end: "2026-12-01T10:30:00Z" };
      const startedAt = performance.now();
      const responses = await Promise.all(Array.from({ length: k }, () => bookTime(browser.request("/api/bookings", { method: "POST", body }))));
      expect(performance.now() - startedAt).toBeLessThan(15_000);
      const counts = Map.groupBy(responses, ({ status }) => status);
      expect([...counts].map(([status, list]) => [status, list.length]).sort()).toEqual([
        [200, 1],
        [409, k - 1],
      ]);
      for (const response of counts.get(409) ?? []) expect(response.headers.get("content-type")).toContain("application/problem+json");
      const account = '(SELECT id FROM "user" WHERE email = $1)';
      expect((await query(`SELECT 1 FROM events WHERE user_id = ${account}`, [browser.email])).rows).toHaveLength(1);
    },
    60_000,
  );
});
