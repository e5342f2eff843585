/** What a job is: a name, the shape of its data, and what is done. Rooms declare jobs; nothing runs until a worker is given the list. */
import type { z } from "zod";

export interface Job<Data = unknown> {
  readonly name: string;
  /** Ids and instants, never contents: what a job needs it reads when it runs, so an erased account leaves nothing here. */
  readonly data: z.ZodType<Data>;
  /** Five fields, in UTC. Such a job is also started by the clock, with `{}` as its data, once however many workers there are. */
  readonly cron?: string | undefined;
  /** How often a failed run is tried again, with longer and longer pauses, before it goes to the dead letters. Default 5. */
  readonly retriesMax?: number | undefined;
  /** A run that takes longer is aborted and tried again. Default 15 minutes. */
  readonly timeoutSeconds?: number | undefined;
  /** At least once: a worker may die after the work and before saying so, so running it twice must do no harm. */
  run(data: Data, context: { readonly signal: AbortSignal }): Promise<void>;
}

/** A job of whatever data, as lists hold it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `run` takes its own data and gives none back, so no other type holds every job.
export type AnyJob = Job<any>;

export const defineJob = <Data>(job: Job<Data>): Job<Data> => job;

/** A job as whoever sends it knows it: what is done may be put together further up, where more rooms are in sight. */
export type JobOrder<Data> = Omit<Job<Data>, "run" | "cron">;

/** Of the one queue that holds every job, and of the one that holds those that were given up (migrations/0006_jobs.sql). */
export const jobsQueue = "jobs";
export const deadLetterQueue = "dead-letters";

/** What stands in the queue: which job, and its own data. */
export interface Envelope {
  readonly job: string;
  readonly data: unknown;
}

/** How a run of this job is tried, as pg-boss names it. */
export const attemptsOf = (job: Pick<AnyJob, "retriesMax" | "timeoutSeconds">): { retryLimit: number; expireInSeconds: number } => ({
  retryLimit: job.retriesMax ?? 5,
  expireInSeconds: job.timeoutSeconds ?? 900,
});
