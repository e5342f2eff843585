/** What a visitor's month costs doesn't grow with what lies outside it. `npm run bench -- links` says how long it takes. */
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

  test("a month of offers out of 10,000 events takes hardly longer than out of that month's own", async () => {
    const owner = await newCalendarOwner();
    const { calendars } = await listCalendars(owner);
    const month = nextMonth();
    /** Six half hours a day, for so many days on both sides of the month's first. */
    const fill = (from: number, until: number) =>
      query(
        `INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone)
         SELECT gen_random_uuid(), $1, $2, 'Event', t, t + interval '30 minutes', 'Europe/Berlin'
           FROM generate_series($4::int, $5::int) day, generate_series(0, 5) n,
                LATERAL (SELECT $3::date + day * interval '1 day' + n * interval '90 minutes' AS t) at
          WHERE day NOT BETWEEN -40 AND 70 OR $4::int = -40`,
        [owner.userId, calendars[0]?.id, `${month}-01`, from, until],
      );
    const { link: made } = await newLink(owner, { durations: [30, 45] });
    const link = await findLinkRow(owner.userId, made.id);
    if (link === null) throw new Error("no link");
    /** Processor time, the quickest of many: a crowded machine decides nothing. */
    const cost = async (): Promise<number> => {
      await query("ANALYZE events");
      const times: number[] = [];
      for (let run = 0; run < 15; run += 1) {
        const before = cpuMs();
        const offers = await findOffers(link, { ...monthSpan(month, "Europe/London"), durationMinutes: 30, nowMs: Date.now() });
        times.push(cpuMs() - before);
        expect(offers.length).toBeGreaterThan(0);
      }
      return Math.min(...times);
    };
    await fill(-40, 70);
    const few = await cost();
    await fill(-830, 830);
    expect((await query<{ n: number }>("SELECT count(*)::int AS n FROM events WHERE user_id = $1", [owner.userId])).rows[0]?.n).toBeGreaterThan(9_900);
    expect(await cost()).toBeLessThan(few * 2 + 5);
  }, 60_000);
});
