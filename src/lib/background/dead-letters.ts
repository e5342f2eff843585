/** What was given up, for the operator: a job after its last try, a message that can't be delivered. */
import { AppError } from "@/lib/errors";
import { findProfile, requireScope } from "@/lib/identity/service";
import type { Actor } from "@/lib/identity/contracts";
import { redrive } from "@/lib/jobs";
import { recordAudit } from "@/lib/queries/audit";
import { countDeadJobs, listDeadJobs, listJobStates, listSchedules, listWorkers } from "@/lib/queries/jobs";
import { listDeadMessages, outboxChannel, outboxState, reviveDeadMessages } from "@/lib/queries/outbox";
import { transaction } from "@/lib/queries/transaction";
import { publish } from "@/lib/pubsub";
import {
  ListDeadLettersSchema,
  RetryDeadLettersSchema,
  type BackgroundState,
  type DeadLetter,
  type DeadLetterPage,
  type ListDeadLettersInput,
  type RetryDeadLettersInput,
} from "./contracts";

/** These tables hold every owner's work, so only whoever runs the server sees them. */
const requireOperator = async (actor: Actor): Promise<void> => {
  requireScope(actor, "settings");
  if ((await findProfile(actor)).role !== "operator") throw new AppError("identity/forbidden", { message: "only the operator sees background work" });
};

/** Workers, jobs, outbox and how many dead letters there are. Errors: identity/forbidden for everybody but the operator. */
export const jobStates = async (actor: Actor): Promise<BackgroundState> => {
  await requireOperator(actor);
  const [workers, states, schedules, outbox, deadJobs] = await Promise.all([listWorkers(), listJobStates(), listSchedules(), outboxState(), countDeadJobs()]);
  const ran = new Map(states.map((state) => [state.job, state]));
  const idle = { waiting: 0, retrying: 0, active: 0, completedLastDay: 0, failedLastDay: 0, lastCompletedAt: null, nextAt: null };
  const names = [...new Set([...schedules.keys(), ...ran.keys()])].sort();
  return { workers, outbox, deadJobs, jobs: names.map((job) => ({ ...idle, ...ran.get(job), job, cron: schedules.get(job) ?? null })) };
};

const listOf = async (kind: DeadLetter["kind"], page: { after?: string | undefined; limit: number }): Promise<DeadLetter[]> =>
  kind === "job"
    ? (await listDeadJobs(page)).map(({ id, job, output, createdAt }) => ({
        id,
        kind,
        name: job,
        error: output?.message ?? null,
        createdAt,
        deadAt: createdAt,
      }))
    : (await listDeadMessages(page)).map(({ id, topic, lastError, createdAt, deadAt }) => ({ id, kind, name: topic, error: lastError, createdAt, deadAt }));

/** Newest first, a page at a time. Errors: identity/forbidden, zod's own. */
export const listDeadLetters = async (actor: Actor, input: ListDeadLettersInput): Promise<DeadLetterPage> => {
  await requireOperator(actor);
  const { kind, after, limit } = ListDeadLettersSchema.parse(input);
  const found = await listOf(kind, { after, limit: limit + 1 });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
};

/** Tries dead letters again; answers how many of the ids there were. Errors: identity/forbidden, zod's own. */
export const retryDeadLetters = async (actor: Actor, input: RetryDeadLettersInput): Promise<number> => {
  requireScope(actor, "settings");
  await requireOperator(actor);
  const { kind, ids } = RetryDeadLettersSchema.parse(input);
  return transaction(async () => {
    const retried = kind === "job" ? await redrive(ids) : await reviveDeadMessages(ids);
    if (retried > 0) await recordAudit(actor, { action: "dead-letter.retry", after: { kind, ids, retried } });
    if (kind === "message") await publish(outboxChannel);
    return retried;
  });
};
