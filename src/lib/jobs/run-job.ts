/** One run of one job: found by its name, its data checked, measured, and told apart when it can never succeed. */
import type { JobResult, JobWithMetadata } from "pg-boss";
import { z } from "zod";
import { logger, withRequestContext } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { newId } from "@/lib/ids";
import type { AnyJob, Envelope } from "./job";

const toOutput = (error: unknown): object => ({
  name: error instanceof Error ? error.name : "Error",
  message: error instanceof Error ? error.message : String(error),
  ...(typeof (error as { code?: unknown } | null)?.code === "string" ? { code: (error as { code: string }).code } : {}),
});

const perform = async (job: AnyJob, data: unknown, signal: AbortSignal): Promise<Pick<JobResult, "status" | "output">> => {
  const parsed = job.data.safeParse(data);
  // No later run will read these data differently.
  if (!parsed.success) return { status: "deadletter", output: { name: "InvalidData", message: z.prettifyError(parsed.error) } };
  await job.run(parsed.data, { signal });
  return { status: "completed" };
};

/** Never rejects: what went wrong is its answer, and pg-boss decides from it whether to try again. */
export const runJob = async (jobs: ReadonlyMap<string, AnyJob>, { id, data, signal, retryCount }: JobWithMetadata<Envelope>): Promise<JobResult> => {
  const job = jobs.get(data.job);
  // A newer release may have sent it; workers of that release will come to it.
  if (!job) return { id, status: "failed", output: { name: "UnknownJob", message: `this release has no job ${data.job}` } };
  const startedMs = performance.now();
  const result = await withRequestContext({ requestId: `job-${newId()}` }, async () => {
    try {
      return await perform(job, data.data, signal);
    } catch (error) {
      logger.warn("job failed", { job: job.name, attempt: retryCount + 1, error });
      return { status: "failed" as const, output: toOutput(error) };
    }
  });
  MetricsCollector.record({ name: "job_ms", value: performance.now() - startedMs, tags: { job: job.name, outcome: result.status } });
  return { id, ...result };
};
