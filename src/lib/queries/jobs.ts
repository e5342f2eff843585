/** What the operator sees of the job queue: read from pg-boss's tables, changed only through pg-boss. */
import { query } from "@/lib/db";

export interface JobState {
  readonly job: string;
  readonly waiting: number;
  readonly retrying: number;
  readonly active: number;
  readonly completedLastDay: number;
  readonly failedLastDay: number;
  readonly lastCompletedAt: string | null;
  /** When the next waiting run may begin. */
  readonly nextAt: string | null;
}

/** One row a job that has run within a day or waits. */
export const listJobStates = async (): Promise<JobState[]> =>
  (
    await query<JobState>(
      `SELECT data->>'job' AS job,
              count(*) FILTER (WHERE state = 'created') AS waiting,
              count(*) FILTER (WHERE state = 'retry') AS retrying,
              count(*) FILTER (WHERE state = 'active') AS active,
              count(*) FILTER (WHERE state = 'completed' AND completed_on > now() - interval '1 day') AS "completedLastDay",
              count(*) FILTER (WHERE state = 'failed' AND completed_on > now() - interval '1 day') AS "failedLastDay",
              max(completed_on) FILTER (WHERE state = 'completed') AS "lastCompletedAt",
              min(start_after) FILTER (WHERE state IN ('created', 'retry')) AS "nextAt"
         FROM jobs.job WHERE name = 'jobs' GROUP BY 1 ORDER BY 1`,
    )
  ).rows;

export interface DeadJob {
  readonly id: string;
  readonly job: string;
  readonly output: { readonly message?: string } | null;
  readonly createdAt: string;
}

/** Jobs that were given up, newest first, without their data. */
export const listDeadJobs = async (page: { readonly after?: string | undefined; readonly limit: number }): Promise<DeadJob[]> =>
  (
    await query<DeadJob>(
      `SELECT id, data->>'job' AS job, coalesce(source_output, output) AS output, created_on AS "createdAt" FROM jobs.job
        WHERE name = 'dead-letters' AND state = 'created'
          AND ($1::uuid IS NULL OR (created_on, id) < (SELECT created_on, id FROM jobs.job WHERE name = 'dead-letters' AND id = $1::uuid))
        ORDER BY created_on DESC, id DESC LIMIT $2`,
      [page.after ?? null, page.limit],
    )
  ).rows;

/** How many jobs were given up and wait for the operator. */
export const countDeadJobs = async (): Promise<number> =>
  (await query<{ n: number }>("SELECT count(*) AS n FROM jobs.job WHERE name = 'dead-letters' AND state = 'created'")).rows[0]?.n ?? 0;

/** The whole queue by what became of each job; what is done isn't counted. */
export const countJobsByState = async (): Promise<Readonly<Record<"waiting" | "retrying" | "active" | "dead", number>>> => {
  const { rows } = await query<Record<"waiting" | "retrying" | "active" | "dead", number>>(
    `SELECT count(*) FILTER (WHERE name = 'jobs' AND state = 'created') AS waiting,
            count(*) FILTER (WHERE name = 'jobs' AND state = 'retry') AS retrying,
            count(*) FILTER (WHERE name = 'jobs' AND state = 'active') AS active,
            count(*) FILTER (WHERE name = 'dead-letters') AS dead
       FROM jobs.job WHERE state IN ('created', 'retry', 'active') AND name IN ('jobs', 'dead-letters')`,
  );
  return rows[0] ?? { waiting: 0, retrying: 0, active: 0, dead: 0 };
};

export interface WorkerInstance {
  readonly host: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly seenAt: string;
}

/** Workers that haven't stopped and said so within three of their heartbeats. */
export const listWorkers = async (): Promise<WorkerInstance[]> =>
  (
    await query<WorkerInstance>(
      `SELECT host, pid, started_on AS "startedAt", heartbeat_on AS "seenAt" FROM jobs.instance
        WHERE stopped_on IS NULL AND heartbeat_on > now() - 3 * heartbeat_seconds * interval '1 second' ORDER BY started_on`,
    )
  ).rows;

/** Job name -> when the clock starts it. */
export const listSchedules = async (): Promise<ReadonlyMap<string, string>> =>
  new Map((await query<{ key: string; cron: string }>("SELECT key, cron FROM jobs.schedule WHERE name = 'jobs'")).rows.map(({ key, cron }) => [key, cron]));
