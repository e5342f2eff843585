/** Work that nobody waits for, on PostgreSQL: declared by rooms, queued in the transaction that wants it, run by a worker. */
export { enqueue, type EnqueueOptions } from "./enqueue";
export { defineJob, type AnyJob, type Job, type JobOrder } from "./job";
export { redrive } from "./redrive";
export { startWorker, stopWorker } from "./worker";
