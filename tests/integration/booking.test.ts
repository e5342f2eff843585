/**
 * R1-R3 and R6-R8: nobody is booked twice, whatever comes at once. Each is also run against a naive twin, check-then-insert, which has to
 * fail it: a test that the twin passes would prove nothing.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closeDatabase, openDatabase, query, readMigrationFiles } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { transaction } from "@/lib/queries/transaction";
import { bookTogether } from "@/lib/scheduling/book-time";
import type { CreateEventInput } from "@/lib/scheduling/contracts";
import { bookTime, cancelEvent, createEvent, listEvents, updateEvent } from "@/lib/scheduling/service";
import { cloneServerDatabase, databases, dropServerDatabase, useTestDatabase } from "../support/database";
import { cpuMs } from "../support/cpu-time";
import { at, codeOf, hourAt, newCalendarOwner } from "../support/calendar-owner";

interface Span {
  readonly person: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What stands on the calendars in the end, person by person, read past the product. */
const bookedSpans = async (): Promise<Span[]> =>
  (
    await query<Span>(
      `SELECT person, e.starts_at AS "startsAt", e.ends_at AS "endsAt" FROM events e, unnest(array_append(e.hosts, e.user_id)) person WHERE e.status <> 'cancelled' AND e.show_as <> 'free'
     UNION ALL SELECT a->>'email', e.starts_at, e.ends_at FROM events e, jsonb_array_elements(e.attendees) a WHERE e.status <> 'cancelled'`,
    )
  ).rows;

const overlappingPairs = (spans: readonly Span[]): number => {
  const byPerson = Map.groupBy(spans, ({ person }) => person);
  let pairs = 0;
  for (const list of byPerson.values()) {
    const sorted = list.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
    for (let i = 1; i < sorted.length; i += 1) if (Date.parse(sorted[i]?.startsAt ?? "") < Date.parse(sorted[i - 1]?.endsAt ?? "")) pairs += 1;
  }
  return pairs;
};

const countCodes = async (work: readonly Promise<unknown>[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const code of await Promise.all(work.map(codeOf))) counts[code === "" ? "booked" : code] = (counts[code === "" ? "booked" : code] ?? 0) + 1;
  return counts;
};

/** The naive twin: it looks, then it writes, and believes what it saw. */
const bookNaively = async (actor: Actor, input: Pick<CreateEventInput, "title" | "start" | "end">, hosts: readonly string[] = []): Promise<void> => {
  const people = [actor.userId, ...hosts];
  const { rows } = await query(
    "SELECT 1 FROM events WHERE (user_id = ANY ($1::text[]) OR hosts && $1::text[]) AND tstzrange(starts_at, ends_at) && tstzrange($2::timestamptz, $3::timestamptz)",
    [people, input.start, input.end],
  );
  if (rows.length > 0) throw Object.assign(new Error("taken"), { code: "scheduling/time-taken" });
  const calendar = (
    await query<{ id: string }>("INSERT INTO calendars (id, user_id, name, color) VALUES (gen_random_uuid(), $1, 'x', 'x') RETURNING id", [actor.userId])
  ).rows[0]?.id;
  await query(
    "INSERT INTO events (id, user_id, calendar_id, title, starts_at, ends_at, zone, hosts) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'UTC', $6)",
    [actor.userId, calendar, input.title, input.start, input.end, hosts],
  );
};

const clearCalendars = async (): Promise<void> => {
  await query("DELETE FROM events");
};

/** Same numbers in every run. */
const dice = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const slot = { title: "Intro", start: at("2026-11-26T10:00"), end: at("2026-11-26T10:30") };

describe.each(databases())("booking on %s", (kind) => {
  useTestDatabase(kind);
  beforeEach(clearCalendars);

  test.each([2, 10, 100, 1000])(
    "R1: of %i who book one slot at once exactly one gets it, the others are told it is taken",
    async (k) => {
      const actor = await newCalendarOwner();
      const startedAt = performance.now();
      expect(await countCodes(Array.from({ length: k }, () => bookTime(actor, slot)))).toEqual({ booked: 1, "scheduling/time-taken": k - 1 });
      expect(performance.now() - startedAt).toBeLessThan(15_000);
      expect(await bookedSpans()).toHaveLength(1);
      expect((await query("SELECT 1 FROM outbox WHERE user_id = $1", [actor.userId])).rows).toHaveLength(1);
    },
    30_000,
  );

  test("R1 from several processes, that is past this one's queue of callers: the locks alone let exactly one through", async () => {
    const actor = await newCalendarOwner();
    const counts = await countCodes(Array.from({ length: 60 }, () => transaction(() => bookTime(actor, slot))));
    expect(counts).toEqual({ booked: 1, "scheduling/time-taken": 59 });
  });

  test("R1's twin: check-then-insert books the slot more than once", async () => {
    const actor = await newCalendarOwner();
    const { booked = 0 } = await countCodes(Array.from({ length: 100 }, () => bookNaively(actor, slot)));
    expect(booked).toBeGreaterThan(1);
  });

  const randomBookings = (owners: readonly Actor[]): { actor: Actor; start: string; end: string }[] => {
    const roll = dice(7);
    const originMs = Date.parse("2026-12-01T08:00:00Z");
    return Array.from({ length: 2000 }, () => {
      const startMs = originMs + roll(2000) * 5 * 60_000;
      return {
        actor: owners[roll(4)] ?? owners[0]!,
        start: new Date(startMs).toISOString(),
        end: new Date(startMs + (1 + roll(12)) * 5 * 60_000).toISOString(),
      };
    });
  };

  test("R2: 2,000 random bookings over four owners leave no two that overlap, in a few times the time of check-then-insert, which does", async () => {
    const owners = await Promise.all([1, 2, 3, 4].map(() => newCalendarOwner()));
    // The embedded database works in this process: its processor time doesn't run while others hold the machine.
    const spent = kind === "embedded" ? cpuMs : () => performance.now();
    const startedAt = spent();
    await countCodes(randomBookings(owners).map(({ actor, start, end }) => bookNaively(actor, { title: "Any", start, end })));
    const naiveMs = spent() - startedAt;
    expect(overlappingPairs(await bookedSpans())).toBeGreaterThan(0);
    await clearCalendars();
    const counts = await countCodes(randomBookings(owners).map(({ actor, start, end }) => bookTime(actor, { title: "Any", start, end })));
    // Ten seconds where nothing else runs; a busy machine slows both alike.
    expect(spent() - startedAt - naiveMs).toBeLessThan(Math.max(10_000, naiveMs * 6));
    expect(Object.keys(counts).sort()).toEqual(["booked", "scheduling/time-taken"]);
    expect(counts.booked).toBeGreaterThan(300);
    expect(overlappingPairs(await bookedSpans())).toBe(0);
  }, 120_000);

  const groups = (roll: (below: number) => number): number[][] =>
    Array.from(
      { length: 100 },
      () =>
        [
          [0, 1],
          [1, 2],
          [0, 2],
          [0, 1, 2],
          [1, 0],
          [2, 1, 0],
        ][roll(6)] ?? [0],
    );

  test("R3: owners booked together in any order never overlap and never wait for each other for ever", async () => {
    const owners = await Promise.all([1, 2, 3].map(() => newCalendarOwner()));
    const roll = dice(11);
    const startedAt = performance.now();
    const counts = await countCodes(
      groups(roll).map((group) => {
        const [booker = owners[0]!, ...hosts] = group.map((i) => owners[i]!);
        return bookTogether(
          booker,
          hosts.map(({ userId }) => userId),
          slot,
        );
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(Object.keys(counts).sort()).toEqual(["booked", "scheduling/time-taken"]);
    expect(overlappingPairs(await bookedSpans())).toBe(0);
  }, 30_000);

  test("R3: people an owner books for others never overlap either", async () => {
    const actor = await newCalendarOwner();
    const emails = ["a@example.com", "b@example.com", "c@example.com"];
    const counts = await countCodes(
      groups(dice(13)).map((group) => bookTime(actor, { ...slot, showAs: "free", attendees: group.map((i) => ({ email: emails[i] ?? "" })) })),
    );
    expect(Object.keys(counts).sort()).toEqual(["booked", "scheduling/time-taken"]);
    expect(overlappingPairs(await bookedSpans())).toBe(0);
  }, 30_000);

  test("R3's twin: check-then-insert books somebody twice", async () => {
    const owners = await Promise.all([1, 2, 3].map(() => newCalendarOwner()));
    await countCodes(
      groups(dice(11)).map((group) =>
        bookNaively(
          owners[group[0] ?? 0]!,
          slot,
          group.slice(1).map((i) => owners[i]!.userId),
        ),
      ),
    );
    expect(overlappingPairs(await bookedSpans())).toBeGreaterThan(0);
  });

  test("R6: one Idempotency-Key sent a hundred times at once makes one booking, and every answer is the same", async () => {
    const actor = await newCalendarOwner();
    const answers = await Promise.all(Array.from({ length: 100 }, () => bookTime(actor, slot, { idempotencyKey: "once" })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await query("SELECT 1 FROM events WHERE user_id = $1", [actor.userId])).rows).toHaveLength(1);
    const created = await Promise.all(Array.from({ length: 20 }, () => createEvent(actor, { ...slot, title: "Other" }, { idempotencyKey: "other" })));
    for (const answer of created) expect(answer).toEqual(created[0]);
    expect((await query("SELECT 1 FROM events WHERE user_id = $1", [actor.userId])).rows).toHaveLength(2);
  }, 30_000);

  test("R6's twin: without the key each request makes an event of its own", async () => {
    const actor = await newCalendarOwner();
    await Promise.all(Array.from({ length: 20 }, () => createEvent(actor, slot)));
    expect((await query("SELECT 1 FROM events WHERE user_id = $1", [actor.userId])).rows).toHaveLength(20);
  });

  test("R7: the same key with another body, or for another verb, is refused and changes nothing", async () => {
    const actor = await newCalendarOwner();
    await bookTime(actor, slot, { idempotencyKey: "k" });
    expect(await codeOf(bookTime(actor, { ...slot, title: "Else" }, { idempotencyKey: "k" }))).toBe("scheduling/idempotency-mismatch");
    expect(await codeOf(createEvent(actor, slot, { idempotencyKey: "k" }))).toBe("scheduling/idempotency-mismatch");
    expect((await query("SELECT 1 FROM events WHERE user_id = $1", [actor.userId])).rows).toHaveLength(1);
  });

  test("one owner's key means nothing to another", async () => {
    const [mine, theirs] = [await newCalendarOwner(), await newCalendarOwner()];
    const first = await bookTime(mine, slot, { idempotencyKey: "k" });
    const second = await bookTime(theirs, slot, { idempotencyKey: "k" });
    expect(second.event.id).not.toBe(first.event.id);
  });

  test("a booking that failed is tried anew under its key", async () => {
    const actor = await newCalendarOwner();
    const { event } = await createEvent(actor, slot);
    expect(await codeOf(bookTime(actor, slot, { idempotencyKey: "k" }))).toBe("scheduling/time-taken");
    await cancelEvent(actor, { ref: event.ref });
    expect(await codeOf(bookTime(actor, slot, { idempotencyKey: "k" }))).toBe("");
  });

  test("moves, cancellations and bookings of one slot at once end in a calendar where no booked times overlap", async () => {
    const actor = await newCalendarOwner();
    for (let round = 0; round < 20; round += 1) {
      await clearCalendars();
      const { event } = await bookTime(actor, { ...slot, start: at("2026-11-26T14:00"), end: at("2026-11-26T14:30") });
      await Promise.all([
        codeOf(bookTime(actor, slot)),
        codeOf(updateEvent(actor, { ref: event.ref, patch: { start: slot.start } })),
        codeOf(bookTime(actor, slot)),
        codeOf(cancelEvent(actor, { ref: event.ref })),
      ]);
      const slots = (await query<Span>('SELECT person_id AS person, lower(span) AS "startsAt", upper(span) AS "endsAt" FROM busy_slots')).rows;
      expect(overlappingPairs(slots)).toBe(0);
      expect(
        (await listEvents(actor, { from: at("2026-11-26T00:00"), to: at("2026-11-27T00:00") })).events.filter(({ title }) => title === "Intro").length,
      ).toBeGreaterThan(0);
    }
  }, 30_000);

  test("a booking inside somebody's transaction joins it and doesn't wait for others", async () => {
    const actor = await newCalendarOwner();
    const outcomes = await Promise.all([
      transaction(async () => codeOf(bookTime(actor, slot))),
      codeOf(bookTime(actor, { ...slot, start: at("2026-11-26T11:00"), end: at("2026-11-26T11:30") })),
    ]);
    expect(outcomes).toEqual(["", ""]);
  });

  test.each([
    ["an event", true, {}],
    ["an occurrence of a series that began a year ago", true, { rrule: "FREQ=WEEKLY", start: at("2025-11-27T10:15"), end: at("2025-11-27T11:00") }],
    ["an all-day event", true, { allDay: true, start: at("2026-11-26T00:00"), end: at("2026-11-27T00:00") }],
    ["a tentative event", true, { status: "tentative" as const }],
    ["an event shown as free", false, { showAs: "free" as const }],
    ["an event that ends when it begins", false, { start: at("2026-11-26T09:00"), end: slot.start }],
    ["an event that begins when it ends", false, { start: slot.end, end: at("2026-11-26T12:00") }],
  ])("%s in the way: blocked is %s", async (_what, blocks, rest) => {
    const actor = await newCalendarOwner();
    await createEvent(actor, hourAt("2026-11-26T10:15", rest));
    expect(await codeOf(bookTime(actor, slot))).toBe(blocks ? "scheduling/time-taken" : "");
  });

  test("when the code above it is passed by, the database itself refuses overlapping booked time", async () => {
    const actor = await newCalendarOwner();
    const { event } = await bookTime(actor, slot);
    const { event: other } = await createEvent(actor, slot);
    await expect(
      query("INSERT INTO busy_slots (event_id, person_id, span) VALUES ($1, $2, tstzrange($3::timestamptz, $4::timestamptz))", [
        other.id,
        actor.userId,
        slot.start,
        slot.end,
      ]),
    ).rejects.toMatchObject({ code: "db/conflict" });
    expect(event.id).not.toBe(other.id);
  });
});

test("R8 embedded: after a restart on the same directory the same key gets the same answer", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "perin-restart-"));
  const open = () => openDatabase({ kind: "embedded", dataDir });
  try {
    await closeDatabase();
    await open();
    for (const { sql } of await readMigrationFiles()) await query(sql);
    const actor = await newCalendarOwner();
    const first = await bookTime(actor, slot, { idempotencyKey: "k" });
    await closeDatabase();
    await open();
    expect(await bookTime(actor, slot, { idempotencyKey: "k" })).toEqual(first);
    expect(await codeOf(bookTime(actor, slot, { idempotencyKey: "another" }))).toBe("scheduling/time-taken");
  } finally {
    await closeDatabase();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);

if (databases().includes("server")) {
  test("R8: after a restart the same key gets the same answer", async () => {
    const url = await cloneServerDatabase("_restart");
    try {
      await closeDatabase();
      await openDatabase({ kind: "server", url, poolMax: 5 });
      const actor = await newCalendarOwner();
      const first = await bookTime(actor, slot, { idempotencyKey: "k" });
      await closeDatabase();
      await openDatabase({ kind: "server", url, poolMax: 5 });
      expect(await bookTime(actor, slot, { idempotencyKey: "k" })).toEqual(first);
    } finally {
      await closeDatabase();
      await dropServerDatabase(url);
    }
  }, 30_000);

  test("when somebody else holds the people for longer than two seconds, a booking fails as busy and says when to try again", async () => {
    const url = await cloneServerDatabase("_held");
    const holder = new pg.Client({ connectionString: url });
    try {
      await closeDatabase();
      await openDatabase({ kind: "server", url, poolMax: 5 });
      const actor = await newCalendarOwner();
      await holder.connect();
      await holder.query("BEGIN");
      await holder.query("SELECT pg_advisory_xact_lock(hashtextextended('perin.person:' || $1::text, 0))", [actor.userId]);
      await expect(bookTime(actor, slot)).rejects.toMatchObject({ code: "db/busy", status: 503, retryAfterSeconds: 1 });
      await holder.query("ROLLBACK");
      expect(await codeOf(bookTime(actor, slot))).toBe("");
    } finally {
      await holder.end();
      await closeDatabase();
      await dropServerDatabase(url);
    }
  }, 30_000);
}
