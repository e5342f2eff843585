/**
 * Puts work into the queue. The row is written by the running transaction, if there is one: a job exists exactly if the
 * change that wants it does.
 */
import { onCommit } from "@/lib/db";
import { newId } from "@/lib/ids";
import { attemptsOf, jobsQueue, type JobOrder } from "./job";
import { joined, sender } from "./sender";
import { wakeWorker } from "./wake";

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly startAfter?: Date;
  /** Of jobs with the same name and key one waits at a time; a second one is dropped while the first hasn't begun. */
  readonly singletonKey?: string;
}

/**
 * Queues one run of `job`. True when it was queued, false when an equal one already waits. Errors: zod's own when `data`
 * doesn't fit (a fault of the caller's), db/unavailable, db/busy.
 */
export const enqueue = async <Data>(job: JobOrder<Data>, data: Data, options: EnqueueOptions = {}): Promise<boolean> => {
  const envelope = { job: job.name, data: job.data.parse(data) };
  const boss = await sender();
  const id = await boss.send(jobsQueue, envelope, {
    ...attemptsOf(job),
    ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
    singletonKey: `${job.name}:${options.singletonKey ?? newId()}`,
    db: joined,
  });
  await onCommit(wakeWorker);
  return id !== null;
};
