/** What runs without anybody waiting, as the operator sees it. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

const moment = z.iso.datetime();

const JobStateSchema = z.object({
  job: z.string(),
  cron: z.string().nullable(),
  waiting: z.number().int(),
  retrying: z.number().int(),
  active: z.number().int(),
  completedLastDay: z.number().int(),
  failedLastDay: z.number().int(),
  lastCompletedAt: moment.nullable(),
  nextAt: moment.nullable(),
});

const BackgroundStateSchema = z.object({
  /** Workers seen within the last minutes, over all processes on this database. */
  workers: z.array(z.object({ host: z.string(), pid: z.number().int(), startedAt: moment, seenAt: moment })),
  jobs: z.array(JobStateSchema),
  outbox: z.object({ waiting: z.number().int(), dead: z.number().int(), oldestSeconds: z.number() }),
  deadJobs: z.number().int(),
});
export type BackgroundState = z.infer<typeof BackgroundStateSchema>;

/** Something that was given up: a job or a message of the outbox. Its data are not shown; they may be somebody's. */
const DeadLetterSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["job", "message"]),
  /** The job's name or the message's topic. */
  name: z.string(),
  error: z.string().nullable(),
  createdAt: moment,
  deadAt: moment,
});
export type DeadLetter = z.infer<typeof DeadLetterSchema>;

const DeadLetterPageSchema = z.object({ items: z.array(DeadLetterSchema), next: z.string().nullable() });
export type DeadLetterPage = z.infer<typeof DeadLetterPageSchema>;

export const ListDeadLettersSchema = z.strictObject({
  kind: DeadLetterSchema.shape.kind,
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListDeadLettersInput = z.input<typeof ListDeadLettersSchema>;

export const RetryDeadLettersSchema = z.strictObject({ kind: DeadLetterSchema.shape.kind, ids: z.array(z.uuid()).min(1).max(100) });
export type RetryDeadLettersInput = z.infer<typeof RetryDeadLettersSchema>;

export const getBackgroundEndpoint = endpoint({
  method: "get",
  path: "/api/operator/background",
  summary: "Workers, jobs, the outbox and how much was given up (operator only)",
  auth: "operator",
  input: z.strictObject({}),
  output: BackgroundStateSchema,
});

export const listDeadLettersEndpoint = endpoint({
  method: "get",
  path: "/api/operator/dead-letters",
  summary: "What was given up, newest first, without its data (operator only)",
  auth: "operator",
  input: ListDeadLettersSchema,
  output: DeadLetterPageSchema,
});

export const retryDeadLettersEndpoint = endpoint({
  method: "post",
  path: "/api/operator/dead-letters/retry",
  summary: "Try dead letters again (operator only)",
  auth: "operator",
  input: RetryDeadLettersSchema,
  output: z.object({ retried: z.number().int() }),
});
