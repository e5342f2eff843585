/** A mailbox of very many mails answers about as fast as one of a few. */
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { countMails, getThread, listMails, triageMails } from "@/lib/mail/service";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { fastestInTurn } from "../support/in-turn";
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

describe.each(databases())("a mailbox on %s", (kind) => {
  useTestDatabase(kind);
  const many = Number(process.env.GROWTH_MAILS ?? 10_000);

  test(`of ${many} mails answers the inbox, a search, a conversation, what wants an answer and the counts about as fast as one of 1,000`, async () => {
    const [small, large] = [await newCalendarOwner(), await newCalendarOwner()];
    await fill(small, 1_000);
    await fill(large, many);
    await query("ANALYZE mails");
    const subjectOf = async (actor: Actor): Promise<string> => {
      const [found] = (await listMails(actor, { query: "subject:777", limit: 50 })).mails;
      if (found === undefined) throw new Error("the search finds nothing");
      return found.id;
    };
    const found = new Map([
      [small, await subjectOf(small)],
      [large, await subjectOf(large)],
    ]);
    const verbs: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
      list: (actor) => listMails(actor, { folder: "inbox", limit: 50 }),
      search: (actor) => listMails(actor, { query: "777 words", limit: 50 }),
      from: (actor) => listMails(actor, { query: "from:person7 words", limit: 50 }),
      thread: (actor) => getThread(actor, { mailId: found.get(actor) ?? "" }),
      triage: (actor) => triageMails(actor, { limit: 20 }, { now: "2026-11-20T12:00:00Z" }),
      counts: (actor) => countMails(actor),
    };
    const took: Record<string, { readonly few: number; readonly all: number }> = {};
    for (const [verb, work] of Object.entries(verbs))
      took[verb] = await fastestInTurn(
        () => work(small),
        () => work(large),
      );
    if (process.env.GROWTH_MAILS !== undefined) process.stdout.write(`${JSON.stringify({ kind, many, took })}\n`);
    expect((await listMails(large, { folder: "inbox", limit: 50 })).mails).toHaveLength(50);
    for (const [verb, { few, all }] of Object.entries(took)) expect([verb, few, all, all < few * 3 + 20]).toEqual([verb, few, all, true]);
  }, 300_000);
});
