/** Jobs on both databases: queued in the transaction that wants them, run at least once, put aside when they can't succeed. */
import { z } from "zod";
import { query } from "@/lib/db";
import { defineJob, enqueue, redrive, startWorker, stopWorker } from "@/lib/jobs";
import { countDeadJobs, countJobsByState, listDeadJobs, listJobStates, listSchedules, listWorkers } from "@/lib/queries/jobs";
import { transaction } from "@/lib/queries/transaction";
import { databases, useTestDatabase } from "../support/database";
import { until } from "../support/until";

const NumberSchema = z.object({ n: z.number().int() });
describe.each(databases())("jobs on %s", (kind) => {
  useTestDatabase(kind);

  const ran: number[] = [];
  let broken = true;
  let tries = 0;
  const note = defineJob({
    name: "note",
    data: NumberSchema,
    run: ({ n }) => {
      ran.push(n);
      return Promise.resolve();
    },
  });
  const poison = defineJob({
    name: "poison",
    data: NumberSchema,
    retriesMax: 0,
    run: () => (broken ? Promise.reject(new Error("it is poison")) : note.run({ n: 99 }, { signal: AbortSignal.timeout(1) })),
  });
  const flaky = defineJob({
    name: "flaky",
    data: NumberSchema,
    run: ({ n }) => {
      tries += 1;
      if (tries === 1) return Promise.reject(new Error("once is nothing"));
      ran.push(n);
      return Promise.resolve();
    },
  });
  const nightly = defineJob({ name: "nightly", data: z.object({}), cron: "0 3 * * *", run: () => Promise.resolve() });
  const all = [note, poison, flaky, nightly];

  beforeAll(() => startWorker(all), 30_000);
  afterAll(() => stopWorker(), 30_000);

  test("a job sent in a transaction runs once it has committed, and its sender needn't have been started before", async () => {
    let committed = false;
    await transaction(async () => {
      await enqueue(note, { n: 1 });
      await query("SELECT pg_sleep(0.3)");
      expect(ran).toEqual([]);
      committed = true;
    });
    expect(committed).toBe(true);
    await until(() => ran.includes(1), 2_000);
  });

  test("a job sent in a transaction that fails never existed", async () => {
    await expect(
      transaction(async () => {
        await enqueue(note, { n: 2 });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await enqueue(note, { n: 3 });
    await until(() => ran.includes(3), 3_000);
    expect(ran).not.toContain(2);
  });

  test("a hundred jobs each run once", async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => enqueue(note, { n: 1000 + i })));
    await until(() => ran.filter((n) => n >= 1000).length >= 100, 20_000);
    expect(new Set(ran.filter((n) => n >= 1000)).size).toBe(100);
    expect(ran.filter((n) => n >= 1000)).toHaveLength(100);
  }, 30_000);

  test("of jobs with one key a single one waits, and other jobs may use the same key", async () => {
    const startAfter = new Date(Date.now() + 3_600_000);
    expect(await enqueue(note, { n: 4 }, { singletonKey: "k", startAfter })).toBe(true);
    expect(await enqueue(note, { n: 5 }, { singletonKey: "k", startAfter })).toBe(false);
    expect(await enqueue(flaky, { n: 6 }, { singletonKey: "k", startAfter })).toBe(true);
    expect((await listJobStates()).find(({ job }) => job === "note")).toMatchObject({ waiting: 1, nextAt: startAfter.toISOString() });
    expect(ran).not.toContain(4);
  });

  test("a run that fails is tried again", async () => {
    await enqueue(flaky, { n: 7 });
    await until(() => ran.includes(7), 15_000);
    expect(tries).toBe(2);
  }, 20_000);

  test("a job that can't succeed is put aside with its reason, and runs when it is sent again by hand", async () => {
    await enqueue(poison, { n: 8 });
    await until(async () => (await countDeadJobs()) === 1);
    expect(await countJobsByState()).toMatchObject({ dead: 1, active: 0, retrying: 0 });
    const [dead] = await listDeadJobs({ limit: 10 });
    expect(dead).toMatchObject({ job: "poison", output: { message: "it is poison" } });
    broken = false;
    expect(await redrive([dead?.id ?? ""])).toBe(1);
    await until(() => ran.includes(99));
    expect(await countDeadJobs()).toBe(0);
  }, 30_000);

  test("data that don't fit are refused from a sender, and put aside at once when they come from elsewhere", async () => {
    await expect(enqueue(note, { n: 0.5 })).rejects.toMatchObject({ name: "ZodError" });
    await query("UPDATE jobs.job SET data = jsonb_set(data, '{data,n}', '\"four\"'), start_after = now() WHERE state = 'created' AND data->'data'->>'n' = '4'");
    await until(async () => (await countDeadJobs()) === 1);
    expect((await listDeadJobs({ limit: 10 }))[0]).toMatchObject({ job: "note", output: { message: expect.stringContaining("n") as string } });
  }, 20_000);

  test("the clock knows what it has to start, and the operator who works", async () => {
    expect([...(await listSchedules())]).toEqual([["nightly", "0 3 * * *"]]);
    expect(await listWorkers()).toEqual([expect.objectContaining({ pid: process.pid })]);
  });

  test("a worker that stops says so, and one that comes after it drops what is no longer scheduled", async () => {
    await stopWorker();
    expect(await listWorkers()).toEqual([]);
    await startWorker([note]);
    expect((await listSchedules()).size).toBe(0);
    await enqueue(note, { n: 10 });
    await until(() => ran.includes(10));
  }, 30_000);
});
