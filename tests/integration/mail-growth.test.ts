/** A mailbox of very many mails answers about as fast as one of a few. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { countMails, getThread, listMails, triageMails } from "@/lib/mail/service";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { arrive } from "../support/mailboxes";

/** Conversations of four mails, a mail every ten minutes back from the same moment; the oldest of each lies in the archive. */
const fill = async (actor: Actor, count: number): Promise<void> => {
  await arrive(actor, { sentAt: "2026-11-20T10:00:00.000Z" });
  for (let first = 1; first <= count; first += 2_000)
    await query(
      `INSERT INTO mails (id, user_id, provider, thread_id, folder, state, from_email, recipients, subject, body, preview, message_id, how, read, labels, sent_at, search_text, from_text)
       SELECT gen_random_uuid(), $1::text, 'builtin', md5($1::text || (n / 4))::uuid, CASE WHEN n % 4 = 3 THEN 'archive' ELSE 'inbox' END, 'received',
              'person' || n % 50 || '@example.com', '[]', 'Subject ' || n, repeat('Some words of mail ' || n || '. ', 40), 'Some words', $1::text || n, 'new', n % 2 = 0, CASE WHEN n % 3 = 0 THEN ARRAY['Work', 'Label ' || n % 20] ELSE '{}'::text[] END,
              timestamptz '2026-11-20T09:00Z' - n * interval '10 minutes', 'subject ' || n || ' ' || repeat('some words of mail ' || n || '. ', 40), 'person' || n % 50 || '@example.com'
         FROM generate_series($2::int, $3::int) n`,
      [actor.userId, first, Math.min(count, first + 1_999)],
    );
};

const medianMs = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < 11; i += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[5] ?? 0;
};

describe.each(databases())("a mailbox on %s", (kind) => {
  useTestDatabase(kind);
  const many = Number(process.env.GROWTH_MAILS ?? 10_000);

  test(`of ${many} mails answers the inbox, a search, a conversation, what wants an answer and the counts about as fast as one of 1,000`, async () => {
    const [small, large] = [await newCalendarOwner(), await newCalendarOwner()];
    await fill(small, 1_000);
    await fill(large, many);
    await query("ANALYZE mails");
    const measure = async (actor: Actor) => {
      const [found] = (await listMails(actor, { query: "subject:777", limit: 50 })).mails;
      if (found === undefined) throw new Error("the search finds nothing");
      return {
        list: await medianMs(() => listMails(actor, { folder: "inbox", limit: 50 })),
        search: await medianMs(() => listMails(actor, { query: "777 words", limit: 50 })),
        from: await medianMs(() => listMails(actor, { query: "from:person7 words", limit: 50 })),
        thread: await medianMs(() => getThread(actor, { mailId: found.id })),
        triage: await medianMs(() => triageMails(actor, { limit: 20 }, { now: "2026-11-20T12:00:00Z" })),
        counts: await medianMs(() => countMails(actor)),
      };
    };
    await measure(small);
    const [few, all] = [await measure(small), await measure(large)];
    if (process.env.GROWTH_MAILS !== undefined) process.stdout.write(`${JSON.stringify({ kind, many, few, all })}\n`);
    expect((await listMails(large, { folder: "inbox", limit: 50 })).mails).toHaveLength(50);
    for (const verb of ["list", "search", "from", "thread", "triage", "counts"] as const) expect([verb, all[verb] < few[verb] * 3 + 20]).toEqual([verb, true]);
  }, 300_000);
});
