/** The outbox on both databases: what was committed is delivered at least once, what wasn't never, and nothing is tried for ever. */
import { startDelivery, type Delivery, type OutboxTopics } from "@/lib/background/outbox";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { query } from "@/lib/db";
import { claimOutboxMessages, createOutboxMessages, listDeadMessages, outboxState, reviveDeadMessages, type OutboxTopic } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { databases, useTestDatabase } from "../support/database";
import { until } from "../support/until";

const message = (topic: OutboxTopic = "event.created") => ({ id: newId(), topic, payload: { eventId: newId() } });
const waiting = async (): Promise<number> => (await outboxState()).waiting;

describe.each(databases())("the outbox on %s", (kind) => {
  useTestDatabase(kind);

  let delivery: Delivery | undefined;
  const start = (topics: OutboxTopics): void => {
    delivery = startDelivery(topics);
  };
  afterEach(async () => {
    await delivery?.stop();
    delivery = undefined;
    await query("DELETE FROM outbox");
  });

  test("a message is delivered within a second of its commit, and never before or without it", async () => {
    const seen: string[] = [];
    start({ "event.created": ({ id }) => Promise.resolve(void seen.push(id)) });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const kept = message();
    const lost = message();
    await expect(
      transaction(async () => {
        await createOutboxMessages("test-user", [lost]);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await transaction(async () => {
      await createOutboxMessages("test-user", [kept]);
      await query("SELECT pg_sleep(0.2)");
      expect(seen).toEqual([]);
    });
    await until(() => seen.includes(kept.id), 1_000);
    await until(async () => (await waiting()) === 0, 1_000);
    expect(seen).toEqual([kept.id]);
  });

  test("three hundred messages and three deliverers: each is delivered once, at most eight at a time each", async () => {
    const seen: string[] = [];
    let atOnce = 0;
    let atOnceMost = 0;
    const handler = async ({ id }: { id: string }): Promise<void> => {
      atOnce += 1;
      atOnceMost = Math.max(atOnceMost, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      seen.push(id);
    };
    const messages = Array.from({ length: 300 }, () => message());
    await createOutboxMessages("test-user", messages);
    const deliveries = [1, 2, 3].map(() => startDelivery({ "event.created": handler }));
    await until(async () => (await waiting()) === 0, 20_000);
    await Promise.all(deliveries.map((each) => each.stop()));
    expect(seen.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
    expect(atOnceMost).toBeLessThanOrEqual(24);
  }, 30_000);

  test("what has no receiver counts as delivered, and what nobody was asked about stays", async () => {
    await createOutboxMessages("test-user", [message("event.created"), message("event.changed")]);
    start({ "event.created": "nobody" });
    await until(async () => (await waiting()) === 1);
    expect((await query("SELECT topic FROM outbox WHERE delivered_at IS NULL")).rows).toEqual([{ topic: "event.changed" }]);
  });

  test("a receiver that is away for a moment gets everything afterwards, under the same id", async () => {
    const asked: string[] = [];
    const seen: string[] = [];
    start({
      "event.created": ({ id }) => {
        asked.push(id);
        if (asked.length <= 2) return Promise.reject(new AppError("db/unavailable", { message: "away" }));
        return Promise.resolve(void seen.push(id));
      },
    });
    const one = message();
    await createOutboxMessages("test-user", [one]);
    await until(() => seen.length === 1, 10_000);
    await until(async () => (await waiting()) === 0);
    expect(asked).toEqual([one.id, one.id, one.id]);
    expect((await query("SELECT attempts, last_error FROM outbox")).rows).toEqual([{ attempts: 3, last_error: null }]);
  }, 15_000);

  test("poison is put aside with its reason after five tries while others pass it, and is tried again by hand", async () => {
    let cured = false;
    const poison = message();
    const seen: string[] = [];
    start({
      "event.created": ({ id }) => (id === poison.id && !cured ? Promise.reject(new TypeError("can't read this")) : Promise.resolve(void seen.push(id))),
    });
    await createOutboxMessages("test-user", [poison, message()]);
    await until(() => seen.length === 1, 2_000);
    // Its pauses are the clock's; here they are over.
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await until(
        async () =>
          ((await query("SELECT 1 FROM outbox WHERE id = $1 AND attempts = $2 AND claimed_until IS NULL", [poison.id, attempt - 1])).rowCount ?? 0) === 1,
      );
      await query("UPDATE outbox SET available_at = now() WHERE id = $1", [poison.id]);
    }
    await until(async () => (await outboxState()).dead === 1);
    expect(await listDeadMessages({ limit: 5 })).toEqual([expect.objectContaining({ id: poison.id, attempts: 5, lastError: "error: can't read this" })]);
    cured = true;
    expect(await reviveDeadMessages([poison.id, newId()])).toBe(1);
    await until(() => seen.includes(poison.id));
  }, 30_000);

  test("what a deliverer that died held is due again within seconds, and what a living one holds is not", async () => {
    const one = message();
    await createOutboxMessages("test-user", [one]);
    expect(await claimOutboxMessages(["event.created"], 5, 700)).toHaveLength(1);
    expect(await claimOutboxMessages(["event.created"], 5, 700)).toHaveLength(0);
    let release = (): void => undefined;
    const asked: number[] = [];
    start({
      "event.created": ({ attempt }) => {
        asked.push(attempt);
        return new Promise((resolve) => (release = resolve));
      },
    });
    await until(() => asked.length === 1, 5_000);
    expect(asked).toEqual([2]);
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    expect(await claimOutboxMessages(["event.created"], 5, 700)).toHaveLength(0);
    release();
    await until(async () => (await waiting()) === 0);
    expect(asked).toEqual([2]);
  }, 20_000);
});
