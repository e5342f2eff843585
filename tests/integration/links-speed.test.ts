/** The slots of a month on a calendar of 10,000 events. Processor time is counted, so that a crowded machine doesn't decide. */
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { monthSpan } from "@/lib/delegation/core/link-availability";
import { findOffers } from "@/lib/delegation/offers";
import { findLinkRow } from "@/lib/queries/links";
import { listCalendars } from "@/lib/scheduling/service";
import { newCalendarOwner } from "../support/calendar-owner";
import { cpuMs } from "../support/cpu-time";
import { databases, useTestDatabase } from "../support/database";
import { newLink, nextMonth } from "../support/visitors";

beforeAll(() => {
  process.env.RATE_LIMIT_SCALE = "10000";
  rereadConfig();
});
afterAll(() => {
  delete process.env.RATE_LIMIT_SCALE;
  rereadConfig();
});

describe.each(databases())("slots on %s", (kind) => {
  useTestDatabase(kind);

  test("a month of offers out of 10,000 events takes at most 50 ms", async () => {
    const owner = await newCalendarOwner();
    const { calendars } = await listCalendars(owner);
    await query(
      `INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone)
       SELECT gen_random_uuid(), $1, $2, 'Event ' || n, t, t + interval '30 minutes', 'Europe/Berlin'
         FROM generate_series(1, 10000) n, LATERAL (SELECT now() + ((n - 5000) / 6) * interval '1 day' + (n % 6) * interval '90 minutes' AS t) at`,
      [owner.userId, calendars[0]?.id],
    );
    await query("ANALYZE events");
    const { link: made } = await newLink(owner, { durations: [30, 45] });
    const link = await findLinkRow(owner.userId, made.id);
    if (link === null) throw new Error("no link");
    const times: number[] = [];
    for (let run = 0; run < 11; run += 1) {
      const before = cpuMs();
      const offers = await findOffers(link, { ...monthSpan(nextMonth(), "Europe/London"), durationMinutes: 30, nowMs: Date.now() });
      times.push(cpuMs() - before);
      expect(offers.length).toBeGreaterThan(0);
    }
    expect(times.sort((a, b) => a - b)[5]).toBeLessThanOrEqual(50);
  }, 60_000);
});
