/** Somebody who has said very much finds it about as fast as somebody who hasn't. */
import { listConversations } from "@/lib/ai/service";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { newCalendarOwner } from "../support/calendar-owner";
import { databases, useTestDatabase } from "../support/database";
import { fastestInTurn } from "../support/in-turn";

/** Conversations of forty messages that all speak of lunch, each of its own number, and of which only the oldest names the giraffe. */
const fill = async (actor: Actor, conversations: number): Promise<void> => {
  await query(
    `INSERT INTO conversations (id, user_id, title, updated_at)
     SELECT md5($1::text || n)::uuid, $1::text, 'Conversation ' || n, timestamptz '2026-11-20T09:00Z' + n * interval '1 minute' FROM generate_series(1, $2::int) n`,
    [actor.userId, conversations],
  );
  await query(
    `INSERT INTO messages (conversation_id, id, user_id, role, parts, body)
     SELECT md5($1::text || c)::uuid, 'm' || m, $1::text, 'user', '[]',
            repeat('When is lunch with Maya on day ' || c || '? ', 10) || CASE WHEN c = 1 AND m = 1 THEN 'The giraffe.' ELSE '' END
       FROM generate_series(1, $2::int) c, generate_series(1, 40) m ORDER BY c, m`,
    [actor.userId, conversations],
  );
};

describe.each(databases())("conversations on %s", (kind) => {
  useTestDatabase(kind);

  test("of 20,000 messages a rare word, a common one and none are found about as fast as of 1,000", async () => {
    const [small, large] = [await newCalendarOwner(), await newCalendarOwner()];
    await fill(small, 25);
    await fill(large, 500);
    await query("ANALYZE messages");
    const find = async (actor: Actor, text: string): Promise<string[]> =>
      (await listConversations(actor, { query: text, limit: 30 })).conversations.map(({ title }) => title);
    expect(await find(large, "giraffe")).toEqual(["Conversation 1"]);
    expect((await find(large, "lunch")).slice(0, 2)).toEqual(["Conversation 500", "Conversation 499"]);
    expect(await find(large, "zebra")).toEqual([]);
    for (const word of ["giraffe", "lunch", "zebra"]) {
      const { few, all } = await fastestInTurn(
        () => find(small, word),
        () => find(large, word),
      );
      expect([word, few, all, all < few * 3 + 10]).toEqual([word, few, all, true]);
    }
  }, 120_000);
});
