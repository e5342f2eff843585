/** What has served its time goes, and nothing else. */
import { sweepJob } from "@/lib/background/sweep";
import { query } from "@/lib/db";

const count = async (table: string): Promise<number> => (await query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n ?? -1;
const sweep = (signal = new AbortController().signal): Promise<void> => sweepJob.run({}, { signal });

/** Two rows a table: one that has just served its time, one that hasn't quite. */
const rows = `
  INSERT INTO session (id, user_id, token, expires_at) VALUES ('old', 'test-user', 'a', now() - interval '1 second'), ('new', 'test-user', 'b', now() + interval '1 minute');
  INSERT INTO verification (id, identifier, value, expires_at) VALUES ('old', 'a', 'a', now() - interval '1 second'), ('new', 'a', 'a', now() + interval '1 minute');
  INSERT INTO oauth_states (state_hash, user_id, integration_type, code_verifier, expires_at) VALUES ('old', 'test-user', 'google', 'x', now() - interval '1 second'), ('new', 'test-user', 'google', 'x', now() + interval '1 minute');
  INSERT INTO idempotency_keys (user_id, key, request_hash, answer, created_at) VALUES ('test-user', 'old', 'x', '{}', now() - interval '30 days 1 second'), ('test-user', 'new', 'x', '{}', now() - interval '29 days');
  INSERT INTO changes (id, user_id, room, action, summary, rows, until, undone_at)
    SELECT gen_random_uuid(), 'test-user', room, 'x', room || ' ' || age, '[{"before": null, "after": {"text": "planted"}}]', now() - age * interval '1 hour', now()
      FROM (VALUES ('scheduling', 25), ('memory', 25), ('scheduling', 23), ('memory', 23)) v (room, age);
  INSERT INTO outbox (id, user_id, topic, payload, delivered_at) VALUES (gen_random_uuid(), 'test-user', 'event.created', '{"n":"old"}', now() - interval '8 days'), (gen_random_uuid(), 'test-user', 'event.created', '{"n":"new"}', now() - interval '6 days'), (gen_random_uuid(), 'test-user', 'event.created', '{"n":"waiting"}', NULL);
  INSERT INTO pending_actions (id, user_id, tool, title, lines, tells, editable, input, input_hash, marks, expires_at)
    SELECT gen_random_uuid(), 'test-user', 'x', title, '[]', '[]', '[]', '{}', 'x', '[]', now() + late * interval '1 minute' FROM (VALUES ('old', -1), ('new', 1)) v (title, late)`;

beforeAll(() => query(rows));

test("each table loses what has served its time and keeps the rest, however often it is swept", async () => {
  await sweep();
  await sweep();
  for (const [sql, left] of [
    ["SELECT id AS n FROM session", ["new"]],
    ["SELECT id AS n FROM verification", ["new"]],
    ["SELECT state_hash AS n FROM oauth_states", ["new"]],
    ["SELECT key AS n FROM idempotency_keys", ["new"]],
    ["SELECT summary AS n FROM changes WHERE rows <> '[]' ORDER BY 1", ["memory 23", "scheduling 23"]],
    // The history goes on saying what was done and that it was taken back; what a memory said is gone.
    ["SELECT summary AS n FROM changes WHERE rows = '[]' AND undone_at IS NOT NULL ORDER BY 1", ["", "scheduling 25"]],
    ["SELECT payload->>'n' AS n FROM outbox ORDER BY 1", ["new", "waiting"]],
    ["SELECT title AS n FROM pending_actions WHERE state = 'waiting'", ["new"]],
    ["SELECT title AS n FROM pending_actions WHERE state = 'expired'", ["old"]],
  ] as const)
    expect((await query<{ n: string }>(sql)).rows.map(({ n }) => n)).toEqual(left);
});

test("more than a batch goes as well, and a sweep that is stopped begins nothing more", async () => {
  await query(
    "INSERT INTO session (id, user_id, token, expires_at) SELECT 'many' || n, 'test-user', 'many' || n, now() - interval '1 day' FROM generate_series(1, 2500) n",
  );
  await sweep(AbortSignal.abort());
  expect(await count("session")).toBe(2501);
  await sweep();
  expect(await count("session")).toBe(1);
});
