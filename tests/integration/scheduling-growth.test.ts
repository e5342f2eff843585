/** P15: the calendar answers as fast with very many events as with a few. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { bookTime, findFreeTime, listCalendars, listEvents, searchEvents } from "@/lib/scheduling/service";
import { databases, useTestDatabase } from "../support/database";
import { newCalendarOwner } from "../support/calendar-owner";
import { fastestInTurn } from "../support/in-turn";

/** Half-hour events one after the other, four a day, and some series; the same four weeks are asked about whatever the size. */
const fill = async (actor: Actor, count: number, series: number): Promise<void> => {
  const { calendars } = await listCalendars(actor);
  const calendarId = calendars[0]?.id;
  for (let first = 1; first <= count; first += 20_000)
    await query(
      `INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone, search_text)
     SELECT gen_random_uuid(), $1, $2, 'Event ' || n, t, t + interval '30 minutes', 'Europe/Berlin', 'event ' || n
       FROM generate_series($3::int, $4::int) n, LATERAL (SELECT timestamptz '2026-12-01T08:00Z' - ((n - 100) / 4) * interval '1 day' + (n % 4) * interval '2 hours' AS t) at`,
      [actor.userId, calendarId, first, Math.min(count, first + 19_999)],
    );
  await query(
    `INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone, rrule, recurs_until)
     SELECT gen_random_uuid(), $1, $2, 'Series ' || n, t, t + interval '30 minutes', 'Europe/Berlin', CASE WHEN n % 50 = 0 THEN 'FREQ=WEEKLY' ELSE 'FREQ=WEEKLY;COUNT=5' END, CASE WHEN n % 50 = 0 THEN NULL ELSE t + interval '30 days' END
       FROM generate_series(1, $3::int) n, LATERAL (SELECT timestamptz '2026-11-01T16:00Z' - n * interval '1 day' AS t) at`,
    [actor.userId, calendarId, series],
  );
};

const weeks = { from: "2026-11-23T00:00:00Z", to: "2026-12-21T00:00:00Z" };

describe.each(databases())("a calendar on %s", (kind) => {
  useTestDatabase(kind);
  const many = Number(process.env.GROWTH_EVENTS ?? 20_000);

  test(`of ${many} events answers four weeks, free time, a search and a booking about as fast as one of 1,000`, async () => {
    const [small, large] = [await newCalendarOwner(), await newCalendarOwner()];
    await fill(small, 1_000, 50);
    await fill(large, many, Math.min(1_000, many / 20));
    await query("ANALYZE events");
    let minute = 0;
    const verbs: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
      list: (actor) => listEvents(actor, weeks),
      free: (actor) => findFreeTime(actor, { ...weeks, durationMinutes: 30 }, { now: "2026-11-23T08:00:00Z" }),
      search: (actor) => searchEvents(actor, { text: "event 777" }),
      book: (actor) =>
        bookTime(actor, {
          title: "Booked",
          start: new Date(Date.parse("2027-02-01T00:00:00Z") + (minute += 1_440) * 60_000).toISOString(),
          end: new Date(Date.parse("2027-02-01T00:15:00Z") + minute * 60_000).toISOString(),
        }),
    };
    const took: Record<string, { readonly few: number; readonly all: number }> = {};
    for (const [verb, work] of Object.entries(verbs))
      took[verb] = await fastestInTurn(
        () => work(small),
        () => work(large),
      );
    if (process.env.GROWTH_EVENTS !== undefined) process.stdout.write(`${JSON.stringify({ kind, many, took })}\n`);
    expect((await listEvents(large, weeks)).events.length).toBeGreaterThan(90);
    for (const [verb, { few, all }] of Object.entries(took)) expect([verb, few, all, all < few * 3 + 10]).toEqual([verb, few, all, true]);
  }, 300_000);
});
