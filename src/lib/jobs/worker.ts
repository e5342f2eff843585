/** Runs the jobs it is given, in this process, until it is told to stop. At most one per process. */
import type { PgBoss, WorkOptions } from "pg-boss";
import { processWide } from "@/lib/config";
import { databaseKind } from "@/lib/db";
import { logger } from "@/lib/logger";
import { quietClock } from "./clock";
import { workerConnection } from "./connection";
import { attemptsOf, jobsQueue, type AnyJob, type Envelope } from "./job";
import { runJob } from "./run-job";

interface State {
  worker?: Promise<PgBoss> | undefined;
}
const { get: state } = processWide<State>("jobs.worker", () => ({}));

/** Jobs at once. The embedded database has one connection, so more would only wait there. */
const concurrency = { embedded: 2, server: 4 } as const;
/** A new job is said aloud; looking as well is for those whose moment comes, and for a word that was lost. */
const lookEverySeconds = 2;
const stopMaxMs = 5_000;

const scheduleAll = async (boss: PgBoss, jobs: readonly AnyJob[]): Promise<void> => {
  const scheduled = jobs.flatMap((job) => (job.cron === undefined ? [] : [{ job, cron: job.cron }]));
  for (const { job, cron } of scheduled)
    await boss.schedule(jobsQueue, cron, { job: job.name, data: {} } satisfies Envelope, {
      ...attemptsOf(job),
      key: job.name,
      tz: "UTC",
      singletonKey: `${job.name}:cron`,
    });
  const known = new Set(scheduled.map(({ job }) => job.name));
  for (const { key } of await boss.getSchedules(jobsQueue)) if (!known.has(key)) await boss.unschedule(jobsQueue, key);
};

/** One job at a time, and the next one right after it: pg-boss alone would rest between two jobs that wait. */
const openLane = async (boss: PgBoss, jobs: ReadonlyMap<string, AnyJob>): Promise<void> => {
  const options = {
    includeMetadata: true,
    perJobResults: true,
    pollingIntervalSeconds: lookEverySeconds,
    notifyPollingIntervalSeconds: lookEverySeconds,
  } as const;
  const lane: string = await boss.work<Envelope, unknown, WorkOptions & typeof options>(jobsQueue, options, async (batch) => {
    const results = await Promise.all(batch.map((job) => runJob(jobs, job)));
    boss.notifyWorker(lane);
    return results;
  });
};

const start = async (jobs: readonly AnyJob[]): Promise<PgBoss> => {
  const { PgBoss: Boss } = await import("pg-boss");
  const boss = new Boss({
    ...(await workerConnection()),
    schema: "jobs",
    clock: quietClock,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    persistWarnings: false,
    monitorIntervalSeconds: 30,
    superviseIntervalSeconds: 30,
  });
  boss.on("error", (error: unknown) => logger.warn("the job queue can't be reached", { error }));
  boss.on("warning", ({ message, data }) => logger.warn("the job queue warns", { warning: message, data }));
  await boss.start();
  await scheduleAll(boss, jobs);
  const byName = new Map(jobs.map((job) => [job.name, job]));
  for (let lane = 0; lane < concurrency[databaseKind()]; lane += 1) await openLane(boss, byName);
  return boss;
};

/** Begins to work. A second call returns the first's worker. Errors: db/unavailable. */
export const startWorker = async (jobs: readonly AnyJob[]): Promise<void> => {
  const current = state();
  const starting = (current.worker ??= start(jobs));
  try {
    await starting;
  } catch (error) {
    if (current.worker === starting) current.worker = undefined;
    throw error;
  }
};

/** Takes nothing new, gives what runs five seconds, and leaves the rest to be tried again by whoever comes next. */
export const stopWorker = async (): Promise<void> => {
  const current = state();
  const running = current.worker;
  current.worker = undefined;
  if (!running) return;
  await (await running).stop({ graceful: true, timeout: stopMaxMs });
};
